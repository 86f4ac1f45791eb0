"""Compares two filings, field by field."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

LONGEST = 200  # characters of a value in a message


@attrs.frozen
class Difference:
    """A field, or a list of another length, in which two filings differ.

    Attributes:
        path: the path, as in diagnostics: "non_derivative[2].transaction_shares"
        one: the value in the first filing
        other: the value in the second filing
    """

    path: str
    one: Any
    other: Any

    def __str__(self) -> str:
        return f"{self.path}: {_words(self.one)} becomes {_words(self.other)}"


def differences(one: Any, other: Any, path: str = "") -> Iterator[Difference]:
    """Yield the differences between two filings, or two parts of filings, in the order of their fields."""
    if one == other:
        return
    if attrs.has(type(one)) and type(one) is type(other):
        for field in attrs.fields(type(one)):
            inner = f"{path}.{field.name}".lstrip(".")
            yield from differences(getattr(one, field.name), getattr(other, field.name), inner)
    elif isinstance(one, tuple) and isinstance(other, tuple) and len(one) == len(other):
        for i, (left, right) in enumerate(zip(one, other, strict=True)):
            yield from differences(left, right, f"{path}[{i}]")
    else:
        yield Difference(path, one, other)


def _words(value: Any) -> str:
    """Return a value for a message; a row or a list is only named, and a long text is cut."""
    if isinstance(value, tuple):
        return f"{len(value)} entries"
    if attrs.has(type(value)):
        return type(value).__name__
    words = "nothing" if value is None else repr(value) if isinstance(value, str) else str(value)
    return words if len(words) <= LONGEST else f"{words[:LONGEST]}…"
