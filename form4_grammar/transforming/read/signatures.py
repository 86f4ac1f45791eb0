"""The signatures, each with its date, in the page's order."""

from __future__ import annotations

from ...filing import Signature
from ...values import to_text
from ..page import Signatures
from ..readout import Record
from .dates import read_date


def read_signatures(signatures: Signatures, record: Record) -> tuple[Signature, ...]:
    found = []
    for line in signatures.signed:
        record.place(f"{line.path}.name", [line.name])
        date = read_date(line.date.tokens, f"{line.path}.date", record) if line.date else None
        found.append(Signature(to_text(line.name), date))
    return tuple(found)
