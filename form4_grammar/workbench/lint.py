"""Finds faults of a grammar that Lark does not report: it builds, but does not read what its author meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress

import attrs
from lark.exceptions import LarkError

from ..composition import Composition
from ..escapes import escaped
from ..lark_grammar import LarkGrammar
from ..parse_tables import lexers_of
from .conflicts import conflicts
from .lexing import Takers, why_before
from .lost import lost
from .never import why_never
from .pumps import slow_pump
from .refusals import without_arguments
from .resolved import Grammar, composed, file_of, resolve, sources_of
from .samples import is_caption, samples
from .sentences import Sentences
from .sources import Import, Source, broken_statements


@attrs.frozen
class Fault:
    """Something in a grammar that is probably a mistake.

    Attributes:
        place: file and line: "form4.lark:35"
        message: what is wrong
        detail: what shows it, in lines
    """

    place: str
    message: str
    detail: tuple[str, ...] = ()

    def __str__(self) -> str:
        return "\n    ".join((f"{self.place}: {self.message}", *self.detail))


def lint(files: Iterable[LarkGrammar]) -> list[Fault]:
    """Return the faults of grammars, each once: of one file composed in several ways, for example.

    An unused definition in a file that it builds on or imports is not a fault. Raises OSError, and
    lark.exceptions.GrammarError if a file is not a valid one.
    """
    return list(dict.fromkeys(fault for file in files for fault in _faults(file)))


def _faults(file: LarkGrammar) -> list[Fault]:
    if faults := _broken(file):
        return faults
    grammar = resolve(file)
    faults = [*_missing(grammar), *_mangled(grammar), *_unused(grammar), *_endless(grammar), *_never(grammar)]
    if file.is_lalr:  # Earley's lexer has no states
        swallowed = _swallowed(grammar)
        faults += [*_conflicts(file), *sorted(swallowed.values(), key=str)]
        faults += _lost(grammar, told={name for name, _ in swallowed})
    return [*faults, *_slow(grammar)]


def lint_shared(files: Iterable[LarkGrammar]) -> list[Fault]:
    """Return the definitions in files that grammars build on which none of these grammars uses."""
    grammars = [resolve(file) for file in files]
    own = {grammar.file.path for grammar in grammars}
    sources = {source.path: source for grammar in grammars for source in grammar.sources if source.path not in own}
    in_force = [definition for grammar in grammars for definition in grammar.definitions.values()]
    used = {statement for definition in in_force for statement in (definition.statement, definition.replaced)}
    return [
        Fault(str(statement), f"no rule of any layout uses {statement.name}")
        for _, source in sorted(sources.items())
        for statement in source.statements
        if statement not in used
    ]


def _broken(file: LarkGrammar) -> list[Fault]:
    """Return everything that keeps Lark from building a grammar, not only the first of it, which Lark reports."""
    try:
        file.parser()
    except LarkError as refusal:
        if found := [*_broken_statements(file)]:
            return found
        found = [*_broken_names(file)]
        if not found and file.is_lalr:
            with suppress(LarkError):  # it has other faults
                found = [*_conflicts(file)]
        return found or [_of(refusal, file)]
    return []


def _broken_statements(file: LarkGrammar) -> Iterator[Fault]:
    """Yield the first fault of each statement that Lark cannot read, in all files that a grammar is composed of."""
    for part in Composition.of(file.path, file.form).parts:
        for line, column in broken_statements(part.text):
            yield Fault(f"{part.path.name}:{line}:{column}", "unexpected text")


def _of(refusal: LarkError, file: LarkGrammar) -> Fault:
    """Return Lark's own words, which may begin with a place."""
    place, colon, message = str(refusal).partition(": ")
    return Fault(place, message) if colon and ".lark" in place else Fault(file.path.name, str(refusal))


def _conflicts(file: LarkGrammar) -> Iterator[Fault]:
    """Yield the conflicts of an LALR grammar, those that Lark resolves silently included."""
    places = {
        statement.name: str(statement)
        for source in reversed(sources_of(file.path, file.form))
        for statement in source.statements
        if not statement.is_terminal
    }
    for conflict in conflicts(file):
        yield Fault(places.get(conflict.rule.rpartition("__")[2], file.path.name), conflict.message, conflict.detail)


