"""The notes: "Explanation of Responses", the footnotes, in the page's order, and the remarks."""

from __future__ import annotations

from ...filing import Footnote
from ...forms import FORM_3
from ...values import to_footnote_id, to_text
from ..page import Note, Notes, Page
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


def read_no_securities(page: Page, record: Record) -> bool | None:
    """Whether Form 3 has its own sentence for no holdings; None for another form, or without the section."""
    if page.form is not FORM_3 or "footnotes" not in page.names:
        return None
    sentences = page.notes.whole.parts_of("no_securities_owned")
    record.place("no_securities_owned", [leaf for sentence in sentences for leaf in sentence.leaves])
    return bool(sentences)


def _text(note: Note) -> str | None:
    """A note's lines and paragraphs as one text."""
    return to_text(" ".join(note.lines))
