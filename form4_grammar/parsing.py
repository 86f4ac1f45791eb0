"""From a text to its tree. Total: every text has one. Lossless: the tree's leaves, joined, are the text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

import attrs
from lark import Lark, Token, Tree
from lark.exceptions import UnexpectedInput

from .grammars import PUBLIC_RULES, Layout, detect, find_layout
from .spans import Lines

REFUSED = "\0"  # what grammar/form4.lark calls REFUSED


@attrs.frozen
class Parse:
    """A parsed text.

    Attributes:
        text: the given text
        layout: the layout whose grammar was used
        tree: its leaves are tokens with their places, and joined are the text
        start: the public rule that was parsed
    """

    text: str
    layout: Layout
    tree: Tree[Token] = attrs.field(eq=False, repr=False)
    start: str = "filing"

    @property
    def leaves(self) -> Iterator[Token]:
        """The tokens in the order of the text."""
        return leaves(self.tree)


def parse(text: str, layout: Layout | str | None = None, start: str | None = None) -> Parse:
    """Parse a text, or one section of it, into a lossless tree; raises on no text.

    ``start`` is a public rule: "filing", "header", "table_1", "table_2", "reporting_owners", "signatures" or
    "footnotes". Without a layout the text's own is used, or the one that it comes nearest to.
    Raises ValueError for an unknown layout or rule.
    """
    chosen = find_layout(layout) if layout is not None else detect(text).nearest
    start = start or "filing"
    if start not in PUBLIC_RULES:
        raise ValueError(f"no public rule {start!r}; there are {', '.join(PUBLIC_RULES)}")
    tree = _parse_whole(chosen.parser(start), text)
    if tree.data == "section" and len(tree.children) == 1 and isinstance(tree.children[0], Tree):
        tree = tree.children[0]  # nothing stands before the section
    return Parse(text, chosen, tree, start)


def leaves(tree: Tree[Token]) -> Iterator[Token]:
    """The tokens of a tree from left to right."""
    stack: list[Tree[Token] | Token] = [tree]
    while stack:
        branch = stack.pop()
        if isinstance(branch, Token):
            yield branch
        else:
            stack.extend(reversed(branch.children))


def _parse_whole(parser: Lark, text: str) -> Tree[Token]:
    """Parse; a line that the grammar refuses is masked, so that it becomes a REFUSED leaf, and the text parsed again.

    Were a mask itself refused, the line before it is masked too: in the end, a text of masked lines is one of strays.
    """
    # No terminal can say "end of text", so every line has an end: the last one's is taken back below.
    supplied = "" if text.endswith(("\n", "\r")) else "\n"
    masked = text + supplied
    while True:
        try:
            tree = parser.parse(masked)
            break
        except UnexpectedInput as refusal:
            # Where the text ends too early, Lark gives no place in it.
            place = refusal.pos_in_stream if isinstance(refusal.pos_in_stream, int) else len(text)
            masked = _mask_line(masked, place)
    if supplied or masked != text:
        _restore(tree, text)
    return tree


def _mask_line(text: str, place: int) -> str:
    """The text with the line at a place masked; if it is already, the nearest line above it, or else below it."""
    lines = Lines(text)
    starts: list[int] = lines.starts
    number = bisect_right(starts, place) - 1
    for line in (*range(number, -1, -1), *range(number + 1, len(starts))):
        start, end = starts[line], lines.line_end(line + 1)
        if text[start:end].strip(REFUSED):
            masked: str = text[:start] + REFUSED * (end - start) + text[end:]
            return masked
    raise AssertionError("the grammar refuses a text of masked lines")  # a fault of the grammar's, not the text's


def _restore(branch: Tree[Token], text: str) -> None:
    """Put the given text back into the leaves, and take back a line end that was supplied."""
    restored: list[Tree[Token] | Token] = []
    for child in branch.children:
        if isinstance(child, Tree):
            _restore(child, text)
        else:
            given = text[child.start_pos : child.end_pos]
            if not given:
                continue
            if given != child:
                child = child.update(value=given)
                child.end_pos = (child.start_pos or 0) + len(given)
        restored.append(child)
    branch.children = restored
