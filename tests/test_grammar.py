"""The grammars themselves: no conflicts, nothing mangled, nothing unused, every caption read as a caption."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import SECTIONS, TEXTS, reading_of
from lark import Lark, Token, Tree

import form4_grammar as f4
from form4_grammar.fields import Column, columns
from form4_grammar.filing import DerivativeTransaction
from form4_grammar.grammars import PUBLIC_RULES, address_parser

each_layout = pytest.mark.parametrize("layout", f4.layouts(), ids=str)
DEFINITION = re.compile(r"^[?!]?(?P<name>_?[A-Za-z][A-Za-z0-9_]*)(\.-?\d+)?(\{[\w, ]+\})?:", re.MULTILINE)
IMPORT = re.compile(r"^%import \.(?P<source>\w+) \((?P<names>[^)]*)\)", re.MULTILINE)


def source_of(name: str) -> str:
    return (f4.grammar_path() / f"{name}.lark").read_text(encoding="utf-8")


@each_layout
def test_builds_without_a_conflict(layout: f4.Layout, caplog: pytest.LogCaptureFixture) -> None:
    """Lark logs shift/reduce conflicts, which it would settle by itself, and raises on others."""
    with caplog.at_level(logging.DEBUG, logger="lark"):
        Lark.open(str(layout.path), parser="lalr", start="filing", debug=True, keep_all_tokens=True)
    assert [record.getMessage() for record in caplog.records if "conflict" in record.getMessage().lower()] == []


@each_layout
def test_import_lists_are_complete(layout: f4.Layout) -> None:
    """A name that an import leaves out arrives under a mangled one, which nothing looks for."""
    parser = layout.parser()
    names = {rule.origin.name for rule in parser.rules} | {terminal.name for terminal in parser.terminals}
    assert [name for name in names if "__" in name.lstrip("_") and not re.fullmatch(r"_.+_(star|plus)_\d+", name)] == []


@pytest.mark.parametrize("name", ["classic", "current", *map(str, f4.layouts())])
def test_import_lists_name_what_there_is(name: str) -> None:
    for found in IMPORT.finditer(source_of(name)):
        source = source_of(found["source"])
        defined = {definition["name"] for definition in DEFINITION.finditer(source)}
        passed_on = {name for line in IMPORT.finditer(source) for name in line["names"].split(", ")}
        assert set(found["names"].split(", ")) <= defined | passed_on


@each_layout
def test_every_terminal_of_a_layout_is_used(layout: f4.Layout) -> None:
    used = {terminal.name for terminal in layout.parser().terminals}
    listed = {name for line in IMPORT.finditer(source_of(layout.name)) for name in line["names"].split(", ")}
    terminals = {name for name in listed if name.isupper() and not name.startswith("_")}  # "_": parts of others, mostly
    assert terminals == used & terminals


@each_layout
def test_no_grammar_ignores_anything(layout: f4.Layout) -> None:
    assert layout.parser().ignore_tokens == []


@each_layout
def test_no_terminal_captures_groups(layout: f4.Layout) -> None:
    """Each would slow down every repetition of every terminal behind it, as they are joined into one expression."""
    for terminal in layout.parser().terminals:
        assert re.compile(terminal.pattern.to_regexp()).groups == 0, terminal.name


@each_layout
def test_every_public_rule_parses_alone(layout: f4.Layout) -> None:
    for rule in PUBLIC_RULES:
        assert f4.parse("\n", layout, rule).tree is not None


def test_every_rule_is_met_by_a_fixture() -> None:
    met = {branch.data for path in (*TEXTS, *SECTIONS) for branch in branches(reading_of(path).tree)}
    for layout in f4.layouts():
        rules = {rule.alias or rule.options.template_source or rule.origin.name for rule in layout.parser().rules}
        assert {rule for rule in rules if not rule.startswith("_")} - met == set()


def test_every_terminal_is_met_by_a_fixture() -> None:
    met = {token.type for path in (*TEXTS, *SECTIONS) for token in tokens(reading_of(path).tree)}
    for layout in f4.layouts():
        assert {terminal.name for terminal in layout.parser().terminals} - met <= {"REFUSED"}


@each_layout
@pytest.mark.parametrize("table", ["table_1", "table_2"])
def test_the_captions_of_the_fields_are_those_of_the_grammar(layout: f4.Layout, table: str) -> None:
    """What filing.py says of a column for people is what the grammar reads as that table's caption."""
    for column in columns(DerivativeTransaction).values():
        printed = getattr(column, table)
        if printed:
            assert caption_tokens(layout, table, column, printed.number, printed.caption)


