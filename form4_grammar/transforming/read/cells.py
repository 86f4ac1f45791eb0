"""A cell of Table I or II: a value of its column's kind, then footnote marks."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from lark import Token

from ...fields import Cell, Kind
from ...values import has_decimal_comma, may_have_decimal_comma, to_decimal, to_footnote_id, to_text
from ..parts import Part
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
    record.place(path, cell.tokens)
    if kind is Kind.TEXT:
        return _text(cell, notes, record)
    value: Any = None
    marks = tuple([to_footnote_id(token) for token in cell.tokens if token.type == "MARK"])
    record.marks.update(marks)
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


def _number(token: Token, path: str, kind: Kind, name: str, record: Record) -> Decimal | None:
    """The number that a token is; None if it may be meant with a decimal comma."""
    if "NUMBER" in record.doubtful and may_have_decimal_comma(token.strip()):
        record.ambiguous(path, token, kind.value, "a number with a decimal comma", of=name)
        return None
    return to_decimal(token)


def _text(cell: Part, notes: frozenset[str] | None, record: Record) -> Cell[str]:
    """A text, then marks. A mark within the text belongs to it, and so does one that no footnote has."""
    tokens = [token for token in cell.tokens if not token.isspace()]
    end = len(tokens)
    while end and tokens[end - 1].type == "MARK":
        end -= 1
    marks = tuple(map(to_footnote_id, tokens[end:]))
    record.marks.update(marks)
    if end and notes is not None and not notes.issuperset(marks):
        return Cell(to_text("".join(tokens)))
    return Cell(to_text("".join(tokens[:end])), marks)
