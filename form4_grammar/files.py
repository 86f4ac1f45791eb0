"""Files that are written whole or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def write_file(path: str | Path, text: str) -> None:
    """Text in a file, as UTF-8; a file that is there is replaced once the new one is whole.

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
            raise OSError(refusal.errno, refusal.strerror, str(path)) from None
        raise