def caption_tokens(layout: f4.Layout, table: str, column: Column, number: str, caption: str) -> list[Token]:
    heading = {
        "table_1": "Table I - Non-Derivative Securities Acquired, Disposed of, or Beneficially Owned",
        "table_2": "Table II - Derivative Securities Acquired, Disposed of, or Beneficially Owned",
    }[table]
    first = "1. Title of Security (Instr. 3)" if table == "table_1" else "1. Title of Derivative Security (Instr. 3)"
    separators = next(terminal.pattern.to_regexp() for terminal in layout.parser().terminals if terminal.name == "_SEP")
    separator = "\t" if re.fullmatch(separators, "\t") else "| "
    text = f"{heading}\n{separator.join((first, f'{number}. {caption}', caption, ''))}\n"
    head = next(branch for branch in branches(f4.parse(text, layout, table).tree) if branch.data == f"{table}_head")
    return [
        token
        for token in head.children
        if isinstance(token, Token) and token.type in (f"{table.upper()}_CAPTION", f"{table.upper()}_SUBCAPTION")
        if caption in token
    ]


@pytest.mark.parametrize(
    ("text", "city", "state", "postal_code"),
    [
        ("EAST WHARF, CT 06101", "EAST WHARF", "CT", "06101"),
        ("EAST WHARF,, CT 06101-1234", "EAST WHARF,", "CT", "06101-1234"),
        ("EAST WHARF CONNECTICUT 06101", "EAST WHARF", "CONNECTICUT", "06101"),
        ("NEW YORK NEW YORK 10001", "NEW YORK", "NEW YORK", "10001"),
        ("WHEELING WEST VIRGINIA 26003", "WHEELING", "WEST VIRGINIA", "26003"),
        ("BERGEN, Q8 5003", "BERGEN", "Q8", "5003"),
        ("BERGEN 5003", "BERGEN", None, "5003"),
        ("OTTAWA, A6 K1A 0B1", "OTTAWA", "A6", "K1A 0B1"),
        ("LEEDS LS1 4AP", "LEEDS", None, "LS1 4AP"),
        ("ST. GEORGES GE 02", "ST. GEORGES", None, "GE 02"),
        ("AUSTIN, TX", "AUSTIN", "TX", None),
        ("MONACO", "MONACO", None, None),
        ("MONACO, O9 MC 98000", "MONACO", "O9", "MC 98000"),
        ("RENO,NV 89501", "RENO", "NV", "89501"),
        ("RENO NV 89501", "RENO", "NV", "89501"),
        ("CIUDAD DEL ESTE, O5 C.P. 11000", "CIUDAD DEL ESTE", "O5", "C.P. 11000"),
    ],
)
def test_an_address_is_taken_apart(text: str, city: str, state: str | None, postal_code: str | None) -> None:
    tree = address_parser().parse(f"{text}\n", start="city_state_zip")
    parts = {token.type: token.strip() for token in tokens(tree)}
    assert (
        parts.get("CITY"),
        parts.get("STATE") or parts.get("STATE_CODE"),
        parts.get("POSTAL_CODE") or parts.get("POSTAL_TEXT"),
    ) == (city, state, postal_code)


def test_no_python_lies_in_the_folder_of_the_grammars() -> None:
    assert [path for path in Path(f4.grammar_path()).iterdir() if path.suffix != ".lark"] == []


def branches(tree: Tree[Token] | None) -> Iterator[Tree[Token]]:
    return iter(tree.iter_subtrees()) if tree is not None else iter(())


def tokens(tree: Tree[Token] | None) -> Iterator[Token]:
    return (child for branch in branches(tree) for child in branch.children if isinstance(child, Token))
