"""The tables as Arrow tables. Needs pyarrow: ``pip install form4-grammar[arrow]``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pyarrow as pa

from . import Found, tables
from .documents import DECIMALS, DIGITS
from .schema import TABLES, Table

TYPES: Mapping[str, Any] = {
    "str": pa.string(),
    "date": pa.date32(),
    "decimal": pa.decimal128(DIGITS, DECIMALS),
    "bool": pa.bool_(),
    "int": pa.int64(),
}


def to_arrow(found: Found | Iterable[Found]) -> dict[str, Any]:
    """The SEC's tables of filings or readings, each a ``pyarrow.Table``; what ``tables`` gives, with the schema."""
    made = tables(found)
    return {table.name: pa.table(made[table.name], schema=schema_of(table)) for table in TABLES}


def table_of(table: Table, rows: Sequence[tuple[Any, ...]]) -> Any:
    """The Arrow table of some rows of a table."""
    by_column = zip(*rows, strict=True) if rows else ((),) * len(table.columns)
    schema = schema_of(table)
    arrays = [pa.array(values, kind) for values, kind in zip(by_column, schema.types, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)


def schema_of(table: Table) -> Any:
    """The Arrow schema of a table."""
    return pa.schema([(column.name, TYPES[column.dtype]) for column in table.columns])
