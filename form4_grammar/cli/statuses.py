"""How the command ends: its exit statuses, and what it says. It imports nothing heavy: --help needs it."""

from __future__ import annotations

import os

OK, ERRORS, USAGE, UNREADABLE = 0, 1, 2, 4


class UsageError(Exception):
    """The command line is wrong; the message says how."""


def told(refusal: OSError) -> str:
    """What the system has refused, and of which file."""
    name = refusal.filename
    if name is None:
        try:
            os.getcwd()
        except OSError:
            name = "the current folder"
    why = refusal.strerror or str(refusal)
    return why if name is None else f"{os.fsdecode(name) if isinstance(name, bytes) else name}: {why}"
