"""What a rule of the form is: a function of a filing, declared with its code, level, rate and source.

    @rule("issuer-among-owners", "warning", "R41", fires=0, source="Form 4, boxes 1 and 2")
    def issuer_among_owners(filing: Filing) -> Iterator[Finding]:
        '''A reporting owner has the issuer's CIK.'''

The docstring is what docs/reference/rules.md shows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Literal

import attrs

from ..diagnostics import Diagnostic
from ..filing import Filing
from ..findings import Finding

Level = Literal["warning", "info"]
Find = Callable[[Filing], Iterator[Finding]]

# The number of real filings that the rules were measured on (benchmarks/rule_rates.py).
MEASURED_FILINGS = 159

SPECIFICATION = "EDGAR Ownership XML Technical Specification 3"
TABLES = ("non_derivative", "derivative")


@attrs.frozen
class Rule:
    """A rule of the form.

    Attributes:
        code: stable name of what it finds
        level: how its findings are reported
        numbers: its numbers in docs/reference/rules.md ("R02 R05"); "" for a rule that has none
        fires: the number of the MEASURED_FILINGS in which it finds something
        source: where the rule comes from
        find: its findings in a filing
    """

    code: str
    level: Level
    numbers: str
    fires: int = attrs.field(kw_only=True)
    source: str = attrs.field(kw_only=True)
    find: Find = attrs.field(kw_only=True)

    @property
    def summary(self) -> str:
        """What it finds, in a sentence."""
        return " ".join((self.find.__doc__ or "").split())

    @property
    def rate(self) -> float:
        """The share of real filings in which it finds something."""
        return self.fires / MEASURED_FILINGS

    def diagnostic(self, finding: Finding) -> Diagnostic:
        """A finding as a diagnostic without a place."""
        what = finding.expected, finding.found, finding.hint
        return Diagnostic(self.code, self.level, finding.message, finding.paths[0], None, *what)


def rule(code: str, level: Level, numbers: str, *, fires: int, source: str) -> Callable[[Find], Rule]:
    """Declares a function as a rule."""
    return lambda find: Rule(code, level, numbers, fires=fires, source=source, find=find)


def rules_of(*modules: ModuleType) -> tuple[Rule, ...]:
    """The rules that modules declare, in their order."""
    return tuple(value for module in modules for value in vars(module).values() if isinstance(value, Rule))
