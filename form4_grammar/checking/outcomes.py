"""One text or many, read and held against their snapshots; and what is kept as a snapshot, and what is not."""

from __future__ import annotations

import os
from collections.abc import Generator, Sequence
from contextlib import closing
from functools import partial
from hashlib import sha256
from typing import Literal

import attrs

from ..api import read_file
from ..grammars import Layout, layouts
from ..limits import time_limit
from ..parsing import leaves
from ..pools import Lost, map_in_processes
from ..views.snapshot import OF_A_FILING, Snapshot, parse_snapshot, snapshot_text
from .changes import Change, changes
from .store import Store
from .variants import Cause, causes

Manner = tuple[Layout | None, str | None]  # the layout and the public rule to read a text by, as ``read`` takes them
Status = Literal["unchanged", "accepted", "rejected", "new", "changed", "unread", "unopened"]

# Why a text is not accepted that would be with its errors.
UNMARKED = "it has an error or an error node, and is not marked as an error case"
# Fewer texts than this are read faster than processes start and build their grammars.
MANY = 200


@attrs.frozen
class Outcome:
    """What became of one text.

    Attributes:
        path: the file
        status: "unread" if something was not read of which the snapshot, if there is one, does not say so; else "new"
            without a snapshot, "changed" if it says otherwise; "unopened" if the file cannot be opened; "accepted" or
            "rejected" by whoever was asked
        changes: how it differs from its snapshot
        causes: why something was not read, but for what the snapshot says too
        message: why the file cannot be opened
        digest: of the snapshot that was made; only this is accepted
    """

    path: str
    status: Status
    changes: tuple[Change, ...] = ()
    causes: tuple[Cause, ...] = ()
    message: str = ""
    digest: str = ""


def check(paths: Sequence[str], store: Store, layout: Layout | None) -> Generator[Outcome, None, None]:
    """What becomes of texts, in the order of their snapshots; many are read by as many processes as there are cores."""
    one = partial(check_one, store=store, layout=layout)
    paths = sorted(paths, key=store.key)
    cores = os.cpu_count() or 1
    if len(paths) < MANY or cores == 1:
        yield from map(one, paths)
        return
    with closing(map_in_processes(one, paths, cores, alike=partial(_folder, store))) as outcomes:
        for path, outcome in zip(paths, outcomes, strict=True):
            if isinstance(outcome, Lost):
                message = f"{path}: the process that read it has died ({outcome.exit_code}); is memory short?"
                yield Outcome(path, "unopened", message=message)
            else:
                yield outcome


def check_one(path: str, store: Store, layout: Layout | None) -> Outcome:
    """What becomes of one text."""
    try:
        kept = store.stored(path)
        with time_limit(layout):
            text = snapshot_text(read_file(path, *manner(kept, layout)))
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
    known = {cause.said for cause in causes(stored)} if stored else set()
    unread = tuple(cause for cause in causes(found) if cause.said not in known)
    status: Status = "unread" if unread else "new" if kept is None else "changed"
    return Outcome(path, status, tuple(differences), unread, digest=_digest(text))


def manner(kept: str | None, layout: Layout | None) -> Manner:
    """How a text is read of which this is kept: a section alone by the public rule and, unless one is given, the layout
    of its snapshot; any other as a whole.
    """
    stored = None if kept is None or OF_A_FILING in kept else parsed(kept)  # few are sections, and parsing takes time
    if stored is None:
        return layout, None
    return layout or next((known for known in layouts() if known.name == stored.layout), None), stored.start


def accept(outcome: Outcome, store: Store, layout: Layout | None, *, error_case: bool) -> str | None:
    """Make what was read of a text its snapshot, or say why not.

    A tree that has lost something is never kept. One with an error node, or a reading with an error, is if it is meant
    as a case of an error, or its snapshot was one. Raises OSError where a file cannot be read or written.
    """
    path, kept = outcome.path, store.stored(outcome.path)
    stored = parsed(kept)
    reading = read_file(path, *manner(kept, layout))
    if reading.tree is None or "".join(leaves(reading.tree)) != reading.text:
        return "its tree is not the whole text"
    text = snapshot_text(reading)
    if _digest(text) != outcome.digest:
        return "it has changed since it was read"
    if parse_snapshot(text).is_error_case and not error_case and not (stored and stored.is_error_case):
        return UNMARKED
    store.keep(path, text)
    return None


def parsed(kept: str | None) -> Snapshot | None:
    """What a store has kept of a text; None where it has nothing, or nothing that can be understood."""
    try:
        return parse_snapshot(kept) if kept is not None else None
    except ValueError:
        return None


def _folder(store: Store, path: str) -> str:
    """The folder of the store that a text's snapshot is in: its texts are mostly of one layout."""
    return store.key(path).partition("/")[0]


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", errors="backslashreplace")).hexdigest()
