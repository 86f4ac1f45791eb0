"""From the tree of one cell to a Cell of its column's kind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from lark import Token, Tree

from ..fields import Cell, Kind
from ..values import CUT_OFF_MARK, to_date, to_decimal, to_footnote_id, to_text
from .findings import Findings, tokens_of

# The terminals that hold a value, and what becomes of them. Which of them a column accepts is in the grammar.
VALUES: dict[str, Callable[[Token], Any]] = {
    "DATE": to_date,
    "NUMBER": to_decimal,
    "DOLLARS": to_decimal,
    "CODE": str,
    "ACQUIRED_DISPOSED": str,
    "OWNERSHIP_FORM": str,
    "V": lambda _: True,
}


class CellReader:
    """Reads cells of the two tables.

    ``notes`` are the ids of the filing's footnotes; None where they are unknown, as in a table parsed alone.
    """

    def __init__(self, findings: Findings, notes: frozenset[str] | None) -> None:
        self.findings = findings
        self.notes = notes

    def _lacks(self, marks: list[str]) -> bool:
        return self.notes is not None and not self.notes.issuperset(marks)

    def read(self, cell: Tree[Token], kind: Kind, path: str, caption: str) -> Cell[Any] | None:
        """A cell, or None if it is blank. A cell that holds something else than its kind of value is reported."""
        tokens = tokens_of(cell)
        if not tokens:
            return None
        self.findings.place(path, *tokens)
        if kind is Kind.TEXT:
            return self._text(tokens, path)
        value: date | Decimal | str | bool | None = None
        marks = []
        if any(token.type == "ODD" for token in tokens):
            marks = [to_footnote_id(token) for token in tokens if token.type == "MARK"]
            return self._unreadable(tokens, kind, path, caption, marks)
        for token in tokens:
            if token.type == "MARK":
                marks.append(to_footnote_id(token))
            elif token.type in VALUES:
                try:
                    value = VALUES[token.type](token)
                except ValueError:
                    message = f"{caption}: {token} is no day of the calendar"
                    self.findings.report("impossible-date", message, path, [token], expected=kind.value)
                if kind is Kind.PRICE and token.type == "NUMBER":
                    message = f'{caption}: {token} is read as a price, though no "$" stands before it'
                    self.findings.report("no-dollar-sign", message, path, [token], expected=kind.value)
        if self._lacks(marks):
            message = f"{caption}: the cell is marked {' '.join(marks)}, but the filing lacks such a footnote"
            missing = [token for token in tokens if token.type == "MARK"]
            for lost in (path, "footnotes"):
                self.findings.report("mark-without-note", message, lost, missing, expected="a footnote for every mark")
        return Cell(value, tuple(marks))

    def _unreadable(self, tokens: list[Token], kind: Kind, path: str, caption: str, marks: list[str]) -> Cell[Any]:
        found = "".join(tokens).strip()
        message = f"{caption}: expected {kind.value}, found {_shortened(found)}"
        self.findings.report("unreadable-value", message, path, tokens, expected=kind.value)
        return Cell(None, tuple(marks))

    def _text(self, tokens: list[Token], path: str) -> Cell[str]:
        """Text, then marks. A mark inside the text is the filer's, and so is one whose note the filing lacks."""
        tokens = [token for token in tokens if not token.isspace()]
        end = len(tokens)
        while end and tokens[end - 1].type == "MARK":
            end -= 1
        marks = [to_footnote_id(mark) for mark in tokens[end:]]
        if end and self._lacks(marks):
            message = f"{''.join(tokens[end:]).strip()} is read as text, since the filing has no such footnote"
            for lost in (path, "footnotes"):
                self.findings.report("mark-without-note", message, lost, tokens[end:], expected="a footnote")
            end, marks = len(tokens), []
        text = to_text("".join(tokens[:end]))
        if text and CUT_OFF_MARK.search(text):
            message = f"this text ends as if a footnote mark were cut off: {_shortened(text)}"
            self.findings.report("mark-without-note", message, path, tokens[:end], expected="a number in parentheses")
        return Cell(text, tuple(marks))


def _shortened(text: str) -> str:
    return repr(text if len(text) <= 40 else text[:37] + "…")
