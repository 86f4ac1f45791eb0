"""Processes that share work, and end with it: when all is done, by an error, by Ctrl-C, or with their parent."""

from __future__ import annotations

import gc
import os
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import suppress
from itertools import groupby
from math import ceil
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from threading import Thread
from typing import Any, TypeVar

import attrs

T = TypeVar("T")
R = TypeVar("R")

# More runs of items than processes, so that none waits for long at the end.
SHARES = 4


@attrs.frozen
class Lost:
    """Stands for the result of an item whose process died over it."""

    exit_code: int | None


def map_in_processes(
    function: Callable[[T], R], items: Sequence[T], count: int, *, alike: Callable[[T], object] = lambda item: None
) -> Generator[R | Lost, None, None]:
    """The results of a function for items, in their order, by ``count`` processes.

    A process takes items that follow each other and are ``alike``, so that what it prepares for one serves the others.
    If a process dies, as when memory runs out, the item that it was at is lost and the others go on. An exception that
    the function raises is raised here.
    """
    runs = deque(_runs(items, alike, max(1, ceil(len(items) / (SHARES * count)))))
    workers: dict[Any, _Worker] = {}
    done: dict[int, R | Lost] = {}
    given = 0
    try:
        while runs or workers:
            while runs and len(workers) < count:
                worker = _Worker(function)
                workers[worker.connection] = worker
                worker.take(items, runs.popleft())
            for ready in wait(list(workers)):
                worker = workers[ready]
                if not worker.has_started:
                    worker.expect_start()
                    continue
                done[worker.run.start] = result = worker.result()
                worker.run = worker.run[1:]
                if isinstance(result, Lost):
                    del workers[ready]
                    worker.end()
                    runs.extendleft([worker.run] if worker.run else [])
                elif not worker.run and runs:
                    worker.take(items, runs.popleft())
                elif not worker.run:
                    del workers[ready]
                    worker.end()
            while given in done:
                yield done.pop(given)
                given += 1
    finally:
        for worker in workers.values():
            worker.end()


def _runs(items: Sequence[T], alike: Callable[[T], object], longest: int) -> Iterator[range]:
    start = 0
    for _, same in groupby(items, alike):
        end = start + sum(1 for _ in same)
        yield from (range(first, min(first + longest, end)) for first in range(start, end, longest))
        start = end


class _Worker:
    """A process, and the run of items that it is at.

    It is spawned: a copy of this process could hold a lock that another thread had taken.
    """

    def __init__(self, function: Callable[[Any], Any]) -> None:
        context = get_context("spawn")
        self.connection, theirs = context.Pipe()
        self.has_started = False
        self.run = range(0)
        self.process = context.Process(target=_serve, args=(theirs, function), daemon=True)
        self.process.start()
        theirs.close()

    def take(self, items: Sequence[Any], run: range) -> None:
        self.run = run
        with suppress(OSError):  # it has died: the next result is lost
            self.connection.send(items[run.start : run.stop])

    def expect_start(self) -> None:
        try:
            self.connection.recv()
        except (EOFError, OSError):
            raise RuntimeError("a process that was to share the work could not start") from None
        self.has_started = True

    def result(self) -> Any:
        try:
            is_raised, result = self.connection.recv()
        except (EOFError, OSError):
            self.process.join()
            return Lost(self.process.exitcode)
        if is_raised:
            raise result
        return result

    def end(self) -> None:
        self.process.kill()
        self.process.join()
        self.connection.close()


def _serve(connection: Connection, function: Callable[[Any], Any]) -> None:
    """Give the result of each item, run after run, until the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent's to act on
    Thread(target=_end_with_parent, daemon=True).start()
    gc.set_threshold(100_000, 20, 100)  # grammars and readings have hardly any
    with suppress(EOFError, OSError):
        connection.send(None)
        while True:
            for item in connection.recv():
                try:
                    answer = False, function(item)
                except Exception as raised:
                    answer = True, raised
                connection.send(answer)


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
