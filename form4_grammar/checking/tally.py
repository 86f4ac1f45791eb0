"""Sums up the outcomes of many texts: groups equal changes, and unread texts that share a cause into variants."""

from __future__ import annotations

from collections import Counter
from typing import get_args

import attrs

from .changes import Change
from .outcomes import Outcome, Status
from .variants import Cause


@attrs.define
class ChangeGroup:
    """A change, the first text that has it, and the number of texts that do."""

    change: Change
    path: str
    count: int = 0


@attrs.define
class Variant:
    """A cause of unread texts, the first text that has it, and the number of texts that do."""

    cause: Cause
    path: str
    count: int = 0


class Tally:
    """The outcomes of many texts.

    Attributes:
        paths: the texts of each status
    """

    def __init__(self) -> None:
        self.paths: dict[Status, list[str]] = {status: [] for status in get_args(Status)}
        self._changes: dict[tuple[str, str], ChangeGroup] = {}
        self._unread: dict[tuple[Cause, ...], list[str]] = {}

    def add(self, outcome: Outcome) -> None:
        """Count the outcome of one text."""
        self.paths[outcome.status].append(outcome.path)
        for change in outcome.changes:
            key = change.kind, change.what
            self._changes.setdefault(key, ChangeGroup(change, outcome.path)).count += 1
        if outcome.causes:
            causes = [cause for cause in outcome.causes if cause.in_text] or outcome.causes
            self._unread.setdefault(tuple(dict.fromkeys(causes)), []).append(outcome.path)

    @property
    def changes(self) -> list[ChangeGroup]:
        """The changes, the most frequent first; changes of diagnostics come last."""
        return sorted(self._changes.values(), key=lambda group: (group.change.kind == "diagnostic", -group.count))

    @property
    def variants(self) -> list[Variant]:
        """The unread texts, grouped by cause, each text once.

        The first group has the most frequent cause, the next the most frequent cause of the remaining texts, and so on.
        A cause that is not a part of the text counts only if there is no other.
        """
        found, rest = [], dict(self._unread)
        while rest:
            counts: Counter[Cause] = Counter()
            for causes, paths in rest.items():
                counts.update(dict.fromkeys(causes, len(paths)))
            cause = counts.most_common(1)[0][0]
            having = [causes for causes in rest if cause in causes]
            found.append(Variant(cause, rest[having[0]][0], counts[cause]))
            for causes in having:
                del rest[causes]
        return found
