"""A tree, line by line: place, rule or terminal, the form's caption of a column, the text with escapes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import attrs
from lark import Token, Tree

from ..escapes import escaped
from ..forms import FORM_4, Form
from ..parsing import leaves
from ..spans import Lines, Span


@attrs.frozen
class TreeLine:
    """A rule or a token of a tree.

    Attributes:
        depth: how deep it stands, from 0
        span: its place; None for a rule without a token
        name: the rule's or terminal's name
        caption: number and caption of the column, for a cell of Table I or II
        text: a token's text with escapes, between quotes; None for a rule
    """

    depth: int
    span: Span | None
    name: str
    caption: str | None
    text: str | None


def tree_lines(text: str, tree: Tree[Token], depth: int | None = None, at: int | None = None) -> Iterator[TreeLine]:
    """The lines of a tree from top to bottom.

    ``depth`` leaves out what stands deeper; ``at``, an index into the text, leaves out every branch that does not
    cover it.
    """
    lines = Lines(text)
    stack: list[tuple[Tree[Token] | Token, int, str]] = [(tree, 0, "")]
    while stack:
        branch, level, table = stack.pop()
        place = _place(branch)
        if (depth is not None and level > depth) or (at is not None and not (place and place[0] <= at < place[1])):
            continue
        span = lines.span(*place) if place else None
        if isinstance(branch, Token):
            yield TreeLine(level, span, branch.type, None, escaped(branch))
            continue
        table = branch.data if branch.data in ("table_1", "table_2") else table
        yield TreeLine(level, span, branch.data, captions(table).get(branch.data), None)
        stack.extend((child, level + 1, table) for child in reversed(branch.children))


def token_lines(text: str, tree: Tree[Token], at: int | None = None) -> Iterator[TreeLine]:
    """The tokens of a tree, each with the caption of its column."""
    caption: dict[int, str | None] = {}
    for line in tree_lines(text, tree, at=at):
        caption[line.depth] = line.caption
        if line.text is not None:
            yield attrs.evolve(line, depth=0, caption=caption.get(line.depth - 1))


def plain(line: TreeLine) -> str:
    """A line as plain text."""
    caption = f"  [{line.caption}]" if line.caption else ""
    if line.text is None:
        return f"{'  ' * line.depth}{line.name}{caption}"
    assert line.span
    return f"{'  ' * line.depth}{line.span.line}:{line.span.column} {line.name} {line.text}{caption}"


def _place(branch: Tree[Token] | Token) -> tuple[int, int] | None:
    tokens = [branch] if isinstance(branch, Token) else list(leaves(branch))
    if not tokens:
        return None
    assert tokens[0].start_pos is not None
    assert tokens[-1].end_pos is not None
    return tokens[0].start_pos, tokens[-1].end_pos


@cache
def captions(table: str, form: Form = FORM_4) -> dict[str, str]:
    """Number and caption of each column of a table of a form, by its rule."""
    found = {}
    for printed in {"table_1": form.table_1, "table_2": form.table_2}.get(table, ()):
        half = f": {printed.subheading}" if printed.cell != printed.rule else ""
        found[printed.cell] = f"{printed.number} {printed.caption}{half}"
    return found
