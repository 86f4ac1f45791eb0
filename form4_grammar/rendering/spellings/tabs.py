"""Tab-delimited texts: a row on a line, the rows of a table within a cell on lines of their own."""

from __future__ import annotations

import re

from ..elements import COVERED, Cell, Page, Paragraph, Row, Table, Tick
from .spelling import Spelling

# One that is no entity yet.
AMPERSAND = re.compile(r"&(?!amp;|lt;|#[0-9]+;)")

# What lines that are joined, or tables that follow each other, leave between them.
REPEATED = re.compile(r"([ \n])\1+")


class TabText(Spelling):
    """Plain text: cells that a cell reaches into are there as blank ones, and lines within a cell are joined."""

    line_break = " "
    paragraph_end = "\n\n"

    def page(self, page: Page) -> str:
        """Paragraphs and tables, set apart by a blank line."""
        return "".join(f"{self._block(block)}{self.paragraph_end}" for block in page).rstrip("\n") + "\n"

    def _block(self, block: Paragraph | Table) -> str:
        if isinstance(block, Paragraph):
            return self.heading(self.content(block.content), block.level)
        return "\n".join(map(self.row, block.rows))

    def heading(self, text: str, level: int) -> str:
        """A paragraph; level 0 is none of a heading."""
        return text

    def row(self, row: Row) -> str:
        """The cells of a row, and a blank one for every further column that one of them spans."""
        return "\t".join([self.cell(cell) + "\t" * (cell.span - 1) for cell in row])

    def cell(self, cell: Cell) -> str:
        """The content of a cell, which may be several lines."""
        return REPEATED.sub(r"\1", self.content(cell.content)).strip(" \n")

    def nested(self, table: Table) -> str:
        """Its rows, on lines of their own."""
        return "\n{}\n".format("\n".join(map(self.row, table.rows)))


class MarkdownWithTabs(TabText):
    """Markdown whose tables are tab-delimited: headings, raised marks, special characters as entities."""

    def heading(self, text: str, level: int) -> str:
        """Headings of the page's levels."""
        return f"{'#' * level} {text}" if level else text

    def typed(self, text: str) -> str:
        """Every ampersand is an entity."""
        return AMPERSAND.sub("&amp;", super().typed(text))

    def mark(self, number: str) -> str:
        """A raised mark."""
        return f"<sup>({number})</sup>"

    def strong(self, text: str) -> str:
        """Bold print."""
        return f"**{text}**"


class BrowserCopy(TabText):
    """What a browser copies: no mark-up, no inputs, and of the cells of a row only those that begin there."""

    inputs = False
    line_break = "\n"
    paragraph_end = "\n"

    def row(self, row: Row) -> str:
        """The cells that begin in this row."""
        return "\t".join([self.cell(cell) for cell in row if cell is not COVERED])

    def emphasis(self, text: str) -> str:
        """Italics leave nothing behind."""
        return text

    def tick(self, tick: Tick) -> str:
        """Inputs leave nothing behind."""
        return ""
