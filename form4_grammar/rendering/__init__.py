"""Writes filings as text: builds a page from a filing and spells it; determines what such a text can show."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs

from ..edgar import shown_in_xml, write_xml
from ..fields import Cell
from ..filing import Address, Filing, Relationship
from ..forms import FORM_3, FORM_5, FORMS
from .cells import corner_boxes
from .classic import classic_page
from .current import current_page
from .dataset import dataset_page, shown_in_dataset
from .elements import Page
from .spellings.html import Html
from .spellings.multimarkdown import MultiMarkdown
from .spellings.pipes import Html2text, HtmlToMarkdown, Markdownify
from .spellings.spelling import Spelling
from .spellings.tabs import BrowserCopy, MarkdownWithTabs, TabText


@attrs.frozen
class Printer:
    """The page and the spelling of a layout, and the forms that the page can be."""

    page: Callable[[Filing], Page]
    spelling: Spelling
    forms: frozenset[str] = frozenset(FORMS)


CORNER_BOXES = FORM_5.corner_boxes  # those of Form 4 are among them
PRINTERS = {
    "classic-browser": Printer(classic_page, BrowserCopy()),
    "classic-html": Printer(classic_page, Html()),
    "classic-html2text": Printer(classic_page, Html2text()),
    "classic-markdown": Printer(classic_page, MarkdownWithTabs()),
    "classic-markdownify": Printer(classic_page, Markdownify()),
    "classic-tab": Printer(classic_page, TabText()),
    "current-browser": Printer(current_page, BrowserCopy()),
    "current-html": Printer(current_page, Html()),
    "current-html2text": Printer(current_page, Html2text()),
    "current-htmltomd": Printer(current_page, HtmlToMarkdown()),
    "current-markdown": Printer(current_page, MarkdownWithTabs()),
    "current-markdownify": Printer(current_page, Markdownify()),
    "current-tab": Printer(current_page, TabText()),
    "sefd": Printer(dataset_page, MultiMarkdown(), forms=frozenset({"4"})),
}


XML = "xml"
WRITABLE = (*PRINTERS, XML)


def render(filing: Filing, layout: str) -> str:
    """Write the page of a filing as text in a layout, by its name. Does not verify that the text reads as that filing.

    Raises ValueError for a layout that can only be read, such as a user's own.
    """
    if layout == XML:
        return write_xml(filing)
    printer = _printer(layout)
    return printer.spelling.page(printer.page(filing))


def shown(filing: Filing, layout: str) -> Filing:
    """Return the part of a filing that a text in a layout can show: what ``read`` returns for the text of ``render``.

    Raises ValueError as ``render`` does.
    """
    if layout == XML:
        return shown_in_xml(filing)
    printer = _printer(layout)
    if printer.page is dataset_page:
        return shown_in_dataset(filing)
    classic = printer.page is classic_page
    boxes: dict[str, Any] = {rule: getattr(filing, rule) for rule in corner_boxes(filing)}
    if classic or not printer.spelling.links:
        issuer = attrs.evolve(filing.issuer, cik=None)
        owners = tuple(attrs.evolve(owner, cik=None) for owner in filing.reporting_owners)
        filing = attrs.evolve(filing, issuer=issuer, reporting_owners=owners)
    if not classic:
        # On the current page, a box without a mark means "not checked", even if that is unknown.
        boxes = {rule: bool(checked) for rule, checked in boxes.items()}
    elif not printer.spelling.inputs:
        boxes = {}
    filing = attrs.evolve(
        filing,
        **{**dict.fromkeys(CORNER_BOXES), **boxes},
        no_securities_owned=bool(filing.no_securities_owned) if filing.form is FORM_3 else None,
        accession_number=None,
    )
    owners = tuple(
        attrs.evolve(
            owner,
            address=_with_first_street(owner.address),
            relationship=_relationship(owner.relationship, classic=classic) if classic or i == 0 else None,
        )
        for i, owner in enumerate(filing.reporting_owners)
    )
    return attrs.evolve(
        filing,
        reporting_owners=owners,
        non_derivative=tuple(map(_printed_row, filing.non_derivative)),
        derivative=tuple(map(_printed_row, filing.derivative)),
    )


def _printer(layout: str) -> Printer:
    try:
        return PRINTERS[layout]
    except KeyError:
        raise ValueError(f"cannot write layout {layout!r}; choose from {', '.join(WRITABLE)}") from None


def _relationship(relationship: Relationship | None, *, classic: bool) -> Relationship:
    """Return the relationship that a page can show.

    A box of item 5 without a mark means "not checked", even if that is unknown. In the table of owners on the classic
    page, only the title shows that an owner is an officer, and only the text shows another relationship.
    """
    known = relationship or Relationship()
    return attrs.evolve(
        known,
        is_director=bool(known.is_director),
        is_officer=bool(known.officer_title if classic else known.is_officer),
        is_ten_percent_owner=bool(known.is_ten_percent_owner),
        is_other=bool(known.other_text if classic else known.is_other),
    )


def _printed_row(row: Any) -> Any:
    """Return what a page can show of a row.

    Without "/K", a transaction is no equity swap, even if that is unknown. Form 5's digit tells the timeliness of the
    transactions that were due on that form alone.
    """
    if getattr(row, "equity_swap_involved", False) is None:
        row = attrs.evolve(row, equity_swap_involved=False)
    if getattr(row, "transaction_timeliness", None) and row.transaction_form_type != Cell("5"):
        return attrs.evolve(row, transaction_timeliness=None)
    return row


def _with_first_street(address: Address) -> Address:
    """Move a second street without a first one up, because no page shows that the first street is blank."""
    if address.street1 is None:
        return attrs.evolve(address, street1=address.street2, street2=None)
    return address
