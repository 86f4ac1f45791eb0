"""The files in and below a folder, in the order of their paths, without a list of them all."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator

SUFFIXES = (".txt", ".md", ".html", ".htm", ".xml")


def files_in(folder: str, suffixes: tuple[str, ...] = SUFFIXES, *, omit: str | None = None) -> Iterator[str | OSError]:
    """Yield the files with these suffixes in a folder and in those below it, or an error for what is no regular file.

    Links to folders are not followed; the folder ``omit``, given by its real path, is left out. A folder that cannot be
    opened is an error, too.
    """
    waiting = [_entries(folder)]
    while waiting:
        entry = next(waiting[-1], None)
        if entry is None:
            waiting.pop()
        elif isinstance(entry, OSError):
            yield entry
        elif entry.is_dir(follow_symlinks=False):
            if omit is None or os.path.realpath(entry.path) != omit:
                waiting.append(_entries(entry.path))
        elif entry.name.endswith(suffixes) and not entry.is_dir():
            path = os.path.normpath(entry.path)
            yield irregular(path) if is_irregular(path) else path


def is_irregular(path: str) -> bool:
    """Whether a path is there and is no regular file."""
    return os.path.exists(path) and not os.path.isfile(path)


def irregular(path: str) -> OSError:
    """The error of a path that is no regular file."""
    return OSError(errno.EINVAL, "this is not a regular file", path)


def _entries(folder: str) -> Iterator[os.DirEntry[str] | OSError]:
    """The entries of one folder, where a folder's name counts with the separator behind it, as in a path."""
    try:
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: entry.name + os.sep * entry.is_dir(follow_symlinks=False))
    except OSError as refusal:
        return iter((refusal,))
    return iter(found)
