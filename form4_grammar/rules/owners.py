"""Rules about boxes 1 and 5: the reporting owners."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..filing import Filing
from ..findings import Finding
from ..states import STATE_CODES
from .rule import SPECIFICATION, rule


@rule("issuer-among-owners", "warning", "R41", fires=0, source="Form 4, boxes 1 and 2")
def issuer_among_owners(filing: Filing) -> Iterator[Finding]:
    """A reporting owner has the issuer's CIK."""
    for index, owner in enumerate(filing.reporting_owners):
        if owner.cik and filing.issuer.cik and owner.cik.lstrip("0") == filing.issuer.cik.lstrip("0"):
            message = f"box 1, reporting owner {index + 1}: this is the issuer's CIK"
            yield Finding(message, f"reporting_owners[{index}].cik", found=owner.cik, rests_on=("issuer",))


@rule("repeated-owner", "warning", "R28", fires=0, source=f"{SPECIFICATION}, reportingOwner: no duplicate CIK")
def repeated_owner(filing: Filing) -> Iterator[Finding]:
    """A reporting owner appears twice."""
    seen = set()
    for index, owner in enumerate(filing.reporting_owners):
        key = owner.cik or (owner.name, owner.address)
        if key in seen and owner.name:
            message = f"box 1, reporting owner {index + 1}: {owner.name} appears twice"
            yield Finding(message, f"reporting_owners[{index}]", "each owner once", owner.name)
        seen.add(key)


@rule("unknown-state", "warning", "R40", fires=0, source=f"{SPECIFICATION}, Appendix A")
def unknown_state(filing: Filing) -> Iterator[Finding]:
    """The state in an address is a code that EDGAR does not have."""
    for index, owner in enumerate(filing.reporting_owners):
        state = owner.address.state
        if state and re.fullmatch(r"[A-Z0-9]{2}", state) and state not in STATE_CODES:
            message = f"box 1, reporting owner {index + 1}: EDGAR has no state or country {state}"
            yield Finding(message, f"reporting_owners[{index}].address.state", "a code of EDGAR's list", state)


@rule("no-relationship", "warning", "R27", fires=0, source="Form 4, box 5: Check all applicable")
def no_relationship(filing: Filing) -> Iterator[Finding]:
    """No box of an owner's relationship to the issuer is checked."""
    for index, owner in enumerate(filing.reporting_owners):
        found = owner.relationship
        if found and {found.is_director, found.is_officer, found.is_ten_percent_owner, found.is_other} == {False}:
            message = f"box 5, reporting owner {index + 1}: no relationship to the issuer is checked"
            yield Finding(message, f"reporting_owners[{index}].relationship", "one of the four checked")


@rule("relationship-without-text", "warning", "R27", fires=0, source="Form 4, box 5: give title below, specify below")
def relationship_without_text(filing: Filing) -> Iterator[Finding]:
    """Officer is checked and no title given, or Other is checked and nothing specified."""
    for index, owner in enumerate(filing.reporting_owners):
        found = owner.relationship
        path, box = f"reporting_owners[{index}].relationship", f"box 5, reporting owner {index + 1}"
        if found and found.is_officer and not found.officer_title:
            yield Finding(f"{box}: Officer is checked, but no title given", f"{path}.officer_title", "a title")
        # A page that sets box 5 in one row may run both texts together, which are then read as the title.
        elif found and found.is_other and not (found.other_text or found.officer_title):
            yield Finding(f"{box}: Other is checked, but nothing specified", f"{path}.other_text", "a text")


@rule("title-without-remarks", "warning", "R27", fires=0, source="the filer's own words")
def title_without_remarks(filing: Filing) -> Iterator[Finding]:
    """Box 5 refers to remarks ("See Remarks"), but there are none."""
    for index, owner in enumerate(filing.reporting_owners):
        for name in ("officer_title", "other_text"):
            text = getattr(owner.relationship, name, None)
            if text and re.search(r"\bsee\s+remarks?\b", text, re.IGNORECASE) and not filing.remarks:
                path = f"reporting_owners[{index}].relationship.{name}"
                message = f"box 5, reporting owner {index + 1}: {text!r}, but the form has no remarks"
                yield Finding(message, path, 'a text after "Remarks:"', text, rests_on=("remarks",))
