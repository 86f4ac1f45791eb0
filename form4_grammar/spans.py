"""Positions in a text: spans, lines and columns."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from itertools import islice

import attrs

BLANK_END = re.compile(r"\t[ \xa0]*(?=[\r\n])")
LINE_END = re.compile(r"\r\n|\n|\r")


@attrs.frozen
class Span:
    """A stretch of the given text.

    Attributes:
        start: index of its first character
        end: index after its last character
        line: the line of its first character, from 1; a line ends at ``\\n``, ``\\r\\n`` or a lone ``\\r``
        column: the column of its first character, from 1; a tab is one column
    """

    start: int
    end: int
    line: int
    column: int


class Lines:
    """The lines of a text, found on first use."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def starts(self) -> list[int]:
        return [0, *(end.end() for end in LINE_END.finditer(self.text))]

    @cached_property
    def keep_blank_ends(self) -> bool:
        """Whether at least three lines end in a blank cell; many tools drop such cells."""
        return next(islice(BLANK_END.finditer(self.text), 2, None), None) is not None

    def span(self, start: int, end: int) -> Span:
        line = bisect_right(self.starts, start)
        return Span(start, end, line, start - self.starts[line - 1] + 1)

    def offset(self, line: int, column: int) -> int:
        """Return the index of the character at a line and column. Raises ValueError if there is no such position."""
        if not 1 <= line <= len(self.starts):
            raise ValueError(f"the text has {len(self.starts)} lines, no line {line}")
        offset = self.starts[line - 1] + column - 1
        if column < 1 or offset > self.line_end(line):
            raise ValueError(
                f"line {line} has {self.line_end(line) - self.starts[line - 1]} columns, no column {column}"
            )
        return offset

    def line_end(self, line: int) -> int:
        """Return the index after the last character of a line, before its line end."""
        found = LINE_END.search(self.text, self.starts[line - 1])
        return found.start() if found else len(self.text)

    def line_text(self, line: int) -> str:
        return self.text[self.starts[line - 1] : self.line_end(line)]
