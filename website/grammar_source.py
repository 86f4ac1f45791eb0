"""The grammar files taken apart: their titles, comments and definitions, and which definitions use which."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import attrs

import form4_grammar as f4
from form4_grammar.workbench.sources import Source, Statement, read_source

GRAMMAR = f4.grammar_path()
# The folders in which definitions share one namespace, the first definitions first; other files stand alone.
SHARED = ("forms", "pages", "spellings", "layouts")
FIRST = ("section16", "changes", "form4")
RULER = re.compile(r"^// -{3,} *(?P<title>.*)$")


@attrs.frozen
class Entry:
    """A definition on its page.

    Attributes:
        statement: the definition
        written: its lines in the file
        comment: the lines of the comment right above it
    """

    statement: Statement
    written: str
    comment: list[str]


Block = str | list[str] | Entry  # the title of a section; the lines of a comment; a definition


@cache
def files() -> tuple[Source, ...]:
    """Return the grammar files, those that define a name before those that override it."""
    paths = [path for folder in SHARED for path in sorted((GRAMMAR / folder).glob("*.lark"), key=_rank)]
    return tuple(map(read_source, [*paths, *sorted(GRAMMAR.glob("*.lark"))]))


def _rank(path: Path) -> tuple[int, str]:
    return (FIRST.index(path.stem) if path.stem in FIRST else len(FIRST), path.stem)


@attrs.frozen
class Names:
    """The names that files share.

    Attributes:
        definitions: the definitions of each name, first the one that the others override
        uses: the definitions that use each name
    """

    definitions: dict[str, list[Statement]]
    uses: dict[str, list[Statement]]

    @classmethod
    def of(cls, sources: Iterable[Source]) -> Names:
        statements = [each for source in sources for each in source.statements]
        found = cls(defaultdict(list), defaultdict(list))
        for each in sorted(statements, key=lambda each: each.replaces or each.extends):
            found.definitions[each.name].append(each)
        for each in statements:
            for name in dict.fromkeys(map(str, each.references)):
                found.uses[name].append(each)
        return found


@cache
def _shared_names() -> Names:
    return Names.of(each for each in files() if not _stands_alone(each))


@cache
def names_in(source: Source) -> Names:
    """Return the names that a file uses and defines."""
    return Names.of([source]) if _stands_alone(source) else _shared_names()


def _stands_alone(source: Source) -> bool:
    return source.path.parent == GRAMMAR


def blocks_of(source: Source) -> list[Block]:
    """Take a file apart: titles, comments and definitions, in its order."""
    lines = source.text.splitlines()
    ends = {each.line: source.text.count("\n", 0, each.place[1]) + 1 for each in source.statements}
    statements = {each.line: each for each in source.statements}
    blocks: list[Block] = []
    comment: list[str] = []
    end = 0  # the last line of the definition before
    for number, line in enumerate(lines, 1):
        title = RULER.match(line)
        if number <= end:
            continue
        if line.startswith("//") and not line.startswith("//:") and not title:
            comment.append(line.removeprefix("//").removeprefix(" "))
            continue
        if number in statements:
            end = ends[number]
            blocks.append(Entry(statements[number], "\n".join(lines[number - 1 : end]), comment))
        elif comment:
            blocks.append(comment)
        if title:
            blocks.append(title["title"][:1].upper() + title["title"][1:])
        comment = []
    return blocks
