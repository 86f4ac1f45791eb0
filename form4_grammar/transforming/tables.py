"""From the trees of Tables I and II to rows."""

from __future__ import annotations

from functools import cache
from typing import Any

import attrs
from lark import Token, Tree

from ..captions import TABLE_1_COLUMNS, TABLE_2_COLUMNS, Printed
from ..fields import TABLE_2_A_OR_D, Cell, Kind, columns
from ..filing import (
    DerivativeHolding,
    DerivativeTransaction,
    NonDerivativeHolding,
    NonDerivativeTransaction,
)
from ..grammars import Layout
from ..parsing import leaves
from .alignment import Aligned, align
from .cells import CellReader
from .findings import Findings, branches_of, tokens_of
from .strays import report_strays

BOX_1_LABELS = ("(Last)", "(Street)", "(City)")
# The columns whose contents make a row a transaction; Table II's two for the number of securities are one field.
TRANSACTION_RULES = frozenset(
    {"transaction_date", "deemed_execution_date", "transaction_code", "voluntarily_reported_early"}
    | {"transaction_amount", "acquired_amount", "disposed_amount", "acquired_disposed_code"}
    | {"transaction_price_per_share"}
)

# The cells of columns that accept one kind of value, which those of text do not.
TYPED = frozenset(printed.cell for printed in (*TABLE_1_COLUMNS, *TABLE_2_COLUMNS)) - {
    printed.rule
    for column in columns(DerivativeTransaction).values()
    if column.kind is Kind.TEXT
    for printed in (column.table_1, column.table_2)
    if printed
}


@attrs.frozen
class Table:
    """One of the two tables: its name, its place in the filing, its kinds of row, and its columns."""

    name: str
    field: str
    transaction: type[attrs.AttrsInstance]
    holding: type[attrs.AttrsInstance]
    columns: tuple[Printed, ...] = attrs.field(eq=False)  # a table is told by its name
    printed: str  # the attribute of fields.Column that says where this table prints a field

    @property
    def width(self) -> int:
        """How many cells a row has."""
        return len(self.columns)


TABLE_1 = Table("Table I", "non_derivative", NonDerivativeTransaction, NonDerivativeHolding, TABLE_1_COLUMNS, "table_1")
TABLE_2 = Table("Table II", "derivative", DerivativeTransaction, DerivativeHolding, TABLE_2_COLUMNS, "table_2")


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
    for line in branches_of(tree, f"{tree.data}_row", f"{tree.data}_head", "heading_again"):
        if line.data.endswith("_row"):
            path = f"{table.field}[{len(rows)}]"
            if _is_whole(line, table):
                aligned = Aligned(line, frozenset()) if _fits(line, table, findings) else None
            else:
                aligned = _align(line, table, path, layout, findings)
            below_row = aligned is not None
            if aligned:
                rows.append(_read_row(aligned, table, path, cells))
        elif line.data == "heading_again":
            below_row = False
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


def _align(row: Tree[Token], table: Table, path: str, layout: Layout, findings: Findings) -> Aligned | None:
    """A row that is not whole, as far as its cells are surely their columns'; None, reported, if that is not enough."""
    cells = [cell for cell in row.children if isinstance(cell, Tree)]
    aligned = align(row, table.width, layout)
    is_read = aligned is not None and _says_what_it_is(aligned)
    what = "what may be another column's is not read" if is_read else "it is not read"
    message = f"{table.name}: this row has {len(cells)} cells, the table {table.width} columns; {what}"
    lost = path if is_read else table.field
    findings.report("cell-count", message, lost, row, expected=f"{table.width} cells", hint=_hint(cells, table))
    if is_read:
        return aligned
    if any(label in "".join(leaves(row)) for label in BOX_1_LABELS):
        message = f"{table.name}: this line is one of box 1; no owner is read from it"
        findings.report("cell-count", message, "reporting_owners", row, expected="the caption of box 1 above it")
    other = TABLE_2 if table is TABLE_1 else TABLE_1
    if len(cells) == other.width:
        message = f"this row among those of {table.name} has as many cells as one of {other.name}; it is not read"
        findings.report("cell-count", message, other.field, row, expected=f"the heading of {other.name} above it")
    return None


def _says_what_it_is(aligned: Aligned) -> bool:
    """Whether a row is one of a table, and which kind of it: transaction or holding."""
    filled = {cell.data for cell in branches_of(aligned.row, *TYPED) if cell.children}
    return bool(filled & TRANSACTION_RULES or (filled and not aligned.doubtful & TRANSACTION_RULES))


