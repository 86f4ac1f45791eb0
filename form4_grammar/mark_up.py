"""HTML as the text that its page shows, with the place of every character in the HTML.

The terminals of grammar/html.lark take the HTML apart. A row becomes a line, a tab separates two cells, and a check box
becomes a sign. Footnote marks stay raised and names stay linked, as Markdown has them. Other mark-up becomes nothing.
"""

from __future__ import annotations

import re
from html import unescape

import attrs

from .folds import Unfolded
from .grammars import html_pattern

CELL_OF_A_ROW = re.compile(r"<t[dh]\b[^<>]*>", re.IGNORECASE)
CIK = re.compile(r"CIK=([0-9]+)", re.IGNORECASE)
CHECKED, UNCHECKED, PICTURE = "☒", "☐", "\ufffc"
WHITE = " \t\r\n\f"
# An entity of one of these, or of a letter or digit, is as good as the character. Others could be mark-up.
PLAIN = frozenset("\xa0.,:;/$%'\"-\u2010\u2011\u2013\u2014")  # with hyphens and dashes
SIGNS = {"\\": r"\\", "*": r"\*", "_": r"\_", "]": "&#93;"}


def is_html(text: str) -> bool:
    """Tell whether a text is HTML: it has the cells of a table."""
    return CELL_OF_A_ROW.search(text) is not None


def shown_text(html: str) -> Unfolded:
    """The text that an HTML page shows."""
    page = _Page()
    for token in html_pattern().finditer(html):
        page.take(token.lastgroup or "", token[0], token.end())
    page.end()
    return Unfolded.of_pieces(html, page.pieces)


@attrs.define
class _Page:
    """A page as far as it is written.

    Attributes:
        pieces: what is written for each token, and where the token ends in the HTML
        cells: for each open table, how many cells its current row has
        is_line_blank: whether nothing was written since the last line end
        is_cell_blank: whether no text was written since the last cell or line began
        gap: the piece of the blank or the break that is due if more text follows in the cell; None if there is none
        gap_is: what is due
        cik: the CIK of the link that is open
        is_raised: whether a footnote mark is open
    """

    pieces: list[tuple[str, int]] = attrs.field(factory=list)
    cells: list[int] = attrs.field(factory=lambda: [0])
    is_line_blank: bool = True
    is_cell_blank: bool = True
    gap: int | None = None
    gap_is: str = ""
    cik: str | None = None
    is_raised: bool = False

    def take(self, terminal: str, token: str, end: int) -> None:
        """Write what a token stands for. Each piece of the HTML is kept, so that no place is lost."""
        written = self._written(terminal, token)
        # The first leaf of the tree begins with the HTML, so something must stand for its first token.
        self.pieces.append((written if self.pieces or written else "\n", end))

    def end(self) -> None:
        """End the last line, as the grammars need it."""
        if self.pieces:
            written, end = self.pieces[-1]
            self.pieces[-1] = (written.removesuffix("\n") + "\n", end)

    def _written(self, terminal: str, token: str) -> str:
        match terminal:
            case "TEXT":
                return self._text(token)
            case "SIGN":
                return self._text(SIGNS[token])
            case "ENTITY":
                return self._entity(unescape(token))
            case "RAISED":
                return self._raised()
            case "RAISED_END" if self.is_raised:
                self.is_raised, self.gap, self.gap_is = False, None, ""
                return "</sup>"
            case "CHECKED_BOX":
                return self._text(CHECKED)
            case "CHECK_BOX":
                return self._text(UNCHECKED)
            case "PICTURE":
                return self._text(PICTURE)
            case "WHITE":
                self._due(" ")
            case "BREAK":
                self._due("\n")
            case "CELL":
                return self._cell()
            case "ROW" | "ROW_END":
                self.cells[-1] = 0
                return self._line_end()
            case "TABLE":
                self.cells.append(0)
                return self._line_end()
            case "TABLE_END":
                if len(self.cells) > 1:
                    self.cells.pop()
                return self._line_end()
            case "FILER_LINK":
                return self._link(token)
            case "LINK_END" if self.cik:
                return self._link_end()
        return ""

    def _text(self, text: str) -> str:
        if self.gap is not None:
            self.pieces[self.gap] = (self.gap_is, self.pieces[self.gap][1])
        self.is_line_blank = self.is_cell_blank = False
        self.gap, self.gap_is = None, ""
        return text

    def _raised(self) -> str:
        """A mark begins, without the blanks before its number."""
        written = self._text("<sup>")
        self.is_raised = self.is_cell_blank = True
        return written

    def _link(self, tag: str) -> str:
        found = CIK.search(tag)
        if found is None:
            return ""
        is_empty = tag.endswith("/>")
        self.cik = None if is_empty else found[1]
        return self._text(f"[](?CIK={found[1]})" if is_empty else "[")

    def _link_end(self) -> str:
        link, self.cik = f"](?CIK={self.cik})", None
        return link

    def _entity(self, characters: str) -> str:
        if characters in WHITE:
            self._due(" ")
            return ""
        plain = (each in PLAIN or each.isalpha() or each.isdecimal() for each in characters)
        return self._text(
            "".join(c if is_plain else f"&#{ord(c)};" for c, is_plain in zip(characters, plain, strict=True))
        )

    def _due(self, gap: str) -> None:
        if not self.is_cell_blank and self.gap_is != "\n":
            self.gap, self.gap_is = len(self.pieces), gap

    def _cell(self) -> str:
        self.cells[-1] += 1
        if self.cells[-1] == 1:
            return ""
        self.is_line_blank, self.is_cell_blank, self.gap, self.gap_is = False, True, None, ""
        return "\t"

    def _line_end(self) -> str:
        if self.is_line_blank:
            return ""
        self.is_line_blank, self.is_cell_blank, self.gap, self.gap_is = True, True, None, ""
        return "\n"
