"""Fixtures for the tests: the texts in tests/fixtures, their readings, and their snapshots in snapshots/."""

from __future__ import annotations

import gc
from functools import cache
from pathlib import Path

import hypothesis
import pytest
from fixture_files import FIXTURES, SECTIONS, TEXTS, expectation_of
from syrupy.assertion import SnapshotAssertion

import form4_grammar as f4
from form4_grammar.checking.store import Store
from form4_grammar.testing import snapshots_in

# Tests are deterministic; random exploration is in explore.py.
hypothesis.settings.register_profile(
    "tests", derandomize=True, database=None, deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("tests")
gc.set_threshold(100_000, 20, 100)  # grammars and readings are many objects and no garbage: look at them seldom
ROOT = FIXTURES.parent.parent
SNAPSHOTS = ROOT / "snapshots"
STORE = Store.open(SNAPSHOTS)


def name_of(path: Path) -> str:
    """A text's name: "purchase/classic-tab"."""
    return STORE.name(path.with_suffix(""))


def snapshot_of(path: Path) -> Path:
    """The file that holds a text's snapshot."""
    return STORE.file(path)


@cache
def text_of(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


def start_of(path: Path) -> str:
    """The public rule that reads a text."""
    return expectation_of(path).section or "filing"


@cache
def reading_of(path: Path) -> f4.Reading:
    """The reading of a text; a section is read with its own rule."""
    if path in SECTIONS:
        return f4.read(text_of(path), path.stem, start=start_of(path))
    return f4.read(text_of(path))


class FixtureSnapshots(snapshots_in(SNAPSHOTS)):  # type: ignore[misc]
    """An update deletes no snapshot whose text still exists: its test may have been skipped in that run."""

    def delete_snapshots(self, *, snapshot_location: str, snapshot_names: set[str]) -> None:
        if Path(snapshot_location) not in map(snapshot_of, (*TEXTS, *SECTIONS)):
            super().delete_snapshots(snapshot_location=snapshot_location, snapshot_names=snapshot_names)


@pytest.fixture
def filing_snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(FixtureSnapshots)


def errors_and_warnings(reading: f4.Reading) -> list[f4.Diagnostic]:
    return [d for d in reading.diagnostics if d.severity != "info"]
