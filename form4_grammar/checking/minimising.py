"""Reduces a text to a minimal one that still shows something, by leaving out lines, then tokens, then words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from ..language import Answer
from ..lossless import leaves
from ..reading import Reading

LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
WORD = re.compile(r" [^\s]+|[^ ]+| ")

Read = Callable[[str], Reading | Answer]
Shows = Callable[[str], bool]


def minimised(text: str, read: Read, shows: Shows) -> str:
    """Leave out everything that a text does not need to pass ``shows``. The result ends with a line end if possible."""
    text = _fewest(LINE.findall(text), shows)
    text = _fewest(list(_cells(read(text))), shows)
    text = _fewest(WORD.findall(text), shows)
    return f"{text}\n" if not text.endswith("\n") and shows(f"{text}\n") else text


def _cells(reading: Reading | Answer) -> Iterator[str]:
    """Yield the tokens of a text, each with the separator after it, so that leaving one out does not join others."""
    held = ""
    for token in pieces_of(reading):
        if held and (held.isspace() or not token.isspace()):
            yield held
            held = ""
        held += token
    yield held


def pieces_of(reading: Reading | Answer) -> Iterator[str]:
    """The tokens of a text; joined, they are the text."""
    if isinstance(reading, Answer):
        return (piece.token for piece in reading.pieces)
    return leaves(reading.tree) if reading.tree is not None else iter(())


def _fewest(pieces: list[str], shows: Shows) -> str:
    """Join as few of the pieces as are needed. Leaves out half of them at a time, then ever fewer, in the end one."""
    size = len(pieces)
    while size > 1:
        size = (size + 1) // 2
        start = 0
        while start < len(pieces):
            fewer = pieces[:start] + pieces[start + size :]
            if shows("".join(fewer)):
                pieces = fewer
            else:
                start += size
    return "".join(pieces)
