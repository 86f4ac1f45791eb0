"""How a field of the form says which column it is printed in."""

from __future__ import annotations

from enum import Enum
from typing import Any, Generic, TypeVar

import attrs

T = TypeVar("T")

METADATA_KEY = "form4_column"


@attrs.frozen
class Cell(Generic[T]):
    """What one cell of Table I or II holds.

    Attributes:
        value: the value, or None where the cell holds footnote marks alone or could not be read
        footnotes: the ids of the footnotes marked in the cell, in order: ``("F1", "F3")``
    """

    value: T | None
    footnotes: tuple[str, ...] = ()


class Kind(Enum):
    """What kind of value a column accepts; the text says so in the form's words."""

    TEXT = "text"
    DATE = "a date as MM/DD/YYYY"
    CODE = "a transaction code, one capital letter"
    V = '"V" or nothing'
    ACQUIRED_DISPOSED = '"A" or "D"'
    OWNERSHIP_FORM = '"D" or "I"'
    NUMBER = "a number"
    DOLLARS = 'an amount after "$"'
    PRICE = 'a price after "$"'


@attrs.frozen
class Printed:
    """Where one of the two tables prints a field: the column's number, its caption, and its rule in the grammar."""

    number: str
    caption: str
    rule: str

    def __str__(self) -> str:
        """The column in the form's words: "column 4 (Price)"."""
        return f"column {self.number} ({self.caption})"


# Table II says whether a row acquires or disposes by the half of its column 5 that holds the number.
TABLE_2_A_OR_D = "column 5 ((A) or (D))"


@attrs.frozen
class Column:
    """The columns of Tables I and II that a field is printed in, and the kind of value that stands there."""

    kind: Kind
    table_1: Printed | None
    table_2: Printed | None


def column(
    kind: Kind, table_1: tuple[str, str] | None, table_2: tuple[str, str] | None, *, rule: str = "", default: Any = None
) -> Any:
    """An attrs field for a cell; ``table_1`` and ``table_2`` are number and caption there.

    ``rule`` is the column's rule in grammar/form4.lark; it is the field's own name unless given.
    """
    return attrs.field(default=default, kw_only=True, metadata={METADATA_KEY: (kind, table_1, table_2, rule)})


def columns(cls: type[attrs.AttrsInstance]) -> dict[str, Column]:
    """The columns of a row class by field name, in the order of the class."""
    found = {}
    for field in attrs.fields(cls):
        if METADATA_KEY not in field.metadata:
            continue
        kind, table_1, table_2, rule = field.metadata[METADATA_KEY]
        rule = rule or field.name
        found[field.name] = Column(
            kind,
            Printed(table_1[0], table_1[1], rule) if table_1 else None,
            Printed(table_2[0], table_2[1], rule) if table_2 else None,
        )
    return found
