"""Finds texts on which a regular expression takes more time than in proportion to their length.

Each part of an expression that may repeat without a bound is repeated many times. What follows does not fit, so the
expression goes back. One that then tries the rest again at every place takes time like the square of the length.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from functools import cache
from re import _parser  # Python's own parser of regular expressions
from typing import Any

import attrs

from .samples import REPEATS, inner_nodes, looked_for, takes, texts

OFTEN = 50  # repetitions
CHARACTER = ("LITERAL", "NOT_LITERAL", "IN", "ANY", "CATEGORY")
WITHOUT_A_BOUND = 2_000  # repetitions
PLAIN = " \t\xa0\nx1A(|*-.\\"  # of the characters that a class takes, these are repeated
BEHIND = ("", "\n", "x\n", "\0")
# The first lengths show that time doubles with each character; the last, that it grows like the square of the length.
LENGTHS = (16, 18, 20, 22, 24, 28, 32, 40, 48, 64, 128, 512, 2_048, 8_192)
LIMIT = 0.015  # seconds; an expression that goes through 8,192 characters a few times takes a tenth of it


@attrs.frozen
class Pump:
    """A text of any length.

    Attributes:
        before: what it begins with
        unit: what is repeated
        behind: what it ends with
    """

    before: str
    unit: str
    behind: str

    def text(self, length: int) -> str:
        return self.before + self.unit * (length // len(self.unit)) + self.behind


@cache
def pumps(pattern: str) -> tuple[Pump, ...]:
    """Return the texts in which one repeatable part of an expression grows."""
    nodes = _parser.parse(pattern)
    stops = {stop[:-1] for stop in looked_for(nodes) if len(stop) > 1} | {""}
    found = dict.fromkeys(_repeated(nodes, ""))
    units = {(before, unit + stop): None for before, unit in found for stop in sorted(stops)[:8]}
    return tuple(Pump(before, unit, behind) for before, unit in units for behind in BEHIND)


@cache
def slow_pump(pattern: str) -> Pump | None:
    """Return a text on which an expression takes more time than in proportion to its length; None if there is none."""
    if _goes_back_once(pattern):
        return None
    compiled = re.compile(pattern)
    for pump in pumps(pattern):
        for length in LENGTHS:
            if _is_slow(compiled, pump, length):
                return pump
    return None


def _is_slow(compiled: re.Pattern[str], pump: Pump, length: int) -> bool:
    """Whether a match takes long, and much more than twice as long as that of half the length.

    It is measured again where it seems so: the machine may be busy, or slow, as one in a browser is.
    """
    if _seconds(compiled, pump.text(length)) < LIMIT:
        return False
    half, whole = (min(_seconds(compiled, pump.text(each)) for _ in range(3)) for each in (length // 2, length))
    return whole > LIMIT and whole > 3 * half


def _goes_back_once(pattern: str) -> bool:
    """Return whether at most one part of an expression repeats often, and that is a single character.

    Such an expression tries what follows once at every place.
    """
    often = [argument for name, argument in _parts(_parser.parse(pattern)) if name in REPEATS and argument[1] > OFTEN]
    return len(often) < 2 and all(len(nodes) == 1 and str(nodes[0][0]) in CHARACTER for _, _, nodes in often)


def _parts(nodes: Any) -> Iterator[tuple[str, Any]]:
    for operation, argument in nodes:
        name = str(operation)
        yield name, argument
        inner = [argument[1]] if name in ("ASSERT", "ASSERT_NOT") else inner_nodes(name, argument)
        for each in inner:
            yield from _parts(each)


def _seconds(compiled: re.Pattern[str], text: str) -> float:
    start = time.process_time()
    compiled.match(text)
    return time.process_time() - start


def _repeated(nodes: Any, before: str) -> Iterator[tuple[str, str]]:
    """Yield what can be repeated in a sequence of nodes, each with the simplest text before it."""
    for operation, argument in nodes:
        name = str(operation)
        if name in REPEATS and argument[1] > WITHOUT_A_BOUND:
            yield from ((before, unit) for unit in _units(argument[2]))
        for inner in _all_inner(name, argument):
            yield from _repeated(inner, before)
        before += texts([(operation, argument)])[0]


def _units(nodes: Any) -> list[str]:
    found = [text for text in texts(nodes) if text]
    if len(nodes) == 1:
        operation, argument = nodes[0]
        found += [plain for plain in PLAIN if takes(str(operation), argument, plain)]
    return list(dict.fromkeys(found))


def _all_inner(operation: str, argument: Any) -> list[Any]:
    """The inner nodes of a node, those of lookaheads included."""
    if operation in ("ASSERT", "ASSERT_NOT"):
        return [argument[1]] if argument[0] == 1 else []
    return inner_nodes(operation, argument)
