"""Where a command writes: standard output, standard error or a file, each byte of it or an error."""

from __future__ import annotations

import errno
import io
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import TYPE_CHECKING, NoReturn, TextIO

from ..escapes import visible, visible_lines
from ..files import tidy, write_all, write_file

if TYPE_CHECKING:
    from rich.console import Console

    from ..language import Answer

STDOUT, STDERR = "standard output", "standard error"


class Terminated(BaseException):
    """SIGTERM was sent: the command ends as with Ctrl-C."""


@contextmanager
def streams() -> Iterator[None]:
    """Let a command write to streams that lose nothing, and end by SIGTERM as by Ctrl-C."""
    standard = sys.stdout, sys.stderr
    _fill_closed_descriptors()
    sys.stdout = _whole(sys.stdout, STDOUT)
    sys.stderr = _whole(sys.stderr, STDERR)
    before = None
    with suppress(ValueError):  # signals are the main thread's
        before = signal.signal(signal.SIGTERM, _terminate)
    try:
        yield
    finally:
        if before is not None:
            signal.signal(signal.SIGTERM, before)
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError):
                stream.flush()
        sys.stdout, sys.stderr = standard


def write(text: str, path: str | None = None) -> None:
    r"""Write data to a file, as ``write_file`` does, or to standard output: UTF-8 with "\n" on every machine.

    A terminal is shown what it might obey as escapes.
    """
    if path is not None:
        tidy(os.path.dirname(os.path.realpath(path)))
        write_file(path, text)
    elif sys.stdout.isatty():
        sys.stdout.write(visible_lines(text))
    else:
        sys.stdout.flush()
        buffer = getattr(sys.stdout, "buffer", None)
        if buffer is None:
            sys.stdout.write(text)
        else:
            buffer.write(text.encode("utf-8", errors="backslashreplace"))


def show(line: str) -> None:
    """Write a line for people to standard output."""
    print(visible(line))


def say(message: str) -> None:
    """Write a line of the command's own to standard error."""
    note(f"form4: {message}")


def note(line: str) -> None:
    """Write a line to standard error."""
    print(visible(line), file=sys.stderr)


def shows_colour(stream: TextIO) -> bool:
    """Whether what is written to a stream has colours."""
    return stream.isatty() or bool(os.environ.get("FORCE_COLOR"))


def console_of(stream: TextIO) -> Console:
    """A console that writes to standard output or standard error, as wide as its terminal; a file has no edge: piped, a
    page is as wide as its tables are.

    rich minds NO_COLOR and FORCE_COLOR (no-color.org, force-color.org).
    """
    from rich.console import Console

    class Plain(Console):
        def on_broken_pipe(self) -> None:
            raise  # the error that rich is handling: rich itself would end the process

    if stream.isatty():
        return Plain(file=stream)
    return Plain(file=stream, width=200, no_color=None if shows_colour(stream) else True)


def show_diagnostics(answer: Answer) -> None:
    """Write the diagnostics of an answer to standard error, each with its line of the text."""
    from ..views.page import diagnostics_page

    sys.stdout.flush()
    if answer.diagnostics:
        console_of(sys.stderr).print(diagnostics_page(answer))


class _Whole(io.RawIOBase):
    """A descriptor that takes every byte, or fails; after that, it takes no more and says nothing.

    Standard error never fails: what cannot be said there, the exit status says.
    """

    def __init__(self, descriptor: int | None, name: str) -> None:
        self._descriptor = descriptor
        self._name = name
        self._has_failed = False

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        if self._descriptor is None:
            raise io.UnsupportedOperation("fileno")
        return self._descriptor

    def isatty(self) -> bool:
        return self._descriptor is not None and os.isatty(self._descriptor)

    def write(self, data: bytes | memoryview) -> int:  # type: ignore[override]
        length = len(memoryview(data).cast("B"))
        if not self._has_failed:
            try:
                if self._descriptor is None:
                    raise OSError(errno.EBADF, "it is closed")
                write_all(self._descriptor, memoryview(data).cast("B"))
            except OSError as refusal:
                self._has_failed = True
                if self._name == STDOUT:
                    raise OSError(refusal.errno, refusal.strerror, self._name) from None
        return length


def _whole(stream: TextIO | None, name: str) -> TextIO:
    """A stream that loses nothing in place of one of Python's; one that has no descriptor, as in tests, is left."""
    descriptor = None
    if stream is not None:
        try:
            descriptor = stream.fileno()
            stream.flush()
        except (OSError, ValueError):
            return stream
    raw = _Whole(descriptor, name)
    return io.TextIOWrapper(
        io.BufferedWriter(raw),  # type: ignore[type-var]
        encoding=getattr(stream, "encoding", None) or "utf-8",
        errors="replace",  # a console that cannot show a character shows a replacement
        line_buffering=name == STDERR or raw.isatty(),
    )


def _fill_closed_descriptors() -> None:
    """Open the null device in place of closed standard streams: no other file must come to stand for one of them."""
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # the lowest one that is free


def _terminate(number: int, frame: FrameType | None) -> NoReturn:
    raise Terminated
