"""Box 5: an owner's relationship to the issuer; and the tick boxes of any box."""

from __future__ import annotations

from typing import Any

import attrs

from ...filing import Relationship
from ...values import to_text
from ..boxes import Boxes
from ..head_items import TICK_BOXES
from ..readout import Record


def read_relationship(boxes: Boxes, record: Record) -> Relationship | None:
    """Box 5: four tick boxes, and below them the officer's title and the text of Other."""
    path = f"{boxes.path}.relationship"
    ticks: dict[str, Any] = {name: read_tick(boxes, name, f"{path}.{name}", record) for name in TICK_BOXES}
    if all(tick is None for tick in ticks.values()) and not any(line.has("TEXT") for line in boxes.titles):
        return None
    if any(tick is not None for tick in ticks.values()):
        # Where the text shows marks at all, a box without one is not checked.
        ticks = {name: bool(tick) if boxes.box(name) is not None else None for name, tick in ticks.items()}
    record.place(path, [token for name in TICK_BOXES for token in boxes.tokens(name)])
    relationship = Relationship(**ticks)
    texts: dict[str, Any] = dict(zip(("officer_title", "other_text"), boxes.title_and_other(relationship), strict=True))
    for field, text in texts.items():
        record.place(f"{path}.{field}", [text] if text is not None else ())
    values: dict[str, Any] = {field: to_text(text) for field, text in texts.items() if text is not None}
    return attrs.evolve(relationship, **values)


def read_tick(boxes: Boxes, rule: str, path: str, record: Record) -> bool | None:
    """True or False by the mark of a box; None where the text shows no mark."""
    box = boxes.box(rule)
    if box is None:
        return None
    mark = box.first("CHECKED", "UNCHECKED")
    if mark is not None:
        record.place(path, [mark])
        return mark.type == "CHECKED"
    if box.parts_of("unchecked") and rule not in boxes.unmarked:  # this page leaves unchecked boxes blank
        record.place(path, box.tokens)
        return False
    return None
