"""Processes that share work, and end with it: when all is done, by an error, by Ctrl-C, or with their parent."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Callable, Generator, Iterable, Iterator, Sized
from contextlib import suppress
from itertools import groupby, islice
from math import ceil
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from threading import Thread
from typing import Any, Generic, TypeVar

import attrs

T = TypeVar("T")
R = TypeVar("R")

# More runs of items than processes, so that none waits for long at the end.
SHARES = 4
LONGEST_RUN = 16  # items, if it is not known how many there are
STARTS = 3  # processes in a row that may be killed before they have started

Run = list[tuple[int, T]]  # items with their indices


@attrs.frozen
class Lost:
    """Stands for the result of an item whose process died over it."""

    exit_code: int | None


def map_in_processes(
    function: Callable[[T], R],
    items: Iterable[T],
    count: int,
    *,
    alike: Callable[[T], object] = lambda item: None,
    ahead: int = sys.maxsize,
) -> Generator[R | Lost, None, None]:
    """The results of a function for items, in their order, by ``count`` processes.

    A process takes items that follow each other and are ``alike``, so that what it prepares for one serves the others.
    No item is taken that lies ``ahead`` items or more behind the next one to be given: there are no more results than
    that in memory. If a process dies, as when memory runs out, the item that it was at is lost and the others go on.
    Raises RuntimeError if processes cannot start.
    An exception that the function raises is raised here.
    """
    longest = ceil(len(items) / (SHARES * count)) if isinstance(items, Sized) else LONGEST_RUN
    longest = max(1, min(longest, ahead // count))
    runs = _Runs(items, alike, longest)
    workers: dict[Any, _Worker] = {}
    done: dict[int, R | Lost] = {}
    given = killed = 0
    try:
        while True:
            idle = [worker for worker in workers.values() if not worker.run]
            while (idle or len(workers) < count) and (run := runs.next(given + ahead)):
                if idle:
                    worker = idle.pop()
                else:
                    worker = _Worker(function)
                    workers[worker.connection] = worker
                worker.take(run)
            busy = [connection for connection, worker in workers.items() if worker.run]
            if not busy:
                return
            for ready in wait(busy):
                worker = workers[ready]
                if not worker.has_started:
                    killed = 0 if worker.expect_start() else killed + 1
                    if killed:
                        if killed > STARTS or not worker.is_killed:
                            raise RuntimeError("a process that was to share the work could not start")
                        del workers[ready]
                        worker.end()
                        runs.put_back(worker.run)
                    continue
                index, _ = worker.run[0]
                done[index] = result = worker.result()
                worker.run = worker.run[1:]
                if isinstance(result, Lost):
                    del workers[ready]
                    worker.end()
                    runs.put_back(worker.run)
            while given in done:
                yield done.pop(given)
                given += 1
    finally:
        for worker in workers.values():
            worker.end()


class _Runs(Generic[T]):
    """Items that follow each other and are alike, with their indices, taken when they are needed."""

    def __init__(self, items: Iterable[T], alike: Callable[[T], object], longest: int) -> None:
        self._groups = groupby(enumerate(items), lambda numbered: alike(numbered[1]))
        self._group: Iterator[tuple[int, T]] = iter(())
        self._longest = longest
        self._put_back: list[Run[T]] = []
        self._taken = 0

    def next(self, before: int) -> Run[T]:
        """The next run; empty if there is none, or if it would begin with the item ``before`` or a later one."""
        if self._put_back:
            return self._put_back.pop()
        if self._taken >= before:
            return []
        run: Run[T] = list(islice(self._group, self._longest))
        while not run:
            try:
                _, self._group = next(self._groups)
            except StopIteration:
                return []
            run = list(islice(self._group, self._longest))
        self._taken += len(run)
        return run

    def put_back(self, run: Run[T]) -> None:
        if run:
            self._put_back.append(run)


class _Worker:
    """A process, and the run of items that it is at.

    It is spawned: a copy of this process could hold a lock that another thread had taken.
    """

    def __init__(self, function: Callable[[Any], Any]) -> None:
        context = get_context("spawn")
        self.connection, theirs = context.Pipe()
        self.has_started = False
        self.run: Run[Any] = []
        self.process = context.Process(target=_serve, args=(theirs, function), daemon=True)
        self.process.start()
        theirs.close()

    def take(self, run: Run[Any]) -> None:
        self.run = run
        with suppress(OSError):  # it has died: the next result is lost
            self.connection.send([item for _, item in run])

    def expect_start(self) -> bool:
        with suppress(EOFError, OSError):
            self.connection.recv()
            self.has_started = True
        return self.has_started

    @property
    def is_killed(self) -> bool:
        """Whether a signal has ended it, and not an error of its own."""
        self.process.join()
        return (self.process.exitcode or 0) < 0

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
