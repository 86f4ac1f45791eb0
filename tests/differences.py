"""What differs between two readings, and whether the second one reports it."""

from __future__ import annotations

from typing import Any

import form4_grammar as f4


def fields(value: Any, path: str = "") -> dict[str, Any]:
    """The filled fields of a filing as a dict, by path; the length of a list counts as a field."""
    if isinstance(value, dict):
        return {k: v for key, child in value.items() for k, v in fields(child, f"{path}.{key}".lstrip(".")).items()}
    if isinstance(value, list):
        found = {k: v for i, child in enumerate(value) for k, v in fields(child, f"{path}[{i}]").items()}
        return found | {path: len(value)}
    return {path: value} if value not in (None, False) else {}


def fields_of(reading: f4.Reading) -> dict[str, Any]:
    return fields(f4.to_dict(reading.filing)) if reading.filing else {}


def changed(whole: f4.Reading, damaged: f4.Reading) -> list[str]:
    """The fields in which the two readings differ."""
    before, after = fields_of(whole), fields_of(damaged)
    return sorted(field for field in before.keys() | after.keys() if before.get(field) != after.get(field))


def is_covered(field: str, reading: f4.Reading) -> bool:
    """Whether the path of an error or a warning is this field, or contains it.

    If a reading has no filing, any error or warning will do.
    """
    paths = {d.path for d in reading.diagnostics if d.severity != "info"}
    if reading.filing is None:
        return bool(paths)
    return any(field == path or field.startswith((f"{path}.", f"{path}[")) for path in paths if path)


def uncovered(whole: f4.Reading, damaged: f4.Reading) -> list[str]:
    """The fields that the damage changed and that no error or warning covers."""
    return [field for field in changed(whole, damaged) if not is_covered(field, damaged)]
