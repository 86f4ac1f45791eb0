"""What rules ask of a filing: its rows, dates and marks, each with its path and its name in the form's words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any, Literal

import attrs

from ..captions import Printed
from ..fields import TABLE_2_A_OR_D, Cell, Column, columns
from ..filing import (
    DerivativeHolding,
    DerivativeTransaction,
    Filing,
    NonDerivativeHolding,
    NonDerivativeTransaction,
    Row,
)
from ..findings import Finding
from ..forms import FORM_4, Form

FIRST_YEAR = 1990  # a form of EDGAR reports no earlier transaction; a year such as 0022 is a misprint
COLUMNS: dict[type[Any], dict[str, Column]] = {
    row: columns(row)
    for row in (NonDerivativeTransaction, NonDerivativeHolding, DerivativeTransaction, DerivativeHolding)
}


@attrs.frozen
class TableRow:
    """A row with its place in the filing."""

    field: Literal["non_derivative", "derivative"]
    index: int
    cells: Row
    form: Form = FORM_4

    @property
    def path(self) -> str:
        return f"{self.field}[{self.index}]"

    @property
    def name(self) -> str:
        return f"{'Table I' if self.field == 'non_derivative' else 'Table II'}, row {self.index + 1}"

    def at(self, name: str) -> str:
        return f"{self.path}.{name}"

    @property
    def columns(self) -> dict[str, Column]:
        """The columns that a row of its kind has, by field."""
        return COLUMNS[type(self.cells)]

    def has_column(self, name: str) -> bool:
        """Whether the form prints a column for a field of the row."""
        return name in self.columns and (self._printed(name) is not None or name == "acquired_disposed_code")

    def caption(self, name: str) -> str:
        """A column in the form's words: "column 3 (Transaction Code (Instr. 8))"."""
        printed = self._printed("transaction_code" if name == "transaction_form_type" else name)
        return str(printed) if printed else TABLE_2_A_OR_D

    def _printed(self, name: str) -> Printed | None:
        table = self.form.table_1 if self.field == "non_derivative" else self.form.table_2
        rule = columns(DerivativeTransaction)[name].rule
        return next((printed for printed in table if printed.rule == rule), None)

    def column(self, name: str) -> str:
        """The same with the table and the row before it."""
        return f"{self.name}, {self.caption(name)}"

    def finding(
        self,
        name: str,
        message: str,
        expected: dt.date | Decimal | str | None = None,
        found: dt.date | Decimal | str | None = None,
        hint: str | None = None,
        rests_on: tuple[str, ...] = (),
        beside: tuple[str, ...] = (),
    ) -> Finding:
        """A finding about a cell, in the words of its column. It rests on the columns ``beside`` it as well."""
        return Finding(
            f"{self.column(name)}: {message}",
            self.at(name),
            None if expected is None else shown(expected),
            None if found is None else shown(found),
            hint,
            rests_on=(*rests_on, *map(self.at, beside)),
        )

    def cell(self, name: str) -> Cell[Any] | None:
        """A cell; None where it is blank, or the row has no such column."""
        cell: Cell[Any] | None = getattr(self.cells, name, None)
        return cell

    def value(self, name: str) -> Any:
        """What a cell holds; None for no value, and for a date or a number that no form can hold."""
        cell = self.cell(name)
        value = cell.value if cell else None
        if isinstance(value, dt.date) and value.year < FIRST_YEAR:
            return None
        # EDGAR's numbers have twelve digits before the point; what is far beyond would make sums overflow.
        return None if isinstance(value, Decimal) and not (value.is_finite() and value.adjusted() < 20) else value

    def marks(self, *names: str) -> tuple[str, ...]:
        """The footnotes that some cells refer to, or all cells of the row."""
        cells = (self.cell(name) for name in names or self.columns)
        return tuple(mark for cell in cells if cell for mark in cell.footnotes)

    @property
    def is_transaction(self) -> bool:
        return isinstance(self.cells, NonDerivativeTransaction | DerivativeTransaction)

    @property
    def code(self) -> str | None:
        code: str | None = self.value("transaction_code")
        return code

    @property
    def direction(self) -> str | None:
        direction: str | None = self.value("acquired_disposed_code")
        return direction


