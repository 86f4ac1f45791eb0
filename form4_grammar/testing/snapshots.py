"""A syrupy extension that keeps readings as one text file each."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

from syrupy.data import Snapshot, SnapshotCollection
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from syrupy.location import PyTestLocation
from syrupy.types import SerializableData, SerializedData, SnapshotIndex

from ..checking.store import SUFFIX, Store
from ..reading import Reading
from ..views.snapshot import snapshot_text


class ReadingSnapshotExtension(SingleFileSnapshotExtension):
    """Keeps what ``snapshot_text`` writes of a reading in a store, as ``form4 check`` does.

    ``snapshot(name=path)`` is the snapshot of a text, in the file where ``form4 check`` keeps it. Without a name, it is
    the test's own. The store is the folder ``snapshots`` below the directory that pytest was started in;
    ``snapshots_in`` makes an extension for another.
    """

    _write_mode = WriteMode.TEXT
    file_extension = SUFFIX.removeprefix(".")
    folder: str | Path = "snapshots"

    def serialize(self, data: SerializableData, **_: Any) -> SerializedData:
        """A reading as ``snapshot_text`` has it; a text as it is."""
        return snapshot_text(data) if isinstance(data, Reading) else str(data)

    @classmethod
    def dirname(cls, *, test_location: PyTestLocation) -> str:
        """The store's folder, whichever test asks."""
        return str(Path(cls.folder).absolute())

    @classmethod
    def get_snapshot_name(cls, *, test_location: PyTestLocation, index: SnapshotIndex = 0) -> str:
        """The key of the text that is named; otherwise the test's name."""
        if isinstance(index, str):
            return Store.open(Path(cls.folder).absolute()).key(index)
        return super().get_snapshot_name(test_location=test_location, index=index)

    def read_snapshot_collection(self, *, snapshot_location: str) -> SnapshotCollection:
        """The one snapshot of a file, named by its path in the store."""
        name = Path(snapshot_location).relative_to(Path(self.folder).absolute()).as_posix().removesuffix(SUFFIX)
        collection = SnapshotCollection(location=snapshot_location)
        collection.add(Snapshot(name=name))
        return collection

    @classmethod
    def write_snapshot(cls, **arguments: Any) -> None:
        """Write the file. Syrupy warns where its name is not the test's; here it is the text's."""
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", r"\s*Can not relate snapshot")
            super().write_snapshot(**arguments)


def snapshots_in(folder: str | Path) -> type[ReadingSnapshotExtension]:
    """An extension that keeps its snapshots in a folder."""
    return type("ReadingSnapshotExtension", (ReadingSnapshotExtension,), {"folder": folder})
