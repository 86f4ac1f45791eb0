"""A limit of time for one text: a regular expression of a user's own grammar may take for ever."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import NoReturn, Protocol

from lark.exceptions import LarkError

from .composition import grammar_path

SECONDS = 60.0


class InFile(Protocol):
    """A grammar or a layout in a file."""

    @property
    def path(self) -> Path: ...


class TooSlowError(LarkError):
    """A grammar takes too long to build, or over a text."""


@contextmanager
def time_limit(layout: InFile | Sequence[InFile] | None) -> Iterator[None]:
    """Raise TooSlowError where a user's grammar takes longer than ``SECONDS``.

    This needs the main thread and a system with timers. Our layouts take time linear in the text's length: no limit.
    """
    files = layout if isinstance(layout, Sequence) else () if layout is None else (layout,)
    if all(grammar_path() in file.path.parents for file in files):
        yield
        return
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(number: int, frame: FrameType | None) -> NoReturn:
        raise TooSlowError(f"this grammar takes longer than {SECONDS:g} seconds over a text")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
