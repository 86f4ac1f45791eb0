"""Flat rows: one dict per row of Tables I and II, for pandas, polars or csv; and the same by column."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal

import attrs

from ..captions import FORM_4_TABLE_1, FORM_4_TABLE_2
from ..escapes import file_name
from ..fields import Kind, columns
from ..filing import DerivativeTransaction, Filing, ReportingOwner
from ..reading import Reading
from .parts import ROWS, Part, parts

DType = Literal["str", "date", "decimal", "bool", "int"]

# The cells of the kind of row that has them all; a row of another kind has None for what it lacks.
CELLS = columns(DerivativeTransaction)
DTYPES: Mapping[Kind, DType] = {
    Kind.DATE: "date", Kind.V: "bool", Kind.NUMBER: "decimal", Kind.DOLLARS: "decimal", Kind.PRICE: "decimal",
}  # fmt: skip
CAPTIONS = {printed.rule: printed.caption for printed in (*FORM_4_TABLE_2, *FORM_4_TABLE_1)}
ROLES = {"is_officer": "officer", "is_director": "director", "is_ten_percent_owner": "10% owner", "is_other": "other"}


@attrs.frozen
class Column:
    """A column of the flat rows.

    Attributes:
        name: the key in each row
        dtype: the type of its values that are not None: "str", "date", "decimal", "bool" or "int"
        meaning: what it holds
    """

    name: str
    dtype: DType
    meaning: str


@attrs.frozen
class _Source:
    """A row, and the name of the file that it is from."""

    row: Part
    file: str | None

    @property
    def filing(self) -> Filing:
        return self.row.filing

    @property
    def owner(self) -> ReportingOwner:
        return self.filing.reporting_owners[0] if self.filing.reporting_owners else ReportingOwner()


def _of(name: str, dtype: DType, meaning: str, value: Callable[[_Source], Any]) -> tuple[Column, Callable[..., Any]]:
    return Column(name, dtype, meaning), value


def _of_cell(name: str) -> list[tuple[Column, Callable[..., Any]]]:
    found = CELLS[name]
    caption = CAPTIONS.get(found.rule) or found.kind.value
    notes = f"the ids of the footnotes marked in {name}, with blanks between"
    return [
        _of(name, DTYPES.get(found.kind, "str"), caption, lambda s: s.row.cell(name).value),
        _of(f"{name}_footnotes", "str", notes, lambda s: " ".join(s.row.cell(name).footnotes)),
    ]


def _role(owner: ReportingOwner) -> str | None:
    found = owner.relationship
    return next((role for box, role in ROLES.items() if getattr(found, box)), None) if found else None


def _relationship(owner: ReportingOwner) -> str | None:
    found = owner.relationship
    if found is None:
        return None
    named = {
        "Director": found.is_director,
        "10% Owner": found.is_ten_percent_owner,
        "Officer": found.is_officer,
        "Other": found.is_other,
    }
    return ", ".join(name for name, ticked in named.items() if ticked)


def _footnotes(source: _Source) -> str:
    texts = {note.id: note.text for note in source.filing.footnotes}
    marked = dict.fromkeys(note for name in CELLS for note in source.row.cell(name).footnotes)
    return "\n".join(f"{note}: {texts.get(note) or ''}" for note in marked)


_COLUMNS = (
    _of("source", "str", "the file's name; None for a text or a filing", lambda s: s.file),
    _of("path", "str", 'the row\'s place in the filing, such as "derivative[2]"', lambda s: s.row.path),
    _of("line", "int", "the line of the text that the row begins on; None for a filing", lambda s: s.row.line),
    _of(
        "unread",
        "str",
        'cells with an error, or "row" or "table", with blanks between; None for a filing',
        lambda s: s.row.unread,
    ),
    _of("table", "str", '"I" or "II"', lambda s: "I" if s.row.path.startswith("non") else "II"),
    _of("row", "int", "the number of the row in its table, from 1", lambda s: s.row.number),
    _of("kind", "str", '"transaction" or "holding"', lambda s: s.row.value.kind),
    _of("form_type", "str", "the form's number, with /A for an amendment", lambda s: s.filing.form_type),
    _of(
        "accession_number",
        "str",
        "EDGAR's number of the filing, where the text has it",
        lambda s: s.filing.accession_number,
    ),
    _of("not_subject_to_section_16", "bool", "the exit box", lambda s: s.filing.not_subject_to_section_16),
    _of(
        "form3_holdings_reported",
        "bool",
        "Form 5: the box below the exit box",
        lambda s: s.filing.form3_holdings_reported,
    ),
    _of(
        "form4_transactions_reported",
        "bool",
        "Form 5: the box below that",
        lambda s: s.filing.form4_transactions_reported,
    ),
    _of("aff_10b5_one", "bool", "the Rule 10b5-1(c) box", lambda s: s.filing.aff_10b5_one),
    _of(
        "no_securities_owned",
        "bool",
        'Form 3: its sentence "No securities are beneficially owned"',
        lambda s: s.filing.no_securities_owned,
    ),
    _of("period_of_report", "date", "box 3", lambda s: s.filing.period_of_report),
    _of(
        "date_of_original_submission",
        "date",
        "box 4: the date of the form that this one amends",
        lambda s: s.filing.date_of_original_submission,
    ),
    _of("issuer_name", "str", "box 2", lambda s: s.filing.issuer.name),
    _of("issuer_cik", "str", "the issuer's CIK, where a layout shows it", lambda s: s.filing.issuer.cik),
    _of("issuer_trading_symbol", "str", "box 2: the symbol as printed", lambda s: s.filing.issuer.trading_symbol),
    _of("owner_name", "str", "the first owner's name", lambda s: s.owner.name),
    _of("owner_cik", "str", "the first owner's CIK, where a layout shows it", lambda s: s.owner.cik),
    _of("owner_relationship", "str", "the boxes of box 5 that are checked", lambda s: _relationship(s.owner)),
    _of(
        "owner_role",
        "str",
        f"the first of these that is checked: {', '.join(ROLES.values())}",
        lambda s: _role(s.owner),
    ),
    _of(
        "owners",
        "str",
        "the names of all owners",
        lambda s: "; ".join(owner.name for owner in s.filing.reporting_owners if owner.name),
    ),
    _of(
        "signature_date",
        "date",
        "the date of the first signature",
        lambda s: s.filing.signatures[0].date if s.filing.signatures else None,
    ),
    *(column for cell in CELLS for column in _of_cell(cell)),
    _of(
        "equity_swap_involved",
        "bool",
        'whether "/K" is printed after the code; None for a holding',
        lambda s: getattr(s.row.value, "equity_swap_involved", None),
    ),
    _of(
        "transaction_timeliness",
        "str",
        'Form 5: "L", late, where "5" is printed after the code',
        lambda s: getattr(s.row.value, "transaction_timeliness", None),
    ),
    _of("footnotes", "str", 'the notes that the row\'s cells are marked with, a line "F1: text" for each', _footnotes),
    _of("remarks", "str", "the filing's remarks", lambda s: s.filing.remarks),
)
COLUMNS = tuple(column for column, _ in _COLUMNS)

Source = Filing | Reading


def rows(found: Source | Iterable[Source]) -> list[dict[str, Any]]:
    """The rows of both tables, with the filing's facts beside each; all dicts have the keys that COLUMNS describes.

    Takes a reading, a filing, or several of them. Values are str, date, Decimal, bool, int and None. A cell that could
    not be read is None, and ``unread`` names it: this needs a reading.
    """
    sources = [found] if isinstance(found, Filing | Reading) else found
    return [{column.name: value(source) for column, value in _COLUMNS} for each in sources for source in _sources(each)]


def frame(found: Source | Iterable[Source]) -> dict[str, list[Any]]:
    """The same as ``rows``, by column: what ``polars.DataFrame`` and ``pandas.DataFrame`` take without options.

    They infer a column's type from all of its values, where they infer that of dicts from the first rows alone.
    """
    made = rows(found)
    return {column.name: [row[column.name] for row in made] for column in COLUMNS}


def _sources(found: Source) -> Iterable[_Source]:
    name = found.source if isinstance(found, Reading) else None
    file = file_name(name) if name is not None else None
    return (_Source(row, file) for row in parts(found, *ROWS))
