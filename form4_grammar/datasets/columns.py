"""Columns of tables, and the ways in which they are taken from a document."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs

from ..export.flat import DType
from ..export.parts import Part
from .documents import Document

Value = Callable[[Document, Any], Any]  # of a document, and of what the row is about: a part, a diagnostic

BY_SEC_TYPE: dict[str, DType] = {"DATE": "date", "NUMBER(16,2)": "decimal", "NUMBER(38)": "int"}
NOTES = "VARCHAR(150)"


@attrs.frozen
class TableColumn:
    """A column of a table.

    Attributes:
        name: the SEC's name, or one of our own
        dtype: the type of its values that are not None: "str", "date", "decimal", "bool" or "int"
        sec_type: its type as the SEC describes it; None for a column of our own
        meaning: what it holds, by the name of the field
    """

    name: str
    dtype: DType
    sec_type: str | None
    meaning: str
    value: Value = attrs.field(repr=False, eq=False)


def sec(name: str, sec_type: str, meaning: str, value: Value, dtype: DType | None = None) -> TableColumn:
    """A column that the SEC's table has."""
    return TableColumn(name, dtype or BY_SEC_TYPE.get(sec_type, "str"), sec_type, meaning, value)


def own(name: str, dtype: DType, meaning: str, value: Value) -> TableColumn:
    """A column that the SEC's table has not."""
    return TableColumn(name, dtype, None, meaning, value)


def never(name: str, sec_type: str, why: str) -> TableColumn:
    """A column of the SEC's that no page shows."""
    return sec(name, sec_type, f"always null: {why}", lambda document, item: None)


def of_filing(name: str, sec_type: str, field: str, dtype: DType | None = None) -> TableColumn:
    """A field of the filing: "issuer.name"."""
    return sec(name, sec_type, field, lambda document, item: _at(document.filing, field), dtype)


def of_part(name: str, sec_type: str, field: str, dtype: DType | None = None) -> TableColumn:
    """A field of an owner, a row, a footnote or a signature: "address.city"."""
    return sec(name, sec_type, field, lambda document, part: _at(part.value, field), dtype)


def of_cell(name: str, sec_type: str, field: str) -> tuple[TableColumn, TableColumn]:
    """The value of a row's cell, and the footnotes marked in it."""
    value = sec(name, sec_type, field, lambda document, row: row.cell(field).value)
    return value, notes_of(f"{name}_FN", field)


def notes_of(name: str, field: str) -> TableColumn:
    """The footnotes marked in a row's cell, as the SEC writes them."""

    def value(document: Document, row: Part) -> str | None:
        return ", ".join(row.cell(field).footnotes) or None

    return sec(name, NOTES, f'the footnotes of {field}: "F1, F2"', value)


def _at(found: Any, path: str) -> Any:
    for name in path.split("."):
        found = getattr(found, name, None)
    return found
