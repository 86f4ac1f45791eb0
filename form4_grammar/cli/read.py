"""``form4 parse``: what the texts say, as a page, JSON or CSV."""

from __future__ import annotations

import argparse
import csv
import io
import json
import sys
from collections.abc import Callable
from typing import Any

from ..export.diagnostics import sarif_results, to_dicts, to_sarif, to_workflow_commands
from ..export.flat import COLUMNS, rows
from ..export.json import reading_to_dict
from ..reading import Reading
from .inputs import USAGE, UsageError, chosen_layout, console_of, readings, say, status_of
from .outputs import write


def run(arguments: argparse.Namespace) -> int:
    """Read every file and show what it says; gives the highest of their exit statuses."""
    try:
        layout = chosen_layout(arguments)
    except UsageError as refusal:
        say(str(refusal))
        return USAGE
    forms: dict[str | None, Callable[[Reading], None]] = {"json": _json, "jsonl": _jsonl, "csv": _Csv(), None: _page}
    found = _Diagnostics(arguments.diagnostics) if arguments.diagnostics else None
    show = found or forms[arguments.form]
    status = 0
    for reading in readings(arguments, layout):
        if isinstance(reading, Reading) and arguments.rules:
            reading = reading.with_rules()
        status = max(status, status_of(reading, arguments.strict))
        if isinstance(reading, Reading):
            show(reading)
    if found:
        found.write()
    return status


def _json(reading: Reading) -> None:
    write(json.dumps(reading_to_dict(reading), ensure_ascii=False, indent=2) + "\n")


def _jsonl(reading: Reading) -> None:
    write(json.dumps(reading_to_dict(reading), ensure_ascii=False) + "\n")


class _Csv:
    """The rows of all readings under one head; CSV has no place for errors and warnings: they go to standard error."""

    def __init__(self) -> None:
        self.headed = False

    def __call__(self, reading: Reading) -> None:
        made = io.StringIO()
        writer = csv.DictWriter(made, ["source", *COLUMNS], lineterminator="\n")
        if not self.headed:
            writer.writeheader()
            self.headed = True
        found: list[dict[str, Any]] = rows(reading.filing) if reading.filing else []
        writer.writerows({"source": reading.source, **row} for row in found)
        write(made.getvalue())
        for diagnostic in reading.diagnostics:
            if diagnostic.severity != "info":
                print(f"{reading.source}:{diagnostic}", file=sys.stderr)


class _Diagnostics:
    """The diagnostics of all readings; JSON and SARIF are one document, written at the end."""

    def __init__(self, form: str) -> None:
        self.form = form
        self.found: list[dict[str, Any]] = []

    def __call__(self, reading: Reading) -> None:
        if self.form == "github":
            write(to_workflow_commands(reading))
        else:
            self.found += sarif_results(reading) if self.form == "sarif" else to_dicts(reading)

    def write(self) -> None:
        if self.form != "github":
            document = to_sarif(self.found) if self.form == "sarif" else self.found
            write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")


def _page(reading: Reading) -> None:
    """A page for people, below the file's name; diagnostics go to standard error."""
    from rich.text import Text

    from ..views.page import diagnostics_page, filing_page

    console = console_of(sys.stdout)
    console.print(Text(f"{reading.source}  ({reading.layout or 'no text'})", style="dim"))
    console.print(filing_page(reading.filing) if reading.filing else Text("no filing was read"))
    console.print()
    sys.stdout.flush()
    if reading.diagnostics:
        errors = console_of(sys.stderr)
        errors.print(diagnostics_page(reading))
        errors.print()
