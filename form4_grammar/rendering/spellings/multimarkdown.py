"""MultiMarkdown: pipe tables with cells that span columns and rows."""

from __future__ import annotations

import re

from ..elements import COVERED, Lines, Page, Paragraph, Row, Table
from .spelling import Spelling

# What ends a text of a box: a pipe, a tag.
ENDS_A_TEXT = re.compile(r"[|<]")


class MultiMarkdown(Spelling):
    """A pipe at both ends of a row; "||" after a cell that spans columns, "^^" in one that a cell above covers."""

    def page(self, page: Page) -> str:
        """Write paragraphs and tables, separated by blank lines."""
        return "\n\n".join(
            self._paragraph(block) if isinstance(block, Paragraph) else self.nested(block) for block in page
        )

    def _paragraph(self, paragraph: Paragraph) -> str:
        return f"{'#' * paragraph.level} {self.content(paragraph.content)}".lstrip(" ")

    def typed(self, text: str) -> str:
        """Escape pipes and tags, and what could begin a raised mark."""
        return ENDS_A_TEXT.sub(lambda found: f"&#{ord(found[0])};", super().typed(text))

    def marks(self, numbers: tuple[str, ...]) -> str:
        """Raise the marks of a cell together."""
        return f"^{super().marks(numbers)}^" if numbers else ""

    def strong(self, text: str) -> str:
        """Bold print."""
        return f"**{text}**"

    def lines(self, lines: Lines) -> str:
        """Join the lines with line breaks, so that the row stays on one line."""
        return "<br>".join(map(self.content, lines.lines))

    def nested(self, table: Table) -> str:
        """Write a blank heading and the rows."""
        width = sum(cell.span for cell in table.rows[0])
        return "\n".join(("|" + "  |" * width, "|" + "---|" * width, *map(self._row, table.rows)))

    def _row(self, row: Row) -> str:
        cells = (("^^" if cell is COVERED else self.content(cell.content), cell.span) for cell in row)
        return "|" + "".join(f" {text} {'|' * span}" for text, span in cells)
