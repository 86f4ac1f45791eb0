"""A page shows every figure, however narrow the console is."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from pathlib import Path

import attrs
import pytest
from conftest import FIXTURES, TEXTS, name_of, reading_of
from rich.console import Console

import form4_grammar as f4
from form4_grammar.fields import columns

READ = [path for path in TEXTS if reading_of(path).filing is not None]
EXERCISE = FIXTURES / "option-exercise" / "classic-tab.txt"


def page_of(filing: f4.Filing, width: int) -> str:
    console = Console(width=width, color_system=None)
    with console.capture() as shown:
        console.print(filing)
    return shown.get()


def figures_of(filing: f4.Filing) -> list[str]:
    """The numbers and dates of both tables, as a page shows them."""
    cells = [getattr(row, name) for row in (*filing.non_derivative, *filing.derivative) for name in columns(type(row))]
    values = [cell.value for cell in cells if cell is not None]
    return [f"{value:,}" for value in values if isinstance(value, Decimal)] + [
        str(value) for value in values if isinstance(value, dt.date)
    ]


@pytest.mark.parametrize("width", [60, 80, 120, 200])
@pytest.mark.parametrize("path", READ, ids=name_of)
def test_every_figure_is_on_the_page(path: Path, width: int) -> None:
    filing = reading_of(path).filing
    assert filing is not None
    page = page_of(filing, width)
    words = set(re.findall(r"-?[0-9][0-9,.-]*", page))
    assert not {figure for figure in figures_of(filing) if figure not in words}
    assert all(len(line) <= width for line in page.splitlines())
    assert all(line[-1] == line[0] for line in page.splitlines() if line[:1] in ("┃", "│")), "no line is cut"
    table = page.partition("Table I")[2].partition("\n/s/")[0]
    assert "…" not in table or "…" in str(f4.to_dict(filing))


def test_large_figures_are_stacked_rather_than_cut() -> None:
    filing = reading_of(EXERCISE).filing
    assert filing is not None
    row = filing.derivative[0]
    large = attrs.evolve(row, underlying_security_shares=f4.Cell(Decimal("123456789012.123456"), ("F1", "F2")))
    page = page_of(attrs.evolve(filing, derivative=(large,)), 80)
    assert "123,456,789,012.123456(1)(2)" in page
    assert "Title of security Employee Stock Option" in page


def test_a_table_keeps_its_lines_at_120_columns() -> None:
    filing = reading_of(EXERCISE).filing
    assert filing is not None
    page = page_of(filing, 120)
    assert page.count("┏") == 2
    assert "Nature" not in page.partition("Table II")[2], "the column is blank"
