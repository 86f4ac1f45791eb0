"""Where the data of a command goes: to standard output, or to a file."""

from __future__ import annotations

import sys

from ..files import write_file


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
