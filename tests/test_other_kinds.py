"""What is not a filing says what it is, in one diagnostic with the next step."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

import form4_grammar as f4


def archive(name: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as opened:
        opened.writestr("[Content_Types].xml", "<Types/>")
        opened.writestr(name, "text")
    return made.getvalue()


INDEX = "<!DOCTYPE html><html><head><title>EDGAR Filing Documents</title></head><body>Form 4</body></html>"
PAGE = "<html><body><p>FORM 4</p><table><tr><td>1. Title of Security</td></tr></table></body></html>"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\0", "a PDF"),
        (b"%PDF-1.4\n1 0 obj\n<< >>\nendobj\n", "a PDF"),
        (archive("word/document.xml"), "a DOCX document"),
        (archive("xl/workbook.xml"), "an XLSX workbook"),
        (archive("filing.txt"), "a ZIP archive"),
        (b"\x1f\x8b\x08\0abc", "a gzip archive"),
        (b'{"schema": 2, "filing": null}', "JSON"),
        (b"[]", "JSON"),
        (INDEX.encode(), "the index of a filing in HTML"),
        (PAGE.encode(), "HTML"),
        (b"UNITED STATES\nSCHEDULE 13D\nUnder the Act\n", "a Schedule 13D"),
        (b"UNITED STATES\nSCHEDULE 13G/A\nUnder the Act\n", "a Schedule 13G/A"),
        (b"UNITED STATES\nFORM 10-K\nANNUAL REPORT\n", "a Form 10-K"),
        (b"Form 144 NOTICE OF PROPOSED SALE OF SECURITIES\n", "a Form 144"),
        (
            b"<?xml version='1.0'?><edgarSubmission><submissionType>144</submissionType></edgarSubmission>",
            "XML of a submission of type 144",
        ),
        (b"<?xml version='1.0'?><feed><title>Form 4</title></feed>", "XML, but no ownership document"),
    ],
)
def test_a_file_of_another_kind_says_what_it_is(data: bytes, words: str) -> None:
    reading = f4.read_file(io.BytesIO(data))
    assert reading.filing is None
    [diagnostic] = reading.diagnostics
    assert f"this is {words}".lower() in diagnostic.message.lower()
    assert diagnostic.severity == "error"
    assert diagnostic.hint


def test_a_filing_that_mentions_another_form_is_read() -> None:
    text = (Path(__file__).parent.parent / "examples" / "filing.txt").read_text(encoding="utf-8")
    assert f4.read(text.replace("single prices on request.", "see Schedule 13D and Form 144.")).filing is not None
