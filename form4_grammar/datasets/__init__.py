"""Filings as the tables of the SEC's Insider Transactions Data Sets, in memory."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..filing import Filing
from ..reading import Reading
from .documents import Document, document_of
from .schema import TABLES

Found = Filing | Reading
Rows = dict[str, list[tuple[Any, ...]]]  # of each table: its rows


def tables(found: Found | Iterable[Found]) -> dict[str, dict[str, list[Any]]]:
    """The SEC's tables of filings or readings, each by column: what pandas, polars and Arrow take.

    Values are str, date, Decimal, bool, int and None. What the page does not show is None. ``F4_DOCUMENT`` numbers what
    is given, from 1, and joins the tables. Readings say more than filings: places, and what was not read.
    """
    sources = [found] if isinstance(found, Filing | Reading) else found
    made: dict[str, dict[str, list[Any]]] = {
        table.name: {column.name: [] for column in table.columns} for table in TABLES
    }
    for number, each in enumerate(sources, 1):
        for name, rows in rows_of(document_of(each, number)).items():
            for row in rows:
                for values, value in zip(made[name].values(), row, strict=True):
                    values.append(value)
    return made


def rows_of(document: Document) -> Rows:
    """The rows of one document, by table; each row has a value for each column."""
    return {
        table.name: [tuple(column.value(document, item) for column in table.columns) for item in table.items(document)]
        for table in TABLES
    }
