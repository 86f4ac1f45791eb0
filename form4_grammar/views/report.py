"""A reading as one self-contained page for a browser: text, tree, fields and diagnostics, each linked to the others.

What is shown goes into the page as JSON alone, and out of it as text alone (report.js); the page's own script and style
are all that its policy lets run.
"""

from __future__ import annotations

import json
from base64 import b64encode
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from importlib.resources import files
from string import Template
from typing import Any

from ..data.json import to_data, to_dict
from ..diagnostics import Diagnostic, by_cause
from ..language import Answer
from ..reading import Reading
from ..spans import Span
from ..workbench.trees import TreeLine
from .tree import tree_lines

# JSON needs none of these outside of its strings. "<" would end the script element, "&" is for those who read XHTML;
# U+2028 and U+2029 are escaped with all that is not ASCII.
ESCAPES = {ord(character): f"\\u{ord(character):04x}" for character in "<>&"}


def report(reading: Reading | Answer) -> str:
    """A reading as a self-contained HTML page that needs no network; its text cannot become mark-up."""
    style, script = _file("report.css"), _file("report.js")
    return Template(_file("report.html")).substitute(
        style=style,
        style_hash=_hash(style),
        script=script,
        script_hash=_hash(script),
        title="Form 4" if isinstance(reading, Reading) else str(reading.language),
        data=json.dumps(report_data(reading), separators=(",", ":")).translate(ESCAPES),
    )


def report_data(reading: Reading | Answer) -> dict[str, Any]:
    """What the page shows, as its script takes it.

    ``tree`` and ``fields`` are lists of lines from top to bottom: depth; name, caption and text as indices into
    ``words``; start and end, null where the text has no place for it. Places are counted in UTF-16 code units, as
    JavaScript counts.
    """
    units = _Utf16(reading.text)
    words: dict[str, int] = {}

    def numbered(lines: Iterable[TreeLine]) -> list[list[int | None]]:
        return [
            [
                line.depth,
                *(
                    None if word is None else words.setdefault(word, len(words))
                    for word in (line.name, line.caption, line.text)
                ),
                *units.place(line.span),
            ]
            for line in lines
        ]

    return {
        "source": reading.source,
        "layout": _grammar_of(reading),
        "text": reading.text,
        "tree": numbered(_tree_lines(reading)),
        "fields": numbered(field_lines(reading)) if isinstance(reading, Reading) else None,
        "notes": ["no filing was read"] if isinstance(reading, Reading) and reading.filing is None else [],
        "words": list(words),  # all of them are there now
        "diagnostics": [_diagnostic(*cause, units) for cause in by_cause(reading.diagnostics)],
    }


def _grammar_of(reading: Reading | Answer) -> str | None:
    if isinstance(reading, Answer):
        return str(reading.language)
    return str(reading.layout) if reading.layout else None


def _tree_lines(reading: Reading | Answer) -> Iterable[TreeLine]:
    if isinstance(reading, Answer):
        return reading.tree_lines()
    return tree_lines(reading.text, reading.tree) if reading.tree else ()


def field_lines(reading: Reading) -> Iterator[TreeLine]:
    """The filing as lines of a tree, in the shape and the spelling of ``to_dict``: a line for each part and each field.

    A cell is one line, with its footnotes behind its value. The extras follow. There is no line where no filing was
    read.
    """
    if reading.filing:
        spans = reading.spans()
        yield from _field_lines("filing", to_dict(reading.filing), "", 0, spans)
        if reading.extras:
            yield TreeLine(0, None, "extras", None, None)
        for path, cell in reading.extras.items():
            yield from _field_lines(path, to_data(cell), path, 1, spans)


def _field_lines(name: str, value: Any, path: str, depth: int, spans: Mapping[str, Span]) -> Iterator[TreeLine]:
    parts: list[tuple[str, Any, str]] = []
    text = None
    if isinstance(value, list) and value:
        parts = [(f"[{index}]", part, f"{path}[{index}]") for index, part in enumerate(value)]
    elif not isinstance(value, dict):
        text = json.dumps(value, ensure_ascii=False)
    elif value.keys() == {"value", "footnotes"}:
        text = json.dumps(value["value"], ensure_ascii=False) + "".join(f" ({note})" for note in value["footnotes"])
    else:
        parts = [(key, part, f"{path}.{key}" if path else key) for key, part in value.items()]
    yield TreeLine(depth, spans.get(path), name, None, text)
    for key, part, part_path in parts:
        yield from _field_lines(key, part, part_path, depth + 1, spans)


def _diagnostic(diagnostic: Diagnostic, paths: tuple[str, ...], units: _Utf16) -> dict[str, Any]:
    start, end = units.place(diagnostic.span)
    return {
        "severity": diagnostic.severity,
        "code": diagnostic.code,
        "message": diagnostic.message,
        "paths": paths,
        "expected": diagnostic.expected,
        "hint": diagnostic.hint,
        "start": start,
        "end": end,
    }


class _Utf16:
    """Places of a text in UTF-16 code units, in which a character above U+FFFF is two."""

    def __init__(self, text: str) -> None:
        self.pairs = [] if text.isascii() else [index for index, character in enumerate(text) if character > "\uffff"]

    def place(self, span: Span | None) -> tuple[int | None, int | None]:
        """Start and end of a span."""
        return (self._units(span.start), self._units(span.end)) if span else (None, None)

    def _units(self, index: int) -> int:
        return index + bisect_left(self.pairs, index)


def _file(name: str) -> str:
    return files(__package__).joinpath(name).read_text("utf-8")


def _hash(source: str) -> str:
    """The source expression of an inline script or style for a Content-Security-Policy."""
    return f"sha256-{b64encode(sha256(source.encode()).digest()).decode()}"
