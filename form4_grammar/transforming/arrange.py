"""From a tree to a page: each section in the form's terms, nothing left out, nothing read yet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs
from lark import Token

from ..parsing import Parse
from ..part import Part
from ..spans import Lines
from .boxes import Boxes
from .columns import TableKind, tables_of
from .extras import without
from .head_items import OWNER
from .page import Filer, Note, Notes, Owners, Page, Signatures, Summary, Table

SECTIONS = ("header", "table_1", "table_2", "reporting_owners", "signatures", "footnotes")
# What a line of a footnote or of the remarks may be.
LINES = (
    "LINE",
    "WIDE_LINE",
    "NO_SECURITIES",
    "HEADING_IN_TEXT",
    "CAPTION_IN_TEXT",
    "REMARKS_IN_TEXT",
    "SIGNATURE_IN_TEXT",
)


def arrange(parse: Parse) -> Page:
    """The page that a tree is."""
    own = parse.layout.own_nodes if parse.layout.forms else None
    added: dict[Part, tuple[Part, ...]] = {}
    whole = without(parse.part, own, added) if own else parse.part
    columns = parse.layout.own_columns(parse.evidence.form) if own else {}
    # A section that was parsed alone is the tree itself.
    sections = {part.rule: part for part in ((whole,) if whole.rule in SECTIONS else whole.parts)}
    made = {MAKERS[rule][0]: MAKERS[rule][1](part) for rule, part in sections.items() if rule in MAKERS}
    made |= {table.rule: _table(table, sections.get(table.rule)) for table in tables_of(parse.form)}
    last = next(reversed(sections.values()), None)
    page = Page(Lines(parse.unfolded.text), parse, whole.names, last, whole=whole, added=added, own_columns=columns)
    return attrs.evolve(page, **made)


def _table(kind: TableKind, whole: Part | None) -> Table:
    return Table(kind, whole) if whole is not None else Table(kind)


def _boxes(whole: Part, path: str) -> Boxes:
    labels_and_boxes = (
        child if isinstance(child, Part) else Part(child.type, (child,))
        for child in whole.children
        if isinstance(child, Part) or child.type.endswith("_LABEL")
    )
    return Boxes(path, whole, tuple(labels_and_boxes))


def _owners(whole: Part) -> Owners:
    boxes_1 = whole.parts_of("owner_box")
    first = int(
        any(box.parts_of("relationship") for box in boxes_1)
    )  # with a box 5 of their own, they follow the first
    boxes = (_boxes(box, f"reporting_owners[{number}]") for number, box in enumerate(boxes_1, first))
    return Owners(whole, tuple(boxes))


def _summary(whole: Part) -> Summary:
    number = next((part.first("SUMMARY_VALUE") for part in whole.parts_of("accession_number")), None)
    return Summary(number, tuple(_filer(part) for part in whole.parts_of("filer")))


def _filer(part: Part) -> Filer:
    values = {line.rule: line.first("SUMMARY_VALUE") for line in reversed(part.parts)}
    return Filer(part.has("SUMMARY_ISSUER"), values.get("conformed_name"), values.get("central_index_key"))


def _notes(whole: Part) -> Notes:
    footnotes = tuple(
        Note(f"footnotes[{number}]", note, note.tokens[0], _lines_of(note))
        for number, note in enumerate(whole.parts_of("footnote"))
    )
    remarks = [Note("remarks", note, None, _lines_of(note)) for note in whole.parts_of("remarks")]
    return Notes(whole, footnotes, remarks[0] if remarks else None)


def _lines_of(note: Part) -> tuple[Token, ...]:
    paragraphs = (note, *note.parts_of("paragraph"))
    return tuple(line for paragraph in paragraphs for line in paragraph.all(*LINES))


# For each section: the attribute of the page, and what makes it.
MAKERS: dict[str, tuple[str, Callable[[Part], Any]]] = {
    "summary": ("summary", _summary),
    "header": ("head", lambda whole: _boxes(whole, OWNER)),
    "reporting_owners": ("owners", _owners),
    "signatures": ("signatures", Signatures),
    "footnotes": ("notes", _notes),
}
