"""Writes filings as text: builds a page from a filing and spells it; determines what such a text can show."""

from __future__ import annotations

from collections.abc import Callable

import attrs

from ..edgar import LIMITS, write_xml
from ..filing import Filing
from ..forms import FORMS
from ..showing import Limit, left_of
from . import dataset
from .classic import classic_page
from .current import current_page
from .dataset import dataset_page
from .elements import Page
from .limits import limits_of_page
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
    return left_of(filing, limits_of(layout))


def limits_of(layout: str) -> tuple[Limit, ...]:
    """Return what a text in a layout, by its name, does not show. Raises ValueError as ``render`` does."""
    if layout == XML:
        return LIMITS
    printer = _printer(layout)
    if printer.page is dataset_page:
        return dataset.LIMITS
    return limits_of_page(
        classic=printer.page is classic_page, links=printer.spelling.links, inputs=printer.spelling.inputs
    )


def _printer(layout: str) -> Printer:
    try:
        return PRINTERS[layout]
    except KeyError:
        raise ValueError(f"cannot write layout {layout!r}; choose from {', '.join(WRITABLE)}") from None
