"""From "Reporting Owners" to the owners; the first of them stands in the boxes of the head as well."""

from __future__ import annotations

from difflib import SequenceMatcher

import attrs
from lark import Token, Tree

from ..filing import Relationship, ReportingOwner
from ..parsing import leaves
from ..values import to_text
from .addresses import NameAndAddress, read_name_and_address
from .box_one import read_box_one, report_swapped_name
from .findings import Findings, branches_of, tokens_of
from .head_items import OWNER, PRINTED
from .looks import looks_of
from .strays import report_other_parts, report_strays

SECTION = "Reporting Owners"
ALIKE = 0.8  # the share that two spellings of a name have in common; two names have less
LONGEST_NAME = 150  # characters that are compared: EDGAR's names have no more
CHECKED = ("CHECKED", "CHECKED_CELL", "BOLD")
# The labels that every box 1 has.
LABELS = {rule: name for rule, name, _ in PRINTED if rule in ("STREET_LABEL", "CITY_LABEL")}
# The tick boxes of a relationship, and the rule of the cell of the table that says the same.
RULES = {
    "is_director": "owner_is_director",
    "is_ten_percent_owner": "owner_is_ten_percent_owner",
    "is_officer": "officer_title",
    "is_other": "other_text",
}


def read_owners(
    tree: Tree[Token] | None, in_head: tuple[ReportingOwner, ...], findings: Findings
) -> tuple[ReportingOwner, ...]:
    """The owners in the page's order. ``in_head`` is what the head says of the first one.

    The head tells the first owner's name from the address, the table tells an officer's title from other text; where
    the two contradict each other, the table holds.
    """
    if tree is None:
        return in_head
    first = in_head[0] if in_head else None
    boxes = branches_of(tree, "owner_box")
    if boxes:
        return _read_boxes(boxes, first, findings)
    owners: list[ReportingOwner] = []
    rows = branches_of(tree, "reporting_owner")
    all_longer = all(branches_of(row, "surplus_cell") for row in rows)
    for row in rows:
        owner = _read_owner(row, owners[0] if owners else first, len(owners), findings)
        if owner and branches_of(row, "surplus_cell") and not all_longer:
            message = f"{SECTION}: this row has more cells than others: a mark may not be its column's"
            path = f"reporting_owners[{len(owners)}].relationship"
            findings.report("contradiction", message, path, row, hint="is a separator doubled?")
        owners += [owner] if owner else []
    _report_joined_rows(rows, findings)
    report_strays(tree, SECTION, ("reporting_owners",), findings)
    if not owners:
        findings.report(
            "missing-value", f"{SECTION}: no owner is listed", "reporting_owners", tree, expected="an owner"
        )
    return tuple(owners) or in_head


def _report_joined_rows(rows: list[Tree[Token]], findings: Findings) -> None:
    """Report a row with lines above its own, where others have none: it may be two, of which the first is cut off."""
    several = [bool(tokens_of(_name_and_address(row), "OWNER_LINE")) for row in rows]
    if any(several) and not all(several):
        message = f"{SECTION}: this owner has several lines, another one has one: is a row broken in two, or cut off?"
        findings.report("contradiction", message, "reporting_owners", rows[several.index(True)])


def _name_and_address(row: Tree[Token]) -> Tree[Token]:
    return branches_of(row, "owner_name_and_address")[0]


def _read_boxes(
    boxes: list[Tree[Token]], first: ReportingOwner | None, findings: Findings
) -> tuple[ReportingOwner, ...]:
    """The owners of a page that repeats box 1 for each of them; it prints the first one's relationship alone."""
    owners = [read_box_one(box, f"reporting_owners[{number}]", findings) for number, box in enumerate(boxes)]
    for number, box in enumerate(boxes):
        path = f"reporting_owners[{number}]"
        report_other_parts(box, path, findings)
        for odd in branches_of(box, "odd_box", "refused_box"):
            message = "this text in box 1 stands beside none of its labels"
            findings.report("unknown-text", message, path, odd, expected="a label behind it")
        seen: set[str] = set()
        for token in tokens_of(box):
            if token.type.endswith("_LABEL") and token.type in seen:
                message = f"{token.strip()} stands in this box 1 a second time: where another line was?"
                findings.report("repeated-item", message, "reporting_owners", [token])
            seen.add(token.type)
        for label, name in LABELS.items():
            if not tokens_of(box, label):
                message = f"{name} was not found in this box 1: is it one owner's?"
                findings.report("missing-item", message, "reporting_owners", box, expected=name)
    _report_doubles(owners, boxes, findings)
    if first is not None:
        if first.name is not None and _squeezed(_written(owners[0])) != _squeezed(_written(first)):
            message = "box 1 and its repetition below Table II do not agree; the repetition holds"
            other = not _are_alike(owners[0].name or "", first.name)
            for path in ("reporting_owners",) if other else (f"{OWNER}.name", f"{OWNER}.address"):
                findings.report("contradiction", message, path, boxes[0])
        owners[0] = attrs.evolve(owners[0], relationship=first.relationship)
    return tuple(owners)


