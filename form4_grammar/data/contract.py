"""The JSON Schemas that ship, and the faults of data that do not fit them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from importlib.resources import files
from typing import Any, Literal

import attrs

from ..once import once
from .checking import Check, compiled

SCHEMA_VERSION = 2


@attrs.frozen
class Fault:
    """A place where data do not fit the schema.

    Attributes:
        path: the place, spelled as in diagnostics ("non_derivative[0].transaction_shares"); "" for the whole
        message: what is wrong there
    """

    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}: {self.message}" if self.path else self.message


class DataError(ValueError):
    """Data are no filing or reading.

    Attributes:
        faults: every place that does not fit the schema
    """

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(map(str, self.faults)))

    def __reduce__(self) -> tuple[type[DataError], tuple[tuple[Fault, ...]]]:
        return type(self), (self.faults,)


def json_schema(what: Literal["filing", "reading", "diagnostic"] = "filing", *, inline: bool = False) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a filing, a reading or a diagnostic as data.

    ``$id`` ends in the version and the name. The objects in ``$defs`` are named as the classes are; ``inline`` puts
    each in its place instead, for tools that follow no references.
    """
    if what not in ("filing", "reading", "diagnostic"):
        raise ValueError(f"no schema {what!r}; there are filing, reading, diagnostic")
    found = _shipped("filing" if what == "filing" else "reading")
    if what == "reading":
        filing = _shipped("filing")
        inner = {key: value for key, value in filing.items() if key not in ("$schema", "$id", "$defs")}
        found["$defs"] |= {"Filing": inner} | filing["$defs"]
    if what == "diagnostic":
        diagnostic, span = found["$defs"]["Diagnostic"], found["$defs"]["Span"]
        named = {"$schema": found["$schema"], "$id": found["$id"].replace("reading", what), "title": "Diagnostic"}
        found = {**named, **diagnostic, "$defs": {"Span": span}}
    if inline:
        defs = found.pop("$defs")
        found = _inlined(found, defs)
    return found


def require(data: object, what: Literal["filing", "reading"]) -> None:
    """Raise DataError, with every fault, if data do not fit a schema."""
    faults = _check(what)(data)
    if faults:
        raise DataError([Fault(path.removeprefix("."), message) for path, message in faults])


def _inlined(part: Any, defs: Mapping[str, Any]) -> Any:
    if isinstance(part, dict):
        if "$ref" in part:
            return _inlined(defs[part["$ref"].removeprefix("#/$defs/")], defs)
        return {key: _inlined(value, defs) for key, value in part.items()}
    return [_inlined(value, defs) for value in part] if isinstance(part, list) else part


def _shipped(what: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(files("form4_grammar").joinpath(f"{what}.schema.json").read_text("utf-8"))
    return found


@once
def _check(what: Literal["filing", "reading"]) -> Check:
    return compiled(json_schema(what))
