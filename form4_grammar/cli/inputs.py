"""What all commands share: the chosen layout, the input files and their readings."""

from __future__ import annotations

import argparse
import errno
import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from glob import glob
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar

from lark.exceptions import GrammarError, LarkError

from ..api import read, read_file
from ..batches import Result, WorkerDiedError, read_many
from ..composition import forms_of
from ..edgar import FORMATS
from ..grammars import Layout, Layouts, find_layout, layouts
from ..lark_grammar import option
from ..limits import time_limit
from ..reading import Format, Reading
from ..walking import SUFFIXES, files_in, irregular, is_irregular
from .outputs import say
from .progress import with_progress
from .settings import Settings, settings
from .statuses import ERRORS, OK, UNREADABLE, UsageError, told

if TYPE_CHECKING:
    from ..language import Answer, Language

T = TypeVar("T")

MANY = 200  # files; reading fewer takes less time than starting processes, which must load what they need
LONGEST_GRAMMAR = 2**20  # bytes; ours have some ten thousand


def chosen_layout(arguments: argparse.Namespace) -> Layout | None:
    """The layout that --layout or --grammar names, after building its grammar; raises UsageError."""
    if getattr(arguments, "layout", None) in FORMATS:
        raise UsageError(f"{arguments.layout} has no grammar: it is told by what is in a file, and needs no --layout")
    try:
        if arguments.grammar:
            return _layout_in(arguments.grammar)
        return find_layout(arguments.layout) if arguments.layout else None
    except ValueError as refusal:
        raise UsageError(str(refusal)) from None


def chosen_layouts(arguments: argparse.Namespace) -> Layouts:
    """The layout that --layout or --grammar names, or else those that ship and those of the settings, if there are any.

    Raises UsageError.
    """
    named = chosen_layout(arguments)
    return registered(settings()) if named is None else named


def registered(found: Settings) -> tuple[Layout, ...] | None:
    """All layouts among which a text's is detected; None if the settings add none to those that ship.

    Raises UsageError for one that cannot be detected.
    """
    own = [_detectable(str(found.file.parent / name)) for name in found.texts("layouts")]
    return (*layouts(), *own) if own else None


def _detectable(path: str) -> Layout:
    """The layout of a grammar file, if a text can be told to be in it; raises UsageError."""
    grammar = grammar_in(path)
    if isinstance(grammar, Layout) and grammar.landmarks:
        return grammar
    raise UsageError(f"{grammar.path}: it has no landmarks, by which a text is told to be in a layout")


def _layout_in(path: str) -> Layout:
    """The layout of a grammar file, after building it; raises UsageError."""
    try:
        layout = Layout.from_file(path)
        if not layout.path.is_file() or layout.path.stat().st_size > LONGEST_GRAMMAR:
            raise UsageError(f"{path}: this is not a regular file of 1 MB at most")
        with time_limit(layout):
            read("\0", layout)  # builds it
        return layout
    except OSError as refusal:
        raise UsageError(told(refusal)) from None
    except ValueError as refusal:
        raise UsageError(f"{path}: {refusal}") from None


def grammar_in(path: str) -> Layout | Language:
    """The layout of a grammar file that builds on a form, or the language of any other; raises UsageError."""
    try:
        return _language_in(path) if _is_of_a_language(path) else _layout_in(path)
    except LarkError as refusal:
        raise UsageError(str(refusal)) from None


def chosen_language(arguments: argparse.Namespace) -> Language | None:
    """The language of a grammar file that --grammar names, unless the file builds on a form; raises UsageError."""
    given = {"--start": arguments.start, "--option": arguments.option, "--postlex": arguments.postlex}
    path = arguments.grammar
    if path and _is_of_a_language(path):
        try:
            options = {name: value for each in arguments.option or () for name, value in _option(each).items()}
            if arguments.postlex:
                sys.path.insert(0, os.getcwd())
                options["postlex"] = arguments.postlex
            start = tuple(filter(None, (arguments.start or "").split(",")))
            return _language_in(path, start, **options)
        except GrammarError as refusal:
            raise UsageError(str(refusal)) from None
    takes = {"--start"} if arguments.module == "trees" else set()
    for name, value in given.items():
        if value and name not in takes:
            raise UsageError(f"{name} is for a grammar of your own that builds on no form")
    return None


def _language_in(path: str, start: tuple[str, ...] = (), **options: Any) -> Language:
    from ..language import Language  # with the workbench, which a filing does not need

    return Language.from_file(path, start, **options)


def _is_of_a_language(path: str) -> bool:
    """Whether a path names a grammar file that builds on no form. What cannot be read is told as for any layout."""
    if not os.path.isfile(path) or os.path.getsize(path) > LONGEST_GRAMMAR:
        return False
    try:
        return not forms_of(Path(path).resolve())
    except (ValueError, RecursionError):
        return False


def _option(written: str) -> Mapping[str, Any]:
    name, equals, value = written.partition("=")
    try:
        if not equals or name == "postlex":
            raise ValueError("it takes NAME=VALUE" if not equals else "--postlex names a postlex")
        return option(name, value)
    except ValueError as refusal:
        raise UsageError(f"--option {written}: {refusal}") from None


def answers(arguments: argparse.Namespace, language: Language) -> Iterator[Answer | OSError]:
    """Yield the answer of a language for each file in order, or the OSError if it cannot be opened."""
    with time_limit(language):
        language.grammar.parser()
    paths = files(arguments.paths)
    yield from _shown((path if isinstance(path, OSError) else answer_of(path, language) for path in paths), len(paths))


