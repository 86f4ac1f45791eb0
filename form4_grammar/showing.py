"""What a text cannot show of a filing: steps that each leave out one thing, with the reason in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import attrs

from .filing import Filing, Relationship, ReportingOwner

Change = Callable[[Filing], Filing]


@attrs.frozen
class Limit:
    """Something that texts in a layout do not show, or do not tell apart.

    Attributes:
        reason: what it is, in words
        left: gives what is left of a filing
        assumes: whether it makes up for what is not known: an empty box says "not checked"
    """

    reason: str
    left: Change
    assumes: bool = False


def left_of(filing: Filing, limits: Iterable[Limit]) -> Filing:
    """Return what is left of a filing within limits."""
    for limit in limits:
        filing = limit.left(filing)
    return filing


def without(*fields: str) -> Change:
    """Return a change that leaves out fields of a filing."""
    blank: dict[str, Any] = dict.fromkeys(fields)
    return lambda filing: attrs.evolve(filing, **blank)


def of_owners(change: Callable[[ReportingOwner], ReportingOwner]) -> Change:
    """Return a change of every reporting owner."""
    return lambda filing: attrs.evolve(filing, reporting_owners=tuple(map(change, filing.reporting_owners)))


def of_rows(change: Callable[[Any], Any]) -> Change:
    """Return a change of every row of both tables."""
    return lambda filing: attrs.evolve(
        filing,
        non_derivative=tuple(map(change, filing.non_derivative)),
        derivative=tuple(map(change, filing.derivative)),
    )


def without_ciks(filing: Filing) -> Filing:
    """Return a filing without CIKs."""
    owners = tuple(attrs.evolve(owner, cik=None) for owner in filing.reporting_owners)
    return attrs.evolve(filing, issuer=attrs.evolve(filing.issuer, cik=None), reporting_owners=owners)


FLAGS = ("is_director", "is_officer", "is_ten_percent_owner", "is_other")


def with_flags(owner: ReportingOwner) -> ReportingOwner:
    """Return an owner whose relationship, if there is one, has no flag that is not known."""
    if owner.relationship is None:
        return owner
    flags: dict[str, Any] = {flag: bool(getattr(owner.relationship, flag)) for flag in FLAGS}
    return attrs.evolve(owner, relationship=attrs.evolve(owner.relationship, **flags))


def with_all_flags(owner: ReportingOwner) -> ReportingOwner:
    """Return an owner with a relationship that has no flag that is not known."""
    return with_flags(attrs.evolve(owner, relationship=owner.relationship or Relationship()))


def _with_swap(row: Any) -> Any:
    is_unknown = getattr(row, "equity_swap_involved", False) is None
    return attrs.evolve(row, equity_swap_involved=False) if is_unknown else row


WITHOUT_ACCESSION_NUMBER = Limit("the accession number is not on the form", without("accession_number"))
SWAP_IS_MARKED = Limit("without its mark, a transaction is no equity swap", of_rows(_with_swap), assumes=True)
