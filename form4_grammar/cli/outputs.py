"""Where a command's data goes: standard output, or a file that is there in full or not at all."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path


def write_data(text: str, path: str | None = None) -> None:
    """Write data as UTF-8 with the line ends that it has, on every machine and whatever the console's encoding is.

    A file is written beside its place first, and then moved there. Raises OSError where that cannot be.
    """
    data = text.encode("utf-8", errors="replace")
    if path is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        return
    try:
        _replace(Path(path), data)
    except OSError as refusal:
        raise OSError(refusal.errno, refusal.strerror, path) from None


def _replace(path: Path, data: bytes) -> None:
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(beside, 0o666 & ~_umask())
        os.replace(beside, path)
    except BaseException:
        os.unlink(beside)
        raise


def _umask() -> int:
    """The permissions that new files of this process lack."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
