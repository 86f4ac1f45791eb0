"""From a tree to a page: each section in the form's terms, nothing left out, nothing read yet."""

from __future__ import annotations

from lark import Token, Tree

from ..parsing import Parse
from ..spans import Lines
from .columns import TABLE_1, TABLE_2, TableKind
from .head_items import OWNER
from .page import Boxes, Note, Notes, Owners, Page, Part, Signatures, Table

SECTIONS = ("header", "table_1", "table_2", "reporting_owners", "signatures", "footnotes")
# What a line of a footnote or of the remarks may be.
LINES = ("LINE", "HEADING_IN_TEXT", "CAPTION_IN_TEXT", "REMARKS_IN_TEXT", "SIGNATURE_IN_TEXT")


def arrange(parse: Parse) -> Page:
    """The page that a tree is."""
    names: set[str] = set()
    whole = part_of(parse.tree, names)
    # A section that was parsed alone is the tree itself.
    sections = {part.rule: part for part in ((whole,) if whole.rule in SECTIONS else whole.parts)}
    return Page(
        Lines(parse.text),
        parse.layout,
        frozenset(names),
        last=next(reversed(sections.values()), None),
        head=_boxes(sections["header"], OWNER) if "header" in sections else None,
        table_1=_table(sections["table_1"], TABLE_1) if "table_1" in sections else None,
        table_2=_table(sections["table_2"], TABLE_2) if "table_2" in sections else None,
        owners=_owners(sections["reporting_owners"]) if "reporting_owners" in sections else None,
        signatures=_signatures(sections["signatures"]) if "signatures" in sections else None,
        notes=_notes(sections["footnotes"]) if "footnotes" in sections else None,
    )


def part_of(tree: Tree[Token], names: set[str]) -> Part:
    """A tree as a part; adds the rules and terminals in it to ``names``."""
    rule = str(tree.data)  # a plain string: Lark's own takes long to compare
    names.add(rule)
    children = tuple([child if isinstance(child, Token) else part_of(child, names) for child in tree.children])
    tokens = tuple([child for child in children if isinstance(child, Token)])
    names.update([token.type for token in tokens])
    if len(tokens) == len(children):
        return Part(rule, tokens)
    return Part(rule, tokens, tuple([child for child in children if isinstance(child, Part)]), children)


def _boxes(whole: Part, path: str) -> Boxes:
    labels_and_boxes = (
        child if isinstance(child, Part) else Part(child.type, (child,))
        for child in whole.children
        if isinstance(child, Part) or child.type.endswith("_LABEL")
    )
    return Boxes(path, whole, tuple(labels_and_boxes))


def _table(whole: Part, kind: TableKind) -> Table:
    return Table(kind, whole, whole.parts)


def _owners(whole: Part) -> Owners:
    boxes = (_boxes(box, f"reporting_owners[{number}]") for number, box in enumerate(whole.parts_of("owner_box")))
    return Owners(whole, tuple(boxes), whole.parts)


def _signatures(whole: Part) -> Signatures:
    return Signatures(whole, whole.parts)


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
