"""Ownership XML: every value and its place, what breaks the schema, and texts that are damaged or hostile."""

from __future__ import annotations

import datetime as dt
import re
import time
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import attrs
import pytest
from fixture_files import FIXTURES
from hypothesis import given, settings

import form4_grammar as f4
from form4_grammar.cli import main
from form4_grammar.edgar import schema
from form4_grammar.edgar.schema import Element
from form4_grammar.fields import columns
from form4_grammar.filing import Filing
from form4_grammar.testing.strategies import filings

XML = (Path(__file__).parent / "edgar" / "form-4.xml").read_text(encoding="utf-8")

SUBMISSION = (Path(__file__).parent / "edgar" / "submission.txt").read_text(encoding="utf-8")
# The same submission as the feed has it.
FEED_HEADER = """<SUBMISSION>
<ACCESSION-NUMBER>0009999999-24-000123
<TYPE>4/A
<REPORTING-OWNER>
<OWNER-DATA>
<CIK>0001999992
</OWNER-DATA>
</REPORTING-OWNER>
<ISSUER>
<COMPANY-DATA>
<CIK>0001999991
</COMPANY-DATA>
</ISSUER>
"""
FEED = FEED_HEADER + SUBMISSION[SUBMISSION.index("<DOCUMENT>") :]
PRIVACY_ENHANCED = f"""-----BEGIN PRIVACY-ENHANCED MESSAGE-----
Proc-Type: 2001,MIC-CLEAR
Originator-Name: webmaster@example.org

{SUBMISSION}-----END PRIVACY-ENHANCED MESSAGE-----
"""


def changed(old: str, new: str) -> f4.Reading:
    assert XML.count(old) >= 1
    return f4.read(XML.replace(old, new, 1))


def codes(reading: f4.Reading) -> list[tuple[str, str | None]]:
    return [(diagnostic.code, diagnostic.path) for diagnostic in reading.diagnostics]


def elements(element: Element) -> list[Element]:
    return [element, *(inner for part in element.parts for inner in elements(part))]


def test_a_filing_is_read_whole() -> None:
    reading = f4.read(XML)
    assert str(reading.layout) == "xml"
    assert reading.tree is None
    assert reading.diagnostics == ()
    filing = reading.filing
    assert filing is not None
    assert (filing.form_type, filing.period_of_report) == ("4/A", dt.date(2024, 3, 14))
    assert filing.issuer == f4.Issuer("Tarnwick & Sons Biologics Corp", "0001999991", "TRNW")
    assert filing.reporting_owners[0].relationship == f4.Relationship(False, True, False, False, "Controller")
    assert (filing.not_subject_to_section_16, filing.aff_10b5_one) == (False, False)
    row, holding = filing.non_derivative
    assert isinstance(row, f4.NonDerivativeTransaction)
    assert row.security_title == f4.Cell("Common Stock")
    assert row.transaction_code == f4.Cell("G", ("F2",))
    assert row.voluntarily_reported_early == f4.Cell(True, ("F1",))
    assert (row.equity_swap_involved, row.transaction_timeliness) == (True, "E")
    assert row.transaction_price_per_share == f4.Cell(None, ("F1", "F2"))
    assert holding.value_owned_following_transaction == f4.Cell(Decimal("12.5"))
    assert filing.footnotes[0].text == "Gifts & sales of several days."
    assert filing.footnotes[1].text == "Vests in four parts \u2013 each year."
    assert filing.signatures == (f4.Signature("/s/ Casper Vandermolen", dt.date(2024, 3, 20)),)


def test_every_value_has_its_place() -> None:
    text = "\ufeff\n" + XML.replace("Casper", "Jos\u00e9 \U0001f600")
    reading = f4.read(text)
    spans = {path: text[span.start : span.end] for path, span in reading.spans().items()}
    assert spans["issuer.name"] == "Tarnwick &amp; Sons Biologics Corp"
    assert spans["non_derivative[0].transaction_date"] == "2024-03-14"
    assert spans["non_derivative[0].voluntarily_reported_early"] == "5"
    assert spans["footnotes[0].text"] == "Gifts & sales of several days."
    assert spans["footnotes[1].text"] == "Vests in four parts &#8211; each year."
    assert spans["signatures[0].name"] == "/s/ Jos\u00e9 \U0001f600 Vandermolen"
    assert spans["signatures[0].date"] == "2024-03-20"
    line = text[: text.index("MN")].count("\n") + 1
    assert reading.span("reporting_owners[0].address.state").line == line


