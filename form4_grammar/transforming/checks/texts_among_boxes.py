"""Checks of texts among boxes: which look like another part of the form, and which belong to no box."""

from __future__ import annotations

from collections.abc import Iterator

from ...findings import Finding, place_of
from ...part import Part
from ..boxes import Boxes, content_of
from ..classify import ALL_FIELDS, classify
from ..head_items import CHECK_BOXES, ITEM_FIELDS, ODD_BOXES, TEXT_BOXES
from ..page import Page
from ..readout import Readout
from ..unplaced import is_date_text, misplaced_texts, table_rows, unplaced_texts
from .check import check

MANY = 5  # texts that are misplaced: they have one cause, and one finding
TABLES = ("non_derivative", "derivative")
HEAD_FIELDS = ("form_type", *dict.fromkeys((*ITEM_FIELDS.values(), *CHECK_BOXES)), "signatures", "footnotes", "remarks")


@check("unknown-text", on=TEXT_BOXES, fields=ALL_FIELDS)
def misplaced_text(page: Page, read: Readout) -> Iterator[Finding]:
    """A text in a box looks like another part of the form."""
    for boxes in _checked(page):
        texts = misplaced_texts(boxes, page.has_pipes)
        if len(texts) > MANY:  # the page is in a layout that is not known
            paths = (*(field for _, likeness in texts for field in likeness.fields), boxes.path)
            message = f"these {len(texts)} texts in boxes look like other parts of the form; none is read as that"
            place = place_of(leaf for box, _ in texts for leaf in box.leaves)
            yield Finding(message, tuple(dict.fromkeys(paths)), "what a filer types into a box", place=place)
            continue
        for box, likeness in texts:
            message = f"this text in a box looks like {likeness.words}; it is not read as that"
            paths = likeness.fields if box.rule in ODD_BOXES else (*likeness.fields, boxes.path)
            yield Finding(message, paths, "what a filer types into a box", place=box.place)


@check("unknown-text", on=TEXT_BOXES, fields=TABLES)
def row_among_boxes(page: Page, read: Readout) -> Iterator[Finding]:
    """Lines among the boxes look like rows of a table."""
    for boxes in _checked(page):
        rows = table_rows(boxes, page.text)
        if rows:
            lines = "this line looks like a row" if len(rows) == 1 else f"these {len(rows)} lines look like rows"
            message = f"among the boxes, {lines} of Table I or II; it is not read as that"
            place = place_of(leaf for row in rows for box in row for leaf in box.leaves)
            yield Finding(message, expected="the form's items", place=place)


def _checked(page: Page) -> Iterator[Boxes]:
    """The head, unless it was parsed alone, and the boxes of the owners."""
    if page.is_whole:
        yield page.head
    yield from page.owners.boxes


@check("unknown-text", on=ODD_BOXES, fields=CHECK_BOXES)
def mark_without_label(page: Page, read: Readout) -> Iterator[Finding]:
    """A check mark above the items is not beside a label."""
    for box in _unknown_above_items(page):
        if box.has("CHECKED_CELL"):
            message = "this check mark stands beside no label"
            yield Finding(message, expected="the label of a box behind it", place=box.place)


@check("unknown-text", on=ODD_BOXES, fields="signatures")
def date_above_items(page: Page, read: Readout) -> Iterator[Finding]:
    """A date above the items belongs to none of them: it may be a signature's."""
    for box in _unknown_above_items(page):
        if not box.has("CHECKED_CELL") and is_date_text(box):
            message = "this date above the form's items belongs to none of them: is it a signature's?"
            yield Finding(message, expected="the form's items", place=box.place)


@check("repeated-item", on=ODD_BOXES, fields=HEAD_FIELDS)
def caption_above_items(page: Page, read: Readout) -> Iterator[Finding]:
    """A text above the items has the caption of an item: another form, in another layout, may stand above this one."""
    for box in unplaced_texts(page.head).above if page.is_whole else ():
        if "ITEM" in classify(content_of(box)).kinds:
            message = "a caption of the form stands above its items: is there another form above this one?"
            yield Finding(message, expected="one form", place=box.place)
            return


@check("unknown-line", on=ODD_BOXES, fields=())
def line_above_items(page: Page, read: Readout) -> Iterator[Finding]:
    """A line above the items belongs to no part of the form."""
    for box in _unknown_above_items(page):
        if not box.has("CHECKED_CELL") and not is_date_text(box):
            yield Finding("this line above the form's items is no part of the form", place=box.place)


def _unknown_above_items(page: Page) -> list[Part]:
    """The texts above the items that look like no other part of the form."""
    if not page.is_whole:
        return []
    known = [box for box, _ in misplaced_texts(page.head, page.has_pipes)]
    known += [box for row in table_rows(page.head, page.text) for box in row]
    return [box for box in unplaced_texts(page.head).above if box not in known]
