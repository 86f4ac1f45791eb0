"""Whether a page is a Form 4 at all."""

from __future__ import annotations

from ..findings import Finding, place_of
from .head_items import ITEMS
from .page import Boxes, Page


def refusal(page: Page) -> Finding | None:
    """Why a page is not read; None if it is a Form 4, or a part of one."""
    sections = (page.table_1, page.table_2, page.owners, page.signatures, page.notes)
    has_items = page.head is not None and any(page.head.box(item) is not None for item in ITEMS)
    if not has_items and not any(sections):
        message = "no part of Form 4 was recognised in this text"
        return Finding(message, expected="the boxes and tables of Form 4", code="not-a-form-4")
    return _other_form(page.head) if page.head else None


def _other_form(head: Boxes) -> Finding | None:
    title = head.token("form_title", "FORM_TITLE")
    if title is None or "4" in title:
        return None
    message = f"this is a {title.strip().title()}; only Form 4 is read"
    return Finding(message, expected="FORM 4", place=place_of([title]), code="not-a-form-4")
