"""Reads a text as its snapshot was made: as a filing, or in the language of a grammar that builds on no form."""

from __future__ import annotations

from ..api import read, read_file
from ..grammars import Layout, layouts
from ..language import Answer, Language
from ..lossless import leaves
from ..reading import Format, Reading
from ..views.snapshot import OF_A_FILING, Snapshot, parse_snapshot, snapshot_text

Chosen = Layout | Language | None  # what is to read the texts; None for the layout that each of them shows
Manner = tuple[Layout | None, str | None]  # the layout and the public rule to read a text by, as ``read`` takes them


def read_as(path: str, kept: str | None, chosen: Chosen) -> Reading | Answer:
    """Read a file, given its snapshot. Raises OSError if it cannot be read."""
    if isinstance(chosen, Language):
        return chosen.read_file(path)
    return read_file(path, *manner(kept, chosen))


def read_again(text: str, kept: str | None, chosen: Chosen) -> Reading | Answer:
    """Read a text as ``read_as`` reads a file."""
    return chosen.read(text) if isinstance(chosen, Language) else read(text, *manner(kept, chosen))


def snapshot_of(reading: Reading | Answer) -> str:
    """Return the snapshot of a reading."""
    return reading.snapshot() if isinstance(reading, Answer) else snapshot_text(reading)


def is_whole(reading: Reading | Answer) -> bool:
    """Return whether what was read is the whole text."""
    if isinstance(reading, Answer):
        # The pieces of a text that was refused are no less than the text.
        return "".join(piece.token for piece in reading.pieces) == reading.text
    return reading.tree is None or "".join(leaves(reading.tree)) == reading.text


def is_no_text(reading: Reading | Answer) -> bool:
    """Return whether a file was neither a text nor in a format that has no tree."""
    return isinstance(reading, Reading) and reading.tree is None and not isinstance(reading.layout, Format)


def manner(kept: str | None, layout: Layout | None) -> Manner:
    """Return the layout and the public rule to read a text with, given its snapshot.

    If the snapshot is of one section, its rule is used, and its layout unless one is given. Any other text is read as a
    whole filing.
    """
    stored = None if kept is None or OF_A_FILING in kept else parsed(kept)  # parsing is slow, and sections are rare
    if stored is None:
        return layout, None
    return layout or next((known for known in layouts() if known.name == stored.layout), None), stored.start


def parsed(kept: str | None) -> Snapshot | None:
    """Parse a stored snapshot; return None if there is none or it is damaged."""
    try:
        return parse_snapshot(kept) if kept is not None else None
    except ValueError:
        return None
