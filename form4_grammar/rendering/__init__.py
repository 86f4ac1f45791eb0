"""Filings as text: a page, put together from a filing, in a spelling; and what of the filing such a text shows."""

from __future__ import annotations

from collections.abc import Callable

import attrs

from ..filing import Address, Filing, Relationship
from .cells import has_plan_box
from .classic import classic_page
from .current import current_page
from .elements import Page
from .spellings.pipes import Html2text, Markdownify
from .spellings.spelling import Spelling
from .spellings.tabs import BrowserCopy, MarkdownWithTabs, TabText


@attrs.frozen
class Printer:
    """How filings are printed in a layout: its page and its spelling."""

    page: Callable[[Filing], Page]
    spelling: Spelling


PRINTERS = {
    "classic-browser": Printer(classic_page, BrowserCopy()),
    "classic-html2text": Printer(classic_page, Html2text()),
    "classic-markdown": Printer(classic_page, MarkdownWithTabs()),
    "classic-markdownify": Printer(classic_page, Markdownify()),
    "classic-tab": Printer(classic_page, TabText()),
    "current-browser": Printer(current_page, BrowserCopy()),
    "current-html2text": Printer(current_page, Html2text()),
    "current-markdown": Printer(current_page, MarkdownWithTabs()),
    "current-markdownify": Printer(current_page, Markdownify()),
    "current-tab": Printer(current_page, TabText()),
}


def render(filing: Filing, layout: str) -> str:
    """The page of a filing as the text of a layout, by its name. It is not tried whether it reads as that filing.

    Raises ValueError for a layout that is only read, such as a user's own.
    """
    printer = _printer(layout)
    return printer.spelling.page(printer.page(filing))


def shown(filing: Filing, layout: str) -> Filing:
    """The filing as far as a text of a layout can show it: what ``read`` makes of what ``render`` writes.

    Raises ValueError as ``render`` does.
    """
    printer = _printer(layout)
    classic = printer.page is classic_page
    if classic or not printer.spelling.links:
        issuer = attrs.evolve(filing.issuer, cik=None)
        owners = tuple(attrs.evolve(owner, cik=None) for owner in filing.reporting_owners)
        filing = attrs.evolve(filing, issuer=issuer, reporting_owners=owners)
    if not classic:
        # A box without a mark says "not checked" there, whether that is known or not.
        exit_box, plan_box = bool(filing.not_subject_to_section_16), has_plan_box(filing)
        plan = bool(filing.aff_10b5_one) if plan_box else None
        filing = attrs.evolve(filing, not_subject_to_section_16=exit_box, aff_10b5_one=plan)
    elif not printer.spelling.inputs:
        filing = attrs.evolve(filing, not_subject_to_section_16=None, aff_10b5_one=None)
    owners = tuple(
        attrs.evolve(
            owner,
            address=_with_first_street(owner.address),
            relationship=_relationship(owner.relationship, classic=classic) if classic or i == 0 else None,
        )
        for i, owner in enumerate(filing.reporting_owners)
    )
    return attrs.evolve(filing, reporting_owners=owners)


def _printer(layout: str) -> Printer:
    try:
        return PRINTERS[layout]
    except KeyError:
        raise ValueError(f"no filing is written in layout {layout!r}; there are {', '.join(PRINTERS)}") from None


def _relationship(relationship: Relationship | None, *, classic: bool) -> Relationship:
    """A box of item 5 that has no mark says "not checked", whether that is known or not; the classic page's table of
    owners shows an officer by the title alone, and another relationship by its text.
    """
    known = relationship or Relationship()
    return attrs.evolve(
        known,
        is_director=bool(known.is_director),
        is_officer=bool(known.officer_title if classic else known.is_officer),
        is_ten_percent_owner=bool(known.is_ten_percent_owner),
        is_other=bool(known.other_text if classic else known.is_other),
    )


def _with_first_street(address: Address) -> Address:
    """No page shows that the first of two streets is blank."""
    if address.street1 is None:
        return attrs.evolve(address, street1=address.street2, street2=None)
    return address