def test_a_file_in_another_encoding_is_read() -> None:
    text = XML.replace("Casper", "Jos\u00e9")
    latin = text.replace('"1.0"', '"1.0" encoding="ISO-8859-1"').encode("iso-8859-1")
    for data in (text.encode("utf-16"), text.encode("utf-8-sig"), latin):
        reading = f4.read_file(BytesIO(data))
        assert reading.diagnostics == ()
        assert reading.filing is not None
        assert reading.filing.signatures[0].name == "/s/ Jos\u00e9 Vandermolen"


def test_a_namespace_and_its_prefix_are_read_over() -> None:
    text = XML.replace("<ownershipDocument>", '<o:ownershipDocument xmlns:o="http://example.org/o">')
    text = text.replace("</ownershipDocument>", "</o:ownershipDocument>")
    assert f4.read(text).filing == f4.read(XML).filing


def test_the_schema_has_every_field_of_a_filing() -> None:
    fields = {element.field for element in elements(schema.DOCUMENT)}
    assert {field.name for field in attrs.fields(Filing)} - fields == {"accession_number"}
    for element in elements(schema.DOCUMENT):
        if element.row is not None:
            missing = set(columns(element.row)) - {inner.field for inner in elements(element)}
            assert missing <= {"voluntarily_reported_early"}


@pytest.mark.parametrize(
    ("old", "new", "code", "path"),
    [
        ("<value>100<", "<value>1,00<", "unreadable-value", "derivative[0].transaction_shares"),
        ("<value>100<", "<value>-1<", "unreadable-value", "derivative[0].transaction_shares"),
        ("<value>2030-01-31<", "<value>2030-02-31<", "impossible-date", "derivative[0].expiration_date"),
        ("<value>2030-01-31<", "<value>01/31/2030<", "unreadable-value", "derivative[0].expiration_date"),
        ("true", "yes", "unreadable-value", "reporting_owners[0].relationship.is_officer"),
        ("transactionCode>M<", "transactionCode>Option<", "unreadable-value", "derivative[0].transaction_code"),
        ('"F2"/>', '"2"/>', "unreadable-value", "non_derivative[0].transaction_code"),
        ('"F2"/>', '"F7"/>', "mark-without-note", "non_derivative[0].transaction_code"),
        ("<value>By trust</value>", "By trust", "unknown-text", "non_derivative[0].nature_of_ownership"),
        ("<value>By trust</value>", "<val>By trust</val>", "unknown-element", "non_derivative[0].nature_of_ownership"),
        ("<remarks/>", "<remark>No</remark>", "unknown-element", "remarks"),
        ("<remarks/>", "<remarks>a</remarks><remarks>b</remarks>", "repeated-item", "remarks"),
        ("<documentType>4/A</documentType>", "", "missing-item", "form_type"),
        ("4/A", "144", "unreadable-value", "form_type"),
    ],
)
def test_what_breaks_the_schema_is_reported_at_its_field(old: str, new: str, code: str, path: str) -> None:
    assert (code, path) in codes(changed(old, new))


def test_a_box_that_cannot_be_read_is_unknown() -> None:
    filing = changed("true", "yes").filing
    assert filing is not None
    assert filing.reporting_owners[0].relationship is not None
    assert filing.reporting_owners[0].relationship.is_officer is None


def parts_of(path: str) -> set[str]:
    return {path[:end] for end in range(len(path) + 1) if end == len(path) or path[end] in ".["}


@pytest.mark.parametrize("end", range(60, len(XML) - 1, 61))
def test_xml_that_is_cut_off_tells_what_may_be_lost(end: int) -> None:
    """Every field that differs from the whole is covered by an error."""
    whole, reading = f4.to_dict(f4.loads(XML)), f4.read(XML[:end])
    assert reading.filing is not None
    covered = {diagnostic.path for diagnostic in reading.errors}
    found = f4.to_dict(reading.filing)
    assert {name for name, value in whole.items() if found[name] != value} <= covered


