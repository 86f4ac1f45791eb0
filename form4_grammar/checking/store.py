"""A store: a folder of snapshots, a file each.

A text is named by its path from the folder that the store lies in, ``filings/2022/purchase.txt``; a file ``.texts_in``
in the store names another folder to begin in. The store mirrors these names: the snapshot of that text is
``filings/2022/purchase.txt.snap``. A text named after a layout is kept with the others of that layout:
``purchase/classic-tab.txt`` as ``classic-tab/purchase.snap``.
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

TEXTS_IN = ".texts_in"  # hidden: syrupy takes any other file beside the snapshots for one that no test uses
SUFFIX = ".snap"
TEXTS = (".txt", ".md")
PARENT = "up"  # stands for "..", for a snapshot must not lie outside of the store


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
        for inside, _, _ in os.walk(folder):
            tidy(inside)
        stated = folder / TEXTS_IN
        return cls(folder, folder / (read_text(stated).strip() if stated.exists() else ".."))

    def name(self, path: str | Path) -> str:
        """The name of a text, which is the same in whatever folder it is asked for."""
        return Path(os.path.relpath(path, self.texts)).as_posix()

    def key(self, path: str | Path) -> str:
        """The name of a text's snapshot, without its suffix."""
        parts = (PARENT if part == ".." else part for part in PurePosixPath(self.name(path)).parts)
        name = PurePosixPath(*parts)
        if len(name.parts) > 1 and name.stem in map(str, layouts()):
            name = name.stem / name.parent
        return str(name)

    def file(self, path: str | Path) -> Path:
        """The file that a text's snapshot is kept in."""
        return self.folder / f"{self.key(path)}{SUFFIX}"

    def require_apart(self, paths: Iterable[str | Path]) -> None:
        """Raise ValueError where two texts, such as purchase/classic-tab.txt and .md, would be one snapshot: two of
        these, or one of them and a file that is not checked in this run.
        """
        kept: dict[str, str] = {}
        for path in paths:
            for text in (path, *self._namesakes(path)):
                name = self.name(text)
                other = kept.setdefault(self.key(text), name)
                if other != name:
                    names = " and ".join(sorted((name, other)))
                    raise ValueError(f"{names} would be kept as one snapshot: rename one of them")

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
        """The snapshot of a text; None where there is none."""
        try:
            return read_text(self.file(path))
        except FileNotFoundError:
            return None

    def kept(self) -> Iterator[tuple[str, str]]:
        """The key and the text of every snapshot that can be read."""
        for file in sorted(self.folder.rglob(f"*{SUFFIX}")):
            with suppress(OSError):
                yield file.relative_to(self.folder).as_posix().removesuffix(SUFFIX), read_text(file)

    def keep(self, path: str | Path, snapshot: str) -> None:
        """Keep the snapshot of a text, in place of what was kept; a link is replaced, not followed out of the store.

        Raises OSError where a folder of the store is a link out of it, or the file cannot be written.
        """
        file = self.file(path)
        inside = os.path.realpath(self.folder)
        if os.path.commonpath([inside, os.path.realpath(file.parent)]) != inside:
            raise OSError(errno.EPERM, "this folder is a link out of the store", str(file.parent))
        file.parent.mkdir(parents=True, exist_ok=True)
        write_file(file, snapshot, follow=False)
