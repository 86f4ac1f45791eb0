"""Parses ownership XML into the elements that the schema knows, each with its place in the text.

Expat does the parsing. Nothing outside the text is read, and a document type declaration ends the parse: ownership XML
has none, and entities are declared nowhere else.
"""

from __future__ import annotations

import re
from xml.parsers import expat

import attrs

from ..findings import Place
from . import schema

# What comes before the root: a byte order mark, white space, declarations, comments, processing instructions.
START = re.compile(r"\ufeff?\s*(?:<\?[^>]*>\s*|<!--.*?-->\s*)*<(?:[\w.-]+:)?ownershipDocument\b", re.DOTALL)
MOST = 1_000_000  # elements; 3,000 rows have 120,000
SURROGATE = re.compile("[\ud800-\udfff]")


def is_ownership_xml(text: str) -> bool:
    """Return whether a text begins as ownership XML does."""
    return START.match(text) is not None


@attrs.define(eq=False)
class Node:
    """An element of the text that the schema has.

    Attributes:
        element: what the schema says about it
        place: start and end in the text, tags included
        id: its attribute of that name
        is_closed: whether its end tag was found
        children: the elements in it that the schema has
        texts: the pieces of its text
        text_place: from its first character that is no white space to its last; None if it has no such text
        unknown: for each element in it that the schema does not have, the place of the first and their number
    """

    element: schema.Element
    place: Place
    id: str | None = None
    is_closed: bool = False
    children: list[Node] = attrs.field(factory=list, repr=False)
    texts: list[str] = attrs.field(factory=list, repr=False)
    text_place: Place | None = None
    unknown: dict[str, tuple[Place, int]] = attrs.field(factory=dict)

    @property
    def text(self) -> str | None:
        """Its text with white space folded; None if nothing is left."""
        return " ".join("".join(self.texts).split()) or None


@attrs.frozen
class Fault:
    """Why a parse ended before the end of the text.

    Attributes:
        message: the reason
        place: where it ended
        is_refused: whether the document may not be read at all
    """

    message: str
    place: Place
    is_refused: bool = False


class _StoppedError(Exception):
    """The parse is ended by a handler."""

    def __init__(self, message: str, *, is_refused: bool = False) -> None:
        super().__init__(message)
        self.is_refused = is_refused


def parse_elements(text: str, start: int = 0, end: int | None = None) -> tuple[Node | None, Fault | None]:
    """Parse the XML in a stretch of a text; return its root, and why the parse ended early if it did.

    The root is None if it is no ``ownershipDocument``. White space and a byte order mark may come first.
    """
    begin = text.find("<", start, end)
    if begin < 0:
        return None, Fault("there is no element", (start, start))
    return _Builder(text[begin:end], begin).run()


class _Builder:
    """Builds nodes from what expat reports."""

    def __init__(self, text: str, offset: int) -> None:
        self.offset = offset
        self.data = SURROGATE.sub("\ufffd", text).encode("utf-8")
        self.is_ascii = len(self.data) == len(text)
        self.known = (0, 0)  # a byte, and the character that it begins
        self.root: Node | None = None
        self.open: list[Node] = []
        self.skipped = 0  # open elements that the schema does not have, and those in them
        self.count = 0
        self.unended: Node | None = None  # its text ends where the next event begins
        self.trailing = 0

    def run(self) -> tuple[Node | None, Fault | None]:
        parser = self.parser = expat.ParserCreate(encoding="utf-8")
        parser.buffer_text = False  # each piece of text has its place
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.StartDoctypeDeclHandler = self._refuse
        parser.StartCdataSectionHandler = parser.EndCdataSectionHandler = self._end_text
        parser.CommentHandler = self._end_text
        parser.ProcessingInstructionHandler = self._end_text
        try:
            parser.Parse(self.data, True)
        except expat.ExpatError as refusal:
            place = self._place(parser.ErrorByteIndex)
            return self.root, Fault(expat.ErrorString(refusal.code) or "not well-formed", (place, place))
        except _StoppedError as refusal:
            place = self._place(parser.CurrentByteIndex)
            return self.root, Fault(str(refusal), (place, place), refusal.is_refused)
        return self.root, None

    def _place(self, byte: int) -> int:
        """The character at a byte. Bytes are asked for from left to right, so all of them together take linear time."""
        if self.is_ascii:
            return self.offset + byte
        known, character = self.known
        if byte > known:
            character += len(self.data[known:byte].decode("utf-8", errors="replace"))
            self.known = byte, character
        return self.offset + character

    def _end_text(self, *_: str) -> None:
        """The text before this event ends here."""
        node, self.unended = self.unended, None
        if node is not None and node.text_place is not None:
            node.text_place = node.text_place[0], self._place(self.parser.CurrentByteIndex) - self.trailing

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._end_text()
        self.count += 1
        if self.count > MOST:
            raise _StoppedError(f"there are more than {MOST:,} elements")
        place = self._place(self.parser.CurrentByteIndex)
        if self.skipped:
            self.skipped += 1
            return
        local = name.rpartition(":")[2]
        around = self.open[-1] if self.open else None
        element = around.element.by_name.get(local) if around else schema.DOCUMENT if local == schema.ROOT else None
        if element is None:
            if around is None:
                raise _StoppedError(f"this is <{name[:60]}>, not <{schema.ROOT}>", is_refused=True)
            first, count = around.unknown.get(local, ((place, place + len(name) + 1), 0))
            around.unknown[local] = first, count + 1
            self.skipped = 1
            return
        node = Node(element, (place, place + len(name) + 1), attributes.get(schema.ID))
        if around is not None:
            around.children.append(node)
        else:
            self.root = node
        self.open.append(node)

    def _end(self, name: str) -> None:
        self._end_text()
        if self.skipped:
            self.skipped -= 1
            return
        node = self.open.pop()
        node.is_closed = True
        # An empty element has its end where it starts.
        end = max(self._place(self.parser.CurrentByteIndex), node.place[1])
        node.place = node.place[0], end

    def _characters(self, text: str) -> None:
        if self.skipped or not self.open:
            return
        self._end_text()
        node = self.open[-1]
        node.texts.append(text)
        if not text.isspace():
            if node.text_place is None:
                begin = self._place(self.parser.CurrentByteIndex) + len(text) - len(text.lstrip())
                node.text_place = begin, begin
            self.trailing = len(text) - len(text.rstrip())
            self.unended = node

    def _refuse(self, *_: object) -> None:
        raise _StoppedError("it has a document type declaration, which ownership XML never has", is_refused=True)
