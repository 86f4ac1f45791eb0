"""Readings as nested Arrow values, for any engine that maps Arrow batches. Needs pyarrow.

The types are those of the classes: a filing is a struct with their fields, a cell a struct of value and footnotes, the
rows of a table a list of structs that have the columns of both kinds of row and ``kind``.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

import attrs
import pyarrow as pa

from ..api import read
from ..diagnostics import Diagnostic
from ..filing import Filing
from ..grammars import Layout
from .arrow import TYPES
from .documents import Document, document_of

READING = "reading"  # the column
SIMPLE = {str: TYPES["str"], bool: TYPES["bool"], int: TYPES["int"], dt.date: TYPES["date"], Decimal: TYPES["decimal"]}

Batch = TypeVar("Batch", pa.RecordBatch, pa.Table)


def read_batch(
    batch: Batch, *, text_column: str = "text", layout: Layout | str | None = None, rules: bool = False
) -> Batch:
    """Read the texts of an Arrow batch or table; the same rows with a column ``reading`` in place of the texts.

    A pure function of the batch. A reading is a struct of the layout, the status ("read", "warnings", "errors" or
    "unread", by the worst diagnostic), the filing and the diagnostics, with ``rules`` the findings of the form's rules,
    too. A null is read as an empty text. ``batch_schema`` has the schema of the result.

    Raises KeyError if there is no such column, TypeError if it holds no texts, ValueError if there is a column
    ``reading``.
    """
    schema = batch_schema(batch.schema, text_column=text_column)
    readings = [_reading(text or "", layout, rules) for text in batch.column(text_column).to_pylist()]
    others: list[Any] = [batch.column(name) for name in schema.names[:-1]]
    made: Batch = type(batch).from_arrays([*others, pa.array(readings, reading_type())], schema=schema)
    return made


def batch_schema(schema: Any, *, text_column: str = "text") -> Any:
    """The schema of what ``read_batch`` makes of a batch with this schema; raises as it does."""
    kind = schema.field(text_column).type
    if not (pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind)):
        raise TypeError(f"the column {text_column!r} holds no texts, but {kind}")
    others = [field for field in schema if field.name != text_column]
    if any(field.name == READING for field in others):
        raise ValueError(f"there is a column {READING!r} already: rename it")
    return pa.schema([*others, pa.field(READING, reading_type())])


@cache
def reading_type() -> Any:
    """The Arrow type of a reading."""
    return pa.struct(
        [
            ("layout", pa.string()),
            ("status", pa.string()),
            ("filing", _type(Filing)),
            ("diagnostics", pa.list_(_type(Diagnostic))),
        ]
    )


def _reading(text: str, layout: Layout | str | None, rules: bool) -> dict[str, Any]:
    reading = read(text, layout)
    document: Document = document_of(reading.with_rules() if rules else reading, 1)
    return {
        "layout": document.layout,
        "status": document.status,
        "filing": _value(document.filing),
        "diagnostics": _value(document.diagnostics),
    }


def _value(found: Any) -> Any:
    """A value of a class as Arrow takes it."""
    if isinstance(found, tuple):
        return [_value(each) for each in found]
    if not attrs.has(type(found)):
        return found
    fields = {field.name: _value(getattr(found, field.name)) for field in attrs.fields(type(found))}
    return fields | ({"kind": found.kind} if hasattr(found, "kind") else {})


def _type(hint: Any) -> Any:
    """The Arrow type of a type hint."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Literal:
        return SIMPLE[type(arguments[0])]
    if origin in (Union, UnionType):
        kinds = [argument for argument in arguments if argument is not NoneType]
        return _type(kinds[0]) if len(kinds) == 1 else _either(kinds)
    if origin is tuple:
        return pa.list_(_type(arguments[0]))
    if origin is not None:  # Cell[Decimal]
        return pa.struct([("value", _type(arguments[0])), ("footnotes", pa.list_(pa.string()))])
    return SIMPLE[hint] if hint in SIMPLE else pa.struct(list(_fields(hint).items()))


def _fields(kind: type[Any]) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {field.name: _type(hints[field.name]) for field in attrs.fields(kind)}


def _either(kinds: list[Any]) -> Any:
    """The type of rows of several kinds: a struct with the fields of all, and the kind."""
    fields = {name: each for kind in kinds for name, each in _fields(kind).items()}
    return pa.struct([("kind", pa.string()), *fields.items()])
