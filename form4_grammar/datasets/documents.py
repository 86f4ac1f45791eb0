"""A document as the tables have it: its number, what was read of it, and what was reported."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Literal

import attrs

from ..diagnostics import Diagnostic
from ..escapes import file_name
from ..export.parts import ROWS, Part, parts
from ..fields import columns
from ..filing import DerivativeTransaction, Filing
from ..reading import Reading

# Arrow's and DuckDB's widest decimals have 38 digits. EDGAR takes 12 before the point and 4 behind it.
DIGITS, DECIMALS = 38, 10
PARTS = (*ROWS, "reporting_owners", "footnotes", "signatures")
TOO_LONG = f"a table has room for {DIGITS - DECIMALS} digits before the point and {DECIMALS} behind it"

Status = Literal["read", "warnings", "errors", "unread", "failed"]


@attrs.frozen
class Document:
    """A document of a table.

    Attributes:
        number: its number, from 1
        source: the name of its file, or of its place in one
        layout: the layout's name; None if there is no reading
        filing: what was read; None if nothing was
        diagnostics: what was reported
        status: "read", "warnings" or "errors" for a filing, by the worst diagnostic; "unread" if there is no filing;
            "failed" if the document could not be opened, or its process died
        parts: the parts of the filing by their field
    """

    number: int
    source: str | None
    layout: str | None
    filing: Filing | None
    diagnostics: tuple[Diagnostic, ...]
    status: Status
    parts: Mapping[str, Sequence[Part]] = attrs.field(repr=False)

    def count(self, severity: str) -> int:
        """How many diagnostics have a severity."""
        return sum(diagnostic.severity == severity for diagnostic in self.diagnostics)


def document_of(found: Reading | Filing, number: int) -> Document:
    """The document of a reading, or of a filing alone."""
    filing = found.filing if isinstance(found, Reading) else found
    kept, excess = within_range(filing) if filing else (None, ())
    if isinstance(found, Filing):
        of_filing = {name: list(parts(kept, name)) for name in PARTS} if kept else {}
        return Document(number, None, None, kept, excess, _status(kept, excess), of_filing)
    if excess:
        spans = found.spans()
        placed = (attrs.evolve(each, span=spans.get(each.path or "")) for each in excess)
        found = attrs.evolve(found, filing=kept, diagnostics=(*found.diagnostics, *placed))
    by_field: dict[str, list[Part]] = {name: [] for name in PARTS}
    for part in parts(found, *PARTS):
        by_field[part.path.partition("[")[0]].append(part)
    layout = str(found.layout) if found.layout else None
    source = file_name(found.source) if found.source is not None else None
    return Document(number, source, layout, kept, found.diagnostics, _status(kept, found.diagnostics), by_field)


def failed_document(number: int, source: str, code: str, message: str) -> Document:
    """The document that stands for one of which there is no reading."""
    return Document(number, file_name(source), None, None, (Diagnostic(code, "error", message),), "failed", {})


def within_range(filing: Filing) -> tuple[Filing, tuple[Diagnostic, ...]]:
    """A filing without the numbers that no table has room for, and an error for each: nothing is rounded."""
    excess: list[Diagnostic] = []
    changes: dict[str, Any] = {}
    for table in ROWS:
        rows = list(getattr(filing, table))
        for index, row in enumerate(rows):
            for name in columns(DerivativeTransaction):  # it has all columns
                cell = getattr(row, name, None)
                if cell and isinstance(cell.value, Decimal) and not _has_room(cell.value):
                    rows[index] = attrs.evolve(rows[index], **{name: attrs.evolve(cell, value=None)})
                    message = f"this number is too long for a table: {TOO_LONG}"
                    path = f"{table}[{index}].{name}"
                    excess.append(Diagnostic("out-of-range", "error", message, path, found=str(cell.value)[:100]))
        changes[table] = tuple(rows)
    return (attrs.evolve(filing, **changes), tuple(excess)) if excess else (filing, ())


def _has_room(number: Decimal) -> bool:
    _, digits, exponent = number.as_tuple()
    return isinstance(exponent, int) and -exponent <= DECIMALS and len(digits) + exponent <= DIGITS - DECIMALS


def _status(filing: Filing | None, diagnostics: Sequence[Diagnostic]) -> Status:
    severities = {diagnostic.severity for diagnostic in diagnostics}
    if filing is None:
        return "unread"
    return "errors" if "error" in severities else "warnings" if "warning" in severities else "read"
