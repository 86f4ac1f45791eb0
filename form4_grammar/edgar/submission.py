"""Full submissions: EDGAR's header, which grammar/submission.lark describes, and the documents below it."""

from __future__ import annotations

import re

import attrs

from ..findings import Place, place_of
from ..grammars import header_parser
from ..part import Part
from .elements import is_ownership_xml

STARTS = (
    "<SEC-DOCUMENT>",
    "<SUBMISSION>",
    "<SEC-HEADER>",
    "<IMS-DOCUMENT>",
    "-----BEGIN PRIVACY-ENHANCED MESSAGE-----",
)
DOCUMENT = re.compile(r"(?<![^\r\n])<DOCUMENT>")
# The XML of a document stands between these, and ends with the document at the latest.
XML = re.compile(r"<XML>\s*")
XML_END = re.compile(r"</XML>|</DOCUMENT>|(?<![^\r\n])<DOCUMENT>")
LONGEST_HEADER = 200_000  # characters; one with ten owners has ten thousand


@attrs.frozen
class Stated:
    """A value that the header states, its place in the text, and whether it is what its line is for.

    The place is None if it is blank.
    """

    value: str
    place: Place | None
    is_sound: bool


@attrs.frozen
class Submission:
    """What a submission's header says, and where its ownership XML is.

    Attributes:
        accession_number: EDGAR's number of the filing
        form_type: the type of the submission
        issuer_cik: the issuer's CIK
        owner_ciks: the CIKs of the reporting owners
        xml: the place of the ownership XML; None if no document has any
    """

    accession_number: Stated | None
    form_type: Stated | None
    issuer_cik: Stated | None
    owner_ciks: tuple[Stated, ...]
    xml: Place | None


def is_submission(text: str) -> bool:
    """Return whether a text begins as a full submission does."""
    return text[:200].lstrip("\ufeff \t\r\n").startswith(STARTS)


def open_submission(text: str) -> Submission:
    """Find what the header of a submission says, and its ownership XML. Raises nothing."""
    begins = DOCUMENT.search(text)
    header = text[: min(begins.start() if begins else len(text), LONGEST_HEADER)]
    found: Part = header_parser().parse(header + "\n", "header")
    issuers = [stated for party in found.parts_of("issuer") for stated in _values(party, "cik")]
    owners = [stated for party in found.parts_of("owner") for stated in _values(party, "cik")[:1]]
    return Submission(
        next(iter(_values(found, "accession_number")), None),
        next(iter(_values(found, "form_type")), None),
        next(iter(issuers), None),
        tuple(sorted(owners, key=lambda stated: stated.place or (0, 0))),
        _ownership_xml(text, begins.start() if begins else len(header)),
    )


def _values(part: Part, rule: str) -> list[Stated]:
    """The values that the lines of a rule state, in the order of the text."""
    tokens = [token for line in part.parts_of(rule) for token in line.tokens]
    return [Stated(token.strip(), place_of([token]), token.type != "VALUE") for token in tokens]


def _ownership_xml(text: str, start: int) -> Place | None:
    for begin in (found.end() for found in XML.finditer(text, start)):
        if is_ownership_xml(text[begin : begin + 2000]):
            end = XML_END.search(text, begin)
            return begin, end.start() if end else len(text)
    return None
