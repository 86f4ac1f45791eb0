"""Whether a page is a Form 3, 4 or 5 at all."""

from __future__ import annotations

from ..findings import Finding, place_of
from .arrange import SECTIONS
from .head_items import ITEMS, ODD_BOXES
from .page import Page

BELOW_THE_HEAD = SECTIONS[1:]
UNKNOWN = frozenset({"STRAY", "REFUSED"})
FEW_KINDS = 4  # of terminals; a page that is cut off behind its first boxes has 22
MANY_UNKNOWN = 10  # lines


def refusal(page: Page) -> Finding | None:
    """Why a page is not read; None if it is one of the forms, or a part of one."""
    has_items = any(page.head.box(item) is not None for item in ITEMS)
    has_sections = has_items or not page.names.isdisjoint(BELOW_THE_HEAD)
    title = page.head.token("form_title", "ANOTHER_TITLE")
    if title is not None and not page.parse.evidence.is_told:
        message = f"this is a {title.strip(' *#|_').title()}; only Forms 3, 4 and 5 are read"
        expected, hint = "FORM 3, FORM 4 or FORM 5", "on EDGAR, look for a filing of type 3, 4 or 5"
        return Finding(message, expected=expected, hint=hint, place=place_of([title]), code="not-a-form")
    if not has_sections or (page.is_whole and _quotes_the_form(page)):
        message = "no part of a Form 3, 4 or 5 was recognised in this text"
        return Finding(message, expected="the boxes and tables of Form 3, 4 or 5", code="not-a-form")
    return None


def _quotes_the_form(page: Page) -> bool:
    """Whether a text is no page, though it has words of one, such as a heading.

    It has few kinds of them, and many lines that the form does not have.
    """
    kinds = {name for name in page.names if name.isupper() and not name.startswith("_")} - UNKNOWN - {"TEXT"}
    if len(kinds) > FEW_KINDS:
        return False
    sections = (page.head.whole, *(table.whole for table in page.tables))
    sections += (page.owners.whole, page.signatures.whole, page.notes.whole)
    strays = sum(leaf.type in UNKNOWN for section in sections for leaf in section.leaves)
    return strays + len(page.head.whole.parts_of(*ODD_BOXES)) > MANY_UNKNOWN
