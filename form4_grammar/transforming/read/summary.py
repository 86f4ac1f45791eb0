"""The submission's summary, which the dataset's page has above the form: the CIKs of the issuer and of the owners.

The summary lists the owners in an order of its own, so a CIK is an owner's whose name only that filer has. The spelling
of names may differ in case and punctuation; what is left is matched if one owner and one filer are left.
"""

from __future__ import annotations

import re

import attrs

from ...filing import Filing
from ...values import to_text
from ..owner_texts import squeezed
from ..page import Filer, Summary
from ..readout import Record


def read_summary(summary: Summary, filing: Filing, record: Record) -> Filing:
    """The filing with what the summary adds to it."""
    issuers = [filer for filer in summary.filers if filer.is_issuer]
    owners = [filer for filer in summary.filers if not filer.is_issuer]
    issuer, found = filing.issuer, filing.reporting_owners
    if len(issuers) == 1:
        issuer = attrs.evolve(issuer, cik=_cik(issuers[0], "issuer", record))
    whose = _matched([owner.name for owner in found], owners)
    ciks = [_cik(filer, f"reporting_owners[{i}]", record) if filer else None for i, filer in enumerate(whose)]
    both = zip(found, ciks, strict=True)
    number = summary.accession_number
    if number is not None:
        record.place("accession_number", [number])
    return attrs.evolve(
        filing,
        accession_number=number.strip() if number is not None else None,
        issuer=issuer,
        reporting_owners=tuple(attrs.evolve(owner, cik=cik) if cik else owner for owner, cik in both),
    )


def _cik(filer: Filer, path: str, record: Record) -> str | None:
    if filer.cik is None or not filer.cik.strip().isdecimal():
        return None
    record.place(f"{path}.cik", [filer.cik])
    return filer.cik.strip()


def _matched(names: list[str | None], filers: list[Filer]) -> list[Filer | None]:
    """For each name the filer that has it, if no other name or filer is spelled alike."""
    folded = [_folded(name) for name in names]
    spelled = [_folded(to_text(filer.name) if filer.name else None) for filer in filers]
    found: list[Filer | None] = [
        filers[spelled.index(name)] if folded.count(name) == spelled.count(name) == 1 else None for name in folded
    ]
    rest = [filer for filer in filers if filer not in found]
    if found.count(None) == len(rest) == 1 and len(names) == len(filers):
        found[found.index(None)] = rest[0]
    return found


def _folded(name: str | None) -> str:
    return re.sub(r"[\W_]", "", squeezed(name)).casefold()
