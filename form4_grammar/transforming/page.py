"""The page in the form's terms: its boxes, rows and lines as the text has them, tokens that are not values yet.

``arrange`` makes it of a tree, section by section; ``align`` adds the rows, owners and signatures that can be read.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

import attrs
from lark import Token

from ..captions import AMOUNT
from ..findings import Place, place_of
from ..forms import FORM_4, Form
from ..parsing import Parse
from ..part import Part
from ..spans import Lines
from ..values import to_footnote_id
from .boxes import Boxes
from .columns import TYPED, TableKind, tables_of
from .head_items import OWNER

NOTHING = Part("", ())
TABLE_1, TABLE_2 = tables_of(FORM_4)
NO_RULES: frozenset[str] = frozenset()
NO_HEAD = Boxes(OWNER, NOTHING, ())


@attrs.frozen(eq=False)
class Cells:
    """The cells of a row of any table.

    Attributes:
        path: its place in the filing
        line: the line that it stands on
        cells: by rule, if they are surely their columns'
    """

    path: str
    line: Part
    cells: dict[str, Part]

    def holds(self, rule: str) -> bool:
        """Whether a cell is filled."""
        return rule in self.cells and bool(self.cells[rule].tokens)

    @property
    def tokens(self) -> list[Token]:
        """The content of its cells."""
        return [token for cell in self.cells.values() for token in cell.tokens]


@attrs.frozen(eq=False)
class OwnerRow(Cells):
    """A row of "Reporting Owners"."""

    @property
    def lines(self) -> list[Token]:
        """Name and address: one text, or the lines of the cell."""
        texts = self.cells["owner_name_and_address"].all("OWNER_LINE", "OWNER")
        return [text for text in texts if not text.isspace()]


@attrs.frozen(eq=False)
class Row(Cells):
    """A row of Table I or II.

    Attributes:
        row_class: transaction or holding
        is_whole: whether the line has a cell for each column
        unknown: rules of columns whose cell cannot be told
        unread: fields that are blank because their cells contradict one another
    """

    row_class: type[attrs.AttrsInstance]
    is_whole: bool = True
    unknown: frozenset[str] = frozenset()
    unread: frozenset[str] = frozenset()

    def cell(self, rule: str) -> Part | None:
        """The cell of a column; the amount of Table II is the half of its column 5 that is filled."""
        half = self.half if rule == AMOUNT else None
        return half[1] if half else self.cells.get(rule)

    @property
    def half(self) -> tuple[str, Part] | None:
        """Column 5 of Table II: "A" or "D", by the half that holds the number, and that half; None if neither does."""
        for code, rule in (("A", "acquired_amount"), ("D", "disposed_amount")):
            if not self.unread and self.holds(rule):
                return code, self.cells[rule]
        return None

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
        rows: the rows that can be read
        added: the captions of columns that the form does not have
    """

    kind: TableKind
    whole: Part = NOTHING
    rows: tuple[Row, ...] = ()
    added: tuple[Token, ...] = ()


def is_unparted(table: Table) -> bool:
    """Whether a table has unread lines, and no tab or pipe on any line: only blanks part its columns."""
    lines = table.whole.parts
    return any(line.rule == "stray" for line in lines) and not any(
        "\t" in leaf or "|" in leaf for line in lines for leaf in line.leaves
    )


