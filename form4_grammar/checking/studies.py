"""Studies a variant: its diagnostic, the nearest known text and a minimal reproduction."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

import attrs

from ..language import Answer
from ..reading import Reading
from ..views.snapshot import parse_snapshot
from .inventing import Invention, invented
from .minimising import Read, minimised, pieces_of
from .readings import Chosen, parsed, read_again, read_as, snapshot_of
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

    example: Reading | Answer
    nearest: str | None
    reproduction: Invention | None


def study(path: str, cause: Cause, store: Store, chosen: Chosen, known: Iterable[Known]) -> Study:
    """Study why a text is unread; ``known`` is the result of ``known_texts``."""
    kept = store.stored(path)
    reading = read_as(path, kept, chosen)
    snapshot = parse_snapshot(snapshot_of(reading))
    reported = zip(reading.diagnostics, snapshot.remarks, strict=True)
    branches = Branches(snapshot.tree)
    first = next(diagnostic for diagnostic, remark in reported if cause_of(remark, branches) == cause)
    same = tuple(d for d in reading.diagnostics if attrs.evolve(d, path=None) == attrs.evolve(first, path=None))
    others = [text for text in known if text.name != store.key(path)]
    near = nearest(cause, snapshot.layout, others)
    again = partial(read_again, kept=kept, reader=chosen.reader_of(path))
    wanted = (first.expected or "") if cause.code.startswith("missing-") else ""
    reproduction = _minimal_reproduction(reading, again, cause, causes(snapshot).index(cause), wanted)
    return Study(attrs.evolve(reading, diagnostics=same), near, reproduction)


def _minimal_reproduction(
    reading: Reading | Answer, again: Read, cause: Cause, rank: int, wanted: str
) -> Invention | None:
    """Return a minimal text with the same cause, and with at most ``rank`` other causes before it.

    Text that is missing from the original is missing from every shorter text, too. To keep the reproduction meaningful,
    the token most similar to the missing text stays.
    """
    if isinstance(reading, Reading) and reading.tree is None:
        return None
    token = max(map(str, pieces_of(reading)), key=lambda token: _common_words(token, wanted), default="")
    common = _common_words(token, wanted)
    layout = parse_snapshot(snapshot_of(reading)).layout

    def shows(text: str) -> bool:
        if _common_words(text, wanted) < common:
            return False
        found = again(text)
        snapshot = parse_snapshot(snapshot_of(found))
        return snapshot.layout == layout and cause in causes(snapshot)[: rank + 1]

    if shows(""):
        return None
    text = minimised(reading.text, again, lambda text: (not common or token in text) and shows(text))
    if isinstance(reading, Answer):
        return Invention(text, (), is_invented=False)
    return invented(text, again, shows)


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
