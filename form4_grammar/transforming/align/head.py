"""Which texts of the head are in question: what is in the place of a check mark, or of an officer's title."""

from __future__ import annotations

import attrs

from ...findings import Finding
from ...values import is_date, to_text
from ..head_items import CHECK_BOXES, ODD_BOXES, TICK_BOXES
from ..parts import Boxes, Part

LONGEST_MARK = 5  # characters, those of "__X__"


def align_head(head: Boxes, findings: list[Finding]) -> Boxes:
    before = _texts_before(head)
    unmarked: set[str] = set()
    for rule in (*CHECK_BOXES, *TICK_BOXES):
        box, text = head.box(rule), before.get(rule)
        if box is None or text is None or box.has("CHECKED", "UNCHECKED"):
            continue
        # On a page that leaves unchecked boxes blank, only a text as short as a mark can be meant for one.
        if not box.parts_of("unchecked") or len(text.content) <= LONGEST_MARK:
            unmarked.add(rule)
            findings.append(
                Finding(
                    "the text before this box is not a known check mark",
                    rule if rule in CHECK_BOXES else f"{head.path}.relationship.{rule}",
                    "a check mark or nothing",
                    place=text.place,
                    code="unreadable-value",
                )
            )
    titles = tuple(part for part in head.of("relationship_text") if not _is_date(part))
    return attrs.evolve(head, unmarked=frozenset(unmarked), titles=titles)


def _texts_before(head: Boxes) -> dict[str, Part]:
    """The text without a caption directly before a box, by the rule of the box."""
    found: dict[str, Part] = {}
    for text, box in zip(head.boxes, head.boxes[1:], strict=False):
        if text.rule in ODD_BOXES:
            found.setdefault(box.rule, text)
    return found


def _is_date(text: Part) -> bool:
    """Whether a text below the boxes of item 5 is a date: one that has lost its caption, and no one's title."""
    return is_date(to_text("".join(text.all("TEXT"))) or "")
