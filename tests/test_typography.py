"""Typeset dashes, quotation marks and blanks: the form's own words are known with them; a filer's text keeps them."""

from __future__ import annotations

from random import Random

import pytest
from conftest import text_of
from damage import damaged, form_typeset
from fixture_files import FIXTURES, SAME_FILING
from samples import characters

import form4_grammar as f4
from form4_grammar.lossless import leaves
from form4_grammar.typography import PLAIN, plain

FORM_3 = FIXTURES / "form-3" / "classic-tab.txt"
# The numbers that form_typeset draws: a dash, a hyphen, a blank.
KINDS = ((0, 0, 0), (1, 1, 1), (2, 0, 2), (0, 1, 3))


@pytest.mark.parametrize("path", SAME_FILING, ids=lambda path: path.stem)
def test_the_forms_own_words_are_read_in_any_type(path):
    text = text_of(path)
    expected = f4.read(text)
    for kind in KINDS:
        drawn = iter(kind)
        typeset = damaged(text, form_typeset(text, lambda first, last, drawn=drawn: next(drawn)))
        reading = f4.read(typeset)
        assert typeset != text
        assert reading.layout == expected.layout
        assert reading.filing == expected.filing
        assert [d.code for d in reading.diagnostics] == [d.code for d in expected.diagnostics]
        assert reading.tree is not None
        assert "".join(leaves(reading.tree)) == typeset


def test_a_filers_text_keeps_its_characters():
    text = text_of(FORM_3).replace("Vests in four parts", "\u201cVests\u201d \u2013 in A\u2019s 4 parts")
    filing = f4.loads(text)
    assert filing.footnotes[1].text == "\u201cVests\u201d \u2013 in A\u2019s 4 parts from March 2023."


def test_dates_and_amounts_are_read_in_any_type():
    text = text_of(FORM_3)
    filing = f4.loads(text.replace("06/06/2022", "2022\u201306\u201306").replace("$250,000", "$\u2009250,000"))
    assert filing == f4.loads(text)


def test_no_place_changes():
    random = Random(1)
    for _ in range(2_000):
        text = "".join(random.choice((*map(chr, PLAIN), "\xa0", "a", " ", characters(random, 3))) for _ in range(12))
        assert len(plain(text)) == len(text)
        assert plain(plain(text)) == plain(text)
        changed = [character for character, other in zip(text, plain(text), strict=True) if character != other]
        assert {ord(character) for character in changed} <= {*PLAIN, 0xA0}
