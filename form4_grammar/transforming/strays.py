"""Lines that the grammar does not know, and headings that stand twice."""

from __future__ import annotations

import re

from lark import Token, Tree

from ..parsing import leaves
from .findings import Findings, branches_of, place_of, tokens_of
from .head_items import ODD_BOXES, TEXT_BOXES

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
    """The fields that a text in a wrong place may have been: of a footnote by its number, of a signature by "/s/", of a
    trading symbol by its brackets.
    """
    mark = re.match(r"\(?[1-9][0-9]?(\\?\.|\))[ \t\xa0]", text.lstrip())
    symbol = re.fullmatch(r"\\?\[[^\[\]]*\]", text.strip())
    return (
        *(("footnotes", "remarks") if mark else ()),
        *(("signatures",) if "/s/" in text else ()),
        *(("issuer",) if symbol else ()),
    )


def report_other_parts(boxes: Tree[Token], owner: str, findings: Findings) -> list[Tree[Token]]:
    """Report texts of the head, or of an owner's box 1, that have the looks of other parts of the form; gives them.

    ``owner`` is the path of the owner that these boxes are read as.
    """
    known = []
    lines: dict[int, list[Tree[Token]]] = {}
    for box in branches_of(boxes, *TEXT_BOXES):
        if tokens_of(box, "REFUSED"):  # an item of the form, where it has none
            continue
        looks = fields_of_looks("".join(leaves(box)))
        if looks:
            known.append(box)
            for path in (*looks, *(() if box.data in ODD_BOXES else (owner,))):
                message = "this text in a box has the looks of another part of the form; it is not read as that"
                findings.report("unknown-text", message, path, box, expected="what a filer types into a box")
        place = place_of(leaves(box))
        if place:
            lines.setdefault(findings.lines.span(*place).line, []).append(box)
    # Cells of a row: several texts on a line, one of them a letter that a column of the tables takes.
    for row in lines.values():
        if len(row) > 2 and any("".join(leaves(box)).strip(" |\t\r\n") in ("A", "D", "I") for box in row):
            known += row
            for path in ("non_derivative", "derivative"):
                message = "this line among the boxes has the looks of a row of Table I or II; it is not read as that"
                tokens = [token for box in row for token in leaves(box)]
                findings.report("unknown-text", message, path, tokens, expected="the form's items")
    return known


def report_strays(section: Tree[Token], name: str, paths: tuple[str, ...], findings: Findings) -> None:
    """Report what a section has beside what it should have, and whose fields are ``paths``: what those held is lost.

    That is whole lines, and what stands behind the form's own words on their line.
    """
    for part in (section, *branches_of(section, "stray", "notice", "subtitle", "heading_again")):
        strays = tokens_of(part, *LOOKS)
        if not strays:
            continue
        looks = "".join(dict.fromkeys(LOOKS[stray.type][0] for stray in strays))
        fields = [field for stray in strays for field in (*LOOKS[stray.type][1], *fields_of_looks(stray))]
        for lost in dict.fromkeys((*paths, *fields)):
            message = f"{name}: this was not read{looks}"
            findings.report("stray-line", message, lost, strays, expected=f"a line of {name}")
    for heading in branches_of(section, "heading_again"):
        message = f"{name}: a heading of the tables stands here once more; the rows below it are read as {name}'s"
        for doubtful in ("non_derivative", "derivative"):
            findings.report("repeated-item", message, doubtful, heading, hint="is a part of the text doubled?")
