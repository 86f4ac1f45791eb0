"""Coverage of grammar files in the format of lcov, which editors and services for coverage show."""

from __future__ import annotations

from collections.abc import Iterator

from ..spans import Lines
from .coverage import Coverage, Place, places_of
from .sources import Source


def lcov(coverage: Coverage) -> str:
    """Return a record for each file: rules are functions, alternatives are branches, and a line is what begins on it.

    A line was met as often as the most frequent rule, terminal or alternative that begins there. What is unreachable is
    left out.
    """
    return "".join(f"{line}\n" for source in coverage.sources for line in _record(coverage, source))


def _record(coverage: Coverage, source: Source) -> Iterator[str]:
    text = Lines(source.text)
    places = [place for place in places_of(source) if coverage.status(place) in ("met", "never met")]
    rules = [place for place in places if place.kind == "rule"]
    yield "TN:"
    yield f"SF:{source.path}"
    for rule in rules:
        yield f"FN:{rule.statement.line},{rule.statement.name}"
    for rule in rules:
        yield f"FNDA:{coverage.times[rule]},{rule.statement.name}"
    yield f"FNF:{len(rules)}"
    yield f"FNH:{_met(coverage, rules)}"
    branches = [place for place in places if place.kind == "alternative"]
    for number, branch in enumerate(branches):
        line = text.span(branch.start, branch.start).line
        taken = coverage.times[branch] if coverage.times[Place(branch.statement)] else "-"
        yield f"BRDA:{line},0,{number},{taken}"
    yield f"BRF:{len(branches)}"
    yield f"BRH:{_met(coverage, branches)}"
    lines: dict[int, int] = {}
    for place in places:
        line = text.span(place.start, place.start).line
        lines[line] = max(lines.get(line, 0), coverage.times[place])
    for line, times in sorted(lines.items()):
        yield f"DA:{line},{times}"
    yield f"LF:{len(lines)}"
    yield f"LH:{sum(times > 0 for times in lines.values())}"
    yield "end_of_record"


def _met(coverage: Coverage, places: list[Place]) -> int:
    return sum(coverage.times[place] > 0 for place in places)
