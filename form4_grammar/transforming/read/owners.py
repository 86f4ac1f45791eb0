"""The owners: "Reporting Owners" on the classic page, box 1 repeated on the current one.

The first owner stands in boxes 1 and 5 as well. There, name and address are told apart; the table tells an officer's
title from the text of Other. Where the two differ, the table is read.
"""

from __future__ import annotations

import attrs
from lark import Token

from ...filing import Relationship, ReportingOwner
from ...values import to_text
from ..addresses import NameAndAddress, take_apart_owner
from ..boxes import Boxes
from ..owner_texts import squeezed, written
from ..page import OwnerRow, Owners, Page
from ..readout import Record
from .box_1 import read_box_1
from .box_5 import read_relationship

Listed = tuple[NameAndAddress | None, ...]
TEXTS = ("officer_title", "other_text")


def read_owners(page: Page, box_1: ReportingOwner | None, record: Record) -> tuple[tuple[ReportingOwner, ...], Listed]:
    """The owners in the page's order, and for each row of the table its name and address."""
    owners = page.owners
    first = (box_1,) if box_1 is not None else ()
    if owners.are_further:
        return (*first, *(_whole_owner(boxes, record) for boxes in owners.boxes)), ()
    if owners.boxes:
        return _boxes(owners, box_1, record), ()
    found: list[ReportingOwner] = []
    listed: list[NameAndAddress | None] = []
    for row in owners.rows:
        if box_1 is not None and not found:
            owner, name_and_address = _first_owner(row, box_1, page.head, record)
        else:
            owner, name_and_address = _further_owner(row, found[0] if found else None, record)
        relationship = _relationship(row, record) if "owner_is_director" in row.cells else owner.relationship
        found.append(attrs.evolve(owner, relationship=relationship))
        listed.append(name_and_address)
    return tuple(found) or first, tuple(listed)


def _boxes(owners: Owners, box_1: ReportingOwner | None, record: Record) -> tuple[ReportingOwner, ...]:
    """The page prints the relationship of the first owner only."""
    first, *others = (read_box_1(box, box.path, record) for box in owners.boxes)
    return attrs.evolve(first, relationship=box_1.relationship if box_1 else None), *others


def _whole_owner(boxes: Boxes, record: Record) -> ReportingOwner:
    """An owner who has all boxes."""
    return attrs.evolve(read_box_1(boxes, boxes.path, record), relationship=read_relationship(boxes, record))


def _first_owner(
    row: OwnerRow, box_1: ReportingOwner, head: Boxes, record: Record
) -> tuple[ReportingOwner, NameAndAddress | None]:
    """The first owner: box 1 tells name and address apart, if the table has the same text on as many lines or on one.

    Where box 1 has no name, the table's first line would be taken for one.
    """
    is_told_apart = len(row.lines) in (1, _lines_of_box_1(head)) or box_1.name is None
    if is_told_apart and _is_written(box_1, row.lines):
        return box_1, None
    listed = take_apart_owner(row.lines)
    owner = _listed_owner(row, listed, record)
    return attrs.evolve(owner, name=_settled_name(owner, box_1, row.lines)), listed


def _lines_of_box_1(head: Boxes) -> int:
    """How many lines and cells box 1 has, if it has a cell for each of city, state and postal code; else 1."""
    cells = [text for text in head.cities if not text.isspace()]
    others = [text for text in (*head.streets, *head.countries) if not text.isspace()]
    return 1 + len(others) + len(cells) if len(cells) > 1 else 1


def _further_owner(
    row: OwnerRow, first: ReportingOwner | None, record: Record
) -> tuple[ReportingOwner, NameAndAddress]:
    """Another owner. Joint owners often share an address, and the first one's is told apart in the boxes."""
    listed = take_apart_owner(row.lines)
    owner = _listed_owner(row, listed, record)
    is_one_line = first is not None and listed.name is not None and len(row.lines) == 1
    if first is not None and is_one_line and _is_written(attrs.evolve(first, name=listed.name), row.lines):
        owner = attrs.evolve(owner, address=first.address)
    return owner, listed


def _listed_owner(row: OwnerRow, listed: NameAndAddress, record: Record) -> ReportingOwner:
    """The owner of a cell; all of it is the name where no street sets the name off."""
    if listed.name is None:
        record.place(f"{row.path}.name", row.lines)
        return ReportingOwner(to_text("".join(row.lines)))
    for field, place in listed.places.items():
        record.places[f"{row.path}.{field}" if field == "name" else f"{row.path}.address.{field}"] = place
    return ReportingOwner(listed.name, None, listed.address)


def _settled_name(owner: ReportingOwner, box_1: ReportingOwner, lines: list[Token]) -> str | None:
    """The first owner's name: as box 1 has it, if the table's text begins with that."""
    if _is_written(box_1, lines) and squeezed(owner.name) == squeezed(box_1.name):
        return owner.name
    text = squeezed(*map(to_text, lines))
    return box_1.name if box_1.name is not None and text.startswith(squeezed(box_1.name)) else owner.name


def _is_written(owner: ReportingOwner, lines: list[Token]) -> bool:
    """Whether some lines are an owner's name and address."""
    return squeezed(*map(to_text, lines)) == squeezed(written(owner))


def _relationship(row: OwnerRow, record: Record) -> Relationship:
    """The columns Director, 10% Owner, Officer and Other: check marks in two, texts in two."""
    cells = row.cells
    texts = {name: to_text("".join(cells[name].tokens)) if name in cells else None for name in TEXTS}
    for name in TEXTS:
        record.place(f"{row.path}.relationship.{name}", cells[name].tokens if name in cells else ())
    record.place(f"{row.path}.relationship", row.tokens)
    return Relationship(
        is_director=row.holds("owner_is_director"),
        is_officer=bool(texts["officer_title"]),
        is_ten_percent_owner=row.holds("owner_is_ten_percent_owner"),
        is_other=bool(texts["other_text"]),
        **texts,
    )
