"""Two readings of one filing, field by field: what is equal, what differs as the pages differ anyway, what differs."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import attrs
import pytest
from conftest import FIXTURES

import form4_grammar as f4
from form4_grammar.cli import main
from form4_grammar.filing import Filing

SAME = {path.stem: path for path in sorted((FIXTURES / "same-filing").iterdir()) if path.suffix in (".txt", ".md")}
XML = (Path(__file__).parent / "edgar" / "form-4.xml").read_text(encoding="utf-8")


def of(filing: Filing, layout: str = "xml") -> f4.Reading:
    return f4.read(f4.dumps(filing, layout), None if layout == "xml" else layout)


def verdicts(one: f4.Reading, other: f4.Reading) -> dict[str, tuple[str, str | None]]:
    fields = f4.compare(one, other).fields
    return {field.path: (field.verdict, field.reason) for field in fields if field.verdict != "equal"}


def with_price(price: str) -> f4.Reading:
    return f4.read(XML.replace("<value>100<", f"<value>{price}<", 1))


@pytest.mark.parametrize("layout", SAME)
def test_a_filing_is_the_same_in_every_layout_and_in_xml(layout: str) -> None:
    reading = f4.read_file(SAME[layout])
    assert reading.filing
    for other in (of(reading.filing), *map(f4.read_file, SAME.values())):
        found = f4.compare(reading, other)
        assert found.is_same, found.different
        assert all(field.reason for field in found.explained)
        assert f4.compare(other, reading).is_same


def test_a_filing_is_equal_to_itself() -> None:
    reading = f4.read(XML)
    found = f4.compare(reading, reading)
    assert found.equal == found.fields
    assert {"issuer.name", "non_derivative[0].kind", "footnotes[1].text"} <= {field.path for field in found.fields}


def test_what_a_page_cannot_show_is_explained_by_its_limit() -> None:
    xml = f4.read(XML)
    assert xml.filing
    found = verdicts(xml, of(xml.filing, "classic-browser"))
    assert found["issuer.cik"] == ("explained", "CIKs are in links alone, which this layout does not have")
    assert {verdict for verdict, _ in found.values()} == {"explained"}


@pytest.mark.parametrize(
    ("filed", "printed", "verdict"),
    [
        ("100.00005", "100.0001", "explained"),
        ("100.00005", "100", "explained"),  # a stylesheet may round a half to the even digit
        ("100.00014", "100.0001", "explained"),
        ("100.00016", "100.0001", "different"),
        ("100.0001", "100", "different"),
        ("100.00005", "100.00004", "different"),
    ],
)
def test_a_page_may_round_to_four_decimals_and_no_further(filed: str, printed: str, verdict: str) -> None:
    xml, rounded = with_price(filed), with_price(printed).filing
    assert rounded
    page = of(rounded, "current-tab")
    assert verdicts(xml, page)["derivative[0].transaction_shares"][0] == verdict
    assert verdicts(page, xml)["derivative[0].transaction_shares"][0] == verdict


def test_xml_is_not_rounded() -> None:
    found = verdicts(with_price("100.00005"), with_price("100.0001"))
    assert found == {"derivative[0].transaction_shares": ("different", None)}


def changed(filing: Filing, **changes: object) -> Filing:
    """A filing whose first owner differs."""
    first, *rest = filing.reporting_owners
    return attrs.evolve(filing, reporting_owners=(attrs.evolve(first, **changes), *rest))  # type: ignore[arg-type]


def owner(street1: str, street2: str | None, **more: str) -> dict[str, object]:
    return {"address": f4.Address(street1, street2, "Duluth", "MN", "55802", **more)}


@pytest.mark.parametrize(
    ("filed", "printed", "verdict"),
    [
        (owner("77 Harbour Road", "Suite 2"), owner("77 Harbour Road, Suite 2", None), "explained"),
        (owner("77 Harbour Road", "Suite 2"), owner("77 Harbour Road", None), "different"),
        (owner("77 Harbour Road", "Suite 2"), owner("77 Harbour", "Road Suite 2"), "different"),
        ({"name": "Vandermolen Casper"}, {"name": "Vandermolen"}, "different"),
    ],
)
def test_streets_may_run_together(filed: dict[str, object], printed: dict[str, object], verdict: str) -> None:
    filing = f4.loads(XML)
    one, other = of(changed(filing, **filed)), of(changed(filing, **printed), "classic-tab")
    found = {path: verdict for path, (verdict, _) in verdicts(one, other).items() if "cik" not in path}
    owner_fields = {verdict for path, verdict in found.items() if path.startswith("reporting_owners")}
    assert owner_fields == {verdict}


@pytest.mark.parametrize(
    ("state", "country", "verdicts_of"),
    [
        ("MINNESOTA", "UNITED STATES", set()),
        ("OHIO", "UNITED STATES", {"state", "country"}),
        ("MINNESOTA", "JAPAN", {"country"}),
    ],
)
def test_a_page_of_2026_spells_state_and_country_out(state: str, country: str, verdicts_of: set[str]) -> None:
    filing = f4.loads(XML)
    page = of(changed(filing, address=f4.Address("1 Quay", None, "Duluth", state, "55802", country)), "current-tab")
    found = f4.compare(of(changed(filing, **owner("1 Quay", None))), page)
    assert {field.path.rpartition(".")[2] for field in found.different} == verdicts_of


def test_a_mark_that_a_filer_typed_is_a_footnote_s_on_a_page() -> None:
    filing = f4.loads(XML)
    typed = attrs.evolve(filing.non_derivative[0], security_title=f4.Cell("Common Stock (2)", ("F1",)))
    marked = attrs.evolve(filing.non_derivative[0], security_title=f4.Cell("Common Stock", ("F2", "F1")))
    other = attrs.evolve(filing.non_derivative[0], security_title=f4.Cell("Common Stock", ("F1", "F2")))
    rest = filing.non_derivative[1:]
    one = of(attrs.evolve(filing, non_derivative=(typed, *rest)))
    for row, verdict in ((marked, "explained"), (other, "different")):
        page = of(attrs.evolve(filing, non_derivative=(row, *rest)), "classic-tab")
        assert verdicts(one, page)["non_derivative[0].security_title"][0] == verdict


def test_a_row_that_is_lost_is_the_one_difference() -> None:
    filing = f4.loads(XML)
    rows = tuple(
        attrs.evolve(filing.non_derivative[0], transaction_shares=f4.Cell(Decimal(number))) for number in range(1, 6)
    )
    whole = of(attrs.evolve(filing, non_derivative=rows))
    found = f4.compare(whole, of(attrs.evolve(filing, non_derivative=rows[:1] + rows[2:])))
    [lost] = found.different
    assert (lost.path, lost.one, lost.other) == (
        "non_derivative[1]",
        whole.filing and whole.filing.non_derivative[1],
        None,
    )
    moved = next(field for field in found.fields if field.path == "non_derivative[4].transaction_shares")
    assert (moved.other_path, moved.verdict) == ("non_derivative[3].transaction_shares", "equal")


def test_a_field_with_an_error_is_never_explained_and_the_error_is_its_reason() -> None:
    """What is not read is None, as a box is that a page does not show; the error tells the two apart."""
    whole = f4.read_file(SAME["current-tab"])
    damaged = f4.read(whole.text.replace("09/15/2022", "09/31/2022", 1))
    [found] = f4.compare(damaged, whole).different
    assert found.path == "derivative[0].transaction_date"
    assert "error[impossible-date]" in (found.reason or "")
    error = attrs.evolve(damaged.errors[0], path="issuer.cik")
    lost = attrs.evolve(f4.read_file(SAME["classic-tab"]), diagnostics=(error,))
    linked = f4.read_file(SAME["current-markdownify"])
    assert "issuer.cik" in {field.path for field in f4.compare(lost, linked).different}


def test_a_text_that_is_no_filing_differs_in_everything() -> None:
    found = f4.compare(f4.read("Dear Sir"), f4.read(XML))
    [whole] = found.fields
    assert (whole.path, whole.verdict) == ("", "different")
    assert "not-a-form" in (whole.reason or "")


# ------------------------------------------------------------------------------------------------ the command

TAB, MARKDOWN = str(SAME["classic-tab"]), str(SAME["current-markdownify"])


def folder_of(path: Path, **texts: str) -> str:
    path.mkdir()
    for name, text in texts.items():
        (path / name.replace("_", ".")).write_text(text, encoding="utf-8")
    return str(path)


def test_the_command_shows_both_values_of_a_pair(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", TAB, MARKDOWN]) == 0
    out = capsys.readouterr().out
    assert "0 different" in out
    assert "pages and texts run the two streets together" in out
    assert main(["compare", TAB, str(FIXTURES / "purchase" / "classic-tab.txt")]) == 1
    out = capsys.readouterr().out
    assert "Marrowby Ceramics Inc." in out
    assert "issuer.name" in out


def test_a_difference_deep_in_a_long_text_is_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = XML.replace("Gifts", "Gifts and " * 20)
    one = folder_of(tmp_path / "one", a_xml=text, b_xml=XML)
    other = folder_of(tmp_path / "other", a_xml=text.replace("sales of several", "sale of several"), b_xml=XML)
    assert main(["compare", f"{one}/a.xml", f"{other}/a.xml"]) == 1
    out = capsys.readouterr().out
    assert "…" in out
    assert "sales of several" in out
    assert "sale of several" in out


def test_folders_are_paired_by_name(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    one = folder_of(tmp_path / "one", a_txt=f4.dumps(f4.loads(XML), "classic-tab"), c_txt="Dear Sir")
    other = folder_of(tmp_path / "other", a_xml=XML, b_xml=XML)
    assert main(["compare", "--json", one, other]) == 1
    out, err = capfd.readouterr()
    found = json.loads(out)
    assert found["without_partner"] == {"one": [f"{one}/c.txt"], "other": [f"{other}/b.xml"]}
    assert "1 without a partner" in err
    [pair] = found["pairs"]
    assert (pair["one"], pair["different"]) == ({"source": f"{one}/a.txt", "layout": "classic-tab"}, 0)
    assert pair["explained"] == len(pair["fields"]) == found["summary"]["explained"]
    [cik] = [field for field in pair["fields"] if field["path"] == "issuer.cik"]
    assert (cik["one"], cik["other"], cik["verdict"]) == (None, "0001999991", "explained")


def test_what_the_second_folder_has_alone_is_no_difference(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, other = folder_of(tmp_path / "one", a_xml=XML), folder_of(tmp_path / "other", a_xml=XML, b_xml=XML)
    assert main(["compare", one, other]) == 0
    assert main(["compare", other, one]) == 1
    assert "1 pairs: 1 the same, 0 different" not in capsys.readouterr().out  # one pair has a page of its own


def test_many_pairs_are_counted_by_field(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    texts = {"a_xml": XML, "b_xml": XML.replace("TRNW", "TRNX"), "c_xml": XML}
    one, other = folder_of(tmp_path / "one", **texts), folder_of(tmp_path / "other", **texts | {"b_xml": XML})
    assert main(["compare", one, other]) == 1
    out = capsys.readouterr().out
    assert "3 pairs: 2 the same, 1 different" in out
    [line] = [line for line in out.splitlines() if "issuer.trading_symbol" in line and "│" in line]
    assert line.replace("│", " ").split() == ["issuer.trading_symbol", "2", "1"]
    assert "issuer.trading_symbol: TRNX ≠ TRNW" in out


def test_pairs_are_listed_in_a_csv_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, other = folder_of(tmp_path / "one", a_xml=XML), folder_of(tmp_path / "other", b_xml=XML)
    pairs = tmp_path / "pairs.csv"
    pairs.write_text("a.xml,b.xml\n\n", encoding="utf-8")
    assert main(["compare", one, other, "--pairs", str(pairs)]) == 0
    pairs.write_text("a.xml,c.xml\n", encoding="utf-8")
    assert main(["compare", one, other, "--pairs", str(pairs)]) == 4
    assert "c.xml" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("{xml}", "{one}"), "compare takes two files, or two folders"),
        (("-", "-"), "only once"),
        (("{one}", "{other}"), "there is no pair"),
        (("{one}", "{double}"), "pair them with --pairs"),
        (("{xml}", "{xml}", "--pairs", "{csv}"), "--pairs is for two folders"),
        (("{one}", "{other}", "--pairs", "{csv}"), "row 2 has 3 cells, not two paths"),
        (("{one}", "{other}", "--pairs", "{bytes}"), "no CSV in UTF-8"),
    ],
)
def test_wrong_usage_is_said(
    arguments: tuple[str, ...], message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = {
        "one": folder_of(tmp_path / "one", a_xml=XML),
        "other": folder_of(tmp_path / "other", b_xml=XML),
        "double": folder_of(tmp_path / "double", a_xml=XML, a_txt=XML),
        **{name: str(tmp_path / name) for name in ("xml", "csv", "bytes")},
    }
    (tmp_path / "xml").write_text(XML, encoding="utf-8")
    (tmp_path / "csv").write_text("a.xml,b.xml\na.xml,b.xml,c.xml\n", encoding="utf-8")
    (tmp_path / "bytes").write_bytes(b"a.xml,\xff\n")
    assert main(["compare", *(argument.format_map(names) for argument in arguments)]) == 2
    assert message in capsys.readouterr().err


def test_a_file_that_cannot_be_opened_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", TAB, str(tmp_path / "none.xml")]) == 4
    assert "none.xml" in capsys.readouterr().err


def test_hostile_names_and_values_are_shown_as_escapes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = folder_of(tmp_path / "one", **{"a\x1b[31m_xml": XML.replace("TRNW", "T\u202eRNW")})
    other = folder_of(tmp_path / "other", **{"a\x1b[31m_xml": XML})
    assert main(["compare", one, other]) == 1
    out = capsys.readouterr().out
    assert "\x1b[31m" not in out
    assert "\u202e" not in out
    assert "T\\u202eRNW" in out


def test_a_comparison_shows_itself(capsys: pytest.CaptureFixture[str]) -> None:
    found = f4.compare(f4.read(XML), f4.read(XML.replace("TRNW", "T&lt;b>")))
    assert repr(found).endswith("0 explained, 1 different>")
    html = found._repr_html_()  # type: ignore[attr-defined]
    assert "issuer.trading_symbol" in html
    assert "<b>" not in html


@pytest.mark.parametrize("page", ["classic-tab", "current-tab"])
def test_what_both_texts_show_is_not_explained_by_what_such_texts_may_lose(page: str) -> None:
    """A box that most texts of the classic page lose, and that two of them show with another mark."""
    filing = f4.loads(XML)
    one, other = (of(attrs.evolve(filing, aff_10b5_one=checked), page) for checked in (True, False))
    assert verdicts(one, other) == {"aff_10b5_one": ("different", None)}


def test_the_dataset_s_page_has_a_v_for_a_late_transaction() -> None:
    filing = f4.loads(XML)
    row = attrs.evolve(filing.non_derivative[0], transaction_timeliness=None)
    late = attrs.evolve(row, transaction_timeliness="L", voluntarily_reported_early=f4.Cell(None, ("F1",)))
    page = of(attrs.evolve(filing, form_type="4", non_derivative=(row,)), "sefd")
    for filed, verdict in ((late, "explained"), (attrs.evolve(late, transaction_timeliness=None), "different")):
        xml = of(attrs.evolve(filing, form_type="4", non_derivative=(filed,)))
        assert verdicts(xml, page)["non_derivative[0].voluntarily_reported_early"][0] == verdict


def test_a_layout_of_one_s_own_has_the_limits_of_its_page(tmp_path: Path) -> None:
    mine = tmp_path / "mine.lark"
    mine.write_text((f4.grammar_path() / "layouts" / "classic-tab.lark").read_text("utf-8"), encoding="utf-8")
    text = f4.dumps(f4.loads(XML), "classic-tab")
    found = verdicts(f4.read(text, f4.Layout.from_file(mine)), f4.read(XML))
    assert found == verdicts(f4.read(text, "classic-tab"), f4.read(XML))
    assert {verdict for verdict, _ in found.values()} == {"explained"}
    lone = tmp_path / "lone.lark"
    lone.write_text("filing: /[^\\n]+/ _EOL\n_EOL: /\\n/\n", encoding="utf-8")
    assert f4.Layout.from_file(lone).page is None
