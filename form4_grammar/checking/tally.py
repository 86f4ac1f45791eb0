"""The outcomes of many texts summed up: alike changes are one, and unread texts with a cause in common one variant."""

from __future__ import annotations

from collections import Counter
from typing import get_args

import attrs

from .changes import Change
from .outcomes import Outcome, Status
from .variants import Cause


@attrs.define
class Alike:
    """A change, the first text that shows it, and how many do."""

    change: Change
    path: str
    count: int = 0


@attrs.define
class Variant:
    """A cause for which texts are unread, the first of them, and how many there are."""

    cause: Cause
    path: str
    count: int = 0


class Tally:
    """What became of many texts.

    Attributes:
        paths: the texts of each status
    """

    def __init__(self) -> None:
        self.paths: dict[Status, list[str]] = {status: [] for status in get_args(Status)}
        self._changes: dict[tuple[str, str], Alike] = {}
        self._unread: dict[tuple[Cause, ...], list[str]] = {}

    def add(self, outcome: Outcome) -> None:
        """Count the outcome of one text."""
        self.paths[outcome.status].append(outcome.path)
        for change in outcome.changes:
            key = change.kind, change.what
            self._changes.setdefault(key, Alike(change, outcome.path)).count += 1
        if outcome.causes:
            causes = [cause for cause in outcome.causes if cause.in_text] or outcome.causes
            self._unread.setdefault(tuple(dict.fromkeys(causes)), []).append(outcome.path)

    @property
    def changes(self) -> list[Alike]:
        """The most frequent first, but what is said of the readings by diagnostics after what is read."""
        return sorted(self._changes.values(), key=lambda alike: (alike.change.kind == "diagnostic", -alike.count))

    @property
    def variants(self) -> list[Variant]:
        """The unread texts, each once: by the cause that most of them have, those without it by the next, and so on.

        A cause that is no part of the text counts only where there is no other.
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
