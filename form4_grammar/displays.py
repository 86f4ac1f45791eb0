"""How filings, readings and comparisons show themselves on a rich console and in a notebook.

Their pages import them, so the classes cannot import the pages: this module knows both and joins them. It imports
rich when the first page is shown, and not before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .comparing import Comparison
from .filing import Filing
from .reading import Reading

if TYPE_CHECKING:
    from rich.console import RenderableType


def _page(self: Filing | Reading | Comparison) -> RenderableType:
    from .views.comparison import comparison_page
    from .views.page import filing_page, page

    if isinstance(self, Comparison):
        return comparison_page(self)
    return filing_page(self) if isinstance(self, Filing) else page(self)


def _html(self: Filing | Reading | Comparison) -> str:
    from .views.page import to_html

    return to_html(_page(self))


def install() -> None:
    """Give the classes the methods that rich and Jupyter look for."""
    shown: Any
    for shown in (Filing, Reading, Comparison):
        shown.__rich__ = _page
        shown._repr_html_ = _html
