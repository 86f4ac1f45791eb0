"""Tables of grammars that were made before: those that come with the package, and those in the user's cache.

Lark takes half a second for the tables of a layout; they load in some milliseconds. A file is named after
everything that its tables follow from, so it is never stale. It is JSON, so it cannot run code; but a wrong table would
read wrong values, so files that another user could have written are not used.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from .composition import PACKAGE
from .files import write_private
from .parse_tables import ParseTables

SHIPPED = PACKAGE / "tables"
MOST = 300  # files in the cache: those of all layouts, several times


def kept_tables(file: str, make: Callable[[], ParseTables]) -> ParseTables:
    """Return the tables that a file of this name keeps, or else make and keep them."""
    found = _load(SHIPPED / file)
    if found is not None:
        return found
    folder = cache_folder()
    if folder is None:
        return make()
    path = folder / file
    found = _load(path) if _is_private(path) else None
    if found is None:
        found = make()
        with suppress(OSError):  # a full disk or a read-only home: they are made again next time
            write_private(path, found.to_bytes())
            _forget_the_oldest(folder)
    return found


def cache_folder() -> Path | None:
    """Return the user's cache folder for tables, made if need be; None if nothing that is kept there can be trusted."""
    from platformdirs import user_cache_path  # most processes find what comes with the package

    folder = user_cache_path("form4-grammar") / "tables"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return None
    return folder if _is_private(folder) else None


def _load(path: Path) -> ParseTables | None:
    """Return the tables of a file; None if there is none, or if it is damaged."""
    try:
        return ParseTables.from_bytes(path.read_bytes())
    except (OSError, EOFError, ValueError, TypeError, zlib.error):
        return None


def _is_private(path: Path) -> bool:
    """Whether nobody else can have written a file or folder. Windows keeps the cache in the user's profile."""
    try:
        found = path.stat()
    except OSError:
        return False
    return not hasattr(os, "geteuid") or (found.st_uid == os.geteuid() and not found.st_mode & 0o022)


def _forget_the_oldest(folder: Path) -> None:
    files = sorted(folder.glob("*.json.gz"), key=lambda path: path.stat().st_mtime)
    for path in files[:-MOST]:
        path.unlink(missing_ok=True)
