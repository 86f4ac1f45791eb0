"""The notes: "Explanation of Responses", the footnotes, in the page's order, and the remarks."""

from __future__ import annotations

from ...filing import Footnote
from ...values import to_footnote_id, to_text
from ..page import Note, Notes
from ..readout import Record


def read_footnotes(notes: Notes, record: Record) -> tuple[Footnote, ...]:
    return tuple(_footnote(note, record) for note in notes.footnotes)


def _footnote(note: Note, record: Record) -> Footnote:
    assert note.mark is not None
    record.place(f"{note.path}.id", [note.mark])
    record.place(f"{note.path}.text", note.lines)
    return Footnote(to_footnote_id(note.mark), _text(note))


def read_remarks(notes: Notes, record: Record) -> str | None:
    if notes.remarks is None:
        return None
    record.place(notes.remarks.path, notes.remarks.lines)
    return _text(notes.remarks)


def _text(note: Note) -> str | None:
    """A note's lines and paragraphs as one text."""
    return to_text(" ".join(note.lines))
