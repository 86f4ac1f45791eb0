"""Filings to and from JSON, in the shape of filing.schema.json."""

from __future__ import annotations

import datetime as dt
import json
import re
import reprlib
from decimal import Decimal
from importlib.resources import files
from typing import Any, Literal

import attrs
from cattrs import BaseValidationError, Converter, transform_error
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn
from cattrs.strategies import configure_tagged_union
from cattrs.v import format_exception

from ..diagnostics import Diagnostic
from ..escapes import file_name
from ..filing import (
    DerivativeHolding,
    DerivativeTransaction,
    Filing,
    NonDerivativeHolding,
    NonDerivativeTransaction,
)
from ..once import once
from ..reading import Reading

SCHEMA_VERSION = 2
PRINTED_NUMBER = re.compile(r"(?:-(?=[0-9.]*[1-9]))?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)")
SURROGATE = re.compile("[\ud800-\udfff]")


def to_dict(filing: Filing) -> dict[str, Any]:
    """A filing as dicts, lists, strings, booleans and None; every key is always there.

    Dates are ISO 8601, decimals strings with the digits as printed.
    """
    made: dict[str, Any] = _converter().unstructure(filing)
    return made


def from_dict(data: dict[str, Any]) -> Filing:
    """The filing of a dict in the shape of ``to_dict``.

    Raises ValueError, which names the places, for unknown keys and for values of another kind.
    """
    try:
        return _converter().structure(data, Filing)
    except BaseValidationError as refusal:
        raise ValueError("; ".join(transform_error(refusal, format_exception=_told))) from None


def to_json(filing: Filing, indent: int | None = None) -> str:
    """A filing as JSON text, in the shape of ``to_dict``."""
    return json.dumps(to_dict(filing), ensure_ascii=False, indent=indent)


def from_json(text: str | bytes) -> Filing:
    """The filing of a JSON text in the shape of ``to_json``; raises ValueError as ``from_dict`` does."""
    data = parsed_json(text)
    if not isinstance(data, dict):
        raise ValueError("this JSON holds no filing")
    return from_dict(data)


def parsed_json(text: str | bytes) -> Any:
    """What a JSON text says; raises ValueError where it is none, or is nested too deeply to be a filing."""
    try:
        return json.loads(text, parse_int=_to_number)
    except RecursionError:
        raise ValueError("this JSON is nested too deeply to hold a filing") from None


def reading_to_dict(reading: Reading) -> dict[str, Any]:
    """A reading in the shape of a line of ``form4 parse --jsonl``."""
    return {
        "schema": SCHEMA_VERSION,
        "source": file_name(reading.source) if reading.source is not None else None,
        "layout": str(reading.layout) if reading.layout else None,
        "filing": to_dict(reading.filing) if reading.filing else None,
        "diagnostics": [diagnostic_to_dict(diagnostic) for diagnostic in reading.diagnostics],
    }


def schema() -> dict[str, Any]:
    """The JSON Schema of a filing, which ships as ``filing.schema.json``."""
    found: dict[str, Any] = json.loads(files("form4_grammar").joinpath("filing.schema.json").read_text("utf-8"))
    return found


def diagnostic_to_dict(diagnostic: Diagnostic) -> dict[str, Any]:
    """A diagnostic in the shape of a reading's dict."""
    made: dict[str, Any] = _converter().unstructure(diagnostic)
    return made


@once
def _converter() -> Converter:
    converter = Converter(forbid_extra_keys=True)
    converter.register_structure_hook_factory(attrs.has, lambda kind: _of_object(_of_fields(kind, converter)))
    converter.register_unstructure_hook(Decimal, lambda number: format(number, "f"))
    converter.register_unstructure_hook(dt.date, lambda day: day.isoformat())
    converter.register_structure_hook(Decimal, _to_decimal)
    converter.register_structure_hook(dt.date, _to_date)
    # cattrs would make "5" of 5 and True of "no"; a contract is checked, not coerced.
    converter.register_structure_hook(str, _to_str)
    converter.register_structure_hook(bool, _exactly(bool))
    converter.register_structure_hook_func(lambda t: t == Literal[True], _exactly(bool))
    for row in (NonDerivativeTransaction, NonDerivativeHolding, DerivativeTransaction, DerivativeHolding):
        converter.register_structure_hook(row, _of_fields(row, converter))
        converter.register_unstructure_hook(row, make_dict_unstructure_fn(row, converter))
    for rows in (NonDerivativeTransaction | NonDerivativeHolding, DerivativeTransaction | DerivativeHolding):
        configure_tagged_union(rows, converter, tag_name="kind", tag_generator=_kind)
        converter.register_structure_hook(rows, _of_object(converter.get_structure_hook(rows)))
    return converter


def _of_fields(kind: Any, converter: Converter) -> Any:
    return make_dict_structure_fn(kind, converter, _cattrs_forbid_extra_keys=True)


def _of_object(structure: Any) -> Any:
    """What takes a dict, taught to refuse everything else, which cattrs does not."""

    def structure_object(value: Any, kind: Any) -> Any:
        if not isinstance(value, dict):
            raise ValueError(f"expected an object, found {_short(value)}")
        return structure(value, kind)

    return structure_object


def _kind(row: Any) -> str:
    return str(row.kind)


def _exactly(kind: type) -> Any:
    def structure(value: Any, _: Any) -> Any:
        if type(value) is not kind:
            raise ValueError(f"expected {kind.__name__}, found {_short(value)}")
        return value

    return structure


def _to_str(value: Any, _: Any) -> str:
    if type(value) is not str:
        raise ValueError(f"expected str, found {_short(value)}")
    if not value.isascii() and SURROGATE.search(value):
        raise ValueError(f"half of a character (a lone surrogate) in {_short(value)}")
    return value


def _to_decimal(value: Any, _: Any) -> Decimal:
    if not isinstance(value, str) or not PRINTED_NUMBER.fullmatch(value):
        raise ValueError(f"expected a number as a string of digits, found {_short(value)}")
    return Decimal(value)


def _to_number(digits: str) -> int | float:
    """An integer; one that is longer than any that a filing has becomes a number of another kind, which is refused."""
    return int(digits) if len(digits) < 1000 else float(digits)


def _told(refusal: BaseException, kind: type | None) -> str:
    """What is wrong at a place, in our words where they are."""
    return str(refusal) if type(refusal) is ValueError else format_exception(refusal, kind)


def _short(value: Any) -> str:
    """A value in a few words; one that is long, or nested deeply, is not written in full."""
    return reprlib.repr(value)


def _to_date(value: Any, _: Any) -> dt.date:
    try:
        return dt.date.fromisoformat(value)
    except (TypeError, ValueError):
        raise ValueError(f"expected an ISO 8601 date, found {_short(value)}") from None
