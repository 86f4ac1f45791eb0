"""Checks of the first owner, who is in boxes 1 and 5 and in "Reporting Owners"; the table is read."""

from __future__ import annotations

from collections.abc import Iterator

from ...filing import Relationship, ReportingOwner
from ...findings import Finding, place_of
from ...values import to_text
from ..addresses import NameAndAddress
from ..head_items import OWNER
from ..owner_texts import squeezed, written
from ..page import OwnerRow, Page
from ..readout import Readout
from .check import check

SECTION = "Reporting Owners"
# The tick boxes of a relationship, and the rule of the cell in the table.
CELLS = {
    "is_director": "owner_is_director",
    "is_ten_percent_owner": "owner_is_ten_percent_owner",
    "is_officer": "officer_title",
    "is_other": "other_text",
}
First = tuple[OwnerRow, NameAndAddress, ReportingOwner]


@check("contradiction", on="reporting_owner", fields=f"{OWNER}.address")
def streets_differ(page: Page, read: Readout) -> Iterator[Finding]:
    """Box 1 and the table divide the streets at different places."""
    for row, listed, box_1 in _first(page, read):
        streets = [street for street in (listed.address.street1, listed.address.street2) if street]
        is_alike = ", ".join(streets).rstrip(",") == (box_1.address.street1 or "").rstrip(",")
        if _agree(row, listed, box_1) and box_1.address.street2 is None and not is_alike:
            message = f"{SECTION} and box 1 divide the streets at different places; {SECTION} is read"
            yield Finding(message, expected=box_1.address.street1, place=place_of(row.lines))


@check("first-owner-worked-out", on="reporting_owner", fields=(f"{OWNER}.name", f"{OWNER}.address"))
def inferred_first_owner(page: Page, read: Readout) -> Iterator[Finding]:
    """Box 1 lacks the name or the city, so the first owner was inferred from the table."""
    for row, listed, box_1 in _first(page, read):
        if not _agree(row, listed, box_1) and (box_1.name is None or box_1.address.city is None):
            message = f"box 1 lacks the first owner's name or city; name and address were inferred from {SECTION}"
            yield Finding(message, _unlike(row, box_1), place=place_of(row.lines))


@check("contradiction", on="reporting_owner", fields=(f"{OWNER}.name", f"{OWNER}.address"))
def first_owner_differs(page: Page, read: Readout) -> Iterator[Finding]:
    """Box 1 and the table differ in the first owner's name or address."""
    for row, listed, box_1 in _first(page, read):
        if not _agree(row, listed, box_1) and box_1.name is not None and box_1.address.city is not None:
            for path in _unlike(row, box_1):
                field = path.rpartition(".")[2]
                message = f"{SECTION} and box 1 differ in the {field}; {SECTION} is read"
                alike = zip(page.owners.rows[1:], read.listed[1:], strict=True) if field == "address" else ()
                paths = [f"{other.path}.address" for other, each in alike if each and each.address == listed.address]
                yield Finding(message, (path, *paths), written(box_1), place=place_of(row.lines))


@check("contradiction", on="reporting_owner", fields=f"{OWNER}.relationship")
def relationship_differs(page: Page, read: Readout) -> Iterator[Finding]:
    """Box 5 and the first row of the table differ."""
    row = page.owners.rows[0] if page.owners.rows else None
    if row is None or "owner_is_director" not in row.cells or read.box_1 is None or read.box_1.relationship is None:
        return
    table = read.filing.reporting_owners[0].relationship
    for field in _differing(read.box_1.relationship, table) if table else ():
        cell = row.cells.get(CELLS.get(field, field))
        tokens = cell.tokens if cell is not None and cell.tokens else row.cells["owner_name_and_address"].tokens
        message = f"{page.form.box('relationship')} and {SECTION} differ; {SECTION} is read"
        yield Finding(message, f"{OWNER}.relationship.{field}", place=place_of(tokens))


def _first(page: Page, read: Readout) -> Iterator[First]:
    """The first row, its name and address, and the owner of box 1; nothing if the two are written alike."""
    if page.owners.rows and read.box_1 and read.listed[0]:
        yield page.owners.rows[0], read.listed[0], read.box_1


def _agree(row: OwnerRow, listed: NameAndAddress, box_1: ReportingOwner) -> bool:
    """Whether row and box 1 are written alike, and end the name at the same place."""
    name = listed.name if listed.name is not None else to_text("".join(row.lines))
    return _text(row) == squeezed(written(box_1)) and squeezed(name) == squeezed(box_1.name)


def _unlike(row: OwnerRow, box_1: ReportingOwner) -> tuple[str, ...]:
    """The fields in which row and box 1 differ."""
    has_name = box_1.name is not None and _text(row).startswith(squeezed(box_1.name))
    return (f"{OWNER}.address",) if has_name else (f"{OWNER}.name", f"{OWNER}.address")


def _text(row: OwnerRow) -> str:
    return squeezed(*map(to_text, row.lines))


def _differing(box_5: Relationship, table: Relationship) -> list[str]:
    """The fields in which two relationships differ, of those that both show."""
    fields = [
        name
        for name in CELLS
        if None not in (getattr(box_5, name), getattr(table, name)) and getattr(box_5, name) != getattr(table, name)
    ]
    # Box 5 may run the officer's title and the other text together, so they are compared as one.
    texts = [squeezed(side.officer_title, side.other_text) for side in (box_5, table)]
    if texts[0] and texts[0] != texts[1]:
        fields += ["officer_title"] if table.officer_title else ["other_text"]
    elif {"is_officer", "is_other"} & {*fields}:  # both texts are there, but they may have changed places
        fields += ["officer_title", "other_text"]
    return fields
