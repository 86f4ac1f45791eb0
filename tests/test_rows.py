"""Flat rows, their columns, and superseded originals."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import pytest
from conftest import FIXTURES, TEXTS, name_of, reading_of

import form4_grammar as f4

TYPES = {"str": str, "date": dt.date, "decimal": Decimal, "bool": bool, "int": int}
PURCHASE = FIXTURES / "purchase" / "classic-tab.txt"
READINGS = [reading_of(path) for path in TEXTS]


def filing_of(path: Path) -> f4.Filing:
    filing = reading_of(path).filing
    assert filing is not None
    return filing


@pytest.mark.parametrize("path", TEXTS, ids=name_of)
def test_every_value_has_the_type_of_its_column_and_every_row_its_place(path: Path) -> None:
    reading = f4.read_file(path)
    for row in f4.rows(reading):
        assert tuple(row) == tuple(column.name for column in f4.COLUMNS)
        for column in f4.COLUMNS:
            assert row[column.name] is None or type(row[column.name]) is TYPES[column.dtype], column.name
        assert row["source"] == str(path)
        assert row["line"] == reading.span(row["path"]).line


def test_every_column_has_a_name_of_its_own_and_a_meaning() -> None:
    names = [column.name for column in f4.COLUMNS]
    assert len(set(names)) == len(names)
    assert all(column.meaning for column in f4.COLUMNS)


def test_a_cell_that_could_not_be_read_is_named() -> None:
    [row] = f4.rows(reading_of(FIXTURES / "impossible-date" / "classic-tab.txt"))
    assert row["transaction_date"] is None
    assert row["unread"] == "transaction_date"
    [row] = f4.rows(filing_of(FIXTURES / "impossible-date" / "classic-tab.txt"))
    assert (row["unread"], row["line"], row["source"]) == (None, None, None)
    assert f4.rows(reading_of(PURCHASE))[0]["unread"] == ""
    damaged = f4.rows(reading_of(FIXTURES / "row-missing-a-cell" / "classic-tab.txt"))
    assert any("row" in row["unread"].split() for row in damaged)


def test_the_facts_of_the_filing_stand_beside_each_row() -> None:
    filing = filing_of(PURCHASE)
    [row] = f4.rows(filing)
    assert row["owner_role"] == "director"
    assert row["signature_date"] == filing.signatures[0].date is not None
    blank = attrs.evolve(filing, reporting_owners=(), signatures=())
    [row] = f4.rows(blank)
    assert (row["owner_role"], row["owner_relationship"], row["signature_date"]) == (None, None, None)


def test_many_readings_are_one_table() -> None:
    assert f4.rows(READINGS) == [row for reading in READINGS for row in f4.rows(reading)]
    by_column = f4.frame(READINGS)
    assert [dict(zip(by_column, values, strict=True)) for values in zip(*by_column.values(), strict=True)] == (
        f4.rows(READINGS)
    )


def late_columns() -> dict[str, list[Any]]:
    """Columns that begin with more None than a library looks at by itself."""
    purchase, option = reading_of(PURCHASE), reading_of(FIXTURES / "option-exercise" / "classic-tab.txt")
    return f4.frame([*(purchase for _ in range(200)), option])


def test_polars_takes_a_frame_without_options() -> None:
    polars = pytest.importorskip("polars", reason="polars is not installed")
    made = polars.DataFrame(late_columns())
    assert made.schema["underlying_security_title"] == polars.String
    assert isinstance(made.schema["conversion_or_exercise_price"], polars.Decimal)
    assert made.schema["exercise_date"] == polars.Date or made["exercise_date"].null_count() == made.height
    assert made.to_dict(as_series=False) == late_columns()
    assert polars.DataFrame(f4.rows(reading_of(PURCHASE))).height == 1


def test_pandas_takes_a_frame_without_options() -> None:
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    made = pandas.DataFrame(late_columns())
    assert list(made.columns) == [column.name for column in f4.COLUMNS]
    assert made["transaction_shares"].iloc[0] == f4.rows(reading_of(PURCHASE))[0]["transaction_shares"]
    assert pandas.DataFrame(f4.rows(reading_of(PURCHASE))).shape == (1, len(f4.COLUMNS))


def original_and_amendment() -> tuple[f4.Filing, f4.Filing]:
    original = filing_of(PURCHASE)
    signed = original.signatures[0].date
    return original, attrs.evolve(original, form_type="4/A", date_of_original_submission=signed)


def test_an_original_is_superseded_by_its_amendment() -> None:
    original, amendment = original_and_amendment()
    other = attrs.evolve(original, period_of_report=dt.date(1999, 1, 4))
    assert f4.superseded([amendment, other, None, original, amendment]) == {3: (0, 4)}
    owner = attrs.evolve(original.reporting_owners[0], name=(original.reporting_owners[0].name or "").upper())
    assert f4.superseded([attrs.evolve(original, reporting_owners=(owner,)), amendment]) == {0: (1,)}


@pytest.mark.parametrize(
    "change",
    [
        {"issuer": f4.Issuer("Another Corp")},
        {"reporting_owners": (f4.ReportingOwner("Another Person"),)},
        {"period_of_report": dt.date(1999, 1, 4)},
        {"date_of_original_submission": dt.date(1999, 1, 4)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_an_amendment_of_something_else_supersedes_nothing(change: dict[str, Any]) -> None:
    original, amendment = original_and_amendment()
    assert f4.superseded([original, attrs.evolve(amendment, **change)]) == {}
