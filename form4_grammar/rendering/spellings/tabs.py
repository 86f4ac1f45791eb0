"""Tab-delimited texts: each row on a line, the rows of a nested table on separate lines."""

from __future__ import annotations

import re

from ..elements import COVERED, Cell, Page, Paragraph, Row, Table, Tick
from .spelling import Spelling

# An ampersand that does not begin an entity.
AMPERSAND = re.compile(r"&(?!amp;|lt;|#[0-9]+;)")

# Repeated blanks or line ends, left between joined lines or adjacent tables.
REPEATED = re.compile(r"([ \n])\1+")


class TabText(Spelling):
    """Plain text: covered cells are written as blank cells, and the lines within a cell are joined."""

    line_break = " "
    paragraph_end = "\n\n"

    def page(self, page: Page) -> str:
        """Write paragraphs and tables, each followed by ``paragraph_end``."""
        return "".join(f"{self._block(block)}{self.paragraph_end}" for block in page).rstrip("\n") + "\n"

    def _block(self, block: Paragraph | Table) -> str:
        if isinstance(block, Paragraph):
            return self.heading(self.content(block.content), block.level)
        return "\n".join(map(self.row, block.rows))

    def heading(self, text: str, level: int) -> str:
        """Write a paragraph; level 0 is not a heading."""
        return text

    def row(self, row: Row) -> str:
        """Write the cells of a row, with a blank cell for every additional column that a cell spans."""
        return "\t".join([self.cell(cell) + "\t" * (cell.span - 1) for cell in row])

    def cell(self, cell: Cell) -> str:
        """Write the content of a cell, which may have several lines."""
        return REPEATED.sub(r"\1", self.content(cell.content)).strip(" \n")

    def nested(self, table: Table) -> str:
        """Write the rows on separate lines."""
        return "\n{}\n".format("\n".join(map(self.row, table.rows)))


class MarkdownWithTabs(TabText):
    """Markdown whose tables are tab-delimited: headings, raised marks, special characters as entities."""

    def heading(self, text: str, level: int) -> str:
        """Write a heading of the given level with "#"."""
        return f"{'#' * level} {text}" if level else text

    def typed(self, text: str) -> str:
        """Write every ampersand as an entity."""
        return AMPERSAND.sub("&amp;", super().typed(text))

    def mark(self, number: str) -> str:
        """Write a raised mark."""
        return f"<sup>({number})</sup>"

    def strong(self, text: str) -> str:
        """Bold print."""
        return f"**{text}**"


class BrowserCopy(TabText):
    """What a browser copies: no mark-up, no inputs, and no covered cells."""

    inputs = False
    line_break = "\n"
    paragraph_end = "\n"

    def row(self, row: Row) -> str:
        """Write the cells of a row, without covered cells."""
        return "\t".join([self.cell(cell) for cell in row if cell is not COVERED])

    def emphasis(self, text: str) -> str:
        """Drop the italics."""
        return text

    def tick(self, tick: Tick) -> str:
        """Drop the input."""
        return ""
