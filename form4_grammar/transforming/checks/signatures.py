"""Checks of "Signatures"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ...findings import Finding
from ..page import Page
from ..readout import Readout
from .check import check


@check("missing-value", on="signatures", fields=("signatures", "remarks"))
def no_signature(page: Page, read: Readout) -> Iterator[Finding]:
    """No line holds a name and a date."""
    if not page.signatures.signed:
        whole = page.signatures.whole
        # Without a heading of their own above it, the line may have been read as the remarks'.
        paths = ("signatures",) if whole.has("SIGNATURES") else ("signatures", "remarks")
        yield Finding("Signatures: no line holds a name and a date", paths, "a name and a date", place=whole.place)


@check("missing-value", on="signature", fields="signatures")
def no_date(page: Page, read: Readout) -> Iterator[Finding]:
    """A signature has no date."""
    for signature in page.signatures.signed:
        if signature.date is None:
            message, path = "this signature has no date", f"{signature.path}.date"
            yield Finding(message, path, "a date as MM/DD/YYYY", place=signature.line.place)


@check("contradiction", on="signature", fields="signatures")
def signature_below_notice(page: Page, read: Readout) -> Iterator[Finding]:
    """A signature is below words that the form prints below all signatures."""
    lines = page.signatures.whole.parts_of("signature", "notice")
    if any(above.rule == "notice" != below.rule for above, below in pairwise(lines)):
        message = "a signature stands below words that the form prints below all signatures: are they in order?"
        yield Finding(message, expected="the signatures, then those words", place=page.signatures.whole.place)


@check("contradiction", on="signature_labels", fields="signatures")
def labels_against_signatures(page: Page, read: Readout) -> Iterator[Finding]:
    """The words below a signature appear more or less often than signatures; the current page has them once."""
    labels = page.signatures.whole.parts_of("signature_labels")
    count = len(page.signatures.signed)
    if len(labels) > 1 and len(labels) != count:
        message = f"{count} lines hold a signature, but the words below a signature appear {len(labels)} times"
        yield Finding(message, expected="once below each signature", place=labels[0].place)
