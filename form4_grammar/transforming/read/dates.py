"""Dates outside of the tables: in boxes and beside signatures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from lark import Token

from ...values import is_day_first, may_be_day_first, to_date
from ..readout import Record

DATE = "a date as MM/DD/YYYY"


def read_date(tokens: Sequence[Token], path: str, record: Record) -> dt.date | None:
    """The date that tokens are; None if they are something else."""
    if not tokens:
        return None
    record.place(path, tokens)
    if [token.type for token in tokens] != ["DATE"]:
        record.misfit(path, tokens, DATE)
        return None
    return date_of(tokens[0], path, DATE, "", record)


def date_of(token: Token, path: str, expected: str, of: str, record: Record) -> dt.date | None:
    """The date that a token is; None if it is not in the calendar, or may be meant as DD/MM/YYYY."""
    written = token.strip()
    if is_day_first(written):
        record.foreign.add("DATE")
    if "DATE" in record.doubtful and may_be_day_first(written):
        record.ambiguous(path, token, expected, "DD/MM/YYYY", of=of)
        return None
    try:
        return to_date(written)
    except ValueError:
        record.impossible_date(path, [token], expected, of=of)
        return None
