"""Rows with one cell fewer or more than their table has columns, or with those of two rows: which cell is whose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs

from ...parsing import Parse
from ...part import Part
from ..columns import TYPED, TableKind

SEPARATORS = "a separator between all cells"
LINE_END = "a line end between the two rows that stand on this line"

# The cells of a row, one a column; None where it cannot be told.
Cells = list[Part | None]

CELL_ENDS = ("_SEP", "_ROW_END")

TEXT = ("TITLE", "CELL_TEXT")  # the terminals of columns that take any text


@attrs.frozen
class Shifted:
    """The cells of a row that are surely their columns'.

    Attributes:
        cells: in the order of the columns
        unknown: the rules of the columns whose cell cannot be told
        expected: what would have told them
    """

    cells: tuple[Part, ...]
    unknown: frozenset[str]
    expected: str = SEPARATORS


def shift(line: Part, width: int, parse: Parse) -> Shifted | None:
    """A row in which one separator is missing or surplus; None if there is no place for it where all cells fit.

    Before that place, the cells are those of the row as it stands; behind it, those of the row moved by a column. Where
    the places that fit differ, the cell is unknown. ``width`` is the number of the table's columns.
    """
    cells = line.parts
    is_short = len(cells) < width
    if abs(len(cells) - width) != 1:
        return None
    moved = _moved(line, parse, forward=is_short)
    if len(moved) != width:  # a pipe may be a text's, or stand between two cells: it depends on the column
        return None
    for places in (_blank_missing, _two_in_one) if is_short else (_blank_surplus, _one_in_two):
        fitting = [placed for placed in places(cells, moved) if not any(cell and cell.has("ODD") for cell in placed)]
        if fitting:
            sure = [possible[0] if _agree(possible) else None for possible in zip(*fitting, strict=True)]
            unknown = frozenset(column.rule for column, cell in zip(moved, sure, strict=True) if cell is None)
            return Shifted(tuple(cell for cell in sure if cell is not None), unknown)
    return None


def without_added(line: Part, table: TableKind, places: list[int], parse: Parse) -> Shifted | None:
    """A row without its cells of columns that the form does not have; None if the others do not fit.

    ``places`` are the numbers of the form's columns that they stand before. A row with a cell for each of the form's
    columns alone may have none for these, or a text beside them has swallowed it, or a blank cell at its end is cut.
    Its cells may also be those of other columns, if it lacks another one.
    """
    cells, unknown = line.parts, set()
    if len(cells) == table.width:
        beside = {*places, *(place - 1 for place in places), table.width - 1}
        unknown = {cell.rule for place, cell in enumerate(cells) if place in beside and cell.rule not in TYPED}
        cells = tuple(cell for cell in cells if cell.rule not in unknown)
        is_sure = any(cell.has("OWNERSHIP_FORM") for cell in cells)  # which is in its place
    elif len(cells) == table.width + len(places):
        cells = _without_cells(line, [place + number for number, place in enumerate(places)], parse)
        is_sure = len(cells) == table.width
    else:
        is_sure = False
    return Shifted(cells, frozenset(unknown)) if is_sure and not any(cell.has("ODD") for cell in cells) else None


def may_lack_another(line: Part, table: TableKind, places: list[int]) -> bool:
    """Whether a row with a cell for each of the form's columns may have those of added ones too, and lack others.

    Not if a text beside them has swallowed theirs, with the separator; or if they are behind what tells its place.
    """
    cells = line.parts
    if len(cells) != table.width or min(places) >= table.width - 1:
        return False
    beside = {cell.rule: cell for place in places for cell in cells[max(0, place - 1) : place + 1]}
    swallowed = sum(_content(cell).count("|") for cell in beside.values() if cell.rule not in TYPED)
    return swallowed < len(places)


def split(line: Part, table: TableKind, parse: Parse) -> tuple[Shifted, Shifted] | None:
    """The two rows that are on one line; None where their cells do not fit, or there are not as many as both have.

    The last cell of the one and the first of the other are one cell: what of it belongs to which is unknown.
    """
    width = table.width
    separators = [leaf for leaf in line.leaves if leaf.type == "_SEP"]
    if len(separators) != 2 * (width - 1):
        return None
    start, second_start = next(line.leaves).start_pos, separators[width - 1].start_pos
    assert start is not None
    assert second_start is not None
    first = line.parts[: width - 1]
    second = _reparsed(line, parse, line.text[second_start - start :], second_start)
    odd = [cell for cell in (*first, *second) if cell.has("ODD")]
    if len(second) != width or len(odd) * 3 > width:  # a cell or two may be damaged as well
        return None
    if not any(cell.rule in TYPED and cell.tokens for cell in second):  # a notice of as many cells, behind a row
        return None
    return (
        Shifted(first, frozenset({table.columns[-1].cell}), LINE_END),
        Shifted(second[1:], frozenset({table.columns[0].cell}), LINE_END),
    )


def _moved(line: Part, parse: Parse, *, forward: bool) -> tuple[Part, ...]:
    """The cells of a row as it reads with a blank cell before its first one, or without that."""
    start, separator = next(line.leaves).start_pos, line.all("_SEP")[0]
    assert start is not None
    assert separator.end_pos is not None
    if forward:
        return _reparsed(line, parse, separator + line.text, start - len(separator))
    return _reparsed(line, parse, line.text[separator.end_pos - start :], separator.end_pos)


def _without_cells(line: Part, numbers: list[int], parse: Parse) -> tuple[Part, ...]:
    """The cells of a row as it reads without some of them, none of which is its first."""
    leaves = list(line.leaves)
    start = leaves[0].start_pos
    assert start is not None
    # A cell ends where the next separator begins, which is that of the next cell.
    ends = [leaf.start_pos - start for leaf in leaves if leaf.start_pos is not None and leaf.type in CELL_ENDS]
    kept, cuts, behind = "", [], 0
    for number in numbers:
        kept += line.text[behind : ends[number - 1]]
        behind = ends[number]
        cuts.append((len(kept), behind - ends[number - 1]))
    return _reparsed(line, parse, kept + line.text[behind:], start, cuts)


def _reparsed(
    line: Part, parse: Parse, text: str, start: int, cuts: Sequence[tuple[int, int]] = ()
) -> tuple[Part, ...]:
    """The cells of a text that is read as a row of the same table.

    ``start`` is its place in the filing's text, and ``cuts`` are the places and lengths in it of what was left out.
    """
    rows = parse.again(text, line.rule)
    for leaf in rows.leaves:
        assert leaf.start_pos is not None
        assert leaf.end_pos is not None
        before = sum(length for place, length in cuts if place <= leaf.start_pos)
        leaf.start_pos, leaf.end_pos = leaf.start_pos + start + before, leaf.end_pos + start + before
    return tuple(cell for row in rows.parts_of(line.rule) for cell in row.parts)


def _blank_missing(cells: tuple[Part, ...], moved: tuple[Part, ...]) -> Iterator[Cells]:
    """A separator is missing, and with it a blank cell; or a text beside a cell has swallowed it."""
    for place, cell in enumerate(moved):
        placed: Cells = [*cells[:place], Part(cell.rule, ()), *moved[place + 1 :]]
        if place > 0 and _may_end_in_another(cells[place - 1]):
            placed[place - 1 : place + 1] = None, None
        if place + 1 < len(moved) and _may_begin_with_another(moved[place + 1]):
            placed[place : place + 2] = None, None
        yield placed


def _may_end_in_another(cell: Part) -> bool:
    """Whether what belongs into the cell to the right may be the end of this one: a text's digits, a mark."""
    if cell.has(*TEXT):
        return not _content(cell)[-1:].isalpha()
    return bool(cell.tokens) and cell.tokens[-1].type == "MARK"


