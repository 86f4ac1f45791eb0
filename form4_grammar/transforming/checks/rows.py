"""Checks of rows of Tables I and II whose cells do not fit together."""

from __future__ import annotations

from collections.abc import Iterator

from ...findings import Finding, place_of
from ...forms import FORM_5
from ..columns import TRANSACTION_RULES
from ..page import Page
from ..readout import Readout
from .check import check

TABLES = ("non_derivative", "derivative")


@check("unreadable-value", on="ODD", fields=TABLES)
def equity_swap_unclear(page: Page, read: Readout) -> Iterator[Finding]:
    """The code does not tell whether a row is an equity swap (/K), or, on Form 5, on which form it was due."""
    for row, table in page.rows:
        code = row.cells.get("transaction_code")
        if row.row_class is table.transaction and code is not None and code.has("ODD"):
            message = f"{table.name}: the code does not tell whether this is an equity swap (/K)"
            yield Finding(message, f"{row.path}.equity_swap_involved", "/K", place=place_of(code.tokens))
            if table.form is FORM_5:
                message = f"{table.name}: the code does not tell on which form this was due, and whether it is late"
                paths = tuple(f"{row.path}.{name}" for name in ("transaction_form_type", "transaction_timeliness"))
                yield Finding(message, paths, "3, 4, 5 or nothing", place=place_of(code.tokens))


@check("contradiction", on="ODD", fields=TABLES)
def kind_unclear(page: Page, read: Readout) -> Iterator[Finding]:
    """Only cells that do not fit their columns tell a row from a holding."""
    for row, table in page.rows:
        odd = [cell for cell in row.typed if cell.has("ODD")]
        filled = [cell for cell in row.typed if cell.rule in TRANSACTION_RULES]
        if odd and filled and all(cell in odd for cell in filled):
            message = f"{table.name}: only a cell that does not fit its column tells this row from a holding"
            fields = ("kind", "acquired_disposed_code") if table.field == "derivative" else ("kind",)
            paths = tuple(f"{row.path}.{field}" for field in fields)
            yield Finding(message, paths, "a transaction or a holding", place=odd[0].place)


@check("contradiction", on="ODD", fields=TABLES)
def several_misfits(page: Page, read: Readout) -> Iterator[Finding]:
    """Several cells of a row do not fit their columns: other cells may be in a wrong column, too."""
    for row, table in page.rows:
        odd = [cell for cell in row.typed if cell.has("ODD")]
        if odd and len(odd) + bool(row.unread) > 1:
            message = f"{table.name}: several cells of this row do not fit their columns; others may be misplaced, too"
            yield Finding(message, row.path, "a row whose cells fit their columns", place=row.place)


@check("contradiction", on=("table_1_row", "table_2_row"), fields=TABLES)
def row_cut_off(page: Page, read: Readout) -> Iterator[Finding]:
    """A row ends before its last column, and a tool that cuts blank cells off does not explain it."""
    for row, table in page.rows:
        form = row.cells.get("direct_or_indirect_ownership")
        if form is None or "nature_of_ownership" in row.cells or "nature_of_ownership" in row.unknown:
            continue
        if page.lines.keep_blank_ends or form.all("OWNERSHIP_FORM") == ["I"]:
            column = table.column("nature_of_ownership")
            message = f"{table.name}: this row ends before {column}: is its end cut off?"
            path = f"{row.path}.nature_of_ownership"
            yield Finding(message, path, "a last cell, or a blank one", place=row.place)
