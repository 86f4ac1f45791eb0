"""Dates outside of the tables: in boxes and beside signatures."""

from __future__ import annotations

import datetime as dt

from lark import Token

from ..values import to_date
from .findings import Findings

EXPECTED = "a date as MM/DD/YYYY"


def read_date(tokens: list[Token], path: str, name: str, findings: Findings) -> dt.date | None:
    """The date that these tokens are; None, reported, if they are anything else. ``name`` is what it is, for people."""
    found = "".join(tokens).strip()
    if [token.type for token in tokens] != ["DATE"]:
        findings.report("unreadable-value", f"expected {name}, found {found!r}", path, tokens, expected=EXPECTED)
        return None
    try:
        return to_date(found)
    except ValueError:
        findings.report("impossible-date", f"{found} is no day of the calendar", path, tokens, expected=EXPECTED)
        return None
