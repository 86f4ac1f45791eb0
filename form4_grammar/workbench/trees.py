"""A tree and diagnostics, line by line: places, rules and terminals, captions if there are any, text with escapes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs
from lark import Token, Tree

from ..diagnostics import Diagnostic
from ..escapes import escaped
from ..lossless import leaves
from ..spans import Lines, Span

# The captions of rules, by rule, within each rule that gives them theirs.
Captions = Mapping[str, Mapping[str, str]]
NOTHING = "(nothing)"  # what stands in the tree for a "[ ]" that is left out


@attrs.frozen
class TreeLine:
    """A rule or a token of a tree.

    Attributes:
        depth: how deep it stands, from 0
        span: its place; None for a rule without a token
        name: the rule's or terminal's name
        caption: what the rule is called, for a cell of a table
        text: a token's text with escapes, between quotes; None for a rule
    """

    depth: int
    span: Span | None
    name: str
    caption: str | None
    text: str | None


def tree_lines(
    text: str, tree: Tree[Token], depth: int | None = None, at: int | None = None, captions: Captions | None = None
) -> Iterator[TreeLine]:
    """The lines of a tree from top to bottom.

    ``depth`` leaves out what stands deeper; ``at``, an index into the text, leaves out every branch that does not
    cover it.
    """
    lines, captions = Lines(text), captions or {}
    stack: list[tuple[Tree[Token] | Token | None, int, str]] = [(tree, 0, "")]
    while stack:
        branch, level, table = stack.pop()
        place = None if branch is None else _place(branch)
        if (depth is not None and level > depth) or (at is not None and not (place and place[0] <= at < place[1])):
            continue
        span = lines.span(*place) if place else None
        if branch is None:
            yield TreeLine(level, None, NOTHING, None, None)
            continue
        if isinstance(branch, Token):
            yield TreeLine(level, span, branch.type, None, escaped(branch))
            continue
        table = branch.data if branch.data in captions else table
        yield TreeLine(level, span, branch.data, captions.get(table, {}).get(branch.data), None)
        stack.extend((child, level + 1, table) for child in reversed(branch.children))


def plain(line: TreeLine) -> str:
    """A line as plain text."""
    caption = f"  [{line.caption}]" if line.caption else ""
    if line.text is None:
        return f"{'  ' * line.depth}{line.name}{caption}"
    place = f"{line.span.line}:{line.span.column}" if line.span else "0:0"
    return f"{'  ' * line.depth}{place} {line.name} {line.text}{caption}"


def diagnostic_lines(diagnostic: Diagnostic) -> Iterator[str]:
    """The lines of a diagnostic in a snapshot."""
    yield str(diagnostic)
    yield f"  path: {diagnostic.path}"
    for name in ("expected", "found", "hint"):
        value = getattr(diagnostic, name)
        if value is not None:
            yield f"  {name}: {escaped(value) if name == 'found' else value}"


def _place(branch: Tree[Token] | Token) -> tuple[int, int] | None:
    if isinstance(branch, Tree):
        meta = branch.meta
        if not meta.empty:  # Lark has counted tokens in that the tree does not show
            return meta.start_pos, meta.end_pos
    tokens = [branch] if isinstance(branch, Token) else list(leaves(branch))
    if not tokens or tokens[0].start_pos is None or tokens[-1].end_pos is None:
        return None
    return tokens[0].start_pos, tokens[-1].end_pos
