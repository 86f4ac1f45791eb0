"""The checks of what was read: each fires where it should, none on a sound page, and reading needs none of them."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest
from conftest import FIXTURES, ROOT, SECTIONS, TEXTS, name_of, reading_of, start_of, text_of

import form4_grammar as f4
from form4_grammar.diagnostics import CODES
from form4_grammar.findings import Finding
from form4_grammar.transforming.align import align
from form4_grammar.transforming.arrange import arrange
from form4_grammar.transforming.checks import CHECKS
from form4_grammar.transforming.read import read_page
from form4_grammar.transforming.recognise import refusal

PARTS = ROOT / "form4_grammar" / "transforming"
FIXTURE_PARSES = {
    **{path: (text_of(path), None, None) for path in TEXTS},
    **{path: (text_of(path), path.stem, start_of(path)) for path in SECTIONS},
}

TAB, BROWSER, CURRENT = (
    "same-filing/classic-tab.txt",
    "plan-box-checked/current-browser.txt",
    "same-filing/current-tab.txt",
)
LINES, REMARKS = "joint-owners-on-lines/classic-tab.txt", "remarks/classic-tab.txt"
BOLD = "bold-in-cells/classic-markdown.md"
PIPES = "remarks-heading-joined-to-footnote/current-html2text.md"
COPIES = (
    "Note: File three copies of this Form, one of which must be manually signed. If space is insufficient, "
    "see Instruction 6 for procedure."
)
# For each check that no fixture triggers, one change to a sound fixture: the check, the fixture, old and new text.
CHANGES = (
    ("cut_issuer_name", TAB, "Ceramics Inc. [MRWB]", "Ceramics Inc. [MRWB"),
    ("second_name", CURRENT, "\n\n1. Name and Address of Reporting Person*\n\nAshgrove", "\n\nAshgrove"),
    ("swapped_name", TAB, "* Wrenfield Partners LLC\t2.", "* C/O WRENFIELD PARTNERS LLC\t2."),
    ("third_street", CURRENT, "Floor 12\n40 LANTERN QUAY\n", "Floor 12\n40 LANTERN QUAY\nHARBOUR SIDE\n"),
    ("long_street", CURRENT, "77 ORCHARD ROAD\n", f"77 {'ORCHARD ' * 15}ROAD\n"),
    ("street_twice", CURRENT, "Floor 12\n40 LANTERN QUAY\n", "Floor 12\nFloor 12\n"),
    ("third_title", BROWSER, "Chief Data Officer\t\t\n", "Chief Data Officer\t\t\nSecond title\t\t\nThird title\t\t\n"),
    ("box_without_text", BROWSER, "\tChief Data Officer\t\t\n", "\t\t\t\n"),
    ("row_among_boxes", BROWSER, "X\tDirector", "Common Stock\t09/12/2024\tS\tD\t48.77\nX\tDirector"),
    ("date_above_items", BROWSER, "SEC Form 4\n", "SEC Form 4\n09/12/2024\n"),
    (
        "cut_off_head",
        TAB,
        " Marrowby Ceramics Inc. [MRWB]\t5. Relationship of Reporting Person(s) to Issuer",
        " Marrowby",
    ),
    ("missing_exit_box", BROWSER, "Check this box if no longer subject to Section 16.", "Check this box."),
    ("missing_plan_box", TAB, "05/09/2016", "05/09/2024"),
    ("printed_line_among_items", BROWSER, "1255 SIGNAL HILL DRIVE\n", "Washington, D.C. 20549\n"),
    ("no_row_of_form_3", "form-3-no-securities/classic-tab.txt", "No securities are beneficially owned", ""),
    ("box_above_caption", BROWSER, "\t5. Relationship", "\n\tDirector\t\t10% Owner\n\t5. Relationship"),
    (
        "check_box_below_an_item",
        BROWSER,
        "(Street)\n",
        "(Street)\n\tCheck this box if no longer subject to Section 16.\n",
    ),
    ("note_without_text", TAB, "(1) Vests in three parts on the first of each June.", "(1)"),
    ("note_in_remarks", REMARKS, "Remarks: Exhibit", "Remarks:\n(7) Exhibit"),
    ("remarks_joined", TAB, "first of each June.\n", "first of each June. Remarks:\n"),
    ("kind_unclear", TAB, "10/09/2024\t\tZ\t\t2,750\tA\t$18.40", "soon\t\t\t\t\t\t"),
    ("label_twice", CURRENT, "77 ORCHARD ROAD\n", "(Street)\n"),
    ("longer_row", LINES, "RENO, NV 89501\t\tX\t\tAdviser", "RENO, NV 89501\t\tX\t\t\t\tAdviser"),
    ("mark_as_text", TAB, "Q8 9008\tX\t\t\t", "Q8 9008\t\t\tX\t"),
    ("name_not_set_off", TAB, "Ashgrove Petra L 77 ORCHARD ROAD KINGSTON, A6 K7L 1A1\t", "Ashgrove Petra L\t"),
    ("wrong_streets", LINES, "72 PROSPECTOR TRAIL\n", ""),
    ("address_line_twice", LINES, "72 PROSPECTOR TRAIL\n", "72 PROSPECTOR TRAIL\n72 PROSPECTOR TRAIL\n"),
    (
        "streets_differ",
        LINES,
        "Blackthorn Ridge Fund II, L.P.\n1 ASSAY PLAZA\n22ND",
        "Blackthorn Ridge Fund II, L.P.\n1 ASSAY\nPLAZA 22ND",
    ),
    ("signature_below_notice", BROWSER, "Reminder:", f"{COPIES}\n\t/s/ Ann Onymous\t09/13/2024\nReminder:"),
    ("labels_against_signatures", TAB, "/s/ Petra L. Ashgrove\t\t07/28/2016\n", ""),
    ("no_letters", TAB, "By trust for a niece", "--"),
    ("note_without_letters", TAB, "Vests in three parts on the first of each June.", "..."),
    ("tab_in_text", PIPES, "Date of Earliest Transaction", "Date o\tf Earliest Transaction"),
    ("damaged_entity", TAB, "By trust for a niece", "By trust &amq; niece"),
    ("open_bold", TAB, "Chief Kiln Officer", "Chief **Kiln Officer"),
    ("issuer_among_owners", TAB, "Chief Kiln Officer", "Marrowby Ceramics [MRWB]"),
    ("control_character", TAB, "By trust for", "By tr\0st for"),
    ("mark_in_another_shape", TAB, "By trust for a niece", "By trust for a niece{1}"),
    ("single_bold", BOLD, "8,200", "8,200**"),
    ("folded_street", "joint-owners/current-browser.txt", "Section 16. Form 4 or", "Section 16.\nForm 4 or"),
    ("caption_above_items", CURRENT, "SEC Form 4\n", "2 Issuer Name and Ticker or Trading Symbol\nSEC Form 4\n"),
)


@cache
def findings_in(text: str, layout: str | None, start: str | None) -> dict[str, list[Finding]]:
    """The findings of each check in a text, by the check's name."""
    page = arrange(f4.parse(text, layout, start))
    if refusal(page):
        return {}
    page, _ = align(page)
    read, _ = read_page(page)
    found = {check.name: list(check.find(page, read)) for check in CHECKS if page.names & {*check.on} or not check.on}
    return {name: findings for name, findings in found.items() if findings}


