"""Checks of the order of lines in Tables I and II."""

from __future__ import annotations

from collections.abc import Iterator

from ...findings import Finding, place_of
from ...part import Part
from ..page import Page, Table, is_unparted
from ..readout import Readout
from .check import check

TABLES = ("non_derivative", "derivative")


@check("contradiction", on=("REMINDER", "PERSONS_WHO_RESPOND"), fields=TABLES)
def row_below_notice(page: Page, read: Readout) -> Iterator[Finding]:
    """A row is below words that the form prints below all rows."""
    for table in page.tables:
        read_lines = {row.line for row in table.rows}
        notice: Part | None = None
        for line in table.whole.parts:
            if line.rule == "notice":
                notice = line if line.has("REMINDER", "PERSONS_WHO_RESPOND") else notice
            elif line.rule == "heading_again":
                notice = None
            elif notice is not None and line in read_lines:
                message = f"a row of {table.kind.name} stands below this, which the form prints below all rows"
                yield Finding(message, table.kind.field, hint="are the rows in order?", place=notice.place)


@check("unknown-caption", on="ODD_TEXT", fields=TABLES)
def unknown_caption(page: Page, read: Readout) -> Iterator[Finding]:
    """The head of a table has a caption that is not on the form."""
    for table in page.tables:
        for head in _heads(table) if not table.added and not is_unparted(table) else ():
            odd = head.first("ODD_TEXT")
            if odd is not None:
                message = f"the head of {table.kind.name} has a caption that is not on the form: {odd.strip()!r}"
                yield Finding(message, table.kind.field, place=place_of([odd]))


@check("head-below-row", on=("table_1_row", "table_2_row"), fields=TABLES)
def head_below_row(page: Page, read: Readout) -> Iterator[Finding]:
    """Captions are below a row: the rows may be out of order."""
    for table in page.tables:
        if not table.rows or not _heads(table):
            continue
        read_lines, below_row = {row.line for row in table.rows}, False
        for line in table.whole.parts:
            if line.rule == f"{table.kind.rule}_row":
                below_row = line in read_lines
            elif line.rule == "heading_again":
                below_row = False
            elif line.rule == f"{table.kind.rule}_head" and below_row and not line.has("ODD_TEXT"):
                message = f"{table.kind.name}: captions stand below a row; the rows may be out of order"
                yield Finding(message, table.kind.field, f"a row of {table.kind.name}", place=line.place)


def _heads(table: Table) -> list[Part]:
    return table.whole.parts_of(f"{table.kind.rule}_head")
