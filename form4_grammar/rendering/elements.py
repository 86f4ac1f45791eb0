"""The elements of a page, as in its HTML. A page module builds a tree of them, and a spelling turns it into text."""

from __future__ import annotations

from enum import Enum

import attrs


@attrs.frozen
class Typed:
    """Text that a filer typed. A spelling escapes anything that looks like mark-up or a footnote mark."""

    text: str


@attrs.frozen
class Filled:
    """Text that a filer entered in a box. It ends where the next caption, label or bracket begins."""

    text: str


@attrs.frozen
class Link:
    """A filer's name as a link to the filings of that filer."""

    text: str
    cik: str


@attrs.frozen
class Marks:
    """The numbers of the footnote marks after a value."""

    numbers: tuple[str, ...]


@attrs.frozen
class Tick:
    """A check box that is an HTML input; ``checked`` is None if unknown."""

    checked: bool | None


@attrs.frozen
class Strong:
    """Bold print."""

    text: str


@attrs.frozen
class Emphasis:
    """Italic print."""

    text: str


@attrs.frozen
class Underlined:
    """Underlined content."""

    content: Content


class Line(Enum):
    """A separator of lines."""

    BREAK = "br"
    RULE = "hr"


@attrs.frozen
class Cell:
    """A cell of a table.

    Attributes:
        content: its text, and the tables within it
        span: how many columns it spans
    """

    content: Content = ()
    span: int = 1


# A place in a row that a cell above or beside it covers.
COVERED = Cell()

Row = tuple[Cell, ...]


@attrs.frozen
class Table:
    """Rows of cells; ``headed`` if the first row is the heading."""

    rows: tuple[Row, ...]
    headed: bool = False


@attrs.frozen
class Lines:
    """Lines of a cell that every spelling keeps separate: the name of an owner, the streets, the city."""

    lines: tuple[Content, ...]


@attrs.frozen
class Paragraph:
    """Text between tables; ``level`` is the heading level, 0 for plain text."""

    content: Content
    level: int = 0


Element = str | Typed | Filled | Link | Marks | Tick | Strong | Emphasis | Underlined | Line | Lines | Table
Content = tuple[Element, ...]
Page = tuple[Paragraph | Table, ...]


def row(*texts: str) -> Row:
    """Build a row of cells with text that the form prints."""
    return tuple(Cell((text,)) for text in texts)
