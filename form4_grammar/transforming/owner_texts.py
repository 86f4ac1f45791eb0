"""Owners' names and addresses as texts, to be compared."""

from __future__ import annotations

import attrs

from ..filing import ReportingOwner


def written(owner: ReportingOwner) -> str:
    """Name and address as one text, in the order in which the page prints them."""
    return " ".join(part for part in (owner.name, *attrs.astuple(owner.address)) if part)


def squeezed(*texts: str | None) -> str:
    """Only letters and digits: the page prints commas in one place and leaves them out in the other."""
    return "".join(filter(str.isalnum, "".join(text or "" for text in texts))).lower()
