"""The converter of the Stanford EDGAR Filings Dataset, where it is installed: what it prints of our filings is read."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

import attrs
import pytest
from conftest import FIXTURES, reading_of

import form4_grammar as f4
from form4_grammar.differences import differences
from form4_grammar.filing import Row

pytestmark = pytest.mark.skipif(find_spec("stanford_edgar_parser") is None, reason="needs stanford-edgar-parser")
# Run in a process of its own: importing it takes seconds, and it warns of its own dependencies.
CONVERT = (
    "import pathlib, sys; from stanford_edgar_parser.api import main_one; "
    "main_one(pathlib.Path(sys.argv[1]), to_mmd=True)"
)
FILINGS = [FIXTURES / "same-filing" / "sefd.md", FIXTURES / "dataset-joint-owners" / "sefd.md"]
GROUPS = {
    "transaction_code": "transactionCoding",
    **dict.fromkeys(("exercise_date", "expiration_date", "conversion_or_exercise_price"), ""),
    **dict.fromkeys(
        ("transaction_shares", "transaction_price_per_share", "acquired_disposed_code"), "transactionAmounts"
    ),
    **dict.fromkeys(("underlying_security_title", "underlying_security_shares"), "underlyingSecurity"),
    "shares_owned_following_transaction": "postTransactionAmounts",
    **dict.fromkeys(("direct_or_indirect_ownership", "nature_of_ownership"), "ownershipNature"),
}
LAST = ("shares_owned_following_transaction", "direct_or_indirect_ownership", "nature_of_ownership")
NAMES = {"acquired_disposed_code": "transactionAcquiredDisposedCode"}


@pytest.mark.parametrize("path", FILINGS, ids=lambda path: path.parent.name)
def test_what_the_converter_prints_is_read(path: Path, tmp_path: Path) -> None:
    filing = reading_of(path).filing
    assert filing is not None
    submission = tmp_path / "submission.txt"
    submission.write_text("".join(_submission(filing)), encoding="utf-8")
    subprocess.run(
        [sys.executable, "-W", "ignore", "-c", CONVERT, submission], cwd=tmp_path, check=True, capture_output=True
    )
    [text] = list(tmp_path.rglob("*.md"))
    reading = f4.read_file(text)
    assert str(reading.layout) == "sefd"
    assert [str(found) for found in reading.errors] == []
    assert list(map(str, differences(filing, reading.filing))) == []


def _submission(filing: f4.Filing) -> Iterator[str]:
    yield "<SEC-DOCUMENT>0000070021-24-000017.txt : 20240208\n<SEC-HEADER>0000070021-24-000017.hdr.sgml : 20240208\n"
    yield f"ACCESSION NUMBER:\t\t0000070021-24-000017\nCONFORMED SUBMISSION TYPE:\t{filing.form_type}\n\n"
    for kind, data, filers in (
        ("REPORTING-OWNER", "OWNER", filing.reporting_owners),
        ("ISSUER", "COMPANY", (filing.issuer,)),
    ):
        for filer in filers:
            yield f"{kind}:\t\n\n\t{data} DATA:\t\n\t\tCOMPANY CONFORMED NAME:\t\t\t{filer.name}\n"
            yield f"\t\tCENTRAL INDEX KEY:\t\t\t{filer.cik}\n\n"
    yield f"</SEC-HEADER>\n<DOCUMENT>\n<TYPE>{filing.form_type}\n<SEQUENCE>1\n<FILENAME>form4.xml\n<TEXT>\n<XML>\n"
    yield f'<?xml version="1.0"?>\n{tostring(_ownership(filing), encoding="unicode")}\n</XML>\n</TEXT>\n</DOCUMENT>\n'


def _ownership(filing: f4.Filing) -> Element:
    """The ownership XML of a filing, as far as the converter reads it."""
    root = Element("ownershipDocument")
    _texts(root, documentType=filing.form_type, periodOfReport=filing.period_of_report)
    _texts(root, notSubjectToSection16=_flag(filing.not_subject_to_section_16), aff10b5One=_flag(filing.aff_10b5_one))
    issuer = SubElement(root, "issuer")
    _texts(issuer, issuerName=filing.issuer.name, issuerTradingSymbol=filing.issuer.trading_symbol)
    for owner in filing.reporting_owners:
        found, address = SubElement(root, "reportingOwner"), owner.address
        _texts(SubElement(found, "reportingOwnerId"), rptOwnerName=owner.name)
        streets = {"rptOwnerStreet1": address.street1, "rptOwnerStreet2": address.street2}
        where = {"rptOwnerCity": address.city, "rptOwnerState": address.state, "rptOwnerZipCode": address.zip_code}
        _texts(SubElement(found, "reportingOwnerAddress"), **streets, **where)
        known = owner.relationship or f4.Relationship()
        flags = {"isDirector": known.is_director, "isOfficer": known.is_officer}
        flags |= {"isTenPercentOwner": known.is_ten_percent_owner, "isOther": known.is_other}
        _texts(
            SubElement(found, "reportingOwnerRelationship"),
            **{name: _flag(flag) for name, flag in flags.items()},
            officerTitle=known.officer_title,
            otherText=known.other_text,
        )
    for kind, rows in (("nonDerivative", filing.non_derivative), ("derivative", filing.derivative)):
        table = SubElement(root, f"{kind}Table")
        for row in rows:
            _row(SubElement(table, f"{kind}{row.kind.title()}"), row)
    notes = SubElement(root, "footnotes")
    for note in filing.footnotes:
        SubElement(notes, "footnote", id=note.id).text = note.text
    _texts(root, remarks=filing.remarks)
    for signed in filing.signatures:
        _texts(SubElement(root, "ownerSignature"), signatureName=signed.name, signatureDate=signed.date)
    return root


def _row(element: Element, row: Row) -> None:
    for name in sorted(attrs.fields_dict(type(row)), key=LAST.__contains__):
        cell = getattr(row, name)
        if isinstance(cell, f4.Cell) and name != "voluntarily_reported_early":
            group = GROUPS.get(name)
            parent = element if not group else element.find(group)
            parent = SubElement(element, group) if parent is None and group else parent
            first, *others = NAMES.get(name, name).split("_")
            found = SubElement(parent, first + "".join(map(str.title, others)))  # type: ignore[arg-type]
            _texts(found, value=cell.value)
            for note in cell.footnotes:
                SubElement(found, "footnoteId", id=note)


def _texts(parent: Element, **texts: Any) -> None:
    for name, text in texts.items():
        if text is not None:
            SubElement(parent, name).text = str(text)


def _flag(value: bool | None) -> str:
    return "1" if value else "0"
