"""Checks of the address in box 1."""

from __future__ import annotations

from collections.abc import Iterator

from lark import Token

from ...filing import Address, ReportingOwner
from ...findings import Finding, place_of
from ...states import STATE_CODES
from ...values import to_text
from ..boxes import Boxes, content_of
from ..classify import classify
from ..head_items import ODD_BOXES
from ..owner_texts import squeezed
from ..page import Page
from ..readout import Readout
from .check import check

LONGEST_STREET = 100  # characters; a form takes two of 40, which a text may run together
CITY = "city, state and postal code"


def _box_1_owners(page: Page, read: Readout) -> Iterator[tuple[Boxes, str, ReportingOwner]]:
    """Each box 1, the path of its owner, and the owner as that box has it."""
    if read.box_1:
        yield page.head, page.head.path, read.box_1
    for boxes, owner in zip(page.owners.boxes, read.filing.reporting_owners[page.owners.are_further :], strict=False):
        yield boxes, boxes.path, owner


@check("contradiction", on=("owner_name", "name", "reporting_owner"), fields="reporting_owners")
def swapped_name(page: Page, read: Readout) -> Iterator[Finding]:
    """A name begins like an address, and the street does not: their lines may be swapped."""
    for boxes, path, owner in _box_1_owners(page, read):
        yield from _swapped(owner.name, owner.address, boxes.names[:1], path)
    for row, listed in zip(page.owners.rows, read.listed, strict=False):
        if listed is not None and len(row.lines) > 1:
            yield from _swapped(listed.name, listed.address, row.lines, row.path)


def _swapped(name: str | None, address: Address, tokens: list[Token], path: str) -> Iterator[Finding]:
    kinds = classify(name or "").kinds
    street = address.street1
    if "CARE_OF" in kinds or ("STREET" in kinds and street and not classify(street).begins_an_address):
        message = f"the name begins like an address, and the street is {street!r}"
        yield Finding(message, (f"{path}.name", f"{path}.address"), "a name", place=place_of(tokens))


@check("unknown-text", on="street", fields="reporting_owners")
def third_street(page: Page, read: Readout) -> Iterator[Finding]:
    """There are more than two lines between the name and the city."""
    for boxes, path, _ in _box_1_owners(page, read):
        if len(boxes.streets) > 2:
            message = "more than two lines stand between (Last) (First) (Middle) and the city"
            place = place_of(boxes.streets[2:])
            yield Finding(message, f"{path}.address", "one or two streets", place=place)


@check("contradiction", on="street", fields="reporting_owners")
def long_street(page: Page, read: Readout) -> Iterator[Finding]:
    """A street is longer than a form allows."""
    for boxes, path, _ in _box_1_owners(page, read):
        for street in boxes.streets:
            if len(street) > LONGEST_STREET:
                message = "this street is longer than a form allows"
                yield Finding(message, f"{path}.address", "a street", place=place_of([street]))


@check("contradiction", on=ODD_BOXES, fields="reporting_owners")
def folded_street(page: Page, read: Readout) -> Iterator[Finding]:
    """An address has two lines, and words of the form stand among the boxes as if lines were folded: is it one line?"""
    if not page.is_whole or not any(classify(content_of(box)).is_printed for box in page.head.of(*ODD_BOXES)):
        return
    for boxes, path, _ in _box_1_owners(page, read):
        if len(boxes.streets) == 2:
            message = "this address has two lines, but lines of this text seem to be folded: is it one line?"
            yield Finding(message, f"{path}.address", "a street", place=place_of(boxes.streets))


@check("repeated-item", on="street", fields="reporting_owners")
def street_twice(page: Page, read: Readout) -> Iterator[Finding]:
    """The second line of the street is the first once more, or the city."""
    for boxes, path, owner in _box_1_owners(page, read):
        streets = boxes.streets
        if len(streets) > 1 and to_text(streets[1]) in (to_text(streets[0]), owner.address.city):
            hint = "is a part of the text doubled?"
            message = "a line of this address appears twice"
            yield Finding(message, f"{path}.address", hint=hint, place=place_of(streets[1:2]))


