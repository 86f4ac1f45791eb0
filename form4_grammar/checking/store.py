"""A store: a folder with a snapshot file for each text.

The name of a text is its path relative to the folder that contains the store, such as ``filings/2022/purchase.txt``.
(The file ``.texts_in`` in the store can name another base folder.) The store mirrors these names: the snapshot of that
text is ``filings/2022/purchase.txt.snap``. The snapshots of texts that are named after a layout are grouped by layout:
``purchase/classic-tab.txt`` has the snapshot ``classic-tab/purchase.snap``.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import dropwhile
from pathlib import Path, PurePosixPath

import attrs

from ..files import read_text, tidy, write_file
from ..grammars import layouts

TEXTS_IN = ".texts_in"  # hidden, because syrupy reports any other file among the snapshots as unused
SUFFIX = ".snap"
TEXTS = (".txt", ".md", ".html", ".htm", ".xml")
PARENT = "up"  # replaces "..", because a snapshot must not lie outside the store


@attrs.frozen
class Store:
    """A folder of snapshots.

    Attributes:
        folder: the folder of the snapshots; created with the first snapshot
        texts: the folder that the names of texts are relative to
    """

    folder: Path
    texts: Path

    @classmethod
    def open(cls, folder: str | Path) -> Store:
        """Open the store in a folder, and remove what killed runs have left there."""
        folder = Path(folder)
        for inside, _, _ in os.walk(folder):
            tidy(inside)
        stated = folder / TEXTS_IN
        return cls(folder, folder / (read_text(stated).strip() if stated.exists() else ".."))

    def name(self, path: str | Path) -> str:
        """Return the name of a text, which does not depend on the current folder."""
        return Path(os.path.relpath(path, self.texts)).as_posix()

    def key(self, path: str | Path) -> str:
        """Return the name of a text's snapshot without the suffix."""
        parts = (PARENT if part == ".." else part for part in PurePosixPath(self.name(path)).parts)
        name = PurePosixPath(*parts)
        if len(name.parts) > 1 and name.stem in map(str, layouts()):
            name = name.stem / name.parent
        return str(name)

    def file(self, path: str | Path) -> Path:
        """Return the file of a text's snapshot."""
        return self.folder / f"{self.key(path)}{SUFFIX}"

    def require_apart(self, paths: Iterable[str | Path]) -> None:
        """Raise ValueError if two texts would share a snapshot, such as purchase/classic-tab.txt and .md.

        The second may be a file that is not checked in this run.
        """
        kept: dict[str, str] = {}
        for path in paths:
            for text in (path, *self._namesakes(path)):
                name = self.name(text)
                other = kept.setdefault(self.key(text), name)
                if other != name:
                    names = " and ".join(sorted((name, other)))
                    raise ValueError(f"{names} would share one snapshot: rename one of them")

    def _namesakes(self, path: str | Path) -> Iterator[Path]:
        """The texts whose names differ from a text's in their suffix alone, or in what stands for "..", itself too."""
        parts = PurePosixPath(self.name(path)).parts
        rest = list(dropwhile((PARENT, "..").__contains__, parts))
        above = len(parts) - len(rest)
        root = os.path.normpath(self.texts)  # the store itself may not be there yet
        for count in range(above + 1):
            file = Path(root, *[".."] * count, *[PARENT] * (above - count), *rest)
            yield from filter(Path.is_file, map(file.with_suffix, TEXTS))

    def stored(self, path: str | Path) -> str | None:
        """Return the snapshot of a text, or None if there is none."""
        try:
            return read_text(self.file(path))
        except FileNotFoundError:
            return None

    def kept(self) -> Iterator[tuple[str, str]]:
        """Yield the key and the content of every snapshot that can be read."""
        for file in sorted(self.folder.rglob(f"*{SUFFIX}")):
            with suppress(OSError):
                yield file.relative_to(self.folder).as_posix().removesuffix(SUFFIX), read_text(file)

    def stale(self, folders: Iterable[str | Path]) -> list[str]:
        """Return the snapshots whose texts would be in or below one of these folders, and are not there."""
        if "\0" in str(self.texts):  # the store's note of its texts is damaged: no path has this character
            return []
        inside = [os.path.join(os.path.realpath(folder), "") for folder in folders]
        return [
            file.relative_to(self.folder).as_posix()
            for file in sorted(self.folder.rglob(f"*{SUFFIX}"))
            if (texts := self._texts_of(file))
            and not any(map(os.path.exists, texts))
            and any(os.path.realpath(text).startswith(folder) for text in texts for folder in inside)
        ]

    def _texts_of(self, file: Path) -> list[Path]:
        """Return where the text of a snapshot may be."""
        parts = file.relative_to(self.folder).as_posix().removesuffix(SUFFIX).split("/")
        above = len(parts) - len(list(dropwhile(PARENT.__eq__, parts)))
        root = Path(os.path.normpath(self.texts))
        found = [Path(root, *[".."] * above, *parts[above:]), Path(root, *parts)]
        if len(parts) > 1 and parts[0] in map(str, layouts()):
            folder = Path(root, *parts[1:])
            found += list(folder.glob(f"{parts[0]}.*")) or [folder / f"{parts[0]}{TEXTS[0]}"]
        return found

    def keep(self, path: str | Path, snapshot: str) -> None:
        """Store the snapshot of a text; an earlier one is replaced, and so is a link out of the store.

        Raises OSError if a folder of the store is a link out of it, or the file cannot be written.
        """
        file = self.file(path)
        inside = os.path.realpath(self.folder)
        if os.path.commonpath([inside, os.path.realpath(file.parent)]) != inside:
            raise OSError(errno.EPERM, "this folder is a link out of the store", str(file.parent))
        file.parent.mkdir(parents=True, exist_ok=True)
        write_file(file, snapshot, follow=False)
