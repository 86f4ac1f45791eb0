"""The page in the form's terms: its boxes, rows and lines as the text has them, tokens that are not values yet.

``arrange`` makes it of a tree, part by part; ``align`` adds the rows, owners and signatures that can be read.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import attrs
from lark import Token

from ..captions import AMOUNT
from ..fields import Kind
from ..filing import Relationship
from ..findings import Place, place_of
from ..grammars import Layout
from ..spans import Lines
from ..values import to_footnote_id
from .columns import TYPED, TableKind
from .head_items import TEXT_BOXES


@attrs.frozen(eq=False)
class Part:
    """What one rule of the grammar took of the text: a box, a cell, a line.

    Attributes:
        rule: the rule; of a label that stands alone, its terminal
        tokens: its own tokens; those of its parts are left out
        parts: what rules below it took
        children: both, in the order of the text
    """

    rule: str
    tokens: tuple[Token, ...]
    parts: tuple[Part, ...] = ()
    children: tuple[Token | Part, ...] = ()

    def all(self, *terminals: str) -> list[Token]:
        """Its own tokens of some terminals."""
        return [token for token in self.tokens if token.type in terminals]

    def first(self, *terminals: str) -> Token | None:
        return next((token for token in self.tokens if token.type in terminals), None)

    def has(self, *terminals: str) -> bool:
        return any(token.type in terminals for token in self.tokens)

    def parts_of(self, *rules: str) -> list[Part]:
        """Its own parts of some rules."""
        return [part for part in self.parts if part.rule in rules]

    def suits(self, kind: Kind) -> bool:
        """Whether a cell belongs to the field of a kind: one column serves a number and an amount after "$"."""
        return kind not in (Kind.NUMBER, Kind.DOLLARS) or (kind is Kind.DOLLARS) == self.has("DOLLARS")

    @property
    def leaves(self) -> Iterator[Token]:
        """Its tokens and those of its parts, from left to right."""
        if not self.parts:
            yield from self.tokens
            return
        for child in self.children:
            if isinstance(child, Part):
                yield from child.leaves
            else:
                yield child

    @property
    def text(self) -> str:
        """All that stands in it."""
        return "".join(self.leaves)

    @property
    def content(self) -> str:
        """What stands in a box, without the gap behind it."""
        return "".join(leaf for leaf in self.leaves if leaf.type != "_GAP").strip()

    @property
    def place(self) -> Place | None:
        return place_of(self.leaves)


@attrs.frozen(eq=False, slots=False)
class Boxes:
    """The boxes of the head, or those of one owner's box 1.

    Attributes:
        path: the place in the filing of the owner in box 1
        whole: all of them
        parts: boxes, texts and labels in the order of the text
        unmarked: rules of tick boxes beside which something stands that is no check mark
        titles: the texts below the boxes of item 5 that can be a title
    """

    path: str
    whole: Part
    parts: tuple[Part, ...]
    unmarked: frozenset[str] = frozenset()
    titles: tuple[Part, ...] = ()

    @cached_property
    def boxes(self) -> tuple[Part, ...]:
        """The boxes and texts, without the labels."""
        return tuple(part for part in self.parts if not part.rule.isupper())

    @cached_property
    def texts(self) -> tuple[Part, ...]:
        """The boxes that hold what a filer typed, or what has no caption."""
        return tuple(part for part in self.parts if part.rule in TEXT_BOXES)

    @cached_property
    def by_rule(self) -> dict[str, Part]:
        """The first box of each rule, and the first label of each terminal."""
        return {part.rule: part for part in reversed(self.parts)}

    def box(self, rule: str) -> Part | None:
        return self.by_rule.get(rule)

    def token(self, rule: str, *terminals: str) -> Token | None:
        """The first token of some terminals in a box; None if there is no such box."""
        box = self.by_rule.get(rule)
        return box.first(*terminals) if box is not None else None

    def all(self, rule: str, *terminals: str) -> list[Token]:
        """The tokens of some terminals in all boxes of a rule."""
        return [token for part in self.boxes if part.rule == rule for token in part.all(*terminals)]

    def tokens(self, rule: str) -> tuple[Token, ...]:
        """What stands in a box; nothing if there is no such box."""
        box = self.by_rule.get(rule)
        return box.tokens if box is not None else ()

    def of(self, *rules: str) -> list[Part]:
        """The boxes of some rules."""
        return [part for part in self.boxes if part.rule in rules]

    @cached_property
    def names(self) -> list[Token]:
        """Box 1: the owner's name, and any more that stand there."""
        return [*self.all("owner_name", "TEXT"), *self.all("name", "NAME")]

    @cached_property
    def streets(self) -> list[Token]:
        return self.all("street", "TEXT")

    @cached_property
    def cities(self) -> list[Token]:
        """City, state and postal code: one text, or a cell for each."""
        return self.all("city", "TEXT", "CITY")

    @cached_property
    def countries(self) -> list[Token]:
        return self.all("country", "TEXT", "COUNTRY")

    @property
    def issuer_name(self) -> Token | None:
        """Box 2: the name before the symbol, or alone."""
        return self.token("issuer", "ISSUER_NAME") or self.token("issuer", "TEXT")

    def title_and_other(self, relationship: Relationship) -> tuple[Token | None, Token | None]:
        """Box 5: the officer's title, and the text of Other; the first text is Other's if only Other is checked."""
        texts = [token for line in self.titles for token in line.all("TEXT")]
        title, other = (*texts, None, None)[:2]
        return (None, title) if relationship.is_other and not relationship.is_officer else (title, other)


