"""Holds two readings of one filing against each other, field by field."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile
from typing import Any, Literal, get_args

import attrs

from ..data.json import to_data
from ..decimals import in_own_context
from ..diagnostics import Diagnostic
from ..escapes import file_name
from ..reading import Reading, parts_of
from .facts import Fact, facts_of
from .pairing import LISTS, fields, paired

__all__ = ["ComparedField", "Comparison", "compare"]

Verdict = Literal["equal", "explained", "different"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)


@attrs.frozen
class ComparedField:
    """A field of a filing in two readings; or a row, note, owner or signature that only one of them has.

    Attributes:
        path: its path in the first reading; in the second, if only that has it
        other_path: its path in the second reading; in the first, if only that has it
        one: its value in the first reading; None if it has none
        other: its value in the second reading
        verdict: "equal"; "explained" if the values differ as the two texts differ anyway; or "different"
        reason: why it is explained; of a different field, what a reading reports about it; else None
    """

    path: str
    other_path: str
    one: Any
    other: Any
    verdict: Verdict
    reason: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the field as dicts, lists, strings, booleans and None; values are those of a filing's JSON."""
        return attrs.asdict(self) | {"one": to_data(self.one), "other": to_data(self.other)}


@attrs.frozen(repr=False)
class Comparison:
    """Two readings of one filing, compared.

    Attributes:
        one: the first reading
        other: the second reading
        fields: every field that is filled in one of them, in the order of the filing; if one has no filing, a single
            field for all of it, whose path is ""
    """

    one: Reading
    other: Reading
    fields: tuple[ComparedField, ...]

    @property
    def equal(self) -> tuple[ComparedField, ...]:
        """The fields that are equal."""
        return self._with("equal")

    @property
    def explained(self) -> tuple[ComparedField, ...]:
        """The fields that differ as the two texts differ anyway."""
        return self._with("explained")

    @property
    def different(self) -> tuple[ComparedField, ...]:
        """The fields that differ."""
        return self._with("different")

    @property
    def is_same(self) -> bool:
        """Whether both readings can be of one filing: no field is different."""
        return not self.different

    def to_dict(self) -> dict[str, Any]:
        """Return the comparison as data: both sources and layouts, the counts, and the fields that are not equal."""
        sides = {"one": self.one, "other": self.other}
        return {
            **{
                side: {
                    "source": file_name(reading.source) if reading.source is not None else None,
                    "layout": str(reading.layout) if reading.layout else None,
                }
                for side, reading in sides.items()
            },
            **{verdict: len(self._with(verdict)) for verdict in VERDICTS},
            "fields": [field.to_dict() for field in self.fields if field.verdict != "equal"],
        }

    def __repr__(self) -> str:
        counts = ", ".join(f"{len(self._with(verdict))} {verdict}" for verdict in VERDICTS)
        return f"<Comparison {counts}>"

    def _with(self, verdict: Verdict) -> tuple[ComparedField, ...]:
        return tuple(field for field in self.fields if field.verdict == verdict)


@in_own_context
def compare(reading: Reading, other: Reading) -> Comparison:
    """Compare two readings of one filing, field by field: of its text and its XML, or of two texts.

    A difference is explained only by what is known about the two layouts, for example that a page rounds to four
    decimals, and only if the values are what that fact makes of them. A field with an error is never explained.
    """
    if reading.filing is None or other.filing is None:
        reason = _reported((reading, _by_path(reading), ""), (other, _by_path(other), ""))
        whole = ComparedField("", "", reading.filing, other.filing, "different", reason)
        return Comparison(reading, other, (whole,))
    return _Comparing(reading, other).comparison()


