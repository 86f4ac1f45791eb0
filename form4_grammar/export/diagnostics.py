"""Diagnostics for machines: SARIF 2.1.0 for code scanning, workflow commands for GitHub's annotations, plain dicts.

Sources: OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0; GitHub Docs, Workflow commands for
GitHub Actions.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import quote

import attrs

from ..diagnostics import Diagnostic, by_cause, cause_of
from ..escapes import file_name, visible
from ..reading import Reading
from ..spans import Lines, Span

SARIF_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}


def to_dicts(reading: Reading) -> list[dict[str, Any]]:
    """The diagnostics of a reading as in ``form4 parse --json``, in the same order.

    Each also has its file's name as "source", and the id of its cause, shared by those that differ only in their path.
    """
    source = file_name(reading.source) if reading.source is not None else None
    causes = {attrs.evolve(cause, path=None): cause_of(cause, paths) for cause, paths in by_cause(reading.diagnostics)}
    return [
        {"source": source, "cause": causes[attrs.evolve(diagnostic, path=None)], **diagnostic.to_dict()}
        for diagnostic in reading.diagnostics
    ]


def to_sarif(results: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """A SARIF log of one run, from the ``sarif_results`` of its readings."""
    results = list(results)
    driver = {
        "name": "form4-grammar",
        "version": version("form4-grammar"),
        "rules": [{"id": code} for code in sorted({result["ruleId"] for result in results})],
    }
    return {
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}],
    }


def sarif_results(reading: Reading) -> list[dict[str, Any]]:
    """The diagnostics of a reading as SARIF's results; the paths of the fields are their logical locations."""
    lines = Lines(reading.text)
    return [_sarif_result(*cause, reading.source, lines) for cause in by_cause(reading.diagnostics)]


def _sarif_result(diagnostic: Diagnostic, paths: tuple[str, ...], source: str | None, lines: Lines) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(source)}}
    if diagnostic.span:
        start, end = diagnostic.span, _end(diagnostic.span, lines)
        physical["region"] = {
            "startLine": start.line,
            "startColumn": start.column,
            "endLine": end.line,
            "endColumn": end.column,
            "charOffset": start.start,
            "charLength": start.end - start.start,
        }
    location: dict[str, Any] = {"physicalLocation": physical}
    if paths:
        location["logicalLocations"] = [{"fullyQualifiedName": path} for path in paths]
    return {
        "ruleId": diagnostic.code,
        "level": SARIF_LEVELS[diagnostic.severity],
        "message": {"text": _sentences(diagnostic)},
        "locations": [location],
    }


def to_workflow_commands(reading: Reading) -> str:
    """One line per diagnostic, which GitHub shows beside the line of the file."""
    lines = Lines(reading.text)
    causes = by_cause(reading.diagnostics)
    return "".join(f"{_workflow_command(diagnostic, reading.source, lines)}\n" for diagnostic, _ in causes)


def _workflow_command(diagnostic: Diagnostic, source: str | None, lines: Lines) -> str:
    properties: dict[str, object] = {"file": source or ""}
    if diagnostic.span:
        start, end = diagnostic.span, _end(diagnostic.span, lines)
        properties |= {"line": start.line, "endLine": end.line}
        if start.line == end.line:  # columns are allowed within a line only
            properties |= {"col": start.column, "endColumn": end.column}
    properties["title"] = diagnostic.code
    return workflow_command(COMMANDS[diagnostic.severity], _sentences(diagnostic), **properties)


def workflow_command(level: str, message: str, **properties: object) -> str:
    """A workflow command, which GitHub shows as an annotation.

    Its level is "error", "warning" or "notice"; its properties are, in this order: file, line, endLine, col, endColumn
    and title.
    """
    written = ",".join(f"{name}={_escaped(str(value), ':,')}" for name, value in properties.items())
    return f"::{level} {written}::{_escaped(message)}"


def _end(span: Span, lines: Lines) -> Span:
    """The position after the last character."""
    return lines.span(span.end, span.end)


def _sentences(diagnostic: Diagnostic) -> str:
    return f"{diagnostic.message} ({diagnostic.hint})" if diagnostic.hint else diagnostic.message


def _uri(source: str | None) -> str:
    """A file's name as a URI reference, relative ones to the folder in which the command ran."""
    path = Path(source or "")
    return path.as_uri() if path.is_absolute() else quote(os.fsencode(path.as_posix()))


def _escaped(text: str, more: str = "") -> str:
    """The percent sign, line ends and some more characters as their percent codes; what cannot be seen as escapes."""
    for character in f"%\r\n{more}":
        text = text.replace(character, f"%{ord(character):02X}")
    return visible(text)
