"""Filings as EDGAR has them: ownership XML, and full submissions around it. No grammar of a page is needed.

text ─ submission ─▶ the place of the XML ─ elements ─▶ elements with places ─ reading ─▶ filing + diagnostics
                                                ▲                                ▲
                                              schema ────────────────────────────┘   which element has which field
"""

from __future__ import annotations

from .elements import is_ownership_xml
from .encoding import declared_text
from .header import read_submission
from .reading import read_xml
from .record import Interpretation
from .submission import is_submission
from .writing import LIMITS, write_xml

__all__ = ["FORMATS", "LIMITS", "Interpretation", "declared_text", "format_of", "interpret", "write_xml"]

FORMATS = {"xml": (is_ownership_xml, read_xml), "submission": (is_submission, read_submission)}


def format_of(text: str) -> str | None:
    """Tell the format of a text by its beginning: "xml", "submission", or None for the text of a page."""
    return next((name for name, (begins, _) in FORMATS.items() if begins(text)), None)


def interpret(text: str, name: str) -> Interpretation:
    """Read a text in a format, by its name. Raises nothing because of the text."""
    return FORMATS[name][1](text)
