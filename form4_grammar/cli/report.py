"""``form4 report``: write a reading as a page for the browser, or several with an index of their pages."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator

from ..files import tidy, write_file
from ..language import Answer, Language
from ..reading import Reading
from ..views.report import report
from ..views.report.index import Index, page_names
from .inputs import answer_of, chosen_language, chosen_layouts, files, matches, read_all, status_of
from .outputs import write
from .progress import with_progress
from .selection import Selection, chosen_selection
from .statuses import OK, UsageError, told

INDEX = "index.html"
Read = Reading | Answer | OSError


def run(arguments: argparse.Namespace) -> int:
    """Write the page of one file, or the pages of several and their index; return the highest of their statuses."""
    language = chosen_language(arguments)
    selection = chosen_selection(arguments)
    found = [match for path in arguments.paths for match in matches(path)]
    if len(found) == 1 and found[0] and not os.path.isdir(found[0]):
        [read] = _read(arguments, found, language, selection)
        if not isinstance(read, OSError):
            write(report(read), arguments.output)
        return status_of(read, arguments.strict)
    return _write_folder(arguments, language, selection)


def _write_folder(arguments: argparse.Namespace, language: Language | None, selection: Selection) -> int:
    folder = arguments.output
    if folder is None:
        raise UsageError("the report of several files takes -o DIR, the folder of its pages")
    if os.path.realpath(folder) in map(os.path.realpath, arguments.paths):
        raise UsageError(f"{folder}: the pages of a folder go into another one, or they would be read as its texts")
    paths = list(dict.fromkeys(files(arguments.paths, omit=os.path.realpath(folder))))
    os.makedirs(folder, exist_ok=True)
    tidy(folder)
    names = page_names([str(path) for path in paths], taken=(INDEX,))
    index = Index()
    status = OK
    for name, read in zip(names, with_progress(_read(arguments, paths, language, selection), len(paths)), strict=True):
        status = max(status, status_of(read, arguments.strict))
        if isinstance(read, OSError):
            index.add_refused(told(read))
            continue
        write_file(os.path.join(folder, name), report(read))
        index.add(read, name)
    write_file(os.path.join(folder, INDEX), index.page())
    return status


def _read(
    arguments: argparse.Namespace,
    paths: list[str | OSError] | list[str],
    language: Language | None,
    selection: Selection,
) -> Iterator[Read]:
    """Yield the answer of the language for each file, or its reading with the diagnostics that are asked for."""
    if language:
        for path in paths:
            yield path if isinstance(path, OSError) else answer_of(path, language)
        return
    for read in read_all(paths, chosen_layouts(arguments), trees=True):
        if isinstance(read, Reading):
            read = selection.of(read.with_rules() if arguments.rules else read)
        yield read
