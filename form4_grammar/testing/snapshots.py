"""A syrupy extension that keeps readings as one text file each."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from syrupy.location import PyTestLocation
from syrupy.types import SerializableData, SerializedData

from ..reading import Reading
from ..views.snapshot import snapshot_text


class ReadingSnapshotExtension(SingleFileSnapshotExtension):
    """Keeps what ``snapshot_text`` says of a reading, in a file that bears the test's name and the fixture's.

    The folder is ``snapshots`` below the directory that pytest was started in; ``snapshots_in`` makes an extension for
    another.
    """

    _write_mode = WriteMode.TEXT
    file_extension = "snap"
    folder: str | Path = "snapshots"

    def serialize(self, data: SerializableData, **_: Any) -> SerializedData:
        """A reading as ``snapshot_text`` has it; a text as it is."""
        return snapshot_text(data) if isinstance(data, Reading) else str(data)

    @classmethod
    def dirname(cls, *, test_location: PyTestLocation) -> str:
        """The folder, whichever test asks."""
        return str(Path(cls.folder).absolute())

    @classmethod
    def matches_test_location(cls, *, test_location: PyTestLocation, snapshot_location: str) -> bool:
        """Whether a file is a snapshot of a test: it bears the test's name, and lies in the folder."""
        path = Path(snapshot_location)
        same_folder = path.parent == Path(cls.dirname(test_location=test_location))
        return same_folder and test_location.matches_snapshot_name(path.stem)


def snapshots_in(folder: str | Path) -> type[ReadingSnapshotExtension]:
    """An extension that keeps its snapshots in a folder."""
    return type("ReadingSnapshotExtension", (ReadingSnapshotExtension,), {"folder": folder})
