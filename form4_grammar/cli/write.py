"""``form4 render`` and ``form4 convert``: the text of a filing, from JSON or from another text."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from ..api import UnwritableError, dumps
from ..differences import differences
from ..export.json import from_dict
from ..filing import Filing
from ..rendering import PRINTERS, shown
from .inputs import ERRORS, OK, UNREADABLE, USAGE, UsageError, chosen_layout, read_one, say, status_of
from .outputs import write


def run(arguments: argparse.Namespace) -> int:
    """Write one filing as text; what its page cannot show is said on standard error."""
    if arguments.to not in PRINTERS:
        say(f"no filing is written in layout {arguments.to!r}; there are {', '.join(PRINTERS)}")
        return USAGE
    try:
        filing, status = (_from_text if arguments.is_text else _from_json)(arguments)
        if filing is None:
            return status
        text = dumps(filing, arguments.to)
        lost = list(differences(filing, shown(filing, arguments.to)))
        for difference in lost:
            say(f"{arguments.path}: {arguments.to} cannot show all of this: {difference}")
        write(text, arguments.output)
    except UsageError as refusal:
        say(str(refusal))
        return USAGE
    except UnwritableError as refusal:
        say(f"{arguments.path}: {refusal}")
        return ERRORS
    except OSError as refusal:
        say(f"{refusal.filename}: {refusal.strerror}")
        return UNREADABLE
    return max(status, ERRORS if lost and arguments.strict else OK)


def _from_text(arguments: argparse.Namespace) -> tuple[Filing | None, int]:
    """The filing of a text, with the exit status that its reading asks for; None if any of it was not read."""
    reading = read_one(arguments.path, chosen_layout(arguments))
    for diagnostic in reading.diagnostics:
        if diagnostic.severity != "info":
            print(f"{reading.source}:{diagnostic}", file=sys.stderr)
    return None if reading.errors else reading.filing, status_of(reading, arguments.strict)


def _from_json(arguments: argparse.Namespace) -> tuple[Filing | None, int]:
    """The filing of a JSON document: a filing's, or a reading's that ``form4 parse --json`` wrote."""
    path = arguments.path
    written = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    try:
        data = json.loads(written)
        if isinstance(data, dict) and "filing" in data:
            data = data["filing"]
        if not isinstance(data, dict):
            raise ValueError("this JSON holds no filing")
        return from_dict(data), OK
    except json.JSONDecodeError as refusal:
        say(f"{path}:{refusal.lineno}:{refusal.colno}: this is no JSON: {refusal.msg}")
    except ValueError as refusal:
        say(f"{path}: {refusal}")
    return None, ERRORS
