"""A user's grammar that adds a column, a line or a box to a page: its values stand beside the filing."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from conftest import FIXTURES, ROOT, text_of

import form4_grammar as f4
from form4_grammar.checking.changes import changes
from form4_grammar.cli import main
from form4_grammar.views.snapshot import parse_snapshot

DOCS = (ROOT / "docs" / "guides" / "layout.md").read_text(encoding="utf-8")
PAGE = (FIXTURES / "purchase" / "classic-tab.txt").read_text(encoding="utf-8")
EXAMPLE = ROOT / "examples" / "brokered"
BROKERED = f4.Layout.from_file(EXAMPLE / "brokered.lark")
TEXT = text_of(EXAMPLE / "filing.txt")
# Form 3 with another column of the owners, and a section of lines.
CUSTODY = """\
//: form form3
//: page classic
%override filing: header? table_1? table_2? custody? reporting_owners? signatures? footnotes?
custody: _CUSTODY _EOL custodian+
custodian: name_of_custodian _SEP place _ROW_END
name_of_custodian: CELL_TEXT MARK* -> custodian_name
place: CELL_TEXT
_CUSTODY.20: _OPEN "Custodians" _CLOSE _LINE_ENDS
%override _owner_other: other_text (_SEP _owner_since)?
_owner_since: owner_since surplus_cell*
owner_since: _cell{DATE}
"""
CUSTODIANS = "Custodians\nPine & Quill LLC(2)\tDuluth\nHalyard Trust\tTarn\n"


@pytest.fixture(scope="module")
def mine(tmp_path_factory: pytest.TempPathFactory) -> f4.Layout:
    file = tmp_path_factory.mktemp("mine") / "mine.lark"
    [grammar] = re.findall(r"```lark\n(// The classic page as our portal.+?)```", DOCS, re.DOTALL)
    file.write_text(grammar, encoding="utf-8")
    return f4.Layout.from_file(file)


def with_lot(lot: str) -> str:
    return PAGE.replace("Common Stock\t03/14/2023", f"Common Stock\t{lot}03/14/2023")


def test_a_column_a_line_and_a_box_stand_beside_the_filing(mine: f4.Layout) -> None:
    text = with_lot("4,411(1)\t").replace("8,200\tD\t\n", "8,200\tD\t\nBroker:\tHarbor & Pine LLC\n")
    text = text.replace("(Street)", "(Street)\nDesk of the Filer\nNorth 4\n", 1)
    reading = f4.read(text, mine)
    assert reading.extras == {
        "desk": f4.Cell("North 4"),
        "non_derivative[0].lot_number": f4.Cell("4,411", ("F1",)),
        "non_derivative.broker": f4.Cell("Harbor & Pine LLC"),
    }
    assert reading.filing == f4.read(PAGE).filing, "what is left has the form's own columns, lines and boxes"
    span = reading.span("non_derivative.broker")
    assert text[span.start : span.end] == "Harbor & Pine LLC"
    again = f4.Reading.from_json(reading.to_json(places=True))
    assert (again.extras, again.spans()) == (reading.extras, reading.spans())
    assert "".join(str(leaf) for leaf in reading.tree.scan_values(lambda _: True)) == text  # type: ignore[union-attr]


def test_a_column_that_is_not_of_its_kind_is_reported(mine: f4.Layout) -> None:
    reading = f4.read(with_lot("lot seven\t"), mine)
    assert reading.extras == {"non_derivative[0].lot_number": f4.Cell(None)}
    [found] = reading.errors
    assert (found.code, found.path, found.found) == ("unreadable-value", "non_derivative[0].lot_number", "lot seven")
    assert reading.filing == f4.read(PAGE).filing


def test_a_row_without_the_column_is_reported_and_not_read(mine: f4.Layout) -> None:
    reading = f4.read(PAGE, mine)
    assert reading.filing
    assert reading.filing.non_derivative == ()
    assert "cell-count" in {found.code for found in reading.errors}


def test_a_rule_in_several_places_has_a_number(mine: f4.Layout) -> None:
    line = "Broker:\tHarbor & Pine LLC\n"
    text = with_lot("\t").replace("8,200\tD\t\n", f"8,200\tD\t\n{line}{line.replace('Pine', 'Oak')}")
    extras = f4.read(text, mine).extras
    assert [(path, cell.value) for path, cell in extras.items()] == [
        ("non_derivative[0].lot_number", None),
        ("non_derivative.broker[0]", "Harbor & Pine LLC"),
        ("non_derivative.broker[1]", "Harbor & Oak LLC"),
    ]


def test_a_layout_that_ships_adds_nothing() -> None:
    assert all(layout.own_rules == frozenset() for layout in f4.layouts())
    assert "extras" not in f4.read(PAGE).to_dict()


def test_parse_and_read_start_at_a_user_s_rule(mine: f4.Layout) -> None:
    assert f4.parse("Broker:\tPine LLC\n", mine, "broker").tree.data == "broker"
    [found] = f4.read("Broker\n", mine, "broker").diagnostics
    assert found.code == "unexpected-text"
    with pytest.raises(ValueError, match="no public rule 'broker'"):
        f4.parse("", "classic-tab", "broker")


@cache
def brokered() -> f4.Reading:
    return f4.read(TEXT, BROKERED)


def test_the_example_is_read_and_its_filing_is_that_of_the_page_without_the_column() -> None:
    assert [(path, cell.value, cell.footnotes) for path, cell in brokered().extras.items()] == [
        ("filing_agent", "Quillfeather Filing Services", ()),
        ("non_derivative[0].broker", "Pine & Quill LLC", ()),
        ("non_derivative[1].broker", "Halyard Securities", ("F1",)),
        ("non_derivative[2].broker", None, ()),
    ]
    assert brokered().diagnostics == ()
    assert brokered().filing == f4.read(text_of(ROOT / "examples" / "filing.txt")).filing


def filled(reading: f4.Reading) -> dict[str, object]:
    """The filled cells of Table I, and the extras, by path."""
    assert reading.filing is not None
    rows = f4.to_dict(reading.filing)["non_derivative"]
    cells = {f"non_derivative[{n}].{name}": cell for n, row in enumerate(rows) for name, cell in row.items() if cell}
    return cells | {path: cell for path, cell in reading.extras.items() if cell != f4.Cell(None)}


def is_reported(path: str, reading: f4.Reading) -> bool:
    """Whether a diagnostic is about a field or what it is in."""
    paths = [found.path for found in reading.diagnostics if found.path and found.severity != "info"]
    return any(path == other or path.startswith((f"{other}.", f"{other}[")) for other in paths)


@pytest.mark.parametrize("instead", ["", "\t\t", " "], ids=["lost", "doubled", "a blank"])
def test_a_separator_that_is_not_there_moves_no_value_unseen(instead: str) -> None:
    sound, start = filled(brokered()), TEXT.index("Common Stock")
    for tab in re.finditer("\t", TEXT[start : TEXT.index("Reminder:")]):
        place = start + tab.start()
        reading = f4.read(TEXT[:place] + instead + TEXT[place + 1 :], BROKERED)
        read = filled(reading)
        unseen = [p for p in sound | read if read.get(p) != sound.get(p) and not is_reported(p, reading)]
        assert unseen == [], TEXT[place - 20 : place + 20]


def test_blank_cells_may_be_cut_off() -> None:
    reading = f4.read(re.sub(r"\t+$", "", TEXT, flags=re.MULTILINE), BROKERED)
    assert filled(reading) == filled(brokered())
    assert reading.diagnostics == ()


def test_a_row_of_another_width_says_how_many_columns_there_are() -> None:
    reading = f4.read(TEXT.replace("\tS\t\t2,700", "\tS\t2,700"), BROKERED)
    assert "this row has 11 cells, but the table has 12 columns" in reading.errors[0].message


def test_owners_may_have_another_column_and_a_page_another_section(tmp_path: Path) -> None:
    (tmp_path / "custody.lark").write_text(CUSTODY, encoding="utf-8")
    layout = f4.Layout.from_file(tmp_path / "custody.lark")
    plain = f4.read(text_of(FIXTURES / "form-3" / "classic-tab.txt"))
    text = plain.text.replace("Reporting Owners\n", f"{CUSTODIANS}Reporting Owners\n")
    text = text.replace("Chief Actuary\t\nHollin", "Chief Actuary\t\t03/02/2020\nHollin")
    reading = f4.read(text.replace("04401\t\tX\t\t\n", "04401\t\tX\t\t\t\n"), layout)
    assert reading.filing == plain.filing
    assert {path: cell.value for path, cell in reading.extras.items()} == {
        "custody.custodian[0].custodian_name": "Pine & Quill LLC",
        "custody.custodian[0].place": "Duluth",
        "custody.custodian[1].custodian_name": "Halyard Trust",
        "custody.custodian[1].place": "Tarn",
        "reporting_owners[0].owner_since": "03/02/2020",
        "reporting_owners[1].owner_since": None,
    }
    short = f4.read(text, layout)
    [found] = [found for found in short.errors if found.path == "reporting_owners[1].relationship"]
    assert "this row has 5 cells, but the table has 6 columns" in found.message


def test_a_mark_of_an_extra_counts_as_one_of_the_form() -> None:
    text = TEXT.replace("$31.0725(1)", "$31.0725")
    assert f4.read(text, BROKERED).with_rules().diagnostics == ()
    [found] = f4.read(text.replace("Securities(1)", "Securities"), BROKERED).with_rules().diagnostics
    assert found.code == "note-without-mark"
    [found] = f4.read(TEXT.replace("Securities(1)", "Securities(9)"), BROKERED).diagnostics
    assert (found.code, found.path) == ("mark-without-note", "non_derivative[1].broker")


def test_snapshots_pages_and_reports_show_extras(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    before = parse_snapshot(f4.snapshot_text(brokered()))
    after = parse_snapshot(f4.snapshot_text(f4.read(TEXT.replace("Pine & Quill LLC", "Pine & Co"), BROKERED)))
    assert before.extras["filing_agent"] == {"value": "Quillfeather Filing Services", "footnotes": []}
    change = changes(before, after)[0]
    assert (change.what, "→ Pine & Co" in change.example) == ("non_derivative[].broker changed", True)
    grammar = ["--grammar", str(EXAMPLE / "brokered.lark"), str(EXAMPLE / "filing.txt")]
    assert main(["parse", *grammar]) == 0
    assert "\nnon_derivative[1].broker: Halyard Securities(1)\n" in capsys.readouterr().out
    assert main(["report", *grammar, "-o", str(tmp_path / "page.html")]) == 0
    assert "non_derivative[1].broker" in (tmp_path / "page.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("grammar", "text"), [("brokered/brokered", "brokered/filing.txt"), ("sale_notice", "sale_notice.tsv")]
)
def test_the_examples_are_read_as_their_snapshots_say(grammar: str, text: str) -> None:
    examples = ROOT / "examples"
    where = ["--grammar", str(examples / f"{grammar}.lark"), "--store", str(examples / "snapshots")]
    assert main(["check", str(examples / text), *where]) == 0
