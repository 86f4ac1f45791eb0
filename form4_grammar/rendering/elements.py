"""A page as the tree of its elements, as its HTML has them: what a page builds, and a spelling turns into text."""

from __future__ import annotations

from enum import Enum

import attrs


@attrs.frozen
class Typed:
    """What a filer typed; a spelling escapes what it would take for mark-up or for a footnote's mark."""

    text: str


@attrs.frozen
class Filled:
    """What a filer filled into a box, whose text ends where the next caption, label or bracket begins."""

    text: str


@attrs.frozen
class Link:
    """What a filer typed, as the link to the filings of that filer."""

    text: str
    cik: str


@attrs.frozen
class Marks:
    """The footnotes' marks behind a value, by their numbers."""

    numbers: tuple[str, ...]


@attrs.frozen
class Tick:
    """A check box that is an input of the page; None where whether it is checked is not known."""

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
    """Content that is underlined."""

    content: Content


class Line(Enum):
    """What stands between lines."""

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


# The place in a row that a cell above it reaches into.
COVERED = Cell()

Row = tuple[Cell, ...]


@attrs.frozen
class Table:
    """Rows of cells; ``headed`` if the first of them is the table's heading."""

    rows: tuple[Row, ...]
    headed: bool = False


@attrs.frozen
class Lines:
    """Lines of a cell that stay lines in every spelling: the name of an owner, the streets, the city."""

    lines: tuple[Content, ...]


@attrs.frozen
class Paragraph:
    """Text between the tables; ``level`` is that of a heading, from 1."""

    content: Content
    level: int = 0


Element = str | Typed | Filled | Link | Marks | Tick | Strong | Emphasis | Underlined | Line | Lines | Table
Content = tuple[Element, ...]
Page = tuple[Paragraph | Table, ...]


def row(*texts: str) -> Row:
    """A row of cells that hold what the form prints."""
    return tuple(Cell((text,)) for text in texts)
