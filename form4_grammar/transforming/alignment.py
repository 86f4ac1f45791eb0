"""Rows with one cell fewer or more than their table has columns, or with those of two rows: which cell is whose."""

from __future__ import annotations

from collections.abc import Iterator

import attrs
from lark import Lark, Token, Tree

from ..grammars import Layout
from ..parsing import leaves, parse_whole
from .findings import branches_of, tokens_of

# The cells of a row, one a column; None where it cannot be told.
Cells = list[Tree[Token] | None]

TEXT = ("TITLE", "CELL_TEXT")  # the terminals of columns that take any text


@attrs.frozen
class Aligned:
    """A row that was brought in line with the columns of its table.

    Attributes:
        row: the cells that are surely their column's
        doubtful: the rules of the columns whose cell cannot be told
        expected: what would have told them
    """

    row: Tree[Token]
    doubtful: frozenset[str]
    expected: str = "a separator between all cells"


def align(row: Tree[Token], width: int, layout: Layout) -> Aligned | None:
    """A row in which one separator is missing or surplus; None if there is no place for it where all cells fit.

    Before that place, the cells are those of the row as it stands; behind it, those of the row moved by a column. What
    is not the same for all places that fit is doubtful. ``width`` is the number of the table's columns.
    """
    cells = [cell for cell in row.children if isinstance(cell, Tree)]
    is_short = len(cells) < width
    if abs(len(cells) - width) != 1:
        return None
    moved = _moved(row, layout.parser(row.data), forward=is_short)
    if len(moved) != width:  # a pipe may be a text's, or stand between two cells: it depends on the column
        return None
    for places in (_blank_missing, _two_in_one) if is_short else (_blank_surplus, _one_in_two):
        fitting = [placed for placed in places(cells, moved) if not any(tokens_of(cell, "ODD") for cell in placed)]
        if fitting:
            sure = [possible[0] if _agree(possible) else None for possible in zip(*fitting, strict=True)]
            doubtful = frozenset(str(column.data) for column, cell in zip(moved, sure, strict=True) if cell is None)
            return Aligned(Tree(row.data, [cell for cell in sure if cell is not None]), doubtful)
    return None


def split(row: Tree[Token], columns: list[str], layout: Layout) -> tuple[Aligned, Aligned] | None:
    """The two rows that stand on one line; None where their cells do not fit, or there are not as many as both have.

    The last cell of the one and the first of the other are one cell, of which it cannot be told what is whose.
    ``columns`` are the rules of the table's columns.
    """
    width = len(columns)
    separators = [leaf for leaf in leaves(row) if leaf.type == "_SEP"]
    if len(separators) != 2 * (width - 1):
        return None
    first = [cell for cell in row.children if isinstance(cell, Tree)][: width - 1]
    text, start = "".join(leaves(row)), next(leaves(row)).start_pos
    second_start = separators[width - 1].start_pos
    assert start is not None
    assert second_start is not None
    second = _reparsed(row, layout.parser(row.data), text[second_start - start :], second_start)
    odd = [cell for cell in (*first, *second) if tokens_of(cell, "ODD")]
    if len(second) != width or len(odd) * 3 > width:  # a cell or two may be damaged as well
        return None
    expected = "a line end between the two rows that stand on this line"
    return (
        Aligned(Tree(row.data, list(first)), frozenset(columns[-1:]), expected),
        Aligned(Tree(row.data, list(second[1:])), frozenset(columns[:1]), expected),
    )


def _moved(row: Tree[Token], parser: Lark, *, forward: bool) -> list[Tree[Token]]:
    """The cells of a row as it reads with a blank cell before its first one, or without that."""
    text = "".join(leaves(row))
    start = next(leaves(row)).start_pos
    separator = tokens_of(row, "_SEP")[0]
    assert start is not None
    assert separator.end_pos is not None
    if forward:
        return _reparsed(row, parser, separator + text, start - len(separator))
    return _reparsed(row, parser, text[separator.end_pos - start :], separator.end_pos)


def _reparsed(row: Tree[Token], parser: Lark, text: str, start: int) -> list[Tree[Token]]:
    """The cells of a text that is read as a row of the same table; ``start`` is its place in the filing's text."""
    tree = parse_whole(parser, text)
    for leaf in leaves(tree):
        assert leaf.start_pos is not None
        assert leaf.end_pos is not None
        leaf.start_pos, leaf.end_pos = leaf.start_pos + start, leaf.end_pos + start
    return [cell for found in branches_of(tree, row.data) for cell in found.children if isinstance(cell, Tree)]


def _blank_missing(cells: list[Tree[Token]], moved: list[Tree[Token]]) -> Iterator[Cells]:
    """A separator is missing, and with it a blank cell; or a cell that a text beside it has swallowed."""
    for place, cell in enumerate(moved):
        placed: Cells = [*cells[:place], Tree(cell.data, []), *moved[place + 1 :]]
        if place > 0 and _may_end_in_another(cells[place - 1]):
            placed[place - 1 : place + 1] = None, None
        if place + 1 < len(moved) and _may_begin_with_another(moved[place + 1]):
            placed[place : place + 2] = None, None
        yield placed


def _may_end_in_another(cell: Tree[Token]) -> bool:
    """Whether what belongs into the cell to the right may be the end of this one: a text's digits, a mark."""
    tokens = tokens_of(cell)
    if tokens_of(cell, *TEXT):
        return not _text(cell)[-1:].isalpha()
    return bool(tokens) and tokens[-1].type == "MARK"


def _may_begin_with_another(cell: Tree[Token]) -> bool:
    """Whether what belongs into the cell to the left may be the beginning of this one, if it is a text: "D", a date."""
    first = _text(cell)[:1]
    return bool(tokens_of(cell, *TEXT)) and (first in "DI" or not first.isalpha())


def _two_in_one(cells: list[Tree[Token]], moved: list[Tree[Token]]) -> Iterator[Cells]:
    """A separator between two filled cells is missing."""
    for place in range(len(cells)):
        yield [*cells[:place], None, None, *moved[place + 2 :]]


def _blank_surplus(cells: list[Tree[Token]], moved: list[Tree[Token]]) -> Iterator[Cells]:
    """A separator is surplus, and with it a blank cell."""
    for place, cell in enumerate(cells):
        if _text(cell) == "":
            yield [*cells[:place], *moved[place:]]


def _one_in_two(cells: list[Tree[Token]], moved: list[Tree[Token]]) -> Iterator[Cells]:
    """A separator stands within a cell."""
    for place in range(len(moved)):
        yield [*cells[:place], None, *moved[place + 1 :]]


def _agree(possible: tuple[Tree[Token] | None, ...]) -> bool:
    """Whether the cells that are possible in a column hold the same."""
    return None not in possible and len({_text(cell) for cell in possible if cell is not None}) == 1


def _text(cell: Tree[Token]) -> str:
    return "".join(token for token in tokens_of(cell) if token.type != "_SEP").strip()
