"""Comparisons as a page for people: the fields of one pair, or the counts of many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import takewhile
from typing import Any

import attrs
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from ..comparing import VERDICTS, ComparedField, Comparison
from ..comparing.tally import Tally
from ..escapes import visible
from ..fields import Cell
from .tables import FittedTable, Heading

LONGEST = 60  # characters of a value, enough to see where two differ
AHEAD = 15  # characters before that place
MOST, FIRST = 20, 3  # pairs that differ, and fields of each: as many as a page has room for
ALL = "all of it"
STYLES = {"explained": "yellow", "different": "bold red"}


def comparison_page(comparison: Comparison) -> RenderableType:
    """One pair: what is different, each field with both values; then what is explained, by reason."""
    sides = comparison.one, comparison.other
    parts: list[RenderableType] = [
        Text(f"{visible(reading.source or '<text>')}  ({reading.layout or 'not read'})", style="dim")
        for reading in sides
    ]
    parts.append(_counts(Counter(field.verdict for field in comparison.fields)))
    if comparison.different:
        parts += [Text(), _table(comparison.different, [str(reading.layout or "not read") for reading in sides])]
    if comparison.explained:
        parts += [Text(), Text("Explained", style="bold")]
        for reason in dict.fromkeys(field.reason for field in comparison.explained):
            parts.append(_line(1, reason or ""))
            parts += [_field(3, field) for field in comparison.explained if field.reason == reason]
    return Group(*parts)


def tally_page(tally: Tally) -> RenderableType:
    """Many pairs: the fields with their counts, the reasons, and the pairs that differ."""
    headings = [Heading("Field", False), *(Heading(verdict, True) for verdict in VERDICTS)]
    rows = [
        [Text(path or ALL), *(_count(counts[verdict], verdict) for verdict in VERDICTS)]
        for path, counts in tally.by_field()
    ]
    parts: list[RenderableType] = [
        Text(f"{tally.pairs:,} pairs: {tally.same:,} the same, {tally.pairs - tally.same:,} different"),
        _counts(tally.counts()),
        *(Text(), FittedTable("Fields", headings, rows)),
    ]
    if tally.reasons:
        parts += [Text(), Text("Explained", style="bold")]
        parts += [_line(1, f"{count:,}: {reason}") for reason, count in tally.reasons.most_common()]
    if tally.different:
        parts += [Text(), Text("Different", style="bold")]
        for one, other, fields in tally.different[:MOST]:
            parts.append(_line(1, f"{visible(one)}  {visible(other)}"))
            parts += [_field(3, field) for field in fields[:FIRST]]
            parts += [_line(3, f"and {len(fields) - FIRST:,} more")] if len(fields) > FIRST else []
        if len(tally.different) > MOST:
            parts.append(_line(1, f"and {len(tally.different) - MOST:,} more pairs; --json has them all"))
    return Group(*parts)


def _counts(counts: Mapping[str, int]) -> Text:
    styled = [
        Text(f"{counts[verdict]:,} {verdict}", style=STYLES.get(verdict, "") if counts[verdict] else "")
        for verdict in VERDICTS
    ]
    return Text(f"{sum(counts.values()):,} fields: ").append_text(Text(", ").join(styled))


def _count(count: int, verdict: str) -> Text:
    return Text(f"{count:,}", style=STYLES.get(verdict, "")) if count else Text()


def _table(fields: Iterable[ComparedField], layouts: list[str]) -> FittedTable:
    first, second = layouts if layouts[0] != layouts[1] else ("first", "second")
    headings = [Heading(text, False) for text in ("Field", first, second, "Reported")]
    rows = [
        [Text(field.path or ALL), *map(Text, _values(field)), Text(visible(field.reason or ""))] for field in fields
    ]
    return FittedTable("Different", headings, rows)


def _field(margin: int, field: ComparedField) -> RenderableType:
    return _line(margin, f"{field.path or ALL}: {' ≠ '.join(_values(field))}")


def _line(margin: int, words: str) -> RenderableType:
    return Padding(Text(words), (0, 0, 0, margin), expand=False)


def _values(field: ComparedField) -> tuple[str, str]:
    """Both values in words, from shortly before the place where they differ."""
    one, other = (visible(_words(value)) for value in (field.one, field.other))
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    start = max(0, same - AHEAD) if max(len(one), len(other)) > LONGEST else 0
    return _from(one, start), _from(other, start)


def _from(words: str, start: int) -> str:
    shown = f"…{words[start:]}" if start else words
    return shown if len(shown) <= LONGEST else f"{shown[: LONGEST - 1]}…"


def _words(value: Any) -> str:
    """A value in words: of a cell with its marks, of an entry what it has."""
    if value is None:
        return "-"
    if isinstance(value, Cell):
        marks = "".join(f"({note.removeprefix('F')})" for note in value.footnotes)
        return f"{'' if value.value is None else _words(value.value)}{marks}" or "?"
    if attrs.has(type(value)):
        parts = (getattr(value, field.name) for field in attrs.fields(type(value)))
        return ", ".join(_words(part) for part in parts if part is not None and not isinstance(part, tuple))
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
