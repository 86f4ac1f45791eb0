"""``form4 compare``: hold two readings of one filing against each other, or those of two folders."""

from __future__ import annotations

import argparse
import csv
import io
import os
import sys
from typing import Any

import attrs

from ..comparing import Comparison, compare
from ..comparing.tally import Tally
from ..escapes import file_name, to_json_text
from ..files import read_bytes
from .inputs import chosen_layouts, files, read_all
from .outputs import console_of, say, write
from .progress import with_progress
from .statuses import ERRORS, OK, UNREADABLE, UsageError, told

MOST = 5  # files without a partner that are named


@attrs.frozen
class Pairs:
    """The files to compare.

    Attributes:
        files: two paths for each pair
        alone: the files of the first folder, and of the second, that have no partner
        unopened: folders that cannot be opened, and files that are not regular
    """

    files: list[tuple[str, str]]
    alone: tuple[list[str], list[str]] = ([], [])
    unopened: list[OSError] = attrs.field(factory=list)


def run(arguments: argparse.Namespace) -> int:
    """Compare every pair, show what was found, and return the exit status."""
    layout = chosen_layouts(arguments)
    pairs = _pairs(arguments)
    for refusal in pairs.unopened:
        say(told(refusal))
    status = UNREADABLE if pairs.unopened else OK
    tally = Tally()
    found: list[Comparison] = []  # as many as the output needs
    first, second = ([pair[side] for pair in pairs.files] for side in (0, 1))
    readings = zip(read_all(first, layout, trees=False), read_all(second, None, trees=False), strict=True)
    for one, other in with_progress(readings, len(first)):
        if isinstance(one, OSError) or isinstance(other, OSError):
            for each in (one, other):
                if isinstance(each, OSError):
                    say(told(each))
            status = UNREADABLE
            continue
        comparison = compare(one, other)
        tally.add(comparison)
        status = max(status, OK if comparison.is_same else ERRORS)
        if arguments.json or len(first) == 1:
            found.append(comparison)
    for folder, alone in zip((arguments.one, arguments.other), pairs.alone, strict=True):
        if alone:
            named = ", ".join(alone[:MOST]) + (", …" if len(alone) > MOST else "")
            say(f"{folder}: {len(alone):,} without a partner: {named}")
    if arguments.json:
        write(to_json_text(_document(tally, found, pairs), indent=2) + "\n")
    elif tally.pairs:
        _show(tally, found)
    return max(status, ERRORS if pairs.alone[0] else OK)


def _pairs(arguments: argparse.Namespace) -> Pairs:
    one, other = arguments.one, arguments.other
    folders = [os.path.isdir(path) for path in (one, other)]
    if folders == [False, False]:
        if arguments.pairs:
            raise UsageError("--pairs is for two folders")
        if one == other == "-":
            raise UsageError('standard input ("-") can be read only once')
        return Pairs([(one, other)])
    if folders != [True, True]:
        raise UsageError("compare takes two files, or two folders")
    pairs = _listed(arguments) if arguments.pairs else _by_name(one, other)
    if not pairs.files and not pairs.unopened:
        raise UsageError("there is no pair: no file of one folder has the name of a file in the other; see --pairs")
    return pairs


def _by_name(one: str, other: str) -> Pairs:
    """Pair the texts of two folders whose names are the same but for the suffix."""
    unopened: list[OSError] = []
    named = [_names(folder, unopened) for folder in (one, other)]
    both = [name for name in named[0] if name in named[1]]
    alone = [[path for name, path in mine.items() if name not in theirs] for mine, theirs in (named, named[::-1])]
    return Pairs([(named[0][name], named[1][name]) for name in both], (alone[0], alone[1]), unopened)


def _names(folder: str, unopened: list[OSError]) -> dict[str, str]:
    found: dict[str, str] = {}
    for path in files([folder], regular=True):
        if isinstance(path, OSError):
            unopened.append(path)
            continue
        name = os.path.splitext(os.path.relpath(path, folder))[0]
        if name in found:
            raise UsageError(f"{found[name]} and {path} have the same name but for the suffix; pair them with --pairs")
        found[name] = path
    return found


def _listed(arguments: argparse.Namespace) -> Pairs:
    """The pairs of a CSV file: in each row, a path in the first folder and one in the second."""
    try:
        text = read_bytes(arguments.pairs).decode("utf-8-sig")
        rows = [row for row in csv.reader(io.StringIO(text), strict=True) if any(row)]
    except (UnicodeDecodeError, csv.Error) as refusal:
        raise UsageError(f"{arguments.pairs}: this is no CSV in UTF-8: {refusal}") from None
    for number, row in enumerate(rows, 1):
        if len(row) != 2 or not all(row):
            raise UsageError(f"{arguments.pairs}: row {number} has {len(row)} cells, not two paths")
    return Pairs([(os.path.join(arguments.one, one), os.path.join(arguments.other, other)) for one, other in rows])


def _document(tally: Tally, found: list[Comparison], pairs: Pairs) -> dict[str, Any]:
    alone = {side: list(map(file_name, paths)) for side, paths in zip(("one", "other"), pairs.alone, strict=True)}
    return {"summary": tally.to_dict(), "without_partner": alone, "pairs": [each.to_dict() for each in found]}


def _show(tally: Tally, found: list[Comparison]) -> None:
    from ..views.comparison import comparison_page, tally_page

    console_of(sys.stdout).print(comparison_page(found[0]) if found else tally_page(tally))
