"""A variant looked at closely: its diagnostic, the known text that is nearest, and the least text that shows it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

import attrs

from ..api import read, read_file
from ..grammars import Layout
from ..parsing import leaves
from ..reading import Reading
from ..views.snapshot import parse_snapshot, snapshot_text
from .inventing import Invention, invented
from .minimising import Read, minimised
from .outcomes import manner, parsed
from .store import Store
from .variants import Branches, Cause, Known, cause_of, causes, nearest


@attrs.frozen
class Study:
    """A variant in its first text.

    Attributes:
        example: the reading of that text, with no diagnostic but the variant's
        nearest: the name of the text in the store that comes nearest; None where none has an error of that code
        least: the least text that shows it, its names, amounts and footnotes invented; None where every text does
    """

    example: Reading
    nearest: str | None
    least: Invention | None


def study(path: str, cause: Cause, store: Store, layout: Layout | None, known: Iterable[Known]) -> Study:
    """Look closely at why a text is unread; ``known`` are the store's ``known_texts``."""
    how = manner(store.stored(path), layout)
    reading = read_file(path, *how)
    snapshot = parse_snapshot(snapshot_text(reading))
    said = zip(reading.diagnostics, snapshot.remarks, strict=True)
    branches = Branches(snapshot.tree)
    first = next(diagnostic for diagnostic, remark in said if cause_of(remark, branches) == cause)
    of_it = tuple(d for d in reading.diagnostics if attrs.evolve(d, path=None) == attrs.evolve(first, path=None))
    others = [text for text in known if text.name != store.key(path)]
    near = nearest(cause, snapshot.layout, others)
    again = partial(read, layout=how[0], start=how[1])
    wanted = (first.expected or "") if cause.code.startswith("missing-") else ""
    least = _least(reading, again, cause, causes(snapshot).index(cause), wanted)
    return Study(attrs.evolve(reading, diagnostics=of_it), near, least)


def _least(reading: Reading, again: Read, cause: Cause, rank: int, wanted: str) -> Invention | None:
    """The least text that is unread for a cause, and for no more others before it than there were.

    What is wanted and missing is missing from every shorter text, too: the token that comes nearest to it stays.
    """
    if reading.tree is None:
        return None
    token = max(map(str, leaves(reading.tree)), key=lambda token: _common_words(token, wanted), default="")
    common = _common_words(token, wanted)

    def shows(text: str) -> bool:
        if _common_words(text, wanted) < common:
            return False
        found = again(text)
        return found.layout == reading.layout and cause in causes(parse_snapshot(snapshot_text(found)))[: rank + 1]

    if shows(""):
        return None
    return invented(
        minimised(reading.text, again, lambda text: (not common or token in text) and shows(text)), again, shows
    )


def known_texts(store: Store) -> list[Known]:
    """The texts of a store whose snapshots say that something was not read."""
    found = []
    for name, kept in store.kept():
        snapshot = parsed(kept) if "error[" in kept else None
        if snapshot and (why := causes(snapshot)):
            found.append(Known(name, snapshot.layout, tuple(why)))
    return found


def _common_words(text: str, wanted: str) -> int:
    return len(set(wanted.split()).intersection(text.split()))
