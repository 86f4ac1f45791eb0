"""What a text in a wrong place has the looks of, by grammar/looks.lark."""

from __future__ import annotations

import pytest

from form4_grammar.transforming.looks import LONGEST, looks_of


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("(1) Vests in three parts.", {"NOTE"}),
        ("| 12. Vests in three parts. |", {"NOTE"}),
        ("1.5% Notes due 2030", set()),
        ("3. Date of Earliest Transaction (Month/Day/Year)", {"PRINTED"}),
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
def test_looks_are_told_by_shape_and_by_the_form_s_words(text: str, kinds: set[str]) -> None:
    assert looks_of(text).kinds == kinds


def test_separators_are_looks_by_choice() -> None:
    assert looks_of("a\tb\tc\td\te", of_rows=False).kinds == set()


def test_looks_name_the_parts_and_the_fields_that_may_be_lost() -> None:
    looks = looks_of("2. Remarks: none")
    assert looks.parts == "a footnote or the remarks"
    assert looks.fields == ("footnotes", "remarks")
    assert looks.are_printed