def _are_alike(name: str, other: str) -> bool:
    """Whether two texts can be spellings of one name, of which one is damaged."""
    return SequenceMatcher(None, name[:LONGEST_NAME], other[:LONGEST_NAME]).ratio() >= ALIKE


def _report_doubles(owners: list[ReportingOwner], boxes: list[Tree[Token]], findings: Findings) -> None:
    seen: set[ReportingOwner] = set()
    for number, owner in enumerate(owners):
        if owner in seen:
            message = f"this owner stands here a second time: {owner.name}"
            hint = "is a part of the text doubled?"
            findings.report("repeated-item", message, "reporting_owners", boxes[number], hint=hint)
        seen.add(owner)


def _read_owner(
    row: Tree[Token], first: ReportingOwner | None, number: int, findings: Findings
) -> ReportingOwner | None:
    """One row; None if it is no owner's.

    ``first`` is the filing's first owner: this one, as the head has it, or another one, met before.
    """
    path = f"reporting_owners[{number}]"
    cells = {cell.data: cell for cell in row.children if isinstance(cell, Tree)}
    texts = tokens_of(cells["owner_name_and_address"], "OWNER_LINE", "OWNER")
    lines = [text for text in texts if not text.isspace()]
    ticks = [*tokens_of(cells.get("owner_is_director")), *tokens_of(cells.get("owner_is_ten_percent_owner"))]
    if not all(token.type in CHECKED for token in ticks) and read_name_and_address(lines).name is None:
        message = f"{SECTION}: this line has neither an address nor a relationship; it is not read"
        for lost in dict.fromkeys(("reporting_owners", *looks_of("".join(leaves(row))).fields)):
            findings.report("stray-line", message, lost, row, expected="an owner's name and address")
        return None
    relationship = _read_relationship(cells, row, f"{path}.relationship", findings)
    if number > 0 or first is None:
        worked_out = _work_out(lines, first, path, findings)
        return attrs.evolve(worked_out, relationship=relationship)
    owner = _settle_name_and_address(first, lines, findings)
    if relationship is None:
        return owner
    if first.relationship is not None:
        _compare_relationships(first.relationship, relationship, cells, findings)
    return attrs.evolve(owner, relationship=relationship)


def _read_relationship(
    cells: dict[str, Tree[Token]], row: Tree[Token], path: str, findings: Findings
) -> Relationship | None:
    texts: dict[str, str | None] = {}
    ticks: dict[str, bool] = {}
    for name in ("is_director", "is_ten_percent_owner"):
        tokens = tokens_of(cells.get(f"owner_{name}"))
        ticks[name] = bool(tokens)
        if not all(token.type in CHECKED for token in tokens):
            message = f"{SECTION}: expected a check mark or nothing, found {''.join(tokens).strip()!r}"
            findings.report("unreadable-value", message, path, tokens, expected="a check mark")
            return None  # the cells beside it may have moved as well
    # Many tools cut all blank cells off a line's end; where one is left, the row was not cut.
    if len(cells) < 5 and (findings.lines.keep_blank_ends or not list(cells.values())[-1].children):
        message = f"{SECTION}: this row has {len(cells)} cells, the table 5 columns: a mark may not be its column's"
        for lost in (path, path.replace("relationship", "address")):  # with which the first cell ends
            findings.report("cell-count", message, lost, row, expected="5 cells", hint="is a separator missing?")
        return None
    filled = any(tokens_of(cell, "ODD", "MARK") for cell in branches_of(row, "surplus_cell"))
    if filled or ("surplus_cell" in cells and cells["other_text"].children):
        message = f"{SECTION}: this row has more cells than the table has columns; its relationship is not read"
        rows = ("non_derivative", "derivative") if "ROW" in looks_of("".join(leaves(row))).kinds else ()
        for lost in (path, "reporting_owners", *rows) if filled else (path,):
            findings.report("cell-count", message, lost, row, expected="5 cells")
        return None
    for name in ("officer_title", "other_text"):
        tokens = tokens_of(cells.get(name))
        texts[name] = to_text("".join(tokens))
        findings.place(f"{path}.{name}", *tokens)
        if texts[name] in ("X", "x"):
            message = f"{SECTION}: a check mark stands where a title or a text is expected; it is read as text"
            findings.report("contradiction", message, path, tokens, expected="a title or a text")
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


