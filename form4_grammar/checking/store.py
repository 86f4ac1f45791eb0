"""A store: a folder of snapshots, a file each.

A text is named by its path from the folder that the store lies in, ``filings/2022/purchase.txt``; or from another, if
the store has a file ``.texts_in`` that says which. Its snapshot is ``test_reading[filings-2022-purchase.txt].snap``: so
syrupy names that of a test ``test_reading`` whose parameter is ``filings-2022-purchase.txt``, and a test may read and
write the same files.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import attrs

from ..files import read_text, tidy, write_file

TEXTS_IN = ".texts_in"  # hidden, for syrupy takes any other file beside the snapshots for one that no test uses
PREFIX, SUFFIX = "test_reading[", "].snap"


@attrs.frozen
class Store:
    """A folder of snapshots.

    Attributes:
        folder: where the snapshots are; it need not exist before one is kept
        texts: the folder that the names of texts begin in
    """

    folder: Path
    texts: Path

    @classmethod
    def open(cls, folder: str | Path) -> Store:
        """The store in a folder, rid of what runs that were killed have left there."""
        folder = Path(folder)
        tidy(folder)
        stated = folder / TEXTS_IN
        return cls(folder, folder / (read_text(stated).strip() if stated.exists() else ".."))

    def name(self, path: str | Path) -> str:
        """The name of a text, which is the same in whatever folder it is asked for."""
        return Path(os.path.relpath(path, self.texts)).as_posix()

    def key(self, path: str | Path) -> str:
        """A text's name as that of its snapshot has it."""
        return self.name(path).replace("/", "-")

    def file(self, path: str | Path) -> Path:
        """The file that a text's snapshot is kept in."""
        return self.folder / f"{PREFIX}{self.key(path)}{SUFFIX}"

    def require_apart(self, paths: Iterable[str | Path]) -> None:
        """Raise ValueError where two texts, such as a-b/c.txt and a/b-c.txt, would be kept as one snapshot: two of
        these, or one of them and a file that is not checked in this run.
        """
        kept: dict[str, str] = {}
        root = Path(os.path.normpath(self.texts))  # the store itself may not be there yet
        folders: dict[str, set[str]] = {}
        for name in map(self.name, paths):
            key = name.replace("/", "-")
            for other in (kept.setdefault(key, name), *_files_of(key, "", root, folders)):
                if other != name:
                    raise ValueError(f"{name} and {other} would be kept as one snapshot: rename one of them")

    def stored(self, path: str | Path) -> str | None:
        """The snapshot of a text; None where there is none."""
        try:
            return read_text(self.file(path))
        except FileNotFoundError:
            return None

    def kept(self) -> Iterator[tuple[str, str]]:
        """The key and the text of every snapshot that can be read."""
        for file in sorted(self.folder.glob(f"*{SUFFIX}")):
            with suppress(OSError):
                yield file.name.removeprefix(PREFIX).removesuffix(SUFFIX), read_text(file)

    def keep(self, path: str | Path, snapshot: str) -> None:
        """Keep the snapshot of a text, in place of what was kept; a link is replaced, not followed out of the store."""
        self.folder.mkdir(parents=True, exist_ok=True)
        write_file(self.file(path), snapshot, follow=False)


def _files_of(key: str, above: str, root: Path, folders: dict[str, set[str]]) -> Iterator[str]:
    """The names of the files below a folder that have a key. Only folders that exist are looked into."""
    if above not in folders:
        try:
            with os.scandir(root / above) as entries:
                folders[above] = {entry.name for entry in entries if entry.is_dir()}
        except OSError:
            folders[above] = set()
    if (root / above / key).is_file():
        yield f"{above}{key}"
    for dash in re.finditer("-", key):
        if key[: dash.start()] in folders[above]:
            yield from _files_of(key[dash.end() :], f"{above}{key[: dash.start()]}/", root, folders)
