"""What the head of the page lacks, and the texts in it that belong to none of its boxes."""

from __future__ import annotations

from lark import Token, Tree

from ..filing import FIRST_PLAN_BOX, Filing
from ..values import is_date, to_text
from .findings import Findings, branches_of, tokens_of
from .head_items import CHECK_BOXES, ITEMS, ODD_BOXES, OWNER, PRINTED, RELATIONSHIP, TICK_BOXES
from .strays import report_other_parts

ABOVE_ITEMS = ("form_title", "not_subject_to_section_16")
# The fields that a text without a caption may belong to: those of the item before it and of the one behind it.
FIELDS = {
    **{rule: path for rule, _, path in PRINTED},
    **dict.fromkeys(("owner_name", "name", "street", "city", "country"), OWNER),
    **dict.fromkeys(("LAST_LABEL", "FIRST_LABEL", "MIDDLE_LABEL", "STREET_LABEL"), OWNER),
    **dict.fromkeys(("CITY_LABEL", "STATE_LABEL", "ZIP_LABEL", "COUNTRY_LABEL"), OWNER),
    **dict.fromkeys(("relationship_text", "group_filing"), RELATIONSHIP),
    "foreign_trading_symbol": "issuer",
    "aff_10b5_one": "aff_10b5_one",
}


def report_gaps(header: Tree[Token], boxes: dict[str, Tree[Token]], head: Filing, findings: Findings) -> None:
    """Report what every head prints and this one lacks, and text that belongs to no item; ``head`` is what it says.

    The one explains the other: text without a caption is where a missing item is looked for.
    """
    among_items, above = _unknown_texts(header)
    other_parts = report_other_parts(header, OWNER, findings)
    known = {id(box) for box, _ in other_parts}
    lost_labels = {path for _, fields in other_parts for path in fields if path in CHECK_BOXES}
    for box in above:
        if id(box) in known:
            continue
        if tokens_of(box, "CHECKED_CELL"):
            message = "this check mark stands beside no label"
            for path in CHECK_BOXES:
                findings.report("unknown-text", message, path, box, expected="the label of a box behind it")
        elif is_date(_text(box)):
            message = "this date above the form's items is none of theirs: is it a signature's?"
            findings.report("unknown-text", message, "signatures", box, expected="the form's items")
        else:
            findings.report("unknown-line", "a line above the form's items that is no part of it", None, box)
    labels = {child.type for child in header.children if isinstance(child, Token)}
    _report_order(header, findings)
    missing = [entry for entry in PRINTED if entry[0] not in boxes and entry[0] not in labels]
    waiting = [box for box, _ in among_items]  # each explains one item that is missing
    for rule, name, path in missing:
        lost = waiting.pop(0) if waiting and rule not in ABOVE_ITEMS else None
        hint = "this text stands among the items without a caption of its own" if lost is not None else None
        place = header if lost is None else lost
        findings.report("missing-item", f"{name} was not found", path, place, expected=name, hint=hint)
    if missing and tokens_of(boxes.get("issuer"), "TEXT"):
        message = "no symbol stands behind this name, and items of the form are missing: is its end cut off?"
        findings.report("contradiction", message, "issuer", boxes["issuer"], expected="NAME [SYMBOL]")
    if "not_subject_to_section_16" not in boxes and "aff_10b5_one" in boxes:
        message = "the exit box above this one was not found: the mark beside this one may be that box's"
        findings.report("missing-item", message, "aff_10b5_one", boxes["aff_10b5_one"])
    is_of_2023 = head.period_of_report is not None and head.period_of_report >= FIRST_PLAN_BOX
    is_looked_for = is_of_2023 and head.not_subject_to_section_16 is not None and not lost_labels
    if is_looked_for and "aff_10b5_one" not in boxes:
        message = "the box of Rule 10b5-1(c), which the form has since April 2023, was not found beside the exit box"
        findings.report("missing-item", message, "aff_10b5_one", boxes["not_subject_to_section_16"])
    for box, fields in among_items[len(among_items) - len(waiting) :]:
        message = "this text among items 1 to 6 belongs to none of them"
        if "date_of_original_submission" in fields:
            fields.append("form_type")  # which follows from it
        for path in dict.fromkeys(fields):
            findings.report("unknown-text", message, path, box, expected="a caption of the form before it")


def _report_order(header: Tree[Token], findings: Findings) -> None:
    """Report what stands below an item but belongs above, and boxes of item 5 above its caption.

    Where lines have changed places, a mark may be another box's, and another text was where the form's own words are.
    """
    seen: set[str] = set()
    has_item_5 = bool(branches_of(header, "relationship"))
    for box in branches_of(header, *ITEMS, *CHECK_BOXES, *TICK_BOXES, "printed"):
        if box.data in ITEMS:
            seen.add(box.data)
        elif box.data == "printed":
            if not seen:
                continue
            message = "this line, which belongs above the form's items, stands among them: where another was?"
            findings.report("contradiction", message, OWNER, box, expected="what a filer types into a box")
        elif box.data in TICK_BOXES:
            if has_item_5 and "relationship" not in seen:
                message = "this box stands above the caption of item 5: is a line out of its order?"
                findings.report("contradiction", message, RELATIONSHIP, box, expected="the caption of item 5 above it")
        elif seen and (box.data == "not_subject_to_section_16" or branches_of(box, "unchecked")):
            message = "this box stands below an item of the form: is a line out of its order?"
            for doubtful in (str(box.data), OWNER):  # a line of box 1 may have stood there
                findings.report("contradiction", message, doubtful, box, expected="items 1 to 6 below it")


def _unknown_texts(header: Tree[Token]) -> tuple[list[tuple[Tree[Token], list[str]]], list[Tree[Token]]]:
    """The texts without a caption: those among the numbered items, with the fields beside them, and those above."""
    among_items: list[tuple[Tree[Token], list[str]]] = []
    above: list[Tree[Token]] = []
    item: str | None = None  # the field of the last item before the text
    told = 0
    for part in header.children:
        rule = part.type if isinstance(part, Token) else part.data
        if isinstance(part, Tree) and (rule in ODD_BOXES or is_lost_date(part)):
            if item is None:
                above.append(part)
            else:
                among_items.append((part, [item]))
        elif rule in ITEMS or (item and rule in FIELDS):
            item = FIELDS[rule]
            for _, fields in among_items[told:]:  # this is the first item behind them
                fields.append(item)
            told = len(among_items)
    return among_items, above


def is_lost_date(part: Tree[Token]) -> bool:
    """Whether a text below the boxes of item 5 is a date: one whose caption the text has lost, and no one's title."""
    return part.data == "relationship_text" and is_date(_text(part))


def _text(box: Tree[Token]) -> str:
    return to_text("".join(tokens_of(box, "TEXT"))) or ""
