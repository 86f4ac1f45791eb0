"""Markdown with pipe tables, as two converters write them."""

from __future__ import annotations

import re
from itertools import pairwise, zip_longest

from ..elements import COVERED, Cell, Content, Lines, Link, Page, Paragraph, Row, Table
from .spelling import LINK, Spelling

# An escaped character, or an asterisk or underscore.
EMPHASIS = re.compile(r"(\\.)|[*_]")
LAST_CHARACTERS = re.compile(r"[-:_](?=[-:_ ]*$)")
NUMBER_AT_START = re.compile(r"^([0-9]+)\. ")


class PipeTables(Spelling):
    """What both have in common: links, bold print, and entities for pipes that a filer typed."""

    links = True

    def typed(self, text: str) -> str:
        """Escape pipes, which would end the cell."""
        return super().typed(text).replace("|", "&#124;")

    def filled(self, text: str) -> str:
        """Escape characters at the end that could belong to emphasis or to the line of dashes that follows."""
        return LAST_CHARACTERS.sub(lambda found: f"&#{ord(found[0])};", super().filled(text))

    def link(self, link: Link) -> str:
        """Write the name and the address."""
        return f"[{self.filled(link.text)}]({LINK}{link.cik})"

    def strong(self, text: str) -> str:
        """Bold print."""
        return f"**{text}**"


class Markdownify(PipeTables):
    """markdownify: a pipe at both ends of a row; a nested table is flattened into the line of its cell."""

    line_break = "  "
    rule = "  ---  "

    def page(self, page: Page) -> str:
        """Write paragraphs and tables, separated by blank lines."""
        return "\n\n".join(
            self._paragraph(block) if isinstance(block, Paragraph) else "\n".join(self._rows(block)) for block in page
        )

    def _paragraph(self, paragraph: Paragraph) -> str:
        """Underline a heading of the second level; the others are only bold on the page."""
        text = self.content(paragraph.content)
        return {0: text, 2: f"{text}\n{'-' * len(text)}"}.get(paragraph.level, self.strong(text))

    def printed(self, text: str) -> str:
        """Escape characters that could be emphasis."""
        return EMPHASIS.sub(lambda found: found[1] or f"\\{found[0]}", text)

    def typed(self, text: str) -> str:
        """Escape characters that could be emphasis, too."""
        return self.printed(super().typed(text))

    def nested(self, table: Table) -> str:
        """Join the lines of the table."""
        return f"  {' '.join(self._rows(table))}  "

    def lines(self, lines: Lines) -> str:
        """Join the lines with line breaks, so that the row stays on one line."""
        return "<br>".join(map(self.content, lines.lines))

    def _rows(self, table: Table) -> list[str]:
        """Write the rows; a table without a heading gets a blank one."""
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


class HtmlToMarkdown(PipeTables):
    """html-to-markdown: pipe tables with padded cells for values. A row of any other table is an item of a list, its
    cells joined; nested tables are on lines of their own.
    """

    line_break = " "
    rule = "\n\n---\n"

    def page(self, page: Page) -> str:
        """Write paragraphs, tables and lists, separated by blank lines."""
        return "\n\n".join(map(self._block, page))

    def _block(self, block: Paragraph | Table) -> str:
        if isinstance(block, Paragraph):
            return self.content(block.content)
        if block.headed or all(len(row) == 1 and not _has_table(row[0]) for row in block.rows):
            return self._pipes(block)
        return "\n".join(map(self._item, block.rows))

    def _item(self, row: Row) -> str:
        texts = (self.content(cell.content).strip() for cell in row if cell is not COVERED)
        return f"- {' '.join(text for text in texts if text)}"

    def nested(self, table: Table) -> str:
        """Write a table on lines of its own; the text behind it follows on its last line."""
        return f"\n\n{self._pipes(table)} "

    def _pipes(self, table: Table) -> str:
        rows = [[text for cell in row for text in (self._cell(cell), *[""] * (cell.span - 1))] for row in table.rows]
        widths = [max(3, *map(len, column)) for column in zip_longest(*rows, fillvalue="")]
        heading, *others = (f"| {' | '.join(map(str.ljust, row, widths))} |" for row in rows)
        return "\n".join((heading, f"| {' | '.join('-' * width for width in widths)} |", *others))

    def _cell(self, cell: Cell) -> str:
        return self.content(cell.content).strip()


class Html2text(PipeTables):
    """html2text: a pipe between cells, the rows of a nested table on separate lines, and a line of dashes below the
    first row of each table.
    """

    line_break = "  \n"
    rule = "  \n* * *\n\n"

    def page(self, page: Page) -> str:
        """Write paragraphs and tables. A table begins on the line of the paragraph above it; tables are adjacent."""
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
        """Write the content of a cell, with a pipe before the first nested table."""
        tables = [i for i, element in enumerate(content) if isinstance(element, Table)]
        if tables:
            return f"{super().content(content[: tables[0]])}| {super().content(content[tables[0] :])}"
        return super().content(content)

    def printed(self, text: str) -> str:
        """Escape a number that would begin a list."""
        return NUMBER_AT_START.sub(r"\1\\. ", text)

    def typed(self, text: str) -> str:
        """Escape a number that would begin a list, too."""
        return self.printed(super().typed(text))

    def emphasis(self, text: str) -> str:
        """Italic print."""
        return f"_{text}_"

    def underlined(self, text: str) -> str:
        """Write underlined print as emphasis."""
        return f"_{text}_" if text else ""

    def lines(self, lines: Lines) -> str:
        """Join the lines with hard line breaks."""
        return self.line_break.join(map(self.content, lines.lines))

    def nested(self, table: Table) -> str:
        """Write the rows on separate lines."""
        dashes = "|".join(["---"] * sum(cell is not COVERED for cell in table.rows[0]))
        first, *rows = map(self._row, table.rows)
        return "".join((first, "" if any(map(_has_table, table.rows[0])) else f"{dashes}  \n", *rows))

    def _row(self, row: Row) -> str:
        """Write a row, without a pipe after a cell that contains a table."""
        cells = [cell for cell in row if cell is not COVERED]
        text = self.content(cells[0].content) if cells else ""
        for before, cell in pairwise(cells):
            text += f"{'' if _has_table(before) else '| '}{self.content(cell.content)}"
        return text if text.endswith("\n") else f"{text}  \n"


def _has_table(cell: Cell) -> bool:
    return any(isinstance(element, Table) for element in cell.content)
