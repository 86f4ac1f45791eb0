"""The loop over a grammar's tables makes the tokens and trees that Lark's own makes, and finds what Lark refuses."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import text_of
from fixture_files import TEXTS
from lark import Lark
from lark.exceptions import UnexpectedInput
from promises import has_the_tree_that_lark_makes, told

import form4_grammar as f4
from form4_grammar.automaton import FEW, Automaton, RefusedError
from form4_grammar.lossless import leaves, place_lines
from form4_grammar.parse_tables import ParseTables

KEYWORDS = """
start: (name | _pair)* last?
_pair: KEY ":" (NUMBER | name)
?name: WORD | "(" name ")" -> grouped
last: [";"] NUMBER
KEY: "key"
WORD: /[a-z]+/
NUMBER: /[0-9]+/
%ignore / +/
"""


@pytest.mark.parametrize("path", TEXTS, ids=str)
def test_a_fixture_has_the_tree_that_lark_makes(path: Path) -> None:
    has_the_tree_that_lark_makes(f4.parse(text_of(path), path.stem))


@pytest.mark.parametrize("text", ["", "a key : 1 b", "key : key", "(a) ((b)) ; 1", "key: (key) 12", "  a  "])
@pytest.mark.parametrize("lexer", ["contextual", "basic"])
@pytest.mark.parametrize("keep_all_tokens", [False, True])
def test_ignored_text_keywords_and_rules_of_one_child(text: str, lexer: str, keep_all_tokens: bool) -> None:
    parser = Lark(KEYWORDS, parser="lalr", lexer=lexer, keep_all_tokens=keep_all_tokens, maybe_placeholders=False)
    try:
        expected = told(parser.parse(text))
    except UnexpectedInput:
        expected = None
    automaton = Automaton(ParseTables.from_bytes(ParseTables.of(parser).to_bytes()))
    for _ in range(FEW + 2):  # one by one at first, and as one expression in the end
        if expected is None:
            with pytest.raises(RefusedError):
                automaton.parse(text, "start")
            continue
        tree = automaton.parse(text, "start").tree()
        place_lines(leaves(tree), text)
        assert told(tree) == expected


@pytest.mark.parametrize(("text", "place"), [("a ?", 2), ("a key b", 6), ("key", 3), ("a ) b", 2)])
def test_what_is_refused_has_its_place(text: str, place: int) -> None:
    parser = Lark(KEYWORDS, parser="lalr", maybe_placeholders=False)
    with pytest.raises(RefusedError) as refused:
        Automaton(ParseTables.of(parser)).parse(text, "start")
    assert refused.value.place == place


def test_tables_are_the_same_after_they_were_kept() -> None:
    tables = ParseTables.of(f4.layouts()[0].parser())
    assert ParseTables.from_bytes(tables.to_bytes()) == tables
