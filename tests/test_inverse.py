"""``dumps`` and ``read`` are inverses, in every layout, for generated filings."""

from __future__ import annotations

import pytest
from promises import is_judged_without_an_error, is_written_and_read_in_every_layout
from samples import filings

each_filing = pytest.mark.parametrize("number", range(len(filings())))


@each_filing
def test_a_filing_is_written_and_read_in_every_layout(number: int) -> None:
    is_written_and_read_in_every_layout(filings()[number])


@each_filing
def test_a_filing_is_judged_without_an_error(number: int) -> None:
    is_judged_without_an_error(filings()[number])
