"""Why a text was not read. Texts refused at the same place of the grammar, for the same reason, are one variant."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

import attrs

from ..diagnostics import without_numbers
from ..views.snapshot import Entry, Place, Remark, Snapshot


@attrs.frozen
class Cause:
    """What identifies a variant.

    Attributes:
        code: the code of the diagnostic
        field: the field that was not read
        place: the rules from the filing down to the refused text; empty if something is missing: ``field`` names it
        in_text: whether a part of the text is the cause; if not, it is its end or the whole, and another cause may
            explain it
    """

    code: str
    field: str | None
    place: tuple[str, ...]
    in_text: bool

    @property
    def code_and_field(self) -> tuple[str, str | None]:
        """The cause without its place, which changes when a rule is renamed."""
        return self.code, self.field

    def __str__(self) -> str:
        field = f" on {self.field}" if self.field else ""
        return f"{self.code}{field}, in {' > '.join(self.place)}" if self.place else f"{self.code}{field}"


@attrs.frozen
class Known:
    """A text whose snapshot has errors: its name, its layout and the causes."""

    name: str
    layout: str
    causes: tuple[Cause, ...]


def causes(snapshot: Snapshot) -> list[Cause]:
    """Return why something was not read, in the order of the text; causes that are not a part of the text come last.

    At the same place, a missing item comes first, because it explains the text found there.
    """
    errors = [remark for remark in snapshot.remarks if remark.severity == "error"]
    errors.sort(key=lambda remark: (not _is_in_text(remark), remark.place or (0, 0), not _is_missing(remark)))
    branches = Branches(snapshot.tree)
    return [cause_of(remark, branches) for remark in errors]


class Branches:
    """The branches of a snapshot's tree, by places of the text."""

    def __init__(self, tree: tuple[Entry, ...]) -> None:
        self.tree = tree
        self._parents: list[int] = []
        self._ends = [len(tree)] * len(tree)
        open_branches: list[int] = []
        for index, entry in enumerate(tree):
            for closed in open_branches[entry.depth :]:
                self._ends[closed] = index
            del open_branches[entry.depth :]
            self._parents.append(open_branches[-1] if open_branches else 0)
            open_branches.append(index)
        self._tokens = [index for index, entry in enumerate(tree) if entry.place]
        self._places = [entry.place for entry in tree if entry.place]

    def rules_around(self, place: Place, found: str) -> tuple[str, ...]:
        """The rules down to the smallest branch at a place that holds what was found there; none without a tree."""
        if not self.tree:
            return ()
        before = bisect_right(self._places, place)
        branch = self._tokens[before - 1] if before else 0
        while self.tree[branch].depth and found not in self._written(branch):
            branch = self._parents[branch]
        names = [self.tree[branch].name]
        while self.tree[branch].depth:
            branch = self._parents[branch]
            names.insert(0, self.tree[branch].name)
        return tuple(name for name in names if name not in ("filing", "section"))

    def _written(self, branch: int) -> str:
        """The text of a branch, with escapes."""
        return "".join(entry.text[1:-1] for entry in self.tree[branch : self._ends[branch]] if entry.text)


def cause_of(remark: Remark, branches: Branches) -> Cause:
    """Return the cause that a diagnostic of a snapshot reports."""
    field = without_numbers(remark.path) if remark.path else None
    place: tuple[str, ...] = ()
    in_text = _is_in_text(remark)
    if in_text and branches.tree and not _is_missing(remark):
        assert remark.place
        assert remark.found
        place = branches.rules_around(remark.place, remark.found[1:-1])
    return Cause(remark.code, field, place, in_text)


def nearest(cause: Cause, layout: str, known: Iterable[Known]) -> str | None:
    """Return the name of the known text that is most similar to a variant.

    A text with the same cause is preferred, then one with the same field, then one in the same layout, then one whose
    place has the most rules in common. None if no text has an error of the same code.
    """
    best, likeness = None, (False, False, False, -1)
    for text in known:
        for other in text.causes:
            common = len(set(other.place) & set(cause.place))
            like = other == cause, other.field == cause.field, text.layout == layout, common
            if other.code == cause.code and like > likeness:
                best, likeness = text.name, like
    return best


def _is_in_text(remark: Remark) -> bool:
    return remark.place is not None and remark.found not in (None, '""')


def _is_missing(remark: Remark) -> bool:
    return remark.code.startswith("missing-")
