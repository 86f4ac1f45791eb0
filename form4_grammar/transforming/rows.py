"""From the tree of a row to the row: which kind it is, what its cells hold, and what is doubtful about it."""

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
from .alignment import Aligned
from .cells import CellReader
from .findings import Findings, branches_of, tokens_of

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


def column_name(cell: str, table: Table) -> str:
    """A column in the form's words, by the rule of its cell."""
    printed = next(printed for printed in table.columns if printed.cell == cell)
    return str(printed) if printed.cell == printed.rule else TABLE_2_A_OR_D


def read_row(aligned: Aligned, table: Table, path: str, cells: CellReader) -> Any:
    """The row, of one of its table's two classes; ``path`` is its place in the filing."""
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
    _report_odd_cells(aligned.row, table, path, cells.findings)
    _report_missing_nature(aligned, table, path, cells.findings)
    return row_class(**values)


def _report_odd_cells(row: Tree[Token], table: Table, path: str, findings: Findings) -> None:
    """Report what follows from cells that do not fit their columns, apart from what those hold."""
    typed = branches_of(row, *TYPED)
    odd = [cell for cell in typed if tokens_of(cell, "ODD")]
    if not odd:
        return
    filled = [cell for cell in typed if cell.data in TRANSACTION_RULES and cell.children]
    if filled and all(cell in odd for cell in filled):
        message = f"{table.name}: only a cell that does not fit its column tells this row from a holding"
        for lost in ("kind", "acquired_disposed_code") if table is TABLE_2 else ("kind",):
            findings.report("contradiction", message, f"{path}.{lost}", odd[0], expected="a transaction or a holding")
    both_amounts = [cell for cell in typed if cell.data in ("acquired_amount", "disposed_amount") and cell.children]
    if len(odd) + (len(both_amounts) > 1) > 1:
        message = f"{table.name}: several cells of this row do not fit their columns: others may be in a wrong one, too"
        findings.report("contradiction", message, path, row, expected="a row whose cells fit their columns")


def _report_missing_nature(aligned: Aligned, table: Table, path: str, findings: Findings) -> None:
    """Report a row that ends before its last column, where that is not a blank cell that a tool has cut off."""
    if "nature_of_ownership" in aligned.doubtful:
        return
    row = aligned.row
    forms = [tokens_of(cell, "OWNERSHIP_FORM") for cell in branches_of(row, "direct_or_indirect_ownership")]
    if forms and not branches_of(row, "nature_of_ownership") and (findings.lines.keep_blank_ends or forms == [["I"]]):
        message = f"{table.name}: this row ends before {column_name('nature_of_ownership', table)}: is its end cut off?"
        findings.report(
            "contradiction", message, f"{path}.nature_of_ownership", row, expected="a last cell, or a blank one"
        )


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
        lost.append(("equity_swap_involved", column_name("transaction_code", table)))
    lost += [(name, str(printed)) for name, _, printed in _plan(row_class, table.printed) if printed.rule in rules]
    for name, caption in lost:
        message = f"{table.name}, {caption}: which of this row's cells is this column's cannot be told"
        findings.report("cell-count", message, f"{path}.{name}", aligned.row, expected=aligned.expected)


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
