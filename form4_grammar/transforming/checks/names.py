"""Checks of the names of the issuer and of the owners in box 1."""

from __future__ import annotations

from collections.abc import Iterator

from lark import Token

from ...findings import Finding, place_of
from ...values import has_broken_link, to_cik
from ..head_items import OWNER
from ..page import Page
from ..readout import Readout
from .check import check


@check("contradiction", on=("issuer", "owner_name", "name"), fields=("issuer", "reporting_owners"))
def damaged_name(page: Page, read: Readout) -> Iterator[Finding]:
    """A name is a damaged link, begins with a parenthesis, or has neither letters nor digits."""
    issuer = read.filing.issuer
    if page.head.issuer_name:
        fields = ("name", "cik") if page.head.token("issuer", "SYMBOL") else ("name", "cik", "trading_symbol")
        yield from _damaged(page.head.issuer_name, issuer.name, "issuer", fields)
    if read.box_1 and page.head.names:
        yield from _damaged(page.head.names[0], read.box_1.name, OWNER, ("name", "cik"))
    for boxes, owner in zip(page.owners.boxes, read.filing.reporting_owners[page.owners.are_further :], strict=False):
        if boxes.names:
            yield from _damaged(boxes.names[0], owner.name, boxes.path, ("name", "cik"))


def _damaged(name: Token, text: str | None, path: str, fields: tuple[str, ...]) -> Iterator[Finding]:
    is_dead_link = "/browse-edgar" in name and to_cik(name) is None  # a link to a filer whose CIK is damaged
    if text and (is_dead_link or has_broken_link(text) or not any(map(str.isalnum, text)) or text[0] == "("):
        paths = tuple(f"{path}.{field}" for field in fields)
        yield Finding("this name looks like a damaged link, or like no name", paths, "a name", place=place_of([name]))


@check("missing-value", on="NAME_CAPTION", fields="reporting_owners")
def no_owner_name(page: Page, read: Readout) -> Iterator[Finding]:
    """Box 1 has no name."""
    for boxes in page.boxes_1:
        captions = [part for part in (*boxes.of("owner_name"), boxes.whole) if part.has("NAME_CAPTION")]
        if not captions or boxes.names:
            continue
        paths: tuple[str, ...] = (boxes.path,)
        if boxes is page.head:  # its own captions tell which texts are another box's
            paths = (f"{boxes.path}.name", f"{boxes.path}.address") if boxes.streets else (f"{boxes.path}.name",)
        message = "box 1 (Name and Address of Reporting Person) has no name"
        yield Finding(message, paths, "a name", place=captions[0].place)


@check("repeated-item", on=("owner_name", "name"), fields="reporting_owners")
def second_name(page: Page, read: Readout) -> Iterator[Finding]:
    """Box 1 has a second name; the first is read."""
    for boxes in page.boxes_1:
        if len(boxes.names) > 1:
            hint = "is the caption of another owner's box missing?"
            message = "box 1 has a second name; the first is read"
            yield Finding(message, hint=hint, place=place_of(boxes.names[1:]))
