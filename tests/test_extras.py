"""A user's grammar that adds a column, a line or a box to a page: its values stand beside the filing."""

from __future__ import annotations

import re

import pytest
from conftest import FIXTURES, ROOT

import form4_grammar as f4

DOCS = (ROOT / "docs" / "adding-a-layout.md").read_text(encoding="utf-8")
PAGE = (FIXTURES / "purchase" / "classic-tab.txt").read_text(encoding="utf-8")


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
