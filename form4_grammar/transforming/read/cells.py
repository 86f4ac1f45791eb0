"""A cell of Table I or II: a value of its column's kind, then footnote marks."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from lark import Token

from ...fields import Cell, Kind
from ...part import Part
from ...values import has_decimal_comma, may_have_decimal_comma, to_decimal, to_footnote_id, to_text
from ..readout import Record
from .dates import date_of

NUMBERS = (Kind.NUMBER, Kind.DOLLARS, Kind.PRICE)
# The terminals that hold a value, and what becomes of them. Which of them a column accepts is in the grammar.
VALUES: dict[str, Callable[[Token], Any]] = {
    "CODE": str,
    "ACQUIRED_DISPOSED": str,
    "OWNERSHIP_FORM": str,
    "V": lambda _: True,
}


def read_cell(
    cell: Part, kind: Kind, notes: frozenset[str] | None, path: str, name: str, record: Record
) -> Cell[Any] | None:
    """A cell, or None if it is blank; ``name`` is its table and column."""
    if not cell.tokens:
        return None
    filled, marks = _parted(cell, kind, notes, record)
    record.place(path, filled or cell.tokens)  # the value without its marks
    if kind is Kind.TEXT:
        return Cell(to_text("".join(filled)), marks)
    value: Any = None
    if cell.has("ODD"):
        if kind in NUMBERS and any(has_decimal_comma(token.strip()) for token in cell.all("ODD")):
            record.foreign.add("NUMBER")
        record.misfit(path, cell.tokens, kind.value, of=name)
        return Cell(None, marks)
    for token in cell.tokens:
        if token.type == "DATE":
            value = date_of(token, path, kind.value, name, record)
        elif token.type in ("NUMBER", "DOLLARS", "PRICE"):
            value = _number(token, path, kind, name, record)
        elif token.type in VALUES:
            value = VALUES[token.type](token)
    return Cell(value, marks)


def _parted(
    cell: Part, kind: Kind, notes: frozenset[str] | None, record: Record
) -> tuple[list[Token], tuple[str, ...]]:
    """The tokens of a cell's value, and the ids of its marks.

    A mark within a text belongs to it, and so does one behind it that no footnote has.
    """
    tokens = [token for token in cell.tokens if not token.isspace()]
    if kind is not Kind.TEXT:
        marks = tuple([to_footnote_id(token) for token in tokens if token.type == "MARK"])
        record.marks.update(marks)
        return [token for token in tokens if token.type != "MARK"], marks
    end = len(tokens)
    while end and tokens[end - 1].type == "MARK":
        end -= 1
    marks = tuple(map(to_footnote_id, tokens[end:]))
    record.marks.update(marks)
    if end and notes is not None and not notes.issuperset(marks):
        return tokens, ()
    return tokens[:end], marks


def _number(token: Token, path: str, kind: Kind, name: str, record: Record) -> Decimal | None:
    """The number that a token is; None if it may be meant with a decimal comma."""
    if "NUMBER" in record.doubtful and may_have_decimal_comma(token.strip()):
        record.ambiguous(path, token, kind.value, "a number with a decimal comma", of=name)
        return None
    return to_decimal(token)
