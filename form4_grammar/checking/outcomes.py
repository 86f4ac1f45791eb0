"""Reads texts and compares them with their snapshots; decides which readings are kept as snapshots."""

from __future__ import annotations

import os
from collections.abc import Generator, Sequence
from contextlib import closing
from functools import partial
from hashlib import sha256
from typing import Literal

import attrs

from ..limits import time_limit
from ..pools import Lost, map_in_processes
from ..views.snapshot import Snapshot, parse_snapshot
from .changes import Change, changes
from .readings import Chosen, is_no_text, is_whole, parsed, read_as, snapshot_of
from .store import Store
from .variants import Cause, causes

Status = Literal["unchanged", "accepted", "rejected", "new", "changed", "unread", "unopened"]

# Why a text with errors is not accepted; its first error, error node or warning follows.
UNMARKED = "it is not marked as an error case: "
# Reading fewer texts than this takes less time than starting processes, which must load what they need.
MANY = 200


@attrs.frozen
class Outcome:
    """The result of checking one text.

    Attributes:
        path: the file
        status: "unread" if the reading has an error that the snapshot does not have; otherwise "new" without a
            snapshot, "changed" if the snapshot differs, "unchanged" if not; "unopened" if the file cannot be opened;
            "accepted" or "rejected" after a review
        changes: how the reading differs from the snapshot
        causes: why something was not read, without the causes that the snapshot has too
        line: the line of the text that the first of the causes stands in, if one does
        message: why the file cannot be opened
        digest: of the snapshot that was made; only this is accepted
    """

    path: str
    status: Status
    changes: tuple[Change, ...] = ()
    causes: tuple[Cause, ...] = ()
    line: int | None = None
    message: str = ""
    digest: str = ""


def check(paths: Sequence[str], store: Store, chosen: Chosen) -> Generator[Outcome, None, None]:
    """Check texts, in the order of their snapshots. Many texts are divided among one process per core."""
    one = partial(check_one, store=store, chosen=chosen)
    paths = sorted(paths, key=store.key)
    cores = os.cpu_count() or 1
    if len(paths) < MANY or cores == 1:
        yield from map(one, paths)
        return
    with closing(map_in_processes(one, paths, cores, alike=partial(_folder, store))) as outcomes:
        for path, outcome in zip(paths, outcomes, strict=True):
            if isinstance(outcome, Lost):
                grammar = chosen.grammar_of(path)
                by = f" with {grammar.path}" if grammar else ""
                message = f"{path}: the process that read it{by} has died ({outcome.exit_code}); is memory short?"
                yield Outcome(path, "unopened", message=message)
            else:
                yield outcome


def check_one(path: str, store: Store, chosen: Chosen) -> Outcome:
    """Check one text."""
    try:
        kept = store.stored(path)
        with time_limit(chosen.grammar_of(path)):
            text = snapshot_of(read_as(path, kept, chosen))
    except OSError as refusal:
        return Outcome(path, "unopened", message=f"{refusal.filename}: {refusal.strerror}")
    if text == kept:
        return Outcome(path, "unchanged")
    stored, found = parsed(kept), parse_snapshot(text)
    if kept is None:
        differences = []
    elif stored is None:
        differences = [Change("text", "the snapshot in the store is damaged")]
    else:
        differences = changes(stored, found)
    known = {cause.code_and_field for cause in causes(stored)} if stored else set()
    unread = tuple(cause for cause in causes(found) if cause.code_and_field not in known)
    status: Status = "unread" if unread else "new" if kept is None else "changed"
    lines = (remark.place[0] for remark in found.remarks if unread and remark.severity == "error" and remark.place)
    return Outcome(path, status, tuple(differences), unread, next(lines, None), digest=_digest(text))


def accept(outcome: Outcome, store: Store, chosen: Chosen, *, error_case: bool, strict: bool = False) -> str | None:
    """Keep the reading of a text as its snapshot, or return the reason why not.

    A tree that lost part of the text is never kept. A reading with an error or an error node, or with a warning if
    ``strict`` is set, is kept only as an error case: if ``error_case`` is set, or if the present snapshot is one.
    Raises OSError if a file cannot be read or written.
    """
    path, kept = outcome.path, store.stored(outcome.path)
    stored = parsed(kept)
    reading = read_as(path, kept, chosen)
    if is_no_text(reading):
        return "it is no text"
    if not is_whole(reading):
        return "its tree does not cover the whole text"
    text = snapshot_of(reading)
    if _digest(text) != outcome.digest:
        return "it has changed since it was read"
    fault = _fault(parse_snapshot(text), strict)
    if fault and not error_case and not (stored and _fault(stored, strict)):
        return f"{UNMARKED}{fault}"
    store.keep(path, text)
    return None


def _fault(snapshot: Snapshot, strict: bool) -> str | None:
    return snapshot.fault or (snapshot.warning if strict else None)


def _folder(store: Store, path: str) -> str:
    """The folder of the store that a text's snapshot is in: its texts are mostly of one layout."""
    return store.key(path).partition("/")[0]


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", errors="backslashreplace")).hexdigest()
