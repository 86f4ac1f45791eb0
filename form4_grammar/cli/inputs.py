"""What every command begins with: its layout and its readings."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Iterator
from glob import glob
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, TypeVar

from lark.exceptions import LarkError

from ..api import read, read_file
from ..grammars import Layout, find_layout
from ..reading import Reading

if TYPE_CHECKING:
    from rich.console import Console

OK, ERRORS, USAGE, UNREADABLE = 0, 1, 2, 4
SUFFIXES = (".txt", ".md")

T = TypeVar("T")


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
    except LarkError as refusal:  # which names the file and the line
        raise UsageError(str(refusal)) from None
    except ValueError as refusal:
        raise UsageError(f"{arguments.grammar + ': ' if arguments.grammar else ''}{refusal}") from None


def stated_place(written: str) -> tuple[int, int]:
    """The line and the column that --at names; raises UsageError."""
    found = re.fullmatch(r"([0-9]+):([0-9]+)", written)
    if not found:
        raise UsageError(f"--at takes LINE:COL, such as 12:3, not {written!r}")
    return int(found[1]), int(found[2])


def readings(arguments: argparse.Namespace, layout: Layout | None) -> Iterator[Reading | OSError]:
    """The readings of all files in order; for one that cannot be opened, why not. "-" is standard input."""
    paths = files(arguments.paths)
    # A bar would stand between the lines that are shown on the same terminal.
    for path in paths if sys.stdout.isatty() else with_progress(paths, len(paths)):
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


def console_of(stream: TextIO) -> Console:
    """A console that writes to standard output or standard error, as wide as its terminal; a file has no edge: piped, a
    page is as wide as its tables are.
    """
    from rich.console import Console

    return Console(file=stream) if stream.isatty() else Console(file=stream, width=200, no_color=True)


def files(paths: list[str]) -> list[str]:
    """The files that the command's words name: for a pattern that the shell has left, what it matches; for a folder,
    the texts in and below it.
    """
    found: list[str] = []
    for path in paths:
        matches = [path] if Path(path).exists() else sorted(glob(path, recursive=True))
        for match in matches or [path]:
            if match == "-" or not Path(match).is_dir():
                found.append(match)
                continue
            texts = sorted(str(file) for file in Path(match).rglob("*") if file.suffix in SUFFIXES)
            if not texts:
                say(f"{match}: no {' or '.join(SUFFIXES)} file in this folder")
            found += texts
    return found


def with_progress(items: Iterable[T], count: int) -> Iterable[T]:
    """The items; while there are many, with a progress bar on the terminal."""
    if count < 20 or not sys.stderr.isatty():
        return items
    from rich.progress import track

    return track(items, "reading", count, console=console_of(sys.stderr), transient=True)
