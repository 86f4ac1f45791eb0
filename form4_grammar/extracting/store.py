"""The folder of a run: a file for each table and part, and a note of each part that is whole.

OUT/run.json                        how the run was started
OUT/SUBMISSION/part-000001.parquet  the rows of the first documents
OUT/parts/part-000001.json          written last: all files of the part are there
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import attrs

from ..datasets import Rows
from ..datasets.schema import TABLES
from ..files import tidy, write_file
from .formats import FORMATS

RUN, PARTS = "run.json", "parts"


class OtherRunError(Exception):
    """The folder holds something else than the beginning of this run; the message says what."""


@attrs.frozen
class Store:
    """The folder of a run.

    Attributes:
        folder: its path
        format: that of its tables
    """

    folder: Path
    format: str

    @classmethod
    def open(cls, folder: Path, settings: Mapping[str, Any]) -> Store:
        """The folder of a run with these settings, which it may have begun. Raises OtherRunError."""
        note = folder / RUN
        if note.exists():
            begun = _read(note)
            if begun != settings:
                differing = [key for key in settings if begun.get(key) != settings[key]]
                told = ", ".join(f"{key} is {begun.get(key)!r}, not {settings[key]!r}" for key in differing)
                raise OtherRunError(f"{folder} holds a run with other settings: {told or 'of another version'}")
        elif folder.exists() and any(not name.startswith(".") for name in os.listdir(folder)):
            raise OtherRunError(f"{folder} is not empty, and holds no run of form4 extract")
        folder.mkdir(parents=True, exist_ok=True)
        tidy(folder)
        if not note.exists():
            _write(note, settings)
        for name in (*(table.name for table in TABLES), PARTS):
            (folder / name).mkdir(exist_ok=True)
            tidy(folder / name)
        return cls(folder, str(settings["format"]))

    def part(self, number: int) -> dict[str, Any] | None:
        """The note of a part; None if it is not whole."""
        note = self._note(number)
        return _read(note) if note.exists() else None

    def write(self, number: int, rows: Rows, note: Mapping[str, Any]) -> None:
        """Write a part: its tables, and its note when they are on the disk."""
        for table in TABLES:
            file = self.folder / table.name / f"part-{number:06}.{self.format}"
            write_file(file, FORMATS[self.format](table, rows[table.name]))
        _write(self._note(number), note)

    def _note(self, number: int) -> Path:
        return self.folder / PARTS / f"part-{number:06}.json"


def _read(note: Path) -> dict[str, Any]:
    try:
        found = json.loads(note.read_bytes())
    except ValueError:
        raise OtherRunError(f"{note} is damaged") from None
    if not isinstance(found, dict):
        raise OtherRunError(f"{note} is damaged")
    return found


def _write(note: Path, content: Mapping[str, Any]) -> None:
    write_file(note, json.dumps(content, indent=2) + "\n")
