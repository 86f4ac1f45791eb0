"""A cell of Table I or II: a value of its column's kind, then footnote marks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lark import Token

from ...fields import Cell, Kind
from ...values import to_date, to_decimal, to_footnote_id, to_text
from ..parts import Part
from ..readout import Record

# The terminals that hold a value, and what becomes of them. Which of them a column accepts is in the grammar.
VALUES: dict[str, Callable[[Token], Any]] = {
    "DATE": to_date,
    "NUMBER": to_decimal,
    "DOLLARS": to_decimal,
    "PRICE": to_decimal,
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
    value = None
    marks = tuple([to_footnote_id(token) for token in cell.tokens if token.type == "MARK"])
    record.marks.update(marks)
    if cell.has("ODD"):
        record.misfit(path, cell.tokens, kind.value, of=name)
        return Cell(None, marks)
    for token in cell.tokens:
        if token.type in VALUES:
            try:
                value = VALUES[token.type](token)
            except ValueError:
                record.impossible_date(path, [token], kind.value, of=name)
    return Cell(value, marks)


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
