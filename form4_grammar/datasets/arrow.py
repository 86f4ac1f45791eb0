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
    return {table.name: table_of(table, made[table.name].values()) for table in TABLES}


def table_of(table: Table, columns: Iterable[Sequence[Any]]) -> Any:
    """The Arrow table with these values in its columns."""
    schema = schema_of(table)
    arrays = [_array(values, kind) for values, kind in zip(columns, schema.types, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)


def schema_of(table: Table) -> Any:
    """The Arrow schema of a table."""
    return pa.schema([(column.name, TYPES[column.dtype]) for column in table.columns])


def _array(values: Sequence[Any], kind: Any) -> Any:
    try:
        return pa.array(values, kind)
    except UnicodeEncodeError:  # half a character, which Python's texts may have
        return pa.array([value and value.encode(errors="backslashreplace").decode() for value in values], kind)
