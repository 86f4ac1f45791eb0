"""What transaction codes mean, and which way they go: Form 4, General Instruction 8."""

from __future__ import annotations

from .table_rows import TableRow

# What the codes mean that go one way only.
MEANINGS = {
    "A": ("A", "a grant or award"),
    "D": ("D", "a disposition to the issuer"),
    "F": ("D", "securities delivered or withheld as payment"),
    "H": ("D", "an expiration with value received"),
    "L": ("A", "a small acquisition"),
    "P": ("A", "a purchase"),
    "S": ("D", "a sale"),
    "U": ("D", "a disposition in a tender"),
}
EXERCISES = ("C", "M", "O", "X")


def meaning_of(row: TableRow) -> tuple[str | None, str]:
    """The direction that a row's code implies, or None, and what it means."""
    code = row.code or ""
    if row.field == "non_derivative" and code in ("M", "O", "X"):
        return "A", "what an exercise gives"
    return MEANINGS.get(code, (None, ""))


def is_reversed(row: TableRow) -> bool:
    """Whether a row is an acquisition where its code means a disposal, or the other way round."""
    expected, _ = meaning_of(row)
    return expected is not None and row.direction is not None and row.direction != expected
