"""The filing as JSON and as flat rows."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from conftest import FIXTURES, TEXTS, name_of, reading_of
from fixture_files import expectation_of

import form4_grammar as f4

PURCHASE = FIXTURES / "purchase" / "classic-tab.txt"
READ = [path for path in TEXTS if "filing" not in expectation_of(path).values]  # what has a filing


def purchase() -> dict[str, Any]:
    filing = reading_of(PURCHASE).filing
    assert filing is not None
    return copy.deepcopy(f4.to_dict(filing))


@pytest.mark.parametrize("path", READ, ids=name_of)
def test_a_filing_survives_json_and_fits_the_schema(path: Path) -> None:
    filing = reading_of(path).filing
    assert filing is not None
    assert f4.from_dict(f4.to_dict(filing)) == filing
    assert f4.from_json(f4.to_json(filing)) == filing
    jsonschema.Draft202012Validator(f4.json_schema("filing")).validate(f4.to_dict(filing))


def test_a_holding_has_no_transaction_keys() -> None:
    filing = reading_of(FIXTURES / "holdings-only" / "classic-tab.txt").filing
    assert filing is not None
    row = f4.to_dict(filing)["non_derivative"][0]
    assert row["kind"] == "holding"
    assert [key for key in row if key.startswith("transaction")] == ["transaction_form_type"]  # on Form 5


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"colour": "red"}, r"colour: there is no such key"),
        ({"remarks": 5}, r"remarks"),
        ({"period_of_report": "yesterday"}, r"period_of_report"),
        ({"form_type": 4}, r"form_type"),
        ({"aff_10b5_one": "no"}, r"aff_10b5_one"),
    ],
)
def test_from_dict_refuses_what_the_schema_refuses(change: dict[str, Any], message: str) -> None:
    data = purchase() | change
    assert list(jsonschema.Draft202012Validator(f4.json_schema("filing")).iter_errors(data))
    with pytest.raises(ValueError, match=message):
        f4.from_dict(data)


def test_from_dict_names_the_cell_that_it_refuses() -> None:
    data = purchase()
    data["non_derivative"][0]["transaction_shares"]["value"] = "twelve"
    with pytest.raises(ValueError, match=r"non_derivative\[0\]\.transaction_shares"):
        f4.from_dict(data)


@pytest.mark.parametrize("path", READ, ids=name_of)
def test_rows_are_one_for_each_row_with_the_same_keys(path: Path) -> None:
    filing = reading_of(path).filing
    assert filing is not None
    rows = f4.rows(filing)
    assert len(rows) == len(filing.non_derivative) + len(filing.derivative)
    assert all(tuple(row) == tuple(column.name for column in f4.COLUMNS) for row in rows)


def test_rows_carry_the_footnotes_of_their_cells() -> None:
    path = FIXTURES / "sale-at-several-prices" / "classic-tab.txt"
    filing = reading_of(path).filing
    assert filing is not None
    row = f4.rows(filing)[0]
    assert row["transaction_price_per_share_footnotes"] == "F1"
    assert row["footnotes"].startswith("F1: ")
