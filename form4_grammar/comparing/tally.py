"""Adds up comparisons: how often each field is equal, explained or different, and why."""

from __future__ import annotations

from collections import Counter

import attrs

from ..diagnostics import PART, without_numbers
from ..filing import Filing
from . import VERDICTS, ComparedField, Comparison


@attrs.define
class Tally:
    """What was found in many comparisons.

    Attributes:
        pairs: how many there were
        same: how many of them have no different field
        fields: for each field, without the numbers of rows, how often each verdict was given
        reasons: how many fields each reason explains
        different: for each pair that differs, the names of both files and the fields
    """

    pairs: int = 0
    same: int = 0
    fields: dict[str, Counter[str]] = attrs.field(factory=dict)
    reasons: Counter[str] = attrs.field(factory=Counter)
    different: list[tuple[str, str, tuple[ComparedField, ...]]] = attrs.field(factory=list)

    def add(self, comparison: Comparison) -> None:
        """Add a comparison."""
        self.pairs += 1
        self.same += comparison.is_same
        for field in comparison.fields:
            counts = self.fields.setdefault(without_numbers(field.path), Counter())
            counts[field.verdict] += 1
            if field.verdict == "explained":
                self.reasons[field.reason or ""] += 1
        if not comparison.is_same:
            names = comparison.one.source or "", comparison.other.source or ""
            self.different.append((*names, comparison.different))

    def by_field(self) -> list[tuple[str, Counter[str]]]:
        """The fields with their counts, in the order of the parts of a filing."""
        parts = [field.name for field in attrs.fields(Filing)]
        found = {path: PART.match(path) for path in self.fields}
        places = {path: parts.index(part[0]) if part else -1 for path, part in found.items()}
        return sorted(self.fields.items(), key=lambda item: places[item[0]])

    def counts(self) -> dict[str, int]:
        """How many fields each verdict was given for."""
        return {verdict: sum(counts[verdict] for counts in self.fields.values()) for verdict in VERDICTS}

    def to_dict(self) -> dict[str, object]:
        """The counts as data."""
        return {
            "pairs": self.pairs,
            "same": self.same,
            **self.counts(),
            "fields": {path: {verdict: counts[verdict] for verdict in VERDICTS} for path, counts in self.by_field()},
            "reasons": dict(self.reasons.most_common()),
        }