@check("missing-value", on="STREET_LABEL", fields="reporting_owners")
def no_city(page: Page, read: Readout) -> Iterator[Finding]:
    """There is no city beside its label."""
    for boxes, path, _ in _box_1_owners(page, read):
        if boxes.box("STREET_LABEL") is not None and not boxes.cities:
            place = place_of(boxes.countries)
            yield Finding("no city stands beside its label", f"{path}.address", "a city", place=place)


@check("missing-value", on="COUNTRY_LABEL", fields="reporting_owners")
def no_country(page: Page, read: Readout) -> Iterator[Finding]:
    """There is no country beside its label."""
    for boxes, path, _ in _box_1_owners(page, read):
        labels = [part.tokens[0] for part in boxes.parts if part.rule == "COUNTRY_LABEL"]
        if labels and not boxes.countries:
            message = "no country stands beside its label"
            yield Finding(message, f"{path}.address.country", "a country", place=place_of(labels))


@check("contradiction", on="city", fields="reporting_owners")
def unclear_city(page: Page, read: Readout) -> Iterator[Finding]:
    """The city, the state and the postal code cannot be told apart for certain, or a street is among them."""
    for boxes, path, owner in _box_1_owners(page, read):
        cities = [text for text in boxes.cities if not text.isspace()]
        problem = _city_problem(cities, owner.address, page.text)
        if problem:
            yield Finding(problem, f"{path}.address", CITY, place=place_of(cities))


@check("worked-out", on="city", fields="reporting_owners")
def inferred_city(page: Page, read: Readout) -> Iterator[Finding]:
    """The text does not set the city off from the state: pages to 2026 print a comma between them."""
    for boxes, path, owner in _box_1_owners(page, read):
        cities = [text for text in boxes.cities if not text.isspace()]
        if len(cities) == 1 and "," not in cities[0] and not _city_problem(cities, owner.address, page.text):
            message = "the end of the city was inferred: the text does not set it off"
            yield Finding(message, f"{path}.address", place=place_of(cities))


def _city_problem(texts: list[Token], address: Address, text: str) -> str | None:
    """What is wrong with city, state and postal code, if anything."""
    if not texts:
        return None
    parts = address.city, address.state, address.zip_code
    is_street = address.state is None and "STREET" in classify(texts[0]).kinds
    if len(texts) > 3 or is_street or any(map(str.isdigit, address.city or "")):
        return f"a street or another text seems to be in the city: {' '.join(texts).strip()!r}"
    if (address.state is None or address.zip_code is not None) and not _is_postal_code(address.zip_code or ""):
        return f"state and postal code could not be told apart in {''.join(texts).strip()!r}"
    if address.state is None and len(texts) > 1 and _separators_between(texts[0], texts[1], text) == 1:
        return f"no cell is left for the state between {texts[0].strip()!r} and {texts[1].strip()!r}"
    if len(texts) == 1 and squeezed(texts[0]) not in (squeezed(*parts), squeezed(*parts, address.country)):
        return f"not all of this was read as city, state and postal code: {texts[0].strip()!r}"
    if len(texts) == 1 and address.country and address.state is None and " " in (address.city or ""):
        return f"the city may end in the name of a state: {address.city!r}"
    return None


def _is_postal_code(text: str) -> bool:
    """Whether a text can be a postal code alone: it has a digit, and no state before it from another cell."""
    first, _, rest = text.partition(" ")
    has_state = bool(rest) and first.isalpha() and first in STATE_CODES
    return any(map(str.isdigit, text)) and "," not in text and not has_state


def _separators_between(one: Token, other: Token, text: str) -> int:
    between = text[one.end_pos : other.start_pos]
    return between.count("\t") + between.count("|")
