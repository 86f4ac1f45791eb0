"""The command in a process of its own, without the cost of a new interpreter: a copy of this process, its streams set
as a shell would set them.
"""

from __future__ import annotations

import io
import os
import signal
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import attrs

from form4_grammar.checking import studies
from form4_grammar.checking.inventing import Invention
from form4_grammar.cli import main

CLOSED = -1
TIMEOUT = 60  # seconds; nothing here takes more than a few


@attrs.frozen
class Done:
    """How a command ended: its exit status, or the number of the signal that killed it as a negative one."""

    status: int
    out: bytes
    err: str

    def __str__(self) -> str:
        first = self.err.split("\n")[0]
        return f"status {self.status}" + (f", {first[:160]}" if first else "")


def form4(
    *arguments: str,
    stdin: int | None = None,
    stdout: int | None = None,
    stderr: int | None = None,
    unbuffered: bool = False,
    before: Callable[[], object] = lambda: None,
) -> Done:
    """Run the command; streams are descriptors, CLOSED, or kept in files. ``before`` runs in the new process."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        streams = (
            os.open(os.devnull, os.O_RDONLY) if stdin is None else stdin,
            out.fileno() if stdout is None else stdout,
            err.fileno() if stderr is None else stderr,
        )
        child = start(arguments, streams, unbuffered, before)
        if stdin is None:
            os.close(streams[0])
        status = end_of(child)
        out.seek(0)
        err.seek(0)
        return Done(status, out.read(), err.read().decode("utf-8", "replace"))


def end_of(child: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def start(
    arguments: tuple[str, ...],
    streams: tuple[int, int, int],
    unbuffered: bool = False,
    before: Callable[[], object] = lambda: None,
) -> int:
    """Start the command; gives the process's id."""
    sys.stdout.flush()
    sys.stderr.flush()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # Python's, of a fork beside other threads
        child = os.fork()
    if child:
        return child
    status = 99
    try:
        signal.alarm(TIMEOUT)
        _set_streams(streams, unbuffered)
        before()
        status = main(arguments)
        with suppress(Exception):
            sys.stdout.flush()
    except BaseException as error:
        os.write(2, f"Traceback: {error!r}\n".encode())
    finally:
        os._exit(status)


def _set_streams(streams: tuple[int, int, int], unbuffered: bool) -> None:
    kept = [os.dup(stream) if stream != CLOSED else CLOSED for stream in streams]
    for number, stream in enumerate(kept):
        if stream == CLOSED:
            with suppress(OSError):
                os.close(number)
        else:
            os.dup2(stream, number)
            os.close(stream)
    made: list[Any] = []
    for number, stream in enumerate(kept):
        raw = io.FileIO(number, "r" if number == 0 else "w", closefd=False) if stream != CLOSED else None
        buffer = (
            raw if unbuffered or raw is None else (io.BufferedReader(raw) if number == 0 else io.BufferedWriter(raw))
        )
        made.append(io.TextIOWrapper(buffer, "utf-8", write_through=unbuffered) if buffer is not None else None)  # type: ignore[type-var]
    sys.stdin, sys.stdout, sys.stderr = made


def at_call(name: str, number: int, what: Callable[[], object]) -> Callable[[], None]:
    """Do something in place of the n-th call of a function of ``os``: this is what a signal, or a fault, hits."""

    def patch() -> None:
        original, count = getattr(os, name), 0

        def instead(*arguments: Any, **more: Any) -> Any:
            nonlocal count
            count += 1
            if count == number:
                what()
            return original(*arguments, **more)

        setattr(os, name, instead)

    return patch


def study_in_short() -> None:
    """Take any text for the least that shows something: finding that takes hundreds of readings."""
    studies.minimised = lambda text, *_: text  # type: ignore[assignment]
    studies.invented = lambda text, *_: Invention(text, ())  # type: ignore[assignment]


def kill_self(number: int) -> Callable[[], None]:
    return lambda: os.kill(os.getpid(), number)


def sleep_on(begun: int) -> None:
    """Work for a pool that takes longer than anybody waits for."""
    os.write(1, b"begun")
    time.sleep(TIMEOUT)


def double_or_die(number: int) -> int:
    """Work for a pool, whose process dies over 3 and fails over 99."""
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    if number == 99:
        raise ValueError("ninety-nine")
    return 2 * number