def _broken_names(file: LarkGrammar) -> Iterator[Fault]:
    """Yield names that are used and not defined, or defined twice, and imports of what is not there."""
    waiting, done = [(file.path, file.form)], set()
    for path, form in waiting:
        sources = composed(path, form)
        names: dict[str, str] = {}
        for source in reversed(sources):
            names |= dict.fromkeys([*source.declared, *_imported_names(source)], "")
            for statement in source.statements:
                if names.get(statement.name) and not statement.replaces and not statement.extends:
                    message = f"{statement.name} is defined twice, also at {names[statement.name]}"
                    yield Fault(str(statement), message)
                names.setdefault(statement.name, str(statement))
        for source in sources:
            used = [name for statement in source.statements for name in statement.references]
            for name in (*used, *source.ignored):
                if name not in names:
                    yield Fault(f"{source.path.name}:{name.line}", f"{name} is used and not defined")
                    names[name] = ""
            for imported in source.imports:
                found = file_of(imported, source.path)
                if not found.is_file():
                    yield Fault(f"{source.path.name}:{imported.line}", f"there is no {'/'.join(imported.path)}.lark")
                    continue
                yield from _not_there(source, imported)
                if found not in done:
                    done.add(found)
                    waiting.append((found, None))
        if path == file.path:
            for start in file.start:
                if start not in names and f"{start}:" not in file.rules:
                    yield Fault(file.path.name, f"there is no rule {start} to start with; --start names another")


def _imported_names(source: Source) -> list[str]:
    return [name for imported in source.imports for name in imported.names.values()]


def _missing(grammar: Grammar) -> Iterator[Fault]:
    """Yield names that an import lists and the imported file does not define."""
    for source in grammar.sources:
        for imported in source.imports:
            yield from _not_there(source, imported)


def _not_there(source: Source, imported: Import) -> Iterator[Fault]:
    meant = composed(file_of(imported, source.path), None)
    there = {statement.name for each in meant for statement in each.statements}
    there |= {name for each in meant for name in (*each.declared, *_imported_names(each))}
    for name in sorted(imported.names.keys() - there):
        message = f"imports {name}, which {meant[0].path.name} does not define"
        yield Fault(f"{source.path.name}:{imported.line}", message)


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
            yield Fault(str(definition.statement), f"no rule of {grammar.file.path.name} uses {name}")


def _endless(grammar: Grammar) -> Iterator[Fault]:
    """Yield rules that call themselves in all their alternatives, so that no text is ever the whole of one."""
    parser = grammar.file.parser()
    sentences = Sentences(parser.rules)
    names = dict.fromkeys(without_arguments(str(rule.origin.name)) for rule in parser.rules)
    for name in names:
        if name in grammar.definitions and sentences.shortest(name) is None:
            yield Fault(_place(grammar, name), f"{name} never comes to an end: no text is long enough for it")


def _never(grammar: Grammar) -> Iterator[Fault]:
    """Yield terminals whose expressions match no text at all."""
    for terminal in grammar.file.parser().terminals:
        if why := why_never(terminal.pattern.to_regexp()):
            yield Fault(_place(grammar, terminal.name), f"{terminal.name} can match no text: {why}")


def _lost(grammar: Grammar, told: set[str]) -> Iterator[Fault]:
    """Yield terminals that lose every text to others, in all states of the parser."""
    for loss in lost(grammar.file.parser()):
        if loss.terminal.name in told:
            continue
        message = f"{loss.terminal.name} never wins: {escaped(loss.text)} is read as {loss.winner.name}"
        more = f"; so are all {loss.tried} texts that were tried" if loss.tried > 1 else ""
        yield Fault(
            _place(grammar, loss.terminal.name), f"{message}, because {why_before(loss.winner, loss.terminal)}{more}"
        )


def _swallowed(grammar: Grammar) -> dict[tuple[str, str], Fault]:
    """Return captions that a state of the parser accepts but its lexer reads as something other than a caption."""
    found: dict[tuple[str, str], Fault] = {}
    parser = grammar.file.parser()
    takers = Takers(parser)
    for lexer in dict.fromkeys(lexers_of(parser).values()):
        captions = {t.name: t for t in lexer.terminals if is_caption(t.pattern.to_regexp())}
        for caption in captions.values():
            for text, behind in samples(caption.pattern.to_regexp()):
                other, read = takers.first(lexer, text + behind) or (caption, text)
                if other.name not in captions and other.name not in lexer.ignore_types:
                    message = f"{caption.name} {escaped(text)} is read as {other.name} {escaped(read)}"
                    fault = Fault(_place(grammar, caption.name), f"{message}: {why_before(other, caption)}")
                    found.setdefault((caption.name, other.name), fault)
    return found


def _place(grammar: Grammar, name: str) -> str:
    definition = grammar.definitions.get(name)
    return str(definition.statement if definition else grammar.file.path.name)


def _slow(grammar: Grammar) -> Iterator[Fault]:
    """Yield terminals that go back so often that their time grows faster than the text."""
    for terminal in grammar.file.parser().terminals:
        pump = slow_pump(terminal.pattern.to_regexp())
        if pump is not None:
            text = f'"{escaped(pump.before)}" and many times "{escaped(pump.unit)}"'
            yield Fault(
                _place(grammar, terminal.name),
                f"{terminal.name} takes more time than in proportion to the text, on {text}",
            )
