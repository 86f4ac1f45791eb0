"""The page of diagnostics: what the command shows of the text that is named for each code."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from repository import ROOT

import form4_grammar as f4
from form4_grammar.explanations import Explanation, explanations
from form4_grammar.spans import Lines
from form4_grammar.views.excerpt import excerpt

FIXTURES = ROOT / "tests" / "fixtures"
# The limits of ``read`` that bring about a diagnostic.
FEW: dict[str, Any] = {"max_diagnostics": 0}
LIMITS = {"too-long": {"max_chars": 100}, "more-errors": FEW, "more-warnings": FEW, "more-infos": FEW}
WIDTH = 100
PAGE = "reference/diagnostics.md"
ROW = re.compile(r"^\| `(?P<code>[a-z0-9-]+)` \|(?P<rest>.+\|) `[^`|]+` \|$", re.MULTILINE)
EXAMPLES = " example |\n|---", "\n"  # the head of the last column, and what is left without it


def with_links(page: str) -> str:
    """Return the page with a link from each code to its example, in place of the example's name."""
    return ROW.sub(r"| [`\g<code>`](#\g<code>) |\g<rest>", page).replace(*EXAMPLES, 1)


def examples() -> str:
    """Return a section for each code that has an example."""
    found = (each for group in explanations().values() for each in group)
    return "\n".join(_section(each) for each in found if each.example)


def _section(explained: Explanation) -> str:
    name = f"tests/fixtures/{explained.example}"
    path = Path(FIXTURES / str(explained.example)).resolve()
    reading = f4.read_file(path, **LIMITS.get(explained.code, {}))
    shown = next(each for each in reading.diagnostics if each.code == explained.code)
    lines = Lines(reading.text or "")
    text = excerpt(shown, (shown.path,) if shown.path else (), lines, path.name, WIDTH)
    return (
        f"### {explained.code}\n\n{explained.severity}: {explained.meaning}. {str(explained.advice).capitalize()}.\n\n"
        f"```text\n{text}\n```\n\nThe text is `{name}`.\n"
    )
