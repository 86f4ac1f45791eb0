"""``form4 check``: readings of many texts held against a store of snapshots."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from pathlib import Path

from lark.exceptions import LarkError
from rich.console import Console
from rich.text import Text

from ..checking.outcomes import Outcome, accept, check
from ..checking.report import changes_page, new_page, summary, variant_line, variant_page
from ..checking.store import Store
from ..checking.studies import known_texts, study
from ..checking.tally import Tally
from ..files import write_file
from ..grammars import Layout
from .inputs import ERRORS, OK, UNREADABLE, USAGE, UsageError, chosen_layout, console_of, files, say, with_progress
from .review import review

IN_FULL = 3  # variants, as many as a page has room for


def run(arguments: argparse.Namespace) -> int:
    """Check all texts, accept what shall be, and show what is new, changed or unread; gives the exit status."""
    try:
        layout = chosen_layout(arguments)
        paths = list(dict.fromkeys(files(arguments.paths)))
        store = _store(arguments.store, paths)
        _require_texts(arguments.accept or (), store, paths)
        tally = Tally()
        for outcome in _accepted(with_progress(check(paths, store, layout), len(paths)), arguments, store, layout):
            tally.add(outcome)
            if outcome.status == "unopened":
                say(outcome.message)
        _show(tally, store, layout, arguments.variants)
    except UsageError as refusal:
        say(str(refusal))
        return USAGE
    except LarkError as refusal:  # a grammar that lacks the rule of a section that is checked alone
        say(f"{arguments.grammar}: {refusal}")
        return USAGE
    except BrokenPipeError:
        raise
    except OSError as refusal:  # of the store, or of the folder for variants
        say(f"{refusal.filename}: {refusal.strerror}")
        return UNREADABLE
    if tally.paths["unopened"]:
        return UNREADABLE
    return ERRORS if any(tally.paths[status] for status in ("rejected", "new", "changed", "unread")) else OK


def _store(folder: str, paths: list[str]) -> Store:
    if "-" in paths:
        raise UsageError("check reads files: standard input has no name that a snapshot could be kept by")
    if not paths:
        raise UsageError("there is no text to check")
    store = Store.open(folder)
    try:
        store.require_apart(paths)
    except ValueError as refusal:
        raise UsageError(str(refusal)) from None
    return store


def _require_texts(names: Iterable[str], store: Store, paths: list[str]) -> None:
    for name in names:
        if not any(_is_named(path, name, store) for path in paths):
            raise UsageError(f"--accept {name}: no such text among those that are checked")


def _is_named(path: str, name: str, store: Store) -> bool:
    """Whether a text has a name, which may be a pattern; the file's path will do."""
    return path == name or fnmatchcase(store.name(path), name)


def _accepted(
    outcomes: Iterable[Outcome], arguments: argparse.Namespace, store: Store, layout: Layout | None
) -> Iterator[Outcome]:
    """The outcomes, those that are accepted as such."""
    if arguments.review:
        yield from review(list(outcomes), store, layout)
        return
    for outcome in outcomes:
        if _is_chosen(outcome, arguments, store):
            refusal = accept(outcome.path, store, layout, error_case=arguments.error_case)
            if refusal is None:
                yield Outcome(outcome.path, "accepted")
                continue
            say(f"{outcome.path}: not accepted: {refusal}")
        yield outcome


def _is_chosen(outcome: Outcome, arguments: argparse.Namespace, store: Store) -> bool:
    if outcome.status in ("unchanged", "unopened"):
        return False
    if arguments.accept_new:
        is_new_error = arguments.error_case and outcome.status == "unread" and store.stored(outcome.path) is None
        return outcome.status == "new" or is_new_error
    return any(_is_named(outcome.path, name, store) for name in arguments.accept or ())


def _show(tally: Tally, store: Store, layout: Layout | None, folder: str | None) -> None:
    console = console_of(sys.stdout)
    console.print(summary(tally))
    if tally.changes:
        console.print(Text("\nWhat has changed", style="bold"))
        console.print(changes_page(tally.changes))
    if tally.paths["new"]:
        console.print(Text("\nNew", style="bold"))
        console.print(new_page(tally.paths["new"]))
    if tally.variants:
        console.print(Text("\nUnread", style="bold"))
        _show_variants(tally, store, layout, Path(folder) if folder else None, console)


def _show_variants(tally: Tally, store: Store, layout: Layout | None, folder: Path | None, console: Console) -> None:
    """The most frequent variants in full, the others in a line; all in full where their texts go into a folder."""
    known = known_texts(store)
    for number, variant in enumerate(tally.variants, 1):
        if number > IN_FULL and folder is None:
            console.print(variant_line(variant))
            continue
        found = study(variant.path, variant.cause, store, layout, known)
        console.print(variant_page(variant, found))
        if folder and found.reproduction:
            file = folder / f"{number:02}-{variant.cause.code}{Path(variant.path).suffix}"
            folder.mkdir(parents=True, exist_ok=True)
            write_file(file, found.reproduction.text)
            console.print(Text(f"  written to {file}"))
        console.print()
