"""A syrupy extension that stores each reading in a text file."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

from syrupy.data import Snapshot, SnapshotCollection
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from syrupy.location import PyTestLocation
from syrupy.types import SerializableData, SerializedData, SnapshotIndex

from ..checking.readings import snapshot_of
from ..checking.store import SUFFIX, Store
from ..language import Answer
from ..reading import Reading


class ReadingSnapshotExtension(SingleFileSnapshotExtension):
    """Stores the snapshots of readings, and of the answers of any language, in a store, as ``form4 check`` does.

    ``snapshot(name=path)`` is the snapshot of a text, in the same file that ``form4 check`` uses. Without a name, the
    snapshot belongs to the test. The store is the folder ``snapshots`` in the current directory; ``snapshots_in``
    creates an extension for another folder.
    """

    _write_mode = WriteMode.TEXT
    file_extension = SUFFIX.removeprefix(".")
    folder: str | Path = "snapshots"

    def serialize(self, data: SerializableData, **_: Any) -> SerializedData:
        """Serialize a reading or an answer as its snapshot; leave a text as it is."""
        return snapshot_of(data) if isinstance(data, Reading | Answer) else str(data)

    @classmethod
    def dirname(cls, *, test_location: PyTestLocation) -> str:
        """Return the folder of the store for every test."""
        return str(Path(cls.folder).absolute())

    @classmethod
    def get_snapshot_name(cls, *, test_location: PyTestLocation, index: SnapshotIndex = 0) -> str:
        """Return the key of the named text, or else the name of the test."""
        if isinstance(index, str):
            return Store.open(Path(cls.folder).absolute()).key(index)
        return super().get_snapshot_name(test_location=test_location, index=index)

    def read_snapshot_collection(self, *, snapshot_location: str) -> SnapshotCollection:
        """Return the single snapshot of a file, named after its path in the store."""
        name = Path(snapshot_location).relative_to(Path(self.folder).absolute()).as_posix().removesuffix(SUFFIX)
        collection = SnapshotCollection(location=snapshot_location)
        collection.add(Snapshot(name=name))
        return collection

    @classmethod
    def write_snapshot(cls, **arguments: Any) -> None:
        """Write the file. Suppresses Syrupy's warning that the file is not named after the test."""
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", r"\s*Can not relate snapshot")
            super().write_snapshot(**arguments)


def snapshots_in(folder: str | Path) -> type[ReadingSnapshotExtension]:
    """Create an extension that stores its snapshots in a folder."""
    return type("ReadingSnapshotExtension", (ReadingSnapshotExtension,), {"folder": folder})
