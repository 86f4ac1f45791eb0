"""A tree of a filing, line by line, with the form's captions of columns."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import attrs
from lark import Token, Tree

from ..forms import FORM_4, Form
from ..workbench import trees
from ..workbench.trees import TreeLine


def tree_lines(text: str, tree: Tree[Token], depth: int | None = None, at: int | None = None) -> Iterator[TreeLine]:
    """The lines of a tree from top to bottom, as the workbench has them, with the captions of Tables I and II."""
    return trees.tree_lines(text, tree, depth, at, {table: captions(table) for table in ("table_1", "table_2")})


def token_lines(text: str, tree: Tree[Token], at: int | None = None) -> Iterator[TreeLine]:
    """The tokens of a tree, each with the caption of its column."""
    caption: dict[int, str | None] = {}
    for line in tree_lines(text, tree, at=at):
        caption[line.depth] = line.caption
        if line.text is not None:
            yield attrs.evolve(line, depth=0, caption=caption.get(line.depth - 1))


@cache
def captions(table: str, form: Form = FORM_4) -> dict[str, str]:
    """Number and caption of each column of a table of a form, by its rule."""
    found = {}
    for printed in {"table_1": form.table_1, "table_2": form.table_2}.get(table, ()):
        half = f": {printed.subheading}" if printed.cell != printed.rule else ""
        found[printed.cell] = f"{printed.number} {printed.caption}{half}"
    return found