class _Comparing:
    """Compares two filings whose entries are paired."""

    def __init__(self, reading: Reading, other: Reading) -> None:
        assert reading.filing
        assert other.filing
        self.readings = reading, other
        self.paired = paired(reading.filing, other.filing)
        self.reports = _by_path(reading), _by_path(other)

    def comparison(self) -> Comparison:
        filings = self.paired.one, self.paired.other
        values = [dict(fields(filing)) for filing in filings]
        paths = list(_merged(*values))
        explained: dict[str, list[str]] = {}
        left = [path for path in paths if values[0].get(path) != values[1].get(path) and not self._has_error(path)]
        reasons: dict[str, list[str]] = {path: [] for path in left}
        seen, now = list(filings), list(values)  # each as the other's text would have it
        for side, fact in self._steps():
            changed = fact.seen(seen[side], filings[1 - side]) if left else seen[side]
            if changed == seen[side]:
                continue
            seen[side], before, now[side] = changed, now[side], dict(fields(changed))
            for path in left:
                if now[side].get(path) != before.get(path):
                    reasons[path].append(fact.reason)
                    if now[side].get(path) == values[1 - side].get(path):
                        explained[path] = reasons[path]
            left = [path for path in left if path not in explained]
        found = [self._field(path, values[0].get(path), values[1].get(path), explained.get(path)) for path in paths]
        return Comparison(*self.readings, (*found, *self._lone()))

    def _steps(self) -> list[tuple[int, Fact]]:
        """The facts about the text of each side, which concern the other's filing; assumptions come last."""
        shown, assumed = zip(*(facts_of(reading) for reading in self.readings), strict=True)
        return [(1 - side, fact) for kind in (shown, assumed) for side, facts in enumerate(kind) for fact in facts]

    def _has_error(self, path: str) -> bool:
        found = (_report(by_path, each) for by_path, each in zip(self.reports, self.paired.paths(path), strict=True))
        return any(report is not None and report.severity == "error" for report in found)

    def _field(self, path: str, one: Any, other: Any, reasons: list[str] | None) -> ComparedField:
        first, second = self.paired.paths(path)
        if one == other:
            return ComparedField(first, second, one, other, "equal")
        if reasons is not None:
            return ComparedField(first, second, one, other, "explained", "; ".join(dict.fromkeys(reasons)))
        return ComparedField(first, second, one, other, "different", self._reported(first, second))

    def _lone(self) -> list[ComparedField]:
        """The entries that only one of the filings has."""
        found = []
        for name in LISTS:
            for side, numbers in enumerate(self.paired.lone[name]):
                for i in numbers:
                    path, entry = f"{name}[{i}]", getattr(self.readings[side].filing, name)[i]
                    one, other = (entry, None) if side == 0 else (None, entry)
                    # In the reading that lacks it, a report on the whole list concerns it.
                    of_reading = (path, name) if side == 0 else (name, path)
                    found.append(ComparedField(path, path, one, other, "different", self._reported(*of_reading)))
        return found

    def _reported(self, *paths: str) -> str | None:
        return _reported(*zip(self.readings, self.reports, paths, strict=True))


def _merged(one: dict[str, Any], two: dict[str, Any]) -> Iterator[str]:
    """Yield the paths of both in their order; those of the second alone behind what is before them there."""
    rest = iter(one)
    for path in two:
        if path in one:
            yield from takewhile(lambda each, path=path: each != path, rest)  # type: ignore[misc]
        yield path
    yield from rest


def _by_path(reading: Reading) -> dict[str, Diagnostic]:
    """The first error on each path, or else the first warning."""
    found: dict[str, Diagnostic] = {}
    for severity in ("error", "warning"):
        for diagnostic in reading.diagnostics:
            if diagnostic.severity == severity:
                found.setdefault(diagnostic.path or "", diagnostic)
    return found


def _report(by_path: dict[str, Diagnostic], path: str) -> Diagnostic | None:
    """What is reported about a field or about something around it; errors come first."""
    found = [by_path[part] for part in parts_of(path) if part in by_path]
    return min(found, key=lambda diagnostic: diagnostic.severity, default=None)


def _reported(*readings: tuple[Reading, dict[str, Diagnostic], str]) -> str | None:
    """What the readings report about a field, in words."""
    found = [
        f"{reading.layout or 'the file'}: {report}"
        for reading, by_path, path in readings
        if (report := _report(by_path, path))
    ]
    return "; ".join(found) or None
