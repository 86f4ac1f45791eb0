"""Tables of what the package declares: checks, rules, and the columns of the SEC's tables."""

from __future__ import annotations

from collections.abc import Iterable

import form4_grammar as f4
from form4_grammar.rules import MEASURED_FILINGS, RULES
from form4_grammar.transforming.checks import CHECKS

COLUMNS = "column | SEC's type | ours | from"
MANY = 8  # fields: a check of so many questions whatever was read


def table(head: str, rows: Iterable[Iterable[str]]) -> str:
    """Return a Markdown table, whose cells are below one another on a narrow screen."""
    cells = [head.split(" | "), ["---"] * (head.count(" | ") + 1), *rows]
    lines = (f"| {' | '.join(cell.replace('|', '&#124;') for cell in row)} |" for row in cells)
    return "\n".join(['<div class="narrow" markdown="1">', "", *lines, "", "</div>"])


def checks() -> str:
    """Return the checks, with what they find and which fields they question."""
    rows = ([f"[`{each.code}`](diagnostics.md#{each.code})", each.summary, _fields(each.fields)] for each in CHECKS)
    return table("code | what it finds | fields in question", rows)


def _fields(fields: tuple[str, ...]) -> str:
    return "any" if len(fields) > MANY else ", ".join(f"`{field}`" for field in fields)


def rules() -> str:
    """Return the rules of the form, with their sources and how often they fire."""
    rows = (
        [
            f"`{each.code}`",
            each.level,
            each.summary,
            each.source,
            f"{each.fires} of {MEASURED_FILINGS} filings",
            each.numbers,
        ]
        for each in RULES
    )
    return table("code | level | what it finds | source | fires | no.", rows)


def tables() -> str:
    """Return the columns of each table."""
    parts = []
    for each in f4.TABLES:
        rows = ([f"`{c.name}`", c.sec_type or "ours", c.dtype, c.meaning] for c in each.columns)
        parts.append(f"### {each.name}\n\n{table(COLUMNS, rows)}\n")
    return "\n".join(parts)
