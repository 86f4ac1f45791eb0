"""Whether the captions of a table are in the form's order, and which are not on the form: rows are read by position."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

import attrs
from lark import Token

from ...captions import Printed
from ...findings import Finding, place_of
from ...part import Part
from ...values import to_text
from ..columns import TableKind
from ..page import Table
from .shifts import CELL_ENDS

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


@attrs.frozen
class AddedColumn:
    """A column that a text has and the form has not.

    Attributes:
        before: the number of the form's column that it stands before, from 0; behind the last one, their number
        caption: its caption
    """

    before: int
    caption: Token


def added_columns(table: Table) -> tuple[AddedColumn, ...]:
    """The columns that the form does not have, by the captions of the first head; none if a place is not sure.

    A place is sure if the caption is alone in its cell, and its neighbours are those of adjacent columns.
    """
    added: list[AddedColumn] = []
    waiting: list[Token] = []
    behind = 0  # the column behind those of the last caption; -1 if that is not known
    for cell in _cells(table.whole.parts_of(f"{table.kind.rule}_head")):
        if all(token.type == "ODD_TEXT" for token in cell):
            waiting.append(cell[0])
            continue
        known = _columns_of(cell[0].value, False, table.kind)
        if waiting and (known is None or known[0] != behind):
            return ()
        added += [AddedColumn(behind, caption) for caption in waiting]
        waiting, behind = [], known[1] + 1 if known else -1
    if waiting and behind != table.kind.width:
        return ()
    return (*added, *(AddedColumn(behind, caption) for caption in waiting))


def _cells(heads: list[Part]) -> Iterator[list[Token]]:
    """The cells of the first head that are not blank."""
    for is_separator, tokens in groupby(heads[0].tokens if heads else (), lambda token: token.type in CELL_ENDS):
        if not is_separator:
            yield list(tokens)


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
