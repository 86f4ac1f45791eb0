"""The grammar in force as one .lark file, which needs no other: definitions and comments as they are written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import dropwhile, takewhile

import attrs

from ..composition import BUILDS_ON
from .resolved import Definition, Grammar
from .sources import Source, Statement

STATEMENT, COMMENT, LONE_COMMENT = range(3)


@attrs.define
class _Passage:
    """A statement, as far as it is in force, or a comment, with the blank lines before it.

    Attributes:
        lines: what of it stays
        rank: STATEMENT; COMMENT, or a blank line, right above one; LONE_COMMENT above a blank line
    """

    lines: list[str]
    rank: int = STATEMENT


def flat_text(grammar: Grammar) -> str:
    """The text of a .lark file that reads as the layout's own does, its landmarks included.

    The files follow one another, each with what is in force of it: what is overridden or not needed is left out. A
    comment stays where something of what it stands above does.
    """
    names = {
        definition: name.upper() if definition.statement.is_terminal else name  # "classic__DATE" cannot be written
        for name, definition in grammar.definitions.items()
    }
    lines: list[str] = []
    for source in grammar.sources:
        passages = list(_passages(source, names))
        lines += ["", f"// {f' {source.path.name}':=>110}", ""]
        for i, passage in enumerate(passages):
            if passage.rank == STATEMENT or _is_needed(passages, i):
                lines += passage.lines
    return "".join(f"{line}\n" for i, line in enumerate(lines) if line or lines[i - 1]).strip("\n") + "\n"


def _passages(source: Source, names: dict[Definition, str]) -> Iterator[_Passage]:
    in_force: dict[Statement, list[Definition]] = {}
    for definition in names:
        in_force.setdefault(definition.statement, []).append(definition)
    done = 0
    for statement in source.statements:
        start = source.text.rfind("\n", 0, statement.place[0]) + 1
        end = source.text.index("\n", statement.place[1])
        yield from _comments(source.text[done:start])
        definitions = in_force.get(statement, ())
        yield _Passage(list(_written(definitions, source.text[start:end], start, names)))
        done = end + 1
    yield from (attrs.evolve(comment, rank=LONE_COMMENT) for comment in _comments(source.text[done:]))


def _written(
    definitions: Iterable[Definition], written: str, start: int, names: dict[Definition, str]
) -> Iterator[str]:
    """A statement under each of its names in force, with a comment on what it overrides."""
    for definition in definitions:
        if definition.replaced:
            yield f"// in place of {definition.replaced}"
        yield _renamed(definition, written, start, names)


def _comments(between: str) -> Iterator[_Passage]:
    """The comments between two statements; those right above imports, which are followed, are of no use."""
    lines: list[str] = []
    for line in between.split("\n")[:-1]:
        if line.startswith("%import"):
            lines = []
        elif BUILDS_ON.match(line):
            continue
        elif line.strip():
            lines.append(line)
        else:
            if any(lines):
                yield _Passage(lines, LONE_COMMENT)
            lines = [""]
    if lines:
        yield _Passage(lines, COMMENT)


def _renamed(definition: Definition, written: str, start: int, names: dict[Definition, str]) -> str:
    """A statement as it is written from ``start`` on, but with the names that the grammar in force has for things."""
    statement = definition.statement
    places = {statement.name_start: (statement.name, names[definition])}
    for name in statement.references:
        assert name.start_pos is not None
        places[name.start_pos] = (str(name), names[definition.names[name]])
    for place, (old, new) in sorted(places.items(), reverse=True):
        written = written[: place - start] + new + written[place - start + len(old) :]
    return written.removeprefix("%override").lstrip()


def _is_needed(passages: list[_Passage], i: int) -> bool:
    """Whether a comment stands at the head of its file, or above something that stays."""
    rank = passages[i].rank
    if all(passage.rank == LONE_COMMENT for passage in passages[: i + 1]):
        return True
    below = dropwhile(lambda passage: passage.rank == rank, passages[i:])  # what follows one another is one comment
    return any(any(passage.lines) for passage in takewhile(lambda passage: passage.rank < rank, below))
