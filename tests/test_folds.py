"""Folded lines are joined, and every leaf keeps its place in the text as given."""

import textwrap

import pytest
from fixture_files import FIXTURES
from lark import Token

import form4_grammar as f4

SOUND = sorted(
    path
    for path in FIXTURES.glob("*/*-html2text.md")
    if path.parent.name != "folded-lines" and not f4.read_file(path).errors
)
FOLDED = sorted((FIXTURES / "folded-lines").glob("*.md"))


def fold(text: str, width: int) -> str:
    """Fold all lines but the rows of tables, as html2text does."""
    lines = []
    for line in text.split("\n"):
        if " | " in line or line.startswith("#") or len(line) <= width:
            lines.append(line)
        else:
            folded = textwrap.wrap(line, width, break_long_words=False)
            lines += [*folded[:-1], folded[-1] + line[len(line.rstrip()) :]]
    return "\n".join(lines)


@pytest.mark.parametrize("path", SOUND, ids=lambda path: f"{path.parent.name}-{path.stem}")
@pytest.mark.parametrize("width", [72, 78])
def test_a_folded_text_reads_like_the_text(path, width):
    """Folding a text changes neither the filing nor which diagnostics there are."""
    text = path.read_bytes().decode("utf-8")
    plain, folded = f4.read(text, path.stem), f4.read(fold(text, width), path.stem)
    assert folded.filing == plain.filing
    assert [found.code for found in folded.diagnostics] == [found.code for found in plain.diagnostics]


@pytest.mark.parametrize("path", FOLDED, ids=lambda path: path.stem)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_leaves_and_spans_are_those_of_the_given_text(path, end):
    """The leaves joined are the text; the span of a field covers it with its folds."""
    text = path.read_text(encoding="utf-8").replace("\n", end)
    reading = f4.read(text)
    tokens = list(reading.tree.scan_values(lambda value: isinstance(value, Token)))
    assert "".join(tokens) == text
    assert all(text[token.start_pos : token.end_pos] == token for token in tokens)
    span = reading.span("footnotes[0].text")
    assert text[span.start : span.end].replace(end, " ").endswith("the self- administered plan of the issuer.")


def test_a_text_without_hard_line_ends_has_no_folds():
    """If a tool cut the blanks off all lines, a fold cannot be told from a line end, and errors say what was lost."""
    text = FOLDED[0].read_text(encoding="utf-8")
    reading = f4.read("".join(f"{line.rstrip()}\n" for line in text.splitlines()))
    assert reading.errors
