"""Checks of what was read: what a damaged text may have meant, and which fields are in question.

A check never changes a value: without this package, every sound page gives the same filing. docs/reference/checks.md
lists all checks.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import attrs

from ...findings import Finding
from ..page import Page
from ..readout import Readout
from . import (
    addresses,
    boxes,
    captions,
    cells,
    first_owner,
    names,
    note_lines,
    notes,
    owner_boxes,
    owner_rows,
    relationship,
    rows,
    sections,
    signatures,
    summary,
    tables,
    texts,
    texts_among_boxes,
)
from .check import Check, checks_of

__all__ = ["CHECKS", "Check", "run_checks"]

CHECKS = checks_of(
    *(boxes, names, addresses, relationship, texts_among_boxes, captions),
    *(notes, note_lines),
    *(tables, cells, rows),
    *(owner_boxes, owner_rows, first_owner),
    signatures,
    summary,
    sections,
    texts,
)


def run_checks(page: Page, read: Readout | None) -> Iterator[Finding]:
    """The findings of the checks that hang on something of the page; of a page that is not read, those of any form.

    Each has the code of its check, and the check's fields unless it names others.
    """
    for check in _checks_on(page.names):
        if read or check.of_any_form:
            for finding in check.find(page, read or Readout(page.text)):
                yield attrs.evolve(finding, code=check.code, paths=finding.paths or check.fields)


@lru_cache(maxsize=256)  # most pages have the same rules and terminals
def _checks_on(names: frozenset[str]) -> tuple[Check, ...]:
    return tuple(check for check in CHECKS if not check.on or not names.isdisjoint(check.on))
