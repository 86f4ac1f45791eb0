"""Markdown with pipe tables, as two converters write it."""

from __future__ import annotations

import re
from itertools import pairwise, zip_longest

from ..elements import COVERED, Cell, Content, Lines, Link, Page, Paragraph, Row, Table
from .spelling import LINK, Spelling

# What is escaped already, or an asterisk or an underscore.
EMPHASIS = re.compile(r"(\\.)|[*_]")
LAST_CHARACTERS = re.compile(r"[-:_](?=[-:_ ]*$)")
NUMBER_AT_START = re.compile(r"^([0-9]+)\. ")


class PipeTables(Spelling):
    """What both write alike: links, bold print, a pipe that a filer typed as an entity."""

    links = True

    def typed(self, text: str) -> str:
        """No pipe that would end the cell."""
        return super().typed(text).replace("|", "&#124;")

    def filled(self, text: str) -> str:
        """Nor anything at its end that could belong to the line of dashes behind it, or to emphasis."""
        return LAST_CHARACTERS.sub(lambda found: f"&#{ord(found[0])};", super().filled(text))

    def link(self, link: Link) -> str:
        """The name, and where it leads."""
        return f"[{self.filled(link.text)}]({LINK}{link.cik})"

    def strong(self, text: str) -> str:
        """Bold print."""
        return f"**{text}**"


class Markdownify(PipeTables):
    """markdownify: a pipe at both ends of a row, a table within a cell flattened into its line."""

    line_break = "  "
    rule = "  ---  "

    def page(self, page: Page) -> str:
        """Paragraphs and tables, set apart by a blank line."""
        return "\n\n".join(
            self._paragraph(block) if isinstance(block, Paragraph) else "\n".join(self._rows(block)) for block in page
        )

    def _paragraph(self, paragraph: Paragraph) -> str:
        """A heading of the second level is underlined; the others are but bold on the page."""
        text = self.content(paragraph.content)
        return {0: text, 2: f"{text}\n{'-' * len(text)}"}.get(paragraph.level, self.strong(text))

    def printed(self, text: str) -> str:
        """Characters that could be emphasis are escaped."""
        return EMPHASIS.sub(lambda found: found[1] or f"\\{found[0]}", text)

    def typed(self, text: str) -> str:
        """The same."""
        return self.printed(super().typed(text))

    def nested(self, table: Table) -> str:
        """Its lines, joined."""
        return f"  {' '.join(self._rows(table))}  "

    def lines(self, lines: Lines) -> str:
        """Lines of a cell, in its line."""
        return "<br>".join(map(self.content, lines.lines))

    def _rows(self, table: Table) -> list[str]:
        """The rows; a table without a heading of its own gets a blank one."""
        heading, *rows = [self._row(row) for row in table.rows]
        width = sum(cell.span for cell in table.rows[0])
        if not table.headed:
            heading, rows = "|" + "  |" * width, [heading, *rows]
        return [heading, "|" + " --- |" * width, *rows]

    def _row(self, row: Row) -> str:
        cells = [
            f" {self.content(cell.content).strip()} |{' |' * (cell.span - 1)}" for cell in row if cell is not COVERED
        ]
        return f"|{''.join(cells)}"


class Html2text(PipeTables):
    """html2text: a pipe between cells, the rows of a table within a cell below one another, a line of dashes below the
    first row of each table.
    """

    line_break = "  \n"
    rule = "  \n* * *\n\n"

    def page(self, page: Page) -> str:
        """A table begins on the line of the paragraph above it; nothing stands between tables."""
        text = ""
        for block, below in zip_longest(page, page[1:]):
            if isinstance(block, Table):
                text += self.nested(block)
            elif block.level:
                text += f"{'#' * block.level} {self.content(block.content)}\n\n"
            else:
                text += self.content(block.content) + (" " if isinstance(below, Table) else "  \n\n")
        return text.rstrip()

    def content(self, content: Content) -> str:
        """Of the tables within a cell, a pipe stands before the first."""
        tables = [i for i, element in enumerate(content) if isinstance(element, Table)]
        if tables:
            return f"{super().content(content[: tables[0]])}| {super().content(content[tables[0] :])}"
        return super().content(content)

    def printed(self, text: str) -> str:
        """A number that would begin a list is escaped."""
        return NUMBER_AT_START.sub(r"\1\\. ", text)

    def typed(self, text: str) -> str:
        """The same."""
        return self.printed(super().typed(text))

    def emphasis(self, text: str) -> str:
        """Italic print."""
        return f"_{text}_"

    def underlined(self, text: str) -> str:
        """Underlined print is emphasis as well."""
        return f"_{text}_" if text else ""

    def lines(self, lines: Lines) -> str:
        """Lines of a cell, each with a hard line end but the last."""
        return self.line_break.join(map(self.content, lines.lines))

    def nested(self, table: Table) -> str:
        """Its rows."""
        dashes = "|".join(["---"] * sum(cell is not COVERED for cell in table.rows[0]))
        first, *rows = map(self._row, table.rows)
        return "".join((first, "" if any(map(_has_table, table.rows[0])) else f"{dashes}  \n", *rows))

    def _row(self, row: Row) -> str:
        """No pipe stands between two cells of which the first holds a table."""
        cells = [cell for cell in row if cell is not COVERED]
        text = self.content(cells[0].content) if cells else ""
        for before, cell in pairwise(cells):
            text += f"{'' if _has_table(before) else '| '}{self.content(cell.content)}"
        return text if text.endswith("\n") else f"{text}  \n"


def _has_table(cell: Cell) -> bool:
    return any(isinstance(element, Table) for element in cell.content)
