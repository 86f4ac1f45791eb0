"""Finds faults of a grammar that Lark does not report: it builds, but does not read what its author meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from ..escapes import escaped
from ..grammars import Layout
from ..recovery import lexers
from .lexing import taken, why_before
from .resolved import Grammar, file_of, resolve
from .samples import is_caption, samples
from .sources import read_source


@attrs.frozen
class Fault:
    """Something in a grammar that is probably a mistake.

    Attributes:
        place: file and line: "form4.lark:35"
        message: what is wrong
    """

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


def lint(layout: Layout) -> list[Fault]:
    """Return the faults of a layout's grammars, one for each form.

    An unused definition in a file that it builds on or imports is not a fault. Raises lark.exceptions.LarkError as
    ``resolve`` does.
    """
    faults = (fault for form in layout.forms or (None,) for fault in _faults(resolve(layout, form)))
    return list(dict.fromkeys(faults))


def _faults(grammar: Grammar) -> list[Fault]:
    return [*_missing(grammar), *_mangled(grammar), *_unused(grammar), *_swallowed(grammar)]


def lint_shared(layouts: Iterable[Layout]) -> list[Fault]:
    """Return the definitions in files that layouts build on which none of these layouts uses."""
    grammars = [resolve(layout, form) for layout in layouts for form in layout.forms or (None,)]
    own = {grammar.layout.path for grammar in grammars}
    sources = {source.path: source for grammar in grammars for source in grammar.sources if source.path not in own}
    in_force = [definition for grammar in grammars for definition in grammar.definitions.values()]
    used = {statement for definition in in_force for statement in (definition.statement, definition.replaced)}
    return [
        Fault(str(statement), f"no rule of any layout uses {statement.name}")
        for _, source in sorted(sources.items())
        for statement in source.statements
        if statement not in used
    ]


def _missing(grammar: Grammar) -> Iterator[Fault]:
    """Yield names that an import lists and the imported file does not define."""
    for source in grammar.sources:
        for imported in source.imports:
            meant = read_source(file_of(imported, source.path))
            there = {statement.name for statement in meant.statements}
            there |= {name for each in meant.imports for name in each.names.values()}
            for name in sorted(imported.names.keys() - there):
                yield Fault(source.path.name, f"imports {name}, which {meant.path.name} does not define")


def _mangled(grammar: Grammar) -> Iterator[Fault]:
    """Yield names that no import lists although an imported rule needs them."""
    for name, definition in grammar.definitions.items():
        written = definition.statement.name
        if name != written and name.endswith(f"__{written.lstrip('_')}"):
            yield Fault(str(definition.statement), f"{written} is imported as {name}, because no import lists it")


def _unused(grammar: Grammar) -> Iterator[Fault]:
    """Yield what the layout's own file defines or imports and no rule needs."""
    needed = set(grammar.definitions.values())
    for name, definition in grammar.own.items():
        if definition not in needed:
            yield Fault(str(definition.statement), f"no rule of {grammar.layout.path.name} uses {name}")


def _swallowed(grammar: Grammar) -> Iterator[Fault]:
    """Yield captions that a state of the parser accepts but its lexer reads as something other than a caption."""
    found: dict[tuple[str, str], Fault] = {}
    for lexer in dict.fromkeys(lexers(grammar.layout.parser(form=grammar.form)).values()):
        captions = {t.name: t for t in lexer.terminals if is_caption(t.pattern.to_regexp())}
        for caption in captions.values():
            for text, behind in samples(caption.pattern.to_regexp()):
                token = taken(lexer, text + behind)
                if token.type not in captions:
                    definition = grammar.definitions.get(caption.name)
                    place = str(definition.statement if definition else grammar.layout.path.name)
                    why = why_before(lexer.terminals_by_name[token.type], caption)
                    message = f"{caption.name} {escaped(text)} is read as {token.type} {escaped(token)}: {why}"
                    found.setdefault((caption.name, token.type), Fault(place, message))
    return iter(sorted(found.values(), key=str))
