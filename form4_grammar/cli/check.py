"""``form4 check``: compare the readings of many texts with a store of snapshots."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing
from fnmatch import fnmatchcase
from pathlib import Path

from rich.console import Console
from rich.text import Text

from ..checking.annotations import commands_of
from ..checking.outcomes import UNMARKED, Outcome, accept, check
from ..checking.readings import Chosen
from ..checking.report import changes_page, new_page, summary, variant_line, variant_page
from ..checking.store import Store
from ..checking.studies import known_texts, study
from ..checking.tally import Tally
from ..escapes import visible
from ..files import tidy, write_file
from ..limits import time_limit
from .inputs import chosen_language, chosen_layout, files, grammar_in, registered
from .outputs import console_of, say, write
from .progress import with_progress
from .review import review
from .settings import Settings, settings
from .statuses import ERRORS, OK, UNREADABLE, UsageError, told

STORE = "snapshots"
IN_FULL = 3  # variants, as many as a page has room for


def run(arguments: argparse.Namespace) -> int:
    """Check all texts, accept the chosen ones, show what is new, changed or unread, and return the exit status."""
    found = settings()
    chosen = chosen_readers(arguments, found)
    if "-" in arguments.paths:
        raise UsageError("check reads files: standard input has no name that a snapshot could be kept by")
    given = list(dict.fromkeys(files(arguments.paths, regular=True)))
    paths = [path for path in given if isinstance(path, str)]
    unopened = [path for path in given if isinstance(path, OSError)]
    for refusal in unopened:
        say(told(refusal))
    folder = arguments.store or str(found.file.parent / (found.text("store") or STORE))
    store = _store(folder, paths, or_else=bool(unopened))
    _require_texts(arguments.accept or (), store, paths)
    tally = Tally()
    acceptance = Acceptance(arguments, store, chosen)
    with closing(check(paths, store, chosen)) as outcomes:
        for outcome in acceptance.of(with_progress(outcomes, len(paths))):
            tally.add(outcome)
            if arguments.annotate:
                for command in commands_of(outcome):
                    write(f"{command}\n")
            if outcome.status == "unopened":
                say(outcome.message)
    stale = store.stale(path for path in arguments.paths if os.path.isdir(path))
    _show(tally, store, chosen, arguments.variants)
    if stale:
        console = console_of(sys.stdout)
        console.print(Text("\nStale: these snapshots have no text any more", style="bold"))
        console.print(new_page([f"{folder}/{name}" for name in stale]))
    if acceptance.refusal:
        kept, left = len(tally.paths["accepted"]), acceptance.left
        say(f"{told(acceptance.refusal)}: {kept:,} kept, {left:,} not kept")
    if unopened or tally.paths["unopened"] or acceptance.refusal:
        return UNREADABLE
    return ERRORS if any(tally.paths[status] for status in ("rejected", "new", "changed", "unread")) else OK


def chosen_readers(arguments: argparse.Namespace, found: Settings) -> Chosen:
    """What reads the texts: what the command line names, or else the grammars of the settings; raises UsageError."""
    named = chosen_language(arguments) or chosen_layout(arguments)
    if named is not None:
        return Chosen(named)
    folder = found.file.parent
    stated = found.table("grammars", of="patterns and grammars")
    by_pattern = tuple((pattern, grammar_in(str(folder / str(name)))) for pattern, name in stated.items())
    return Chosen(registered(found), by_pattern, folder)


def _store(folder: str, paths: list[str], *, or_else: bool) -> Store:
    if not paths and not or_else:
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
    """Whether a name, which may be a pattern or the file's path, is that of a text."""
    return path == name or fnmatchcase(store.name(path), name)


class Acceptance:
    """What is kept as was asked; once a file cannot be written, nothing more is.

    Attributes:
        refusal: why a file could not be written
        left: how many would have been kept but for that
    """

    def __init__(self, arguments: argparse.Namespace, store: Store, chosen: Chosen) -> None:
        self.refusal: OSError | None = None
        self.left = 0
        self._arguments, self._store, self._chosen = arguments, store, chosen

    def of(self, outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
        """Yield the outcomes; those that are accepted say so."""
        if self._arguments.review:
            yield from review(list(outcomes), self._store, self._chosen, strict=self._arguments.strict)
            return
        for outcome in outcomes:
            yield self._accepted(outcome) if self._is_chosen(outcome) else outcome

    def _accepted(self, outcome: Outcome) -> Outcome:
        if self.refusal is None:
            try:
                error_case, strict = self._arguments.error_case, self._arguments.strict
                why_not = accept(outcome, self._store, self._chosen, error_case=error_case, strict=strict)
            except OSError as refusal:
                self.refusal = refusal
            else:
                if why_not is None:
                    return Outcome(outcome.path, "accepted")
                hint = " (--error-case accepts it as one)" if why_not.startswith(UNMARKED) else ""
                say(f"{outcome.path}: not accepted: {why_not}{hint}")
                return outcome
        self.left += 1
        return outcome

    def _is_chosen(self, outcome: Outcome) -> bool:
        if outcome.status in ("unchanged", "unopened"):
            return False
        if self._arguments.accept_new:
            is_unread = self._arguments.error_case and outcome.status == "unread"
            return outcome.status == "new" or (is_unread and self._store.stored(outcome.path) is None)
        return any(_is_named(outcome.path, name, self._store) for name in self._arguments.accept or ())


def _show(tally: Tally, store: Store, chosen: Chosen, folder: str | None) -> None:
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
        _show_variants(tally, store, chosen, Path(folder) if folder else None, console)


def _show_variants(tally: Tally, store: Store, chosen: Chosen, folder: Path | None, console: Console) -> None:
    """Show the most frequent variants in full and the others in a line each, or all in full for a folder."""
    known = known_texts(store)
    for number, variant in enumerate(tally.variants, 1):
        if number > IN_FULL and folder is None:
            console.print(variant_line(variant))
            continue
        with time_limit(chosen.grammar_of(variant.path)):
            found = study(variant.path, variant.cause, store, chosen, known)
        console.print(variant_page(variant, found))
        if folder and found.reproduction:
            file = folder / f"{number:02}-{variant.cause.code}{Path(variant.path).suffix}"
            folder.mkdir(parents=True, exist_ok=True)
            tidy(folder)
            write_file(file, found.reproduction.text, follow=False)
            console.print(Text(f"  written to {visible(str(file))}"))
        console.print()
