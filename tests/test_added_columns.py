"""A table with a column that the form does not have: its rows are read without it, and one error says so."""

from __future__ import annotations

import re
from itertools import product
from typing import Any

import pytest
from conftest import ROOT, name_of, text_of
from damage import CAPTIONS, column_added, damaged
from differences import uncovered
from fixture_files import SAME_FILING

import form4_grammar as f4
from form4_grammar.diagnostics import by_cause

CONTENTS = 6  # those of damage.column_added


@pytest.mark.parametrize("path", SAME_FILING, ids=name_of)
def test_an_added_column_moves_no_value(path: Any) -> None:
    text = text_of(path)
    whole = f4.read(text)
    is_exact = "|" not in text  # a pipe may be part of a title, so the cell beside it may be
    count = 0
    for choices in product(range(len(CAPTIONS)), range(CONTENTS)):
        drawn = iter(choices)
        edits = column_added(text, lambda _first, _last: next(drawn))  # noqa: B023 - called at once
        if not edits:
            continue
        count += 1
        reading = f4.read(damaged(text, edits))
        assert uncovered(whole, reading) == []
        if is_exact:
            assert reading.filing == whole.filing
            causes = by_cause(found for found in reading.diagnostics if found.severity == "error")
            assert [cause.code for cause, _ in causes] == ["unknown-column"]
    assert count or "html" in path.stem


def test_rows_of_one_wrong_length_are_one_error() -> None:
    text = text_of(ROOT / "examples" / "filing.txt").replace("\nCommon Stock\t", "\n0\tCommon Stock\t")
    causes = by_cause(f4.read(text).diagnostics)
    assert [cause.code for cause, _ in causes if cause.severity == "error"] == ["cell-count"]


def test_a_row_that_may_lack_another_column_is_in_question() -> None:
    text = text_of(ROOT / "examples" / "filing.txt")
    date = re.search(r"Common Stock\t(\d\d/\d\d/\d{4})\t\t", text)
    assert date
    damaged = text.replace("\t2. Transaction Date", "\tLot Date\t2. Transaction Date", 1)
    damaged = damaged.replace(date[0], f"Common Stock\t01/02/2023\t{date[1]}\t")  # without the blank cell of column 2A
    reading = f4.read(damaged)
    assert uncovered(f4.read(text), reading) == []
    assert {found.code for found in reading.errors} == {"unknown-column"}
