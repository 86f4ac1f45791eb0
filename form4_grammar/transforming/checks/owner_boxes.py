"""Checks of box 1 as the current page repeats it for each of several owners."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from ...filing import ReportingOwner
from ...findings import Finding
from ..boxes import content_of
from ..head_items import OWNER
from ..owner_texts import squeezed, written
from ..page import Page
from ..readout import Readout
from .check import check

ALIKE = 0.8  # the share that two spellings of a name have in common; two names have less
LONGEST_NAME = 150  # characters that are compared: EDGAR's names have no more
# The labels that every box 1 has.
LABELS = {"STREET_LABEL": "(Street)", "CITY_LABEL": "(City) (State) (Zip)"}


@check("unknown-text", on=("odd_box", "refused_box"), fields="reporting_owners")
def text_without_label(page: Page, read: Readout) -> Iterator[Finding]:
    """A text in box 1 is not beside any of its labels."""
    for boxes in page.owners.boxes:
        for odd in boxes.of("odd_box", "refused_box"):
            message = "this text in box 1 stands beside none of its labels"
            yield Finding(message, boxes.path, "a label behind it", place=odd.place)


@check("repeated-item", on="owner_box", fields="reporting_owners")
def label_twice(page: Page, read: Readout) -> Iterator[Finding]:
    """A label of box 1 appears twice: another line stood there, or a part of the text is doubled."""
    for boxes in page.owners.boxes:
        labels = [part for part in boxes.parts if part.rule.endswith("_LABEL")]
        for number, label in enumerate(labels):
            if any(label.rule == above.rule for above in labels[:number]):
                message = f"{content_of(label)} appears in this box 1 a second time: did it replace another line?"
                yield Finding(message, place=label.place)


@check("missing-item", on="owner_box", fields="reporting_owners")
def missing_label(page: Page, read: Readout) -> Iterator[Finding]:
    """A label of box 1 is missing: two owners may be joined."""
    for boxes in page.owners.boxes:
        for label, name in LABELS.items():
            if boxes.box(label) is None:
                message = f"{name} was not found in this box 1: are two owners joined?"
                yield Finding(message, expected=name, place=boxes.whole.place)


@check("repeated-item", on="owner_box", fields="reporting_owners")
def owner_twice(page: Page, read: Readout) -> Iterator[Finding]:
    """An owner appears twice."""
    owners = [*_as_in_boxes(page, read)]
    for number, owner in enumerate(owners):
        if owner in owners[:number]:
            message = f"this owner appears a second time: {owner.name}"
            hint = "is a part of the text doubled?"
            yield Finding(message, hint=hint, place=page.owners.boxes[number - page.owners.are_further].whole.place)


def _as_in_boxes(page: Page, read: Readout) -> Iterator[ReportingOwner]:
    """The owners without the relationship, which only the head has."""
    for owner in read.filing.reporting_owners[: len(page.owners.boxes) + page.owners.are_further]:
        yield ReportingOwner(owner.name, owner.cik, owner.address)


@check("contradiction", on="owner_box", fields="reporting_owners")
def boxes_differ(page: Page, read: Readout) -> Iterator[Finding]:
    """Box 1 of the head and its repetition below Table II differ; the repetition is read."""
    if not page.owners.boxes or page.owners.are_further or read.box_1 is None or read.box_1.name is None:
        return
    first = read.filing.reporting_owners[0]
    if squeezed(written(first)) != squeezed(written(read.box_1)):
        is_same_owner = _are_alike(first.name or "", read.box_1.name)
        message = "box 1 and its repetition below Table II differ; the repetition is read"
        paths = (f"{OWNER}.name", f"{OWNER}.address") if is_same_owner else "reporting_owners"
        yield Finding(message, paths, place=page.owners.boxes[0].whole.place)


def _are_alike(name: str, other: str) -> bool:
    """Whether two texts can be spellings of one name, of which one is damaged."""
    return SequenceMatcher(None, name[:LONGEST_NAME], other[:LONGEST_NAME]).ratio() >= ALIKE
