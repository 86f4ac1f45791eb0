"""Addresses that the page prints as one text, taken apart by grammar/address.lark."""

from __future__ import annotations

import attrs
from lark import Token
from lark.exceptions import UnexpectedInput

from ..filing import Address
from ..grammars import address_parser
from ..states import STATE_CODES
from ..values import to_text
from .findings import Findings, Place, place_of

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
    """An owner's name and address out of one text or several lines; the name is None where no street sets it off.

    ``streets`` are the lines between name and city, where the text has kept its lines.
    """

    name: str | None
    address: Address
    places: dict[str, Place]
    streets: tuple[Token, ...] = ()


def read_city(texts: list[Token], path: str, findings: Findings) -> Address:
    """City, state and postal code (and country): one text, or up to three in cells of their own."""
    texts = [text for text in texts if not text.isspace()]
    if not texts:
        return Address()
    in_cells = len(texts) > 1
    if in_cells:
        values, places = _take_apart(texts[:3], "city_cells", line_end="\n")
    else:
        values, places = _take_apart(texts, "city_state_zip")
    for field, place in places.items():
        findings.places[f"{path}.{field}"] = place
    if len(texts) > 3 or any(character.isdigit() for character in values.get("city", "")):
        message = f"a street or another text seems to be among the city: {' '.join(texts).strip()!r}"
        findings.report("contradiction", message, path, texts, expected="city, state and postal code")
    elif ("state" not in values or "zip_code" in values) and not _is_postal_code(values.get("zip_code", "")):
        message = f"no state and no postal code could be told apart in {''.join(texts).strip()!r}"
        findings.report("contradiction", message, path, texts, expected="city, state and postal code")
    elif "state" not in values and in_cells and _separators_between(texts[0], texts[1], findings) == 1:
        message = f"no cell is left for the state between {texts[0].strip()!r} and {texts[1].strip()!r}"
        findings.report("contradiction", message, path, texts, expected="city, state and postal code")
    elif not in_cells and "," not in texts[0]:  # pages to 2026 print a comma between them
        findings.report("worked-out", "where the city ends was worked out: the text does not set it off", path, texts)
    return Address(**values)


def _is_postal_code(text: str) -> bool:
    """Whether a text can be a postal code alone: with a digit, and none of the United States before it, as where two
    cells have become one.
    """
    first, _, rest = text.partition(" ")
    has_state = bool(rest) and first.isalpha() and first in STATE_CODES
    return any(map(str.isdigit, text)) and "," not in text and not has_state


def _separators_between(one: Token, other: Token, findings: Findings) -> int:
    between = findings.lines.text[one.end_pos : other.start_pos]
    return between.count("\t") + between.count("|")


def read_name_and_address(texts: list[Token]) -> NameAndAddress:
    """The name, the streets and the rest: by its lines, if the cell has kept them, or else worked out of one text."""
    if len(texts) > 1:
        return _read_lines(texts)
    values, places = _take_apart(texts, "name_and_address")
    name = values.pop("name", None)
    return NameAndAddress(name, Address(**values) if name else Address(), places if name else {})


def _read_lines(texts: list[Token]) -> NameAndAddress:
    values, places = _take_apart(texts, "owner_lines", line_end="\n")
    if "city" not in places:
        return NameAndAddress(None, Address(), {})
    streets = [text for text in texts[1:] if places["city"][0] > _start_of(text)]
    for street, field in zip(streets, ("street1", "street2"), strict=False):
        values[field] = to_text(street) or ""
        places[field] = place_of([street]) or (0, 0)
    return NameAndAddress(values.pop("name", None), Address(**values), places, tuple(streets))


def _take_apart(texts: list[Token], start: str, line_end: str = " ") -> tuple[dict[str, str], dict[str, Place]]:
    """The values and places of an address's fields, by name of the field."""
    joined = line_end.join(text.strip() for text in texts)
    values: dict[str, str] = {}
    places: dict[str, Place] = {}
    try:
        parts = address_parser().parse(f"{joined}\n", start=start).children
    except UnexpectedInput:  # whatever it is, it is no address
        return {}, {}
    for part in parts:
        assert isinstance(part, Token)
        field = FIELDS.get(part.type)
        value = to_text(part) if field else None
        if field and value:
            values[field] = value
            places[field] = _place_in(texts, part)
    return values, places


def _place_in(texts: list[Token], part: Token) -> Place:
    """Where a part of the joined texts stands in the filing's text."""
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
