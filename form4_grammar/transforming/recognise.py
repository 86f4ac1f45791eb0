"""Whether a page is a Form 4 at all."""

from __future__ import annotations

from ..findings import Finding, place_of
from .arrange import SECTIONS
from .head_items import ITEMS
from .page import Page

BELOW_THE_HEAD = SECTIONS[1:]


def refusal(page: Page) -> Finding | None:
    """Why a page is not read; None if it is a Form 4, or a part of one."""
    has_items = any(page.head.box(item) is not None for item in ITEMS)
    if not has_items and page.names.isdisjoint(BELOW_THE_HEAD):
        message = "no part of Form 4 was recognised in this text"
        return Finding(message, expected="the boxes and tables of Form 4", code="not-a-form-4")
    title = page.head.token("form_title", "FORM_TITLE")
    if title is not None and "4" not in title:
        message = f"this is a {title.strip().title()}; only Form 4 is read"
        return Finding(message, expected="FORM 4", place=place_of([title]), code="not-a-form-4")
    return None
