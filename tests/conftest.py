"""Fixtures of the tests: the texts in tests/fixtures, their readings, and their snapshots in snapshots/."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import attrs
import pytest
from syrupy.assertion import SnapshotAssertion

import form4_grammar as f4
from form4_grammar.checking.store import Store
from form4_grammar.testing import snapshots_in

ROOT = Path(__file__).parent.parent
FIXTURES = ROOT / "tests" / "fixtures"
SNAPSHOTS = ROOT / "snapshots"
STORE = Store.open(SNAPSHOTS)
TEXTS = sorted(path for path in FIXTURES.glob("*-*/*") if path.suffix in (".txt", ".md"))
SECTIONS = sorted((FIXTURES / "sections").glob("*.txt"))


def name_of(path: Path) -> str:
    """A fixture's name: "classic-tab-purchase.txt"."""
    return STORE.key(path)


def snapshot_of(path: Path) -> Path:
    """The file that a fixture's snapshot is kept in."""
    return STORE.file(path)


@cache
def text_of(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


@cache
def reading_of(path: Path) -> f4.Reading:
    """The reading of a fixture; a section's is that of its rule, which its name begins with."""
    if path.parent.name != "sections":
        return f4.read(text_of(path))
    return f4.read(text_of(path), "classic-tab", start=path.name.split("-")[0])


class FixtureSnapshots(snapshots_in(SNAPSHOTS)):  # type: ignore[misc]
    """An update deletes no snapshot whose fixture still exists: its test may have been skipped in that run."""

    def delete_snapshots(self, *, snapshot_location: str, snapshot_names: set[str]) -> None:
        if Path(snapshot_location) not in map(snapshot_of, (*TEXTS, *SECTIONS)):
            super().delete_snapshots(snapshot_location=snapshot_location, snapshot_names=snapshot_names)


@pytest.fixture
def filing_snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(FixtureSnapshots)


def errors_and_warnings(reading: f4.Reading) -> list[f4.Diagnostic]:
    return [d for d in reading.diagnostics if d.severity != "info"]


def without_places(filing: f4.Filing | None) -> object:
    return attrs.asdict(filing) if filing else None
