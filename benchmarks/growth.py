"""Measure how the time of a reading grows with the text: exponents, and microseconds per token.

    python benchmarks/growth.py [--layout NAME ...] [--kind NAME ...] [--worst N] [--gc]

For every kind of growth, each text that can grow in this way is read once at a medium size. The slowest of each layout
and kind (``--worst``, 5) are then measured at several sizes. All texts grow from the fixture that every layout has.
The time grows like the size to the power of the exponent, which is fitted to the logarithms of the three largest sizes
that were read, after subtracting the time of the original text. "-" means that too few sizes took longer than that. A
reading is stopped after 5 seconds, and a text stops growing once it takes 1 second.

  lines, sections    every line of the text (rows, notes, streets, captions), and every section, up to 30,000 times
  unknown, refused   lines that no section has, and lines that the grammar refuses, after every heading
  damage             every kind in tests/damage.py, in every tenth of up to 30,000 rows
  cell               the first token of every terminal in the text, its middle filled with a pattern, up to 1 MB

  pumps              the first token of every terminal, before it what the terminal may repeat, up to 1 MB

  elements, content  ownership XML (``--layout xml``): every element up to 30,000 times; every element's content, and
                     what may stand before the root, filled with a pattern up to 1 MB
  large              ownership XML of 50 MB: 3,000 rows and 50 notes of 1 MB

Python's garbage collector is off while a text is read, as in timeit: scanning a large tree again and again makes 3,000
rows half as slow again, and that is the interpreter's cost. ``--gc`` leaves it on. A benchmark measures and asserts
nothing.
"""

from __future__ import annotations

import argparse
import gc
import math
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from types import FrameType

import attrs

import form4_grammar as f4
from form4_grammar.lossless import leaves
from form4_grammar.workbench.pumps import pumps

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from damage import HEADING, PATTERNS, SMALL, Kind, damaged, lines_of  # noqa: E402

LIMIT = 5.0  # seconds of the processor's, as all of them here
COUNTS = (10, 30, 100, 300, 1_000, 3_000, 10_000, 30_000)
SIZES = (1_000, 4_000, 16_000, 64_000, 256_000, 1_000_000)
ENOUGH = 1.0  # seconds: a text that takes as long need not grow further for its exponent to be seen
KINDS = ("lines", "sections", "unknown", "refused", "damage", "cell", "pumps")
XML, XML_KINDS = "xml", ("elements", "content", "large")
TAG = re.compile(r"<(\w+)(?: [^<>]*[^/<>])?>")
XML_PATTERNS = (
    *("a", " ", "\n", "\u2013", "&#8211;", "&amp;", "<x/>", "<x>", "<!--x-->", "<?x?>", "<![CDATA[x]]>"),
    '<x a="b">a</x>',
)


@attrs.frozen
class Growth:
    """A text that grows: ``text(size)`` has the given size, ``text(0)`` is the original."""

    name: str
    text: Callable[[int], str]
    sizes: tuple[int, ...]
    enough: float = ENOUGH


@attrs.frozen
class Measured:
    """The exponent, the microseconds per token, and the largest size that was tried, with its seconds."""

    name: str
    exponent: float | None
    per_token: float | None
    size: int
    seconds: float
    gave_up: bool


class GaveUp(Exception):  # noqa: N818 - it is no error
    pass


def give_up(_signal: int, _frame: FrameType | None) -> None:
    raise GaveUp


# --------------------------------------------------------------------------------------------- what grows


def repeated(text: str, start: int, end: int) -> Callable[[int], str]:
    return lambda count: text[:end] + text[start:end] * count + text[end:]


