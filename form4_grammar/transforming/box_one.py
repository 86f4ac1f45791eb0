"""Box 1: an owner's name and address, in the head and, on the current page, again for each of several owners."""

from __future__ import annotations

import attrs
from lark import Token, Tree

from ..filing import Address, ReportingOwner
from ..values import to_text
from .addresses import read_city
from .findings import Findings, branches_of, tokens_of
from .looks import looks_of
from .names import read_name_and_cik

LONGEST_STREET = 100  # characters; a form takes two of 40, which a text may run together
# The rules of box 1 that hold what a filer filled in, and the terminals of that; captions and gaps are others.
FILLED = {
    "owner_name": ("TEXT",),
    "name": ("NAME",),
    "street": ("TEXT",),
    "country": ("TEXT", "COUNTRY"),
    "city": ("TEXT", "CITY"),
}


def read_box_one(box: Tree[Token], path: str, findings: Findings) -> ReportingOwner:
    """The owner of a box 1, be it a tree of its own or a part of the head; the relationship stands elsewhere."""
    names = [*_filled(box, "owner_name"), *_filled(box, "name")]
    captions = [part for part in (*branches_of(box, "owner_name"), box) if tokens_of(part, "ITEM_1")]
    if captions and not names:
        message = "1. Name and Address of Reporting Person: no name is read"
        # What is read as the address may be the name. A text of another box may stand in its place, which only the
        # head's own captions tell.
        in_head = (f"{path}.name", f"{path}.address") if _filled(box, "street") else (f"{path}.name",)
        for lost in in_head if box.data == "header" else (path,):
            findings.report("missing-value", message, lost, captions[0], expected="a name")
    if len(names) > 1:
        message = "a second name stands in this box; the first is read"
        hint = "is the caption of another owner's box missing?"
        findings.report("repeated-item", message, "reporting_owners", names[1:], hint=hint)
    name, cik = read_name_and_cik(names[0] if names else None, path, findings)
    owner = ReportingOwner(name, cik, _read_address(box, f"{path}.address", findings))
    report_swapped_name(owner, names[:1], path, findings)
    return owner


def report_swapped_name(owner: ReportingOwner, lines: list[Token], path: str, findings: Findings) -> None:
    """Report a name that begins as an address does, or as a street where the street below it does not.

    Their lines may be swapped.
    """
    street, looks = owner.address.street1, looks_of(owner.name or "").kinds
    if "CARE_OF" in looks or ("STREET" in looks and street and not looks_of(street).begin_an_address):
        message = f"the name begins as an address does, where the street is {street!r}"
        for field in ("name", "address"):
            findings.report("contradiction", message, f"{path}.{field}", lines, expected="a name")


def _read_address(box: Tree[Token], path: str, findings: Findings) -> Address:
    streets, countries, cities = (_filled(box, rule) for rule in ("street", "country", "city"))
    for street, field in zip(streets, ("street1", "street2"), strict=False):
        findings.place(f"{path}.{field}", street)
    if len(streets) > 2:
        message = "more than two lines stand between (Last) (First) (Middle) and the city"
        findings.report("unknown-text", message, path, streets[2:], expected="one or two streets")
    city = read_city(cities, path, findings)
    if len(streets) > 1 and to_text(streets[1]) in (to_text(streets[0]), city.city):
        message = "a line of this address stands twice"
        findings.report("repeated-item", message, path, streets[1:2], hint="is a part of the text doubled?")
    if not cities and tokens_of(box, "STREET_LABEL"):
        message = "no city stands beside its label"
        findings.report("missing-value", message, path, countries, expected="a city")
    if tokens_of(box, "COUNTRY_LABEL") and not countries:
        message = "no country stands beside its label"
        findings.report(
            "missing-value", message, f"{path}.country", tokens_of(box, "COUNTRY_LABEL"), expected="a country"
        )
    for street in streets:
        if len(street) > LONGEST_STREET:
            message = "this is read as a street, but is longer than any"
            findings.report("contradiction", message, path, [street], expected="a street")
    findings.place(f"{path}.country", *countries)
    return attrs.evolve(
        city,
        street1=to_text(streets[0]) if streets else None,
        street2=to_text(streets[1]) if len(streets) > 1 else None,
        country=to_text(" ".join(countries)) or city.country,
    )


def _filled(box: Tree[Token], rule: str) -> list[Token]:
    return [token for part in branches_of(box, rule) for token in tokens_of(part, *FILLED[rule])]
