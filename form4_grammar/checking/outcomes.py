"""One text or many, read and held against their snapshots; and what is kept as a snapshot, and what is not."""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import groupby
from math import ceil
from multiprocessing import get_context
from typing import Literal

import attrs

from ..api import read_file
from ..grammars import Layout, layouts
from ..parsing import leaves
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
    """

    path: str
    status: Status
    changes: tuple[Change, ...] = ()
    causes: tuple[Cause, ...] = ()
    message: str = ""


def check(paths: Sequence[str], store: Store, layout: Layout | None) -> Iterator[Outcome]:
    """What becomes of texts, in the order of their snapshots; many are read by as many processes as there are cores."""
    cores = os.cpu_count() or 1
    if len(paths) < MANY or cores == 1:
        yield from (check_one(path, store, layout) for path in sorted(paths, key=store.key))
        return
    # Spawned, for a copy of this process could hold a lock that the thread of a progress bar had taken.
    with ProcessPoolExecutor(cores, get_context("spawn"), _start_process) as pool:
        runs = _runs(paths, store, min(MANY, ceil(len(paths) / cores)))
        for outcomes in pool.map(partial(check_all, store=store, layout=layout), runs):
            yield from outcomes


def check_all(paths: Iterable[str], store: Store, layout: Layout | None) -> list[Outcome]:
    """What becomes of texts, in their order."""
    return [check_one(path, store, layout) for path in paths]


def check_one(path: str, store: Store, layout: Layout | None) -> Outcome:
    """What becomes of one text."""
    try:
        kept = store.stored(path)
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
    return Outcome(path, status, tuple(differences), unread)


def manner(kept: str | None, layout: Layout | None) -> Manner:
    """How a text is read of which this is kept: a section alone by the public rule and, unless one is given, the layout
    of its snapshot; any other as a whole.
    """
    stored = None if kept is None or OF_A_FILING in kept else parsed(kept)  # few are sections, and parsing takes time
    if stored is None:
        return layout, None
    return layout or next((known for known in layouts() if known.name == stored.layout), None), stored.start


def accept(path: str, store: Store, layout: Layout | None, *, error_case: bool) -> str | None:
    """Make what is read of a text its snapshot, or say why not.

    A tree that has lost something is never kept. One with an error node, or a reading with an error, is if it is meant
    as a case of an error, or its snapshot was one. Raises OSError where a file cannot be read or written.
    """
    kept = store.stored(path)
    stored = parsed(kept)
    reading = read_file(path, *manner(kept, layout))
    if reading.tree is None or "".join(leaves(reading.tree)) != reading.text:
        return "its tree is not the whole text"
    text = snapshot_text(reading)
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


def _runs(paths: Iterable[str], store: Store, longest: int) -> Iterator[list[str]]:
    """The texts in runs, each in one folder of the store and so mostly of one layout: few processes build a grammar."""
    for _, folder in groupby(sorted(paths, key=store.key), lambda path: store.key(path).partition("/")[0]):
        of_folder = list(folder)
        for start in range(0, len(of_folder), longest):
            yield of_folder[start : start + longest]


def _start_process() -> None:
    """Leave interrupts to the parent, and look for garbage seldom: grammars and readings have none."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(100_000, 20, 100)
