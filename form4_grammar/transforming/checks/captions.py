"""Checks of the captions and boxes that every head prints: which are missing, and which are out of order."""

from __future__ import annotations

from collections.abc import Iterator

from ...filing import FIRST_PLAN_BOX
from ...findings import Finding, place_of
from ...part import Part
from ..boxes import content_of
from ..classify import classify
from ..head_items import CHECK_BOXES, ITEM_FIELDS, ITEMS, ODD_BOXES, OWNER, RELATIONSHIP, TICK_BOXES, printed_items
from ..page import Page
from ..readout import Readout
from ..unplaced import misplaced_texts, unplaced_texts
from .check import check

MANY = 5  # of missing or unknown things: they have one cause, and one finding
ABOVE_ITEMS = ("form_title", *CHECK_BOXES)
OF_ITEMS = tuple(dict.fromkeys(ITEM_FIELDS.values()))


@check("missing-item", on="header", fields=OF_ITEMS)
def missing_item(page: Page, read: Readout) -> Iterator[Finding]:
    """The head lacks a caption, a box or a label. A text among the items without a caption may be in its place."""
    missing = _missing(page)
    if not missing:
        return
    if len(missing) > MANY:  # the head is in a layout that is not known, or is cut off
        names, paths = [name for _, name, _ in missing], tuple(dict.fromkeys(path for _, _, path in missing))
        message = f"{len(missing)} captions and boxes of the head were not found: {', '.join(names)}"
        yield Finding(message, paths, "boxes 1 to 6", place=page.head.whole.place)
        return
    waiting = [text for text, _ in unplaced_texts(page.head).among_items]  # each explains one missing item
    for rule, name, path in missing:
        text = waiting.pop(0) if waiting and rule not in ABOVE_ITEMS else None
        hint = "this text stands among the items without a caption of its own" if text is not None else None
        place = (text or page.head.whole).place
        yield Finding(f"{name} was not found", path, name, hint=hint, place=place)


@check("unknown-text", on=(*ODD_BOXES, "relationship_text"), fields=OF_ITEMS)
def text_among_items(page: Page, read: Readout) -> Iterator[Finding]:
    """A text among items 1 to 6 belongs to none of them, and no item is missing that it could belong to."""
    texts = unplaced_texts(page.head).among_items if page.is_whole else ()
    missing = _missing(page) if texts else []
    claimed = sum(rule not in ABOVE_ITEMS for rule, _, _ in missing) if len(missing) <= MANY else 0
    if len(texts) - claimed > MANY:
        message = f"these {len(texts) - claimed} texts among items 1 to 6 belong to none of them"
        place = place_of(leaf for text, _ in texts[claimed:] for leaf in text.leaves)
        yield Finding(message, OF_ITEMS, "captions of the form before them", place=place)
        return
    for text, fields in texts[claimed:]:
        if "date_of_original_submission" in fields:
            fields.append("form_type")  # which follows from it
        message = "this text among items 1 to 6 belongs to none of them"
        fields += classify(content_of(text)).fields
        yield Finding(message, tuple(dict.fromkeys(fields)), "a caption of the form before it", place=text.place)


@check("contradiction", on="issuer", fields="issuer")
def cut_off_head(page: Page, read: Readout) -> Iterator[Finding]:
    """Captions are missing, and no symbol follows the issuer's name: the end of the name may be cut off."""
    if page.head.token("issuer", "TEXT") and _missing(page):
        message = "this name has no symbol, and items of the form are missing: is its end cut off?"
        yield Finding(message, expected="NAME [SYMBOL]", place=page.head.by_rule["issuer"].place)


def _missing(page: Page) -> list[tuple[str, str, str]]:
    """What every head prints and this one lacks, unless it is parsed alone."""
    printed = printed_items(page.form) if page.is_whole else ()
    return [entry for entry in printed if entry[0] not in page.head.by_rule]


@check("missing-item", on="aff_10b5_one", fields="aff_10b5_one")
def missing_exit_box(page: Page, read: Readout) -> Iterator[Finding]:
    """The head has the box of Rule 10b5-1(c), but not the exit box above it, whose mark may be beside this one."""
    if page.is_whole and page.head.box("not_subject_to_section_16") is None:
        message = "the exit box above this one was not found: the mark beside this one may belong to it"
        yield Finding(message, place=page.head.by_rule["aff_10b5_one"].place)


@check("missing-item", on="not_subject_to_section_16", fields="aff_10b5_one")
def missing_plan_box(page: Page, read: Readout) -> Iterator[Finding]:
    """A form since April 2023 with the exit box lacks the box of Rule 10b5-1(c)."""
    head, filing = page.head, read.filing
    if not page.is_whole or head.box("aff_10b5_one") is not None or filing.not_subject_to_section_16 is None:
        return
    is_new = filing.period_of_report is not None and filing.period_of_report >= FIRST_PLAN_BOX
    if is_new and not any({*likeness.fields} & {*CHECK_BOXES} for _, likeness in misplaced_texts(head, page.has_pipes)):
        message = "the box of Rule 10b5-1(c), which the form has since April 2023, was not found beside the exit box"
        yield Finding(message, place=head.by_rule["not_subject_to_section_16"].place)


@check("contradiction", on="printed", fields=OWNER)
def printed_line_among_items(page: Page, read: Readout) -> Iterator[Finding]:
    """A line that the form prints above its items is among them, where a filer's text may have been."""
    for box in _below_an_item(page, "printed"):
        message = "this line belongs above the form's items, but stands among them: did it replace another line?"
        yield Finding(message, expected="what a filer types into a box", place=box.place)


@check("contradiction", on=TICK_BOXES, fields=RELATIONSHIP)
def box_above_caption(page: Page, read: Readout) -> Iterator[Finding]:
    """A box of the relationship is above its caption: lines may be out of order."""
    rules = [box.rule for box in page.head.boxes] if page.is_whole else []
    above = rules.index("relationship") if "relationship" in rules else 0
    for box in page.head.boxes[:above]:
        if box.rule in TICK_BOXES:
            caption = page.form.item("relationship")
            message = f'this box stands above "{caption}": is a line out of order?'
            yield Finding(message, expected=f'"{caption}" above it', place=box.place)


@check("contradiction", on=CHECK_BOXES, fields=(*CHECK_BOXES, OWNER))
def check_box_below_an_item(page: Page, read: Readout) -> Iterator[Finding]:
    """The exit box, or an unmarked one of Rule 10b5-1(c), is below an item, where a line of box 1 may have been."""
    for box in _below_an_item(page, *CHECK_BOXES):
        if box.rule == "not_subject_to_section_16" or box.parts_of("unchecked"):
            message = "this box stands below an item of the form: is a line out of order?"
            yield Finding(message, (box.rule, OWNER), "items 1 to 6 below it", place=box.place)


def _below_an_item(page: Page, *rules: str) -> list[Part]:
    """The boxes of some rules that are below one of the items."""
    boxes = page.head.boxes if page.is_whole else ()
    first = next((number for number, box in enumerate(boxes) if box.rule in ITEMS), len(boxes))
    return [box for box in boxes[first:] if box.rule in rules]
