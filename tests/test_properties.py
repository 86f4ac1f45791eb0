"""Promises proven over generated texts: total, lossless, and that values survive."""

from __future__ import annotations

from decimal import Decimal

from conftest import TEXTS, text_of
from hypothesis import given, settings
from hypothesis import strategies as st

import form4_grammar as f4
from form4_grammar.grammars import PUBLIC_RULES
from form4_grammar.parsing import leaves
from form4_grammar.spans import Lines
from form4_grammar.values import to_decimal, to_text

SOURCES = [text_of(path) for path in TEXTS]
PIECES = st.sampled_from(
    [
        "\t",
        "\t\t",
        " | ",
        "| ",
        "---|---",
        "\n",
        "\r\n",
        "\r",
        " ",
        "\xa0",
        "\0",
        "(1)",
        "$",
        "1,000",
        "05/20/2022",
        "A",
        "D",
        "X",
        "[X]",
        "**",
    ]
    + [
        "# FORM 4\n",
        "1. Name and Address of Reporting Person *",
        "(Street)",
        "2. Transaction Date",
        "Remarks:",
        "(e.g.,",
    ]
    + ["Table I - Non-Derivative Securities Acquired, Disposed of, or Beneficially Owned", "Reporting Owners"]
    + ["Signatures", "Explanation of Responses:"]
)
SOUPS = st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=60).map("".join)


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A fixture's text with lines dropped, doubled, swapped or cut, separators lost or doubled, characters replaced."""
    lines = draw(st.sampled_from(SOURCES)).split("\n")
    for _ in range(draw(st.integers(1, 4))):
        i, j = draw(st.integers(0, len(lines) - 1)), draw(st.integers(0, len(lines) - 1))
        match draw(st.integers(0, 6)):
            case 0:
                lines[i] = ""
            case 1:
                lines.insert(i, lines[j])
            case 2:
                lines[i], lines[j] = lines[j], lines[i]
            case 3:
                lines[i] = lines[i][: draw(st.integers(0, len(lines[i])))]
            case 4:
                separator = draw(st.sampled_from(["\t", "|"]))
                lines[i] = lines[i].replace(separator, draw(st.sampled_from(["", 2 * separator])), 1)
            case 5:
                place = draw(st.integers(0, len(lines[i])))
                lines[i] = lines[i][:place] + draw(st.one_of(st.text(max_size=2), PIECES)) + lines[i][place + 1 :]
            case _:
                del lines[i + 1 :]
    return "\n".join(lines)


@settings(deadline=None, max_examples=300)
@given(st.one_of(SOUPS, damaged(), st.text()))
def test_every_text_has_a_reading_that_has_lost_nothing(text: str) -> None:
    reading = f4.read(text)
    assert reading.tree is not None
    assert "".join(leaves(reading.tree)) == text
    for diagnostic in reading.diagnostics:
        assert diagnostic.span is None or 0 <= diagnostic.span.start <= diagnostic.span.end <= len(text)
    assert reading.filing is not None or [d for d in reading.diagnostics if d.severity == "error"]
    f4.snapshot_text(reading)


@settings(deadline=None, max_examples=100)
@given(SOUPS, st.sampled_from(PUBLIC_RULES), st.sampled_from([str(layout) for layout in f4.layouts()]))
def test_every_section_has_a_tree_that_has_lost_nothing(text: str, start: str, layout: str) -> None:
    parsed = f4.parse(text, layout, start)
    assert "".join(parsed.leaves) == text
    f4.transform(parsed)


@given(st.decimals(0, 10**12, allow_nan=False, places=4))
def test_numbers_are_read_as_they_are_printed(number: Decimal) -> None:
    assert to_decimal(f"{number:,}") == to_decimal(f"$ {number}") == to_decimal(rf"\$ {number:,}") == number


@given(st.text(alphabet=st.characters(blacklist_categories=["Cs", "Cf"], blacklist_characters="&<\\*_](")))
def test_text_without_mark_up_is_folded_and_no_more(text: str) -> None:
    assert to_text(text) == (" ".join(text.split()) or None)


@given(st.text(alphabet="ab\t\r\n\x0b\u2028"))
def test_lines_and_columns_find_their_way_back(text: str) -> None:
    lines = Lines(text)
    for index in range(len(text)):
        span = lines.span(index, index)
        if text[index] not in "\r\n":
            assert lines.offset(span.line, span.column) == index
    assert len(lines.starts) == 1 + len(text.replace("\r\n", "\n").replace("\r", "\n")) - len(
        text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "")
    )
