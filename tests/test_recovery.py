"""Lines that the grammar refuses: each becomes one leaf, and the rest is read as if they were not there."""

from __future__ import annotations

import pytest
from conftest import FIXTURES, text_of

import form4_grammar as f4

FILING = text_of(FIXTURES / "same-filing" / "current-tab.txt")
PERIOD_CAPTION = "3. Date of Earliest Transaction (Month/Day/Year)"


def with_refused_lines(count: int) -> str:
    """A filing with item 3 in the last owner's box 1, below Table II, where it does not belong."""
    owner, notes, rest = FILING.partition("Explanation of Responses:")
    return owner.rstrip("\n") + f"\n{PERIOD_CAPTION}" * count + "\n\n" + notes + rest


@pytest.mark.parametrize("count", [1, 2, 400])
def test_refused_lines_are_leaves_and_all_else_is_read(count: int) -> None:
    text = with_refused_lines(count)
    parsed = f4.parse(text)
    assert [leaf for leaf in parsed.leaves if leaf.type == "REFUSED"] == [PERIOD_CAPTION] * count
    assert "".join(parsed.leaves) == text
    reading = f4.read(text, max_diagnostics=None)
    assert reading.filing == f4.loads(FILING)
    assert [d.found for d in reading.errors] == [PERIOD_CAPTION] * count


def test_a_text_that_ends_in_a_refused_line_has_lost_nothing() -> None:
    text = with_refused_lines(3).partition("\n\nExplanation")[0]
    parsed = f4.parse(text)
    assert [leaf for leaf in parsed.leaves if leaf.type == "REFUSED"] == [PERIOD_CAPTION] * 3
    assert "".join(parsed.leaves) == text
