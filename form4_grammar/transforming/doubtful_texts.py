"""Texts that were read as a filer's and can hardly be: words that the form prints, or what another part of it holds."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..values import has_unknown_entity
from .findings import Findings
from .looks import LONGEST, looks_of

# Fields that hold a text, by their last name: those of owners, of rows, of notes.
OF_OWNERS = frozenset({"name", "street1", "street2", "city", "state", "country", "officer_title", "other_text"})
OF_ROWS = frozenset({"security_title", "underlying_security_title", "nature_of_ownership"})
OF_NOTES = frozenset({"text", "remarks"})
BOLD_BEGINS = re.compile(r"(?<!\S)\*\*(?=\S)(?!.*\S\*\*(?!\S))")
PRINTED = "words of the form are read as a part of this text"


def report_doubtful_texts(findings: Findings) -> None:
    """Report each field whose text is hardly one that a filer typed, by the places of all that was read."""
    for path, place in findings.places.items():
        text = findings.lines.text[slice(*place)]
        for message in _doubts(path, text):
            code = "heading-in-text" if message is PRINTED else "contradiction"
            findings.report_at(code, message, _whole(path), place, expected="a text that a filer typed")
        if path.startswith("reporting_owners[") and _name(path) in OF_OWNERS and "SYMBOL" in looks_of(text).kinds:
            message = "this is read as an owner's, but has the looks of the issuer's name and symbol"
            for doubtful in (path, "issuer"):
                findings.report_at("contradiction", message, doubtful, place, expected="a text that a filer typed")


def _doubts(path: str, text: str) -> Iterator[str]:
    """What is wrong with the text of a field."""
    name = _name(path)
    if "\0" in text:
        yield "a character that no text has, NUL, stands in this one"
    if name in OF_NOTES:
        if not any(map(str.isalnum, text)):
            yield "this is read as a text, but has no letters"
    elif name in OF_OWNERS or name in OF_ROWS:
        if looks_of(text).are_printed:
            yield PRINTED
        elif not any(map(str.isalnum, text)) or (name in OF_OWNERS and len(text) == 1):
            yield "this is read as a text, but has no letters or only one"
        if "\t" in text:
            yield "a tab stands within this text"
        if "&" in text and has_unknown_entity(text):
            yield "a damaged entity stands in this text"
        if name in OF_OWNERS and BOLD_BEGINS.search(text[:LONGEST]):
            yield "bold type begins within this text, and does not end"


def _name(path: str) -> str:
    return path.rpartition(".")[2]


def _whole(path: str) -> str:
    """What is in doubt with a field: whether there is such a signature at all, and what else of an address is in its
    place.
    """
    if path.startswith("signatures["):
        return "signatures"
    before, address, _ = path.partition(".address.")
    return f"{before}{address}".removesuffix(".")