def rows_of(filing: Filing) -> list[TableRow]:
    """The rows of both tables."""
    form = filing.form or FORM_4
    return [
        *(TableRow("non_derivative", index, cells, form) for index, cells in enumerate(filing.non_derivative)),
        *(TableRow("derivative", index, cells, form) for index, cells in enumerate(filing.derivative)),
    ]


def transactions_of(filing: Filing) -> list[TableRow]:
    return [row for row in rows_of(filing) if row.is_transaction]


def transaction_dates(rows: Iterable[TableRow]) -> list[dt.date]:
    """The transaction dates of rows, as far as they are known."""
    return [date for row in rows if (date := row.value("transaction_date"))]


def latest_signature(filing: Filing) -> tuple[str, dt.date] | None:
    """The path and the date of the latest signature; None unless all are known, and none is a misprint."""
    dates = [(date, index) for index, signature in enumerate(filing.signatures) if (date := signature.date)]
    if not dates or len(dates) < len(filing.signatures) or min(dates)[0].year < FIRST_YEAR:
        return None
    date, index = max(dates)
    return f"signatures[{index}].date", date


def dates_of(filing: Filing) -> list[tuple[str, str, dt.date]]:
    """Every date of what is reported, with its path and its name: boxes 3 and 4, and the tables' dates."""
    form = filing.form or FORM_4
    found: list[tuple[str, str, dt.date | None]] = [
        (rule, form.box(rule), getattr(filing, rule)) for rule in ("period_of_report", "date_of_original_submission")
    ]
    for row in transactions_of(filing):
        for name in ("transaction_date", "deemed_execution_date"):
            cell = row.cell(name)
            found.append((row.at(name), row.column(name), cell.value if cell else None))
    return [(path, name, date) for path, name, date in found if date]


def first_of_each_date(dates: Iterable[tuple[str, str, dt.date]]) -> list[tuple[str, str, dt.date]]:
    """The first of those that have a date in common: one misprint is often copied."""
    first: dict[dt.date, tuple[str, str, dt.date]] = {}
    for entry in dates:
        first.setdefault(entry[2], entry)
    return list(first.values())


def texts_of(filing: Filing) -> str:
    """The texts in which a filer can have typed a footnote's mark by hand."""
    texts: list[str | None] = [filing.issuer.name]
    for owner in filing.reporting_owners:
        texts.append(owner.name)
        if owner.relationship:
            texts += [owner.relationship.officer_title, owner.relationship.other_text]
    for row in rows_of(filing):
        texts += [row.value(name) for name in ("security_title", "nature_of_ownership", "underlying_security_title")]
    return "\n".join(text for text in texts if text)


def shown(value: dt.date | Decimal | str) -> str:
    """A value as the form prints it."""
    if isinstance(value, dt.date):
        return f"{value.month:02}/{value.day:02}/{value.year:04}"
    return f"{value:,}" if isinstance(value, Decimal) else value


def mark_of(note: str) -> str:
    """A footnote's id as the form prints it: "(3)" for F3."""
    return f"({note.removeprefix('F')})"


def is_after(signed: tuple[str, dt.date] | None, *dates: dt.date) -> bool:
    """Whether a date is after the signature. date-after-signature reports it, so other rules need not."""
    return signed is not None and max(dates) > signed[1]


def groups_of(rows: Iterable[TableRow], key: Callable[[TableRow], tuple[object, ...]]) -> list[list[TableRow]]:
    """Rows that have something in common, in their order."""
    groups: dict[tuple[object, ...], list[TableRow]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return list(groups.values())