def _settle_name_and_address(head: ReportingOwner, lines: list[Token], findings: Findings) -> ReportingOwner:
    """The first owner's name and address, of which the head and the table speak: the head tells them apart."""
    path = "reporting_owners[0]"
    in_table, in_head = _squeezed(*map(to_text, lines)), _squeezed(_written(head))
    if in_table == in_head and len(lines) == 1:
        return head
    worked_out = _work_out(lines, None, path, findings)
    if in_table == in_head and _squeezed(worked_out.name) == _squeezed(head.name):
        streets = [street for street in (worked_out.address.street1, worked_out.address.street2) if street]
        if head.address.street2 is None and ", ".join(streets).rstrip(",") != (head.address.street1 or "").rstrip(","):
            message = f"{SECTION} and box 1 do not part the streets at the same place; {SECTION} holds"
            findings.report("contradiction", message, f"{path}.address", lines, expected=head.address.street1)
        return worked_out  # the lines of the table tell the streets apart, which box 1 prints as one
    same_name = head.name is not None and in_table.startswith(_squeezed(head.name))
    if head.name is None or head.address.city is None:
        message = f"box 1 does not tell the first owner's name and address; they were worked out of {SECTION}"
        for field in ("address",) if same_name else ("name", "address"):
            findings.report("first-owner-worked-out", message, f"{path}.{field}", lines)
        return attrs.evolve(worked_out, name=head.name) if same_name else worked_out
    for field in ("address",) if same_name else ("name", "address"):
        message = f"{SECTION} and box 1 do not have the same {field}; {SECTION} holds"
        findings.report("contradiction", message, f"{path}.{field}", lines, expected=_written(head))
    return attrs.evolve(worked_out, name=head.name) if same_name else worked_out


def _compare_relationships(
    head: Relationship, table: Relationship, cells: dict[str, Tree[Token]], findings: Findings
) -> None:
    """Report where box 5 and the first row of the table contradict each other; the table holds."""
    differing = [
        name
        for name in RULES
        if None not in (getattr(head, name), getattr(table, name)) and getattr(head, name) != getattr(table, name)
    ]
    # Box 5 may run officer's title and other text together, so they are compared as one.
    texts = [_squeezed(side.officer_title, side.other_text) for side in (head, table)]
    if texts[0] and texts[0] != texts[1]:
        differing += ["officer_title"] if table.officer_title else ["other_text"]
    elif {"is_officer", "is_other"} & {*differing}:  # the two texts are there, but perhaps not the one of the other
        differing += ["officer_title", "other_text"]
    for name in differing:
        message = f"box 5 and {SECTION} contradict each other; {SECTION} holds"
        cell = cells.get(RULES.get(name, name))
        place = tokens_of(cell) or tokens_of(cells["owner_name_and_address"])
        findings.report("contradiction", message, f"reporting_owners[0].relationship.{name}", place)


def _work_out(lines: list[Token], first: ReportingOwner | None, path: str, findings: Findings) -> ReportingOwner:
    """An owner's name and address out of a cell, be it that it has kept its lines or lost them."""
    found = read_name_and_address(lines)
    if found.name is None:
        message = "the owner's name and address could not be told apart: the text is read as the name"
        # The rest of them, or of their cells, may stand on the lines beside.
        for doubtful in (path, "reporting_owners"):
            findings.report("contradiction", message, doubtful, lines, expected="a name, streets and a city")
        findings.place(f"{path}.name", *lines)
        return ReportingOwner(to_text("".join(lines)))
    for field, place in found.places.items():
        findings.places[f"{path}.{field}" if field == "name" else f"{path}.address.{field}"] = place
    owner = ReportingOwner(found.name, None, found.address)
    if len(lines) > 1:
        _check_streets(found, lines, path, findings)
        report_swapped_name(owner, lines, path, findings)
        return owner
    message = "where the name ends and the address begins was worked out: the text has lost its line breaks"
    findings.report("worked-out", message, path, lines)
    if first is not None and _squeezed(to_text(lines[0])) == _squeezed(_written(attrs.evolve(first, name=found.name))):
        # Joint owners often share an address, and the first one's is told apart in the boxes.
        return ReportingOwner(found.name, None, first.address)
    return owner


def _check_streets(owner: NameAndAddress, lines: list[Token], path: str, findings: Findings) -> None:
    """Report lines that are not a name, one street or two, and a city."""
    count = len(owner.streets)
    if not 1 <= count <= 2:
        message = f"{count} lines stand between this owner's name and city"
        doubtful = path if count < 2 else "reporting_owners"  # of which this one may be two
        findings.report("contradiction", message, doubtful, lines, expected="one street or two")
    elif any(map(str.isdigit, owner.address.city or "")):
        message = f"a street seems to be among the city: {owner.address.city!r}"
        findings.report("contradiction", message, f"{path}.address", lines, expected="city, state and postal code")
    elif len({*map(to_text, owner.streets), owner.address.city}) <= count:
        message = "a line of this address stands twice"
        findings.report("repeated-item", message, f"{path}.address", lines, hint="is a part of the text doubled?")


def _written(owner: ReportingOwner) -> str:
    """Name and address as one text, in the order in which the page prints them."""
    return " ".join(part for part in (owner.name, *attrs.astuple(owner.address)) if part)


def _squeezed(*texts: str | None) -> str:
    """Letters and digits alone: the page sets commas in one place that it leaves out in the other."""
    return "".join(filter(str.isalnum, "".join(text or "" for text in texts))).lower()