@attrs.frozen(eq=False)
class Owners:
    """The owners: "Reporting Owners" on the classic page; on the current one, box 1 repeated for each of several.

    Attributes:
        whole: all of it
        boxes: box 1 of each owner, or boxes 1 to 6 of each owner but the first
        rows: the rows that can be read
    """

    whole: Part = NOTHING
    boxes: tuple[Boxes, ...] = ()
    rows: tuple[OwnerRow, ...] = ()

    @property
    def are_further(self) -> bool:
        """Whether the head has the first owner, and these are the others, each with a box 5 of their own."""
        return bool(self.boxes) and self.boxes[0].path != OWNER


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

    whole: Part = NOTHING
    footnotes: tuple[Note, ...] = ()
    remarks: Note | None = None


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
        signed: the signatures that can be read
    """

    whole: Part = NOTHING
    signed: tuple[Signature, ...] = ()


@attrs.frozen(eq=False)
class Filer:
    """An owner or the issuer in the submission's summary: the name in EDGAR's spelling, and the CIK."""

    is_issuer: bool
    name: Token | None
    cik: Token | None


@attrs.frozen(eq=False)
class Summary:
    """The submission's summary, which the dataset's page has above the form."""

    accession_number: Token | None = None
    filers: tuple[Filer, ...] = ()


@attrs.frozen(eq=False)
class Page:
    """A page, section by section; a section that the text lacks has nothing in it.

    Attributes:
        lines: the lines of the text
        parse: the parse that it was made of
        names: the rules and terminals that occur in it: those of its sections, too
        last: the last section; None if there is none
        whole: all of it
        added: what a user's rules took, which was taken out of it, by the part that it stood in
        own_columns: the rules of the columns that a user's grammar adds, by the rule of the row
    """

    lines: Lines
    parse: Parse
    names: frozenset[str] = frozenset()
    last: Part | None = None
    whole: Part | None = attrs.field(default=None, kw_only=True)
    added: Mapping[Part, tuple[Part, ...]] = attrs.field(factory=dict, kw_only=True)
    own_columns: Mapping[str, frozenset[str]] = attrs.field(factory=dict, kw_only=True)
    summary: Summary = Summary()
    head: Boxes = NO_HEAD
    table_1: Table = Table(TABLE_1)
    table_2: Table = Table(TABLE_2)
    owners: Owners = Owners()
    signatures: Signatures = Signatures()
    notes: Notes = Notes()

    @property
    def text(self) -> str:
        return self.lines.text

    @property
    def form(self) -> Form:
        """The form whose grammar was used."""
        return self.parse.form

    @property
    def own_nodes(self) -> frozenset[str]:
        """The names of the parts that a user's grammar adds."""
        return self.parse.layout.own_nodes

    def lacking(self, line: Part) -> frozenset[str]:
        """The columns that a user's grammar adds and of which a row has no cell."""
        own, taken = self.own_columns.get(line.rule, NO_RULES), self.added.get(line, ())
        return own.difference(part.rule for part in taken) if len(taken) < len(own) else NO_RULES

    def widths(self, line: Part, width: int) -> tuple[int, int]:
        """The number of cells of a row and of its table's columns, of which ``width`` are the form's."""
        own = self.own_columns.get(line.rule, NO_RULES)
        return len(line.parts) + len(self.added.get(line, ())), width + len(own)

    @property
    def is_whole(self) -> bool:
        """Whether this is a whole page rather than a section that was parsed alone."""
        return "filing" in self.names

    @property
    def boxes_1(self) -> tuple[Boxes, ...]:
        """Box 1 of the head, and on the current page those below Table II."""
        return self.head, *self.owners.boxes

    @property
    def rows(self) -> tuple[tuple[Row, TableKind], ...]:
        """The rows of both tables."""
        return tuple((row, table.kind) for table in self.tables for row in table.rows)

    @property
    def tables(self) -> tuple[Table, Table]:
        return self.table_1, self.table_2

    @cached_property
    def has_pipes(self) -> bool:
        """Whether pipes separate the cells of its tables."""
        if "|" not in self.text:
            return False
        separators = (token for table in self.tables for line in table.whole.parts for token in line.all("_SEP"))
        return any("|" in separator for separator in separators)

    @property
    def note_ids(self) -> frozenset[str] | None:
        """The ids of the footnotes; None if they are not known, as for a table that was parsed alone."""
        if "footnotes" not in self.names:
            return None
        return frozenset(to_footnote_id(note.mark) for note in self.notes.footnotes if note.mark)
