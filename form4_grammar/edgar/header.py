"""A full submission as a filing: what its ownership XML says, with the accession number and CIKs of its header."""

from __future__ import annotations

import attrs

from ..filing import Filing, ReportingOwner
from ..findings import Finding
from .reading import read_xml
from .record import LONGEST_FOUND, Interpretation, Record, place_in_text
from .schema import Plain
from .submission import Stated, Submission, open_submission


def read_submission(text: str) -> Interpretation:
    """Read the ownership XML in a full submission; its header has the accession number, and CIKs. Raises nothing."""
    submission = open_submission(text)
    if submission.xml is None:
        kind = submission.form_type
        message = f"this submission{f' (type {kind.value[:20]})' if kind else ''} holds no ownership XML"
        refused = Record(text)
        refused.found.append(
            Finding(message, expected="a Form 3, 4 or 5 in XML", place=kind.place if kind else None, code="not-a-form")
        )
        return Interpretation(None, refused.diagnostics())
    read = read_xml(text, *submission.xml)
    if read.filing is None:
        return read
    record = Record(text)
    record.places |= read.places
    filing = _with_header(read.filing, submission, record)
    diagnostics = sorted((*read.diagnostics, *record.diagnostics()), key=place_in_text)
    return Interpretation(filing, tuple(diagnostics), record.places)


def _with_header(filing: Filing, submission: Submission, record: Record) -> Filing:
    """A filing with what the header of its submission says; where the two contradict each other, the XML holds."""
    number = _stated(submission.accession_number, "accession_number", "an accession number", record)
    filing = attrs.evolve(filing, accession_number=number)
    if submission.form_type and filing.form_type and submission.form_type.value != filing.form_type:
        _contradiction(submission.form_type, "form_type", filing.form_type, record)
    issuer_cik = _stated(submission.issuer_cik, "issuer.cik", Plain.CIK.value, record, filing.issuer.cik)
    if issuer_cik:
        filing = attrs.evolve(filing, issuer=attrs.evolve(filing.issuer, cik=issuer_cik))
    return attrs.evolve(filing, reporting_owners=_with_ciks(filing.reporting_owners, submission.owner_ciks, record))


def _with_ciks(
    owners: tuple[ReportingOwner, ...], stated: tuple[Stated, ...], record: Record
) -> tuple[ReportingOwner, ...]:
    """Owners with the CIKs of the header, which has them in an order of its own: one that is left over is certain."""
    known = {_number(owner.cik) for owner in owners if owner.cik}
    left = [each for each in stated if _number(each.value) not in known]
    without = [i for i, owner in enumerate(owners) if not owner.cik]
    if len(left) == len(without) == 1:
        i = without[0]
        cik = _stated(left[0], f"reporting_owners[{i}].cik", Plain.CIK.value, record)
        return (*owners[:i], attrs.evolve(owners[i], cik=cik), *owners[i + 1 :])
    for each in left:
        message = f"the header has a reporting owner that the XML does not have: {each.value[:20]}"
        if each.place:
            record.report("contradiction", message, each.place, "reporting_owners")
    return owners


def _stated(stated: Stated | None, path: str, wanted: str, record: Record, known: str | None = None) -> str | None:
    """A value of the header, unless the XML has it already; None with a finding if it is not of its kind."""
    if stated is None or stated.place is None:
        return known
    if not stated.is_sound:
        message = f"the header: expected {wanted}, found {stated.value[:LONGEST_FOUND]!r}"
        if known is None:
            record.report("unreadable-value", message, stated.place, path, expected=wanted)
        return known
    if known is None:
        record.places[path] = stated.place
        return stated.value
    if _number(known) != _number(stated.value):
        _contradiction(stated, path, known, record)
    return known


def _contradiction(stated: Stated, path: str, known: str, record: Record) -> None:
    message = f"the header says {stated.value[:LONGEST_FOUND]!r}, the XML {known!r}; the XML is read"
    if stated.place:
        record.report("contradiction", message, stated.place, path, expected=known)


def _number(cik: str | None) -> str:
    return (cik or "").lstrip("0")