@pytest.mark.parametrize("path", [*TEXTS, *SECTIONS], ids=name_of)
def test_the_filing_needs_no_check(path: Path) -> None:
    page = arrange(f4.parse(*FIXTURE_PARSES[path]))
    filing = None if refusal(page) else read_page(align(page)[0])[0].filing
    assert filing == reading_of(path).filing


@pytest.mark.parametrize(("name", "fixture", "old", "new"), CHANGES, ids=[change[0] for change in CHANGES])
def test_a_check_fires_on_a_change_and_not_on_the_sound_page(name: str, fixture: str, old: str, new: str) -> None:
    text = text_of(FIXTURES / fixture)
    assert old in text
    assert name not in findings_in(text, None, None)
    assert name in findings_in(text.replace(old, new), None, None)


def test_every_check_fires_on_a_fixture_or_a_change() -> None:
    on_fixtures = {name for parse in FIXTURE_PARSES.values() for name in findings_in(*parse)}
    assert {check.name for check in CHECKS} == on_fixtures | {name for name, *_ in CHANGES}


def test_findings_question_the_fields_that_their_check_declares() -> None:
    changed = [(text_of(FIXTURES / fixture).replace(old, new), None, None) for _, fixture, old, new in CHANGES]
    fields = {check.name: check.fields for check in CHECKS}
    for parse in (*FIXTURE_PARSES.values(), *changed):
        for name, findings in findings_in(*parse).items():
            for path in (path for finding in findings for path in finding.paths):
                assert path.startswith(fields[name]), name


def test_names_of_checks_are_their_own() -> None:
    assert len({check.name for check in CHECKS}) == len(CHECKS)


def test_codes_of_checks_are_known() -> None:
    assert {check.code for check in CHECKS} <= CODES.keys()


@pytest.mark.parametrize("path", sorted(PARTS.rglob("*.py")), ids=lambda path: str(path.relative_to(PARTS)))
def test_reading_imports_no_check_and_checks_no_reader_nor_each_other(path: Path) -> None:
    imported = {
        (node.level, (node.module or "").split(".")[0])
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom)
    }
    if path.parent.name == "checks" and path.name != "__init__.py":
        assert {module for level, module in imported if level == 1} <= {"check"}
    if path.parent != PARTS:  # transforming itself puts them together
        assert not {module for level, module in imported if level == 2} & {"align", "read", "checks"}
