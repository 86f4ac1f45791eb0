"""Checks of the lines of footnotes and remarks: headings, signatures and separators within a text."""

from __future__ import annotations

from collections.abc import Iterator

from lark import Token

from ...findings import Finding, place_of
from ...forms import FORM_3
from ...values import is_date
from ..classify import ALL_FIELDS, PARTS, ROW_SEPARATORS, classify
from ..page import Note, Page
from ..readout import Readout
from .check import check

NOTES = ("footnotes", "remarks")
ROW_SEPARATORS_OF_FORM_3 = 3  # of the four columns of its Table I


@check("heading-in-text", on=("HEADING_IN_TEXT", "CAPTION_IN_TEXT"), fields=NOTES)
def heading_in_text(page: Page, read: Readout) -> Iterator[Finding]:
    """A line of a text is a heading or a caption of the form: a section may be out of order."""
    for note, number, line in _lines(page):
        # An item's number may be taken for a footnote's; behind a number of its own, a caption is what the note says.
        is_numbered = number == 0 and line[:1].isdigit()
        is_heading = line.type == "HEADING_IN_TEXT" and (number > 0 or line.strip() == "Remarks:")
        if is_heading or (line.type == "CAPTION_IN_TEXT" and not is_numbered):
            path = _text_of(note) if number > 0 else _section_of(note)
            paths = dict.fromkeys((path, *classify(line).fields))
            if line.lstrip().startswith("Remark"):
                paths["remarks"] = None
            message = f"{line.strip()!r} is read as text, but is a heading of the form: is a section out of order?"
            yield Finding(message, tuple(paths), place=place_of([line]))


@check("heading-in-text", on="REMARKS_IN_TEXT", fields=NOTES)
def remarks_in_text(page: Page, read: Readout) -> Iterator[Finding]:
    """The caption of the remarks is within a line."""
    for note, _, line in _lines(page):
        if line.type == "REMARKS_IN_TEXT":
            message = '"Remarks:" stands within this line, not before it, and is read as text'
            yield Finding(message, (_text_of(note), "remarks"), place=place_of([line]))


@check("separator-in-text", on=("footnote", "remarks"), fields=(*NOTES, "signatures"))
def signature_in_text(page: Page, read: Readout) -> Iterator[Finding]:
    """A line of a text looks like a signature that has lost a separator."""
    for note, number, line in _lines(page):
        if _is_signature(number, line):
            message = "this line of a text looks like a signature: is a separator missing?"
            yield Finding(message, (_section_of(note), "signatures"), place=place_of([line]))


@check("separator-in-text", on=("footnote", "remarks"), fields=ALL_FIELDS)
def separator_in_text(page: Page, read: Readout) -> Iterator[Finding]:
    """A text contains a separator: another line may be joined to it."""
    fewest = ROW_SEPARATORS_OF_FORM_3 if page.form is FORM_3 else ROW_SEPARATORS
    for note, number, line in _lines(page):
        pipes = line.count("|") >= fewest or "||" in line.replace(" ", "")
        has_separator = "\t" in line.strip() or (page.has_pipes and pipes)
        if has_separator and not _is_signature(number, line):
            rows = PARTS["ROW"][1] if page.form is FORM_3 else ()  # whose rows are no longer than other lines
            paths = tuple(dict.fromkeys((_section_of(note), *classify(line).fields, *rows)))
            message = "a separator stands within this text: is another line joined to it?"
            yield Finding(message, paths, place=place_of([line]))


def _lines(page: Page) -> Iterator[tuple[Note, int, Token]]:
    """Each line of the footnotes and remarks, with its note and its number in that."""
    for note in (*page.notes.footnotes, *([page.notes.remarks] if page.notes.remarks else ())):
        for number, line in enumerate(note.lines):
            yield note, number, line


def _section_of(note: Note) -> str:
    return note.path.partition("[")[0]


def _text_of(note: Note) -> str:
    return f"{note.path}.text" if note.mark is not None else note.path


def _is_signature(number: int, line: Token) -> bool:
    if line.type == "SIGNATURE_IN_TEXT" or _ends_in_a_date(line):
        return True
    return number > 0 and is_date(line.strip(" |"))


def _ends_in_a_date(line: Token) -> bool:
    """Whether the last cell of a line is a date, after a tab or a pipe."""
    cells = line.replace("|", "\t").strip().rsplit("\t", 1)
    return len(cells) > 1 and is_date(cells[1].strip(" _"))
