"""A filing in the terms and the order of its form: items, owners, tables, notes, each value with the path of its field.

Its pages, on a terminal and in a browser, show what stands here. The columns of the tables are those of ``captions``;
which fields are in a column, and how their values are written, follows from the metadata of the fields.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, get_args, get_type_hints

import attrs

from ..captions import AMOUNT, OWNED, UNDERLYING, Printed
from ..fields import Cell, Column, Kind, columns
from ..filing import (
    DerivativeTransaction,
    Filing,
    NonDerivativeTransaction,
    Relationship,
    ReportingOwner,
    Row,
    Signature,
)
from ..forms import FORM_4, Form
from ..rendering import wording

IN_DOLLARS = (Kind.DOLLARS, Kind.PRICE)
FIGURES = (Kind.NUMBER, *IN_DOLLARS)
KINDS = {Kind.TEXT: "text", Kind.DATE: "date"} | dict.fromkeys(FIGURES, "number")  # all other columns hold codes
# All columns of each table, those of its transactions.
TABLES: Mapping[str, Mapping[str, Column]] = {
    "non_derivative": columns(NonDerivativeTransaction),
    "derivative": columns(DerivativeTransaction),
}
CODE, DIRECTION = "transaction_code", "acquired_disposed_code"
EQUITY_SWAP = "/K"  # right behind the code
TIMELINESS = {"E": "early", "L": "late"}
# A name for each column that is short enough for a terminal. There, columns of one name are one.
SHORT = {
    "security_title": "Title of security",
    "conversion_or_exercise_price": "Exercise price",
    "transaction_date": "Date",
    "deemed_execution_date": "Date",
    CODE: "Code",
    "voluntarily_reported_early": "Code",
    AMOUNT: "Amount",
    DIRECTION: "A/D",
    "transaction_price_per_share": "Price",
    "exercise_date": "Exercisable",
    "expiration_date": "Expires",
    "underlying_security_title": "Underlying",
    UNDERLYING: "Number",
    OWNED: "Owned",
    "direct_or_indirect_ownership": "D/I",
    "nature_of_ownership": "Nature",
}
# The check boxes above the items: in the form's words, and in few.
CORNER_BOXES = {
    "not_subject_to_section_16": ("No longer subject to Section 16", "exit box"),
    "form3_holdings_reported": (wording.HOLDINGS_BOX, "Form 3 holdings box"),
    "form4_transactions_reported": (wording.TRANSACTIONS_BOX, "Form 4 transactions box"),
    "aff_10b5_one": ("Made pursuant to a plan under Rule 10b5-1(c)", "10b5-1 box"),
}


@attrs.frozen
class Value:
    """A value as a person reads it.

    Attributes:
        path: its field
        text: the words; None if the reading has no value
        kind: "date", "number", "code", "text", or "box" for a check box
        label: what stands beside a value that shares its caption with others
        marks: the ids of its footnotes
    """

    path: str
    text: str | None
    kind: str
    label: str = ""
    marks: tuple[str, ...] = ()


@attrs.frozen
class Item:
    """Values below a caption."""

    caption: str
    values: tuple[Value, ...]


@attrs.frozen
class TableColumn:
    """A column of a table.

    Attributes:
        heading: number and caption, shared with the columns beside it if they have subheadings
        subheading: its own caption then
        short: its name where there is little room
        names: the fields in it
    """

    heading: str
    subheading: str | None
    short: str
    names: tuple[str, ...]


@attrs.frozen
class RowTable:
    """Table I or II.

    Attributes:
        title: its heading
        columns: its columns
        rows: the values of each row, by column
    """

    title: str
    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[tuple[Value, ...], ...], ...]


@attrs.frozen
class Sheet:
    """A filing from the top of its form to its foot.

    Attributes:
        title: the form
        statement: what it is in the form's words; empty if the text does not tell the form
        boxes: the check boxes above the items
        items: the numbered items, but for those of the owners
        owners: the numbered items of each owner
        tables: Tables I and II
        notes: the footnotes, each below its mark
        remarks: the text after "Remarks:"
        signatures: name and date of each
    """

    title: Value
    statement: str
    boxes: tuple[Value, ...]
    items: tuple[Item, ...]
    owners: tuple[tuple[Item, ...], ...]
    tables: tuple[RowTable, ...]
    notes: tuple[Item, ...]
    remarks: Item
    signatures: tuple[tuple[Value, Value], ...]


def sheet(filing: Filing) -> Sheet:
    """Return a filing in the terms of its form, or of Form 4 if the text does not tell the form."""
    form = filing.form or FORM_4
    return Sheet(
        _value("form_type", filing.form_type),
        filing.form.statement if filing.form else "",
        tuple(
            _value(box, getattr(filing, box), caption)
            for box, (caption, _) in CORNER_BOXES.items()
            if box in form.corner_boxes or getattr(filing, box) is not None  # as XML of another form may have it
        ),
        tuple(_items(filing, form)),
        tuple(tuple(_owner(owner, f"reporting_owners[{i}]", form)) for i, owner in enumerate(filing.reporting_owners)),
        (
            row_table(filing.non_derivative, "non_derivative", form),
            row_table(filing.derivative, "derivative", form),
        ),
        tuple(
            Item(f"({note.id[1:]})", (_value(f"footnotes[{i}].text", note.text),))
            for i, note in enumerate(filing.footnotes)
        ),
        Item(wording.REMARKS, (_value("remarks", filing.remarks),)),
        tuple(
            (_value(f"signatures[{i}].name", signature.name), _value(f"signatures[{i}].date", signature.date))
            for i, signature in enumerate(filing.signatures)
        ),
    )


def row_table(rows: Sequence[Row], field: str, form: Form) -> RowTable:
    """Return a table of a filing, given its rows and its field: "derivative"."""
    is_first = field == "non_derivative"
    shown = tuple(_columns(form.table_1 if is_first else form.table_2, field))
    covered = {name for column in shown for name in column.names}
    # The form has no column for these, but a row does, as XML may.
    others = [name for name in TABLES[field] if name not in covered and any(getattr(row, name, None) for row in rows)]
    shown += tuple(TableColumn(name, None, name, (name,)) for name in others)
    return RowTable(
        wording.TABLE_1 if is_first else wording.TABLE_2,
        shown,
        tuple(
            tuple(tuple(_values(row, column.names, f"{field}[{number}]")) for column in shown)
            for number, row in enumerate(rows)
        ),
    )


def is_figures(column: TableColumn) -> bool:
    """Return whether a column holds figures, which stand to the right."""
    return kind_of(column.names[0]) == "number"


def kind_of(name: str) -> str:
    """Return the kind of value in a field, by its name."""
    return _kinds().get(name, "text")


@cache
def _kinds() -> dict[str, str]:
    """The kinds of all fields that hold no text, by name: of columns as they state it, of others by their types."""
    found = {}
    for each in (Filing, Relationship, Signature):
        for name, stated in get_type_hints(each).items():
            types = get_args(stated) or (stated,)
            if dt.date in types or bool in types:
                found[name] = "date" if dt.date in types else "box"
    of_columns = {name: KINDS.get(each.kind, "code") for table in TABLES.values() for name, each in table.items()}
    return found | of_columns | dict.fromkeys(("form_type", "equity_swap_involved", "transaction_timeliness"), "code")


def cell_value(name: str, cell: Cell[Any], path: str) -> Value:
    """Return what a cell shows in the column of a field: amounts with commas, prices with a dollar sign."""
    kind, text = (TABLES["derivative"].get(name) or TABLES["non_derivative"][name]).kind, None
    if cell.value is not None:
        text = f"{cell.value:,}" if kind in FIGURES else "V" if cell.value is True else str(cell.value)
        text = f"${text}" if kind in IN_DOLLARS else f"Form {text}" if kind is Kind.FORM_TYPE else text
    return Value(path, text, kind_of(name), marks=cell.footnotes)


def _columns(printed: Sequence[Printed], field: str) -> Iterator[TableColumn]:
    for each in printed:
        names = [name for name, column in TABLES[field].items() if column.rule == each.rule]
        subheading, short = each.subheading, SHORT[each.rule]
        if each.rule == OWNED and "Following" in each.heading:
            short += " after"
        if each.rule == CODE:
            names.append("transaction_form_type")  # behind the code, on Form 5
        elif each.cell != each.rule:
            # Table II has a column of amounts for (A) and one for (D). Here one has the amount and one tells which.
            is_second = each.subheading == "(D)"
            names = [DIRECTION] if is_second else names
            subheading, short = ("(A) or (D)", SHORT[DIRECTION]) if is_second else ("Number", short)
        yield TableColumn(f"{each.number}. {each.heading}", subheading, short, tuple(names))


def _values(row: Row, names: Sequence[str], path: str) -> Iterator[Value]:
    for name in names:
        cell: Cell[Any] | None = getattr(row, name, None)
        if cell is not None:
            yield cell_value(name, cell, f"{path}.{name}")
        if name == CODE and getattr(row, "equity_swap_involved", None):
            yield Value(f"{path}.equity_swap_involved", EQUITY_SWAP, kind_of("equity_swap_involved"))
        if name == "transaction_form_type" and (found := getattr(row, "transaction_timeliness", None)):
            yield Value(f"{path}.transaction_timeliness", TIMELINESS[found], kind_of("transaction_timeliness"))


def _items(filing: Filing, form: Form) -> Iterator[Item]:
    if filing.accession_number is not None:
        yield Item("Accession number", (_value("accession_number", filing.accession_number),))
    issuer = filing.issuer
    found = {
        "issuer": [
            _value("issuer.name", issuer.name),
            _value("issuer.trading_symbol", issuer.trading_symbol, "Symbol"),
            *([_value("issuer.cik", issuer.cik, "CIK")] if issuer.cik else []),
        ],
        "period_of_report": [_value("period_of_report", filing.period_of_report)],
        "date_of_original_submission": [_value("date_of_original_submission", filing.date_of_original_submission)],
    }
    if issuer.foreign_trading_symbol is not None:  # forms have had this item since 2026
        found["foreign_trading_symbol"] = [_value("issuer.foreign_trading_symbol", issuer.foreign_trading_symbol)]
    for rule in form.boxes:
        if rule in found:
            yield Item(form.item(rule), tuple(found[rule]))
    if filing.no_securities_owned:
        yield Item("Securities", (Value("no_securities_owned", wording.NO_SECURITIES, "text"),))


def _owner(owner: ReportingOwner, path: str, form: Form) -> Iterator[Item]:
    address = [
        _value(f"{path}.address.{field.name}", getattr(owner.address, field.name))
        for field in attrs.fields(type(owner.address))
    ]
    cik = [_value(f"{path}.cik", owner.cik, "CIK")] if owner.cik else []
    shown = [value for value in address if value.text is not None]
    yield Item(form.item("owner_name"), (_value(f"{path}.name", owner.name), *shown, *cik))
    found = owner.relationship
    if found is None:
        yield Item(form.item("relationship"), (Value(f"{path}.relationship", None, "text"),))
        return
    boxes = [
        _value(f"{path}.relationship.is_director", found.is_director, wording.DIRECTOR),
        _value(f"{path}.relationship.is_ten_percent_owner", found.is_ten_percent_owner, wording.TEN_PERCENT_OWNER),
        _value(f"{path}.relationship.is_officer", found.is_officer, "Officer"),
        *_title(f"{path}.relationship.officer_title", found.officer_title, is_asked=found.is_officer),
        _value(f"{path}.relationship.is_other", found.is_other, "Other"),
        *_title(f"{path}.relationship.other_text", found.other_text, is_asked=found.is_other),
    ]
    yield Item(form.item("relationship"), tuple(boxes))


def _title(path: str, title: str | None, *, is_asked: bool | None) -> list[Value]:
    """What must stand below a box that is checked, and may below another."""
    return [_value(path, title)] if is_asked or title is not None else []


def _value(path: str, value: str | bool | dt.date | None, label: str = "") -> Value:
    kind = kind_of(path.rpartition(".")[2])
    if kind == "box":
        return Value(path, None if value is None else "checked" if value else "not checked", kind, label)
    return Value(path, None if value is None else str(value), kind, label)
