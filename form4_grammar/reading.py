"""A reading: the filing, the diagnostics, and the place of every field in the text."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import attrs
from lark import Token, Tree

from .diagnostics import Diagnostic
from .filing import Filing
from .findings import Finding
from .grammars import Layout
from .rules import findings
from .spans import Lines, Span


@attrs.frozen(repr=False)
class Reading:
    """A text that was read.

    Attributes:
        text: the given text
        layout: the layout whose grammar was used
        tree: the parse; its leaves, joined, are the text; None for a file that could not be decoded
        filing: None where nothing of the form was recognised
        diagnostics: what was not read, may be wrong, or was inferred
        source: the file's name, if it was read from one
    """

    text: str
    layout: Layout | None
    tree: Tree[Token] | None = attrs.field(eq=False)
    filing: Filing | None
    diagnostics: tuple[Diagnostic, ...]
    source: str | None = None
    _places: dict[str, tuple[int, int]] = attrs.field(factory=dict, eq=False)

    def span(self, path: str) -> Span:
        """The place of a field ("derivative[2].exercise_date") or of a part of the filing ("derivative[2]").

        Raises KeyError for a path that the text has no place for, such as that of a blank cell.
        """
        place = self._places.get(path) or self._places_of_parts().get(path)
        if place is None:
            raise KeyError(path)
        return Lines(self.text).span(*place)

    def spans(self) -> dict[str, Span]:
        """The places of all fields and parts that have one, by their paths."""
        lines = Lines(self.text)
        return {path: lines.span(*place) for path, place in self._places_of_parts().items()}

    def with_rules(self) -> Reading:
        """The same reading with the findings of the form's own rules among its diagnostics.

        Each stands at its field, or at the part of the filing around it. A finding about what was not read, or was read
        with a warning, is left out: it would report the same thing twice.
        """
        if self.filing is None:
            return self
        is_reported, lines, places = self._reported(), Lines(self.text), self._places_of_parts()
        found: list[Diagnostic] = []
        for rule, finding in findings(self.filing):
            if not is_reported(finding):
                place = next((places[part] for part in reversed(_parts(finding.paths[0])) if part in places), None)
                span = lines.span(*place) if place else None
                found.append(attrs.evolve(rule.diagnostic(finding), span=span))
        known = set(self.diagnostics)  # has the findings already where this is called a second time
        found = [diagnostic for diagnostic in found if diagnostic not in known]
        found.sort(key=lambda d: d.span.start if d.span else -1)
        return attrs.evolve(self, diagnostics=(*self.diagnostics, *found))

    def _places_of_parts(self) -> dict[str, tuple[int, int]]:
        """Start and end of every field that has a place, and of every part of the filing around it."""
        found: dict[str, tuple[int, int]] = {}
        for path, (start, end) in self._places.items():
            for part in _parts(path):
                first, last = found.get(part, (start, end))
                found[part] = min(first, start), max(last, end)
        return found | self._places

    def _reported(self) -> Callable[[Finding], bool]:
        """Tells whether an error or a warning is on a finding's field, around it or in it, or on what it rests on.

        A warning about a part of what it rests on does not count: the whole may be right all the same.
        """
        paths = {(d.path, d.severity) for d in self.diagnostics if d.path and d.severity != "info"}
        reported = {path for path, _ in paths}
        around = {part for path in reported for part in _parts(path)}
        around_errors = {part for path, severity in paths if severity == "error" for part in _parts(path)}

        def is_reported(finding: Finding) -> bool:
            path = finding.paths[0]
            parts = {part for each in (path, *finding.rests_on) for part in _parts(each)}
            return bool(parts & reported) or path in around or not around_errors.isdisjoint(finding.rests_on)

        return is_reported

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """The diagnostics of what was not read."""
        return tuple(d for d in self.diagnostics if d.severity == "error")

    def __repr__(self) -> str:
        filing = self.filing
        what = f"{filing.form_type} {filing.issuer.name!r} {filing.period_of_report}" if filing else "no filing"
        return f"<Reading {what}, {len(self.diagnostics)} diagnostics, {self.layout}>"


def _parts(path: str) -> list[str]:
    """A path's parts from the left: "derivative", "derivative[2]", "derivative[2].exercise_date"."""
    return [path[: end.start()] for end in re.finditer(r"(?<!^)(?=[.\[])|$", path)]


def no_reading(text: str, diagnostic: Diagnostic, **more: Any) -> Reading:
    """The reading of a file that is no text."""
    return Reading(text, None, None, None, (diagnostic,), **more)
