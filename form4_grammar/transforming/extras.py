"""What a user's grammar adds to a page: a column, a line or a box by a rule of its own.

It is taken out before the page is read, so what is left has the form's own columns, lines and boxes. Its text stands
beside the filing, by the path of the row or section around it and the name of its rule.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

import attrs
from lark import Token

from ..fields import Cell
from ..findings import Finding, Place, place_of
from ..parsing import ERROR_NODES
from ..part import Part
from ..values import to_footnote_id, to_text
from .page import Page

Added = Mapping[Part, tuple[Part, ...]]  # what stood in a part of the page, by that part
CAPTIONS = ("_CAPTION", "_LABEL", "_HEADING")  # how the names of terminals end that are printed, as in our grammars


@attrs.frozen
class Extra:
    """What a user's rule took of a text.

    Attributes:
        path: of the row or section around it, then the rule: "non_derivative[0].lot_number"
        cell: its text and its footnote marks
        place: of its text; None if it is blank
    """

    path: str
    cell: Cell[str]
    place: Place | None


def without(part: Part, rules: frozenset[str], added: dict[Part, tuple[Part, ...]]) -> Part:
    """The part without what some rules took; notes that in ``added``."""
    children = [
        without(child, rules, added) if isinstance(child, Part) else child
        for child in part.children
        if not (isinstance(child, Part) and child.rule in rules)
    ]
    taken = tuple(child for child in part.parts if child.rule in rules)
    left = Part.of(part.rule, children) if taken or children != list(part.children) else part
    if taken:
        added[left] = taken
    return left


def extras_of(page: Page, findings: list[Finding]) -> tuple[Extra, ...]:
    """What the user's rules took, in the order of the text; what is no value of its rule is a finding."""
    if not page.added or page.whole is None:
        return ()
    found = sorted(_added(page.whole, "", _paths_of(page), page), key=lambda each: each[0])
    notes, own = page.note_ids, [(path, part) for _, path, part in found]
    return tuple(_extra(path, part, notes, findings) for path, part in _extras(own, page.own_nodes))


def _added(part: Part, path: str, paths: Mapping[Part, str], page: Page) -> Iterator[tuple[int, str, Part]]:
    """Where each of the user's parts begins, or the row of a blank one; the path of what it stands in; the part."""
    path = paths.get(part, path)
    for own in page.added.get(part, ()):
        first = next(own.leaves, None) or next(part.leaves, None)
        yield first.start_pos or 0 if first else 0, path, own
    for below in part.parts:
        yield from _added(below, path, paths, page)


def _extras(own: list[tuple[str, Part]], rules: frozenset[str]) -> Iterator[tuple[str, Part]]:
    """The user's parts with their paths, and behind each those that are in it; several of one name are numbered."""
    names = [f"{path}.{part.rule}" if path else part.rule for path, part in own]
    count, seen = Counter(names), Counter[str]()
    for name, (_, part) in zip(names, own, strict=True):
        path = f"{name}[{seen[name]}]" if count[name] > 1 else name
        seen[name] += 1
        inner = [(path, child) for child in part.parts if child.rule in rules]
        rest = without(part, rules, {}) if inner else part
        if not inner or any(map(_is_content, rest.leaves)):
            yield path, rest
        yield from _extras(inner, rules)


def _is_content(leaf: Token) -> bool:
    return not leaf.type.startswith("_") and not leaf.type.endswith(CAPTIONS)


def _extra(path: str, part: Part, notes: frozenset[str] | None, findings: list[Finding]) -> Extra:
    leaves = list(filter(_is_content, part.leaves))
    marks = tuple(to_footnote_id(leaf) for leaf in leaves if leaf.type == "MARK")
    filled = [leaf for leaf in leaves if leaf.type != "MARK"]
    value = to_text("".join(leaf if _is_content(leaf) else " " for leaf in part.leaves if leaf.type != "MARK"))
    unknown = [mark for mark in marks if notes is not None and mark not in notes]
    if unknown:
        message = f"{part.rule}: marked {' '.join(unknown)}, but the filing has no such footnote"
        findings.append(Finding(message, path, "a footnote", place=place_of(leaves), code="mark-without-note"))
    if any(leaf.type in ERROR_NODES for leaf in filled):
        message = f"{part.rule}: expected what the rule takes, found {value!r}"
        findings.append(Finding(message, path, place=place_of(filled), code="unreadable-value"))
        return Extra(path, Cell(None, marks), None)
    return Extra(path, Cell(value, marks), place_of(filled))


def _paths_of(page: Page) -> dict[Part, str]:
    """The places in the filing of the parts of a page that have one."""
    sections = {table.whole: table.kind.field for table in page.tables}
    sections |= {page.owners.whole: "reporting_owners", page.signatures.whole: "signatures"}
    sections |= {page.notes.whole: "footnotes"}
    rows = {row.line: row.path for row, _ in page.rows}
    rows |= {row.line: row.path for row in page.owners.rows} | {boxes.whole: boxes.path for boxes in page.owners.boxes}
    rows |= {signature.line: signature.path for signature in page.signatures.signed}
    notes = (*page.notes.footnotes, *([page.notes.remarks] if page.notes.remarks else []))
    rows |= {note.whole: note.path for note in notes}
    return sections | rows
