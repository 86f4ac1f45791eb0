"""``form4 report``: write one reading as a page for the browser."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..language import Answer
from ..views.report import report
from .inputs import answer_of, chosen_language, chosen_layouts, read_one, status_of
from .outputs import write
from .selection import chosen_selection
from .statuses import UsageError


def run(arguments: argparse.Namespace) -> int:
    """Write the page of one file and return the file's exit status."""
    if Path(arguments.path).is_dir():
        raise UsageError(f"{arguments.path}: a report is of one file, and this is a folder")
    language = chosen_language(arguments)
    if language:
        answer = answer_of(arguments.path, language)
        if isinstance(answer, Answer):
            write(report(answer), arguments.output)
        return status_of(answer, arguments.strict)
    reading = read_one(arguments.path, chosen_layouts(arguments))
    if arguments.rules:
        reading = reading.with_rules()
    reading = chosen_selection(arguments).of(reading)
    write(report(reading), arguments.output)
    return status_of(reading, arguments.strict)
