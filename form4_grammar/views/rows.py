"""The rows of many filings as one table for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rich.text import Text

from ..escapes import visible
from ..fields import Cell
from .sheet import TABLES, cell_value, kind_of
from .tables import FittedTable, Heading

# Heading, and the columns of a flat row that it shows: the first one that is filled.
COLUMNS = (
    ("Source", ("source",)),
    ("Line", ("line",)),
    ("Symbol", ("issuer_trading_symbol",)),
    ("Owner", ("owner_name",)),
    ("Security", ("security_title",)),
    ("Date", ("transaction_date",)),
    ("Code", ("transaction_code",)),
    ("Amount", ("transaction_shares", "transaction_total_value")),
    ("A/D", ("acquired_disposed_code",)),
    ("Price", ("transaction_price_per_share",)),
    ("Owned after", ("shares_owned_following_transaction", "value_owned_following_transaction")),
    ("D/I", ("direct_or_indirect_ownership",)),
    ("Unread", ("unread",)),
)


def rows_table(rows: Iterable[Mapping[str, Any]]) -> FittedTable:
    """Flat rows, as ``export.flat.rows`` gives them: those of their columns that fit a terminal."""
    headings = [Heading(heading, names[0] == "line" or kind_of(names[0]) == "number") for heading, names in COLUMNS]
    cells = [[_cell(row, names) for _, names in COLUMNS] for row in rows]
    return FittedTable(f"{len(cells):,} row{'' if len(cells) == 1 else 's'}", headings, cells)


def _cell(row: Mapping[str, Any], names: tuple[str, ...]) -> Text:
    name = next((name for name in names if row[name] not in (None, "")), None)
    if name is None:
        return Text()
    is_cell = name in TABLES["derivative"]  # whose transactions have all cells that a row may have
    text = cell_value(name, Cell(row[name]), name).text if is_cell else str(row[name])
    return Text(visible(text or ""))
