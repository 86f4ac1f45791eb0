"""Where the data of a command goes: to standard output, or to a file that is written whole or not at all."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path


def write(text: str, path: str | None = None) -> None:
    """Text in a file, as ``write_file`` does, or on standard output.

    It is UTF-8 with "\\n" on every machine, whatever the console's encoding is.
    """
    if path is not None:
        write_file(path, text)
        return
    sys.stdout.flush()
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:
        sys.stdout.write(text)
    else:
        buffer.write(text.encode("utf-8", errors="replace"))


def write_file(path: str, text: str) -> None:
    """Text in a file, in the same bytes; a file that is there is replaced once the new one is whole.

    Raises OSError where the file cannot be written.
    """
    data = text.encode("utf-8", errors="replace")
    target = Path(os.path.realpath(path))  # a symbolic link stays one
    if target.exists() and not target.is_file():  # a device or a pipe is written to, not replaced
        target.write_bytes(data)
        return
    part = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        part.write_bytes(data)
        part.replace(target)
    except BaseException as refusal:
        with suppress(OSError):
            part.unlink()
        if isinstance(refusal, OSError):
            raise OSError(refusal.errno, refusal.strerror, path) from None
        raise
