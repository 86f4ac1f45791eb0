"""Names and addresses that the page prints as one text or on a few lines, taken apart by grammar/address.lark."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
from lark import Token

from ..automaton import RefusedError
from ..filing import Address
from ..findings import Place, place_of
from ..grammars import address_parser
from ..values import to_text

FIELDS = {
    **dict.fromkeys(("OWNER_NAME", "OWNER_LINE"), "name"),
    "STREETS": "street1",
    **dict.fromkeys(("CITY", "CITY_LINE", "CITY_CELL"), "city"),
    **dict.fromkeys(("STATE", "STATE_CODE", "STATE_CELL", "OTHER_STATE"), "state"),
    **dict.fromkeys(("POSTAL_CODE", "POSTAL_TEXT", "POSTAL_CELL"), "zip_code"),
    "COUNTRY": "country",
}


@attrs.frozen
class NameAndAddress:
    """A name and an address.

    Attributes:
        name: None where no street sets it off
        address: as far as its parts can be told apart
        places: start and end in the text, by field
        streets: the lines between name and city, if the text has kept its lines
    """

    name: str | None
    address: Address
    places: dict[str, Place]
    streets: tuple[Token, ...] = ()


def take_apart_city(texts: Sequence[Token]) -> NameAndAddress:
    """City, state and postal code, and the country: one text, or up to three in cells of their own."""
    texts = [text for text in texts if not text.isspace()]
    if not texts:
        return NameAndAddress(None, Address(), {})
    if len(texts) > 1:
        values, places = _take_apart(texts[:3], "city_cells", line_end="\n")
    else:
        values, places = _take_apart(texts, "city_state_zip")
    return NameAndAddress(None, Address(**values), places)


def take_apart_owner(texts: Sequence[Token]) -> NameAndAddress:
    """Name and address: by the lines of the cell, if it has kept them, or else as one text."""
    if len(texts) > 1:
        return _take_apart_lines(texts)
    values, places = _take_apart(texts, "name_and_address")
    name = values.pop("name", None)
    return NameAndAddress(name, Address(**values) if name else Address(), places if name else {})


def _take_apart_lines(texts: Sequence[Token]) -> NameAndAddress:
    values, places = _take_apart(texts, "owner_lines", line_end="\n")
    if "city" not in places:
        return NameAndAddress(None, Address(), {})
    streets = [text for text in texts[1:] if places["city"][0] > _start_of(text)]
    for street, field in zip(streets, ("street1", "street2"), strict=False):
        values[field] = to_text(street) or ""
        places[field] = place_of([street]) or (0, 0)
    return NameAndAddress(values.pop("name", None), Address(**values), places, tuple(streets))


def _take_apart(texts: Sequence[Token], start: str, line_end: str = " ") -> tuple[dict[str, str], dict[str, Place]]:
    """The values and places of an address's fields, by name of the field."""
    joined = line_end.join(text.strip() for text in texts)
    values: dict[str, str] = {}
    places: dict[str, Place] = {}
    try:
        parts = address_parser().parse(f"{joined}\n", start).tokens
    except RefusedError:  # whatever it is, it is no address
        return {}, {}
    for part in parts:
        field = FIELDS.get(part.type)
        value = to_text(part) if field else None
        if field and value:
            values[field] = value
            places[field] = _place_in(texts, part)
    return values, places


def _place_in(texts: Sequence[Token], part: Token) -> Place:
    """Where a part of the joined texts is in the filing's text."""
    assert part.start_pos is not None
    offset = part.start_pos + len(part) - len(part.lstrip())
    for text in texts:
        stripped = text.strip()
        if offset < len(stripped):
            start = _start_of(text) + offset
            return start, start + len(part.strip())
        offset -= len(stripped) + 1
    raise AssertionError(part)


def _start_of(text: Token) -> int:
    assert text.start_pos is not None
    return text.start_pos + len(text) - len(text.lstrip())