def _hint(cells: list[Tree[Token]], table: Table) -> str:
    """Where a separator is missing or doubled: before the first cell that does not fit its column."""
    hint = "is a separator missing" if len(cells) < table.width else "is a separator doubled, or a cell split,"
    for cell in cells:
        if cell.data in TYPED and tokens_of(cell, "ODD"):
            return (
                f"{hint} before {''.join(tokens_of(cell)).strip()!r}, which does not fit {_column(cell.data, table)}?"
            )
    return f"{hint.rstrip(',')}?"


def _column(cell: str, table: Table) -> str:
    """A column in the form's words, by the rule of its cell."""
    printed = next(printed for printed in table.columns if printed.cell == cell)
    return str(printed) if printed.cell == printed.rule else TABLE_2_A_OR_D


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


def _read_row(aligned: Aligned, table: Table, path: str, cells: CellReader) -> Any:
    found = {cell.data: cell for cell in aligned.row.children if isinstance(cell, Tree)}
    cells.findings.place(path, *(token for cell in found.values() for token in tokens_of(cell)))
    is_transaction = any(rule in TRANSACTION_RULES and found[rule].children for rule in found)
    values: dict[str, Any] = {}
    if is_transaction and table is TABLE_2:
        values = _merge_amounts(found, path, cells.findings)
    row_class = table.transaction if is_transaction else table.holding
    for name, kind, printed in _plan(row_class, table.printed):
        cell = found.get(printed.rule)
        if cell is None:
            continue
        caption = f"{table.name}, {printed}"
        # A column that serves two fields, a number and an amount after "$", is read as the one that it holds; what is
        # neither might have been both.
        if kind in (Kind.NUMBER, Kind.DOLLARS) and (kind is Kind.DOLLARS) != _in_dollars(cell):
            if tokens_of(cell, "ODD"):
                cells.read(cell, kind, f"{path}.{name}", caption)
            continue
        values[name] = cells.read(cell, kind, f"{path}.{name}", caption)
    if is_transaction:
        code = tokens_of(found.get("transaction_code"))
        if any(token.type == "ODD" for token in code):
            message = f"{table.name}: whether this is an equity swap (/K) cannot be told from the code"
            cells.findings.report("unreadable-value", message, f"{path}.equity_swap_involved", code, expected="/K")
        values["equity_swap_involved"] = any(token.type == "EQUITY_SWAP" for token in code)
        if values["equity_swap_involved"]:
            cells.findings.place(f"{path}.equity_swap_involved", *code)
    _report_doubtful(aligned, row_class, table, path, cells.findings)
    return row_class(**values)


def _report_doubtful(
    aligned: Aligned, row_class: type[attrs.AttrsInstance], table: Table, path: str, findings: Findings
) -> None:
    """Report each field whose column's cell cannot be told."""
    rules = set(aligned.doubtful)
    lost = []
    if rules & {"acquired_amount", "disposed_amount"}:
        rules.add("transaction_amount")
        lost.append(("acquired_disposed_code", TABLE_2_A_OR_D))
    if "transaction_code" in rules:
        lost.append(("equity_swap_involved", _column("transaction_code", table)))
    lost += [(name, str(printed)) for name, _, printed in _plan(row_class, table.printed) if printed.rule in rules]
    for name, caption in lost:
        message = f"{table.name}, {caption}: which of this row's cells is this column's cannot be told"
        findings.report("cell-count", message, f"{path}.{name}", aligned.row, expected="a separator between all cells")


def _in_dollars(cell: Tree[Token]) -> bool:
    return bool(tokens_of(cell, "DOLLARS"))


def _merge_amounts(found: dict[str, Tree[Token]], path: str, findings: Findings) -> dict[str, Cell[Any] | None]:
    """Table II, column 5: A or D, from which of its halves holds the number; that half becomes the row's amount."""
    acquired, disposed = found.get("acquired_amount"), found.get("disposed_amount")
    if acquired is None or disposed is None:
        return {}
    if acquired.children and disposed.children:
        for name in ("transaction_shares", "acquired_disposed_code"):
            message = "Table II, column 5: a number under (A) and one under (D); neither is read"
            tokens = [*tokens_of(acquired), *tokens_of(disposed)]
            findings.report("both-amounts", message, f"{path}.{name}", tokens, expected="a number under (A) or (D)")
        return {"transaction_shares": Cell(None), "acquired_disposed_code": Cell(None)}
    for code, cell in (("A", acquired), ("D", disposed)):
        if cell.children:
            found["transaction_amount"] = cell
            findings.place(f"{path}.acquired_disposed_code", *tokens_of(cell))
            return {"acquired_disposed_code": Cell(code)}
    return {}


@cache
def _plan(row_class: type[attrs.AttrsInstance], printed: str) -> list[tuple[str, Kind, Printed]]:
    """The fields of a kind of row that a table prints, in order."""
    return [
        (name, column.kind, where)
        for name, column in columns(row_class).items()
        if (where := getattr(column, printed)) is not None
    ]
