"""From a page to a filing, section by section, as the form prints them.

The readers know the form, and nothing of how a text may be damaged: a blank place is a blank field. They report one
thing only, a cell that holds something else than its type: "expected …, found …".
"""

from __future__ import annotations

import attrs

from ...filing import Filing
from ...findings import Finding
from ..page import Page
from ..readout import Readout, Record
from .head import read_head
from .notes import read_footnotes, read_no_securities, read_remarks
from .owners import read_owners
from .signatures import read_signatures
from .summary import read_summary
from .tables import read_rows

__all__ = ["read_page"]


def read_page(page: Page) -> tuple[Readout, list[Finding]]:
    """What a page says, and a finding for each cell that does not fit its type.

    If a date or a number shows that the text writes them in another way than the form does, the page is read again, and
    those that may be meant so stay blank.
    """
    record = Record()
    read = _read(page, record)
    if record.foreign:
        record = Record(frozenset(record.foreign))
        read = _read(page, record)
    return read, record.misfits


def _read(page: Page, record: Record) -> Readout:
    head = read_head(page, record) if "header" in page.names else Filing()
    box_1 = next(iter(head.reporting_owners), None)
    owners, listed = read_owners(page, box_1, record)
    filing = attrs.evolve(
        head,
        reporting_owners=owners,
        non_derivative=read_rows(page.table_1, page, record),
        derivative=read_rows(page.table_2, page, record),
        footnotes=read_footnotes(page.notes, record),
        remarks=read_remarks(page.notes, record),
        no_securities_owned=read_no_securities(page, record),
        signatures=read_signatures(page.signatures, record),
    )
    filing = read_summary(page.summary, filing, record)
    return Readout(page.text, filing, record.places, box_1, frozenset(record.marks), listed)
