"""From the rows of a filing to the cells of its tables, in the page's order, printed as the SEC's stylesheets do."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import cache
from typing import Any

import attrs

from ..captions import Printed
from ..fields import Kind, columns
from ..filing import FIRST_PLAN_BOX, Filing
from ..filing import Row as FilingRow
from ..values import from_date, from_decimal
from .elements import COVERED, Cell, Content, Filled, Marks, Row, Typed

# Table II says by the half of its column 5 whether securities were acquired or disposed of.
HALVES = {"acquired_amount": "A", "disposed_amount": "D"}


def head_rows(table: tuple[Printed, ...], *, classic: bool) -> tuple[Row, Row]:
    """The two lines of a table's head: numbers and captions, and below them the captions of columns that share one."""
    captions: list[Cell] = []
    for i, printed in enumerate(table):
        if i and table[i - 1].number == printed.number:
            captions[-1] = Cell(captions[-1].content, captions[-1].span + 1)
        else:
            captions.append(Cell((f"{printed.number}. {printed.classic if classic else printed.heading}",)))
    return tuple(captions), tuple(Cell((p.subheading,)) if p.subheading else COVERED for p in table)


def table_rows(rows: tuple[FilingRow, ...], table: tuple[Printed, ...]) -> tuple[Row, ...]:
    """The rows of a table."""
    return tuple(tuple(Cell(_content(row, printed)) for printed in table) for row in rows)


def is_of_2026(filing: Filing) -> bool:
    """Whether a filing says what only forms from March 2026 print: a country, or a foreign trading symbol."""
    countries = any(owner.address.country for owner in filing.reporting_owners)
    return countries or filing.issuer.foreign_trading_symbol is not None


def has_plan_box(filing: Filing) -> bool:
    """Whether the form of a filing has the box of Rule 10b5-1(c): it is of that time, or says something of the box."""
    is_of_2023 = filing.period_of_report is not None and filing.period_of_report >= FIRST_PLAN_BOX
    return is_of_2023 or filing.aff_10b5_one is not None


def date_text(date: dt.date | None) -> str:
    """A date as the form prints it; nothing for none."""
    return from_date(date) if date else ""


def shows_remarks(filing: Filing) -> bool:
    """Whether "Remarks:" stands below the footnotes. Without remarks it does where the last footnote ends in that word,
    which could be their heading otherwise.
    """
    last = filing.footnotes[-1].text if filing.footnotes else None
    return filing.remarks is not None or (last or "").endswith(" Remarks:")


def typed(text: str | None) -> Content:
    """What a filer typed; nothing where that is nothing."""
    return (Typed(text),) if text else ()


def filled(text: str | None) -> Content:
    """What a filer filled into a box."""
    return (Filled(text),) if text else ()


def _content(row: FilingRow, printed: Printed) -> Content:
    if printed.cell in HALVES:
        code = getattr(row, "acquired_disposed_code", None)
        if code is None or code.value != HALVES[printed.cell]:
            return ()
    row_class: type[attrs.AttrsInstance] = type(row)
    for name, kind in _fields(row_class, printed.rule):
        cell = getattr(row, name)
        if cell is not None:
            value = () if cell.value is None else (_printed(cell.value, kind, row),)
            return (*value, Marks(tuple(note.removeprefix("F") for note in cell.footnotes)))
    return ()


@cache
def _fields(row_class: type[attrs.AttrsInstance], rule: str) -> tuple[tuple[str, Kind], ...]:
    """The fields of a kind of row that a column serves, with their kinds of value."""
    return tuple(
        (name, column.kind)
        for name, column in columns(row_class).items()
        if rule in (printed.rule for printed in (column.table_1, column.table_2) if printed)
    )


def _printed(value: Any, kind: Kind, row: FilingRow) -> str | Typed:
    match value:
        case True:
            return "V"
        case dt.date():
            return from_date(value)
        case Decimal():
            return f"{'$' if kind in (Kind.DOLLARS, Kind.PRICE) else ''}{from_decimal(value)}"
        case _ if kind is Kind.CODE and getattr(row, "equity_swap_involved", False):
            return f"{value}/K"
    return Typed(value)
