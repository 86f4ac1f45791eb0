"""What a file is that is no Form 3, 4 or 5, and what to do with it. It is asked only about what was not read."""

from __future__ import annotations

import re

import attrs

from .diagnostics import CODES, Diagnostic
from .spans import Lines

FIRST = 20_000  # characters in which a text says what it is


@attrs.frozen
class OtherKind:
    """A kind of file that is not read.

    Attributes:
        pattern: what such a file begins with, or has among its first characters
        words: what it is; ``{}`` stands for the first group of the pattern
        hint: the next step
    """

    pattern: re.Pattern[str]
    words: str
    hint: str


def _begins(pattern: str, words: str, hint: str) -> OtherKind:
    return OtherKind(re.compile(rf"\A\ufeff?\s*(?:{pattern})", re.IGNORECASE | re.DOTALL), words, hint)


def _has(pattern: str, words: str, hint: str) -> OtherKind:
    return OtherKind(re.compile(pattern, re.IGNORECASE), words, hint)


HTML = r"(?:<\?xml[^>]*>\s*)?(?:<!doctype html|<html\b|<head\b|<body\b)"
TO_TEXT = "open it in a browser, select all and copy; or convert it with markdownify or html2text; or download the XML"
ANOTHER_FORM = "on EDGAR, look for a filing of type 3, 4 or 5"
# Binary files by their first characters, as Latin-1.
BINARY = (
    _begins("%PDF-", "a PDF", "download the filing's XML or its full submission (.txt) from EDGAR instead"),
    _begins(r"PK\x03\x04.{0,4000}?word/", "a DOCX document", "save it as plain text"),
    _begins(r"PK\x03\x04.{0,4000}?xl/", "an XLSX workbook", "download the filing's XML from EDGAR instead"),
    _begins(r"PK\x03\x04|PK\x05\x06", "a ZIP archive", "unpack it, and read the files in it"),
    _begins(r"\x1f\x8b", "a gzip archive", "unpack it: gunzip"),
    _begins(r"\x89PNG|\xff\xd8\xff|GIF8", "an image", "look for the filing's XML or text on EDGAR"),
)
TEXTS = (
    *BINARY[:1],
    _begins(
        r"\{\s*[\"}]|\[\s*[\[{\"\]]",
        "JSON",
        "read it with from_json, or write it as text with form4 render",
    ),
    _begins(
        rf"{HTML}.*?(?:Document Format Files|EDGAR Filing Documents|Filing Detail|-index\.html?\b)",
        "the index of a filing in HTML",
        "download a document that it lists: the .xml, or the full submission (.txt)",
    ),
    _has(r"\bSCHEDULE\s+(13[DG](?:/A)?)\b", "a Schedule {}", ANOTHER_FORM),
    _has(r"\bFORM\s+(144|10-[KQ]|8-K|20-F|6-K|13F|S-[1348]|DEF\s?14A)\b", "a Form {}", ANOTHER_FORM),
    _has(r"<submissionType>\s*([\w/ .-]{1,20}?)\s*</submissionType>", "XML of a submission of type {}", ANOTHER_FORM),
    _begins(HTML, "HTML", TO_TEXT),
    _begins(r"<\?xml\b", "XML, but no ownership document", ANOTHER_FORM),
)


def binary_kind(data: bytes) -> Diagnostic | None:
    """Tell what binary data are; None if they are of no kind that is known."""
    first = data[:FIRST].decode("latin-1")
    for kind in BINARY:
        if kind.pattern.match(first):
            message = f"this is {kind.words}, not a text"
            return Diagnostic("binary-file", CODES["binary-file"], message, expected="text or XML", hint=kind.hint)
    return None


def text_kind(text: str) -> Diagnostic | None:
    """Tell what a text is that was not read; None if it is of no kind that is known."""
    first = text[:FIRST]
    for kind in TEXTS:
        found = kind.pattern.search(first)
        if found:
            place = found.span(1) if found.lastindex else (0, 0)
            words = kind.words.format(found[1] if found.lastindex else "")
            return Diagnostic(
                "not-a-form",
                CODES["not-a-form"],
                f"this is {words}; only Forms 3, 4 and 5 are read",
                span=Lines(text).span(*place),
                expected="Form 3, 4 or 5",
                found=text[slice(*place)] or None,
                hint=kind.hint,
            )
    return None
