"""Snapshots: a reading as text that can be stored and compared, and the parser of such a text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import attrs

from ..data.json import parsed_json, to_data, to_json
from ..edgar import FORMATS
from ..grammars import PUBLIC_RULES
from ..parsing import ERROR_NODES
from ..reading import Reading
from ..workbench.trees import diagnostic_lines, plain
from .tree import tree_lines

DIAGNOSTIC = re.compile(r"(?:([0-9]+):([0-9]+): )?([a-z]+)\[([a-z0-9-]+)\]: (.*)")

OF_A_FILING = "\n# tree\nfiling\n"  # stands in the snapshot of a text that was not read as a section alone

Place = tuple[int, int]  # line and column


@attrs.frozen
class Entry:
    """A line of a snapshot's tree.

    Attributes:
        depth: how deep it stands, from 0
        name: the rule's or terminal's name
        place: a token's line and column; None for a rule
        text: a token's text with escapes, between quotes; None for a rule
    """

    depth: int
    name: str
    place: Place | None
    text: str | None


@attrs.frozen
class Remark:
    """A diagnostic of a snapshot; ``place`` is its line and column, ``found`` has escapes."""

    severity: str
    code: str
    place: Place | None
    message: str
    path: str | None
    found: str | None


@attrs.frozen
class Snapshot:
    """A parsed snapshot; ``filing`` and ``extras`` have the shape of ``to_dict``.

    ``result`` is what the transformer of a language made of the tree; it is None in the snapshot of a filing.
    """

    layout: str
    tree: tuple[Entry, ...]
    filing: dict[str, Any] | None
    remarks: tuple[Remark, ...]
    result: str | None = None
    extras: dict[str, Any] = attrs.field(factory=dict)

    @property
    def start(self) -> str | None:
        """The public rule that was parsed; None if no part of the form is in the tree."""
        return next((entry.name for entry in self.tree if entry.name in PUBLIC_RULES), None)

    @property
    def is_error_case(self) -> bool:
        """Whether something was not read, or is not part of the form."""
        return self.fault is not None

    @property
    def fault(self) -> str | None:
        """The first error, or else the first error node, with its place; None if there is neither."""
        error = self._first("error")
        if error is not None:
            return error
        if self.result is not None:  # a language's own rules may have these names
            return None
        for index, entry in enumerate(self.tree):
            if entry.name in ERROR_NODES:
                first = next((each for each in self.tree[index:] if each.place), entry)
                return f"{_told(first.place)}{entry.name} {first.text or ''}".rstrip()
        return None

    @property
    def warning(self) -> str | None:
        """The first warning, with its place."""
        return self._first("warning")

    def _first(self, severity: str) -> str | None:
        found = next((remark for remark in self.remarks if remark.severity == severity), None)
        return f"{_told(found.place)}{severity}[{found.code}]: {found.message}" if found else None


def snapshot_text(reading: Reading) -> str:
    """A reading as text that a reviewer can compare line by line; it ends with a line end.

    First the layout, then the tree, a line each rule and token (its place, terminal and text with escapes), then the
    filing and, if there are any, the extras as JSON, then the diagnostics. It does not hold the file's name.
    """
    return "\n".join(_lines(reading)) + "\n"


def parse_snapshot(text: str) -> Snapshot:
    """Parse a text that ``snapshot_text`` wrote; raises ValueError for any other."""
    lines = text.split("\n")
    try:
        is_filing = lines[0].startswith("layout: ")
        second = "filing" if is_filing else "result"
        tree, filing, diagnostics = (lines.index(f"# {section}") for section in ("tree", second, "diagnostics"))
        extras = lines.index("# extras") if is_filing and "# extras" in lines else None
        stated = "\n".join(lines[filing + 1 : (extras or diagnostics) - 1])
        snapshot = Snapshot(
            lines[0].removeprefix("layout: ").removeprefix("grammar: "),
            tuple(map(_entry, lines[tree + 1 : filing - 1])),
            None if stated == "none" or not is_filing else _cells(parsed_json(stated)),
            tuple(_remarks(lines[diagnostics + 1 :])),
            None if is_filing else stated,
            _cells(parsed_json("\n".join(lines[extras + 1 : diagnostics - 1]))) if extras else {},
        )
    except (ValueError, TypeError, IndexError, KeyError, RecursionError):
        raise ValueError("this is no snapshot of a reading") from None
    has_tree = is_filing and snapshot.layout not in FORMATS
    if has_tree and not snapshot.tree and any(remark.place for remark in snapshot.remarks):
        raise ValueError("this snapshot of a reading has lost its tree")
    return snapshot


def _lines(reading: Reading) -> Iterator[str]:
    yield f"layout: {reading.layout}"
    yield ""
    yield "# tree"
    if reading.tree is not None:
        yield from map(plain, tree_lines(reading.text, reading.tree))
    yield ""
    yield "# filing"
    yield to_json(reading.filing, indent=1) if reading.filing else "none"
    yield ""
    if reading.extras:
        yield "# extras"
        yield json.dumps(to_data(reading.extras), ensure_ascii=False, indent=1)
        yield ""
    yield "# diagnostics"
    for diagnostic in reading.diagnostics:
        yield from diagnostic_lines(diagnostic)


def _cells(data: Any) -> dict[str, Any]:
    """A filing or extras as ``to_dict`` has them, of this version or another.

    Raises ValueError if a cell's marks are no texts.
    """
    parts = [data]
    while parts:
        part = parts.pop()
        if isinstance(part, dict):
            parts += part.values()
            marks = part.get("footnotes") if part.keys() == {"value", "footnotes"} else []
            if not isinstance(marks, list) or not all(isinstance(mark, str) for mark in marks):
                raise ValueError("footnotes of a cell")
        elif isinstance(part, list):
            parts += part
    return dict(data)


def _told(place: Place | None) -> str:
    return f"{place[0]}:{place[1]}: " if place else ""


def _entry(line: str) -> Entry:
    written = line.lstrip(" ")
    depth = (len(line) - len(written)) // 2
    if not written[0].isdigit():
        return Entry(depth, written.partition("  [")[0], None, None)
    place, name, text = written.split(" ", 2)
    number, column = place.split(":")
    return Entry(depth, name, (int(number), int(column)), text)


def _remarks(lines: list[str]) -> Iterator[Remark]:
    heads = [i for i, line in enumerate(lines) if DIAGNOSTIC.fullmatch(line)]
    for head, end in pairwise([*heads, len(lines)]):
        found = DIAGNOSTIC.fullmatch(lines[head])
        assert found
        number, column, severity, code, message = found.groups()
        more = {name: value for name, _, value in (line.strip().partition(": ") for line in lines[head + 1 : end])}
        place = (int(number), int(column)) if number else None
        path = None if more["path"] == "None" else more["path"]
        yield Remark(severity, code, place, message, path, more.get("found"))
