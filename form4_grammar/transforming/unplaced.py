"""Texts among boxes that no caption or label claims, and texts that look like another part of the form."""

from __future__ import annotations

import attrs

from ..part import Part
from ..values import is_date, to_text
from .boxes import Boxes, content_of
from .classify import Likeness, classify
from .head_items import ITEM_FIELDS, ITEMS, ODD_BOXES

TABLE_LETTERS = ("A", "D", "I")  # what a column of the tables takes, and no box


@attrs.frozen
class Unplaced:
    """The texts of the head without a caption.

    Attributes:
        above: those above the items
        among_items: those among the items, each with the fields of the item before it and of the one behind it
    """

    above: tuple[Part, ...]
    among_items: tuple[tuple[Part, list[str]], ...]


def unplaced_texts(head: Boxes) -> Unplaced:
    """The texts of the head without a caption."""
    above: list[Part] = []
    among_items: list[tuple[Part, list[str]]] = []
    item: str | None = None  # the field of the last item before the text
    complete = 0
    for part in head.parts:
        if part.rule in ODD_BOXES or (part.rule == "relationship_text" and part not in head.titles):
            if item is None:
                above.append(part)
            else:
                among_items.append((part, [item]))
        elif part.rule in ITEMS or (item and part.rule in ITEM_FIELDS):
            item = ITEM_FIELDS[part.rule]
            for _, fields in among_items[complete:]:  # this is the first item behind them
                fields.append(item)
            complete = len(among_items)
    return Unplaced(tuple(above), tuple(among_items))


def misplaced_texts(boxes: Boxes, has_pipes: bool) -> list[tuple[Part, Likeness]]:
    """The texts in boxes that look like another part of the form; a title above it is the form's own once more.

    Where no pipes separate the cells of tables, as ``has_pipes`` says, a text with pipes is no row if it is alone.
    """
    texts = [box for box in boxes.texts if not box.has("REFUSED")]  # an item where the form has none
    alike = [(box, classify(content_of(box))) for box in texts]
    by_pipes = [box for box, likeness in alike if likeness.is_row_alone and "\t" not in content_of(box)]
    if not has_pipes and len(by_pipes) == 1:
        alike = [(box, likeness) for box, likeness in alike if box is not by_pipes[0]]
    return [(box, likeness) for box, likeness in alike if likeness.fields and "FORM_TITLE" not in likeness.kinds]


def table_rows(boxes: Boxes, text: str) -> list[list[Part]]:
    """Lines of several texts, one of them a letter that a column of the tables takes: rows of Table I or II."""
    letters = [box for box in boxes.texts if box.text.strip(" |\t\r\n") in TABLE_LETTERS]
    texts = [box for box in boxes.texts if not box.has("REFUSED")] if letters else []
    rows = []
    for line in sorted({_line_of(letter, text) for letter in letters}):
        row = [box for box in texts if box.place and _line_of(box, text) == line]
        if len(row) > 2:
            rows.append(row)
    return rows


def _line_of(box: Part, text: str) -> int:
    """Where the line of a box begins in the text."""
    start = box.place[0] if box.place else 0
    return max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1


def is_date_text(box: Part) -> bool:
    """Whether a text is a date."""
    return is_date(to_text("".join(box.all("TEXT"))) or "")