def test_entities_are_never_expanded(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("hidden", encoding="utf-8")
    for declarations, name in (
        ('<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">', "&c;"),
        (f'<!ENTITY c SYSTEM "{secret.as_uri()}">', "&c;"),
    ):
        text = XML.replace("<ownershipDocument>", f"<!DOCTYPE x [{declarations}]><ownershipDocument>")
        reading = f4.read(text.replace("TRNW", name))
        assert reading.filing is None
        assert "hidden" not in str(reading.diagnostics)
        assert [diagnostic.code for diagnostic in reading.errors] == ["not-a-form"]


def test_deep_and_endless_elements_end() -> None:
    deep = "<x>" * 10_000
    for text in (
        XML.replace("<remarks/>", deep),
        XML.replace("<remarks/>", deep + "</x>" * 10_000),
        "<ownershipDocument>" + "<issuer>" * 10_000,
        "<ownershipDocument>" + '<footnotes a="' * 10_000,
    ):
        assert f4.read(text).errors


def test_time_is_linear() -> None:
    """Ten times the rows take no more than about ten times the time."""
    row = XML[XML.index("<nonDerivativeTransaction>") : XML.index("<nonDerivativeHolding>")]

    def seconds(rows: int) -> float:
        text = XML.replace(row, row * rows).replace("Gifts", "Gifts \u2013 " * 10 * rows)
        times = []
        for _ in range(3):
            start = time.process_time()
            reading = f4.read(text)
            times.append(time.process_time() - start)
        assert reading.filing is not None
        assert len(reading.filing.non_derivative) == rows + 1
        return min(times)

    assert seconds(2000) < 30 * seconds(200)


@pytest.mark.parametrize(
    "text", [SUBMISSION, FEED, PRIVACY_ENHANCED, FEED.replace("\n", "\r"), FEED.replace("\n", "\r\n")]
)
def test_a_submission_is_its_xml_with_the_number_of_its_header(text: str) -> None:
    reading = f4.read(text)
    assert (str(reading.layout), reading.tree, reading.diagnostics) == ("submission", None, ())
    assert reading.filing == attrs.evolve(f4.loads(XML), accession_number="0009999999-24-000123")
    span = reading.span("accession_number")
    assert text[span.start : span.end] == "0009999999-24-000123"
    span = reading.span("issuer.name")
    assert text[span.start : span.end] == "Tarnwick &amp; Sons Biologics Corp"


def test_the_header_of_a_submission_fills_in_ciks_that_the_xml_lacks() -> None:
    text = SUBMISSION.replace("<issuerCik>0001999991</issuerCik>", "")
    text = text.replace("<rptOwnerCik>0001999992</rptOwnerCik>", "")
    reading = f4.read(text)
    assert reading.diagnostics == ()
    assert reading.filing is not None
    assert (reading.filing.issuer.cik, reading.filing.reporting_owners[0].cik) == ("0001999991", "0001999992")


@pytest.mark.parametrize(
    ("old", "new", "code", "path"),
    [
        ("KEY:			0001999991", "KEY:			0001999990", "contradiction", "issuer.cik"),
        ("KEY:			0001999992", "KEY:			0001999990", "contradiction", "reporting_owners"),
        ("TYPE:	4/A", "TYPE:	4", "contradiction", "form_type"),
        ("NUMBER:		0009999999-24-000123", "NUMBER:		12", "unreadable-value", "accession_number"),
        ("<XML>", "", "not-a-form", None),
        ("<value>2030-01-31</value>", "<value>soon</value>", "unreadable-value", "derivative[0].expiration_date"),
    ],
)
def test_what_does_not_fit_in_a_submission_is_reported(old: str, new: str, code: str, path: str | None) -> None:
    assert old in SUBMISSION
    assert codes(f4.read(SUBMISSION.replace(old, new, 1))) == [(code, path)]


def test_a_submission_without_xml_says_its_type() -> None:
    text = f"{SUBMISSION[: SUBMISSION.index('<DOCUMENT>')]}<DOCUMENT>\n<TEXT>\nAnnual report\n"
    [error] = f4.read(text.replace("4/A", "10-K")).errors
    assert "10-K" in error.message


def test_a_submission_of_any_length_ends() -> None:
    """A header without an end, and tags without one."""
    for text in (
        "<SUBMISSION>\n" * 200_000,
        FEED_HEADER + "<DOCUMENT>\n<XML>\n" * 100_000,
        "<SEC-DOCUMENT>" + " " * 10**6,
    ):
        assert f4.read(text).errors


def test_a_filing_written_as_xml_is_read_back_equal() -> None:
    filing = f4.loads(XML)
    assert f4.loads(f4.dumps(filing, "xml")) == filing == f4.shown(filing, "xml")
    assert f4.shown(f4.loads(SUBMISSION), "xml") == filing


@given(filings())
@settings(max_examples=100, deadline=None)
def test_every_filing_is_written_as_xml(filing: Filing) -> None:
    assert f4.read(f4.dumps(filing, "xml")).filing == f4.shown(filing, "xml")


def test_a_cell_that_was_not_read_is_left_out_of_xml() -> None:
    filing = f4.read_file(FIXTURES / "impossible-date" / "classic-tab.txt").filing
    assert filing is not None
    written = f4.dumps(filing, "xml")
    assert "<transactionDate>" not in written
    assert f4.read(written).filing == f4.shown(filing, "xml")


def test_another_reader_of_xml_reads_what_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    ownership = pytest.importorskip("edgar.ownership", reason="edgartools is not installed")
    # It asks EDGAR over the network about each owner, whatever the XML.
    monkeypatch.setattr("edgar.ownership.owners.Entity", lambda *_: None)
    filing = f4.loads(XML)
    read = ownership.Ownership.from_xml(f4.dumps(filing, "xml"))
    assert read.form == "4/A"
    assert read.issuer.name == filing.issuer.name
    assert read.reporting_period == "2024-03-14"


def test_a_character_that_xml_cannot_have_is_refused() -> None:
    filing = attrs.evolve(f4.loads(XML), remarks="a\x01b")
    with pytest.raises(f4.UnwritableError, match="remarks"):
        f4.dumps(filing, "xml")


def test_a_format_may_be_named_as_a_layout_is() -> None:
    reading = f4.read(XML, "xml")
    assert f4.read(XML, reading.layout).filing == reading.filing
    assert [error.code for error in f4.read("Dear Sir", "xml").errors] == ["not-a-form"]
    with pytest.raises(ValueError, match="no grammar"):
        f4.read(XML, reading.layout, start="table_1")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with XML, a submission, and XML with an error."""
    texts = {
        "filing.xml": XML,
        "submission.txt": SUBMISSION,
        "damaged.xml": XML.replace("2030-01-31", "2030-02-31"),
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_commands_that_need_a_tree_say_that_there_is_none(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(folder / "filing.xml")
    for command in (["tree"], ["tokens"], ["trace", "--at", "3:4"]):
        assert main([*command, path]) == 1
        assert capsys.readouterr().err == f"form4: {path}: xml is read without a grammar, so there is no tree\n"
    assert main(["coverage", path]) == 0
    assert "so there is no tree" in capsys.readouterr().err
    for command in (["parse", "--layout", "xml", path], ["grammar", "submission"]):
        assert main(command) == 2
        assert "has no grammar: it is told by what is in a file" in capsys.readouterr().err


def test_a_folder_is_searched_for_xml(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["parse", "--jsonl", str(folder)]) == 1
    assert len(capfd.readouterr().out.splitlines()) == 3


def test_readings_without_a_tree_are_checked(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    check = ["check", str(folder), "--store", str(folder / "store")]
    assert main(check) == 1
    out = capsys.readouterr().out
    assert "3 texts: 2 new, 1 unread" in out
    assert "impossible-date on derivative[].expiration_date" in out
    assert "no minimal reproduction: there is no tree of this file" in " ".join(out.split())
    assert main([*check, "--accept", "*.xml", "*.txt", "--error-case"]) == 0
    assert main(check) == 0
    (folder / "filing.xml").write_text(XML.replace("TRNW", "TRNX"), encoding="utf-8")
    capsys.readouterr()
    assert main(check) == 1
    assert "issuer.trading_symbol: TRNW → TRNX" in capsys.readouterr().out


def of_2003(text: str) -> str:
    """The same filing in schema X0101: rows in the document itself, and another name for the price of Table I."""
    for old, new in (
        (r"</?(?:nonD|d)erivativeTable>", ""),
        (r"<(/?)nonDerivative(?:Transaction|Holding)>", r"<\1nonDerivativeSecurity>"),
        (r"<(/?)derivative(?:Transaction|Holding)>", r"<\1derivativeSecurity>"),
    ):
        text = re.sub(old, new, text)
    first, second = text.split("<derivativeSecurity>", 1)
    first = first.replace("transactionPricePerShare", "transactionValue")
    return f"{first}<derivativeSecurity>{second}"


def test_the_schema_of_2003_is_read() -> None:
    reading = f4.read(of_2003(XML))
    assert "nonDerivativeTable" not in reading.text
    assert reading.text.count("<nonDerivativeSecurity>") == 2
    assert reading.diagnostics == ()
    assert reading.filing == f4.read(XML).filing
    span = reading.span("non_derivative[0].transaction_shares")
    assert reading.text[span.start : span.end] == "2700.5000"


def test_a_row_of_2003_without_a_code_is_a_transaction_if_it_has_a_column_of_one() -> None:
    text = of_2003(XML)
    start, end = text.index("<transactionCoding>"), text.index("</transactionCoding>") + len("</transactionCoding>")
    filing = f4.read(text[:start] + text[end:]).filing
    assert filing is not None
    assert [row.kind for row in filing.non_derivative] == ["transaction", "holding"]


def test_a_price_under_both_names_is_reported() -> None:
    price = "<transactionPricePerShare><value>7</value></transactionPricePerShare>"
    reading = f4.read(of_2003(XML).replace("</transactionValue>", f"</transactionValue>{price}", 1))
    assert codes(reading) == [("repeated-item", "non_derivative[0].transaction_price_per_share")]
    assert f4.read(of_2003(XML).replace("transactionValue", "transactionWorth")).errors
