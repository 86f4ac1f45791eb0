"""Damage that leaves a text which reads well, but not as it did: what differs is said to be doubtful or lost."""

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


# A fixture, what becomes of it, and what is put in place of what; the last place where that stands.
DAMAGES = (
    (
        "current-tab/same-filing.txt",
        "a footnote and a street have changed places",
        *swapped("77 ORCHARD ROAD", f"1. {NOTE}"),
    ),
    (
        "current-tab/same-filing.txt",
        "a signature and a street have changed places",
        *swapped("77 ORCHARD ROAD", "/s/ Petra L. Ashgrove\t07/28/2016"),
    ),
    (
        "current-browser/plan-box-checked.txt",
        "the caption of item 1 and the second line of a table's head have changed places",
        *swapped("1. Name and Address of Reporting Person*", "Code\tV\tAmount\t(A) or (D)\tPrice"),
    ),
    (
        "current-tab/same-filing.txt",
        "a signature without /s/ stands above the form's items",
        ("SEC Form 4\n", "SEC Form 4\n\tPetra L. Ashgrove\t07/28/2016\n"),
        ("\t/s/ Petra L. Ashgrove\t07/28/2016\n", ""),
    ),
    (
        "current-markdownify/footnotes-and-remarks.md",
        "a line of the head stands among the remarks",
        ("Exhibit 24 is attached. |\n", "Exhibit 24 is attached. |\n| SEC Form 4 |\n"),
    ),
    ("current-browser/plan-box-checked.txt", "the separator before the state is lost", ("RALEIGH\tNC", "RALEIGHNC")),
    ("current-tab/same-filing.txt", "the country stands for the postal code", ("K7L 1A1", "CANADA")),
    ("current-tab/same-filing.txt", "a character is no text's", (NOTE, NOTE.replace("parts", "p\0rts"))),
    ("current-tab/plan-box-checked.txt", "a box that the form has since 2023 is dropped", (PLAN_BOX, "")),
    (
        "current-browser/plan-box-checked.txt",
        "a check mark stands below the label of its box",
        ("X\n\tCheck this box to indicate", "\tCheck this box to indicate"),
        ("1. Name and Address", "X\n1. Name and Address"),
    ),
    (
        "current-html2text/page-of-2026-with-notes.md",
        "the label of item 2a is cut off",
        ("2a. Foreign Trading Symbol", "2a. Foreign Trading"),
    ),
    (
        "current-html2text/page-of-2026.md",
        "the caption of item 1 is cut off, and a link with it",
        (
            "1\\. Name and Address of Reporting Person*| [Marchbanks Ottoline](/cgi-bin/browse-edgar"
            "?action=getcompany&CIK=0001900041)",
            "1\\. Name",
        ),
    ),
    (
        "current-markdown/box-1-over-lines.md",
        "the title has lost its line end",
        ("<b>Head Brewer</b>\nFeatherstone", "Head Brewer Featherstone"),
    ),
    (
        "classic-browser/same-filing.txt",
        "a street stands twice",
        ("77 ORCHARD ROAD", "77 ORCHARD ROAD\n77 ORCHARD ROAD"),
    ),
    ("classic-browser/same-filing.txt", "name and street are joined", ("Petra L\n77", "Petra L 77")),
    ("classic-browser/same-filing.txt", "two streets are joined", ("Floor 12\n40", "Floor 12 40")),
    ("classic-browser/same-filing.txt", "a street is broken in two", ("Floor 12\n", "Floor\n12\n")),
    (
        "classic-tab/officer-and-other.txt",
        "the texts of an officer and of another are joined",
        ("Chief Scientist\tTrustee of the founders' plan", "Chief Scientist Trustee of the founders' plan\t"),
    ),
    (
        "current-browser/plan-box-checked.txt",
        "words of item 5 and the heading of the notes have changed places",
        *swapped("(Check all applicable)", "Explanation of Responses:"),
    ),
    (
        "current-browser/plan-box-checked.txt",
        "the box of Rule 10b5-1(c) and the heading of Table I have changed places",
        *swapped(
            PLAN_BOX.removeprefix("X\t"),
            "Table I - Non-Derivative Securities Acquired, Disposed of, or Beneficially Owned",
        ),
    ),
    (
        "classic-browser/same-filing.txt",
        "an owner's street and name have changed places",
        *swapped("Ashgrove Petra L\n", "77 ORCHARD ROAD\n"),
    ),
    (
        "current-tab/same-filing.txt",
        "a street of another owner stands in place of the name",
        ("Ashgrove Petra L\n", "C/O LANTERN MILLS\n"),
    ),
    (
        "current-tab/same-filing.txt",
        "a line of an address stands in place of the issuer",
        ("Marrowby Ceramics Inc. [ MRWB ]", "C/O LANTERN MILLS"),
    ),
    (
        "classic-browser/same-filing.txt",
        "an owner's last line is dropped",
        ("TROMSO,\xa0Q8\xa09008\t\xa0 X\t\xa0\t\xa0\t\xa0\n", ""),
    ),
    (
        "current-tab/same-filing.txt",
        "the signature of one owner has lost its separator",
        ("Petra L. Ashgrove\t07/28/2016", "Petra L. Ashgrove07/28/2016"),
    ),
    (
        "current-tab/same-filing.txt",
        "a signature stands below the form's last words",
        ("\tBy: /s/ Petra L. Ashgrove, Manager\t11/15/2016\n", ""),
        ("4 (b)(v).\t\t\n", "4 (b)(v).\t\t\n\tBy: /s/ Petra L. Ashgrove, Manager\t11/15/2016\n"),
    ),
    (
        "current-tab/same-filing.txt",
        "the labels of an owner's name stand in place of the street",
        ("77 ORCHARD ROAD", "(Last)\t(First)\t(Middle)"),
    ),
    (
        "current-tab/same-filing.txt",
        "the end of an indirect holding's row is cut off",
        ("I\tBy trust for a niece", "I"),
    ),
    (
        "current-tab/same-filing.txt",
        "a state has lost its second letter to a separator",
        ("TROMSO\tQ8", "TROMSO\tQ\t"),
    ),
    (
        "current-html2text/page-of-2026.md",
        "the CIK in a link has lost a digit",
        ("CIK=0001900041", "CIK=000190041"),
    ),
    (
        "current-html2text/page-of-2026.md",
        "the link to a filer has lost its CIK",
        ("CIK=0001900041", "CI=0001900041"),
    ),
    (
        "current-html2text/checks-and-plan.md",
        "a check mark has become another character",
        ("| X  \n---  \nCheck this box to", "| _  \n---  \nCheck this box to"),
    ),
    (
        "current-tab/same-filing.txt",
        "the date of item 3 stands below the caption of item 4",
        (" 05/09/2016", ""),
        ("Original Filed (Month/Day/Year)", "Original Filed (Month/Day/Year) 05/09/2016"),
    ),
    (
        "classic-tab/officer-and-other.txt",
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
    text = text_of(FIXTURES / "current-html2text" / "checks-and-plan.md")
    street = "1450 PEPPERCORN AVENUE  \n---  \n"
    assert f4.loads(text.replace(SECTION_30, "").replace(street, f"{street}{SECTION_30}  \n")) == f4.loads(text)
