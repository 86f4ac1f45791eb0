"""Texts and filings to try the reader's promises on: damaged fixtures, random mixtures of pieces, generated filings.

Random choices come from a ``random.Random``. Each test seeds it with the name of what it tries: every run tries the
same examples, and a new fixture does not change the examples of others. ``explore.py`` uses a new seed.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from conftest import text_of
from damage import SMALL, damaged
from fixture_files import TEXTS

import form4_grammar as f4
from form4_grammar.data.json import structured

# Filings that form4_grammar.testing.filings() generated, as JSON, one per line. Add what explore.py finds.
FILINGS_FILE = Path(__file__).parent / "filings.jsonl"
PIECES = (
    *("\t", "\t\t", " | ", "| ", "---|---", "\n", "\r\n", "\r", " ", "\xa0", "\0", "(1)", "$", "1,000", "05/20/2022"),
    *("A", "D", "X", "[X]", "**", "# FORM 4\n", "1. Name and Address of Reporting Person *", "(Street)"),
    *("2. Transaction Date", "Remarks:", "(e.g.,", "Reporting Owners", "Signatures", "Explanation of Responses:"),
    "Table I - Non-Derivative Securities Acquired, Disposed of, or Beneficially Owned",
)


def damaged_text(path: Path, random: Random, times: int = 1) -> str:
    """A fixture damaged in one place, or in several."""
    text = text_of(path)
    for _ in range(times):
        text = damaged(text, random.choice(SMALL)(text, random.randint))
    return text


def soup(random: Random) -> str:
    """Pieces of forms and arbitrary characters, in any order."""
    return "".join(
        random.choice(PIECES) if random.random() < 0.5 else characters(random, 8) for _ in range(random.randint(0, 60))
    )


def characters(random: Random, most: int) -> str:
    """Characters of all planes, half of them ASCII; no surrogates."""
    codes = [random.randrange(random.choice((0x80, 0x110000))) for _ in range(random.randint(0, most))]
    return "".join(chr(code) for code in codes if not 0xD800 <= code < 0xE000)


def any_text(random: Random) -> str:
    """A text of any kind; a damaged fixture comes from each layout with equal chance."""
    kind = random.randrange(4)
    if kind == 0:
        return soup(random)
    if kind == 1:
        return characters(random, 200)
    return damaged_text(any_fixture(random), random, random.randint(1, 4))


def any_fixture(random: Random) -> Path:
    """A fixture of any layout, each layout with equal chance."""
    layout = random.choice(f4.layouts()).name
    return random.choice([path for path in TEXTS if path.stem == layout])


def filing_line(filing: f4.Filing) -> str:
    """A filing as a line of the file, without blank fields."""
    return json.dumps(_filled(f4.to_dict(filing)), separators=(",", ":"))


def _filled(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _filled(child) for key, child in value.items() if key == "value" or child not in (None, [])}
    return [_filled(child) for child in value] if isinstance(value, list) else value


@cache
def filings() -> tuple[f4.Filing, ...]:
    """The stored filings; their lines lack the keys of blank fields, which ``from_json`` does not allow."""
    lines = FILINGS_FILE.read_text(encoding="utf-8").splitlines()
    return tuple(structured(json.loads(line), f4.Filing) for line in lines)
