"""Checks of data, compiled from a JSON Schema: of its keywords, those that the schemas here use."""

from __future__ import annotations

import datetime as dt
import json
import re
import reprlib
from collections.abc import Callable, Mapping
from typing import Any

# A fault is its path below the value and a message; data without faults give no list that has to be built.
Faults = list[tuple[str, str]]
Check = Callable[[Any], Faults]
FITS: Faults = []  # never changed

SURROGATE = re.compile("[\ud800-\udfff]")
TYPES: Mapping[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list, tuple),
    "string": (str,),
    "boolean": (bool,),
    "integer": (int,),
    "null": (type(None),),
}
NAMES = {"object": "an object", "array": "a list", "integer": "a whole number", "null": "null", "boolean": "a boolean"}
KEYWORDS = {"type", "enum", "const", "pattern", "format", "minimum", "required", "properties", "additionalProperties"}
KEYWORDS |= {"items", "anyOf", "oneOf", "$ref", "$defs", "$schema", "$id", "title", "description"}


def compiled(schema: Mapping[str, Any]) -> Check:
    """Return the check of a whole schema. Raises ValueError for a keyword that it would not check."""
    checks: dict[str, Check] = {}
    defs = schema.get("$defs", {})
    for name in defs:
        checks[name] = _compiled(defs[name], checks)
    return _compiled(schema, checks)


def short(value: object) -> str:
    """A value in a few words; one that is long, or nested deeply, is not written in full."""
    return reprlib.repr(value)


def _compiled(schema: Mapping[str, Any], checks: Mapping[str, Check]) -> Check:
    if unknown := schema.keys() - KEYWORDS:
        raise ValueError(f"keywords that are not checked: {', '.join(sorted(unknown))}")
    if "$ref" in schema:
        name = schema["$ref"].removeprefix("#/$defs/")
        return lambda value: checks[name](value)
    branches = schema.get("anyOf") or schema.get("oneOf")
    if branches:
        return _of_branches([_compiled(branch, checks) for branch in branches])
    if "const" in schema or "enum" in schema:
        return _of_enum(schema.get("enum") or [schema["const"]])
    stated = schema["type"]
    names = [stated] if isinstance(stated, str) else stated
    types = frozenset(each for name in names for each in TYPES[name])
    expected = " or ".join("a string" if name == "string" else NAMES[name] for name in names)
    if "string" in names:
        return _of_string(types, expected, schema)
    if stated == "object":
        return _of_object(schema, checks)
    if stated == "array":
        return _of_array(_compiled(schema["items"], checks))
    minimum = schema.get("minimum")

    def check(value: Any) -> Faults:
        if type(value) not in types:
            return _expected(expected, value)
        return _expected(f"{minimum} or more", value) if minimum is not None and value < minimum else FITS

    return check


def _expected(what: str, value: object) -> Faults:
    return [("", f"expected {what}, found {short(value)}")]


def _of_enum(allowed: list[Any]) -> Check:
    expected = " or ".join(map(json.dumps, allowed))

    def check(value: Any) -> Faults:
        fits = any(type(value) is type(other) and value == other for other in allowed)
        return FITS if fits else _expected(expected, value)

    return check


def _of_string(types: frozenset[type], expected: str, schema: Mapping[str, Any]) -> Check:
    pattern = re.compile(schema.get("pattern", ".*"), re.DOTALL)
    is_date = schema.get("format") == "date"
    if "pattern" in schema:
        expected = schema.get("description", expected)

    def check(value: Any) -> Faults:
        if type(value) is str:
            if not value.isascii() and SURROGATE.search(value):
                return [("", f"half of a character (a lone surrogate) in {short(value)}")]
            fits = pattern.fullmatch(value) and not (is_date and not _is_date(value))
            return FITS if fits else _expected(expected, value)
        return FITS if type(value) in types else _expected(expected, value)

    return check


def _is_date(value: str) -> bool:
    try:
        dt.date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _of_array(item: Check) -> Check:
    def check(value: Any) -> Faults:
        if not isinstance(value, list | tuple):
            return _expected(NAMES["array"], value)
        found: Faults = []
        for index, each in enumerate(value):
            for path, message in item(each):
                found.append((f"[{index}]{path}", message))
        return found

    return check


def _of_object(schema: Mapping[str, Any], checks: Mapping[str, Check]) -> Check:
    known = {key: _compiled(inner, checks) for key, inner in schema.get("properties", {}).items()}
    required = schema.get("required", ())
    more = schema.get("additionalProperties", False)
    other = _compiled(more, checks) if more else None

    def check(value: Any) -> Faults:
        if type(value) is not dict:
            return _expected(NAMES["object"], value)
        found: Faults = [(f".{key}", "this key is missing") for key in required if key not in value]
        for key, item in value.items():
            inner = known.get(key) or (other if isinstance(key, str) else None)
            name = f".{key}" if isinstance(key, str) and len(key) < 100 else f".{short(key)}"
            if inner is None:
                found.append((name, "there is no such key"))
            elif faults := inner(item):
                found += [(f"{name}{path}", message) for path, message in faults]
        return found

    return check


def _of_branches(branches: list[Check]) -> Check:
    """Check alternatives; a value that fits none has the faults of the one that it was meant for."""

    def check(value: Any) -> Faults:
        found = []
        for branch in branches:
            faults = branch(value)
            if not faults:
                return FITS
            found.append(faults)
        inside = [faults for faults in found if all(path for path, _ in faults)]
        if not inside:  # the value has a type that no alternative has
            return found[0]
        meant = [faults for faults in inside if all(path != ".kind" for path, _ in faults)]
        if meant:
            return meant[0]
        kinds = [message for faults in inside for path, message in faults if path == ".kind"]
        return [(".kind", message) for message in dict.fromkeys(kinds)]

    return check
