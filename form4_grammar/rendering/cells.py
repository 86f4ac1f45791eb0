"""Turns the rows of a filing into the cells of its tables, in the page's order, as the SEC's stylesheets print them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from typing import Any

import attrs

from ..captions import Printed
from ..fields import Cell as FilingCell
from ..fields import Kind, columns
from ..filing import FIRST_PLAN_BOX, Filing
from ..filing import Row as FilingRow
from ..forms import FORM_3, FORM_4, Form
from ..values import from_date, from_decimal
from .elements import COVERED, Cell, Content, Filled, Marks, Row, Typed

# In Table II, the half of column 5 shows whether securities were acquired or disposed of.
# Writes a value, given its kind, its row, and whether it has footnote marks.
Writer = Callable[[Any, Kind, FilingRow, bool], str | Typed]

HALVES = {"acquired_amount": "A", "disposed_amount": "D"}


def head_rows(table: tuple[Printed, ...], *, classic: bool) -> tuple[Row, Row]:
    """Return the two lines of a table's head: numbers and captions, then the subheadings of columns that share one."""
    captions: list[Cell] = []
    for i, printed in enumerate(table):
        if i and table[i - 1].number == printed.number:
            captions[-1] = Cell(captions[-1].content, captions[-1].span + 1)
        else:
            captions.append(Cell((f"{printed.number}. {printed.classic if classic else printed.heading}",)))
    return tuple(captions), tuple(Cell((p.subheading,)) if p.subheading else COVERED for p in table)


def table_rows(rows: tuple[FilingRow, ...], table: tuple[Printed, ...], write: Writer | None = None) -> tuple[Row, ...]:
    """Return the rows of a table; ``write`` writes a value otherwise than the form prints it."""
    return tuple(tuple(Cell(_content(row, printed, write or _printed)) for printed in table) for row in rows)


def form_of(filing: Filing) -> Form:
    """Return the form that a page of a filing is written as: Form 4 if the filing does not tell."""
    return filing.form or FORM_4


def has_no_securities(filing: Filing) -> bool:
    """Return whether the page has the sentence of Form 3 for no holdings."""
    return filing.form is FORM_3 and bool(filing.no_securities_owned)


def is_of_2026(filing: Filing) -> bool:
    """Return whether a filing has what only forms from March 2026 print: a country or a foreign trading symbol."""
    countries = any(owner.address.country for owner in filing.reporting_owners)
    return countries or filing.issuer.foreign_trading_symbol is not None


def has_plan_box(filing: Filing) -> bool:
    """Return whether a filing's form has the Rule 10b5-1(c) box: the date is late enough, or the box has a value."""
    is_of_2023 = filing.period_of_report is not None and filing.period_of_report >= FIRST_PLAN_BOX
    return filing.form is not FORM_3 and (is_of_2023 or filing.aff_10b5_one is not None)


def corner_boxes(filing: Filing) -> tuple[str, ...]:
    """Return the rules of the check boxes that the page has above its items."""
    return tuple(rule for rule in form_of(filing).corner_boxes if rule != "aff_10b5_one" or has_plan_box(filing))


def date_text(date: dt.date | None) -> str:
    """Format a date as the form prints it, or None as an empty text."""
    return from_date(date) if date else ""


def shows_remarks(filing: Filing) -> bool:
    """Return whether the page prints "Remarks:" below the footnotes.

    Without remarks, it does so only if the last footnote ends with that word, which would otherwise look like the
    heading.
    """
    last = filing.footnotes[-1].text if filing.footnotes else None
    return filing.remarks is not None or (last or "").endswith(" Remarks:")


def typed(text: str | None) -> Content:
    """Return what a filer typed, if anything."""
    return (Typed(text),) if text else ()


def filled(text: str | None) -> Content:
    """Return what a filer entered in a box, if anything."""
    return (Filled(text),) if text else ()


def _content(row: FilingRow, printed: Printed, write: Writer) -> Content:
    if printed.cell in HALVES:
        code = getattr(row, "acquired_disposed_code", None)
        if code is None or code.value != HALVES[printed.cell]:
            return ()
    row_class: type[attrs.AttrsInstance] = type(row)
    if printed.rule == "transaction_code" and row.transaction_form_type and row.kind == "holding":
        return _with_marks((row.transaction_form_type.value or "",), row.transaction_form_type)
    for name, kind in _fields(row_class, printed.rule):
        cell = getattr(row, name)
        if cell is not None:
            value = () if cell.value is None else (write(cell.value, kind, row, bool(cell.footnotes)),)
            return _with_marks(value, cell)
    return ()


def _with_marks(value: Content, cell: FilingCell[Any]) -> Content:
    return (*value, Marks(tuple(note.removeprefix("F") for note in cell.footnotes)))


@cache
def _fields(row_class: type[attrs.AttrsInstance], rule: str) -> tuple[tuple[str, Kind], ...]:
    """Return the fields of a row class that a column serves, with their kinds of value."""
    return tuple((name, column.kind) for name, column in columns(row_class).items() if column.rule == rule)


def _printed(value: Any, kind: Kind, row: FilingRow, has_marks: bool) -> str | Typed:
    match value:
        case True:
            return "V"
        case dt.date():
            return from_date(value)
        case Decimal():
            return f"{'$' if kind in (Kind.DOLLARS, Kind.PRICE) else ''}{from_decimal(value)}"
        case _ if kind is Kind.CODE:
            return f"{value}{'/K' if getattr(row, 'equity_swap_involved', False) else ''}{_due(row)}"
    return Typed(value)


def _due(row: FilingRow) -> str:
    """Return the digit that Form 5 prints behind the code of a transaction that is late, or was due on Form 4."""
    form = row.transaction_form_type.value if row.transaction_form_type else None
    return "4" if form == "4" else "5" if getattr(row, "transaction_timeliness", None) else ""