def _may_begin_with_another(cell: Part) -> bool:
    """Whether what belongs into the cell to the left may be the beginning of this one, if it is a text: "D", a date."""
    first = _content(cell)[:1]
    return cell.has(*TEXT) and (first in "DI" or not first.isalpha())


def _two_in_one(cells: tuple[Part, ...], moved: tuple[Part, ...]) -> Iterator[Cells]:
    """A separator between two filled cells is missing."""
    for place in range(len(cells)):
        yield [*cells[:place], None, None, *moved[place + 2 :]]


def _blank_surplus(cells: tuple[Part, ...], moved: tuple[Part, ...]) -> Iterator[Cells]:
    """A separator is surplus, and with it a blank cell."""
    for place, cell in enumerate(cells):
        if _content(cell) == "":
            yield [*cells[:place], *moved[place:]]


def _one_in_two(cells: tuple[Part, ...], moved: tuple[Part, ...]) -> Iterator[Cells]:
    """A cell contains a separator."""
    for place in range(len(moved)):
        yield [*cells[:place], None, *moved[place + 1 :]]


def _agree(possible: tuple[Part | None, ...]) -> bool:
    """Whether the cells that are possible in a column hold the same."""
    return None not in possible and len({_content(cell) for cell in possible if cell is not None}) == 1


def _content(cell: Part) -> str:
    return "".join(token for token in cell.tokens if token.type != "_SEP").strip()
