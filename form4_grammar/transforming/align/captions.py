"""Whether the captions of a table are in the form's order. In another, no row is read: rows are read by position."""

from __future__ import annotations

import re
from functools import lru_cache

from lark import Token

from ...captions import Printed
from ...findings import Finding, place_of
from ...part import Part
from ...values import to_text
from ..columns import TableKind
from ..page import Table

NUMBER = re.compile(r"[0-9]+[A-Za-z]?\\?\.")

Columns = tuple[int, int]  # the first and the last column that a caption stands above


def out_of_order(table: Table) -> Finding | None:
    """A finding for the first caption that is not above its columns; None if all are, or are missing."""
    for head in table.whole.parts_of(f"{table.kind.rule}_head"):
        caption = _misplaced(head, table.kind)
        if caption is not None:
            message = (
                f"{table.kind.name}: {to_text(caption)!r} is not in its place; rows are read by position, so none is"
            )
            expected = "the columns in the form's order"
            return Finding(message, table.kind.field, expected, place=place_of([caption]), code="caption-order")
    return None


def _misplaced(head: Part, table: TableKind) -> Token | None:
    cell, before, is_spread = 0, 0, False
    captions: list[tuple[int, Columns, Token]] = []
    for token in head.tokens:
        known = _columns_of(token.value, "SUB" in token.type or token.type == "SECOND_LINE", table)
        cell += token.count("\t") + token.count("|") if token.type == "SECOND_LINE" else 0
        if token.type == "_SEP":
            cell += 1
        elif known is not None:
            if known[0] < before:
                return token
            is_spread = is_spread or cell > len(captions)
            before = known[0]
            captions.append((cell, known, token))
    if cell + 1 == table.width and is_spread:  # blank cells show the columns that a caption spans
        return next((token for place, (first, last), token in captions if not first <= place <= last), None)
    return None


@lru_cache(maxsize=4096)  # the captions of most pages are alike
def _columns_of(caption: str, is_below: bool, table: TableKind) -> Columns | None:
    """The columns below a caption, by its letters; None if the form has no such caption."""
    letters = _letters(caption)
    places = [number for number, printed in enumerate(table.columns) if letters and _is_of(printed, letters, is_below)]
    return (places[0], places[-1]) if places else None


def _is_of(printed: Printed, letters: str, is_below: bool) -> bool:
    if is_below:
        return letters == _letters(printed.subheading or "")
    known = [_letters(heading) for heading in (printed.heading, printed.classic)]
    return any(heading.startswith(letters) or letters.startswith(heading) for heading in known)


def _letters(caption: str) -> str:
    """A caption without its number, and without what converters may change."""
    return "".join(filter(str.isalpha, NUMBER.sub("", to_text(caption) or "", count=1))).lower()
