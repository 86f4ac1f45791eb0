"""Which texts of the head are in question: what is in the place of a check mark, or of an officer's title."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from ...findings import Finding
from ...part import Part
from ...values import is_date, to_text
from ..boxes import Boxes, content_of
from ..head_items import CHECK_BOXES, ODD_BOXES, TICK_BOXES

LONGEST_MARK = 5  # characters, those of "__X__"


def align_head(head: Boxes, findings: list[Finding]) -> Boxes:
    unmarked: set[str] = set()
    for box, text in _texts_beside(head):
        if box.rule not in unmarked and not box.has("CHECKED", "UNCHECKED") and _may_be_its_mark(text, box):
            unmarked.add(box.rule)
            findings.append(
                Finding(
                    "the text beside this box is not a known check mark",
                    box.rule if box.rule in CHECK_BOXES else f"{head.path}.relationship.{box.rule}",
                    "a check mark or nothing",
                    place=text.place,
                    code="unreadable-value",
                )
            )
    titles = tuple(part for part in head.of("relationship_text") if not _is_date(part))
    return attrs.evolve(head, unmarked=frozenset(unmarked), titles=titles)


def _texts_beside(head: Boxes) -> Iterator[tuple[Part, Part]]:
    """Each check box with the text without a caption directly before it; the two above the items also with one behind.

    That is on the box's line, or alone on its own. A filer's name or address may be behind a box of item 5.
    """
    for before, text, behind in zip((None, *head.boxes), head.boxes, (*head.boxes[1:], None), strict=False):
        if text.rule not in ODD_BOXES:
            continue
        if behind is not None and behind.rule in (*CHECK_BOXES, *TICK_BOXES):
            box, is_beside = behind, True
        elif before is not None and before.rule in CHECK_BOXES:
            box, is_beside = before, not _ends_its_line(before) or _ends_its_line(text)
        else:
            continue
        if is_beside and box is head.box(box.rule):
            yield box, text


def _ends_its_line(box: Part) -> bool:
    return any(leaf.type == "_GAP" and ("\n" in leaf or "\r" in leaf) for leaf in box.leaves)


def _may_be_its_mark(text: Part, box: Part) -> bool:
    """Whether a text may be a check mark.

    On a page that leaves unchecked boxes blank, only a text as short as a mark can be one among the items. Above them,
    a word or a picture may be one: nobody types anything there.
    """
    return not box.parts_of("unchecked") or box.rule in CHECK_BOXES or len(content_of(text)) <= LONGEST_MARK


def _is_date(text: Part) -> bool:
    """Whether a text below the boxes of item 5 is a date: one that has lost its caption, and no one's title."""
    return is_date(to_text("".join(text.all("TEXT"))) or "")
