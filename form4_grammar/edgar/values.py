"""What stands in an element as a value, and a value as an element has it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any, get_args

from ..fields import Kind
from ..filing import FormType
from .schema import Plain

DATE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:Z|[+-][0-9]{2}:[0-9]{2})?")
DECIMAL = re.compile(r"[0-9]+(?:\.[0-9]*)?|\.[0-9]+")
BOOLEANS = {"1": True, "true": True, "0": False, "false": False}
EXPECTED: dict[Kind | Plain, str] = {
    Kind.DATE: Plain.DATE.value,
    **dict.fromkeys((Kind.NUMBER, Kind.DOLLARS, Kind.PRICE), "digits, with a decimal point at most"),
}


class ImpossibleDateError(ValueError):
    """A date is not in the calendar."""


def expected(kind: Kind | Plain) -> str:
    """What an element of a kind holds, in words."""
    return EXPECTED.get(kind) or str(kind.value)


def to_value(kind: Kind | Plain, text: str) -> Any:
    """The value of a text. Raises ValueError for a text of another kind, ImpossibleDateError for no day."""
    return _READERS[kind](text)


def to_xml(value: Any) -> str:
    """A value as an element has it."""
    if isinstance(value, bool):
        return "1" if value else "0"
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def _to_date(text: str) -> dt.date:
    found = DATE.fullmatch(text)
    if not found:
        raise ValueError(text)
    try:
        return dt.date.fromisoformat(found[1])
    except ValueError:
        raise ImpossibleDateError(text) from None


def _to_decimal(text: str) -> Decimal:
    if not DECIMAL.fullmatch(text):
        raise ValueError(text)
    return Decimal(text)


def _to_boolean(text: str) -> bool:
    found = BOOLEANS.get(text.lower())
    if found is None:
        raise ValueError(text)
    return found


def _matching(pattern: str) -> Callable[[str], str]:
    whole = re.compile(pattern)

    def read(text: str) -> str:
        if not whole.fullmatch(text):
            raise ValueError(text)
        return text

    return read


_READERS: dict[Kind | Plain, Callable[[str], Any]] = {
    **dict.fromkeys((Kind.TEXT, Plain.TEXT), str),
    **dict.fromkeys((Kind.DATE, Plain.DATE), _to_date),
    **dict.fromkeys((Kind.NUMBER, Kind.DOLLARS, Kind.PRICE), _to_decimal),
    Plain.BOOLEAN: _to_boolean,
    Plain.CIK: _matching("[0-9]{1,10}"),
    Plain.DOCUMENT: _matching("|".join(get_args(FormType))),
    Plain.TIMELINESS: _matching("[EL]"),
    Kind.CODE: _matching("[A-Z]"),
    Kind.FORM_TYPE: _matching("[345]"),
    Kind.ACQUIRED_DISPOSED: _matching("[AD]"),
    Kind.OWNERSHIP_FORM: _matching("[DI]"),
}
