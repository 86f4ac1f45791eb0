"""Damaged seeds never raise an exception, and give no wrong value that no error or warning covers."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from conftest import FIXTURES, name_of, text_of
from damage import damaged as damaged_by
from differences import fields_of, uncovered
from fixture_files import SAME_FILING

import form4_grammar as f4
from form4_grammar.lossless import leaves

SEEDS = [FIXTURES / "seed" / "classic-tab.txt", FIXTURES / "seed" / "classic-markdown.md"]
each_seed = pytest.mark.parametrize("path", SEEDS, ids=name_of)


@pytest.mark.parametrize("path", [*SEEDS, *SAME_FILING], ids=name_of)
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


@pytest.mark.parametrize("rule", ["TABLE_1", "TABLE_2"])
@pytest.mark.parametrize("path", SAME_FILING, ids=name_of)
def test_a_table_whose_heading_is_lost_is_told_by_its_captions(path: Any, rule: str) -> None:
    text = text_of(path)
    whole = f4.read(text)
    assert whole.tree
    heading = next(leaf for leaf in leaves(whole.tree) if leaf.type == rule)
    damaged = f4.read(text[: heading.start_pos] + text[heading.end_pos :])
    assert damaged.filing == whole.filing
    assert "missing-heading" in {d.code for d in damaged.diagnostics}


@pytest.mark.parametrize("path", SAME_FILING, ids=name_of)
def test_what_is_read_of_a_row_with_a_separator_lost_or_surplus_is_what_it_holds(path: Any) -> None:
    text = text_of(path)
    whole = f4.read(text)
    before = fields_of(whole)
    assert whole.tree is not None
    rows = whole.tree.find_pred(lambda branch: branch.data in ("table_1_row", "table_2_row"))
    cells = [leaf for row in rows for leaf in leaves(row)]
    separator = next(leaf for leaf in cells if leaf.type == "_SEP").strip(" \xa0")
    for leaf in cells:
        start, middle, end = leaf.start_pos, leaf.start_pos + len(leaf) // 2, leaf.end_pos
        edits = [(start, start, separator)]
        if leaf.type == "_SEP":
            edits.append((start, end, leaf.replace(separator, "")))
        elif separator == "\t":  # a pipe within a cell may be a filer's
            edits.append((middle, middle, separator))
        for edit in edits:
            changed = damaged_by(text, [edit])
            damaged = f4.read(changed)
            assert uncovered(whole, damaged) == [], changed[start - 20 : end + 20]
            after = fields_of(damaged)
            if all(after[table] == before[table] for table in ("non_derivative", "derivative")):  # all rows are read
                wrong = {field for field in before.keys() & after.keys() if before[field] != after[field]}
                assert wrong == set(), changed[start - 20 : end + 20]
