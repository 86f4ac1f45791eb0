"""The texts of the corpora have the trees that Lark makes of them, or are refused where Lark refuses them."""

from __future__ import annotations

import sys

import pytest
from test_scores import CORPORA, ROOT
from test_scores import pytestmark as pytestmark

import form4_grammar as f4

sys.path.insert(0, str(ROOT / "tests"))

from promises import has_the_tree_that_lark_makes

EVERY = 4  # texts: all of them take a minute; run with 1 after a change of automaton.py


@pytest.mark.parametrize("layout", CORPORA)
def test_a_text_has_the_tree_that_lark_makes(layout: str) -> None:
    for path in sorted((CORPORA[layout] / layout).iterdir())[::EVERY]:
        has_the_tree_that_lark_makes(f4.parse(path.read_bytes().decode("utf-8"), layout))
