"""A reading: the filing, the diagnostics, and the position of every field in the text."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

import attrs
from lark import Token, Tree

from .data.contract import DataError, Fault
from .data.json import Envelope, parsed_json
from .diagnostics import Diagnostic
from .edgar import FORMATS
from .escapes import file_name
from .fields import Cell
from .filing import Filing
from .findings import Finding
from .grammars import Layout, layouts
from .parsing import Parse
from .rules import findings
from .spans import Lines, Span


@attrs.frozen
class Format:
    """What a text is that is read without a grammar: "xml" or "submission".

    Attributes:
        name: its name, beside those of the layouts
    """

    name: str

    def __str__(self) -> str:
        return self.name


@attrs.frozen(repr=False)
class Reading:
    """A text that was read.

    Attributes:
        text: the given text; empty if the reading comes from data
        layout: the layout whose grammar was used, or the format of a text that is read without one
        filing: the filing; None if nothing of the form was recognised
        diagnostics: reports of what was not read, may be wrong, or was inferred
        source: the name of the file, if the text was read from one
        form: the form whose grammar was used, by its file name ("form4"); None for a grammar of no form
        extras: what the rules took that a grammar of your own adds to a form's: a text and its footnote marks, by the
            path of the row or section around it and the name of the rule ("non_derivative[0].lot_number")
    """

    text: str
    layout: Layout | Format | None
    filing: Filing | None
    diagnostics: tuple[Diagnostic, ...]
    source: str | None = None
    form: str | None = attrs.field(default=None, kw_only=True)
    extras: Mapping[str, Cell[str]] = attrs.field(factory=dict, kw_only=True)
    _parse: Parse | None = attrs.field(default=None, eq=False)
    _places: dict[str, tuple[int, int]] = attrs.field(factory=dict, eq=False)
    _spans: dict[str, Span] | None = attrs.field(default=None, eq=False)  # as they were given, if there is no text

    @property
    def tree(self) -> Tree[Token] | None:
        """The parse; its leaves, joined, are the text. None if no grammar has read it, as for XML or data."""
        return self._parse.tree if self._parse else None

    def span(self, path: str) -> Span:
        """Return the span of a field ("derivative[2].exercise_date") or of a part of the filing ("derivative[2]").

        Raises KeyError for a path without a span, such as that of a blank cell.
        """
        if self._spans is not None:
            return self._spans[path]
        place = self._places.get(path) or self._places_of_parts().get(path)
        if place is None:
            raise KeyError(path)
        return Lines(self.text).span(*place)

    def spans(self) -> dict[str, Span]:
        """Return the spans of all fields and parts that have one, by path."""
        if self._spans is not None:
            return dict(self._spans)
        lines = Lines(self.text)
        return {path: lines.span(*place) for path, place in self._places_of_parts().items()}

    def to_dict(self, *, places: bool = False) -> dict[str, Any]:
        """Return the reading as dicts, lists, strings, numbers, booleans and None: a line of ``form4 parse --jsonl``.

        It has the schema's version, the source, the layout's name, the filing and the diagnostics; with ``places``,
        also the span of every field and part, by path; and the extras, if there are any. It has neither the text nor
        the tree.
        """
        source = file_name(self.source) if self.source is not None else None
        layout = str(self.layout) if self.layout else None
        spans = self.spans() if places else None
        return Envelope(source, layout, self.filing, self.diagnostics, spans, dict(self.extras)).to_dict()

    def to_json(self, indent: int | None = None, *, places: bool = False) -> str:
        """Return ``to_dict`` as JSON text."""
        return json.dumps(self.to_dict(places=places), ensure_ascii=False, indent=indent)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Reading:
        """Return the reading of a dict in the shape of ``to_dict``; its text is empty, its tree None.

        The layout is None if no layout that ships and no format has its name. Raises DataError, with the path of every
        fault.
        """
        found = Envelope.from_dict(data)
        known: tuple[Layout | Format, ...] = (*layouts(), *map(Format, FORMATS))
        layout = next((each for each in known if each.name == found.layout), None)
        places = found.places or {}
        return cls(
            *("", layout, found.filing, found.diagnostics, found.source), extras=found.extras or {}, spans=places
        )

    @classmethod
    def from_json(cls, text: str | bytes) -> Reading:
        """Return the reading of a JSON text in the shape of ``to_json``; raises DataError as ``from_dict`` does."""
        data = parsed_json(text)
        if not isinstance(data, dict):
            raise DataError([Fault("", "this JSON holds no reading")])
        return cls.from_dict(data)

    def with_rules(self) -> Reading:
        """Return the same reading with the findings of the form's own rules among its diagnostics.

        The span of a finding is that of its field, or of the part of the filing around it. A finding about something
        that was not read, or was read with a warning, is left out: it would report the same problem twice.
        """
        if self.filing is None:
            return self
        is_reported, spans = self._reported(), self.spans()
        found: list[Diagnostic] = []
        marked = {mark for cell in self.extras.values() for mark in cell.footnotes}
        notes = {f"footnotes[{index}]" for index, note in enumerate(self.filing.footnotes) if note.id in marked}
        notes |= {"footnotes"} if notes else set()
        for rule, finding in findings(self.filing):
            if rule.code == "note-without-mark" and finding.paths[0] in notes:  # an extra has the mark
                continue
            if not is_reported(finding):
                span = next((spans[part] for part in reversed(parts_of(finding.paths[0])) if part in spans), None)
                found.append(attrs.evolve(rule.diagnostic(finding), span=span))
        known = set(self.diagnostics)  # includes the findings if this is the second call
        found = [diagnostic for diagnostic in found if diagnostic not in known]
        found.sort(key=lambda d: d.span.start if d.span else -1)
        return attrs.evolve(self, diagnostics=(*self.diagnostics, *found))

    def _places_of_parts(self) -> dict[str, tuple[int, int]]:
        """Return start and end of every field that has a place, and of every part of the filing around it."""
        found: dict[str, tuple[int, int]] = {}
        for path, (start, end) in self._places.items():
            *around, _ = parts = parts_of(path)
            # What follows from a place elsewhere, such as the title, is no part of what is around its field.
            is_elsewhere = any(p in self._places and not _covers(self._places[p], (start, end)) for p in around)
            for part in [path] if is_elsewhere else parts:
                first, last = found.get(part, (start, end))
                found[part] = min(first, start), max(last, end)
        return found | self._places

    def _reported(self) -> Callable[[Finding], bool]:
        """Return a function that tells whether an error or a warning already covers a finding.

        It covers the finding if it concerns the finding's field, something around or inside it, or a field that the
        finding rests on. A warning about only a part of such a field does not count: the field as a whole may be right.
        """
        paths = {(d.path, d.severity) for d in self.diagnostics if d.path and d.severity != "info"}
        reported = {path for path, _ in paths}
        around = {part for path in reported for part in parts_of(path)}
        around_errors = {part for path, severity in paths if severity == "error" for part in parts_of(path)}

        def is_reported(finding: Finding) -> bool:
            path = finding.paths[0]
            parts = {part for each in (path, *finding.rests_on) for part in parts_of(each)}
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


def parts_of(path: str) -> list[str]:
    """Return the prefixes of a path: "derivative", "derivative[2]", "derivative[2].exercise_date"."""
    return [path[: end.start()] for end in re.finditer(r"(?<!^)(?=[.\[])|$", path)]


def _covers(outer: tuple[int, int], inner: tuple[int, int]) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def no_reading(text: str, diagnostic: Diagnostic, **more: Any) -> Reading:
    """Return the reading of a file that is not text."""
    return Reading(text, None, None, (diagnostic,), **more)
