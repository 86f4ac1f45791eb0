"""From a tree to a filing and its diagnostics.

tree ─ arrange ─▶ page ─ align ─▶ page of sound rows ─ read ─▶ filing
                              │                       └─ checks ─▶ diagnostics
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from ..diagnostics import CODES, Diagnostic
from ..fields import Cell
from ..filing import Filing
from ..findings import Finding, Place
from ..folds import Unfolded
from ..parsing import Parse
from ..spans import Lines
from .align import align
from .arrange import arrange
from .checks import run_checks
from .extras import extras_of
from .read import read_page
from .recognise import refusal

__all__ = ["Interpretation", "interpret", "transform"]


@attrs.frozen
class Interpretation:
    """What a tree is read as.

    Attributes:
        filing: None where nothing of the form was recognised
        diagnostics: in the order of the text, those without a place first
        places: start and end in the text of every field, by its path
        extras: what a user's rules took, by path
    """

    filing: Filing | None
    diagnostics: tuple[Diagnostic, ...]
    places: dict[str, Place] = attrs.field(repr=False)
    extras: dict[str, Cell[str]] = attrs.field(factory=dict)


def transform(parse: Parse) -> tuple[Filing | None, tuple[Diagnostic, ...]]:
    """The filing of a parse, and what could not be read or may be wrong.

    Of a section that was parsed alone, the filing has that section's fields, and all others are blank. The filing is
    None where nothing of the form was recognised. Raises nothing.
    """
    found = interpret(parse)
    return found.filing, found.diagnostics


def interpret(parse: Parse) -> Interpretation:
    """``transform``, with the place of every field."""
    page = arrange(parse)
    refused = refusal(page)
    if refused is not None:
        return Interpretation(None, _diagnostics([refused, *run_checks(page, None)], parse), {})
    page, lost = align(page)
    read, misfits = read_page(page)
    findings = [*lost, *misfits, *run_checks(page, read)]
    extras = extras_of(page, findings)
    stand = read.places | {extra.path: extra.place for extra in extras if extra.place}
    places = {path: parse.unfolded.place(*place) for path, place in stand.items()}
    own = {extra.path: extra.cell for extra in extras}
    return Interpretation(read.filing, _diagnostics(findings, parse), places, own)


def _diagnostics(findings: Iterable[Finding], parse: Parse) -> tuple[Diagnostic, ...]:
    lines = Lines(parse.text)
    found = (diagnostic for finding in findings for diagnostic in _of_each_field(finding, parse.unfolded, lines))
    return tuple(sorted(found, key=lambda diagnostic: diagnostic.span.start if diagnostic.span else -1))


def _of_each_field(finding: Finding, unfolded: Unfolded, lines: Lines) -> Iterator[Diagnostic]:
    """A finding as a diagnostic for each of its fields; the text at its place is what was found."""
    place = unfolded.place(*finding.place) if finding.place else None
    span = lines.span(*place) if place else None
    found = lines.text[slice(*place)] if place else None
    for path in finding.paths or (None,):
        severity, what = CODES[finding.code], (finding.expected, found, finding.hint)
        yield Diagnostic(finding.code, severity, finding.message, path, span, *what)
