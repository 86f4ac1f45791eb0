"""Lines that the grammar does not know, and headings that stand twice."""

from __future__ import annotations

from lark import Token, Tree

from ..parsing import leaves
from .findings import Findings, branches_of, place_of, tokens_of, written_in
from .head_items import ODD_BOXES, TEXT_BOXES
from .looks import looks_of

STRAYS = ("STRAY", "REFUSED")


def report_other_parts(boxes: Tree[Token], owner: str, findings: Findings) -> list[tuple[Tree[Token], tuple[str, ...]]]:
    """Report texts of the head, or of an owner's box 1, that have the looks of other parts of the form; gives them with
    the fields that those held.

    ``owner`` is the path of the owner that these boxes are read as.
    """
    known: list[tuple[Tree[Token], tuple[str, ...]]] = []
    lines: dict[int, list[Tree[Token]]] = {}
    for box in branches_of(boxes, *TEXT_BOXES):
        if tokens_of(box, "REFUSED"):  # an item of the form, where it has none
            continue
        looks = looks_of(written_in(box))
        if looks.fields:
            known.append((box, looks.fields))
            for path in (*looks.fields, *(() if box.data in ODD_BOXES else (owner,))):
                message = f"this text in a box has the looks of {looks.parts}; it is not read as that"
                findings.report("unknown-text", message, path, box, expected="what a filer types into a box")
        place = place_of(leaves(box))
        if place:
            lines.setdefault(findings.lines.span(*place).line, []).append(box)
    # Cells of a row: several texts on a line, one of them a letter that a column of the tables takes.
    for row in lines.values():
        if len(row) > 2 and any("".join(leaves(box)).strip(" |\t\r\n") in ("A", "D", "I") for box in row):
            fields = ("non_derivative", "derivative")
            known += [(box, fields) for box in row]
            for path in fields:
                message = "this line among the boxes has the looks of a row of Table I or II; it is not read as that"
                tokens = [token for box in row for token in leaves(box)]
                findings.report("unknown-text", message, path, tokens, expected="the form's items")
    return known


def report_strays(section: Tree[Token], name: str, paths: tuple[str, ...], findings: Findings) -> None:
    """Report what a section has beside what it should have, and whose fields are ``paths``: what those held is lost.

    That is whole lines, and what stands behind the form's own words on their line.
    """
    for part in (section, *branches_of(section, "stray", "notice", "subtitle", "heading_again")):
        strays = tokens_of(part, *STRAYS)
        if not strays:
            continue
        looks = looks_of("".join(strays))
        what = f"; it has the looks of {looks.parts}" if looks.parts else ""
        for lost in dict.fromkeys((*paths, *looks.fields)):
            message = f"{name}: this was not read{what}"
            findings.report("stray-line", message, lost, strays, expected=f"a line of {name}")
    for heading in branches_of(section, "heading_again"):
        message = f"{name}: a heading of the tables stands here once more; the rows below it are read as {name}'s"
        for doubtful in ("non_derivative", "derivative"):
            findings.report("repeated-item", message, doubtful, heading, hint="is a part of the text doubled?")
