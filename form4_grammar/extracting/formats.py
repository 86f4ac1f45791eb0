"""The file of a table in each format: Parquet, CSV, JSON lines. The same rows give the same bytes."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from ..datasets.schema import Table
from ..escapes import to_csv_text, to_json_text

TableRows = Sequence[tuple[Any, ...]]


def _parquet(table: Table, rows: TableRows) -> bytes:
    import pyarrow
    from pyarrow import parquet

    from ..datasets.arrow import table_of

    sink = pyarrow.BufferOutputStream()
    columns = zip(*rows, strict=True) if rows else ((),) * len(table.columns)
    parquet.write_table(table_of(table, columns), sink, compression="zstd")
    return bytes(sink.getvalue())


def _csv(table: Table, rows: TableRows) -> bytes:
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\n")
    writer.writerow(column.name for column in table.columns)
    writer.writerows(map(_csv_cell, row) for row in rows)
    return made.getvalue().encode()


def _csv_cell(value: Any) -> Any:
    if isinstance(value, str):
        return to_csv_text(value, guard_formulas=True)
    if isinstance(value, bool):
        return str(value).lower()
    return format(value, "f") if isinstance(value, Decimal) else value


def _json_lines(table: Table, rows: TableRows) -> bytes:
    names = [column.name for column in table.columns]
    lines = (to_json_text(dict(zip(names, map(_json_value, row), strict=True))) for row in rows)
    return "".join(f"{line}\n" for line in lines).encode()


def _json_value(value: Any) -> Any:
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat() if isinstance(value, dt.date) else value


FORMATS: Mapping[str, Callable[[Table, TableRows], bytes]] = {"parquet": _parquet, "csv": _csv, "jsonl": _json_lines}
