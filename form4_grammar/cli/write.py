"""``form4 render`` and ``form4 convert``: write a filing as text, from JSON or from another text."""

from __future__ import annotations

import argparse

from ..api import UnwritableError, dumps
from ..data.contract import DataError, Fault
from ..data.json import from_dict, parsed_json
from ..differences import differences
from ..files import read_bytes
from ..filing import Filing
from ..rendering import WRITABLE, shown
from .inputs import chosen_layouts, read_one, standard_input, status_of
from .outputs import note, say, write
from .selection import chosen_selection
from .statuses import ERRORS, OK, USAGE


def run(arguments: argparse.Namespace) -> int:
    """Write one filing as text, and report on standard error what its page cannot show."""
    if arguments.to not in WRITABLE:
        say(f"no filing is written in layout {arguments.to!r}; there are {', '.join(WRITABLE)}")
        return USAGE
    filing, status = (_from_text if arguments.is_text else _from_json)(arguments)
    if filing is None:
        return status
    try:
        text = dumps(filing, arguments.to)
    except UnwritableError as refusal:
        say(f"{arguments.path}: {refusal}")
        return ERRORS
    lost = list(differences(filing, shown(filing, arguments.to)))
    for difference in lost:
        say(f"{arguments.path}: {arguments.to} cannot show all of this: {difference}")
    write(text, arguments.output)
    return max(status, ERRORS if lost and arguments.strict else OK)


def _from_text(arguments: argparse.Namespace) -> tuple[Filing | None, int]:
    """The filing of a text, or None if any part was not read, and the exit status of the reading."""
    reading = read_one(arguments.path, chosen_layouts(arguments))
    for diagnostic in chosen_selection(arguments).of(reading).diagnostics:
        if diagnostic.severity != "info":
            note(f"{reading.source}:{diagnostic}")
    return None if reading.errors else reading.filing, status_of(reading, arguments.strict)


def _from_json(arguments: argparse.Namespace) -> tuple[Filing | None, int]:
    """The filing in a JSON document: either a filing, or a reading from ``form4 parse --json``."""
    path = arguments.path
    written = read_bytes(standard_input() if path == "-" else path)
    try:
        data = parsed_json(written)
        if isinstance(data, dict) and "filing" in data:
            data = data["filing"]
        if not isinstance(data, dict):
            raise DataError([Fault("", "this JSON holds no filing")])
        return from_dict(data), OK
    except DataError as refusal:
        say(f"{path}: {refusal}")
    return None, ERRORS
