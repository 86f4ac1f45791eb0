"""The resolved grammar of a file: composed, with overrides applied and imports followed, as Lark does it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import attrs

from ..composition import Composition, find_import
from ..lark_grammar import LarkGrammar
from .sources import LARK_GRAMMARS, Import, Source, Statement, read_source

Renaming = Callable[[str], str]


@attrs.frozen(eq=False)
class Definition:
    """A statement in force.

    Attributes:
        name: its name in the grammar: the name as written, or "classic__name" if no import lists it
        statement: the statement in its file
        replaced: the statement that it overrides
        names: the definition of each name in it; an imported terminal uses the definitions of its own file, even if
            they are overridden
        extensions: the statements that extend it
    """

    name: str
    statement: Statement
    replaced: Statement | None = None
    names: dict[str, Definition] = attrs.field(factory=dict, repr=False)
    extensions: list[Statement] = attrs.field(factory=list, repr=False)

    @property
    def statements(self) -> list[Statement]:
        """The statement and those that extend it."""
        return [self.statement, *self.extensions]


@attrs.frozen(eq=False)
class Grammar:
    """The resolved grammar of a file.

    Attributes:
        file: the file, and how it is built
        own: what the file itself defines or imports, by name
        definitions: the rules and terminals that the start rules need, those that are ignored, and the parts of all
            terminals, under unique names
    """

    file: LarkGrammar
    own: dict[str, Definition] = attrs.field(repr=False)
    definitions: dict[str, Definition] = attrs.field(repr=False)

    @property
    def own_sources(self) -> list[Source]:
        """The files that share one namespace: the file itself and those that it builds on."""
        return composed(self.file.path, self.file.form)

    @property
    def sources(self) -> list[Source]:
        """The files, each before those that it builds on or imports."""
        return sources_of(self.file.path, self.file.form)


def resolve(file: LarkGrammar) -> Grammar:
    """Resolve a grammar. Raises lark.exceptions.LarkError for an error in it."""
    file.parser()  # Lark reports the errors
    return resolve_sound(file)


def resolve_sound(file: LarkGrammar) -> Grammar:
    """Resolve a grammar that has read a text, so that there is no error in it to look for."""
    path, form = file.path, file.form
    known = _load(path, lambda name: name, form)
    ignored = [name for source in composed(path, form) for name in source.ignored]
    definitions: dict[str, Definition] = {}
    for definition in reached(known[name] for name in (*file.start, *ignored) if name in known):
        name = definition.name
        if known.get(name) is not definition:  # a part that only its own terminal can refer to
            name = definition.statement.name
            if name in definitions and definitions[name].statement == definition.statement:
                continue  # the same part of a file that several files import
            if name in known or name in definitions:
                name += f"_OF_{re.sub(r'[^A-Z0-9]', '_', definition.statement.source.path.stem.upper())}"
        definitions[name] = definition
    parts = {source for source in composed(path, form) if source.path != path}
    own = {name: definition for name, definition in known.items() if definition.statement.source not in parts}
    return Grammar(file, own, definitions)


def sources_of(path: Path, form: str | None) -> list[Source]:
    """Return the files of a grammar, each before those that it builds on or imports."""
    found: dict[Source, None] = {}
    waiting = [path]
    for each in waiting:
        for source in composed(each, form):
            found.pop(source, None)
            found[source] = None
            waiting += [file_of(imported, source.path) for imported in source.imports]
    return list(found)


def composed(path: Path, form: str | None) -> list[Source]:
    """Return the files that a grammar file is composed of, itself first."""
    return [read_source(part.path) for part in reversed(Composition.of(path, form).parts)]


def _load(path: Path, renamed: Renaming, form: str | None = None) -> dict[str, Definition]:
    """Return what a composed file defines or imports, under its names in the grammar."""
    known: dict[str, Definition] = {}
    own: dict[str, Definition] = {}
    sources = composed(path, form)
    for source in reversed(sources):
        for imported in _merged(source.imports):
            known |= _imported(imported, source.path, renamed)
        for statement in source.statements:
            name = renamed(statement.name)
            before = known.get(name)
            if statement.extends and before:
                before.extensions.append(statement)
                own[name] = before
                continue
            known[name] = own[name] = Definition(name, statement, before.statement if before else None)
    for definition in own.values():
        # Lark assembles an imported terminal from its own file, but looks up a rule's names in the whole grammar.
        references = [name for statement in definition.statements for name in statement.references]
        names = {str(name): renamed(name) for name in references}
        definition.names.update({name: known[stands_for] for name, stands_for in names.items() if stands_for in known})
    for definition in known.values():
        if not definition.statement.is_terminal:
            definition.names.update({name: known[old.name] for name, old in definition.names.items()})
    return known


def _imported(imported: Import, path: Path, renamed: Renaming) -> dict[str, Definition]:
    """Return what an import adds: the names that it lists, and what the rules among them need."""
    prefix = "__".join(imported.path)

    def arrives_as(name: str) -> str:
        if name in imported.names:
            return renamed(imported.names[name])
        return renamed(f"_{prefix}__{name[1:]}" if name.startswith("_") else f"{prefix}__{name}")

    known = _load(file_of(imported, path), arrives_as)
    listed = (known[arrives_as(name)] for name in imported.names if arrives_as(name) in known)
    needed = reached(listed, into_terminals=False)
    return {definition.name: definition for definition in needed}


def _merged(imports: Iterable[Import]) -> Iterator[Import]:
    """Merge imports of the same file."""
    merged: dict[tuple[str, ...], Import] = {}
    for imported in imports:
        before = merged.get(imported.path)
        names = before.names | imported.names if before else imported.names
        merged[imported.path] = attrs.evolve(imported, names=names)
    return iter(merged.values())


def reached(start: Iterable[Definition], into_terminals: bool = True) -> list[Definition]:
    """Return some definitions and everything that they need, directly or indirectly."""
    found = dict.fromkeys(start)
    waiting = list(found)
    for definition in waiting:
        if into_terminals or not definition.statement.is_terminal:
            new = [needed for needed in definition.names.values() if needed not in found]
            found |= dict.fromkeys(new)
            waiting += new
    return list(found)


def file_of(imported: Import, path: Path) -> Path:
    """Return the file of an import: beside the importing file, in this package, or in Lark."""
    name = str(Path(*imported.path).with_suffix(".lark"))
    return find_import(path.parent, name) or LARK_GRAMMARS / name
