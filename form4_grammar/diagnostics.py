"""Diagnostics: what a reading reports about the text, and the exception that carries them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any, Literal, get_args

import attrs

from .spans import Span

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = get_args(Severity)  # the worst first

INDEX = re.compile(r"\[[0-9]+\]")
PART = re.compile(r"\w+")  # the first name of a path

# Every code that a reading can carry, with its severity. docs/reference/diagnostics.md explains each; codes are stable.
CODES: dict[str, Severity] = {
    "not-a-form": "error",
    "unclear-form": "error",
    "missing-section": "error",
    "missing-item": "error",
    "missing-value": "error",
    "unreadable-value": "error",
    "impossible-date": "error",
    "ambiguous-value": "error",
    "caption-order": "error",
    "cell-count": "error",
    "both-amounts": "error",
    "unknown-text": "error",
    "stray-line": "error",
    "unknown-column": "error",
    "binary-file": "error",
    "too-long": "error",
    "more-errors": "error",
    "damaged-xml": "error",
    "unknown-element": "error",
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
    "more-warnings": "warning",
    "worked-out": "info",
    "unknown-line": "info",
    "no-last-newline": "info",
    "more-infos": "info",
}
MORE: dict[Severity, str] = {"error": "more-errors", "warning": "more-warnings", "info": "more-infos"}


@attrs.frozen
class Diagnostic:
    """A report about one place or field of a filing, in the form's own words.

    Attributes:
        code: stable name of the kind of diagnostic, see docs/reference/diagnostics.md
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

    def to_dict(self) -> dict[str, Any]:
        """Return the diagnostic as dicts, strings, numbers and None, in the shape of ``json_schema("diagnostic")``."""
        return attrs.asdict(self)

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


def told(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The diagnostics that a person is told: copies by a browser have no last line end, which needs no words."""
    return [diagnostic for diagnostic in diagnostics if diagnostic.code != "no-last-newline"]


def limited(diagnostics: tuple[Diagnostic, ...], most: int | None) -> tuple[Diagnostic, ...]:
    """Keep at most so many diagnostics, errors first, and count the others; None keeps all.

    What is left out is one diagnostic for each severity and part of the filing, so that every field that was not read
    still has one whose path is the field's or begins it. Diagnostics that differ only in their path stay together.
    """
    if most is None or len(diagnostics) <= most:
        return diagnostics
    causes: dict[Diagnostic, list[int]] = {}
    for index, diagnostic in enumerate(diagnostics):
        causes.setdefault(attrs.evolve(diagnostic, path=None), []).append(index)
    by_severity = sorted(causes, key=lambda cause: SEVERITIES.index(cause.severity))
    kept: set[int] = set()
    for cause in by_severity:
        if len(kept) + len(causes[cause]) > most:
            break
        kept.update(causes[cause])
    left: dict[tuple[Severity, str | None], list[Diagnostic]] = {}
    for index, diagnostic in enumerate(diagnostics):
        if index not in kept:
            part = PART.match(diagnostic.path)[0] if diagnostic.path else None  # type: ignore[index]
            left.setdefault((diagnostic.severity, part), []).append(diagnostic)
    counted = [_counted(severity, part, found) for (severity, part), found in left.items()]
    counted.sort(key=lambda diagnostic: SEVERITIES.index(diagnostic.severity))
    return (*(diagnostics[index] for index in sorted(kept)), *counted)


def _counted(severity: Severity, part: str | None, found: list[Diagnostic]) -> Diagnostic:
    codes = Counter(diagnostic.code for diagnostic in found)
    by_code = ", ".join(f"{count:,} {code}" for code, count in sorted(codes.items()))
    what = f"{len(found):,} more {severity}{'s' if len(found) > 1 else ''}"
    hint = "max_diagnostics=None reports them all"
    span = next((diagnostic.span for diagnostic in found if diagnostic.span), None)
    return Diagnostic(MORE[severity], severity, f"{what}: {by_code}", part, span, hint=hint)


def cause_of(diagnostic: Diagnostic, paths: Iterable[str] = ()) -> str:
    """Return an id of what a diagnostic is about: its code, and its first path without the numbers of rows.

    It is the same in all texts: "missing-value:signatures[].date".
    """
    first = next(iter(paths), diagnostic.path)
    return diagnostic.code if first is None else f"{diagnostic.code}:{without_numbers(first)}"


def without_numbers(path: str) -> str:
    """Return a field's path without row numbers: "derivative[].exercise_date"."""
    return INDEX.sub("[]", path)


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
