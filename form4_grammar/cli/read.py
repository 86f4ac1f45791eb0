"""``form4 parse``: print filings as a page, JSON or CSV."""

from __future__ import annotations

import argparse
import csv
import io
import sys
from collections.abc import Callable
from typing import Any

from ..diagnostics import told
from ..escapes import to_csv_text, to_json_text, visible
from ..export.diagnostics import sarif_results, to_dicts, to_sarif, to_workflow_commands
from ..export.flat import COLUMNS, rows
from ..reading import Reading
from .inputs import chosen_layouts, readings, status_of
from .outputs import console_of, note, say, write
from .selection import chosen_selection
from .summary import Summary


def run(arguments: argparse.Namespace) -> int:
    """Read and print every file; return the highest of their exit statuses."""
    layout, selection = chosen_layouts(arguments), chosen_selection(arguments)
    table = _Table()
    forms: dict[str, Callable[[Reading], None]] = {
        "json": _json,
        "jsonl": _jsonl,
        "csv": _Csv(arguments.guard_formulas),
        "table": table,
        "page": _page,
    }
    found = _Diagnostics(arguments.diagnostics) if arguments.diagnostics else None
    show = found or forms[arguments.form or "page"]
    summary = Summary()
    if arguments.statistics:
        show = summary.add
    others: list[Reading] = []  # texts that are no filing, each a line at the end of a run over several texts
    status = count = 0
    for reading in readings(arguments, layout, trees=False):
        count += 1
        if isinstance(reading, Reading) and arguments.rules:
            reading = reading.with_rules()
        if isinstance(reading, Reading) and arguments.form not in ("json", "jsonl"):  # these have all that was found
            reading = selection.of(reading)
        status = max(status, status_of(reading, arguments.strict))
        if isinstance(reading, Reading):
            if reading.filing is None and show is _page:
                others.append(reading)
            else:
                show(reading)
                if show is _page:
                    summary.add(reading)
    if found and not arguments.statistics:
        found.write()
    if arguments.form == "table":
        table.write()
    if arguments.statistics:
        for line in summary.statistics():
            write(f"{line}\n")
    elif show is _page:
        for line in summary.by_cause():
            note(line)
    if count == 1:
        for reading in others:
            show(reading)
    elif others:
        say(f"{len(others):,} of {count:,} texts are no Form 3, 4 or 5:")
        for reading in others:
            note(f"  {reading.source}: {reading.errors[0].message}")
    return status


def _json(reading: Reading) -> None:
    write(to_json_text(reading.to_dict(), indent=2) + "\n")


def _jsonl(reading: Reading) -> None:
    write(to_json_text(reading.to_dict()) + "\n")


class _Csv:
    """Print the rows of all readings as one CSV table; errors and warnings go to standard error."""

    def __init__(self, guard_formulas: bool) -> None:
        self.guard_formulas = guard_formulas
        self.headed = False

    def __call__(self, reading: Reading) -> None:
        made = io.StringIO()
        writer = csv.DictWriter(made, [column.name for column in COLUMNS], lineterminator="\n")
        if not self.headed:
            writer.writeheader()
            self.headed = True
        for row in rows(reading):
            writer.writerow({name: self._cell(value) for name, value in row.items()})
        write(made.getvalue())
        _note_faults(reading)

    def _cell(self, value: object) -> object:
        return to_csv_text(value, guard_formulas=self.guard_formulas) if isinstance(value, str) else value


class _Table:
    """Print the rows of all readings as one table, at the end; errors and warnings go to standard error."""

    def __init__(self) -> None:
        self.rows: list[dict[str, Any]] = []

    def __call__(self, reading: Reading) -> None:
        self.rows += rows(reading)
        _note_faults(reading)

    def write(self) -> None:
        from ..views.rows import rows_table

        console_of(sys.stdout).print(rows_table(self.rows))


def _note_faults(reading: Reading) -> None:
    for diagnostic in reading.diagnostics:
        if diagnostic.severity != "info":
            note(f"{reading.source}:{diagnostic}")


class _Diagnostics:
    """Print the diagnostics of all readings; JSON and SARIF are one document, written at the end."""

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
            write(to_json_text(to_sarif(self.found) if self.form == "sarif" else self.found, indent=2) + "\n")


def _page(reading: Reading) -> None:
    """Print a page below the file's name; diagnostics go to standard error."""
    from rich.text import Text

    from ..views.page import diagnostics_page, read_page

    console = console_of(sys.stdout)
    console.print(Text(f"{visible(reading.source or '')}  ({reading.layout or 'no text'})", style="dim"))
    console.print(read_page(reading))
    console.print()
    sys.stdout.flush()
    if told(reading.diagnostics):
        errors = console_of(sys.stderr)
        errors.print(diagnostics_page(reading))
        errors.print()
