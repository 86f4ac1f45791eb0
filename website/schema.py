"""The JSON Schema of a reading as tables: one for each object."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from listings import table

import form4_grammar as f4

Schema = Mapping[str, Any]


def tables() -> str:
    """Return a table for a reading, and for each object in it."""
    reading = f4.json_schema("reading")
    objects = {"Reading": reading, **reading["$defs"]}
    return "\n\n".join(f"## {name}\n\n{_described(name, schema)}" for name, schema in objects.items())


def _described(name: str, schema: Schema) -> str:
    parts = [schema.get("description", "")]
    if "properties" in schema:
        rows = [[f"`{key}`", _type(value), value.get("description", "")] for key, value in schema["properties"].items()]
        if any(meaning for *_, meaning in rows):
            parts.append(table("key | type | what it holds", rows))
        else:
            parts.append(table("key | type", (row[:2] for row in rows)))
    else:
        parts.append(f"{_type(schema)}{_pattern(schema)}")
    return "\n\n".join(filter(None, parts))


def _pattern(schema: Schema) -> str:
    return f", which matches `{schema['pattern']}`" if "pattern" in schema else ""


def _type(schema: Schema) -> str:
    return " or ".join(dict.fromkeys(_types(schema)))


def _types(schema: Schema) -> Iterator[str]:
    """Yield what a value may be, in words and links."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        yield f"[{name}](#{name.lower()})"
    elif "const" in schema:
        yield f"`{_written(schema['const'])}`"
    elif "enum" in schema:
        yield from (f"`{_written(value)}`" for value in schema["enum"])
    elif "anyOf" in schema or "oneOf" in schema:
        for each in schema.get("anyOf", schema.get("oneOf", ())):
            yield from _types(each)
    else:
        kinds = schema.get("type", "any value")
        for kind in kinds if isinstance(kinds, list) else [kinds]:
            yield f"array of {_type(schema['items'])}" if kind == "array" and "items" in schema else kind


def _written(value: object) -> str:
    return "null" if value is None else f'"{value}"' if isinstance(value, str) else str(value).lower()
