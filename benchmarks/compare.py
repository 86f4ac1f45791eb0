"""Measure how long filings take to read, beside other readers, and how long a command takes to start, in one run.

    pip install lxml edgartools datamule
    python benchmarks/compare.py [FOLDER] [--rounds N] [--layout NAME ...]

FOLDER has texts of filings; the default is the corpus (FORM4_CORPUS, else ../shared/corpus: its folder classic-tab),
else tests/fixtures/seed. Each filing is written in every layout and as ownership XML, so that all readers read the same
filings; those that a layout cannot show whole, or one of the readers refuses, are left out for all. Each round reads
every filing with every reader, one reader after the other, so that whatever slows the machine slows all of them. A
figure is the median over the rounds, in milliseconds per filing; the ratio is to the first line.

  form4_grammar LAYOUT   read: a Filing with places and diagnostics, from a text or XML
  loads                  the Filing alone, from a text
  edgartools             Ownership.from_xml; it would ask EDGAR about each owner, so that is replaced by nothing
  datamule               Document(…).tables, from XML
  lxml                   lxml.etree to typed tuples: the cells of both tables, the footnotes and the owners, in 25 lines
  expat                  the standard library's parser, with no handler
  regex split            a text split into lines and cells by two expressions: the floor of what reads text in Python

A reader that is not installed is left out. Then each command is started as a process of its own. A benchmark measures
and asserts nothing.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path
from xml.parsers import expat

import attrs

import form4_grammar as f4

ROOT = Path(__file__).parent.parent
CORPUS = Path(os.environ.get("FORM4_CORPUS", ROOT.parent / "shared" / "corpus")) / "classic-tab"
FILE = ROOT / "examples" / "filing.txt"
CELLS, LINES = re.compile(r"\t"), re.compile(r"\r\n|\n|\r")
Reader = Callable[[str], object]


def with_expat(text: str) -> object:
    return expat.ParserCreate().Parse(text.encode(), True)


def split(text: str) -> object:
    return [CELLS.split(line) for line in LINES.split(text)]


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

    def read(text: str) -> object:
        root = etree.fromstring(text.encode())
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
    return Ownership.from_xml


def datamule_reader() -> Reader:
    from datamule.document.document import Document

    return lambda text: Document("4", text.encode(), "form4.xml", "0000000000-00-000000", "2023-01-01").tables


def readers(layouts: list[str]) -> Iterator[tuple[str, str, Reader]]:
    """The name of each reader, what it reads, and how."""
    for layout in (*layouts, "xml"):
        yield f"form4_grammar {layout}", layout, f4.read
    yield f"loads {layouts[0]}", layouts[0], f4.loads
    if find_spec("edgar"):
        yield "edgartools", "xml", edgartools_reader()
    if find_spec("datamule"):
        yield "datamule", "xml", datamule_reader()
    if find_spec("lxml"):
        yield "lxml", "xml", lxml_reader()
    yield "expat", "xml", with_expat
    yield "regex split", layouts[0], split


def with_ciks(filing: f4.Filing) -> f4.Filing:
    """A filing with a CIK for everyone: edgartools refuses XML without, and most pages do not show them."""
    issuer = attrs.evolve(filing.issuer, cik=filing.issuer.cik or "0000000001")
    owners = (attrs.evolve(owner, cik=owner.cik or "0000000002") for owner in filing.reporting_owners)
    return attrs.evolve(filing, issuer=issuer, reporting_owners=tuple(owners))


def written(path: Path, known: list[tuple[str, str, Reader]]) -> dict[str, str] | None:
    """A filing in all layouts; None if one of them cannot show it, or one of the readers refuses it."""
    try:
        filing = with_ciks(f4.load(path))
        texts = {layout: f4.dumps(filing, layout) for layout in dict.fromkeys(layout for _, layout, _ in known)}
        for _, layout, read in known:
            read(texts[layout])
    except Exception:
        return None
    return texts


def processes(rounds: int) -> Iterator[tuple[str, float]]:
    """How long each command takes as a process of its own, in seconds."""
    python = sys.executable
    commands = {
        "python": [python, "-c", "pass"],
        "python, importing rich": [python, "-c", "import rich.console, rich.table"],
        "form4 --help": [python, "-m", "form4_grammar", "--help"],
        "form4 parse FILE": [python, "-m", "form4_grammar", "parse", str(FILE)],
        "form4 parse --json FILE": [python, "-m", "form4_grammar", "parse", "--json", str(FILE)],
    }
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            start = time.perf_counter()
            subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
            taken[name].append(time.perf_counter() - start)
    for name, times in taken.items():
        yield name, statistics.median(times)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    default = CORPUS if CORPUS.is_dir() else ROOT / "tests" / "fixtures" / "seed"
    parser.add_argument("folder", nargs="?", type=Path, default=default)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--most", type=int, default=60, metavar="N", help="filings: those of about the median size")
    parser.add_argument("--layout", action="append", help="default: classic-tab, classic-markdown, current-markdown")
    chosen = parser.parse_args()
    known = list(readers(chosen.layout or ["classic-tab", "classic-markdown", "current-markdown"]))
    paths = sorted((path for path in chosen.folder.iterdir() if path.is_file()), key=lambda path: path.stat().st_size)
    middle = len(paths) // 2
    paths = paths[max(0, middle - chosen.most // 2) : middle + (chosen.most + 1) // 2]
    filings = [texts for path in paths if (texts := written(path, known))]
    print(f"{len(filings)} of {len(paths)} filings, {chosen.rounds} rounds")
    taken: dict[str, list[float]] = {name: [] for name, _, _ in known}
    for _ in range(chosen.rounds):
        for name, layout, read in known:
            start = time.perf_counter()
            for texts in filings:
                read(texts[layout])
            taken[name].append((time.perf_counter() - start) * 1000 / len(filings))
    own = statistics.median(taken[known[0][0]])
    for name, times in taken.items():
        median = statistics.median(times)
        print(f"{name:32} {median:7.3f} ms {median / own:6.2f} times  (from {min(times):.3f} to {max(times):.3f})")
    for name, seconds in processes(chosen.rounds):
        print(f"{name:32} {seconds:7.3f} s")


if __name__ == "__main__":
    main()
