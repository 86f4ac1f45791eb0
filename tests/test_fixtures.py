"""Every fixture matches its snapshot and its about.toml, and its tree loses nothing."""

from __future__ import annotations

import shutil
from pathlib import Path

import attrs
import pytest
from conftest import SNAPSHOTS, errors_and_warnings, name_of, reading_of, snapshot_of, text_of
from fixture_files import (
    BYTES,
    FIXTURES,
    FOLDERS,
    LAYOUTS,
    SECTIONS,
    TEXTS,
    expectation_of,
    expectations_in,
    look_up,
    without_nulls,
)
from syrupy.assertion import SnapshotAssertion

import form4_grammar as f4
from form4_grammar.filing import Row
from form4_grammar.forms import FORM_5

PURCHASE = FIXTURES / "purchase"
each_text = pytest.mark.parametrize("path", [*TEXTS, *SECTIONS], ids=name_of)


@each_text
def test_reading(path: Path, filing_snapshot: SnapshotAssertion) -> None:
    assert reading_of(path) == filing_snapshot(name=str(path))


@each_text
def test_leaves_joined_are_the_text(path: Path) -> None:
    reading = reading_of(path)
    assert reading.tree is not None
    assert "".join(reading.tree.scan_values(lambda _: True)) == text_of(path)


@each_text
def test_leaves_know_their_places(path: Path) -> None:
    text, place = text_of(path), 0
    tree = reading_of(path).tree
    assert tree is not None
    for leaf in tree.scan_values(lambda _: True):
        assert (leaf.start_pos, leaf.end_pos) == (place, place + len(leaf))
        place += len(leaf)
    assert place == len(text)


@pytest.mark.parametrize("path", [*TEXTS, *SECTIONS, *BYTES], ids=name_of)
def test_shows_what_its_about_toml_says(path: Path) -> None:
    expected = expectation_of(path)
    reading = f4.read_file(path) if path in BYTES else reading_of(path)
    filing = f4.to_dict(reading.filing) if reading.filing else None
    assert {where: without_nulls(look_up(filing, where)) for where in expected.values} == expected.values
    assert tuple(sorted({d.code for d in errors_and_warnings(reading)})) == expected.codes


def test_every_snapshot_has_its_fixture() -> None:
    assert set(SNAPSHOTS.rglob("*.snap")) == set(map(snapshot_of, (*TEXTS, *SECTIONS)))


def test_every_file_of_a_fixture_is_one_of_its_texts() -> None:
    listed = {text for folder in FOLDERS for expected in expectations_in(folder) for text in expected.texts}
    assert listed == {*TEXTS, *SECTIONS, *BYTES}


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("about.toml", 'about = "A purchase."\ncolour = "red"', r"about\.toml: \$: .*'colour' was unexpected"),
        ("about.toml", "codes = []", r"about\.toml: \$: 'about' is a required property"),
        ("about.toml", 'about = "A purchase."\nvalues.date = 2024-05-06', r"\$\.values\.date: .*2024"),
        ("about.toml", 'about = "A purchase."\n[[filing]]', r"\$\.filing: .*too short"),
        ("about.toml", 'about = "A purchase."\nsection = "table_3"', r"\$\.section: 'table_3' is not one of"),
        ("about.toml", 'about = "A purchase', r"about\.toml: "),
        (
            "about.toml",
            'about = "A purchase."\n[[filing]]\nlayouts = ["classic-tab"]\n[[filing]]\nlayouts = ["current-tab"]',
            r"is about the layouts \['classic-tab', 'current-tab'\], the texts are in \['classic-markdown', ",
        ),
        ("classic-tabs.txt", "FORM 4\n", "no such layout as classic-tabs"),
    ],
)
def test_a_fixture_with_a_mistake_says_which(name: str, content: str, message: str, tmp_path: Path) -> None:
    folder = tmp_path / "purchase"
    shutil.copytree(PURCHASE, folder)
    (folder / name).write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match=message):
        expectations_in(folder)


def test_a_folder_without_texts_or_without_about_toml_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"about\.toml: .*No such file"):
        expectations_in(tmp_path)
    (tmp_path / "about.toml").write_text('about = "A purchase."', encoding="utf-8")
    with pytest.raises(ValueError, match=r"the texts are in \[\]"):
        expectations_in(tmp_path / ".")


def as_every_layout_shows_it(filing: f4.Filing | None) -> f4.Filing | None:
    """The filing without what some layouts cannot show.

    Browser copies have no tick boxes above the items. CIKs appear only in links. The current page prints only the first
    owner's relationship. Some layouts join two streets, or an officer's title and the other text, into one line. The
    dataset's page has no equity swaps.
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
        **dict.fromkeys(FORM_5.corner_boxes),
        issuer=attrs.evolve(filing.issuer, cik=None),
        reporting_owners=tuple(owners),
        non_derivative=tuple(map(without_equity_swap, filing.non_derivative)),
        derivative=tuple(map(without_equity_swap, filing.derivative)),
    )


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_filing_reads_alike_in_every_layout(folder: Path) -> None:
    for expected in expectations_in(folder):
        filings = [reading_of(text).filing for text in expected.texts if text in TEXTS]
        if len({text.stem.partition("-")[0] for text in expected.texts}) > 1:  # of both pages
            filings = [as_every_layout_shows_it(filing) for filing in filings]
        assert all(filing == filings[0] for filing in filings)


def without_equity_swap(row: Row) -> Row:
    return attrs.evolve(row, equity_swap_involved=None) if row.kind == "transaction" else row


@pytest.mark.parametrize("line_end", ["\r\n", "\r"], ids=["crlf", "cr"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_line_ends_make_no_difference(layout: str, line_end: str) -> None:
    path = next((FIXTURES / "same-filing").glob(f"{layout}.*"))
    reading = f4.read(text_of(path).replace("\n", line_end))
    assert (str(reading.layout), reading.filing) == (layout, reading_of(path).filing)


def test_there_is_a_filing_in_every_layout() -> None:
    assert {path.stem for path in TEXTS if path.parent.name == "same-filing"} == set(LAYOUTS)
