"""The texts of the corpora have the trees that Lark makes of them, or are refused where Lark refuses them."""

from __future__ import annotations

import pytest
from lark.exceptions import UnexpectedInput
from test_scores import CORPORA
from test_scores import pytestmark as pytestmark

import form4_grammar as f4
from form4_grammar.automaton import RefusedError
from form4_grammar.lossless import leaves, place_lines
from form4_grammar.typography import plain

EVERY = 4  # texts: all of them take a minute; run with 1 after a change of automaton.py


@pytest.mark.parametrize("layout", CORPORA)
def test_a_text_has_the_tree_that_lark_makes(layout: str) -> None:
    for path in sorted((CORPORA[layout] / layout).iterdir())[::EVERY]:
        parsed = f4.parse(path.read_bytes().decode("utf-8"), layout)
        text, form = plain(parsed.unfolded.text), parsed.evidence.form
        automaton = parsed.layout.automaton("filing", form)
        try:
            expected = parsed.layout.parser("filing", form).parse(text)
        except UnexpectedInput:
            with pytest.raises(RefusedError):
                automaton.parse(text, "filing")
            continue
        found = automaton.parse(text, "filing").tree()
        place_lines(leaves(found), text)
        assert found == expected, path
        places = [(leaf.start_pos, leaf.end_pos, leaf.line, leaf.column, leaf.end_line) for leaf in leaves(found)]
        assert places == [(t.start_pos, t.end_pos, t.line, t.column, t.end_line) for t in leaves(expected)], path
