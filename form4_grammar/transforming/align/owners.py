"""Which lines of "Reporting Owners" are owners, and whose relationship is surely in its columns."""

from __future__ import annotations

import attrs

from ...findings import Finding, place_of
from ...part import Part
from ..addresses import take_apart_owner
from ..classify import classify
from ..page import OwnerRow, Owners, Page
from .head import align_head

SECTION = "Reporting Owners"
WIDTH = 5
NAME = "owner_name_and_address"
TICKS = ("owner_is_director", "owner_is_ten_percent_owner")
MARKS = frozenset({"CHECKED", "CHECKED_CELL", "BOLD"})


def align_owners(owners: Owners, page: Page, findings: list[Finding]) -> Owners:
    """The owners with the rows that can be read, in the page's order."""
    rows: list[OwnerRow] = []
    for line in owners.whole.parts_of("reporting_owner"):
        row = OwnerRow(f"reporting_owners[{len(rows)}]", line, {cell.rule: cell for cell in line.parts})
        if not _is_owner(row):
            findings.append(_no_owner(line))
            continue
        problem = _problem(row, page)
        if problem is None:
            cells = {rule: cell for rule, cell in row.cells.items() if rule != "surplus_cell"}
        else:
            findings.append(problem)
            cells = {NAME: row.cells[NAME]}
        rows.append(attrs.evolve(row, cells=cells))
    boxes = tuple(align_head(box, findings) for box in owners.boxes) if owners.are_further else owners.boxes
    return attrs.evolve(owners, boxes=boxes, rows=tuple(rows))


def _odd_mark(row: OwnerRow) -> Part | None:
    """The first cell under Director or 10% Owner that holds no check mark."""
    cells = (row.cells[rule] for rule in TICKS if rule in row.cells)
    return next((cell for cell in cells if any(token.type not in MARKS for token in cell.tokens)), None)


def _is_owner(row: OwnerRow) -> bool:
    """Whether a line has an address, or nothing but check marks in the columns of check marks."""
    return _odd_mark(row) is None or take_apart_owner(row.lines).name is not None


def _problem(row: OwnerRow, page: Page) -> Finding | None:
    """Why a relationship is not read; None if it can be."""
    path, cells = f"{row.path}.relationship", row.cells
    odd = _odd_mark(row)
    if odd is not None:  # the cells beside it may have moved as well
        message = f"{SECTION}: expected a check mark or nothing, found {''.join(odd.tokens).strip()!r}"
        return Finding(message, path, "a check mark", place=place_of(odd.tokens), code="unreadable-value")
    # Many tools cut all blank cells off a line's end; a row that still has one was not cut.
    may_be_cut = not page.lines.keep_blank_ends and list(cells.values())[-1].tokens
    if page.lacking(row.line) or (len(cells) < WIDTH and not may_be_cut):
        count, width = page.widths(row.line, WIDTH)
        message = f"{SECTION}: this row has {count} cells, but the table has {width} columns: a mark may have moved"
        paths = (path, f"{row.path}.address")  # with which the first cell ends
        hint = "is a separator missing?"
        return Finding(message, paths, f"{width} cells", hint=hint, place=row.line.place, code="cell-count")
    filled = any(cell.has("ODD", "MARK") for cell in row.line.parts_of("surplus_cell"))
    if filled or ("surplus_cell" in cells and cells["other_text"].tokens):
        message = f"{SECTION}: this row has more cells than the table has columns; its relationship is not read"
        tables = ("non_derivative", "derivative") if "ROW" in classify(row.line.text).kinds else ()
        paths = (path, "reporting_owners", *tables) if filled else (path,)
        return Finding(message, paths, f"{WIDTH} cells", place=row.line.place, code="cell-count")
    return None


def _no_owner(line: Part) -> Finding:
    return Finding(
        f"{SECTION}: this line has neither an address nor a relationship; it is not read",
        tuple(dict.fromkeys(("reporting_owners", *classify(line.text).fields))),
        "an owner's name and address",
        place=line.place,
        code="stray-line",
    )
