"""From "Reporting Owners" to the owners; the first of them stands in the boxes of the head as well."""

from __future__ import annotations

import attrs
from lark import Token, Tree

from ..filing import Relationship, ReportingOwner
from ..values import to_text
from .addresses import read_name_and_address
from .findings import Findings, tokens_of
from .strays import report_strays

SECTION = "Reporting Owners"
TICK_BOXES = ("is_director", "is_officer", "is_ten_percent_owner", "is_other")


def read_owners(
    tree: Tree[Token] | None, first: ReportingOwner | None, findings: Findings
) -> tuple[ReportingOwner, ...]:
    """The owners in the page's order. ``first`` is what the head says of the first one.

    The head tells the first owner's name from the address, the table tells an officer's title from other text; where
    the two contradict each other, the table holds.
    """
    if tree is None:
        return (first,) if first else ()
    owners: list[ReportingOwner] = []
    for row in tree.children:
        if isinstance(row, Tree) and row.data == "reporting_owner":
            owners.append(_read_owner(row, owners[0] if owners else first, len(owners), findings))
    report_strays(tree, SECTION, "reporting_owners", findings)
    if not owners:
        findings.report(
            "missing-value", f"{SECTION}: no owner is listed", "reporting_owners", tree, expected="an owner"
        )
    return tuple(owners) or ((first,) if first else ())


def _read_owner(row: Tree[Token], first: ReportingOwner | None, number: int, findings: Findings) -> ReportingOwner:
    """One row. ``first`` is the filing's first owner: this one, as the head has it, or another one, met before."""
    path = f"reporting_owners[{number}]"
    cells = {cell.data: cell for cell in row.children if isinstance(cell, Tree)}
    [text] = cells["owner_name_and_address"].children
    assert isinstance(text, Token)
    relationship = _read_relationship(cells, row, f"{path}.relationship", findings)
    if number == 0 and first is not None:
        return _settle_first(first, text, relationship, findings)
    return _work_out(text, first, relationship, path, findings)


def _read_relationship(
    cells: dict[str, Tree[Token]], row: Tree[Token], path: str, findings: Findings
) -> Relationship | None:
    if any(token.type in ("ODD", "MARK") for token in tokens_of(cells.get("surplus_cell"))):
        message = f"{SECTION}: this row has more cells than the table has columns; its relationship is not read"
        findings.report("cell-count", message, path, row, expected="5 cells")
        return None
    ticks: dict[str, bool | None] = {}
    texts: dict[str, str | None] = {}
    for name in ("is_director", "is_ten_percent_owner"):
        tokens = tokens_of(cells.get(f"owner_{name}"))
        ticks[name] = bool(tokens)
        if any(token.type != "CHECKED" for token in tokens):
            message = f"{SECTION}: expected a check mark or nothing, found {''.join(tokens).strip()!r}"
            findings.report("unreadable-value", message, f"{path}.{name}", tokens, expected="a check mark")
            ticks[name] = None
    for name in ("officer_title", "other_text"):
        tokens = tokens_of(cells.get(name))
        texts[name] = to_text("".join(tokens))
        findings.place(f"{path}.{name}", *tokens)
        if texts[name] in ("X", "x"):
            message = f"{SECTION}: a check mark stands where a title or a text is expected; it is read as text"
            findings.report("contradiction", message, f"{path}.{name}", tokens, expected="a title or a text")
    findings.place(
        path, *(token for name, cell in cells.items() if name != "surplus_cell" for token in tokens_of(cell))
    )
    return Relationship(
        is_director=ticks["is_director"],
        is_officer=bool(texts["officer_title"]),
        is_ten_percent_owner=ticks["is_ten_percent_owner"],
        is_other=bool(texts["other_text"]),
        officer_title=texts["officer_title"],
        other_text=texts["other_text"],
    )


def _settle_first(
    head: ReportingOwner, text: Token, relationship: Relationship | None, findings: Findings
) -> ReportingOwner:
    """The first owner, of whom the head and the table speak: compare them."""
    path = "reporting_owners[0]"
    if _squeezed(text) != _squeezed(_written(head)):
        if head.name is not None:
            message = f"{SECTION} and boxes 1 to 5 do not have the same name and address; {SECTION} holds"
            for field in ("name", "address"):
                findings.report("contradiction", message, f"{path}.{field}", [text])
        return _work_out(text, None, relationship, path, findings)
    if relationship is None:
        return head
    if head.relationship is not None:
        for name in TICK_BOXES:
            in_head, in_table = getattr(head.relationship, name), getattr(relationship, name)
            if None not in (in_head, in_table) and in_head != in_table:
                message = f"box 5 and {SECTION} contradict each other; {SECTION} holds"
                findings.report("contradiction", message, f"{path}.relationship.{name}", [text])
    return attrs.evolve(head, relationship=relationship)


def _work_out(
    text: Token, first: ReportingOwner | None, relationship: Relationship | None, path: str, findings: Findings
) -> ReportingOwner:
    """An owner of whom only the table speaks."""
    worked_out = read_name_and_address(text)
    for field, place in worked_out.places.items():
        findings.places[f"{path}.{field}" if field == "name" else f"{path}.address.{field}"] = place
    name, address = worked_out.name, worked_out.address
    if (
        first is not None
        and name is not None
        and _squeezed(text) == _squeezed(_written(attrs.evolve(first, name=name)))
    ):
        address = first.address  # joint owners often share an address; the first one's is read from the boxes
    if name is None:
        message = "the owner's name and address could not be told apart: the text is read as the name"
        findings.report("contradiction", message, path, [text], expected="a name, streets and a city")
        name = to_text(text)
    else:
        message = "where the name ends and the address begins was worked out: the text has lost its line breaks"
        for field in ("name", "address"):
            findings.report("worked-out", message, f"{path}.{field}", [text])
    return ReportingOwner(name, None, address, relationship)


def _written(owner: ReportingOwner) -> str:
    """Name and address as one text, in the order in which the page prints them."""
    return " ".join(part for part in (owner.name, *attrs.astuple(owner.address)) if part)


def _squeezed(text: str) -> str:
    """Letters and digits alone: the page sets commas in one place that it leaves out in the other."""
    return "".join(filter(str.isalnum, to_text(text) or "")).lower()
