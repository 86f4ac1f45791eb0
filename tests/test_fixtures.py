"""Every fixture: its snapshot, the value that it is about, and that its tree has lost nothing."""

from __future__ import annotations

import re
from pathlib import Path

import attrs
import pytest
from cases import CASES, SECTION_CASES, Case
from cases_of_all_layouts import ALL_LAYOUT_CASES, EVERY_LAYOUT
from cases_of_classic_browser import CLASSIC_BROWSER_CASES
from cases_of_current_page import CURRENT_PAGE_CASES
from cases_of_damage import DAMAGE_CASES
from cases_of_pipe_tables import PIPE_TABLE_CASES
from cases_of_rare_alternatives import RARE_CASES, RARE_SECTION_CASES
from conftest import (
    FIXTURES,
    SECTIONS,
    SNAPSHOTS,
    TEXTS,
    errors_and_warnings,
    name_of,
    reading_of,
    snapshot_of,
    text_of,
)
from syrupy.assertion import SnapshotAssertion

import form4_grammar as f4

ALL_CASES = (
    *CASES,
    *CLASSIC_BROWSER_CASES,
    *CURRENT_PAGE_CASES,
    *PIPE_TABLE_CASES,
    *ALL_LAYOUT_CASES,
    *DAMAGE_CASES,
    *RARE_CASES,
)


def file_of(layout: str, case: Case) -> Path:
    """The file of a case in a layout; its suffix is what people call such a text."""
    return next((FIXTURES / layout).glob(f"{case.name}.*"), FIXTURES / layout / case.name)


FILES = {file_of(layout, case): case for case in ALL_CASES for layout in case.spellings}
FILES |= {FIXTURES / "sections" / f"{case.name}.txt": case for case in (*SECTION_CASES, *RARE_SECTION_CASES)}

each_fixture = pytest.mark.parametrize("path", [*TEXTS, *SECTIONS], ids=name_of)
each_case = pytest.mark.parametrize(("path", "case"), FILES.items(), ids=map(name_of, FILES))


def look_up(filing: object, path: str) -> object:
    """What the dict of a filing has at a path; "len(…)" is the length of what it has there, "filing" it all."""
    if path == "filing":
        return filing
    if found := re.fullmatch(r"len\((.+)\)", path):
        value = look_up(filing, found[1])
        assert isinstance(value, list)
        return len(value)
    for key in re.findall(r"[^.\[\]]+", path):
        filing = filing[int(key)] if isinstance(filing, list) else filing[key]  # type: ignore[index]
    return filing


@each_fixture
def test_reading(path: Path, filing_snapshot: SnapshotAssertion) -> None:
    assert reading_of(path) == filing_snapshot


@each_fixture
def test_leaves_joined_are_the_text(path: Path) -> None:
    reading = reading_of(path)
    assert reading.tree is not None
    assert "".join(reading.tree.scan_values(lambda _: True)) == text_of(path)


@each_fixture
def test_leaves_know_their_places(path: Path) -> None:
    text, place = text_of(path), 0
    tree = reading_of(path).tree
    assert tree is not None
    for leaf in tree.scan_values(lambda _: True):
        assert (leaf.start_pos, leaf.end_pos) == (place, place + len(leaf))
        place += len(leaf)
    assert place == len(text)


@each_case
def test_shows_what_it_is_about(path: Path, case: Case) -> None:
    reading = reading_of(path)
    filing = f4.to_dict(reading.filing) if reading.filing else None
    assert {where: look_up(filing, where) for where in case.shows} == case.shows, case.about


@each_case
def test_carries_the_diagnostics_that_it_is_about(path: Path, case: Case) -> None:
    found = tuple(sorted({d.code for d in errors_and_warnings(reading_of(path))}))
    assert found == case.codes, case.about


def test_every_fixture_has_its_case() -> None:
    assert set(FILES) == {*TEXTS, *SECTIONS}


def test_every_snapshot_has_its_fixture() -> None:
    assert set(SNAPSHOTS.glob("*.snap")) == set(map(snapshot_of, (*TEXTS, *SECTIONS)))


def as_every_layout_shows_it(filing: f4.Filing | None) -> f4.Filing | None:
    """The filing without what some layout cannot show.

    Browser copies have no tick boxes above the items; a CIK stands in links alone; the current page prints the first
    owner's relationship only; some layouts run two streets, or an officer's title and other text, into one line.
    """
    if filing is None:
        return None
    owners = [attrs.evolve(owner, cik=None) for owner in filing.reporting_owners]
    for i, owner in enumerate(owners):
        streets = " ".join(filter(None, (owner.address.street1, owner.address.street2))).replace(",", "")
        address = attrs.evolve(owner.address, street1=streets or None, street2=None)
        relationship = owner.relationship if i == 0 else None
        if relationship is not None:
            texts = " ".join(filter(None, (relationship.officer_title, relationship.other_text)))
            relationship = attrs.evolve(relationship, officer_title=texts or None, other_text=None)
        owners[i] = attrs.evolve(owner, address=address, relationship=relationship)
    return attrs.evolve(
        filing,
        not_subject_to_section_16=None,
        aff_10b5_one=None,
        issuer=attrs.evolve(filing.issuer, cik=None),
        reporting_owners=tuple(owners),
    )


@pytest.mark.parametrize("case", [case for case in ALL_CASES if len(case.spellings) > 1], ids=lambda case: case.name)
def test_a_filing_reads_alike_in_every_layout(case: Case) -> None:
    filings = [reading_of(file_of(layout, case)).filing for layout in case.spellings]
    if case.spellings == EVERY_LAYOUT:
        filings = [as_every_layout_shows_it(filing) for filing in filings]
    assert all(filing == filings[0] for filing in filings)


@pytest.mark.parametrize("line_end", ["\r\n", "\r"], ids=["crlf", "cr"])
@pytest.mark.parametrize("layout", EVERY_LAYOUT)
def test_line_ends_make_no_difference(layout: str, line_end: str) -> None:
    path = next((FIXTURES / layout).glob("same-filing.*"))
    reading = f4.read(text_of(path).replace("\n", line_end))
    assert (str(reading.layout), reading.filing) == (layout, reading_of(path).filing)


def test_there_is_a_filing_in_every_layout() -> None:
    assert tuple(map(str, f4.layouts())) == EVERY_LAYOUT
