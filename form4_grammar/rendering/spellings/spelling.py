"""What all spellings have in common: an element is looked up by its class and becomes text."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any

from ...values import from_text
from ..elements import Content, Emphasis, Filled, Line, Lines, Link, Marks, Page, Strong, Table, Tick, Typed, Underlined

# A bracket, the parenthesis of a label of box 1, an asterisk at the end.
ENDS_A_BOX = re.compile(r"[\[\]]|\((?=(?:Last|First|Middle|Street|City|State|Zip|Country)\b)|\*(?=[* ]*$)")
LINK = "/cgi-bin/browse-edgar?action=getcompany&CIK="


class Spelling(ABC):
    """Turns a page into text. A method is one kind of element; each text of a filer comes through ``typed``."""

    links = False  # whether a name's link, and the CIK in it, is there
    inputs = True  # whether check boxes that are inputs are
    line_break = "\n"
    rule = ""

    def __init__(self) -> None:
        self._spell: dict[type[Any], Callable[[Any], str]] = {
            str: self.printed,
            Typed: lambda typed: self.typed(typed.text),
            Filled: lambda filled: self.filled(filled.text),
            Link: self.link,
            Marks: lambda marks: "".join(map(self.mark, marks.numbers)),
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
        """The text of a page."""

    @abstractmethod
    def nested(self, table: Table) -> str:
        """A table within a cell."""

    def content(self, content: Content) -> str:
        """The text of a cell or a paragraph."""
        return "".join([self._spell[type(element)](element) for element in content])

    def lines(self, lines: Lines) -> str:
        """Lines of a cell, apart."""
        return "\n".join(map(self.content, lines.lines))

    def printed(self, text: str) -> str:
        """What the form itself prints."""
        return text

    def typed(self, text: str) -> str:
        """What a filer typed, so that it comes back."""
        return from_text(text)

    def filled(self, text: str) -> str:
        """What a filer filled into a box: what could end it is an entity."""
        return ENDS_A_BOX.sub(lambda found: f"&#{ord(found[0])};", self.typed(text))

    def link(self, link: Link) -> str:
        """A name; a spelling without links prints no more of one."""
        return self.filled(link.text)

    def mark(self, number: str) -> str:
        """A footnote's mark."""
        return f"({number})"

    def tick(self, tick: Tick) -> str:
        """A check box that is an input."""
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
