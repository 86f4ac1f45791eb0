"""The form's own rules: what a careful reader of a filing would question.

A rule looks at a filing alone, never at its text, and never reports an error. It gives one finding for each cause, at
the field that it concerns. It passes over what the text does not show: a blank box, a cell whose value was not read.
docs/reference/rules.md lists all rules.
"""

from __future__ import annotations

from ..decimals import in_own_context
from ..diagnostics import Diagnostic
from ..filing import Filing
from ..findings import Finding
from . import boxes, cells, codes, dates, holdings, notes, owners
from .rule import MEASURED_FILINGS, Rule, rules_of

__all__ = ["MEASURED_FILINGS", "RULES", "Rule", "findings", "validate"]

RULES = rules_of(boxes, owners, dates, cells, codes, holdings, notes)


def validate(filing: Filing) -> tuple[Diagnostic, ...]:
    """What a careful reader would question about a filing: warnings and infos, never errors, each with a path.

    Raises nothing. For the findings about a text, each at its place, see ``Reading.with_rules``.
    """
    return tuple(rule.diagnostic(finding) for rule, finding in findings(filing))


@in_own_context
def findings(filing: Filing) -> list[tuple[Rule, Finding]]:
    """The findings of all rules, rule by rule."""
    return [(rule, finding) for rule in RULES for finding in rule.find(filing)]