def answer_of(path: str, language: Language) -> Answer | OSError:
    """The answer of a language for one file, or the OSError if it cannot be opened; "-" is standard input."""
    try:
        with time_limit(language):
            return language.read_file(standard_input() if path == "-" else path)
    except OSError as refusal:
        return refusal


def stated_place(written: str) -> tuple[int, int]:
    """Parse the line and column given by --at; raises UsageError."""
    found = re.fullmatch(r"([0-9]{1,9}):([0-9]{1,9})", written)
    if not found:
        raise UsageError(f"--at takes LINE:COL, such as 12:3, not {written[:40]!r}")
    return int(found[1]), int(found[2])


def readings(arguments: argparse.Namespace, layout: Layouts, *, trees: bool = True) -> Iterator[Reading | OSError]:
    """Yield the reading of each file in order, or the OSError if it cannot be opened. "-" is standard input.

    If trees are not needed, many files are divided among one process per core.
    """
    paths = files(arguments.paths)
    yield from _shown(read_all(paths, layout, trees=trees), len(paths))


def _shown(found: Iterator[T], count: int) -> Iterator[T]:
    """Yield what was found, with a bar unless it would stand between lines that are shown on the same terminal."""
    return found if sys.stdout.isatty() else with_progress(found, count)


def read_all(paths: Sequence[str | OSError], layout: Layouts, *, trees: bool) -> Iterator[Reading | OSError]:
    """Yield the reading of each file, or its OSError."""
    names = [path for path in paths if isinstance(path, str)]
    if "-" in names:
        results: Iterator[Result] = (_result_of(path, layout) for path in names)
    else:
        workers = None if len(names) >= MANY and not trees else 1
        results = read_many(names, layout, workers=workers, trees=trees, max_diagnostics=None)
    for path in paths:
        yield path if isinstance(path, OSError) else _outcome(next(results))


def _result_of(path: str, layout: Layouts) -> Result:
    try:
        return Result(path, read_one(path, layout))
    except OSError as refusal:
        return Result(path, None, refusal)


def _outcome(result: Result) -> Reading | OSError:
    """The reading or the OSError of a file; raises what is a fault of the grammar."""
    if isinstance(result.error, WorkerDiedError):
        return OSError(errno.ECHILD, str(result.error), os.fspath(result.item))
    if result.reading is not None:
        return result.reading
    if isinstance(result.error, OSError):
        return result.error
    assert result.error
    raise result.error


def read_one(path: str, layout: Layouts) -> Reading:
    """The reading of one file; "-" is standard input.

    Raises OSError if it cannot be opened, TooSlowError if the grammar takes too long over it.
    """
    with time_limit(layout):
        return read_file(standard_input() if path == "-" else path, layout, max_diagnostics=None)


def standard_input() -> BinaryIO:
    """Standard input; raises OSError where it is closed."""
    if sys.stdin is None:
        raise OSError(errno.EBADF, "it is closed", "standard input")
    return sys.stdin.buffer


def status_of(reading: Reading | Answer | OSError, strict: bool) -> int:
    """The exit status for one file; a file that could not be opened is reported on standard error."""
    if isinstance(reading, OSError):
        say(told(reading))
        return UNREADABLE
    failing = ("error", "warning") if strict else ("error",)
    return ERRORS if any(d.severity in failing for d in reading.diagnostics) else OK


def without_tree(reading: Reading) -> int:
    """Say why a reading has no tree; the exit status for its file, of which there is nothing to show."""
    if isinstance(reading.layout, Format):
        say(f"{reading.source}: {reading.layout} is read without a grammar, so there is no tree")
    else:
        for diagnostic in reading.diagnostics:
            say(f"{reading.source}: {diagnostic}")
    return ERRORS


def files(paths: list[str], *, regular: bool = False, omit: str | None = None) -> list[str | OSError]:
    """The files that the command's words name: for a pattern that the shell has left, what it matches; for a folder,
    the texts in and below it. What is in the folder ``omit``, given by its real path, is left out. What is to be a
    regular file and is not, or a folder that cannot be opened, is an error.

    Raises UsageError for what can name no file.
    """
    if "" in paths:
        raise UsageError("a file's name is empty")
    if paths.count("-") > 1:
        raise UsageError('standard input ("-") can be read only once')
    found: list[str | OSError] = []
    for path in paths:
        for match in matches(path):
            if match == "-":
                found.append(match)
            elif omit is not None and _is_in(match, omit):
                continue
            elif os.path.isdir(match):
                texts = list(files_in(match, omit=omit))
                if not texts:
                    kinds = f"{', '.join(SUFFIXES[:-1])} or {SUFFIXES[-1]}"
                    say(f"{match}: no {kinds} file in this folder; a pattern names others: {match.rstrip('/')}/*")
                found += texts
            else:
                found.append(irregular(match) if regular and is_irregular(match) else match)
    return found


def _is_in(path: str, folder: str) -> bool:
    """Whether a path is a folder, given by its real path, or is in or below it."""
    real = os.path.realpath(path)
    return real == folder or real.startswith(os.path.join(folder, ""))


def matches(path: str) -> list[str]:
    """What a word of the command line names: itself, or the files that match a pattern that the shell has left."""
    if path == "-" or os.path.lexists(path):
        return [path]
    try:
        return sorted(glob(path, recursive=True)) or [path]
    except RecursionError:
        raise UsageError(f"{path}: the folders are too deep for a pattern; name the folder instead") from None
