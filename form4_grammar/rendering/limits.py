"""What the two pages do not show of a filing, and what their spellings lose."""

from __future__ import annotations

from typing import Any

import attrs

from ..fields import Cell
from ..filing import DerivativeTransaction, Filing, ReportingOwner
from ..forms import FORM_3, FORM_5
from ..showing import (
    SWAP_IS_MARKED,
    WITHOUT_ACCESSION_NUMBER,
    Limit,
    of_owners,
    of_rows,
    with_all_flags,
    without,
    without_ciks,
)
from .cells import corner_boxes

CORNER_BOXES = FORM_5.corner_boxes  # those of Form 4 are among them


def limits_of_page(*, classic: bool, links: bool, inputs: bool) -> tuple[Limit, ...]:
    """Return the limits of the classic or the current page; ``links`` and ``inputs`` are what its spelling keeps."""
    return (
        *((CIKS,) if classic or not links else ()),
        *(WITHOUT_ACCESSION_NUMBER, BOXES_OF_THE_FORM, FIRST_STREET, TIMELINESS_OF_FORM_5, HALF_OF_COLUMN_5),
        *(CLASSIC if classic else CURRENT),
        *((BOXES_ARE_INPUTS,) if classic and not inputs else ()),
        *(SENTENCE, SWAP_IS_MARKED),
    )


def _with_the_form_s_boxes(filing: Filing) -> Filing:
    missing: dict[str, Any] = dict.fromkeys(set(CORNER_BOXES) - {*corner_boxes(filing)})
    if filing.form is not FORM_3:
        missing["no_securities_owned"] = None
    return attrs.evolve(filing, **missing)


def _with_first_street(owner: ReportingOwner) -> ReportingOwner:
    """Move a second street without a first one up, because no page shows that the first street is blank."""
    address = owner.address
    if address.street1 is not None:
        return owner
    return attrs.evolve(owner, address=attrs.evolve(address, street1=address.street2, street2=None))


def _with_printed_timeliness(row: Any) -> Any:
    if getattr(row, "transaction_timeliness", None) and row.transaction_form_type != Cell("5"):
        return attrs.evolve(row, transaction_timeliness=None)
    return row


def _with_code_of_amount(row: Any) -> Any:
    is_derivative = isinstance(row, DerivativeTransaction)
    is_lost = is_derivative and row.transaction_shares is None and row.transaction_total_value is None
    return attrs.evolve(row, acquired_disposed_code=None) if is_lost else row


def _with_first_relationship(filing: Filing) -> Filing:
    first, rest = filing.reporting_owners[:1], filing.reporting_owners[1:]
    return attrs.evolve(filing, reporting_owners=(*first, *(attrs.evolve(owner, relationship=None) for owner in rest)))


def _with_officers_by_title(owner: ReportingOwner) -> ReportingOwner:
    known = owner.relationship
    if known is None:
        return owner
    is_officer, is_other = bool(known.officer_title), bool(known.other_text)
    return attrs.evolve(owner, relationship=attrs.evolve(known, is_officer=is_officer, is_other=is_other))


def _with_first_flags(filing: Filing) -> Filing:
    owners = tuple(map(with_all_flags, filing.reporting_owners[:1]))
    return attrs.evolve(filing, reporting_owners=(*owners, *filing.reporting_owners[1:]))


def _with_corner_boxes(filing: Filing) -> Filing:
    boxes: dict[str, Any] = {box: bool(getattr(filing, box)) for box in corner_boxes(filing)}
    return attrs.evolve(filing, **boxes)


def _with_sentence(filing: Filing) -> Filing:
    is_form_3 = filing.form is FORM_3
    return attrs.evolve(filing, no_securities_owned=bool(filing.no_securities_owned) if is_form_3 else None)


CIKS = Limit("CIKs are in links alone, which this layout does not have", without_ciks)
BOXES_OF_THE_FORM = Limit("the form has no such box", _with_the_form_s_boxes)
FIRST_STREET = Limit("no page shows that the first of two streets is blank", of_owners(_with_first_street))
TIMELINESS_OF_FORM_5 = Limit(
    "the timeliness is printed only where a transaction was due on Form 5", of_rows(_with_printed_timeliness)
)
HALF_OF_COLUMN_5 = Limit(
    "in Table II, the half of column 5 that has the amount shows (A) or (D)", of_rows(_with_code_of_amount)
)
BOXES_ARE_INPUTS = Limit("boxes of the classic page are inputs, which leave nothing in a text", without(*CORNER_BOXES))
SENTENCE = Limit("without its sentence, Form 3 does not say that no securities are owned", _with_sentence, assumes=True)
CURRENT = (
    Limit("the current page has no relationship of the owners after the first", _with_first_relationship),
    Limit('an empty box of item 5 says "not checked"', _with_first_flags, assumes=True),
    Limit('an empty box of the current page says "not checked"', _with_corner_boxes, assumes=True),
)
CLASSIC = (
    Limit(
        "the classic page shows an officer by the title alone, and Other by its text",
        of_owners(_with_officers_by_title),
    ),
    Limit('an empty box of item 5 says "not checked"', of_owners(with_all_flags), assumes=True),
)
