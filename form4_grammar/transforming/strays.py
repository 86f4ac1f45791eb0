"""Lines that the grammar does not know, and headings that stand twice."""

from __future__ import annotations

import re

from lark import Token, Tree

from .findings import Findings, branches_of, tokens_of

# What a line has the looks of, by its terminal, and the fields that it may hold if it does.
LOOKS = {
    "STRAY": ("", ()),
    "REFUSED": ("", ()),
    "STRAY_ROW": ("; it has the looks of a row of Table I or II", ("non_derivative", "derivative")),
    "STRAY_BOX": ("; it has the looks of box 1", ("reporting_owners",)),
    "STRAY_NOTE": ("; it has the looks of a footnote", ("footnotes", "remarks")),
    "STRAY_REMARKS": ("; it has the looks of the remarks", ("remarks",)),
}


def fields_of_looks(text: str) -> tuple[str, ...]:
    """The fields that a text in a wrong place may have been: of a footnote by its number, of a signature by "/s/"."""
    mark = re.match(r"\(?[1-9][0-9]?(\\?\.|\))[ \xa0]", text.lstrip())
    return (*(("footnotes", "remarks") if mark else ()), *(("signatures",) if "/s/" in text else ()))


def report_strays(section: Tree[Token], name: str, path: str, findings: Findings) -> None:
    """Report what a section has beside what it should have, and whose field is ``path``: what that held is lost.

    That is whole lines, and what stands behind the form's own words on their line.
    """
    for part in (section, *branches_of(section, "stray", "notice", "subtitle", "heading_again")):
        strays = tokens_of(part, *LOOKS)
        if not strays:
            continue
        looks = "".join(dict.fromkeys(LOOKS[stray.type][0] for stray in strays))
        fields = [field for stray in strays for field in LOOKS[stray.type][1]]
        for lost in dict.fromkeys((path, *fields)):
            message = f"{name}: this was not read{looks}"
            findings.report("stray-line", message, lost, strays, expected=f"a line of {name}")
    for heading in branches_of(section, "heading_again"):
        message = f"{name}: a heading of the tables stands here once more; the rows below it are read as {name}'s"
        for doubtful in ("non_derivative", "derivative"):
            findings.report("repeated-item", message, doubtful, heading, hint="is a part of the text doubled?")
