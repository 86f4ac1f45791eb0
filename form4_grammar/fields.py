"""The fields that are columns of Tables I and II: the kind of value in each, and the rule of its column."""

from __future__ import annotations

from enum import Enum
from functools import cache
from typing import Any, Generic, TypeVar

import attrs

T = TypeVar("T")

METADATA_KEY = "form4_column"


@attrs.frozen
class Cell(Generic[T]):
    """The content of a cell of Table I or II.

    Attributes:
        value: the value; None if the cell contains only footnote marks or could not be read
        footnotes: the ids of the footnotes marked in the cell, in order: ``("F1", "F3")``
    """

    value: T | None
    footnotes: tuple[str, ...] = ()


class Kind(Enum):
    """The kind of value that a column accepts, in the form's words."""

    TEXT = "text"
    DATE = "a date as MM/DD/YYYY"
    CODE = "a transaction code, one capital letter"
    FORM_TYPE = "the number of a form: 3, 4 or 5"
    V = '"V" or nothing'
    ACQUIRED_DISPOSED = '"A" or "D"'
    OWNERSHIP_FORM = '"D" or "I"'
    NUMBER = "a number"
    DOLLARS = 'an amount after "$"'
    PRICE = 'a price after "$"'


# In Table II, the number is in one of the two halves of column 5, which shows whether it is acquired or disposed of.
TABLE_2_A_OR_D = "column 5 ((A) or (D))"


@attrs.frozen
class Column:
    """The kind of value in a column, and the rule of the column in ``captions``."""

    kind: Kind
    rule: str


def column(kind: Kind, rule: str = "") -> Any:
    """Define an attrs field for a cell. Its columns are those in ``captions`` with this rule (default: its name)."""
    return attrs.field(default=None, kw_only=True, metadata={METADATA_KEY: (kind, rule)})


@cache
def columns(cls: type[attrs.AttrsInstance]) -> dict[str, Column]:
    """Return the columns of a row class by field name, in the order of the class."""
    found = {}
    for field in attrs.fields(cls):
        if METADATA_KEY in field.metadata:
            kind, rule = field.metadata[METADATA_KEY]
            found[field.name] = Column(kind, rule or field.name)
    return found
