"""The layouts: what each is, in its grammar's words, and how one filing looks in each."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from listings import table
from repository import ROOT

import form4_grammar as f4

FILING = ROOT / "examples" / "filing.txt"
SHOWN = "non_derivative[0]"  # the row that the excerpts show, with what stands above it
LINES = 12
WIDTH = 400  # characters of a line: HTML has far longer ones


@cache
def _filing() -> f4.Filing:
    return f4.load(FILING)


def overview() -> str:
    """Return a table of the layouts."""
    rows = ([f"[`{each.name}`](#{each.name})", _about(each.path)] for each in f4.layouts())
    return table("layout | what it is", rows)


def _about(path: Path) -> str:
    """Return the comment above a layout's grammar."""
    comment = re.match(r"(?:// [^\n]*\n)+", path.read_text(encoding="utf-8"))
    return " ".join(re.sub("^// ", "", comment[0], flags=re.MULTILINE).split()) if comment else ""


def excerpts() -> str:
    """Return a section for each layout, with the first row of Table I and the lines above it."""
    return "\n".join(f"### {each.name}\n\n{_about(each.path)}\n\n{_excerpt(each)}\n" for each in f4.layouts())


def _excerpt(layout: f4.Layout) -> str:
    text = f4.dumps(_filing(), layout.name)
    span = f4.read(text, layout).span(SHOWN)
    assert span is not None
    lines = text[: text.index("\n", span.end)].splitlines()[-LINES:]
    shown = "\n".join(_cut(f"{line}↵".replace("\t", "→")) for line in lines)
    return f"`````{{ .text .wrap }}\n{shown}\n`````"


def _cut(line: str) -> str:
    return line if len(line) <= WIDTH else f"{line[:WIDTH]}…"
