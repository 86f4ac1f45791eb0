"""The base of all spellings: it looks up a method for the class of each element."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any

from ...values import from_text
from ..elements import Content, Emphasis, Filled, Line, Lines, Link, Marks, Page, Strong, Table, Tick, Typed, Underlined

# A bracket, the opening parenthesis of a label of box 1, or an asterisk at the end.
ENDS_A_BOX = re.compile(r"[\[\]]|\((?=(?:Last|First|Middle|Street|City|State|Zip|Country)\b)|\*(?=[* ]*$)")
LINK = "/cgi-bin/browse-edgar?action=getcompany&CIK="


class Spelling(ABC):
    """Turns a page into text. Each method writes one kind of element; ``typed`` handles all text of a filer."""

    links = False  # whether the link of a name, with its CIK, is kept
    inputs = True  # whether check boxes that are HTML inputs are kept
    line_break = "\n"
    rule = ""

    def __init__(self) -> None:
        self._spell: dict[type[Any], Callable[[Any], str]] = {
            str: self.printed,
            Typed: lambda typed: self.typed(typed.text),
            Filled: lambda filled: self.filled(filled.text),
            Link: self.link,
            Marks: lambda marks: self.marks(marks.numbers),
            Tick: self.tick,
            Strong: lambda strong: self.strong(strong.text),
            Emphasis: lambda emphasis: self.emphasis(emphasis.text),
            Underlined: lambda underlined: self.underlined(self.content(underlined.content)),
            Line: lambda line: self.line_break if line is Line.BREAK else self.rule,
            Lines: self.lines,
            Table: self.nested,
        }

    @abstractmethod
    def page(self, page: Page) -> str:
        """Write a page."""

    @abstractmethod
    def nested(self, table: Table) -> str:
        """Write a table within a cell."""

    def content(self, content: Content) -> str:
        """Write the content of a cell or a paragraph."""
        return "".join([self._spell[type(element)](element) for element in content])

    def lines(self, lines: Lines) -> str:
        """Write lines of a cell that stay separate."""
        return "\n".join(map(self.content, lines.lines))

    def printed(self, text: str) -> str:
        """Write text that the form prints."""
        return text

    def typed(self, text: str) -> str:
        """Escape text that a filer typed, so that reading restores it."""
        return from_text(text)

    def filled(self, text: str) -> str:
        """Escape text that a filer entered in a box, including characters that could end the box."""
        return ENDS_A_BOX.sub(lambda found: f"&#{ord(found[0])};", self.typed(text))

    def link(self, link: Link) -> str:
        """Write the name only; a spelling with links overrides this."""
        return self.filled(link.text)

    def marks(self, numbers: tuple[str, ...]) -> str:
        """Write the footnote marks of a cell."""
        return "".join(map(self.mark, numbers))

    def mark(self, number: str) -> str:
        """Write a footnote mark."""
        return f"({number})"

    def tick(self, tick: Tick) -> str:
        """Write a check box that is an HTML input."""
        return {True: '<input checked="" type="checkbox"/>', False: '<input type="checkbox"/>', None: ""}[tick.checked]

    def strong(self, text: str) -> str:
        """Bold print."""
        return text

    def emphasis(self, text: str) -> str:
        """Italic print."""
        return f"*{text}*"

    def underlined(self, text: str) -> str:
        """Underlined print."""
        return text
