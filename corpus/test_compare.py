"""The texts of the corpus, held against the XML of the same filings: what differs and is not explained, is reported."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import pytest

import form4_grammar as f4

CORPUS = Path(os.environ.get("FORM4_CORPUS", Path(__file__).parent.parent.parent / "shared" / "corpus"))
SUBMISSIONS = CORPUS.parent / "corpus-inputs" / "submission"
LAYOUTS = ("classic-tab", "current-markdownify")  # what the pages lose and run together most, and least
PAIRS = [
    pytest.param(text, SUBMISSIONS / f"{text.stem}.txt", id=f"{text.parent.name}/{text.stem}")
    for layout in LAYOUTS
    for corpus in (CORPUS, CORPUS.parent / "corpus-forms-3-and-5")
    for text in sorted((corpus / layout).glob("*"))
    if (SUBMISSIONS / f"{text.stem}.txt").is_file()
]


@cache
def submission(path: Path) -> f4.Reading:
    return f4.read_file(path)


@pytest.mark.parametrize(("text", "xml"), PAIRS)
def test_a_text_is_what_its_xml_says_or_reports_why_not(text: Path, xml: Path) -> None:
    found = f4.compare(f4.read_file(text), submission(xml))
    assert [field for field in found.different if field.reason is None] == []
    assert len(found.different) <= 2  # of two filings, with an address that is itself in disorder
