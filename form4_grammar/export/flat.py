"""Flat rows: one dict per row of Tables I and II, for pandas, polars or csv."""

from __future__ import annotations

from typing import Any

from ..fields import Cell, columns
from ..filing import DerivativeTransaction, Filing, ReportingOwner, Row
from ..forms import FORM_5

# The cells of the kind of row that has them all; a row of another kind has None for what it lacks.
CELLS = tuple(columns(DerivativeTransaction))
COLUMNS = (
    "table", "row", "kind", "form_type", "period_of_report", "date_of_original_submission", "accession_number",
    "not_subject_to_section_16", "form3_holdings_reported", "form4_transactions_reported", "aff_10b5_one",
    "no_securities_owned",
    "issuer_name", "issuer_cik", "issuer_trading_symbol", "owner_name", "owner_cik", "owner_relationship", "owners",
    *(name for cell in CELLS for name in (cell, f"{cell}_footnotes")),
    "equity_swap_involved", "transaction_timeliness", "footnotes", "remarks",
)  # fmt: skip


def rows(filing: Filing) -> list[dict[str, Any]]:
    """The rows of both tables with the filing's facts beside each; all dicts have the same keys, those of COLUMNS.

    ``owner_*`` are the first owner's, ``owners`` the names of all; ``<cell>_footnotes`` are the ids of a cell's
    footnotes and ``footnotes`` the row's notes as "F1: text", both joined; values are str, date, Decimal, bool, None.
    """
    tables = (("I", filing.non_derivative), ("II", filing.derivative))
    return [_flat(filing, table, number, row) for table, found in tables for number, row in enumerate(found, 1)]


def _flat(filing: Filing, table: str, number: int, row: Row) -> dict[str, Any]:
    owner = filing.reporting_owners[0] if filing.reporting_owners else ReportingOwner()
    flat: dict[str, Any] = {
        "table": table,
        "row": number,
        "kind": row.kind,
        "form_type": filing.form_type,
        "period_of_report": filing.period_of_report,
        "date_of_original_submission": filing.date_of_original_submission,
        "accession_number": filing.accession_number,
        **{box: getattr(filing, box) for box in FORM_5.corner_boxes},
        "no_securities_owned": filing.no_securities_owned,
        "issuer_name": filing.issuer.name,
        "issuer_cik": filing.issuer.cik,
        "issuer_trading_symbol": filing.issuer.trading_symbol,
        "owner_name": owner.name,
        "owner_cik": owner.cik,
        "owner_relationship": _relationship(owner),
        "owners": "; ".join(owner.name for owner in filing.reporting_owners if owner.name),
    }
    marked: list[str] = []
    for name in CELLS:
        cell: Cell[Any] = getattr(row, name, None) or Cell(None)
        flat[name] = cell.value
        flat[f"{name}_footnotes"] = " ".join(cell.footnotes)
        marked += [note for note in cell.footnotes if note not in marked]
    for name in ("equity_swap_involved", "transaction_timeliness"):
        flat[name] = getattr(row, name, None)
    texts = {note.id: note.text for note in filing.footnotes}
    flat["footnotes"] = "\n".join(f"{note}: {texts.get(note) or ''}" for note in marked)
    flat["remarks"] = filing.remarks
    return flat


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
