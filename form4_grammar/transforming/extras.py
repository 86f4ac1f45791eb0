"""What a user's grammar adds to a page: a column, a line or a box by a rule of its own.

It is taken out before the page is read, so what is left has the form's own columns, lines and boxes. Its text stands
beside the filing, by the path of the row or section around it and the name of its rule.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

import attrs

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
    found = sorted(_extras(page.whole, "", _paths_of(page), page), key=lambda each: each[1].place or (0, 0))
    count, seen = Counter(path for path, _ in found), Counter[str]()
    extras = []
    for path, part in found:
        number, seen[path] = seen[path], seen[path] + 1
        extras.append(_extra(f"{path}[{number}]" if count[path] > 1 else path, part, findings))
    return tuple(extras)


def _extras(part: Part, path: str, paths: Mapping[Part, str], page: Page) -> Iterator[tuple[str, Part]]:
    path = paths.get(part, path)
    for own in page.added.get(part, ()):
        yield from _within(own, path, page.own_rules)
    for below in part.parts:
        yield from _extras(below, path, paths, page)


def _within(own: Part, path: str, rules: frozenset[str]) -> Iterator[tuple[str, Part]]:
    """A rule's part, and below it those of other rules that are the user's."""
    name = f"{path}.{own.rule}" if path else own.rule
    inner = [part for part in own.parts if part.rule in rules]
    if not inner or own.tokens:
        yield name, own
    for part in inner:
        yield from _within(part, name, rules)


def _extra(path: str, part: Part, findings: list[Finding]) -> Extra:
    leaves = [leaf for leaf in part.leaves if not leaf.type.startswith("_") and not leaf.type.endswith(CAPTIONS)]
    marks = tuple(to_footnote_id(leaf) for leaf in leaves if leaf.type == "MARK")
    filled = [leaf for leaf in leaves if leaf.type != "MARK"]
    value = to_text("".join(filled))
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
    rows |= {note.whole: note.path for note in page.notes.footnotes}
    return sections | rows
