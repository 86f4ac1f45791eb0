"""What a process does with one text: read it, and give the rows of its tables."""

from __future__ import annotations

import io

import attrs

from ..api import read, read_file
from ..datasets import Rows, rows_of
from ..datasets.documents import document_of, failed_document
from ..grammars import Layouts
from ..limits import TooSlowError, time_limit
from ..reading import Reading
from .sources import Item

UNREADABLE, DIED, TOO_SLOW = "unreadable-file", "worker-died", "too-slow"


def rows_of_item(numbered: tuple[int, Item], *, layout: Layouts, rules: bool) -> Rows:
    """The rows of a text with its number, whatever becomes of it."""
    number, item = numbered
    if item.refusal is not None:
        return failed_rows(number, item, UNREADABLE, item.refusal)
    try:
        with time_limit(layout):
            reading = _reading_of(item, layout)
    except OSError as refusal:
        return failed_rows(number, item, UNREADABLE, refusal.strerror or str(refusal))
    except TooSlowError as refusal:
        return failed_rows(number, item, TOO_SLOW, str(refusal))
    reading = attrs.evolve(reading, source=item.name)
    return rows_of(document_of(reading.with_rules() if rules else reading, number))


def failed_rows(number: int, item: Item, code: str, message: str) -> Rows:
    """The rows that say of a text that there is no reading."""
    return rows_of(failed_document(number, item.name, code, message))


def _reading_of(item: Item, layout: Layouts) -> Reading:
    if isinstance(item.content, str):
        return read(item.content, layout)
    return read_file(io.BytesIO(item.content) if isinstance(item.content, bytes) else item.content, layout)
