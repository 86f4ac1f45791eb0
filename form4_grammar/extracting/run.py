"""A run over any number of texts: parts of so many documents, each written when it is whole, in the order of the texts.

A run that was interrupted goes on behind its last whole part, and its files have the bytes that they would have had.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from functools import partial
from hashlib import sha256
from itertools import islice, tee

import attrs

from ..datasets import Rows
from ..datasets.schema import TABLES
from ..grammars import Layouts
from ..pools import Lost, map_in_processes
from .sources import Item
from .store import OtherRunError, Store
from .totals import Totals
from .work import DIED, failed_rows, rows_of_item

AHEAD = 64  # documents for each process: those in memory whose turn has not come

Numbered = tuple[int, Item]
Work = Callable[[Numbered], Rows]


@attrs.frozen
class Options:
    """How a run reads.

    Attributes:
        workers: how many processes; one reads in this process
        part_size: how many documents a part has
        layout: the layout of all texts; of several, the one that a text shows; None for all that ship
        rules: whether the findings of the form's rules are among the diagnostics
    """

    workers: int
    part_size: int
    layout: Layouts = None
    rules: bool = True


def run(items: Iterable[Item], store: Store, options: Options, on_document: Callable[[Rows | None], object]) -> Totals:
    """Write the tables of all texts; return what was found.

    ``on_document`` is called with the rows of each document, or with None for one that an earlier run has written.
    Raises OtherRunError if the texts of an earlier run's parts are not those that are given.
    """
    totals, given = Totals(), iter(items)
    number = _parts_of_before(given, store, options.part_size, totals, on_document)
    first = (number - 1) * options.part_size + 1
    named, to_read = tee(enumerate(given, first))
    part = _Part()
    with closing(_results(to_read, options)) as results:
        for (_, item), rows in zip(named, results, strict=True):
            part.add(item, rows)
            on_document(rows)
            if part.size == options.part_size:
                part.write(store, number, totals)
                part, number = _Part(), number + 1
    if part.size or number == 1:
        part.write(store, number, totals)
    return totals


def _parts_of_before(
    items: Iterator[Item], store: Store, size: int, totals: Totals, on_document: Callable[[Rows | None], object]
) -> int:
    """Pass over the texts whose parts are whole; return the number of the first part that is to be written."""
    number = 1
    while (note := store.part(number)) is not None:
        names = [item.name for item in islice(items, size)]
        if note["names"] != _digest(names):
            raise OtherRunError(f"{store.folder} holds a run over other texts: part {number} has others")
        totals.add(note["counts"])
        for _ in names:
            on_document(None)
        number += 1
        if len(names) < size:
            break
    return number


def _results(items: Iterator[Numbered], options: Options) -> Generator[Rows, None, None]:
    """The rows of each text, in the order of the texts."""
    work: Work = partial(rows_of_item, layout=options.layout, rules=options.rules)
    if options.workers == 1:
        yield from map(work, items)
        return
    given, to_read = tee(items)
    found = map_in_processes(work, to_read, options.workers, alike=_folder, ahead=AHEAD * options.workers)
    with closing(found):
        for numbered, result in zip(given, found, strict=True):
            yield _again(numbered, work) if isinstance(result, Lost) else result


def _again(numbered: Numbered, work: Work) -> Rows:
    """The rows of a text whose process has died: by a process of its own, as the text may not be what it died of."""
    with closing(map_in_processes(work, [numbered], 1)) as found:
        [result] = found
    if isinstance(result, Lost):
        message = f"the process that read it has died twice ({result.exit_code}); is memory short?"
        return failed_rows(*numbered, DIED, message)
    return result


def _folder(numbered: Numbered) -> str:
    """The folder of a text: its texts are mostly of one layout, whose lexers one process compiles for all of them."""
    return os.path.dirname(numbered[1].name)


def _digest(names: Iterable[str]) -> str:
    return sha256("\n".join(names).encode(errors="backslashreplace")).hexdigest()


class _Part:
    """The documents of a part, as they come."""

    def __init__(self) -> None:
        self._names: list[str] = []
        self._rows: Rows = {table.name: [] for table in TABLES}

    @property
    def size(self) -> int:
        return len(self._names)

    def add(self, item: Item, rows: Rows) -> None:
        self._names.append(item.name)
        for table, of_table in rows.items():
            self._rows[table] += of_table

    def write(self, store: Store, number: int, totals: Totals) -> None:
        found = Totals()
        found.add_rows(self._rows)
        store.write(number, self._rows, {"names": _digest(self._names), "counts": found.data()})
        totals.add(found.data())
