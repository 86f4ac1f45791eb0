"""Dates outside of the tables: in boxes and beside signatures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from lark import Token

from ...values import to_date
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
    try:
        return to_date("".join(tokens).strip())
    except ValueError:
        record.impossible_date(path, tokens, DATE)
        return None
