"""What must stay blank because its place is in question: decided here, once, before anything is read.

``align`` adds to a page the rows, owners and signatures whose parts are surely in their places, and reports why
the others are not among them. Reading takes what it finds, and knows of nothing else.
"""

from __future__ import annotations

import attrs

from ...findings import Finding
from ..page import Page
from .head import align_head
from .owners import align_owners
from .rows import align_rows
from .signatures import align_signatures

__all__ = ["align"]


def align(page: Page) -> tuple[Page, list[Finding]]:
    """The page with all that can be read, and a finding for each part that cannot."""
    findings: list[Finding] = []
    aligned = attrs.evolve(
        page,
        head=align_head(page.head, findings),
        table_1=align_rows(page.table_1, page, findings),
        table_2=align_rows(page.table_2, page, findings),
        owners=align_owners(page.owners, page, findings),
        signatures=align_signatures(page.signatures, findings),
    )
    return aligned, findings
