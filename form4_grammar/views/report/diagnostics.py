"""The diagnostics of a page, grouped by cause, and how the first places of each cause were read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

import attrs

from ...diagnostics import SEVERITIES, Diagnostic, Severity, by_cause, cause_of
from ...explanations import explanations
from ...language import Answer
from ...reading import Reading
from ..tracing import explainer
from .numbers import Numbers

TRACES = 24  # places that are traced, of all causes
TRACED = 3  # places that are traced of one cause
LONG = 1_000_000  # characters: a longer text is not traced, because that takes longer than all else


@attrs.frozen
class Cause:
    """Diagnostics that are about the same.

    Attributes:
        name: what they are about: the code and, if they concern a field, its path without the numbers of rows
        found: each diagnostic with its paths
    """

    name: str
    found: tuple[tuple[Diagnostic, tuple[str, ...]], ...]

    @property
    def severity(self) -> Severity:
        return self.found[0][0].severity

    @property
    def code(self) -> str:
        return self.found[0][0].code


def causes_of(diagnostics: Iterable[Diagnostic]) -> list[Cause]:
    """Group diagnostics by cause: errors first, then the most frequent."""
    groups: dict[tuple[str, str], list[tuple[Diagnostic, tuple[str, ...]]]] = {}
    for diagnostic, paths in by_cause(diagnostics):
        groups.setdefault((diagnostic.severity, cause_of(diagnostic, paths)), []).append((diagnostic, paths))
    causes = [Cause(name, tuple(found)) for (_, name), found in groups.items()]
    return sorted(causes, key=lambda cause: (SEVERITIES.index(cause.severity), -len(cause.found), cause.name))


def causes_data(read: Reading | Answer, numbers: Numbers, traces: int) -> list[dict[str, Any]]:
    """The causes as the page takes them. ``numbers`` of a diagnostic are its places among those of the reading."""
    causes = causes_of(read.diagnostics)
    explained = _explained(read, causes, traces)
    places: dict[Diagnostic, list[int]] = {}
    for number, diagnostic in enumerate(read.diagnostics):
        places.setdefault(attrs.evolve(diagnostic, path=None), []).append(number)

    def item(diagnostic: Diagnostic, paths: tuple[str, ...]) -> dict[str, Any]:
        start, end = numbers.place(diagnostic.span)
        words = {
            "message": diagnostic.message,
            "expected": diagnostic.expected,
            "found": diagnostic.found,
            "hint": diagnostic.hint,
            "trace": explained.get(diagnostic),
        }
        return {
            **{name: numbers.word(word) for name, word in words.items() if word is not None},
            "paths": list(map(numbers.word, paths)),
            "numbers": places[diagnostic],
            "start": start,
            "end": end,
        }

    meanings = explanations()
    return [
        {
            "severity": cause.severity,
            "code": cause.code,
            "about": cause.name.removeprefix(cause.code).removeprefix(":"),
            "meaning": meanings[cause.code][0].meaning if cause.code in meanings else None,
            "advice": meanings[cause.code][0].advice if cause.code in meanings else None,
            "found": [item(*each) for each in cause.found],
        }
        for cause in causes
    ]


def _explained(read: Reading | Answer, causes: list[Cause], most: int) -> dict[Diagnostic, str]:
    """What ``form4 trace`` says of the first places of each cause."""
    chosen = [d for cause in causes for d, _ in [each for each in cause.found if each[0].span][:TRACED]][:most]
    if not chosen or len(read.text) > LONG:
        return {}
    explain: Callable[[int], list[str]] | None = None
    found: dict[Diagnostic, str] = {}
    for diagnostic in sorted(chosen, key=lambda d: d.span.start if d.span else 0):
        with suppress(ValueError):  # the text has no such place, or no trace
            explain = explain or explainer(read)
            found[diagnostic] = "\n".join(explain(diagnostic.span.start if diagnostic.span else 0))
    return found
