"""Promises proven over generated and damaged texts: total, lossless, and that values survive.

The environment variable FORM4_EXAMPLES multiplies the number of examples: 1 in the gate, as many as time allows in a
longer run.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable
from decimal import Decimal
from io import BytesIO

import pytest
from conftest import TEXTS, text_of
from damage import ENCODINGS, SMALL, Kind, cell_of_1_mb, damaged, line_3000_times
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import form4_grammar as f4
from form4_grammar.grammars import PUBLIC_RULES
from form4_grammar.parsing import leaves
from form4_grammar.spans import Lines
from form4_grammar.values import to_decimal, to_text

SOURCES = defaultdict(list)
for path in TEXTS:
    SOURCES[path.stem].append(text_of(path))
FIXTURE = st.one_of(*(st.sampled_from(texts) for texts in SOURCES.values()))
PIECES = st.sampled_from(
    [
        "\t",
        "\t\t",
        " | ",
        "| ",
        "---|---",
        "\n",
        "\r\n",
        "\r",
        " ",
        "\xa0",
        "\0",
        "(1)",
        "$",
        "1,000",
        "05/20/2022",
        "A",
        "D",
        "X",
        "[X]",
        "**",
    ]
    + [
        "# FORM 4\n",
        "1. Name and Address of Reporting Person *",
        "(Street)",
        "2. Transaction Date",
        "Remarks:",
        "(e.g.,",
    ]
    + ["Table I - Non-Derivative Securities Acquired, Disposed of, or Beneficially Owned", "Reporting Owners"]
    + ["Signatures", "Explanation of Responses:"]
)
SOUPS = st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=60).map("".join)


MORE = int(os.environ.get("FORM4_EXAMPLES", "1"))


def examples(count: int) -> settings:
    """How many examples a property is tried on; the large ones take a second each."""
    return settings(deadline=None, max_examples=count * MORE, suppress_health_check=[HealthCheck.too_slow])


def damaged_texts(*kinds: Kind, most: int = 1) -> st.SearchStrategy[str]:
    """A fixture, in any of the layouts alike, damaged in one place or up to ``most``."""

    @st.composite
    def text(draw: st.DrawFn) -> str:
        found = draw(FIXTURE)
        for kind in draw(st.lists(st.sampled_from(kinds), min_size=1, max_size=most)):
            found = damaged(found, kind(found, lambda low, high: draw(st.integers(low, high))))
        return found

    return text()


def has_lost_nothing(text: str, reading: f4.Reading) -> None:
    assert reading.tree is not None
    assert "".join(leaves(reading.tree)) == text
    for diagnostic in reading.diagnostics:
        assert diagnostic.span is None or 0 <= diagnostic.span.start <= diagnostic.span.end <= len(text)
    assert reading.filing is not None or reading.errors
    f4.snapshot_text(reading)


@examples(300)
@given(st.one_of(SOUPS, damaged_texts(*SMALL, most=4), st.text()))
def test_every_text_has_a_reading_that_has_lost_nothing(text: str) -> None:
    has_lost_nothing(text, f4.read(text))


@pytest.mark.parametrize("kind", SMALL, ids=lambda kind: kind.__name__)
@examples(100)
@given(data=st.data())
def test_a_text_damaged_in_one_place_has_lost_nothing_else(kind: Kind, data: st.DataObject) -> None:
    text = data.draw(damaged_texts(kind))
    has_lost_nothing(text, f4.read(text))


@examples(8)
@given(damaged_texts(line_3000_times))
def test_a_table_of_3000_rows_has_lost_nothing(text: str) -> None:
    assert "".join(f4.parse(text).leaves) == text
    f4.read(text)


@examples(8)
@given(damaged_texts(cell_of_1_mb))
def test_a_cell_of_1_mb_has_lost_nothing(text: str) -> None:
    assert "".join(f4.parse(text).leaves) == text
    f4.read(text)


@pytest.mark.parametrize("kind", ENCODINGS, ids=lambda kind: kind.__name__)
@examples(50)
@given(data=st.data())
def test_a_file_of_mixed_encodings_is_read_as_one_and_says_so(kind: Callable[..., bytes], data: st.DataObject) -> None:
    whole = data.draw(FIXTURE).encode()
    changed = kind(whole, lambda low, high: data.draw(st.integers(low, high)))
    reading = f4.read_file(BytesIO(changed))
    codes = {diagnostic.code for diagnostic in reading.diagnostics}
    if b"\0" in changed:
        assert codes == {"binary-file"}
    elif "windows-1252" in codes:
        has_lost_nothing(changed.decode("cp1252", errors="replace"), reading)
    else:
        has_lost_nothing(changed.decode("utf-8"), reading)


@examples(100)
@given(SOUPS, st.sampled_from(PUBLIC_RULES), st.sampled_from([str(layout) for layout in f4.layouts()]))
def test_every_section_has_a_tree_that_has_lost_nothing(text: str, start: str, layout: str) -> None:
    parsed = f4.parse(text, layout, start)
    assert "".join(parsed.leaves) == text
    f4.transform(parsed)


@given(st.decimals(0, 10**12, allow_nan=False, places=4))
def test_numbers_are_read_as_they_are_printed(number: Decimal) -> None:
    assert to_decimal(f"{number:,}") == to_decimal(f"$ {number}") == to_decimal(rf"\$ {number:,}") == number


@given(st.text(alphabet=st.characters(blacklist_categories=["Cs", "Cf"], blacklist_characters="&<\\*_](")))
def test_text_without_mark_up_is_folded_and_no_more(text: str) -> None:
    assert to_text(text) == (" ".join(text.split()) or None)


@given(st.text(alphabet="ab\t\r\n\x0b\u2028"))
def test_lines_and_columns_find_their_way_back(text: str) -> None:
    lines = Lines(text)
    for index in range(len(text)):
        span = lines.span(index, index)
        if text[index] not in "\r\n":
            assert lines.offset(span.line, span.column) == index
    assert len(lines.starts) == 1 + len(text.replace("\r\n", "\n").replace("\r", "\n")) - len(
        text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "")
    )
