"""How far a long run is: on a terminal a bar, once it has taken two seconds; elsewhere a line a minute."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Protocol, TypeVar

from .outputs import console_of, say

SECONDS = 60.0  # between two lines
SHORT = 2.0  # seconds; a run that takes less shows no bar

T = TypeVar("T")


class Progress(Protocol):
    """Told of each document."""

    def __call__(self, *, is_new: bool) -> None: ...


def with_progress(items: Iterable[T], total: int | None) -> Iterator[T]:
    """Yield the items, and show how many have been taken."""
    with progress(total) as advance:
        for item in items:
            yield item
            advance(is_new=True)


@contextmanager
def progress(total: int | None) -> Iterator[Progress]:
    """Show how many of the documents are done, the rate and, if their number is known, the time that is left.

    Documents of an earlier run count as done, but not for the rate.
    """
    if sys.stderr.isatty():
        with _bar(total) as bar:
            yield bar
    else:
        yield _Lines(total)


@contextmanager
def _bar(total: int | None) -> Iterator[Progress]:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        *(TextColumn("reading"), BarColumn(), MofNCompleteColumn()),
        *(TextColumn("{task.fields[rate]}"), TimeRemainingColumn()),
    )
    counted = _Rate()
    shown = Progress(*columns, console=console_of(sys.stderr), transient=True)
    task = shown.add_task("", total=total, rate="")

    def advance(*, is_new: bool) -> None:
        counted.add(is_new)
        shown.update(task, advance=1, rate=f"{counted.per_second:,.0f} a second")
        if not shown.live.is_started and counted.seconds > SHORT:
            shown.start()

    try:
        yield advance
    finally:
        shown.stop()


class _Rate:
    def __init__(self) -> None:
        self.done = self.new = 0
        self.started = time.monotonic()

    def add(self, is_new: bool) -> None:
        self.done += 1
        self.new += is_new

    @property
    def per_second(self) -> float:
        return self.new / max(self.seconds, 1e-9)

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.started


class _Lines:
    def __init__(self, total: int | None) -> None:
        self._total = total
        self._rate = _Rate()
        self._next = time.monotonic() + SECONDS

    def __call__(self, *, is_new: bool) -> None:
        self._rate.add(is_new)
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + SECONDS
            say(self._line())

    def _line(self) -> str:
        done, rate = self._rate.done, self._rate.per_second
        line = f"{done:,} documents, {rate:,.0f} a second"
        if self._total is None or not rate:
            return line
        left = timedelta(seconds=round(max(self._total - done, 0) / rate))
        return f"{line}, {left} left of {self._total:,}"
