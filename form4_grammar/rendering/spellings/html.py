"""HTML, with the elements of a page as they are."""

from __future__ import annotations

from html import escape

from ...values import ODD_MARK
from ..elements import COVERED, Cell, Lines, Link, Page, Paragraph, Row, Table, Tick
from .spelling import ENDS_A_BOX, LINK, Spelling

HEAD = '<!DOCTYPE html>\n<html>\n<head><meta charset="utf-8"><title>Ownership Submission</title></head>\n<body>\n'
CHECKED = {True: " checked", False: ""}


class Html(Spelling):
    """A table for each table; names are links, footnote marks are raised."""

    links = True
    line_break = "<br>"
    rule = "<hr>"

    def page(self, page: Page) -> str:
        """Write a whole document."""
        blocks = (self._paragraph(block) if isinstance(block, Paragraph) else self.nested(block) for block in page)
        return f"{HEAD}{''.join(blocks)}</body>\n</html>\n"

    def _paragraph(self, paragraph: Paragraph) -> str:
        name = f"h{paragraph.level}" if paragraph.level else "div"
        return f"<{name}>{self.content(paragraph.content)}</{name}>\n"

    def nested(self, table: Table) -> str:
        """Write the rows, each on a line."""
        return f"<table>\n{''.join(map(self._row, table.rows))}</table>\n"

    def _row(self, row: Row) -> str:
        return f"<tr>{''.join(self._cell(cell) for cell in row if cell is not COVERED)}</tr>\n"

    def _cell(self, cell: Cell) -> str:
        span = f' colspan="{cell.span}"' if cell.span > 1 else ""
        return f"<td{span}>{self.content(cell.content)}</td>"

    def printed(self, text: str) -> str:
        """Write what would be mark-up as entities."""
        return escape(text, quote=False)

    def typed(self, text: str) -> str:
        """Write what looks like a footnote mark at the end as an entity; nothing else that it looks like is mark-up."""
        written = self.printed(text)
        return f"{written[:-1]}&#{ord(written[-1])};" if ODD_MARK.search(text) else written

    def filled(self, text: str) -> str:
        """Write what could end the box as entities."""
        return ENDS_A_BOX.sub(lambda found: f"&#{ord(found[0])};", self.typed(text))

    def lines(self, lines: Lines) -> str:
        """Part the lines by line breaks."""
        return self.line_break.join(map(self.content, lines.lines))

    def link(self, link: Link) -> str:
        """Write the name as a link to the filer."""
        return f'<a href="{self.printed(f"{LINK}{link.cik}")}">{self.filled(link.text)}</a>'

    def mark(self, number: str) -> str:
        """Write a raised mark."""
        return f"<sup>({number})</sup>"

    def tick(self, tick: Tick) -> str:
        """Write an input."""
        return "" if tick.checked is None else f'<input type="checkbox"{CHECKED[tick.checked]}>'

    def strong(self, text: str) -> str:
        """Bold print."""
        return f"<b>{text}</b>"

    def emphasis(self, text: str) -> str:
        """Italic print."""
        return f"<i>{text}</i>"

    def underlined(self, text: str) -> str:
        """Underlined print."""
        return f"<u>{text}</u>"
