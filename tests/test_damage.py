"""Damaged seeds: never an exception, and no wrong value that no error or warning covers."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from conftest import FIXTURES, errors_and_warnings, name_of, text_of

import form4_grammar as f4

SEEDS = [FIXTURES / "classic-tab" / "seed.txt", FIXTURES / "classic-markdown" / "seed.md"]
each_seed = pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name)
EVERY_LAYOUT = sorted(FIXTURES.glob("*/same-filing.*"))


def leaves(value: Any, path: str = "") -> dict[str, Any]:
    """The filled fields of a filing as a dict, by path; a list's length is a field of its own."""
    if isinstance(value, dict):
        return {k: v for key, child in value.items() for k, v in leaves(child, f"{path}.{key}".lstrip(".")).items()}
    if isinstance(value, list):
        found = {k: v for i, child in enumerate(value) for k, v in leaves(child, f"{path}[{i}]").items()}
        return found | {path: len(value)}
    return {path: value} if value not in (None, False) else {}


def uncovered(whole: f4.Reading, damaged: f4.Reading) -> list[str]:
    """The fields that the damage changed though no error or warning says so."""
    assert whole.filing is not None
    before = leaves(f4.to_dict(whole.filing))
    after = leaves(f4.to_dict(damaged.filing)) if damaged.filing else {}
    paths = [d.path or "" for d in errors_and_warnings(damaged)]
    if damaged.filing is None:
        return [] if paths else sorted(before)
    changed = [field for field in before.keys() | after.keys() if before.get(field) != after.get(field)]
    return [f for f in changed if not any(f == p or f.startswith((f"{p}.", f"{p}[")) for p in paths if p)]


@pytest.mark.parametrize("path", [*SEEDS, *EVERY_LAYOUT], ids=name_of)
def test_a_filing_cut_off_at_any_line_says_what_is_missing(path: Any) -> None:
    text = text_of(path)
    whole = f4.read(text)
    lines = text.split("\n")
    for count in range(len(lines)):
        damaged = f4.read("\n".join(lines[:count]))
        assert uncovered(whole, damaged) == [], f"cut off after line {count}"


@each_seed
def test_a_seed_with_two_lines_swapped_says_what_is_lost(path: Any) -> None:
    text = text_of(path)
    whole = f4.read(text)
    lines = text.split("\n")
    filled = [i for i, line in enumerate(lines) if line.strip()]
    for i, j in pairwise(filled):
        swapped = lines.copy()
        swapped[i], swapped[j] = swapped[j], swapped[i]
        damaged = f4.read("\n".join(swapped))
        assert uncovered(whole, damaged) == [], f"lines {i + 1} and {j + 1} swapped"


@each_seed
def test_a_separator_lost_or_doubled_in_a_row_is_seen(path: Any) -> None:
    text = text_of(path)
    whole = f4.read(text)
    row = next(line for line in text.split("\n") if line.startswith("Common Stock\t"))
    tabs = [i for i, character in enumerate(row) if character == "\t"]
    for tab in tabs[:-1]:  # without the last one, the row merely lacks a blank cell at its end
        for changed in (row[:tab] + row[tab + 1 :], row[:tab] + "\t" + row[tab:]):
            assert uncovered(whole, f4.read(text.replace(row, changed))) == [], changed
