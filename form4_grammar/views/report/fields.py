"""The filing as lines of a tree, in the shape and the spelling of its JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from ...data.json import to_data, to_dict
from ...reading import Reading
from ...spans import Span


@attrs.frozen
class FieldLine:
    """A part of a filing, or a field.

    Attributes:
        depth: how deep it stands, from 0
        path: its path; empty for the filing
        name: its name, or its number in a list: "[2]"
        value: the value of a field as JSON; None for a part
        notes: the ids of a cell's footnotes; None for what is no cell
        span: its place in the text, if it has one
    """

    depth: int
    path: str
    name: str
    value: str | None
    notes: tuple[str, ...] | None
    span: Span | None


def field_lines(reading: Reading, spans: Mapping[str, Span]) -> Iterator[FieldLine]:
    """The filing from top to bottom: a line for each part and each field; then the extras.

    A cell is one line. There is no line where no filing was read.
    """
    if reading.filing:
        yield from _lines("filing", to_dict(reading.filing), "", 0, spans)
        if reading.extras:
            yield FieldLine(0, "extras", "extras", None, None, None)
        for path, cell in reading.extras.items():
            yield from _lines(path, to_data(cell), path, 1, spans)


def _lines(name: str, value: Any, path: str, depth: int, spans: Mapping[str, Span]) -> Iterator[FieldLine]:
    parts: list[tuple[str, Any, str]] = []
    text, notes = None, None
    if isinstance(value, list) and value:
        parts = [(f"[{index}]", part, f"{path}[{index}]") for index, part in enumerate(value)]
    elif not isinstance(value, dict):
        text = json.dumps(value, ensure_ascii=False)
    elif value.keys() == {"value", "footnotes"}:
        text, notes = json.dumps(value["value"], ensure_ascii=False), tuple(value["footnotes"])
    else:
        parts = [(key, part, f"{path}.{key}" if path else key) for key, part in value.items()]
    yield FieldLine(depth, path, name, text, notes, spans.get(path))
    for key, part, part_path in parts:
        yield from _lines(key, part, part_path, depth + 1, spans)
