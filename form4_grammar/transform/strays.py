"""Lines that the grammar does not know."""

from __future__ import annotations

from lark import Token, Tree

from .findings import Findings


def report_strays(section: Tree[Token], name: str, path: str, findings: Findings, *, outside: bool = False) -> None:
    """Report the unknown lines of a section: what they held is lost, unless they stand outside of what a filer fills."""
    for stray in section.children:
        if not isinstance(stray, Tree) or stray.data != "stray":
            continue
        if outside:
            findings.report("unknown-line", f"{name}: a line that is no part of the form", None, stray)
        else:
            findings.report("stray-line", f"{name}: this line was not read", path, stray, expected=f"a line of {name}")
