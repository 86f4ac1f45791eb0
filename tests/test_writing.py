"""Filings written as text: how values print, what a layout cannot show, what cannot be written, and the command."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import attrs
import pytest
from conftest import FIXTURES, text_of

import form4_grammar as f4
from form4_grammar.cli import main
from form4_grammar.rendering import PRINTERS
from form4_grammar.values import from_decimal, from_text, to_text

PURCHASE = FIXTURES / "purchase" / "classic-tab.txt"
JOINT = FIXTURES / "joint-owners" / "classic-browser.txt"
each_layout = pytest.mark.parametrize("layout", PRINTERS)


def filing_of(path: Path) -> f4.Filing:
    return f4.loads(text_of(path))


@pytest.mark.parametrize(
    ("number", "printed"),
    [
        ("0", "0"),
        ("1234567", "1,234,567"),
        ("12.5", "12.50"),
        ("12.500", "12.50"),
        ("12.00", "12"),
        ("0.0001", "0.0001"),
        ("1E+3", "1,000"),
        ("100", "100"),
    ],
)
def test_numbers_print_as_on_the_form(number: str, printed: str) -> None:
    assert from_decimal(Decimal(number)) == printed


@pytest.mark.parametrize(
    "text",
    [
        "AT&amp;T",
        "a \\* b",
        "*starred*",
        "__init__",
        "[a](b)",
        "<b>bold</b>",
        "Units (2)",
        "x<br>y",
        "back\\slash",
        "[1]",
    ],
)
def test_text_comes_back(text: str) -> None:
    assert to_text(from_text(text)) == text


def test_a_writer_for_every_layout() -> None:
    assert tuple(PRINTERS) == tuple(map(str, f4.layouts()))


@each_layout
def test_what_marks_a_cell_is_no_footnotes_mark(layout: str) -> None:
    """A filer's own "(1)" at the end of a title, beside a mark of the form."""
    filing = filing_of(PURCHASE)
    title: f4.Cell[str] = f4.Cell("Units (1)", ("F1",))
    row = attrs.evolve(filing.non_derivative[0], security_title=title)
    changed = attrs.evolve(filing, non_derivative=(row,), footnotes=(f4.Footnote("F1", "1. (1) a note"),))
    again = f4.loads(f4.dumps(changed, layout))
    assert again.non_derivative[0].security_title == title
    assert again.footnotes == changed.footnotes


@each_layout
def test_what_would_be_read_as_something_else_is_not_written(layout: str) -> None:
    filing = filing_of(PURCHASE)
    broken = attrs.evolve(filing, issuer=attrs.evolve(filing.issuer, name="Kestrel\tVale Corp"))
    with pytest.raises(f4.UnwritableError, match=r"issuer\.name") as refusal:
        f4.dumps(broken, layout)
    assert refusal.value.layout == layout
    assert refusal.value.differences[0].path == "issuer.name"


def test_a_long_text_is_cut_in_the_message() -> None:
    filing = filing_of(PURCHASE)
    with pytest.raises(f4.UnwritableError) as refusal:
        f4.dumps(attrs.evolve(filing, remarks="word " * 10_000), "current-tab")
    assert "remarks: 'word word" in str(refusal.value)
    assert len(str(refusal.value)) < 1_000


def test_a_negative_number_is_not_written() -> None:
    filing = filing_of(PURCHASE)
    row = attrs.evolve(filing.non_derivative[0], shares_owned_following_transaction=f4.Cell(Decimal(-5)))
    with pytest.raises(f4.UnwritableError, match="shares_owned_following_transaction"):
        f4.dumps(attrs.evolve(filing, non_derivative=(row,)), "current-tab")


def test_a_layout_that_is_only_read_is_named() -> None:
    with pytest.raises(ValueError, match="cannot write layout 'mine'"):
        f4.dumps(filing_of(PURCHASE), "mine")


