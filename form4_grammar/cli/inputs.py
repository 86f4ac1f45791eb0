"""What every command begins with: its layout and its readings."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from lark.exceptions import LarkError

from ..api import read, read_file
from ..grammars import Layout, find_layout
from ..reading import Reading

OK, ERRORS, USAGE, UNREADABLE = 0, 1, 2, 4
SUFFIXES = (".txt", ".md")


class UsageError(Exception):
    """Something in the command's words is wrong; the message says what."""


def chosen_layout(arguments: argparse.Namespace) -> Layout | None:
    """The layout that --layout or --grammar names, its grammar tried; raises UsageError."""
    try:
        if arguments.grammar:
            layout = Layout.from_file(arguments.grammar)
            read("\0", layout)  # builds it, and tries whether it has a place for lines that it refuses
            return layout
        return find_layout(arguments.layout) if arguments.layout else None
    except OSError as refusal:
        raise UsageError(f"{arguments.grammar}: {refusal.strerror}") from None
    except (LarkError, ValueError) as refusal:
        raise UsageError(f"{arguments.grammar + ': ' if arguments.grammar else ''}{refusal}") from None


def stated_place(written: str) -> tuple[int, int]:
    """The line and the column that --at names; raises UsageError."""
    found = re.fullmatch(r"([0-9]+):([0-9]+)", written)
    if not found:
        raise UsageError(f"--at takes LINE:COL, such as 12:3, not {written!r}")
    return int(found[1]), int(found[2])


def readings(arguments: argparse.Namespace, layout: Layout | None) -> Iterator[Reading | OSError]:
    """The readings of all files in order; for one that cannot be opened, why not. "-" is standard input."""
    for path in _with_progress(list(_files(arguments.paths))):
        try:
            yield read_one(path, layout)
        except OSError as refusal:
            yield refusal


def read_one(path: str, layout: Layout | None) -> Reading:
    """The reading of one file; "-" is standard input. Raises OSError if it cannot be opened."""
    return read_file(sys.stdin.buffer if path == "-" else path, layout)


def status_of(reading: Reading | OSError, strict: bool) -> int:
    """The exit status that one file asks for; a file that could not be opened is named on standard error."""
    if isinstance(reading, OSError):
        say(f"{reading.filename}: {reading.strerror}")
        return UNREADABLE
    doubtful = ("error", "warning") if strict else ("error",)
    return ERRORS if any(d.severity in doubtful for d in reading.diagnostics) else OK


def say(message: str) -> None:
    """A line on standard error."""
    print(f"form4: {message}", file=sys.stderr)


def _files(paths: list[str]) -> Iterator[str]:
    for path in paths:
        if path != "-" and Path(path).is_dir():
            found = sorted(str(file) for file in Path(path).rglob("*") if file.suffix in SUFFIXES)
            if not found:
                say(f"{path}: no {' or '.join(SUFFIXES)} file in this folder")
            yield from found
        else:
            yield path


def _with_progress(files: list[str]) -> Iterator[str]:
    """The files; while there are many and only their data goes to standard output, with a progress bar."""
    if len(files) < 20 or not sys.stderr.isatty() or sys.stdout.isatty():
        yield from files
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(files, "reading", console=Console(stderr=True), transient=True)