def inserted(text: str, place: int, piece: str, by_length: bool = False) -> Callable[[int], str]:
    return lambda size: text[:place] + piece * (size // len(piece) if by_length else size) + text[place:]


def growths(text: str, kinds: list[str]) -> Iterator[Growth]:
    lines = [line for line in lines_of(text) if text[slice(*line)].strip()]
    headings = [found.start() for found in HEADING.finditer(text)]
    behind = [next((start for start, _ in lines if start > heading), len(text)) for heading in headings]
    if "lines" in kinds:
        for start, end in lines:
            yield Growth(f"line {text[start:end].strip()[:40]!r}", repeated(text, start, end), COUNTS)
    if "sections" in kinds:
        for start, end in zip(headings, [*headings[1:], len(text)], strict=True):
            yield Growth(f"section {text[start:end].strip()[:40]!r}", repeated(text, start, end), COUNTS)
    if "unknown" in kinds:
        for start in behind:
            yield Growth(f"unknown before {text[start:][:40]!r}", inserted(text, start, "~ what is this?\n"), COUNTS)
    if "refused" in kinds:
        for start in behind:
            yield Growth(f"refused before {text[start:][:40]!r}", inserted(text, start, "\0 X\t|\n"), COUNTS)
    if "damage" in kinds:
        row = next(line for line in lines if "9,125" in text[slice(*line)])
        for kind in SMALL:
            yield Growth(f"damage {kind.__name__}", damaged_rows(text, *row, kind), COUNTS)
    if "cell" in kinds:
        yield from cells(text)
    if "pumps" in kinds:
        yield from pumped(text)


def growths_of_xml(text: str, kinds: list[str]) -> Iterator[Growth]:
    elements = [(tag, text.index(f"</{tag[1]}>", tag.end())) for tag in TAG.finditer(text)]
    for tag, end in elements:
        if "elements" in kinds:
            whole = tag.start(), end + len(f"</{tag[1]}>")
            yield Growth(f"element <{tag[1]}>", repeated(text, *whole), COUNTS)
        if "content" in kinds:
            for pattern in XML_PATTERNS:
                yield Growth(f"{pattern!r} in <{tag[1]}>", inserted(text, tag.end(), pattern, by_length=True), SIZES)
    if "content" in kinds:
        for pattern in (" ", "\n", "<!--x-->", "<?x?>", "<!--", "<?"):
            yield Growth(f"{pattern!r} first", inserted(text, 0, pattern, by_length=True), SIZES)
    if "large" in kinds:
        starts = {tag[1]: tag.start() for tag, _ in elements}
        row, rest = starts["nonDerivativeTransaction"], starts["nonDerivativeHolding"]
        notes, long = text.index("</footnotes>"), "Vests \u2013 " * 111_000

        def large(rows: int) -> str:
            more = "".join(f'<footnote id="F{10 + i}">{long}</footnote>' for i in range(rows // 60))
            return text[:row] + text[row:rest] * rows + text[rest:notes] + more + text[notes:]

        yield Growth("rows, and a note of 1 MB for 60 of them", large, (375, 750, 1_500, 3_000), 30 * ENOUGH)


def damaged_rows(text: str, start: int, end: int, kind: Kind) -> Callable[[int], str]:
    """A text with many rows; every tenth row is damaged in one place."""

    def grown(count: int) -> str:
        random = Random(count)
        row = text[start:end]
        rows = [damaged(row, kind(row, random.randint)) if number % 10 == 0 else row for number in range(count)]
        return text[:end] + "".join(rows) + text[end:]

    return grown


def cells(text: str) -> Iterator[Growth]:
    """The first token of every terminal, grown in its middle."""
    tree = f4.read(text).tree
    assert tree is not None
    seen = set()
    for leaf in leaves(tree):
        if leaf.type in seen:
            continue
        seen.add(leaf.type)
        assert leaf.start_pos is not None
        place = leaf.start_pos + (len(leaf) + 1) // 2
        for pattern in PATTERNS:
            yield Growth(f"cell {leaf.type} {pattern!r}", inserted(text, place, pattern, by_length=True), SIZES)


def pumped(text: str) -> Iterator[Growth]:
    """The first token of every terminal, behind a text that makes the terminal go back."""
    reading = f4.read(text)
    assert reading.tree is not None
    assert reading.layout is not None
    patterns = {terminal.name: terminal.pattern.to_regexp() for terminal in reading.layout.parser().terminals}
    places = {leaf.type: leaf.start_pos or 0 for leaf in reversed([*leaves(reading.tree)])}
    for name, place in places.items():
        for pump in pumps(patterns[name]):
            if len(pump.unit) == 1 and not pump.behind:
                before = text[:place] + pump.before
                yield Growth(
                    f"pump {name} {pump.before!r} {pump.unit!r}",
                    inserted(before + text[place:], len(before), pump.unit, by_length=True),
                    SIZES,
                )


# --------------------------------------------------------------------------------------------- measuring


def screened(growth: Growth) -> float:
    """How long the text takes at a medium size."""
    try:
        return seconds(growth.text(growth.sizes[len(growth.sizes) // 2 - 1]), growth.enough)[0]
    except GaveUp:
        return LIMIT


def measure(growth: Growth) -> Measured:
    base, _ = seconds(growth.text(0), growth.enough)
    points: list[tuple[int, float]] = []
    per_token: float | None = None
    gave_up = False
    for size in growth.sizes:
        try:
            taken, tokens = seconds(growth.text(size), growth.enough)
            per_token = taken * 1e6 / tokens
        except GaveUp:
            gave_up, taken = True, LIMIT
        points.append((size, taken))
        if taken > growth.enough:
            break
    return Measured(growth.name, exponent(points[-3:], base), per_token, *points[-1], gave_up)


def seconds(text: str, enough: float) -> tuple[float, int]:
    """How long it takes to read a text, and how many tokens it has; of XML, how many places."""
    signal.setitimer(signal.ITIMER_PROF, LIMIT / ENOUGH * enough)
    gc.collect()
    try:
        start = time.process_time()
        reading = f4.read(text)
        taken = time.process_time() - start
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return taken, sum(1 for _ in leaves(reading.tree)) if reading.tree else len(reading.spans()) or 1


def exponent(points: list[tuple[int, float]], base: float) -> float | None:
    """The slope of a line through the points' logarithms; None if the original text takes most of the time."""
    logs = [(math.log(size), math.log(taken - base)) for size, taken in points if taken > 1.5 * base]
    if len(logs) < 2:
        return None
    mean_x, mean_y = (sum(axis) / len(logs) for axis in zip(*logs, strict=True))
    return sum((x - mean_x) * (y - mean_y) for x, y in logs) / sum((x - mean_x) ** 2 for x, _ in logs)


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    names = [str(layout) for layout in f4.layouts()]
    parser.add_argument("--layout", nargs="+", default=[*names, XML], choices=[*names, XML])
    parser.add_argument("--kind", nargs="+", default=[*KINDS, *XML_KINDS], choices=[*KINDS, *XML_KINDS])
    parser.add_argument("--worst", type=int, default=5, help="how many of each layout and kind are measured")
    parser.add_argument("--gc", action="store_true", help="leave Python's garbage collector on while a text is read")
    chosen = parser.parse_args(arguments)
    if not chosen.gc:
        gc.disable()
    signal.signal(signal.SIGPROF, give_up)
    print(f"{'layout':20} {'exponent':>8} {'µs/token':>9} {'size':>9} {'seconds':>8}  what grows")
    for layout in chosen.layout:
        if layout == XML:
            path, known, kinds = ROOT / "tests" / "edgar" / "form-4.xml", growths_of_xml, XML_KINDS
        else:
            [path] = (ROOT / "tests" / "fixtures" / "same-filing").glob(f"{layout}.*")
            known, kinds = growths, KINDS
        text = path.read_bytes().decode("utf-8")
        f4.read(text)  # builds the grammars
        for kind in (kind for kind in chosen.kind if kind in kinds):
            slowest = sorted(known(text, [kind]), key=screened, reverse=True)[: chosen.worst]
            for measured in map(measure, slowest):
                print(f"{layout:20} {shown(measured)}", flush=True)


def shown(measured: Measured) -> str:
    figures = [
        f"{'-':>8}" if measured.exponent is None else f"{measured.exponent:8.2f}",
        f"{'-':>9}" if measured.per_token is None else f"{measured.per_token:9.1f}",
        f"{measured.size:9,} {measured.seconds:8.2f}  {measured.name}",
    ]
    return " ".join(figures) + (" (given up)" if measured.gave_up else "")


if __name__ == "__main__":
    main()
