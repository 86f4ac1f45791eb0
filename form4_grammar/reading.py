"""What a text says: the filing, the diagnostics, and the place of every field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
from lark import Token, Tree

from .diagnostics import Diagnostic
from .filing import Filing
from .grammars import Layout
from .rules import Doubt, diagnostic_of, doubts
from .spans import Lines, Span

if TYPE_CHECKING:
    from rich.console import RenderableType


@attrs.frozen(repr=False)
class Reading:
    """A text that was read.

    Attributes:
        text: the given text
        layout: the layout whose grammar was used
        tree: the parse; its leaves, joined, are the text; None for a file that could not be decoded
        filing: None where nothing of the form was recognised
        diagnostics: what was not read, is doubtful, or was worked out
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
        place = self._places.get(path)
        if place is None:
            within = [place for known, place in self._places.items() if _is_within(known, path)]
            if not within:
                raise KeyError(path)
            place = min(start for start, _ in within), max(end for _, end in within)
        return Lines(self.text).span(*place)

    def with_rules(self) -> Reading:
        """The same reading with what the form's own rules doubt about its filing among the diagnostics, each at its
        place, or at that of the part of the filing that it is in.

        A doubt about what was not read, or was read with a warning, is left out: it would say the same thing twice.
        """
        if self.filing is None:
            return self
        found = [
            attrs.evolve(diagnostic_of(rule, doubt), span=self._nearest_span(doubt.path))
            for rule, doubt in doubts(self.filing)
            if not self._is_reported(doubt)
        ]
        found.sort(key=lambda d: d.span.start if d.span else -1)
        return attrs.evolve(self, diagnostics=(*self.diagnostics, *found))

    def _is_reported(self, doubt: Doubt) -> bool:
        """Whether an error or a warning is on the field, on a part of it, or on what the doubt rests on."""
        reported = [(d.path, d.severity) for d in self.diagnostics if d.path and d.severity != "info"]
        return any(
            _is_within(about, path) or (_is_within(path, about) and (severity == "error" or about == doubt.path))
            for about in (doubt.path, *doubt.rests_on)
            for path, severity in reported
        )

    def _nearest_span(self, path: str) -> Span | None:
        """The place of a field, else that of the smallest part of the filing around it that has one."""
        while path:
            try:
                return self.span(path)
            except KeyError:
                path = path[: max(path.rfind("."), path.rfind("["), 0)]
        return None

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """The diagnostics that say that something was not read."""
        return tuple(d for d in self.diagnostics if d.severity == "error")

    def __repr__(self) -> str:
        filing = self.filing
        what = f"{filing.form_type} {filing.issuer.name!r} {filing.period_of_report}" if filing else "no filing"
        return f"<Reading {what}, {len(self.diagnostics)} diagnostics, {self.layout}>"

    def __rich__(self) -> RenderableType:
        from .views.page import page

        return page(self)

    def _repr_html_(self) -> str:
        from .views.page import to_html

        return to_html(self.__rich__())


def _is_within(path: str, part: str) -> bool:
    """Whether a path is that of a part of the filing, or of something in it."""
    return path == part or path.startswith((f"{part}.", f"{part}["))


def no_reading(text: str, diagnostic: Diagnostic, **more: Any) -> Reading:
    """The reading of a file that is no text."""
    return Reading(text, None, None, None, (diagnostic,), **more)
