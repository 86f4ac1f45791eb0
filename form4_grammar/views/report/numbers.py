"""Words and places of a page as numbers: a word is written once, and a place is counted as JavaScript counts."""

from __future__ import annotations

from bisect import bisect_left

from ...spans import Span

Place = tuple[int | None, int | None]


class Numbers:
    """Numbers for the words that a page has often, and for places of its text.

    Places are in UTF-16 code units, in which a character above U+FFFF is two.
    """

    def __init__(self, text: str) -> None:
        self._length = len(text)
        self._pairs = [] if text.isascii() else [index for index, character in enumerate(text) if character > "\uffff"]
        self._words: dict[str, int] = {}

    def word(self, word: str | None) -> int | None:
        """The index of a word in ``words``; None for none."""
        return None if word is None else self._words.setdefault(word, len(self._words))

    @property
    def words(self) -> list[str]:
        """The words so far."""
        return list(self._words)

    def place(self, span: Span | None) -> Place:
        """Start and end of a span; None where there is none, or no text, as of a reading that comes from data."""
        if span is None or span.end > self._length:
            return None, None
        return self.units(span.start), self.units(span.end)

    def units(self, index: int) -> int:
        """The place of an index into the text."""
        return index + bisect_left(self._pairs, index)
