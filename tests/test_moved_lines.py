"""Damaged texts that still read well, but give another filing: every difference is reported."""

from __future__ import annotations

import pytest
from conftest import FIXTURES, text_of
from damage import damaged
from differences import changed, uncovered

import form4_grammar as f4

NOTE = "Vests in three parts on the first of each June."
SECTION_30 = "or Section 30(h) of the Investment Company Act of 1940"
PLAN_BOX = (
    "X\tCheck this box to indicate that a transaction was made pursuant to a contract, instruction or written plan for "
    "the purchase or sale of equity securities of the issuer that is intended to satisfy the affirmative defense "
    "conditions of Rule 10b5-1(c). See Instruction 10."
)


def swapped(one: str, other: str) -> tuple[tuple[str, str], tuple[str, str]]:
    return (one, other), (other, one)


# A fixture, what happens to it, and the replacement, which is made at the last place where the old text stands.
DAMAGES = (
    (
        "same-filing/current-tab.txt",
        "a footnote and a street have changed places",
        *swapped("77 ORCHARD ROAD", f"1. {NOTE}"),
    ),
    (
        "same-filing/current-tab.txt",
        "a signature and a street have changed places",
        *swapped("77 ORCHARD ROAD", "/s/ Petra L. Ashgrove\t07/28/2016"),
    ),
    (
        "plan-box-checked/current-browser.txt",
        "the caption of item 1 and the second line of a table's head have changed places",
        *swapped("1. Name and Address of Reporting Person*", "Code\tV\tAmount\t(A) or (D)\tPrice"),
    ),
    (
        "same-filing/current-tab.txt",
        "a signature without /s/ stands above the form's items",
        ("SEC Form 4\n", "SEC Form 4\n\tPetra L. Ashgrove\t07/28/2016\n"),
        ("\t/s/ Petra L. Ashgrove\t07/28/2016\n", ""),
    ),
    (
        "footnotes-and-remarks/current-markdownify.md",
        "a line of the head stands among the remarks",
        ("Exhibit 24 is attached. |\n", "Exhibit 24 is attached. |\n| SEC Form 4 |\n"),
    ),
    ("plan-box-checked/current-browser.txt", "the separator before the state is lost", ("RALEIGH\tNC", "RALEIGHNC")),
    ("same-filing/current-tab.txt", "the country stands for the postal code", ("K7L 1A1", "CANADA")),
    ("same-filing/current-tab.txt", "a character is no text's", (NOTE, NOTE.replace("parts", "p\0rts"))),
    ("plan-box-checked/current-tab.txt", "a box that the form has since 2023 is dropped", (PLAN_BOX, "")),
    (
        "plan-box-checked/current-browser.txt",
        "a check mark stands below the label of its box",
        ("X\n\tCheck this box to indicate", "\tCheck this box to indicate"),
        ("1. Name and Address", "X\n1. Name and Address"),
    ),
    (
        "page-of-2026-with-footnotes/current-html2text.md",
        "the label of item 2a is cut off",
        ("2a. Foreign Trading Symbol", "2a. Foreign Trading"),
    ),
    (
        "page-of-2026/current-html2text.md",
        "the caption of item 1 is cut off, and a link with it",
        (
            "1\\. Name and Address of Reporting Person*| [Marchbanks Ottoline](/cgi-bin/browse-edgar"
            "?action=getcompany&CIK=0001900041)",
            "1\\. Name",
        ),
    ),
    (
        "box-1-over-lines/current-markdown.md",
        "the title has lost its line end",
        ("<b>Head Brewer</b>\nFeatherstone", "Head Brewer Featherstone"),
    ),
    (
        "same-filing/classic-browser.txt",
        "a street stands twice",
        ("77 ORCHARD ROAD", "77 ORCHARD ROAD\n77 ORCHARD ROAD"),
    ),
    ("same-filing/classic-browser.txt", "name and street are joined", ("Petra L\n77", "Petra L 77")),
    ("same-filing/classic-browser.txt", "two streets are joined", ("Floor 12\n40", "Floor 12 40")),
    ("same-filing/classic-browser.txt", "a street is broken in two", ("Floor 12\n", "Floor\n12\n")),
    (
        "officer-and-other/classic-tab.txt",
        "the texts of an officer and of another are joined",
        ("Chief Scientist\tTrustee of the founders' plan", "Chief Scientist Trustee of the founders' plan\t"),
    ),
    (
        "plan-box-checked/current-browser.txt",
        "words of item 5 and the heading of the notes have changed places",
        *swapped("(Check all applicable)", "Explanation of Responses:"),
    ),
    (
        "plan-box-checked/current-browser.txt",
        "the box of Rule 10b5-1(c) and the heading of Table I have changed places",
        *swapped(
            PLAN_BOX.removeprefix("X\t"),
            "Table I - Non-Derivative Securities Acquired, Disposed of, or Beneficially Owned",
        ),
    ),
    (
        "same-filing/classic-browser.txt",
        "an owner's street and name have changed places",
        *swapped("Ashgrove Petra L\n", "77 ORCHARD ROAD\n"),
    ),
    (
        "same-filing/current-tab.txt",
        "a street of another owner stands in place of the name",
        ("Ashgrove Petra L\n", "C/O LANTERN MILLS\n"),
    ),
    (
        "same-filing/current-tab.txt",
        "a line of an address stands in place of the issuer",
        ("Marrowby Ceramics Inc. [ MRWB ]", "C/O LANTERN MILLS"),
    ),
    (
        "same-filing/classic-browser.txt",
        "an owner's last line is dropped",
        ("TROMSO,\xa0Q8\xa09008\t\xa0 X\t\xa0\t\xa0\t\xa0\n", ""),
    ),
    (
        "same-filing/current-tab.txt",
        "the signature of one owner has lost its separator",
        ("Petra L. Ashgrove\t07/28/2016", "Petra L. Ashgrove07/28/2016"),
    ),
    (
        "same-filing/current-tab.txt",
        "a signature stands below the form's last words",
        ("\tBy: /s/ Petra L. Ashgrove, Manager\t11/15/2016\n", ""),
        ("4 (b)(v).\t\t\n", "4 (b)(v).\t\t\n\tBy: /s/ Petra L. Ashgrove, Manager\t11/15/2016\n"),
    ),
    (
        "same-filing/current-tab.txt",
        "the labels of an owner's name stand in place of the street",
        ("77 ORCHARD ROAD", "(Last)\t(First)\t(Middle)"),
    ),
    (
        "same-filing/current-tab.txt",
        "the end of an indirect holding's row is cut off",
        ("I\tBy trust for a niece", "I"),
    ),
    (
        "same-filing/current-tab.txt",
        "a state has lost its second letter to a separator",
        ("TROMSO\tQ8", "TROMSO\tQ\t"),
    ),
    (
        "page-of-2026/current-html2text.md",
        "the CIK in a link has lost a digit",
        ("CIK=0001900041", "CIK=000190041"),
    ),
    (
        "page-of-2026/current-html2text.md",
        "the link to a filer has lost its CIK",
        ("CIK=0001900041", "CI=0001900041"),
    ),
    (
        "checks-and-plan/current-html2text.md",
        "a check mark has become another character",
        ("| X  \n---  \nCheck this box to", "| _  \n---  \nCheck this box to"),
    ),
    (
        "same-filing/current-tab.txt",
        "the date of item 3 stands below the caption of item 4",
        (" 05/09/2016", ""),
        ("Original Filed (Month/Day/Year)", "Original Filed (Month/Day/Year) 05/09/2016"),
    ),
    (
        "officer-and-other/classic-tab.txt",
        "the separators behind an owner are lost, where other lines have kept theirs",
        ("Chief Scientist\tTrustee of the founders' plan", "Trustee of the founders' plan"),
    ),
)


@pytest.mark.parametrize(
    ("name", "edits"), [(name, edits) for name, _, *edits in DAMAGES], ids=[what for _, what, *_ in DAMAGES]
)
def test_what_a_moved_or_damaged_line_changes_is_said(name: str, edits: list[tuple[str, str]]) -> None:
    text = text_of(FIXTURES / name)
    new = damaged(text, [(text.rindex(old), text.rindex(old) + len(old), put) for old, put in edits])
    whole, reading = f4.read(text), f4.read(new)
    assert changed(whole, reading)
    assert uncovered(whole, reading) == []


def test_half_a_line_of_the_head_is_no_street_wherever_it_stands() -> None:
    text = text_of(FIXTURES / "checks-and-plan" / "current-html2text.md")
    street = "1450 PEPPERCORN AVENUE  \n---  \n"
    assert f4.loads(text.replace(SECTION_30, "").replace(street, f"{street}{SECTION_30}  \n")) == f4.loads(text)
