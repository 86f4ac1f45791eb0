"""Folded lines: a converter broke them at a width. They are joined before a text is parsed; no place is lost."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate

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
    """A text whose folds are joined.

    Attributes:
        text: the joined text
        given: the text with its folds
        ends: where each fold ends in the joined text
        surplus: how many characters of the given text are missing in the joined text, up to and with each fold
    """

    text: str
    given: str
    ends: tuple[int, ...] = ()
    surplus: tuple[int, ...] = (0,)

    @classmethod
    def of(cls, given: str, folding: Folding | None) -> Unfolded:
        """Join a text: a blank for each fold at a blank, nothing for one within a word."""
        if folding is None or folding.evidence.search(given) is None:
            return cls(given, given)
        folds = [(fold.end(), len(fold[0]) - (fold["inside"] is None)) for fold in folding.fold.finditer(given)]
        surplus = tuple(accumulate((lost for _, lost in folds), initial=0))
        ends = tuple(end - lost for (end, _), lost in zip(folds, surplus[1:], strict=True))
        return cls(folding.fold.sub(lambda fold: " " if fold["inside"] is None else "", given), given, ends, surplus)

    @property
    def is_folded(self) -> bool:
        return bool(self.ends)

    def place(self, joined: int) -> int:
        """Where a place in the joined text is in the given text; the end of a fold is after the fold."""
        return joined + self.surplus[bisect_left(self.ends, joined + 1)]

    def move(self, tokens: Iterable[Token]) -> None:
        """Give tokens of the joined text the places that they have in the given text."""
        for token in tokens:
            assert token.start_pos is not None
            assert token.end_pos is not None
            token.start_pos, token.end_pos = self.place(token.start_pos), self.place(token.end_pos)


def with_text(tree: Tree[Token], text: str) -> Tree[Token]:
    """A copy of a tree whose leaves have what a text has at their places."""
    return Tree(
        tree.data,
        [
            with_text(child, text)
            if isinstance(child, Tree)
            else child.update(value=text[slice(child.start_pos, child.end_pos)])
            for child in tree.children
        ],
    )
