"""The grammars: no conflicts, nothing ignored, every column's caption recognised, addresses split into their parts.

test_grammar_command.py checks that they have no other faults, and test_coverage.py that the fixtures exercise all of
them.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator

import pytest
from lark import Lark, Token, Tree

import form4_grammar as f4
from form4_grammar.composition import Composition
from form4_grammar.forms import FORMS
from form4_grammar.grammars import address_parser

each_grammar = pytest.mark.parametrize(
    ("layout", "form"),
    [pytest.param(layout, form, id=f"{layout}-{form}") for layout in f4.layouts() for form in layout.forms],
)


@each_grammar
def test_builds_without_a_conflict(layout: f4.Layout, form: str, caplog: pytest.LogCaptureFixture) -> None:
    """Lark only logs shift/reduce conflicts, and resolves them itself; it raises on others."""
    with caplog.at_level(logging.DEBUG, logger="lark"):
        Lark(Composition.of(layout.path, form).text, parser="lalr", start="filing", debug=True, keep_all_tokens=True)
    assert [record.getMessage() for record in caplog.records if "conflict" in record.getMessage().lower()] == []


@each_grammar
def test_no_grammar_ignores_anything(layout: f4.Layout, form: str) -> None:
    assert layout.parser(form=form).ignore_tokens == []


@each_grammar
def test_no_terminal_captures_groups(layout: f4.Layout, form: str) -> None:
    """Lark joins terminals into one expression: each group slows down every repetition in the terminals after it."""
    for terminal in layout.parser(form=form).terminals:
        assert re.compile(terminal.pattern.to_regexp()).groups == 0, terminal.name


@each_grammar
@pytest.mark.parametrize("table", ["table_1", "table_2"])
def test_the_captions_of_the_columns_are_those_of_the_grammar(layout: f4.Layout, form: str, table: str) -> None:
    """The grammar reads the captions in captions.py, which are for people, as captions of that table."""
    for printed in getattr(FORMS[form.removeprefix("form")], table):
        assert caption_tokens(layout, form, table, printed.number, printed.caption)


def caption_tokens(layout: f4.Layout, form: str, table: str, number: str, caption: str) -> list[Token]:
    owned = FORMS[form.removeprefix("form")].owned
    heading = {
        "table_1": f"Table I - Non-Derivative Securities {owned}",
        "table_2": f"Table II - Derivative Securities {owned}",
    }[table]
    first = "1. Title of Security (Instr. 3)" if table == "table_1" else "1. Title of Derivative Security (Instr. 3)"
    separators = next(
        terminal.pattern.to_regexp() for terminal in layout.parser(form=form).terminals if terminal.name == "_SEP"
    )
    separator = "\t" if re.fullmatch(separators, "\t") else "| "
    text = f"{heading}\n{separator.join((first, f'{number}. {caption}', caption, ''))}\n"
    if layout.is_of_html:
        cells = text.replace("\t", "<td>").replace("\n", "<tr><td>")
        text = f"<table><tr><td>{cells}</table>"
    parsed = f4.parse(text, layout, table, form.removeprefix("form"))
    head = next(branch for branch in branches(parsed.tree) if branch.data == f"{table}_head")
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
    found = address_parser().parse(f"{text}\n", "city_state_zip")
    parts = {token.type: token.strip() for token in found.leaves}
    assert (
        parts.get("CITY"),
        parts.get("STATE") or parts.get("STATE_CODE"),
        parts.get("POSTAL_CODE") or parts.get("POSTAL_TEXT"),
    ) == (city, state, postal_code)


def test_no_python_lies_in_the_folder_of_the_grammars() -> None:
    assert [path for path in f4.grammar_path().rglob("*.*") if path.suffix != ".lark"] == []


def branches(tree: Tree[Token] | None) -> Iterator[Tree[Token]]:
    return iter(tree.iter_subtrees()) if tree is not None else iter(())


def tokens(tree: Tree[Token] | None) -> Iterator[Token]:
    return (child for branch in branches(tree) for child in branch.children if isinstance(child, Token))
