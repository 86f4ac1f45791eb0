"""Folded lines: a converter broke them at a width. They are joined before a text is parsed; no place is lost."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable

import attrs
from lark import Token, Tree


@attrs.frozen
class Folding:
    """How a spelling tells a fold from a line end, as its grammar file states it.

    Attributes:
        evidence: what a text contains whose line ends differ from folds; any other text has no folds
        fold: a fold at a blank, and in the group "inside" one within a word
    """

    evidence: re.Pattern[str]
    fold: re.Pattern[str]


@attrs.frozen
class Unfolded:
    """A text whose folds are joined, or from which the mark-up is taken away.

    Attributes:
        text: the joined text
        given: the text as given
        starts: where each piece that differs starts in the joined text
        ends: where it ends in the joined text
        given_ends: where it ends in the given text
    """

    text: str
    given: str
    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()
    given_ends: tuple[int, ...] = ()

    @classmethod
    def of(cls, given: str, folding: Folding | None) -> Unfolded:
        """Join a text: a blank for each fold at a blank, nothing for one within a word."""
        if folding is None or folding.evidence.search(given) is None:
            return cls(given, given)
        pieces: list[tuple[str, int]] = []
        end = 0
        for fold in folding.fold.finditer(given):
            pieces += [
                (given[end : fold.start()], fold.start()),
                ("" if fold["inside"] is not None else " ", fold.end()),
            ]
            end = fold.end()
        return cls.of_pieces(given, [*pieces, (given[end:], len(given))])

    @classmethod
    def of_pieces(cls, given: str, pieces: Iterable[tuple[str, int]]) -> Unfolded:
        """Join the pieces of a text: what each is in the joined text, and where it ends in the given text."""
        joined: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        given_ends: list[int] = []
        place = start = 0
        for piece, end in pieces:
            place += len(piece)
            if piece != given[start:end]:
                starts.append(place - len(piece))
                ends.append(place)
                given_ends.append(end)
            joined.append(piece)
            start = end
        return cls("".join(joined), given, tuple(starts), tuple(ends), tuple(given_ends))

    @property
    def is_folded(self) -> bool:
        return bool(self.ends)

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where what starts and ends at two places in the joined text is in the given text.

        What is left out before it and after it does not belong to it.
        """
        if not self.ends:
            return start, end
        before = bisect_left(self.ends, end)
        is_written = before < len(self.ends) and self.ends[before] == end and self.starts[before] < end
        given = self._start(start)
        return given, max(given, self._place(end, before + is_written))

    def _start(self, joined: int) -> int:
        """Where a place is: after all that is left out there."""
        return self._place(joined, bisect_right(self.ends, joined))

    def _place(self, joined: int, before: int) -> int:
        past = (joined - self.ends[before - 1] + self.given_ends[before - 1]) if before else joined
        return min(past, self.given_ends[before]) if before < len(self.ends) else past

    def as_given(self, tree: Tree[Token]) -> Tree[Token]:
        """A copy of a tree of the joined text whose leaves, joined, are the given text."""
        return Tree(
            tree.data,
            [self.as_given(child) if isinstance(child, Tree) else self._leaf(child) for child in tree.children],
        )

    def _leaf(self, token: Token) -> Token:
        assert token.start_pos is not None
        assert token.end_pos is not None
        start, end = self._start(token.start_pos) if token.start_pos else 0, self._start(token.end_pos)
        leaf = token.update(value=self.given[start:end])
        leaf.start_pos, leaf.end_pos = start, end
        return leaf
