"""Measure how long ownership XML takes to read, beside other readers of it, in one run.

    pip install lxml edgartools
    python benchmarks/xml_readers.py [FOLDER] [--rounds N]

FOLDER has .xml files; the default is the corpus (../shared/corpus-inputs/xml, beside the folder that FORM4_CORPUS
names), else tests/edgar. Files that one of the readers refuses are left out for all. Each round reads every file with
every reader, one reader after the other, so that whatever slows the machine slows all of them. A figure is the median
over the rounds, in milliseconds per file; the ratio is to that of form4_grammar.

  expat              the standard library's parser, with no handler
  lxml               lxml.etree to typed tuples: the cells of both tables, the footnotes and the owners, in 25 lines
  form4_grammar      read: a Filing with places and diagnostics
  edgartools         Ownership.from_xml; it would ask EDGAR about each owner, so that is replaced by nothing

A reader that is not installed is left out. A benchmark measures and asserts nothing.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import statistics
import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path
from xml.parsers import expat

import form4_grammar as f4

ROOT = Path(__file__).parent.parent
CORPUS = Path(os.environ.get("FORM4_CORPUS", ROOT.parent / "shared" / "corpus")).parent / "corpus-inputs" / "xml"
Reader = Callable[[bytes], object]


def with_expat(data: bytes) -> object:
    return expat.ParserCreate().Parse(data, True)


def lxml_reader() -> Reader:
    from lxml import etree

    def value(text: str) -> object:
        try:
            return dt.date.fromisoformat(text) if text[4:5] == "-" else Decimal(text)
        except (ValueError, ArithmeticError):
            return text

    def cells(row: etree._Element) -> tuple[object, ...]:
        return tuple(
            (
                cell.tag,
                value((cell.findtext("value") or "").strip()),
                tuple(m.get("id") for m in cell.iter("footnoteId")),
            )
            for cell in row.iter()
            if cell.find("value") is not None or cell.find("footnoteId") is not None
        )

    def read(data: bytes) -> object:
        root = etree.fromstring(data)
        tables = [tuple(cells(row) for row in table) for table in root if table.tag.endswith("Table")]
        owners = [
            tuple((leaf.tag, leaf.text) for leaf in owner.iter() if not len(leaf))
            for owner in root.iter("reportingOwner")
        ]
        notes = {note.get("id"): note.text for note in root.iter("footnote")}
        head = {leaf.tag: value((leaf.text or "").strip()) for leaf in root if not len(leaf)}
        return tables, owners, notes, head

    return read


def edgartools_reader() -> Reader:
    from edgar.ownership import Ownership, owners

    owners.Entity = lambda *_: None
    return lambda data: Ownership.from_xml(data.decode("utf-8"))


def readers() -> Iterator[tuple[str, Reader]]:
    yield "form4_grammar", lambda data: f4.read(data.decode("utf-8"))
    yield "expat", with_expat
    if find_spec("lxml"):
        yield "lxml", lxml_reader()
    if find_spec("edgar"):
        yield "edgartools", edgartools_reader()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=CORPUS if CORPUS.is_dir() else ROOT / "tests" / "edgar")
    parser.add_argument("--rounds", type=int, default=15)
    chosen = parser.parse_args()
    known = dict(readers())
    given = [path.read_bytes() for path in sorted(chosen.folder.glob("*.xml"))]
    files = [data for data in given if is_read(data, known)]
    size = sum(map(len, files)) / len(files)
    print(f"{len(files)} of {len(given)} files, of {size:,.0f} bytes on average, {chosen.rounds} rounds")
    taken: dict[str, list[float]] = {name: [] for name in known}
    for _ in range(chosen.rounds):
        for name, read in known.items():
            start = time.perf_counter()
            for data in files:
                read(data)
            taken[name].append((time.perf_counter() - start) * 1000 / len(files))
    own = statistics.median(taken["form4_grammar"])
    for name, times in taken.items():
        median = statistics.median(times)
        print(f"{name:14} {median:7.3f} ms {median / own:6.2f} times  (from {min(times):.3f} to {max(times):.3f})")


def is_read(data: bytes, known: dict[str, Reader]) -> bool:
    """Whether every reader takes a file; others are left out for all."""
    try:
        for read in known.values():
            read(data)
    except Exception:
        return False
    return True


if __name__ == "__main__":
    main()
