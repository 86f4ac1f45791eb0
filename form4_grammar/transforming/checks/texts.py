"""Checks of what was read as a filer's text: words that the form prints, other parts of the form, damaged mark-up."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...findings import Finding
from ...values import NO_TEXT, has_unknown_entity
from ..arrange import SECTIONS
from ..classify import LONGEST, classify
from ..page import Page
from ..readout import OF_NAMES, OF_NOTES, OF_ROWS, Readout, Text
from .check import check

NAMES = ("issuer", "reporting_owners", "signatures")
TABLES = ("non_derivative", "derivative")
NOTES = ("footnotes", "remarks")
EXPECTED = "a text that a filer typed"
BOLD_BEGINS = re.compile(r"(?<!\S)\*\*(?=\S)(?!.*\S\*\*(?!\S))")


@check("heading-in-text", on=SECTIONS, fields=(*NAMES, *TABLES))
def printed_words(page: Page, read: Readout) -> Iterator[Finding]:
    """A name, a line of an address or a title has words that the form prints."""
    for text in _texts(read, OF_NAMES | OF_ROWS):
        if classify(text.content).is_printed:
            yield _finding(text, "words of the form are read as part of this text")


@check("contradiction", on=SECTIONS, fields=(*NAMES, *TABLES))
def no_letters(page: Page, read: Readout) -> Iterator[Finding]:
    """A name, a line of an address or a title has no letters, or only one."""
    for text in _texts(read, OF_NAMES | OF_ROWS):
        has_letters = any(map(str.isalnum, text.content))
        is_too_short = text.field in OF_NAMES and len(text.content) == 1
        if (not has_letters or is_too_short) and not classify(text.content).is_printed:
            yield _finding(text, "this text has no letters, or only one")


@check("contradiction", on=("footnote", "remarks"), fields=NOTES)
def note_without_letters(page: Page, read: Readout) -> Iterator[Finding]:
    """A footnote or the remarks have no letters."""
    for text in _texts(read, OF_NOTES):
        if not any(map(str.isalnum, text.content)):
            yield _finding(text, "this text has no letters")


@check("contradiction", on=SECTIONS, fields=(*NAMES, *TABLES))
def tab_in_text(page: Page, read: Readout) -> Iterator[Finding]:
    """A name, a line of an address or a title contains a tab."""
    for text in _texts(read, OF_NAMES | OF_ROWS):
        if "\t" in text.content:
            yield _finding(text, "a tab stands within this text")


@check("contradiction", on=SECTIONS, fields=(*NAMES, *TABLES))
def damaged_entity(page: Page, read: Readout) -> Iterator[Finding]:
    """A name, a line of an address or a title has an entity that does not exist, so a damaged one."""
    for text in _texts(read, OF_NAMES | OF_ROWS) if "&" in page.text else ():
        if "&" in text.content and has_unknown_entity(text.content):
            yield _finding(text, "this text has a damaged entity")


@check("contradiction", on=SECTIONS, fields=NAMES)
def open_bold(page: Page, read: Readout) -> Iterator[Finding]:
    """Bold type begins within a name or a line of an address, and does not end."""
    for text in _texts(read, OF_NAMES) if "**" in page.text else ():
        if "**" in text.content and BOLD_BEGINS.search(text.content[:LONGEST]):
            yield _finding(text, "bold type begins within this text and does not end")


@check("contradiction", on=SECTIONS, fields=("reporting_owners", "issuer"))
def issuer_among_owners(page: Page, read: Readout) -> Iterator[Finding]:
    """A text of an owner looks like the issuer's name and symbol."""
    for text in _texts(read, OF_NAMES):
        is_owners = "[" in text.content and text.path.startswith("reporting_owners[")
        if is_owners and "SYMBOL" in classify(text.content).kinds:
            message = "this text of an owner looks like the issuer's name and symbol"
            yield Finding(message, (text.path, "issuer"), EXPECTED, place=text.place)


@check("contradiction", on=SECTIONS, fields=(*NAMES, *TABLES, *NOTES))
def control_character(page: Page, read: Readout) -> Iterator[Finding]:
    """A field has a control character, which no text has, or the character that stands for a lost one."""
    for path, place in read.places.items() if NO_TEXT.search(page.text) else ():
        found = NO_TEXT.search(page.text, *place)
        if found:
            message = f"this text has the character U+{ord(found[0]):04X}, which no filer types"
            yield Finding(message, _in_question(path), EXPECTED, place=place)


def _texts(read: Readout, fields: frozenset[str]) -> Iterator[Text]:
    return (text for text in read.texts if text.field in fields)


def _finding(text: Text, message: str) -> Finding:
    return Finding(message, _in_question(text.path), EXPECTED, place=text.place)


def _in_question(path: str) -> str:
    """What is in question with a field: the whole address, or whether there is such a signature at all."""
    if path.startswith("signatures["):
        return "signatures"
    before, address, _ = path.partition(".address.")
    return f"{before}{address}".removesuffix(".")
