"""Every fixture: its snapshot, the value that it is about, and that its tree has lost nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from cases import CASES, SECTION_CASES, Case
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

SUFFIX = {"classic-tab": ".txt", "classic-markdown": ".md"}
FILES = {FIXTURES / spelling / f"{case.name}{SUFFIX[spelling]}": case for case in CASES for spelling in case.spellings}
FILES |= {FIXTURES / "sections" / f"{case.name}.txt": case for case in SECTION_CASES}

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
    assert set(SNAPSHOTS.iterdir()) == set(map(snapshot_of, (*TEXTS, *SECTIONS)))


def test_both_spellings_of_a_fixture_read_alike() -> None:
    """The same invented filing in two spellings is one filing to the reader."""
    for case in CASES:
        if set(case.spellings) == set(SUFFIX):
            tab, markdown = (reading_of(FIXTURES / layout / f"{case.name}{SUFFIX[layout]}") for layout in SUFFIX)
            assert tab.filing == markdown.filing, case.name
