"""Checks of the footnotes and the remarks: their numbers, and lines that belong to another of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from lark import Token

from ...findings import Finding, place_of
from ...values import to_footnote_id
from ..classify import classify
from ..page import Note, Page
from ..readout import Readout
from .check import check

CAPTION = re.compile(r"[\s|*#_]*[A-Z]\w+(?: \w+){0,2}(?::| [-\u2013\u2014])")


@check("contradiction", on="footnote", fields="footnotes")
def note_without_text(page: Page, read: Readout) -> Iterator[Finding]:
    """A footnote has no text."""
    for note, filed in zip(page.notes.footnotes, read.filing.footnotes, strict=True):
        if filed.text is None and note.mark is not None:
            message = f"footnote {note.mark.strip()} has no text"
            yield Finding(message, f"{note.path}.text", "the text of the footnote", place=place_of([note.mark]))


@check("note-number", on="footnote", fields="footnotes")
def lower_number(page: Page, read: Readout) -> Iterator[Finding]:
    """A footnote has no higher number than the one above: it may be a line of that note's text.

    A gap is no fault in itself; it is one if a cell refers to what is missing.
    """
    highest = 0
    for note in page.notes.footnotes:
        number = _number(note)
        if number <= highest and note.mark is not None:
            message = f"footnote {note.mark.strip()} stands below ({highest}): is it a line of that note's text?"
            yield Finding(message, expected=f"a number above {highest}", place=place_of([note.mark]))
        highest = max(number, highest)


@check("note-number", on="footnote", fields="footnotes")
def joined_notes(page: Page, read: Readout) -> Iterator[Finding]:
    """A number is missing, and the text above may hold the note: it contains the mark, or has several lines."""
    for note, below in pairwise(page.notes.footnotes):
        number = _number(note)
        if _number(below) <= number + 1 or note.mark is None:
            continue
        missing = note.mark.strip().replace(str(number), str(number + 1))
        if f" {missing}" in " ".join(note.lines):
            message = f"footnote {missing} is missing, but its mark stands within this text: are the two joined?"
        elif note.whole.parts_of("paragraph"):
            message = f"footnote {missing} is missing, but this one has several lines: does one belong to that note?"
        else:
            continue
        yield Finding(message, expected="a line for each footnote", place=note.whole.place)


def _number(note: Note) -> int:
    assert note.mark is not None
    return int(to_footnote_id(note.mark)[1:])


@check("contradiction", on="remarks", fields=("footnotes", "remarks"))
def note_in_remarks(page: Page, read: Readout) -> Iterator[Finding]:
    """A line of the remarks begins like a footnote that is missing above."""
    remarks = page.notes.remarks
    for line in remarks.lines if remarks else ():
        likeness = classify(line)
        if "NOTE" in likeness.kinds and to_footnote_id(line) not in (page.note_ids or ()):
            message = "this line of the remarks begins like a footnote, and that footnote is missing above"
            yield Finding(message, likeness.fields, "remarks", place=place_of([line]))


@check("second-paragraph", on="footnote", fields=("footnotes", "remarks"))
def remarks_joined(page: Page, read: Readout) -> Iterator[Finding]:
    """The last footnote ends in the caption of the remarks."""
    for note, lines in _last_note_without_remarks(page, read):
        if page.notes.remarks is None and lines and lines[-1].rstrip().endswith(" Remarks:"):
            message = 'the last footnote ends in "Remarks:": are their lines joined?'
            paths = (f"{note.path}.text", "remarks")
            yield Finding(message, paths, '"Remarks:" on a line of its own', place=place_of(lines))


@check("second-paragraph", on="paragraph", fields=("footnotes", "remarks"))
def second_paragraph(page: Page, read: Readout) -> Iterator[Finding]:
    """The last footnote has a second paragraph, which may be remarks without their caption.

    The page prints a footnote as one paragraph. A line that continues a sentence is no second one: a converter has
    broken the line. One that begins with a word and a colon or a dash is.
    """
    for note, lines in _last_note_without_remarks(page, read):
        for above, line in pairwise(lines):
            is_new = above.rstrip(" |*_")[-1:] in ".!?" and not line.lstrip()[:1].islower()
            if is_new or CAPTION.match(line):
                message = "this is a second paragraph of the last footnote: are these remarks without their caption?"
                paths = (f"{note.path}.text", "remarks")
                yield Finding(message, paths, '"Remarks:" above it', place=place_of([line]))
                break


def _last_note_without_remarks(page: Page, read: Readout) -> Iterator[tuple[Note, list[Token]]]:
    """The last footnote and the lines of its text, if there are no remarks below it."""
    if page.notes.footnotes and read.filing.remarks is None:
        note = page.notes.footnotes[-1]
        yield note, [line for line in note.lines if line.type == "LINE"]
