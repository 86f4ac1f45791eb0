"""Filings read from the corpus and written in every layout read the same again, and keep the words of the page."""

from __future__ import annotations

import re
from functools import cache

import pytest
from test_scores import CORPORA
from test_scores import pytestmark as pytestmark

import form4_grammar as f4
from form4_grammar.differences import differences
from form4_grammar.lossless import leaves
from form4_grammar.rendering import render
from form4_grammar.values import to_text

# The dataset's page has things that no page of the SEC prints, and lacks others: numbers below zero, the date of box 4.
PAGES = [layout for layout in CORPORA if layout != "sefd"]
TEXTS = [layout for layout in PAGES if not layout.endswith("-html")]  # HTML is written, but not word for word
WORD = re.compile(r"[0-9]+\.[0-9]+|[^\W_]+")
# The marks of check boxes, which a tab text spells in many ways; what stands between cells, in lines and around text.
UNWORDED = ("CHECKED", "UNCHECKED", "CHECKED_CELL", "BOLD", "EMPHASIS", "_GAP", "_SEP", "_EOL", "_ROW_END", "_SIGNED")
# What only some texts of the same page and the same filing print.
LIBERTIES = (
    "OMB Number: 3235-0287 Estimated average burden hours per response: 0.5",  # once more beside its cells
    "Rule 10b5-1(c) Transaction Indication",
    "for the purchase or sale of equity securities of the issuer",
    "Check this box to indicate that a transaction was made pursuant to a contract, instruction or written plan that "
    "is intended to satisfy the affirmative defense conditions of Rule 10b5-1(c). See Instruction 10.",  # if unmarked
    "Remarks:",  # without any
    "Ownership Submission",  # the title of the HTML page
)


@cache
def readings(layout: str) -> dict[str, f4.Reading]:
    """The readings of a layout's texts that have no error, by name."""
    texts = {path.name: path.read_bytes().decode("utf-8") for path in sorted((CORPORA[layout] / layout).iterdir())}
    found = {name: f4.read(text, layout) for name, text in texts.items()}
    return {name: reading for name, reading in found.items() if not reading.errors}


@cache
def distinct_filings() -> dict[f4.Filing, str]:
    """Each distinct filing, with the name of a text that it was read from."""
    found = ((reading, f"{layout}/{name}") for layout in TEXTS for name, reading in readings(layout).items())
    return {reading.filing: name for reading, name in found if reading.filing}


@pytest.mark.parametrize("layout", PAGES)
def test_what_was_read_is_written_in_every_layout(layout: str) -> None:
    for filing, name in distinct_filings().items():
        shown = f4.shown(filing, layout)
        again = f4.read(render(shown, layout))
        assert str(again.layout) == layout, name
        assert not list(differences(shown, again.filing)), name
        assert not [d for d in again.diagnostics if d.severity != "info"], name


@pytest.mark.parametrize("layout", TEXTS)
def test_what_is_written_are_the_words_of_the_page(layout: str) -> None:
    """In the same order, except that tab texts order the boxes above Table I differently."""
    for name, reading in readings(layout).items():
        assert reading.filing is not None
        given, written = words(reading), words(f4.read(render(f4.shown(reading.filing, layout), layout), layout))
        if layout.endswith(("-tab", "-markdown")):
            for one in given, written:
                one[: one.index("Table")] = sorted(one[: one.index("Table")])
        assert given == written, name


def words(reading: f4.Reading) -> list[str]:
    """The words and numbers of a text, without trailing zeros, and without what only some texts print."""
    assert reading.tree is not None
    texts = (to_text(leaf) for leaf in leaves(reading.tree) if leaf.type not in UNWORDED)
    found = " ".join(
        word.rstrip("0").rstrip(".") if "." in word else word for word in WORD.findall(" ".join(filter(None, texts)))
    )
    for liberty in LIBERTIES:
        found = found.replace(" ".join(WORD.findall(liberty)), "")
    return found.split()
