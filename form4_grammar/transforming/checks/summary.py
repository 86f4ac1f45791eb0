"""Checks of the submission's summary, which the dataset's page has above the form."""

from __future__ import annotations

from collections.abc import Iterator

from ...findings import Finding
from ..page import Page
from ..readout import Readout
from .check import check


@check("missing-value", on="filer", fields=("issuer.cik", "reporting_owners"))
def no_cik(page: Page, read: Readout) -> Iterator[Finding]:
    """The summary lists filers, but it is not certain which CIK is whose."""
    who = [("issuer", read.filing.issuer.cik)]
    who += [(f"reporting_owners[{i}]", owner.cik) for i, owner in enumerate(read.filing.reporting_owners)]
    for path, cik in who:
        if cik is None:
            message = "it is not certain which of the CIKs in the summary belongs here"
            yield Finding(message, f"{path}.cik", "a filer of this name, once, in the summary")
