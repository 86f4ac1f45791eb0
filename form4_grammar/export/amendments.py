"""Which filings of a set are superseded by amendments in the same set."""

from __future__ import annotations

from collections.abc import Sequence

from ..filing import Filing


def superseded(filings: Sequence[Filing | None]) -> dict[int, tuple[int, ...]]:
    """Return the indices of the originals that an amendment in the same set amends, each with its amendments'.

    An amendment amends an original that has the same form number, issuer, owners and period, and no signature later
    than the date in the amendment's box 4. Names are compared without regard to case and order.

    The limits: a filing says nowhere which one it amends, so that two originals of the same day both count. A filer
    may correct an issuer, an owner or the period, and such an amendment is not found. An amendment may repeat only the
    rows that it corrects: look at both before you drop the original. None stands for what was not read.
    """
    amendments: dict[object, list[int]] = {}
    for index, filing in enumerate(filings):
        if filing and _is_amendment(filing):
            amendments.setdefault(_about(filing), []).append(index)
    found = {}
    for index, filing in enumerate(filings):
        if filing and filing.period_of_report and not _is_amendment(filing):
            of_the_same = amendments.get(_about(filing), [])
            after = tuple(each for each in of_the_same if _may_amend(filings[each], filing))
            if after:
                found[index] = after
    return found


def _is_amendment(filing: Filing) -> bool:
    return (filing.form_type or "").endswith("/A")


def _about(filing: Filing) -> object:
    owners = frozenset((owner.name or "").casefold() for owner in filing.reporting_owners)
    issuer = (filing.issuer.name or "").casefold()
    return (filing.form_type or "").removesuffix("/A"), issuer, owners, filing.period_of_report


def _may_amend(amendment: Filing | None, original: Filing) -> bool:
    signed = [signature.date for signature in original.signatures if signature.date]
    submitted = amendment.date_of_original_submission if amendment else None
    return submitted is None or not signed or max(signed) <= submitted
