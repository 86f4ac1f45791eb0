"""Parses any text with a grammar that has a place for what it refuses. The leaves of the tree, joined, are the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lark import Token, Tree

from .automaton import REFUSED, Automaton, RefusedError
from .part import Part
from .recovery import accepted


def leaves(tree: Tree[Token]) -> Iterator[Token]:
    """Yield the tokens of a tree from left to right."""
    stack: list[Tree[Token] | Token | None] = [tree]
    while stack:
        branch = stack.pop()
        if isinstance(branch, Token):
            yield branch
        elif branch is not None:  # what "[ ]" leaves where nothing stands
            stack.extend(reversed(branch.children))


def parse_whole(automaton: Automaton, start: str, text: str, shown: str | None = None) -> Part:
    """Parse any text. The part of a line that the grammar refuses becomes a separate token.

    The tokens are cut from ``shown``, a text of the same length. Raises recovery.NoPlaceError if the grammar has no
    place for a refused line.
    """
    shown = text if shown is None else shown
    # No terminal can match the end of the text, so supply a line end if the last line has none, and remove it below.
    is_supplied = not text.endswith(("\n", "\r"))
    whole = f"{text}\n" if is_supplied else text
    try:
        part = automaton.parse(whole, start, shown)
    except RefusedError:
        refused = {begin: end for name, begin, end in accepted(automaton, whole, start) if name == REFUSED}
        part = automaton.parse(whole, start, shown, refused)
    found: Part = part
    return _without_line_end(found, len(text)) or found if is_supplied else found


def place_lines(tokens: Iterable[Token], text: str) -> None:
    """Give the tokens of a text, in its order, the lines and columns that Lark counts: it ends lines at "\\n" alone."""
    line, line_start, done = 1, 0, 0
    for token in tokens:
        start, end = token.start_pos or 0, token.end_pos or 0
        if ends := text.count("\n", done, start):
            line, line_start = line + ends, text.rindex("\n", done, start) + 1
        token.line, token.column = line, start - line_start + 1
        if ends := text.count("\n", start, end):
            line, line_start = line + ends, text.rindex("\n", start, end) + 1
        token.end_line, token.end_column, done = line, end - line_start + 1, end


def _without_line_end(part: Part, length: int) -> Part | None:
    """The part without the supplied line end, which its last token has; None if it has no token."""
    for index in reversed(range(len(part.children))):
        child = part.children[index]
        if isinstance(child, Part):
            rest = _without_line_end(child, length)
            if rest is not None:
                return Part.of(part.rule, [*part.children[:index], rest, *part.children[index + 1 :]])
        elif child:
            child.end_pos = length
            return part
        else:
            return Part.of(part.rule, [*part.children[:index], *part.children[index + 1 :]])
    return None