@attrs.frozen(eq=False)
class Row:
    """A row of Table I or II whose cells are surely their columns'.

    Attributes:
        path: its place in the filing
        line: the line that it stands on
        cells: by the rule of the cell
        row_class: transaction or holding
        is_whole: whether the line has a cell for each column
        unknown: rules of columns whose cell cannot be told
        unread: fields that are blank because their cells contradict one another
    """

    path: str
    line: Part
    cells: dict[str, Part]
    row_class: type[attrs.AttrsInstance]
    is_whole: bool = True
    unknown: frozenset[str] = frozenset()
    unread: frozenset[str] = frozenset()

    def holds(self, rule: str) -> bool:
        """Whether a cell is filled."""
        return rule in self.cells and bool(self.cells[rule].tokens)

    def cell(self, rule: str) -> Part | None:
        """The cell of a column; the amount of Table II is the half of its column 5 that is filled."""
        return self.half[1] if rule == AMOUNT and self.half else self.cells.get(rule)

    @property
    def half(self) -> tuple[str, Part] | None:
        """Column 5 of Table II: "A" or "D", by the half that holds the number, and that half; None if neither does."""
        for code, rule in (("A", "acquired_amount"), ("D", "disposed_amount")):
            if self.holds(rule) and not self.unread:
                return code, self.cells[rule]
        return None

    @property
    def tokens(self) -> list[Token]:
        """What stands in its cells."""
        return [token for cell in self.cells.values() for token in cell.tokens]

    @property
    def place(self) -> Place | None:
        return self.line.place if self.is_whole else place_of(self.tokens)

    @property
    def typed(self) -> list[Part]:
        """Its filled cells in columns that accept one kind of value."""
        return [cell for rule, cell in self.cells.items() if rule in TYPED and cell.tokens]


@attrs.frozen(eq=False)
class Table:
    """Table I or II.

    Attributes:
        kind: which of the two
        whole: all of it
        lines: rows, heads, headings, notices and unknown lines
        rows: the rows that can be read
    """

    kind: TableKind
    whole: Part
    lines: tuple[Part, ...]
    rows: tuple[Row, ...] = ()


@attrs.frozen(eq=False)
class OwnerRow:
    """A row of "Reporting Owners".

    Attributes:
        path: its place in the filing
        line: where it stands
        cells: by rule; those of the relationship only where they are surely their columns'
    """

    path: str
    line: Part
    cells: dict[str, Part]

    def holds(self, rule: str) -> bool:
        """Whether a cell is filled."""
        return rule in self.cells and bool(self.cells[rule].tokens)

    @property
    def lines(self) -> list[Token]:
        """Name and address: one text, or the lines of the cell."""
        return [token for token in self.cells["owner_name_and_address"].tokens if not token.isspace()]


@attrs.frozen(eq=False)
class Owners:
    """The owners: "Reporting Owners" on the classic page; on the current one, box 1 repeated for each of several.

    Attributes:
        whole: all of it
        boxes: box 1 of each owner
        lines: the lines of the table
        rows: the rows that can be read
    """

    whole: Part
    boxes: tuple[Boxes, ...]
    lines: tuple[Part, ...]
    rows: tuple[OwnerRow, ...] = ()


@attrs.frozen(eq=False)
class Note:
    """A footnote, or the remarks: the line with its number or caption, and further paragraphs.

    Attributes:
        path: its place in the filing
        whole: all of it
        mark: its number; None for the remarks
        lines: the lines of its text
    """

    path: str
    whole: Part
    mark: Token | None
    lines: tuple[Token, ...]


@attrs.frozen(eq=False)
class Notes:
    """The notes: footnotes and remarks of "Explanation of Responses"."""

    whole: Part
    footnotes: tuple[Note, ...]
    remarks: Note | None


@attrs.frozen(eq=False)
class Signature:
    """A signature line.

    Attributes:
        path: its place in the filing
        line: where it stands
        name: the signer
        date: the date beside the name; None where there is none
    """

    path: str
    line: Part
    name: Token
    date: Part | None


@attrs.frozen(eq=False)
class Signatures:
    """The section "Signatures".

    Attributes:
        whole: all of it
        lines: signatures, the words below them, notices and unknown lines
        signed: the signatures that can be read
    """

    whole: Part
    lines: tuple[Part, ...]
    signed: tuple[Signature, ...] = ()


@attrs.frozen(eq=False)
class Page:
    """A page, section by section; a section is None where the text has none.

    Attributes:
        lines: the lines of the text
        layout: the layout whose grammar was used
        names: the rules and terminals that occur in it; "filing" unless a section was parsed alone
        last: the last section; None if there is none
    """

    lines: Lines
    layout: Layout
    names: frozenset[str] = frozenset()
    last: Part | None = None
    head: Boxes | None = None
    table_1: Table | None = None
    table_2: Table | None = None
    owners: Owners | None = None
    signatures: Signatures | None = None
    notes: Notes | None = None

    @property
    def text(self) -> str:
        return self.lines.text

    @property
    def boxes_1(self) -> tuple[Boxes, ...]:
        """Box 1 of the head, and on the current page those below Table II."""
        return (*((self.head,) if self.head else ()), *(self.owners.boxes if self.owners else ()))

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(table for table in (self.table_1, self.table_2) if table is not None)

    @property
    def note_ids(self) -> frozenset[str] | None:
        """The ids of the footnotes; None where they are not known, as for a table that was parsed alone."""
        if self.notes is None:
            return None
        return frozenset(to_footnote_id(note.mark) for note in self.notes.footnotes if note.mark)
