"""Filings, diagnostics and readings to and from dicts and JSON, in the shape of the schemas that ship."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, TypeVar

import attrs
from cattrs import Converter
from cattrs.gen import make_dict_unstructure_fn
from cattrs.strategies import configure_tagged_union

from ..diagnostics import Diagnostic
from ..fields import Cell
from ..filing import (
    DerivativeHolding,
    DerivativeTransaction,
    Filing,
    NonDerivativeHolding,
    NonDerivativeTransaction,
)
from ..once import once
from ..spans import Span
from .checking import short
from .contract import SCHEMA_VERSION, DataError, Fault, require

T = TypeVar("T")


def to_dict(filing: Filing) -> dict[str, Any]:
    """A filing as dicts, lists, strings, booleans and None; every key is always there.

    Dates are ISO 8601, decimals strings with the digits as printed.
    """
    if not isinstance(filing, Filing):
        raise TypeError(f"to_dict takes a Filing, not {type(filing).__name__}; a reading has a method to_dict")
    made: dict[str, Any] = _converter().unstructure(filing)
    return made


def from_dict(data: Mapping[str, Any]) -> Filing:
    """The filing of a dict in the shape of ``to_dict``, which fits ``json_schema("filing")``.

    Raises DataError, with the path of every fault, for missing and unknown keys, and for values that do not fit.
    """
    if isinstance(data, dict) and "filing" in data and "schema" in data:
        raise DataError([Fault("", "this is a reading, not a filing: use Reading.from_dict")])
    require(data, "filing")
    return structured(data, Filing)


def to_data(value: Any) -> Any:
    """A value of a filing, or a part of one, as it is in ``to_dict``."""
    return _converter().unstructure(value)


def to_json(filing: Filing, indent: int | None = None) -> str:
    """A filing as JSON text, in the shape of ``to_dict``."""
    if not isinstance(filing, Filing):
        raise TypeError(f"to_json takes a Filing, not {type(filing).__name__}; a reading has a method to_json")
    return json.dumps(to_dict(filing), ensure_ascii=False, indent=indent)


def from_json(text: str | bytes) -> Filing:
    """The filing of a JSON text in the shape of ``to_json``; raises DataError as ``from_dict`` does."""
    data = parsed_json(text)
    if not isinstance(data, dict):
        raise DataError([Fault("", "this JSON holds no filing")])
    return from_dict(data)


def parsed_json(text: str | bytes) -> Any:
    """What a JSON text says; raises DataError where it is none, or is nested too deeply to be a filing."""
    try:
        return json.loads(text, parse_int=_to_number)
    except RecursionError:
        raise DataError([Fault("", "this JSON is nested too deeply to hold a filing")]) from None
    except json.JSONDecodeError as refusal:
        place = f"line {refusal.lineno}, column {refusal.colno}"
        raise DataError([Fault("", f"this is no JSON: {refusal.msg} ({place})")]) from refusal
    except UnicodeDecodeError as refusal:
        raise DataError([Fault("", f"this is no JSON: {refusal}")]) from refusal


@attrs.frozen
class Envelope:
    """What a reading is as data, apart from its text and tree.

    Attributes:
        source: the file's name
        layout: the layout's name
        filing: the filing
        diagnostics: the diagnostics
        places: the spans by path, if they were asked for
        extras: what a user's rules took, by path, if there is any
    """

    source: str | None
    layout: str | None
    filing: Filing | None
    diagnostics: tuple[Diagnostic, ...]
    places: dict[str, Span] | None = None
    extras: dict[str, Cell[str]] | None = None

    def to_dict(self) -> dict[str, Any]:
        """The envelope as dicts, in the shape of ``json_schema("reading")``."""
        made = {"schema": SCHEMA_VERSION, **_converter().unstructure(self)}
        if self.places is None:
            del made["places"]
        if not self.extras:
            del made["extras"]
        return made

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Envelope:
        """The envelope of a dict; raises DataError, which says so if the schema's version is newer."""
        version = data.get("schema") if isinstance(data, dict) else None
        if type(version) is int and version > SCHEMA_VERSION:
            newer = f"schema version {short(version)} is newer than {SCHEMA_VERSION}, which this version of the package"
            raise DataError([Fault("schema", f"{newer} reads: upgrade form4-grammar")])
        require(data, "reading")
        return structured({key: value for key, value in data.items() if key != "schema"}, cls)


def structured(data: Mapping[str, Any], kind: type[T]) -> T:
    """The value of a class from data that fit the schema, but for blank fields, which may be missing."""
    return _converter().structure(data, kind)


@once
def _converter() -> Converter:
    """The converter; data are checked against the schema before it structures them."""
    converter = Converter(detailed_validation=False)
    converter.register_unstructure_hook(Decimal, lambda number: format(number, "f"))
    converter.register_unstructure_hook(dt.date, lambda day: day.isoformat())
    converter.register_structure_hook(Decimal, lambda digits, _: Decimal(digits))
    converter.register_structure_hook(dt.date, lambda day, _: dt.date.fromisoformat(day))
    for row in (NonDerivativeTransaction, NonDerivativeHolding, DerivativeTransaction, DerivativeHolding):
        converter.register_unstructure_hook(row, make_dict_unstructure_fn(row, converter))
    for rows in (NonDerivativeTransaction | NonDerivativeHolding, DerivativeTransaction | DerivativeHolding):
        configure_tagged_union(rows, converter, tag_name="kind", tag_generator=_kind)
    return converter


def _kind(row: Any) -> str:
    return str(row.kind)


def _to_number(digits: str) -> int | float:
    """An integer; one that is longer than any that a filing has becomes a number of another kind, which is refused."""
    return int(digits) if len(digits) < 1000 else float(digits)
