"""Lines that the grammar does not know."""

from __future__ import annotations

from lark import Token, Tree

from .findings import Findings, branches_of, tokens_of


def report_strays(section: Tree[Token], name: str, path: str, findings: Findings) -> None:
    """Report what a section has beside what it should have, and whose field is ``path``: what that held is lost.

    That is whole lines, and what stands behind the form's own words on their line.
    """
    for part in (section, *branches_of(section, "stray", "notice", "subtitle")):
        strays = tokens_of(part, "STRAY", "REFUSED")
        if strays:
            findings.report("stray-line", f"{name}: this was not read", path, strays, expected=f"a line of {name}")
