"""What the codes mean: the table of docs/reference/diagnostics.md, the rules, and the codes of any grammar."""

from __future__ import annotations

import re
from pathlib import Path

import attrs

from .once import once
from .rules import RULES

PACKAGE = Path(__file__).parent
CELLS = re.compile(r"^\| `([a-z0-9-]+)` \| (\w+) \| (.*) \| (.*) \| `([^`]+)` \|$", re.MULTILINE)


@attrs.frozen
class Explanation:
    """What a code means.

    Attributes:
        code: the code
        severity: the severity of its diagnostics
        meaning: what it means
        advice: what to do; None for a rule of the form, and for a grammar of your own
        example: the text among the project's fixtures that shows it; None for the same
        source: where a rule of the form comes from; None for the others
    """

    code: str
    severity: str
    meaning: str
    advice: str | None = None
    example: str | None = None
    source: str | None = None


@once
def explanations() -> dict[str, tuple[Explanation, ...]]:
    """Return the explanations by code; a check and a rule may share one."""
    from .language import CODES as OF_LANGUAGES  # with the workbench, which only a list of codes needs

    folder = next(path for path in (PACKAGE / "docs", PACKAGE.parent / "docs" / "reference") if path.is_dir())
    page = (folder / "diagnostics.md").read_text(encoding="utf-8")
    found = [Explanation(*cells) for cells in CELLS.findall(page)]
    found += [Explanation(code, "error", meaning) for code, meaning in OF_LANGUAGES.items()]
    found += [Explanation(rule.code, rule.level, rule.summary, source=rule.source) for rule in RULES]
    by_code: dict[str, tuple[Explanation, ...]] = {}
    for each in found:
        by_code[each.code] = (*by_code.get(each.code, ()), each)
    return by_code
