"""The package's functions."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from pathlib import Path

import attrs
import pytest
from conftest import FIXTURES, ROOT, reading_of, text_of

import form4_grammar as f4

PURCHASE = FIXTURES / "purchase" / "classic-tab.txt"
IMPOSSIBLE = FIXTURES / "impossible-date" / "classic-tab.txt"


def test_importing_the_package_builds_no_grammar_and_pulls_in_neither_rich_nor_the_command() -> None:
    code = (
        "import sys, form4_grammar, form4_grammar.lark_grammar as l;"
        "assert not l._parser.found and not l._built.found;"
        "assert not [m for m in sys.modules if m.startswith('form4_grammar.cli')];"
        "assert not [m for m in sys.modules if m.split('.')[0] in ('rich', 'pandas', 'syrupy')]"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_read_takes_a_layout_or_its_name_and_refuses_another() -> None:
    text = text_of(PURCHASE)
    layout = next(layout for layout in f4.layouts() if layout.name == "classic-tab")
    assert f4.read(text, layout) == f4.read(text, "classic-tab") == f4.read(text)
    with pytest.raises(
        ValueError, match=r"no layout 'classic'; there are classic-browser, classic-html, classic-html2text"
    ):
        f4.read(text, "classic")


def test_read_and_read_file_take_a_public_rule_for_a_section_alone() -> None:
    path = FIXTURES / "sections" / "footnotes-with-remarks" / "classic-tab.txt"
    reading = f4.read_file(path, "classic-tab", "footnotes")
    assert reading.errors == ()
    assert reading == attrs.evolve(f4.read(text_of(path), "classic-tab", "footnotes"), source=str(path))
    with pytest.raises(ValueError, match="no public rule 'row'"):
        f4.read(text_of(path), "classic-tab", "row")


def test_loads_gives_the_filing_or_every_diagnostic() -> None:
    assert f4.loads(text_of(PURCHASE)) == reading_of(PURCHASE).filing
    with pytest.raises(f4.FilingError, match="impossible-date") as refusal:
        f4.loads(text_of(IMPOSSIBLE))
    assert refusal.value.diagnostics == reading_of(IMPOSSIBLE).diagnostics


def test_load_takes_a_path_and_an_open_file() -> None:
    assert f4.load(PURCHASE) == f4.load(str(PURCHASE)) == f4.load(io.BytesIO(PURCHASE.read_bytes()))
    with pytest.raises(FileNotFoundError):
        f4.load("no such file")


def test_read_file_reads_windows_1252_with_a_warning_at_the_first_such_byte(tmp_path: Path) -> None:
    file = tmp_path / "old.txt"
    file.write_bytes(text_of(PURCHASE).replace("Common Stock", "Común Stock").encode("cp1252"))
    reading = f4.read_file(file)
    assert reading.source == str(file)
    assert reading.filing is not None
    assert reading.filing.non_derivative[0].security_title == f4.Cell("Común Stock")
    warning = reading.diagnostics[0]
    assert (warning.code, warning.severity, warning.found) == ("windows-1252", "warning", "ú")


def test_read_file_refuses_binary_files_with_a_diagnostic() -> None:
    reading = f4.read_file(io.BytesIO(b"PK\x03\x04\0\0"))
    assert reading.filing is None
    assert [d.code for d in reading.diagnostics] == ["binary-file"]
    assert reading.tree is None


def test_detect_gives_its_reasons_and_the_nearest_layout() -> None:
    found = f4.detect(text_of(PURCHASE))
    assert found.layout is not None
    assert found.layout.name == found.nearest.name == "classic-tab"
    assert all(reason.startswith("for classic-tab: found ") for reason in found.reasons)
    nothing = f4.detect("Dear Sir or Madam")
    assert nothing.layout is None
    assert all(reason.startswith(f"against {nothing.nearest}: missing ") for reason in nothing.reasons)


def test_span_gives_the_place_of_a_field_and_of_a_part() -> None:
    reading = reading_of(PURCHASE)
    price = reading.span("non_derivative[0].transaction_price_per_share")
    assert "$" in reading.text[price.start : price.end]
    row = reading.span("non_derivative[0]")
    assert row.start < price.start < price.end < row.end
    assert reading.span("issuer").line == reading.span("issuer.name").line
    with pytest.raises(KeyError):
        reading.span("derivative[7]")
    spans = reading.spans()
    assert spans["non_derivative[0]"] == row
    assert {path: reading.span(path) for path in spans} == spans


def test_parse_takes_a_public_rule_and_refuses_another() -> None:
    notes = "Explanation of Responses:\n(1) By the trust.\n"
    filing, diagnostics = f4.transform(f4.parse(notes, "classic-tab", start="footnotes"))
    assert filing is not None
    assert filing.footnotes == (f4.Footnote("F1", "By the trust."),)
    assert [d.severity for d in diagnostics] == []
    with pytest.raises(ValueError, match="no public rule 'row'"):
        f4.parse(notes, "classic-tab", start="row")


def test_a_user_s_own_grammar_is_used_like_a_layout(tmp_path: Path) -> None:
    """A layout that builds on a page of ours and overrides a terminal."""
    file = tmp_path / "german.lark"
    file.write_text('//: page classic\n%override SIGNATURES.20: "Unterschriften"\n', encoding="utf-8")
    layout = f4.Layout.from_file(file)
    text = text_of(PURCHASE).replace("\nSignatures\n", "\nUnterschriften\n")
    assert f4.read(text, layout).filing == reading_of(PURCHASE).filing
    assert f4.read(text, layout).layout == layout
    assert f4.read(text, "classic-tab").filing != reading_of(PURCHASE).filing


def test_a_copy_of_our_grammars_is_made_of_its_own_files(tmp_path: Path) -> None:
    for file in f4.grammar_path().rglob("*.lark"):
        copy = tmp_path / file.relative_to(f4.grammar_path())
        copy.parent.mkdir(exist_ok=True)
        source = file.read_text(encoding="utf-8").replace("/(Remarks|REMARKS)", "/(Anmerkungen)")
        copy.write_text(source, encoding="utf-8")
    mine = f4.Layout.from_file(tmp_path / "layouts" / "classic-tab.lark")
    text = text_of(PURCHASE).replace("\n* If the form", "\nAnmerkungen: keine\n\n* If the form")
    assert f4.loads(text, mine).remarks == "keine"
    with pytest.raises(f4.FilingError, match="stray-line"):
        f4.loads(text, "classic-tab")


def test_the_layout_of_the_documentation_works(tmp_path: Path) -> None:
    """docs/guides/layout.md, as written: its own example, and the files of the two layouts that ship."""
    page = (ROOT / "docs" / "guides" / "layout.md").read_text(encoding="utf-8")
    _, stated, _, *shipped = re.findall(r"```lark\n(.+?)```", page, re.DOTALL)
    layouts = f4.grammar_path() / "layouts"
    names = ("classic-markdownify", "classic-html2text")
    assert shipped == [(layouts / f"{name}.lark").read_text(encoding="utf-8") for name in names]
    file = tmp_path / "current-italics.lark"
    file.write_text(stated, encoding="utf-8")
    layout = f4.Layout.from_file(file)
    plain = FIXTURES / "same-filing" / "current-tab.txt"
    text = re.sub(r"(?<=\t)(\$?[0-9][0-9.,/]*)(?=\t)", r"_\1_", text_of(plain))
    assert "Class A Units\t_10/09/2024_\t\tZ\t\t_2,750_\tA\t_$18.40_\t_9,125_\tI\tBy trust" in text
    assert all(landmark.search(f"\n{text}") for landmark in layout.landmarks.values())
    assert f4.read(text, layout).filing == reading_of(plain).filing
    assert "unreadable-value" in {d.code for d in f4.read(text, "current-tab").diagnostics}


def test_values_are_frozen() -> None:
    reading = reading_of(PURCHASE)
    for value, name in ((reading, "filing"), (reading.filing, "issuer"), (f4.Cell(1), "value")):
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(value, name, None)


def test_readings_show_themselves() -> None:
    reading = reading_of(PURCHASE)
    assert repr(reading).startswith("<Reading 4 ")
    assert repr(reading.filing).startswith("<Filing 4 ")
    for page in (reading._repr_html_(), reading.filing._repr_html_()):  # type: ignore[union-attr]
        assert page.startswith("<pre")
        assert "Table I - Non-Derivative Securities" in page


def test_text_of_a_filing_never_becomes_mark_up_in_a_notebook() -> None:
    text = text_of(PURCHASE).replace("Common Stock", "Common <script>alert(1)</script> [bold]Stock[/bold]")
    page = f4.read(text)._repr_html_()
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert "[bold]" in page


def test_reading_is_deterministic_over_hash_orders() -> None:
    code = f"import form4_grammar as f4; print(f4.snapshot_text(f4.read_file({str(IMPOSSIBLE)!r})))"
    runs = {
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, cwd=ROOT, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(runs) == 1
