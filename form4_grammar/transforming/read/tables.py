"""Tables I and II: a row is a transaction or a holding, and each of its columns a field."""

from __future__ import annotations

from typing import Any

from lark import Token

from ...fields import Cell
from ...forms import FORM_5
from ...values import to_footnote_id
from ..columns import CODE, HOLDING, TableKind, suits
from ..page import Page, Row, Table
from ..readout import Record
from .cells import read_cell


def read_rows(table: Table, page: Page, record: Record) -> tuple[Any, ...]:
    """The rows in the page's order."""
    notes, title = page.note_ids, page.head.token("form_title", "FORM_TITLE")
    return tuple(_row(row, table.kind, notes, title, record) for row in table.rows)


def _row(row: Row, table: TableKind, notes: frozenset[str] | None, title: Token | None, record: Record) -> Any:
    record.place(row.path, row.tokens)
    values: dict[str, Any] = {name: Cell(None) for name in row.unread}
    if row.row_class is table.transaction:
        values["equity_swap_involved"] = _is_equity_swap(row, record)
    if table.form is FORM_5:
        values |= _due(row, table, title, record)
    if row.half:  # Table II tells A from D by the half of its column 5 that holds the number
        code, half = row.half
        values["acquired_disposed_code"] = Cell(code)
        record.place(f"{row.path}.acquired_disposed_code", half.tokens)
    for name, kind, printed in table.fields(row.row_class):
        cell = row.cell(printed.rule)
        # A cell that is neither a number nor an amount after "$" could be either, and fits neither field.
        if cell is None or not (suits(cell, kind) or cell.has("ODD")):
            continue
        value = read_cell(cell, kind, notes, f"{row.path}.{name}", f"{table.name}, {printed}", record)
        if suits(cell, kind):
            values[name] = value
    return row.row_class(**values)


def _due(row: Row, table: TableKind, title: Token | None, record: Record) -> dict[str, Any]:
    """Form 5's column of the code: the form on which a row was due, and whether it is late.

    Behind the code, "4" tells a transaction due on Form 4, and "5" a late one; nothing, one due on the form that the
    title names. Without a code, "3" tells a holding due on Form 3.
    """
    holding, code = row.cell(HOLDING), row.cell(CODE)
    path = f"{row.path}.transaction_form_type"
    if holding is not None:
        if holding.has("ODD"):
            of = f"{table.name}, {table.column(HOLDING)}"
            record.misfit(path, holding.tokens, '"3" for a holding that was due on Form 3', of=of)
            return {}
        digit = holding.first("HOLDING_OF_FORM_3")
        record.place(path, holding.tokens)
        return {"transaction_form_type": Cell(digit and str(digit), tuple(map(to_footnote_id, holding.all("MARK"))))}
    if code is None or not code.has("CODE") or code.has("ODD"):
        return {}
    digit = code.first("LATE_OR_FORM_4")
    record.place(path, [digit or title or code.tokens[0]])
    if digit == "5":
        record.place(f"{row.path}.transaction_timeliness", [digit])
    late = "L" if digit == "5" else None
    return {"transaction_form_type": Cell(str(digit or "5")), "transaction_timeliness": late}


def _is_equity_swap(row: Row, record: Record) -> bool | None:
    """Column 3 of Table I, column 4 of Table II: "/K" after the code; None on a page that does not print it."""
    code = row.cell("transaction_code")
    if code is not None and code.parts_of("equity_swap_not_shown"):
        return None
    if code is None or not code.has("EQUITY_SWAP"):
        return False
    record.place(f"{row.path}.equity_swap_involved", code.tokens)
    return True
