"""``form4 extract``: the SEC's tables of any number of texts, in files."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from ..datasets import Rows
from ..extracting.run import Options
from ..extracting.run import run as run_over
from ..extracting.sources import Columns, count_of, items_of
from ..extracting.store import OtherRunError, Store
from ..extracting.totals import PLACES, Totals
from .inputs import MANY, chosen_layouts, matches, standard_input
from .outputs import note, say
from .progress import progress
from .statuses import ERRORS, OK, UNREADABLE, UsageError


def run(arguments: argparse.Namespace) -> int:
    """Write the tables; return the highest exit status of the documents."""
    _check(arguments)
    layout = chosen_layouts(arguments)
    settings = {
        "version": version("form4-grammar"),
        "format": arguments.format,
        "part size": arguments.part_size,
        "layout": [str(each.path) for each in layout]
        if isinstance(layout, tuple)
        else arguments.layout or arguments.grammar,
        "rules": arguments.rules,
        "text column": arguments.text_column,
        "id column": arguments.id_column,
    }
    omit = os.path.realpath(arguments.out)
    total = None if arguments.files_from == "-" else count_of(_paths(arguments), omit=omit)
    workers = arguments.workers or (1 if total is not None and total < MANY else os.cpu_count() or 1)
    options = Options(workers, arguments.part_size, layout, arguments.rules)
    items = items_of(_paths(arguments), Columns(arguments.text_column, arguments.id_column), omit=omit)
    try:
        store = Store.open(Path(arguments.out), settings)
        with progress(total) as advance:

            def tell(rows: Rows | None) -> None:
                advance(is_new=rows is not None)
                if rows is not None:
                    _tell_failure(rows)

            totals = run_over(items, store, options, tell)
    except OtherRunError as refusal:
        raise UsageError(f"{refusal}; choose another folder, or delete it") from None
    for line in totals.lines():
        note(line)
    return _status(totals, arguments.strict)


def _check(arguments: argparse.Namespace) -> None:
    if not arguments.paths and not arguments.files_from:
        raise UsageError("name texts, folders or archives, or a list of them with --files-from")
    if "-" in arguments.paths:
        raise UsageError('"-" names no text here; --files-from - reads a list of files from standard input')
    for option in ("workers", "part_size"):
        given = getattr(arguments, option)
        if given is not None and given < 1:
            raise UsageError(f"--{option.replace('_', '-')} takes a number from 1, not {given}")
    if arguments.format == "parquet" and find_spec("pyarrow") is None:
        raise UsageError("Parquet needs pyarrow: pip install 'form4-grammar[arrow]', or choose another --format")


def _paths(arguments: argparse.Namespace) -> Iterator[str]:
    """The files and folders that the command line names, and those of the list."""
    for word in arguments.paths:
        yield from matches(word)
    if arguments.files_from:
        yield from _listed(arguments.files_from)


def _listed(file: str) -> Iterable[str]:
    """The paths in a list, one in each line."""
    with os.fdopen(os.dup(standard_input().fileno()), "rb") if file == "-" else open(file, "rb") as lines:
        for line in lines:
            if path := line.rstrip(b"\r\n"):
                yield os.fsdecode(path)


def _tell_failure(rows: Rows) -> None:
    """Say why a document has no reading."""
    [document] = rows["DOCUMENTS"]
    if document[PLACES["DOCUMENTS", "STATUS"]] == "failed":
        [diagnostic] = rows["DIAGNOSTICS"]
        say(f"{document[PLACES['DOCUMENTS', 'SOURCE']]}: {diagnostic[PLACES['DIAGNOSTICS', 'MESSAGE']]}")


def _status(totals: Totals, strict: bool) -> int:
    statuses = totals.counts["statuses"]
    if statuses["failed"]:
        return UNREADABLE
    failing = ("errors", "unread", *(("warnings",) if strict else ()))
    return ERRORS if any(statuses[status] for status in failing) else OK
