"""The promises for every text, tried on damaged fixtures: nothing is lost, and no value changes without a diagnostic.

``python tests/explore.py`` tries the same promises on new random examples.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from conftest import TEXTS, name_of, reading_of, text_of
from damage import ENCODINGS, cell_of_1_mb, damaged, line_3000_times
from fixture_files import SAME_FILING, SOUND
from promises import is_read_in_one_encoding, loses_nothing, reports_a_damaged_value, with_a_damaged_value
from samples import characters, damaged_text, soup

import form4_grammar as f4
from form4_grammar.grammars import PUBLIC_RULES
from form4_grammar.spans import Lines
from form4_grammar.values import to_decimal, to_text

each_text = pytest.mark.parametrize("path", TEXTS, ids=name_of)
each_layout = pytest.mark.parametrize("path", SAME_FILING, ids=lambda path: path.stem)


@each_text
def test_a_damaged_text_has_lost_nothing_else(path: Path) -> None:
    random = Random(name_of(path))
    for times in (1, 1, 1, 4):
        text = damaged_text(path, random, times)
        loses_nothing(text, f4.read(text))


@pytest.mark.parametrize("path", SOUND, ids=name_of)
def test_a_value_damaged_beyond_reading_is_absent_and_reported(path: Path) -> None:
    whole = reading_of(path)
    if damaged_value := with_a_damaged_value(whole, Random(name_of(path))):
        reports_a_damaged_value(whole, *damaged_value)


@pytest.mark.parametrize("seed", range(100))
def test_any_text_has_a_reading_that_has_lost_nothing(seed: int) -> None:
    random = Random(seed)
    for text in (soup(random), characters(random, 200)):
        loses_nothing(text, f4.read(text))


@pytest.mark.parametrize("rule", PUBLIC_RULES)
@pytest.mark.parametrize("layout", f4.layouts(), ids=str)
def test_every_section_has_a_tree_that_has_lost_nothing(layout: f4.Layout, rule: str) -> None:
    random = Random(f"{layout} {rule}")
    for text in ("\n", soup(random), soup(random)):
        parsed = f4.parse(text, layout, rule)
        assert "".join(parsed.leaves) == text
        f4.transform(parsed)


@pytest.mark.parametrize("path", SAME_FILING[::2], ids=lambda path: path.stem)
@pytest.mark.parametrize("kind", [line_3000_times, cell_of_1_mb], ids=lambda kind: kind.__name__)
def test_a_large_text_has_lost_nothing(kind: object, path: Path) -> None:
    text = text_of(path)
    text = damaged(text, kind(text, Random(name_of(path)).randint))  # type: ignore[operator]
    assert "".join(f4.parse(text).leaves) == text
    f4.read(text)


@each_layout
@pytest.mark.parametrize("kind", ENCODINGS, ids=lambda kind: kind.__name__)
def test_a_file_of_mixed_encodings_is_read_as_one_and_says_so(kind: object, path: Path) -> None:
    random = Random(name_of(path))
    for _ in range(5):
        is_read_in_one_encoding(kind(text_of(path).encode(), random.randint))  # type: ignore[operator]


def test_numbers_are_read_as_they_are_printed() -> None:
    random = Random(0)
    for _ in range(200):
        number = Decimal(random.randrange(10 ** random.randint(1, 16))).scaleb(-4)
        assert to_decimal(f"{number:,}") == to_decimal(f"$ {number:f}") == to_decimal(rf"\$ {number:,}") == number


def test_text_without_mark_up_is_folded_and_no_more() -> None:
    random = Random(0)
    for _ in range(200):
        text = "".join(random.choice("ab é\t\xa0\u2028☒𝄞'\".-#") for _ in range(random.randint(0, 20)))
        assert to_text(text) == (" ".join(text.split()) or None)


def test_lines_and_columns_find_their_way_back() -> None:
    random = Random(0)
    for _ in range(200):
        text = "".join(random.choice("ab\t\r\n\x0b\u2028") for _ in range(random.randint(0, 20)))
        lines = Lines(text)
        for index in range(len(text)):
            span = lines.span(index, index)
            if text[index] not in "\r\n":
                assert lines.offset(span.line, span.column) == index
        assert len(lines.starts) == 1 + text.replace("\r\n", "\n").replace("\r", "\n").count("\n")
