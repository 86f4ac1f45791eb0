"""The SEC's tables: their columns, what is in them, and as Arrow."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import pytest
from conftest import FIXTURES, TEXTS, name_of, reading_of

import form4_grammar as f4

TYPES = {"str": str, "date": dt.date, "decimal": Decimal, "bool": bool, "int": int}
SOME = TEXTS[::6]  # reading them all takes half a minute
OPTION = FIXTURES / "option-exercise" / "current-markdownify.md"
ROW_TABLES = {
    "non_derivative": ("NONDERIV_TRANS", "NONDERIV_HOLDING"),
    "derivative": ("DERIV_TRANS", "DERIV_HOLDING"),
}
# The first lines of the SEC's files, with AFF10B5ONE, which newer quarters have.
OWNED = (
    "SHRS_OWND_FOLWNG_TRANS SHRS_OWND_FOLWNG_TRANS_FN VALU_OWND_FOLWNG_TRANS VALU_OWND_FOLWNG_TRANS_FN "
    "DIRECT_INDIRECT_OWNERSHIP DIRECT_INDIRECT_OWNERSHIP_FN NATURE_OF_OWNERSHIP NATURE_OF_OWNERSHIP_FN"
)
CODING = (
    "TRANS_DATE TRANS_DATE_FN DEEMED_EXECUTION_DATE DEEMED_EXECUTION_DATE_FN TRANS_FORM_TYPE TRANS_CODE "
    "EQUITY_SWAP_INVOLVED EQUITY_SWAP_TRANS_CD_FN TRANS_TIMELINESS TRANS_TIMELINESS_FN TRANS_SHARES TRANS_SHARES_FN"
)
PRICE = "TRANS_PRICEPERSHARE TRANS_PRICEPERSHARE_FN TRANS_ACQUIRED_DISP_CD TRANS_ACQUIRED_DISP_CD_FN"
UNDERLYING = (
    "EXPIRATION_DATE EXPIRATION_DATE_FN UNDLYNG_SEC_TITLE UNDLYNG_SEC_TITLE_FN UNDLYNG_SEC_SHARES "
    "UNDLYNG_SEC_SHARES_FN UNDLYNG_SEC_VALUE UNDLYNG_SEC_VALUE_FN"
)
SEC_COLUMNS = {
    "SUBMISSION": "ACCESSION_NUMBER FILING_DATE PERIOD_OF_REPORT DATE_OF_ORIG_SUB NO_SECURITIES_OWNED "
    "NOT_SUBJECT_SEC16 FORM3_HOLDINGS_REPORTED FORM4_TRANS_REPORTED DOCUMENT_TYPE ISSUERCIK ISSUERNAME "
    "ISSUERTRADINGSYMBOL REMARKS AFF10B5ONE",
    "REPORTINGOWNER": "ACCESSION_NUMBER RPTOWNERCIK RPTOWNERNAME RPTOWNER_RELATIONSHIP RPTOWNER_TITLE RPTOWNER_TXT "
    "RPTOWNER_STREET1 RPTOWNER_STREET2 RPTOWNER_CITY RPTOWNER_STATE RPTOWNER_ZIPCODE RPTOWNER_STATE_DESC FILE_NUMBER",
    "NONDERIV_TRANS": "ACCESSION_NUMBER NONDERIV_TRANS_SK SECURITY_TITLE SECURITY_TITLE_FN "
    + f"{CODING} {PRICE} {OWNED}",
    "NONDERIV_HOLDING": "ACCESSION_NUMBER NONDERIV_HOLDING_SK SECURITY_TITLE SECURITY_TITLE_FN TRANS_FORM_TYPE "
    "TRANS_FORM_TYPE_FN " + OWNED,
    "DERIV_TRANS": "ACCESSION_NUMBER DERIV_TRANS_SK SECURITY_TITLE SECURITY_TITLE_FN CONV_EXERCISE_PRICE "
    "CONV_EXERCISE_PRICE_FN " + f"{CODING} TRANS_TOTAL_VALUE TRANS_TOTAL_VALUE_FN {PRICE} EXCERCISE_DATE "
    f"EXCERCISE_DATE_FN {UNDERLYING} {OWNED}",
    "DERIV_HOLDING": "ACCESSION_NUMBER DERIV_HOLDING_SK SECURITY_TITLE SECURITY_TITLE_FN CONV_EXERCISE_PRICE "
    "CONV_EXERCISE_PRICE_FN TRANS_FORM_TYPE TRANS_FORM_TYPE_FN EXERCISE_DATE EXERCISE_DATE_FN "
    + f"{UNDERLYING} {OWNED}",
    "FOOTNOTES": "ACCESSION_NUMBER FOOTNOTE_ID FOOTNOTE_TXT",
    "OWNER_SIGNATURE": "ACCESSION_NUMBER OWNERSIGNATURENAME OWNERSIGNATUREDATE",
}


def filing_of(path: Path) -> f4.Filing:
    filing = reading_of(path).filing
    assert filing is not None
    return filing


def rows_of(made: dict[str, dict[str, list[Any]]], table: str) -> list[dict[str, Any]]:
    return [dict(zip(made[table], values, strict=True)) for values in zip(*made[table].values(), strict=True)]


def test_the_columns_are_the_sec_s_in_its_order() -> None:
    made = {table.name: [c.name for c in table.columns if c.sec_type] for table in f4.TABLES}
    assert {name: columns for name, columns in made.items() if columns} == {
        name: columns.split() for name, columns in SEC_COLUMNS.items()
    }
    for table in f4.TABLES:
        names = [column.name for column in table.columns]
        assert len(set(names)) == len(names)
        assert "F4_DOCUMENT" in names


def test_every_value_has_the_type_of_its_column_and_every_document_is_told_of() -> None:
    readings = [reading_of(path) for path in SOME]
    made = f4.tables(readings)
    for table in f4.TABLES:
        for column in table.columns:
            wrong = {type(v) for v in made[table.name][column.name] if v is not None} - {TYPES[column.dtype]}
            assert not wrong, (table.name, column.name)
    assert made["DOCUMENTS"]["F4_DOCUMENT"] == list(range(1, len(readings) + 1))
    assert made["SUBMISSION"]["F4_DOCUMENT"] == [n for n, reading in enumerate(readings, 1) if reading.filing]
    assert len(made["DIAGNOSTICS"]["CODE"]) == sum(len(reading.diagnostics) for reading in readings)
    statuses = dict(zip(made["DOCUMENTS"]["F4_DOCUMENT"], made["DOCUMENTS"]["STATUS"], strict=True))
    for number, reading in enumerate(readings, 1):
        assert (statuses[number] == "unread") == (reading.filing is None)
        assert (statuses[number] in ("errors", "unread")) == bool(reading.errors)


@pytest.mark.parametrize("path", SOME, ids=name_of)
def test_every_value_of_a_row_is_in_its_table_once(path: Path) -> None:
    """Nothing is lost, doubled or in another row; only the form type is worked out."""
    reading = reading_of(path)
    made = f4.tables(reading)
    for field, (transactions, holdings) in ROW_TABLES.items():
        found = {
            row[f"{table}_SK"]: Counter(
                str(value)
                for name, value in row.items()
                if value is not None
                and not name.startswith("F4_")
                and not name.endswith("_SK")
                and name not in ("ACCESSION_NUMBER", "TRANS_FORM_TYPE")
            )
            for table in (transactions, holdings)
            for row in rows_of(made, table)
        }
        assert found == {number: expected_of(row) for number, row in enumerate(getattr(reading.filing, field, ()), 1)}


def expected_of(row: Any) -> Counter[str]:
    found: Counter[str] = Counter()
    for field in attrs.fields(type(row)):
        value = getattr(row, field.name)
        if isinstance(value, f4.Cell):
            is_placed = field.name not in ("transaction_form_type", "voluntarily_reported_early")
            found.update([str(value.value)] if is_placed and value.value is not None else [])
            found.update([", ".join(value.footnotes)] if value.footnotes else [])
        elif value is not None:
            found.update([str(value)])
    return found


def test_a_filing_in_the_sec_s_columns() -> None:
    made = f4.tables(reading_of(OPTION))
    [submission] = rows_of(made, "SUBMISSION")
    assert (submission["DOCUMENT_TYPE"], submission["F4_DOCUMENT"]) == ("4", 1)
    [row] = rows_of(made, "DERIV_TRANS")
    stated = {
        "DERIV_TRANS_SK": 1,
        "SECURITY_TITLE": "Stock Option (Right to Buy)",
        "CONV_EXERCISE_PRICE": Decimal("7.5"),
        "TRANS_DATE": dt.date(2024, 10, 21),
        "DEEMED_EXECUTION_DATE": dt.date(2024, 10, 22),
        "TRANS_FORM_TYPE": "5",  # there is a V
        "TRANS_CODE": "M",
        "EQUITY_SWAP_INVOLVED": False,
        "TRANS_SHARES": Decimal("4500"),
        "TRANS_PRICEPERSHARE": Decimal("0.25"),
        "TRANS_ACQUIRED_DISP_CD": "D",
        "EXCERCISE_DATE": dt.date(2020, 3, 1),
        "EXPIRATION_DATE": dt.date(2029, 2, 28),
        "UNDLYNG_SEC_TITLE": "Common Stock",
        "UNDLYNG_SEC_SHARES": Decimal("4500"),
        "SHRS_OWND_FOLWNG_TRANS": Decimal("10500"),
        "DIRECT_INDIRECT_OWNERSHIP": "I",
        "NATURE_OF_OWNERSHIP": "By family trust",
        "F4_DOCUMENT": 1,
        "F4_UNREAD": "",
    }
    assert {name: value for name, value in row.items() if value is not None and name != "F4_LINE"} == stated
    assert row["F4_LINE"] == reading_of(OPTION).span("derivative[0]").line


def test_without_v_a_transaction_of_form_4_is_of_form_4_unless_the_v_is_unread() -> None:
    reading = reading_of(FIXTURES / "purchase" / "classic-tab.txt")
    assert f4.tables(reading)["NONDERIV_TRANS"]["TRANS_FORM_TYPE"] == ["4"]
    for path in ("non_derivative[0].voluntarily_reported_early", "non_derivative[0]", "non_derivative"):
        unread = f4.Diagnostic("unreadable-value", "error", "not read", path)
        damaged = attrs.evolve(reading, diagnostics=(unread,))
        assert f4.tables(damaged)["NONDERIV_TRANS"]["TRANS_FORM_TYPE"] == [None]
    assert reading.filing is not None
    unknown = attrs.evolve(reading.filing, form_type=None)
    assert f4.tables(unknown)["NONDERIV_TRANS"]["TRANS_FORM_TYPE"] == [None]


@pytest.mark.parametrize(
    ("relationship", "words"),
    [
        (f4.Relationship(True, True, False, True), "Director,Officer,Other"),
        (f4.Relationship(False, False, True, False), "TenPercentOwner"),
        (f4.Relationship(False, False, False, False), None),
        (f4.Relationship(True, None, False, False), None),
        (None, None),
    ],
)
def test_a_relationship_in_the_sec_s_words(relationship: f4.Relationship | None, words: str | None) -> None:
    filing = f4.Filing(reporting_owners=(f4.ReportingOwner("A B", relationship=relationship),))
    assert f4.tables(filing)["REPORTINGOWNER"]["RPTOWNER_RELATIONSHIP"] == [words]


@pytest.mark.parametrize(
    ("written", "fits"),
    [("9" * 28, True), ("9" * 29, False), ("0.0123456789", True), ("0.01234567891", False), ("1" + "0" * 28, False)],
)
def test_a_number_that_is_too_long_is_null_and_reported(written: str, fits: bool) -> None:
    row = f4.NonDerivativeHolding(shares_owned_following_transaction=f4.Cell(Decimal(written), ("F1",)))
    made = f4.tables(f4.Filing(non_derivative=(row,)))
    assert made["NONDERIV_HOLDING"]["SHRS_OWND_FOLWNG_TRANS"] == [Decimal(written) if fits else None]
    assert made["NONDERIV_HOLDING"]["SHRS_OWND_FOLWNG_TRANS_FN"] == ["F1"]
    assert made["DIAGNOSTICS"]["CODE"] == ([] if fits else ["out-of-range"])
    assert made["DIAGNOSTICS"]["FIELD"] == ([] if fits else ["non_derivative[0].shares_owned_following_transaction"])
    assert made["DOCUMENTS"]["STATUS"] == ["read" if fits else "errors"]


def test_arrow_holds_the_same_values() -> None:
    pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    readings = [reading_of(path) for path in SOME[::2]]
    made, arrow = f4.tables(readings), f4.to_arrow(readings)
    assert {name: table.to_pydict() for name, table in arrow.items()} == made
    empty = f4.to_arrow([])
    assert [table.schema for table in empty.values()] == [table.schema for table in arrow.values()]
