"""Checks of box 5: the texts below its boxes against the boxes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ...findings import Finding, place_of
from ..boxes import Boxes
from ..head_items import OWNER, RELATIONSHIP
from ..page import Page
from ..readout import Readout
from .check import check

BOXES = (("is_officer", "Officer", "officer_title"), ("is_other", "Other", "other_text"))


@check("unknown-text", on="relationship_text", fields=RELATIONSHIP)
def third_title(page: Page, read: Readout) -> Iterator[Finding]:
    """There are more texts below the boxes of the relationship than an officer's title and one other text."""
    texts = [token for line in page.head.titles for token in line.all("TEXT")]
    if len(texts) > 2:
        message = "more than a title and another text stand below the boxes of the relationship"
        yield Finding(message, expected="a title or a text", place=place_of(texts[2:]))


@check("contradiction", on=("is_officer", "is_other"), fields=(RELATIONSHIP, f"{OWNER}.name", f"{OWNER}.address"))
def box_without_text(page: Page, read: Readout) -> Iterator[Finding]:
    """Officer or Other is checked, but there is no text below."""
    found = read.box_1.relationship if read.box_1 else None
    if found is None:
        return
    title, other = page.head.title_and_other(found)
    # Both texts may be in one, the officer's.
    missing = {"is_officer": title is None, "is_other": other is None and title is None}
    for box, label, field in BOXES:
        if getattr(found, box) and missing[box]:
            place = page.head.by_rule[box].place
            message = f"{label} is checked, but its text is missing below"
            yield Finding(message, (f"{RELATIONSHIP}.{field}", *_name_behind(page.head)), place=place)


@check("contradiction", on="relationship_text", fields=(RELATIONSHIP, f"{OWNER}.name", f"{OWNER}.address"))
def text_without_box(page: Page, read: Readout) -> Iterator[Finding]:
    """There is a text below the boxes of the relationship, but the box that it belongs to is not checked."""
    found = read.box_1.relationship if read.box_1 else None
    if found is None:
        return
    for (box, label, field), text in zip(BOXES, page.head.title_and_other(found), strict=True):
        if text is not None and getattr(found, box) is False:
            paths = (f"{RELATIONSHIP}.{field}", f"{RELATIONSHIP}.{box}", *_name_behind(page.head))
            message = f"this text stands below the boxes of the relationship, but {label} is not checked"
            yield Finding(message, paths, place=place_of([text]))


def _name_behind(head: Boxes) -> tuple[str, ...]:
    """The paths of the owner's name and address, if the name directly follows Other or a text below it."""
    for before, box in pairwise(head.boxes):
        if box.rule == "name" and (before is head.box("is_other") or before in head.titles):
            return f"{OWNER}.name", f"{OWNER}.address"
    return ()
