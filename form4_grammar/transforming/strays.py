"""Lines that the grammar does not know."""

from __future__ import annotations

from lark import Token, Tree

from .findings import Findings


def report_strays(section: Tree[Token], name: str, path: str, findings: Findings) -> None:
    """Report the unknown lines of a section, whose field is ``path``: what they held is lost."""
    for stray in section.children:
        if isinstance(stray, Tree) and stray.data == "stray":
            findings.report("stray-line", f"{name}: this line was not read", path, stray, expected=f"a line of {name}")
