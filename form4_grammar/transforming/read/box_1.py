"""Box 1: an owner's name and address; on the current page once more for each of several owners."""

from __future__ import annotations

import attrs
from lark import Token

from ...filing import Address, ReportingOwner
from ...values import to_cik, to_text
from ..addresses import take_apart_city
from ..boxes import Boxes
from ..readout import Record


def read_box_1(boxes: Boxes, path: str, record: Record) -> ReportingOwner:
    """The owner of a box 1, a part of the head or a box of its own; the relationship is elsewhere."""
    name, cik = read_name(next(iter(boxes.names), None), path, record)
    return ReportingOwner(name, cik, _address(boxes, f"{path}.address", record))


def read_name(name: Token | None, path: str, record: Record) -> tuple[str | None, str | None]:
    """The name of an owner or the issuer, and the CIK of the filer that it links to."""
    if name is None:
        return None, None
    record.place(f"{path}.name", [name])
    cik = to_cik(name)
    if cik:
        record.place(f"{path}.cik", [name])
    return to_text(name), cik


def _address(boxes: Boxes, path: str, record: Record) -> Address:
    """Streets between the name and the city, then city, state and postal code, then the country."""
    streets = dict(zip(("street1", "street2"), boxes.streets, strict=False))
    for field, street in streets.items():
        record.place(f"{path}.{field}", [street])
    city = take_apart_city(boxes.cities)
    record.places |= {f"{path}.{field}": place for field, place in city.places.items()}
    record.place(f"{path}.country", boxes.countries)
    return attrs.evolve(
        city.address,
        **{field: to_text(street) for field, street in streets.items()},
        country=to_text(" ".join(boxes.countries)) or city.address.country,
    )
