"""From the trees of Tables I and II to rows."""

from __future__ import annotations

from typing import Any

from lark import Token, Tree

from ..grammars import Layout
from ..parsing import leaves
from .alignment import Aligned, align, split
from .cells import CellReader
from .findings import Findings, branches_of, tokens_of
from .looks import looks_of
from .rows import TABLE_1, TABLE_2, TRANSACTION_RULES, TYPED, Table, column_name, read_row
from .strays import report_strays


def read_table(
    tree: Tree[Token], table: Table, layout: Layout, findings: Findings, notes: frozenset[str] | None
) -> tuple[Any, ...]:
    """The rows of a table, of its two classes, in the page's order."""
    if not tokens_of(tree, tree.data.upper()):
        message = f"the heading of {table.name} was not found above its captions"
        top = branches_of(tree, f"{tree.data}_head")[0]
        findings.report("missing-heading", message, table.field, top, expected=f"{table.name} - …")
    cells = CellReader(findings, notes)
    rows: list[Any] = []
    below_row = False
    notice: Tree[Token] | None = None  # what the form prints below the rows
    for line in branches_of(tree, f"{tree.data}_row", f"{tree.data}_head", "heading_again", "notice"):
        if line.data == "notice":
            notice = line if tokens_of(line, "REMINDER", "PERSONS_WHO_RESPOND") else notice
        elif line.data.endswith("_row"):
            path = f"{table.field}[{len(rows)}]"
            if _is_whole(line, table):
                aligned = [Aligned(line, frozenset())] if _fits(line, table, findings) else []
            else:
                aligned = _align(line, table, path, layout, findings)
            below_row = bool(aligned)
            if aligned and notice:
                message = f"a row of {table.name} stands below this, which the form prints below all of them"
                findings.report("contradiction", message, table.field, notice, hint="are the rows in their order?")
            rows += [
                read_row(row, table, f"{table.field}[{number}]", cells) for number, row in enumerate(aligned, len(rows))
            ]
        elif line.data == "heading_again":
            below_row, notice = False, None
        else:
            _check_head(line, table, findings, below_row=below_row)
    report_strays(tree, table.name, (table.field,), findings)
    return tuple(rows)


def _check_head(head: Tree[Token], table: Table, findings: Findings, *, below_row: bool) -> None:
    unknown = tokens_of(head, "ODD_TEXT")
    if unknown:
        message = f"the head of {table.name} has a caption that the form has not: {unknown[0].strip()!r}"
        findings.report("unknown-caption", message, table.field, unknown[:1])
    elif below_row:
        message = f"{table.name}: captions stand below a row; the rows may not be in their order"
        findings.report("head-below-row", message, table.field, head, expected=f"a row of {table.name}")


def _is_whole(row: Tree[Token], table: Table) -> bool:
    """Whether a row has as many cells as its table has columns. In any other, a cell is not surely its column's."""
    cells = [cell for cell in row.children if isinstance(cell, Tree)]
    surplus = [cell for cell in cells if cell.data == "surplus_cell"]
    filled = any(token.type != "_SEP" for cell in surplus for token in tokens_of(cell))
    # Many tools cut a blank cell off a line's end, or add one. That it was at the end is seen from the cell before it.
    at_end = len(cells) >= table.width - 1 and not filled and _holds_ownership_form(cells[table.width - 2])
    return len(cells) == table.width or at_end


def _align(row: Tree[Token], table: Table, path: str, layout: Layout, findings: Findings) -> list[Aligned]:
    """A row that is not whole, as far as its cells are surely their columns'; none, reported, if that is not enough.

    Two of them, if they stand on one line.
    """
    two = split(row, [printed.cell for printed in table.columns], layout)
    if two:
        return list(two)
    cells = [cell for cell in row.children if isinstance(cell, Tree)]
    aligned = align(row, table.width, layout)
    is_read = aligned is not None and _says_what_it_is(aligned)
    what = "what may be another column's is not read" if is_read else "it is not read"
    message = f"{table.name}: this row has {len(cells)} cells, the table {table.width} columns; {what}"
    lost = path if is_read else table.field
    findings.report("cell-count", message, lost, row, expected=f"{table.width} cells", hint=_hint(cells, table))
    if aligned is not None and is_read:
        return [aligned]
    looks = looks_of("".join(leaves(row)), of_rows=False)
    for field in looks.fields:
        message = f"{table.name}: this line has the looks of {looks.parts}; it is not read as that"
        findings.report("cell-count", message, field, row, expected=f"a row of {table.name}")
    other = TABLE_2 if table is TABLE_1 else TABLE_1
    if len(cells) == other.width:
        message = f"this row among those of {table.name} has as many cells as one of {other.name}; it is not read"
        findings.report("cell-count", message, other.field, row, expected=f"the heading of {other.name} above it")
    return []


def _says_what_it_is(aligned: Aligned) -> bool:
    """Whether a row is one of a table, and which kind of it: transaction or holding."""
    filled = {cell.data for cell in branches_of(aligned.row, *TYPED) if cell.children}
    return bool(filled & TRANSACTION_RULES or (filled and not aligned.doubtful & TRANSACTION_RULES))


def _hint(cells: list[Tree[Token]], table: Table) -> str:
    """Where a separator is missing or doubled: before the first cell that does not fit its column."""
    hint = "is a separator missing" if len(cells) < table.width else "is a separator doubled, or a cell split,"
    for cell in cells:
        if cell.data in TYPED and tokens_of(cell, "ODD"):
            column = column_name(cell.data, table)
            return f"{hint} before {''.join(tokens_of(cell)).strip()!r}, which does not fit {column}?"
    return f"{hint.rstrip(',')}?"


def _fits(row: Tree[Token], table: Table, findings: Findings) -> bool:
    """Whether at least a third of a row's cells fit their columns: those of a head that was not recognised do not."""
    typed = [tokens_of(cell) for cell in branches_of(row, *TYPED)]
    filled = [cell for cell in typed if cell]
    odd = sum(any(token.type == "ODD" for token in cell) for cell in filled)
    if 3 * odd <= 2 * len(filled):
        return True
    message = f"{table.name}: {odd} cells of this line fit none of their columns; it is not read as a row"
    findings.report("stray-line", message, table.field, row, expected=f"a row of {table.name}")
    return False


def _holds_ownership_form(cell: Tree[Token]) -> bool:
    return [token.type for token in tokens_of(cell) if token.type not in ("MARK", "BOLD")] == ["OWNERSHIP_FORM"]
