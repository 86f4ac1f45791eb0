"""The resolved grammar as one self-contained .lark file, with its definitions and comments as written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import dropwhile, takewhile

import attrs

from ..composition import BUILDS_ON
from .resolved import Definition, Grammar, reached
from .sources import Source, Statement

STATEMENT, COMMENT, LONE_COMMENT = range(3)


@attrs.define
class _Passage:
    """A statement or a comment, with the blank lines before it.

    Attributes:
        lines: the lines that are kept; none of a statement that is not in force
        rank: STATEMENT; COMMENT for a comment or blank line right above a statement; LONE_COMMENT above a blank line
    """

    lines: list[str]
    rank: int = STATEMENT


def flat_text(grammar: Grammar) -> str:
    """Return the text of a .lark file that is equivalent to the grammar's own, including the landmarks.

    The files follow one another. Definitions that are overridden or not needed are left out. A comment is kept if one
    of the definitions below it is.
    """
    by_statement = {definition.statement: name for name, definition in grammar.definitions.items()}
    names = {each: by_statement[each.statement] for each in reached(grammar.definitions.values())}
    names |= {definition: name for name, definition in grammar.definitions.items()}
    # "classic__DATE" cannot be written
    names = {each: name.upper() if each.statement.is_terminal else name for each, name in names.items()}
    lines = [f"//: of {grammar.file.form}"] if grammar.file.form else []
    for source in grammar.sources:
        passages = list(_passages(source, grammar.definitions.values(), names))
        lines += ["", f"// {f' {source.path.name}':=>110}", ""]
        for i, passage in enumerate(passages):
            if passage.rank == STATEMENT or _is_needed(passages, i):
                lines += passage.lines
    lines += _directives(grammar)
    return "".join(f"{line}\n" for i, line in enumerate(lines) if line or lines[i - 1]).strip("\n") + "\n"


def _directives(grammar: Grammar) -> Iterator[str]:
    """Yield the "%ignore" and "%declare" of the file and of those that it builds on; Lark imports none."""
    written = [directive for source in grammar.own_sources for directive in source.directives]
    if written:
        yield ""
        yield from written


def _passages(source: Source, definitions: Iterable[Definition], names: dict[Definition, str]) -> Iterator[_Passage]:
    in_force: dict[Statement, list[Definition]] = {}
    for definition in definitions:
        in_force.setdefault(definition.statement, []).append(definition)
    done = 0
    for statement in source.statements:
        start = source.text.rfind("\n", 0, statement.place[0]) + 1
        end = source.text.index("\n", statement.place[1])
        yield from _comments(source.text[done:start])
        yield _Passage(list(_written(in_force.get(statement, ()), source.text[start:end], start, names)))
        done = end + 1
    yield from (attrs.evolve(comment, rank=LONE_COMMENT) for comment in _comments(source.text[done:]))


def _written(
    definitions: Iterable[Definition], written: str, start: int, names: dict[Definition, str]
) -> Iterator[str]:
    """Yield a statement under each of its names in force, with a comment on what it overrides, and its extensions."""
    for definition in definitions:
        if definition.replaced:
            yield f"// overrides {definition.replaced}"
        yield _renamed(definition.statement, definition, written, start, names)
        for extension in definition.extensions:
            text = extension.source.text[slice(*extension.place)]
            yield _renamed(extension, definition, text, extension.place[0], names)


def _comments(between: str) -> Iterator[_Passage]:
    """Yield the comments between two statements, without those right above imports, which are resolved."""
    lines: list[str] = []
    for line in between.split("\n")[:-1]:
        if line.startswith("%import"):
            lines = []
        elif line.startswith(("%ignore", "%declare")) or BUILDS_ON.match(line):
            continue
        elif line.strip():
            lines.append(line)
        else:
            if any(lines):
                yield _Passage(lines, LONE_COMMENT)
            lines = [""]
    if lines:
        yield _Passage(lines, COMMENT)


def _renamed(
    statement: Statement, definition: Definition, written: str, start: int, names: dict[Definition, str]
) -> str:
    """Return a statement, written from ``start`` on, with the names that the resolved grammar uses."""
    places = {statement.name_start: (statement.name, names[definition])}
    for name in statement.references:
        assert name.start_pos is not None
        if name in definition.names:  # a declared terminal has no definition
            places[name.start_pos] = (str(name), names[definition.names[name]])
    for place, (old, new) in sorted(places.items(), reverse=True):
        written = written[: place - start] + new + written[place - start + len(old) :]
    return written.removeprefix("%override").lstrip()


def _is_needed(passages: list[_Passage], i: int) -> bool:
    """Return whether a comment is at the head of its file, or above something that is kept."""
    rank = passages[i].rank
    if all(passage.rank == LONE_COMMENT for passage in passages[: i + 1]):
        return True
    below = dropwhile(lambda passage: passage.rank == rank, passages[i:])  # adjacent comments count as one
    return any(any(passage.lines) for passage in takewhile(lambda passage: passage.rank < rank, below))
