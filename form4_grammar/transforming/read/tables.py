"""Tables I and II: a row is a transaction or a holding, and each of its columns a field."""

from __future__ import annotations

from typing import Any

from ...fields import Cell
from ..columns import TableKind
from ..page import Row, Table
from ..readout import Record
from .cells import read_cell


def read_rows(table: Table, notes: frozenset[str] | None, record: Record) -> tuple[Any, ...]:
    """The rows in the page's order; ``notes`` are the ids of the footnotes, None where they are not known."""
    return tuple(_row(row, table.kind, notes, record) for row in table.rows)


def _row(row: Row, table: TableKind, notes: frozenset[str] | None, record: Record) -> Any:
    record.place(row.path, row.tokens)
    values: dict[str, Any] = {name: Cell(None) for name in row.unread}
    if row.row_class is table.transaction:
        values["equity_swap_involved"] = _is_equity_swap(row, record)
    if row.half:  # Table II tells A from D by the half of its column 5 that holds the number
        code, half = row.half
        values["acquired_disposed_code"] = Cell(code)
        record.place(f"{row.path}.acquired_disposed_code", half.tokens)
    for name, kind, printed in table.fields(row.row_class):
        cell = row.cell(printed.rule)
        # A cell that is neither a number nor an amount after "$" could be either, and fits neither field.
        if cell is None or not (cell.suits(kind) or cell.has("ODD")):
            continue
        value = read_cell(cell, kind, notes, f"{row.path}.{name}", f"{table.name}, {printed}", record)
        if cell.suits(kind):
            values[name] = value
    return row.row_class(**values)


def _is_equity_swap(row: Row, record: Record) -> bool | None:
    """Column 3 of Table I, column 4 of Table II: "/K" after the code; None on a page that does not print it."""
    code = row.cell("transaction_code")
    if code is not None and code.parts_of("equity_swap_not_shown"):
        return None
    if code is None or not code.has("EQUITY_SWAP"):
        return False
    record.place(f"{row.path}.equity_swap_involved", code.tokens)
    return True
