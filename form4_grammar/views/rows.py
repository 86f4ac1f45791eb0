"""The rows of many filings as one table for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rich.text import Text

from ..escapes import visible
from .tables import FittedTable, Heading

# Heading, the columns of a flat row that it shows, the first one that is filled, and whether these are figures.
COLUMNS = (
    ("Source", ("source",), False),
    ("Line", ("line",), True),
    ("Symbol", ("issuer_trading_symbol",), False),
    ("Owner", ("owner_name",), False),
    ("Security", ("security_title",), False),
    ("Date", ("transaction_date",), False),
    ("Code", ("transaction_code",), False),
    ("Amount", ("transaction_shares", "transaction_total_value"), True),
    ("A/D", ("acquired_disposed_code",), False),
    ("Price", ("transaction_price_per_share",), True),
    ("Owned after", ("shares_owned_following_transaction", "value_owned_following_transaction"), True),
    ("D/I", ("direct_or_indirect_ownership",), False),
    ("Unread", ("unread",), False),
)


def rows_table(rows: Iterable[Mapping[str, Any]]) -> FittedTable:
    """Flat rows, as ``export.flat.rows`` gives them: those of their columns that fit a terminal."""
    headings = [Heading(heading, is_figures) for heading, _, is_figures in COLUMNS]
    cells = [[_cell(row, names) for _, names, _ in COLUMNS] for row in rows]
    return FittedTable(f"{len(cells):,} row{'' if len(cells) == 1 else 's'}", headings, cells)


def _cell(row: Mapping[str, Any], names: tuple[str, ...]) -> Text:
    name, value = next(((name, row[name]) for name in names if row[name] not in (None, "")), ("", ""))
    text = f"{value:,}" if name.endswith(("_shares", "_price_per_share", "_transaction", "_value")) else str(value)
    is_value = name in ("transaction_total_value", "value_owned_following_transaction", "transaction_price_per_share")
    return Text(visible(f"${text}" if is_value else text))
