"""Parses any text with a grammar that has a place for what it refuses. The leaves of the tree, joined, are the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from lark import Lark, Token, Tree
from lark.exceptions import UnexpectedInput

from .recovery import accepted_tokens


def leaves(tree: Tree[Token]) -> Iterator[Token]:
    """Yield the tokens of a tree from left to right."""
    stack: list[Tree[Token] | Token | None] = [tree]
    while stack:
        branch = stack.pop()
        if isinstance(branch, Token):
            yield branch
        elif branch is not None:  # what "[ ]" leaves where nothing stands
            stack.extend(reversed(branch.children))


def parse_whole(parser: Lark, text: str) -> Tree[Token]:
    """Parse any text. The part of a line that the grammar refuses becomes a separate leaf."""
    # No terminal can match the end of the text, so supply a line end if the last line has none, and remove it below.
    supplied = "" if text.endswith(("\n", "\r")) else "\n"
    try:
        tree = parser.parse(text + supplied)
    except UnexpectedInput:
        tree = tree_of(parser, accepted_tokens(parser, text + supplied))
    if supplied:
        _remove_line_end(tree)
    return tree


def tree_of(parser: Lark, tokens: Iterable[Token]) -> Tree[Token]:
    """Build the tree of tokens that the grammar accepts."""
    running: Any = parser.parse_interactive()  # Lark has no types for feed_eof
    for token in tokens:
        running.feed_token(token)
    tree: Tree[Token] = running.feed_eof()
    return tree


def _remove_line_end(branch: Tree[Token]) -> bool:
    """Remove the supplied line end from the last leaf. Returns False if the branch has no leaf."""
    for index in reversed(range(len(branch.children))):
        child = branch.children[index]
        if isinstance(child, Tree):
            if _remove_line_end(child):
                return True
        else:
            given = child.update(value=child[:-1])
            given.end_pos = (child.start_pos or 0) + len(given)
            branch.children[index : index + 1] = [given] if given else []
            return True
    return False
