"""Fuzz ``read``: texts, from the fixtures and the words in the grammars; then XML and HTML, from their seeds and tags.

    pip install -e ".[fuzz]"
    python fuzz/run.py                            # the cases of the gate, the same each time
    python fuzz/run.py -runs=1000000              # longer, of each; or -max_total_time=3600, in seconds
    python fuzz/run.py -max_total_time=3600 DIR   # keep cases that reach new code in DIR, and start from those there

Further arguments are libFuzzer's. A case that fails is written to a file; its name is printed.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import form4_grammar as f4
from form4_grammar.edgar import schema

HERE = Path(__file__).parent
FIXTURES = HERE.parent / "tests" / "fixtures"
XML = HERE.parent / "tests" / "edgar"
GATE = {"texts": ("-runs=2000",), "xml": ("-runs=2000",), "html": ("-runs=700",)}
LONGEST = 20_000  # bytes: twice a usual text
SLOWEST = 60  # seconds; a usual text takes a hundredth of one
MARKUP = {
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "&#8211;",
    "&amp;",
    "&b;",
    '<!DOCTYPE a [<!ENTITY b "&b;">]>',
    ' id="F1"',
    "/>",
}
MARKUP |= {'<?xml version="1.0" encoding="UTF-16"?>', "<XML>", "</DOCUMENT>", "2024-02-30", "1e5", "\ufeff", "\x00"}
HTML = {"<table>", "</table>", "<tr>", "</tr>", "<td>", "</td>", "<br>", "<sup>(1)</sup>", "</sup>", "<sup>", "&nbsp;"}
HTML |= {
    '<input type="checkbox" checked>',
    '<img src="x.gif">',
    "<script>",
    "</script>",
    "<!--",
    "-->",
    "&#9746;",
    "</a>",
}
HTML |= {'<a href="?CIK=0000000001">', "<td", ">", '"', "'", "<p>", "</p>", "<!", "&#0;", "&lt;"}
SEPARATORS = {"\t", "\n", " | ", "|---|", "(1)", "$", "01/02/2024", "**", "<b>", "</b>", "[X]", "\u00a0", "\ufeff"}


def words() -> set[str]:
    """Quoted strings in the grammars, and words in their patterns: captions, labels, headings."""
    found = set(SEPARATORS)
    for path in f4.grammar_path().rglob("*.lark"):
        source = re.sub(r"//.*", "", path.read_text(encoding="utf-8"))
        found.update(re.findall(r'"([^"\\\n]{1,60})"', source))
        found.update(re.findall(r"[A-Z][A-Za-z0-9 .,-]{7,60}", source))
    return found


def tags() -> set[str]:
    """The tags of ownership XML, and other mark-up."""
    names = {*_names(schema.DOCUMENT)}
    return MARKUP | {f"<{name}>" for name in names} | {f"</{name}>" for name in names}


def _names(element: schema.Element) -> Iterator[str]:
    yield element.name
    for part in element.parts:
        yield from _names(part)


def write_seeds(folder: Path, paths: Iterable[Path]) -> None:
    """Write files as seeds, each with a zero byte before it, which asks for detection."""
    folder.mkdir()
    for path in paths:
        (folder / f"{path.parent.name}-{path.name}").write_bytes(b"\0" + path.read_bytes())


def write_dictionary(file: Path, words: set[str]) -> None:
    entries = ("".join(f"\\x{byte:02x}" for byte in word.encode()) for word in sorted(words))
    file.write_text("".join(f'"{entry}"\n' for entry in entries), encoding="ascii")


def main(arguments: list[str]) -> int:
    texts = [*FIXTURES.glob("*/*.txt"), *FIXTURES.glob("*/*.md")]
    pages = [*FIXTURES.glob("*/*.html")]
    for kind, paths, known in (
        ("texts", texts, words()),
        ("xml", [*XML.iterdir()], tags()),
        ("html", pages, HTML | words()),
    ):
        with tempfile.TemporaryDirectory() as work:
            seeds, dictionary = Path(work, "seeds"), Path(work, "words")
            write_seeds(seeds, paths)
            write_dictionary(dictionary, known)
            limits = (f"-dict={dictionary}", f"-max_len={LONGEST}", f"-timeout={SLOWEST}", "-print_final_stats=1")
            target = (sys.executable, str(HERE / "fuzz_read.py"))
            # libFuzzer writes what it finds into the first folder that it is given.
            done = subprocess.run([*target, *limits, *(arguments or ("-seed=1", *GATE[kind])), str(seeds)], check=False)
            if done.returncode:
                return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
