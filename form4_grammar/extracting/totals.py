"""What a run has found, added up: of a part for its note, of all parts for the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from ..datasets import Rows
from ..datasets.schema import TABLES

STATUSES = {
    "read": "read without errors or warnings",
    "warnings": "read with warnings",
    "errors": "read with errors",
    "unread": "unread: no Form 3, 4 or 5",
    "failed": "failed: could not be opened or read to the end",
}
COUNTED = {
    "statuses": ("DOCUMENTS", "STATUS"),
    "layouts": ("DOCUMENTS", "LAYOUT"),
    "forms": ("SUBMISSION", "DOCUMENT_TYPE"),
    "codes": ("DIAGNOSTICS", "CODE"),
}
MOST = 10  # diagnostics
PLACES = {(table.name, column.name): place for table in TABLES for place, column in enumerate(table.columns)}


class Totals:
    """Counts documents by status, layout and form, and diagnostics by code."""

    def __init__(self) -> None:
        self.counts: dict[str, Counter[str]] = {name: Counter() for name in COUNTED}

    def add_rows(self, rows: Rows) -> None:
        """Count what is in the rows of a document."""
        for name, (table, column) in COUNTED.items():
            place = PLACES[table, column]
            self.counts[name].update(row[place] or "" for row in rows[table])

    def add(self, counts: Mapping[str, Mapping[str, int]]) -> None:
        """Add what ``data`` gave."""
        for name, found in counts.items():
            self.counts[name].update(found)

    def data(self) -> dict[str, Any]:
        """The counts as JSON has them."""
        return {name: dict(sorted(found.items())) for name, found in self.counts.items()}

    @property
    def documents(self) -> int:
        """How many documents there are."""
        return self.counts["statuses"].total()

    def lines(self) -> Iterator[str]:
        """Yield the counts, a line for each."""
        yield f"{self.documents:,} documents"
        for status, meaning in STATUSES.items():
            yield f"{self.counts['statuses'][status]:9,}  {meaning}"
        for name, what in (("layouts", "layout"), ("forms", "form")):
            yield f"by {what}:"
            for value, count in self.counts[name].most_common():
                yield f"{count:9,}  {value or 'unknown'}"
        if self.counts["codes"]:
            yield "the most frequent diagnostics:"
        for code, count in sorted(self.counts["codes"].items(), key=lambda item: (-item[1], item[0]))[:MOST]:
            yield f"{count:9,}  {code}"
