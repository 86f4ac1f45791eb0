"""Which part of the form a text looks like, according to grammar/looks.lark."""

from __future__ import annotations

import pytest

from form4_grammar.transforming.classify import LONGEST, classify


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("(1) Vests in three parts.", {"NOTE"}),
        ("| 12. Vests in three parts. |", {"NOTE"}),
        ("1.5% Notes due 2030", set()),
        ("3. Date of Earliest Transaction (Month/Day/Year)", {"ITEM", "PRINTED"}),
        ("2. Remarks: none", {"NOTE", "REMARKS"}),
        ("By: /s/ Petra L. Ashgrove", {"SIGNATURE"}),
        ("Marrowby Ceramics Inc. [ MRWB ]", {"SYMBOL"}),
        ("[Marrowby Ceramics Inc.](https://example.org)", set()),
        ("40 LANTERN QUAY", {"STREET"}),
        ("C/O WRENFIELD PARTNERS LLC", {"CARE_OF"}),
        ("Ashgrove Petra L", set()),
        ("(Last)\t(First)\t(Middle)", {"BOX_1"}),
        ("Wrenfield Partners LLC Floor 12\tX\t\t\t", {"OWNER"}),
        ("Class A Units\t10/09/2024\t\tZ\t\t2,750\tA\t$18.40\t9,125", {"ROW"}),
        ("Beneficially Owned Following", {"PRINTED"}),
        ("x" * LONGEST + "/s/", set()),
    ],
)
def test_a_text_is_classified_by_its_shape_and_by_the_words_of_the_form(text: str, kinds: set[str]) -> None:
    assert classify(text).kinds == kinds


def test_separators_are_counted_unless_the_text_is_a_row_already() -> None:
    assert classify("a\tb\tc\td\te").kinds == {"OWNER"}
    assert classify("a\tb\tc\td\te", as_row=False).kinds == set()


def test_a_likeness_names_the_parts_of_the_form_and_their_fields() -> None:
    likeness = classify("2. Remarks: none")
    assert likeness.words == "a footnote or the remarks"
    assert likeness.fields == ("footnotes", "remarks")
    assert likeness.is_printed
