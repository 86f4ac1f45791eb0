"""A first grammar for texts: sections below the headings that they share, labelled lines, rows of cells."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import attrs

MOST = 40  # headings and labels; more than these are rather values
LONGEST = 100  # characters of a heading or a label
WORDS, LONGEST_NAME = 5, 40  # of a heading or a label, in the name of its rule
RESERVED = {"document", "row", "line", "refused", "cell", "number", "date", "text"}
# What a value looks like. A draft has a terminal for each shape that the texts show.
SHAPES = {
    "DATE": r"(?:[0-9]{1,2}[\/.][0-9]{1,2}[\/.][0-9]{4}|[0-9]{4}-[0-9]{2}-[0-9]{2})",
    "NUMBER": r"[$€£(-]*[0-9][0-9,]*(?:\.[0-9]+)?[)%]*",
}
GRAMMAR = """\
// {title}
//
// A draft from {count}. Every text has a tree: what no rule takes is a refused line. Give the lines and cells that
// matter rules of their own; `form4 trace` explains how a place is read, and `form4 check` shows what a change does.

//: start document

document: _END? _line* {sections}
{section_rules}
_line: {lines}

{label_rules}row:  cell (_SEP cell)+ _END
line: _value _END
cell: _value?
_value: {values}

// The place for lines that the other rules refuse.
refused: REFUSED _END
%declare REFUSED

{captions}
{shapes}TEXT: {text}

_SEP: {separator}
_END: /[ ]*(?:\\r\\n?|\\n)[ \\r\\n]*/
"""


@attrs.frozen
class Separator:
    """What separates the cells of a line.

    Attributes:
        pattern: its expression, with the blanks around it
        between: the expression of the blanks within a cell
        stops: the characters that no cell has, as in a character class
    """

    pattern: str
    between: str
    stops: str

    def cells(self, line: str) -> list[str]:
        return re.split(self.pattern, line.strip(" "))


SEPARATORS = (
    Separator(r"[ ]*\t[ ]*", "[ ]+", r"\t"),
    Separator(r"[ ]*\|[ ]*", "[ ]+", r"|"),
    Separator(r"[ ]{2,}|[ ]?\t[ ]*", "[ ]", r"\t"),
)


def draft(texts: Sequence[str], title: str) -> str:
    """Return a grammar that gives each text a tree: a start, to be made more exact."""
    lines = [[line for line in re.split(r"\r\n?|\n", text) if line.strip()] for text in texts]
    separator = max(SEPARATORS, key=lambda each: sum(len(each.cells(line)) > 1 for text in lines for line in text))
    cells = [[separator.cells(line) for line in text] for text in lines]
    headings, labels = _headings(cells), _labels(cells)
    rules = _named([*headings, *labels])
    sections = [rules[heading] for heading in headings]
    values = [name for name, shape in SHAPES.items() if _occurs(shape, cells)]
    ends = rf"(?={separator.pattern}|[ ]*[\r\n])"
    text = rf"/[^ {separator.stops}\r\n]+(?:{separator.between}[^ {separator.stops}\r\n]+)*/"
    count = "one text" if len(texts) == 1 else f"{len(texts):,} texts"
    written = GRAMMAR.format(
        title=title,
        count=count,
        sections=f"_section*\n_section: {_choices(sections)}" if sections else "",
        section_rules="".join(f"{rule}: {rule.upper()} _END _line*\n" for rule in sections),
        lines=_choices([*(rules[label] for label in labels), "row", "line", "refused"]),
        label_rules="".join(f"{rules[label]}: {rules[label].upper()} (_SEP cell)+ _END\n" for label in labels),
        values=" | ".join([*values, "TEXT"]),
        captions="".join(
            [f"{rules[heading].upper()}.20: {_quoted(heading)} /(?=[ ]*[\\r\\n])/\n" for heading in headings]
            + [f"{rules[label].upper()}.20: {_quoted(label)} /(?={separator.pattern})/\n" for label in labels]
        ),
        shapes="".join(f"{name}.10: /{SHAPES[name]}{ends}/\n" for name in values),
        text=text,
        separator=f"/{separator.pattern}/",
    )
    return re.sub(r"\n{3,}", "\n\n", re.sub(r" +\n", "\n", written))


Cells = list[list[str]]  # of the lines of a text


def _headings(texts: Sequence[Cells]) -> list[str]:
    """The lines of one cell that the texts share; of a single text, those above lines of several cells."""
    if len(texts) > 1:
        return _shared([line[0] for line in text if len(line) == 1] for text in texts)
    [text] = texts
    above = [line[0] for line, below in pairwise(text) if len(line) == 1 < len(below)]
    return _shared([above])


def _labels(texts: Sequence[Cells]) -> list[str]:
    """The first cells that the texts share; of a single text, those of lines of two cells."""
    widths = range(2, 1000) if len(texts) > 1 else range(2, 3)
    return _shared([line[0] for line in text if len(line) in widths] for text in texts)


def _shared(texts: Iterable[list[str]]) -> list[str]:
    """The words that more than half of the texts have, once each, in the order of the texts."""
    counted = [Counter(text) for text in texts]
    found = Counter(words for text in counted for words, times in text.items() if times == 1 and _is_caption(words))
    return [words for words, count in found.items() if 2 * count > len(counted)][:MOST]


def _is_caption(words: str) -> bool:
    return len(words) <= LONGEST and any(map(str.isalpha, words)) and not _is_value(words)


def _is_value(words: str) -> bool:
    return any(re.fullmatch(shape, words) for shape in SHAPES.values())


def _occurs(shape: str, texts: Sequence[Cells]) -> bool:
    return any(re.fullmatch(shape, cell) for text in texts for line in text for cell in line)


def _named(captions: Iterable[str]) -> dict[str, str]:
    """A rule's name for each caption, of its words."""
    found: dict[str, str] = {}
    for caption in captions:
        word = "_".join(re.findall("[a-z0-9]+", caption.casefold())[:WORDS])[:LONGEST_NAME].strip("_")
        word = word if word[:1].isalpha() else f"part_{word}".strip("_")
        found[caption] = next(name for name in _numbered(word) if name not in {*RESERVED, *found.values()})
    return found


def _choices(rules: list[str]) -> str:
    """The alternatives of a rule, a line each if there are many."""
    return (" | " if len(rules) < 5 else "\n    | ").join(rules)


def _numbered(word: str) -> Iterator[str]:
    yield word
    number = 1
    while True:
        number += 1
        yield f"{word}_{number}"


def _quoted(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)
