"""Studies a variant: its diagnostic, the nearest known text and a minimal reproduction."""

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
    """The result of studying a variant.

    Attributes:
        example: the reading of the variant's first text, with only the diagnostics of the variant
        nearest: the name of the most similar text in the store; None if no text has an error of that code
        reproduction: a minimal text that has the same error, with invented names, amounts and footnotes; None for a
            file that is not text, or if even an empty text has the error
    """

    example: Reading
    nearest: str | None
    reproduction: Invention | None


def study(path: str, cause: Cause, store: Store, layout: Layout | None, known: Iterable[Known]) -> Study:
    """Study why a text is unread; ``known`` is the result of ``known_texts``."""
    chosen_layout, start = manner(store.stored(path), layout)
    reading = read_file(path, chosen_layout, start)
    snapshot = parse_snapshot(snapshot_text(reading))
    reported = zip(reading.diagnostics, snapshot.remarks, strict=True)
    branches = Branches(snapshot.tree)
    first = next(diagnostic for diagnostic, remark in reported if cause_of(remark, branches) == cause)
    same = tuple(d for d in reading.diagnostics if attrs.evolve(d, path=None) == attrs.evolve(first, path=None))
    others = [text for text in known if text.name != store.key(path)]
    near = nearest(cause, snapshot.layout, others)
    again = partial(read, layout=chosen_layout, start=start)
    wanted = (first.expected or "") if cause.code.startswith("missing-") else ""
    reproduction = _minimal_reproduction(reading, again, cause, causes(snapshot).index(cause), wanted)
    return Study(attrs.evolve(reading, diagnostics=same), near, reproduction)


def _minimal_reproduction(reading: Reading, again: Read, cause: Cause, rank: int, wanted: str) -> Invention | None:
    """Return a minimal text with the same cause, and with at most ``rank`` other causes before it.

    Text that is missing from the original is missing from every shorter text, too. To keep the reproduction meaningful,
    the token most similar to the missing text stays.
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
    """Return the texts of a store whose snapshots have errors."""
    found = []
    for name, kept in store.kept():
        snapshot = parsed(kept) if "error[" in kept else None
        if snapshot and (why := causes(snapshot)):
            found.append(Known(name, snapshot.layout, tuple(why)))
    return found


def _common_words(text: str, wanted: str) -> int:
    return len(set(wanted.split()).intersection(text.split()))
