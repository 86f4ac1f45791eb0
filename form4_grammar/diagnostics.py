"""Diagnostics: what a reading reports about the text, and the exception that carries them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import attrs

from .spans import Span

Severity = Literal["error", "warning", "info"]

# Every code that a reading can carry, with its severity. docs/diagnostics.md explains each; codes are stable.
CODES: dict[str, Severity] = {
    "not-a-form": "error",
    "unclear-form": "error",
    "missing-section": "error",
    "missing-item": "error",
    "missing-value": "error",
    "unreadable-value": "error",
    "impossible-date": "error",
    "cell-count": "error",
    "both-amounts": "error",
    "unknown-text": "error",
    "stray-line": "error",
    "binary-file": "error",
    "repeated-item": "warning",
    "contradiction": "warning",
    "truncated": "warning",
    "note-number": "warning",
    "mark-without-note": "warning",
    "heading-in-text": "warning",
    "separator-in-text": "warning",
    "second-paragraph": "warning",
    "first-owner-worked-out": "warning",
    "no-dollar-sign": "warning",
    "missing-heading": "warning",
    "missing-captions": "warning",
    "unknown-caption": "warning",
    "head-below-row": "warning",
    "windows-1252": "warning",
    "worked-out": "info",
    "unknown-line": "info",
    "no-last-newline": "info",
}


@attrs.frozen
class Diagnostic:
    """A report about one place or field of a filing, in the form's own words.

    Attributes:
        code: stable name of the kind of diagnostic, see docs/diagnostics.md
        severity: "error" if something was not read, "warning" if it may be wrong, "info" if it was inferred
        message: one sentence for people
        path: the field that it concerns ("derivative[2].exercise_date"), or the part of the filing ("derivative[2]");
            None if it concerns no field
        span: its position in the text; None if it concerns the whole text
        expected: what the form has there
        found: what the text has there
        hint: what may have happened
    """

    code: str
    severity: Severity
    message: str
    path: str | None = None
    span: Span | None = None
    expected: str | None = None
    found: str | None = None
    hint: str | None = None

    def __str__(self) -> str:
        place = f"{self.span.line}:{self.span.column}: " if self.span else ""
        return f"{place}{self.severity}[{self.code}]: {self.message}"


def by_cause(diagnostics: Iterable[Diagnostic]) -> list[tuple[Diagnostic, tuple[str, ...]]]:
    """Merge diagnostics that differ only in their path, for display.

    Returns each diagnostic with all its paths, in the order of first appearance.
    """
    found: dict[Diagnostic, list[str]] = {}
    for diagnostic in diagnostics:
        paths = found.setdefault(attrs.evolve(diagnostic, path=None), [])
        paths += [diagnostic.path] if diagnostic.path is not None else []
    return [(diagnostic, tuple(paths)) for diagnostic, paths in found.items()]


class FilingError(ValueError):
    """A filing was not read in full.

    Attributes:
        diagnostics: every diagnostic of the reading, warnings and infos included
    """

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        errors = [d for d in self.diagnostics if d.severity == "error"]
        more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
        super().__init__(f"{errors[0]}{more}" if errors else "the filing could not be read")

    def __reduce__(self) -> tuple[type[FilingError], tuple[tuple[Diagnostic, ...]]]:
        return type(self), (self.diagnostics,)
