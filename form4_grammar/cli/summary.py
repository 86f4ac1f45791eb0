"""What was found in a run over many files: counts by code, and by cause with an example of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import attrs

from ..diagnostics import SEVERITIES, Diagnostic, by_cause, cause_of, told
from ..explanations import explanations
from ..reading import Reading

MANY = 10  # files: with fewer, a summary tells nothing that was not just seen
MOST = 20  # causes


@attrs.define
class _Found:
    example: Diagnostic
    source: str
    count: int = 0
    files: int = 0


class Summary:
    """Adds up the diagnostics of readings."""

    def __init__(self) -> None:
        self.files = 0
        self.codes: Counter[str] = Counter()
        self._causes: dict[str, _Found] = {}

    def add(self, reading: Reading) -> None:
        self.files += 1
        seen = set()
        for diagnostic, paths in by_cause(reading.diagnostics):
            self.codes[diagnostic.code] += 1
            if not told([diagnostic]):
                continue
            cause = cause_of(diagnostic, paths)
            found = self._causes.setdefault(cause, _Found(diagnostic, reading.source or "<text>"))
            found.count += 1
            found.files += cause not in seen
            seen.add(cause)

    def statistics(self) -> Iterator[str]:
        """Yield a line for each code: how often, the code, what it means."""
        for code, count in sorted(self.codes.items(), key=lambda item: (-item[1], item[0])):
            [explanation, *_] = explanations()[code]
            yield f"{count:7,}  {explanation.severity:7}  {code:26}  {explanation.meaning}"

    def by_cause(self) -> Iterator[str]:
        """Yield a line for each cause, the most frequent errors first, with an example; nothing after few files."""
        if self.files < MANY or not self._causes:
            return
        found = sorted(
            self._causes.items(), key=lambda item: (SEVERITIES.index(item[1].example.severity), -item[1].count, item[0])
        )
        yield f"{len(found):,} cause{'s' if len(found) > 1 else ''} in {self.files:,} texts:"
        for cause, each in found[:MOST]:
            texts = f"{each.files:,} text{'s' if each.files > 1 else ''}"
            yield f"  {each.count:,} in {texts}: {each.example.severity}[{cause}]"
            yield f"      {each.source}:{each.example}"
        if len(found) > MOST:
            yield f"  and {len(found) - MOST:,} more causes; --statistics counts them by code"
