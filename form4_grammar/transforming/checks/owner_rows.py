"""Checks of the rows of "Reporting Owners"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ...findings import Finding, place_of
from ...values import to_text
from ..addresses import NameAndAddress
from ..classify import classify
from ..page import OwnerRow, Page
from ..readout import Readout
from .check import check

SECTION = "Reporting Owners"


@check("missing-value", on="reporting_owners", fields="reporting_owners")
def no_owner(page: Page, read: Readout) -> Iterator[Finding]:
    """No owner is listed."""
    if not page.owners.boxes and not page.owners.rows:
        yield Finding(f"{SECTION}: no owner is listed", expected="an owner", place=page.owners.whole.place)


@check("contradiction", on="surplus_cell", fields="reporting_owners")
def longer_row(page: Page, read: Readout) -> Iterator[Finding]:
    """A row has more cells than others: a mark may not be in its column."""
    lines = page.owners.whole.parts_of("reporting_owner")
    if all(line.parts_of("surplus_cell") for line in lines):
        return
    for row in page.owners.rows:
        if row.line.parts_of("surplus_cell"):
            message = f"{SECTION}: this row has more cells than others: a mark may not be in its column"
            hint = "is a separator doubled?"
            yield Finding(message, f"{row.path}.relationship", hint=hint, place=row.line.place)


@check("contradiction", on="OWNER_LINE", fields="reporting_owners")
def broken_row(page: Page, read: Readout) -> Iterator[Finding]:
    """One owner has several lines and another has one: a row may be broken in two, or cut off."""
    lines = page.owners.whole.parts_of("reporting_owner")
    several = [line for line in lines if line.parts_of("owner_name_and_address")[0].has("OWNER_LINE")]
    if several and len(several) < len(lines):
        message = f"{SECTION}: this owner has several lines, but another has one: is a row broken in two, or cut off?"
        yield Finding(message, place=several[0].place)


@check("contradiction", on="reporting_owner", fields="reporting_owners")
def mark_as_text(page: Page, read: Readout) -> Iterator[Finding]:
    """There is a check mark where a title or a text is expected."""
    for row in page.owners.rows:
        for rule in ("officer_title", "other_text"):
            tokens = row.cells[rule].tokens if rule in row.cells else ()
            if tokens and to_text("".join(tokens)) in ("X", "x"):
                message = f"{SECTION}: a check mark stands where a title or a text is expected; it is read as text"
                path = f"{row.path}.relationship"
                yield Finding(message, path, "a title or a text", place=place_of(tokens))


@check("contradiction", on="reporting_owner", fields="reporting_owners")
def name_not_set_off(page: Page, read: Readout) -> Iterator[Finding]:
    """Name and address cannot be told apart; all of it is read as the name."""
    for row, listed in _listed(page, read):
        if listed.name is None:
            message = "the owner's name and address could not be told apart; the text is read as the name"
            paths = (row.path, "reporting_owners")  # the rest of them may be on neighbouring lines
            yield Finding(message, paths, "a name, streets and a city", place=place_of(row.lines))


@check("worked-out", on="reporting_owner", fields="reporting_owners")
def inferred_name(page: Page, read: Readout) -> Iterator[Finding]:
    """The text has lost its line breaks, so where the name ends and the address begins was inferred."""
    for row, listed in _listed(page, read):
        if listed.name is not None and len(row.lines) == 1:
            message = "where the name ends and the address begins was inferred: the text has lost its line breaks"
            yield Finding(message, row.path, place=place_of(row.lines))


@check("contradiction", on="OWNER_LINE", fields="reporting_owners")
def wrong_streets(page: Page, read: Readout) -> Iterator[Finding]:
    """The lines of a cell are not a name, one street or two, and a city."""
    for row, listed in _listed(page, read):
        if listed.name is None or len(row.lines) == 1:
            continue
        count = len(listed.streets)
        if not 1 <= count <= 2:
            message = f"{count} lines stand between this owner's name and city"
            path = row.path if count < 2 else "reporting_owners"  # it may be two owners
            yield Finding(message, path, "one street or two", place=place_of(row.lines))
        elif _has_digit(listed.address.city):
            message = f"a street seems to be in the city: {listed.address.city!r}"
            expected = "city, state and postal code"
            yield Finding(message, f"{row.path}.address", expected, place=place_of(row.lines))


@check("contradiction", on="OWNER_LINE", fields="reporting_owners")
def name_on_the_row_above(page: Page, read: Readout) -> Iterator[Finding]:
    """A name begins like a street, and the row above ends in a text, which may be that name."""
    for (above, _), (row, listed) in pairwise(zip(page.owners.rows, read.listed, strict=False)):
        other = above.cells["other_text"].tokens if "other_text" in above.cells else ()
        if listed and place_of(other) and classify(listed.name or "").begins_an_address:
            message = f"{listed.name!r} begins like a street: is the name of this owner joined to the row above?"
            yield Finding(message, (row.path, f"{above.path}.relationship"), "a name", place=place_of(row.lines))


@check("repeated-item", on="OWNER_LINE", fields="reporting_owners")
def address_line_twice(page: Page, read: Readout) -> Iterator[Finding]:
    """A line of an address appears twice."""
    for row, listed in _listed(page, read):
        lines = [*map(to_text, listed.streets), listed.address.city]
        if 2 <= len(lines) <= 3 and not _has_digit(listed.address.city) and len({*lines}) < len(lines):
            message, hint = "a line of this address appears twice", "is a part of the text doubled?"
            yield Finding(message, f"{row.path}.address", hint=hint, place=place_of(row.lines))


def _listed(page: Page, read: Readout) -> Iterator[tuple[OwnerRow, NameAndAddress]]:
    """The rows whose name and address were taken apart."""
    for row, listed in zip(page.owners.rows, read.listed, strict=False):
        if listed is not None:
            yield row, listed


def _has_digit(text: str | None) -> bool:
    return any(map(str.isdigit, text or ""))
