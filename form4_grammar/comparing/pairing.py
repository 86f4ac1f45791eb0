"""Which entries of two filings are the same row, note or signature; and the fields of a filing by path."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any

import attrs

from ..fields import Cell, columns
from ..filing import Filing

LISTS = ("non_derivative", "derivative", "footnotes", "signatures", "reporting_owners")
ENTRY = re.compile(r"(\w+)\[([0-9]+)\]")
Pairs = list[tuple[int, int]]


@attrs.frozen
class Paired:
    """Two filings without the entries that only one of them has.

    Attributes:
        one: the first filing
        other: the second filing, whose lists are as long
        pairs: for each list of entries, the numbers of those that are the same in both
        lone: for each list, the numbers of the other entries of the first filing, and of the second
    """

    one: Filing
    other: Filing
    pairs: dict[str, Pairs]
    lone: dict[str, tuple[list[int], list[int]]]

    def paths(self, path: str) -> tuple[str, str]:
        """Return the paths that a field has in both filings as they were given."""
        entry = ENTRY.match(path)
        if entry is None:
            return path, path
        first, second = self.pairs[entry[1]][int(entry[2])]
        rest = path[entry.end() :]
        return f"{entry[1]}[{first}]{rest}", f"{entry[1]}[{second}]{rest}"


def paired(one: Filing, other: Filing) -> Paired:
    """Pair the entries of two filings in their order; where there are more in one, by what is in them."""
    pairs = {name: _pairs(getattr(one, name), getattr(other, name)) for name in LISTS}
    first = {name: [i for i, _ in pairs[name]] for name in LISTS}
    second = {name: [j for _, j in pairs[name]] for name in LISTS}
    lone = {name: (_others(one, name, first), _others(other, name, second)) for name in LISTS}
    return Paired(_only(one, first), _only(other, second), pairs, lone)


def _only(filing: Filing, numbers: dict[str, list[int]]) -> Filing:
    kept: dict[str, Any] = {name: tuple(getattr(filing, name)[i] for i in numbers[name]) for name in LISTS}
    return attrs.evolve(filing, **kept)


def _others(filing: Filing, name: str, numbers: dict[str, list[int]]) -> list[int]:
    return sorted({*range(len(getattr(filing, name)))} - {*numbers[name]})


def _pairs(one: tuple[Any, ...], other: tuple[Any, ...]) -> Pairs:
    if len(one) == len(other):
        return [(i, i) for i in range(len(one))]
    matcher = SequenceMatcher(None, list(map(_key, one)), list(map(_key, other)), autojunk=False)
    return [
        pair
        for _, start, end, other_start, other_end in matcher.get_opcodes()
        for pair in zip(range(start, end), range(other_start, other_end), strict=False)
    ]


def _key(entry: Any) -> Any:
    """What tells an entry from others: the values in a row, without its marks; the name of an owner; or all of it."""
    row_class: type[attrs.AttrsInstance] = type(entry)
    cells = [getattr(entry, name) for name in columns(row_class)]
    if cells:
        return tuple(cell.value if isinstance(cell, Cell) else None for cell in cells)
    return getattr(entry, "id", None) or getattr(entry, "name", None)


def fields(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the filled fields of a filing with their paths; a cell is one field."""
    if isinstance(value, tuple):
        for i, entry in enumerate(value):
            yield from fields(entry, f"{path}[{i}]")
    elif attrs.has(type(value)) and not isinstance(value, Cell):
        if hasattr(value, "kind"):
            yield f"{path}.kind", value.kind
        for field in attrs.fields(type(value)):
            yield from fields(getattr(value, field.name), f"{path}.{field.name}".lstrip("."))
    elif value is not None:
        yield path, value