def test_what_a_page_cannot_show() -> None:
    """The current page prints only the first owner's relationship, and a browser's copy has no check boxes."""
    filing = filing_of(JOINT)
    on_current = f4.shown(filing, "current-tab")
    assert on_current.reporting_owners[0].relationship == filing.reporting_owners[0].relationship
    assert [owner.relationship for owner in on_current.reporting_owners[1:]] == [None, None]
    assert on_current.not_subject_to_section_16 is False
    checked = attrs.evolve(filing, not_subject_to_section_16=True, aff_10b5_one=True)
    in_copy = f4.shown(checked, "classic-browser")
    assert (in_copy.not_subject_to_section_16, in_copy.aff_10b5_one) == (None, None)
    assert f4.shown(checked, "classic-tab") == checked


def test_convert(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["convert", str(JOINT), "--to", "current-html2text"]) == 0
    out, err = capfdbinary.readouterr()
    assert f4.loads(out.decode()) == f4.shown(filing_of(JOINT), "current-html2text")
    assert b"current-html2text cannot show all of this: reporting_owners[1].relationship" in err
    assert main(["convert", str(JOINT), "--to", "current-html2text", "--strict"]) == 1


def test_convert_writes_no_filing_that_was_not_read_in_full(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    broken, output = FIXTURES / "impossible-date" / "classic-tab.txt", tmp_path / "out.txt"
    assert main(["convert", str(broken), "--to", "current-tab", "-o", str(output)]) == 1
    assert b"error[impossible-date]" in capfdbinary.readouterr().err
    assert not output.exists()


def test_render(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """A filing, or a reading in the form that "form4 parse --json" writes."""
    filing = filing_of(PURCHASE)
    file, output = tmp_path / "filing.json", tmp_path / "out.md"
    for data in f4.to_dict(filing), {"filing": f4.to_dict(filing), "diagnostics": []}:
        file.write_text(json.dumps(data), encoding="utf-8")
        assert main(["render", str(file), "--to", "classic-markdown", "-o", str(output)]) == 0
        assert f4.loads(output.read_text(encoding="utf-8")) == f4.shown(filing, "classic-markdown")
    assert capfdbinary.readouterr() == (b"", b"")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ('{"form_type": }', b"this is no JSON: Expecting value (line 1, column 15)"),
        ("[]", b"this JSON holds no filing"),
        ('{"filing": null}', b"this JSON holds no filing"),
        ('{"form_typ": "4"}', b"form_typ"),
    ],
)
def test_render_says_what_is_wrong_with_its_input(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], given: str, said: bytes
) -> None:
    file = tmp_path / "filing.json"
    file.write_text(given, encoding="utf-8")
    assert main(["render", str(file), "--to", "classic-tab"]) == 1
    out, err = capfdbinary.readouterr()
    assert out == b""
    assert said in err


def test_usage(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["convert", str(PURCHASE), "--to", "klassic"]) == 2
    assert main(["convert", str(tmp_path / "none.txt"), "--to", "classic-tab"]) == 4
    assert main(["convert", str(PURCHASE), "--to", "classic-tab", "-o", str(tmp_path / "none" / "out.txt")]) == 4
    assert list(tmp_path.iterdir()) == []
    capfdbinary.readouterr()


@pytest.mark.parametrize("layout", [*PRINTERS, "xml"])
def test_a_code_of_table_2_without_an_amount_is_shown_by_xml_alone(layout: str) -> None:
    row = f4.DerivativeTransaction(
        security_title=f4.Cell("Option"), transaction_code=f4.Cell("M"), acquired_disposed_code=f4.Cell("D")
    )
    filing = attrs.evolve(filing_of(PURCHASE), derivative=(row,))
    read = f4.read(f4.dumps(filing, layout), layout).filing
    assert read is not None
    [written] = read.derivative
    assert isinstance(written, f4.DerivativeTransaction)
    assert (written.acquired_disposed_code is not None) == (layout == "xml")
