"""Which lines of Tables I and II are rows, and which of their cells are surely their columns'."""

from __future__ import annotations

import attrs

from ...findings import Finding, Place, place_of
from ...forms import FORM_5
from ...part import Part
from ...values import to_text
from ..classify import classify
from ..columns import TRANSACTION_RULES, TYPED, TableKind, tables_of
from ..page import Page, Row, Table
from .captions import AddedColumn, added_columns, out_of_order
from .shifts import SEPARATORS, Shifted, may_lack_another, shift, split, without_added

Added = tuple[AddedColumn, ...]


def align_rows(table: Table, page: Page, findings: list[Finding]) -> Table:
    """The table with the rows that can be read, in the page's order."""
    misplaced = out_of_order(table)
    if misplaced is not None:
        findings.append(misplaced)
        return table
    rows: list[Row] = []
    lines = table.whole.parts_of(f"{table.kind.rule}_row")
    has_own = f"{table.kind.rule}_row" in page.own_columns  # whose cells are not among the parts, but their separators
    added = added_columns(table) if lines and not has_own else ()
    found: list[Finding] = []
    for line in lines:
        for shifted in _cells_of(line, table.kind, added, page, f"{table.kind.field}[{len(rows)}]", found):
            rows.append(_row(line, shifted, table.kind, f"{table.kind.field}[{len(rows)}]", found))
    findings += _joined(found, lines, added, table.kind)
    return attrs.evolve(table, rows=tuple(rows), added=tuple(column.caption for column in added))


def _cells_of(
    line: Part, table: TableKind, added: Added, page: Page, path: str, findings: list[Finding]
) -> list[Shifted]:
    """The cells of the row that a line is; of two rows, if they stand on one line; of none, if it cannot be told."""
    if added:
        places = [column.before for column in added]
        one = without_added(line, table, places, page.parse)
        if one is None or not _tells_its_kind(one):
            findings.append(_wrong_width(line, table, path, page, is_read=False))
            return []
        if may_lack_another(line, table, places):
            findings.append(_wrong_width(line, table, path, page, is_read=True))
        return [one]
    lacking = page.lacking(line)
    if _is_whole(line, table, lacking):
        if not _fits(line, table):
            findings.append(_no_row(line, table))
            return []
        last = line.parts[-1]
        if not lacking or len(line.parts) < table.width or not last.tokens:
            return [Shifted(line.parts, frozenset())]
        # If a separator is missing, the last cell is that of a user's column.
        findings += [_unclear(f"{table.name}, {rule}", f"{path}.{rule}", line.place) for rule in sorted(lacking)]
        return [Shifted(line.parts[:-1], frozenset({last.rule}))]
    if line.rule in page.own_columns:  # it cannot be told which of all cells is missing or doubled
        findings.append(_wrong_width(line, table, path, page, is_read=False))
        return []
    two = split(line, table, page.parse)
    if two:
        return list(two)
    one = shift(line, table.width, page.parse)
    if one is not None and not _tells_its_kind(one):
        one = None
    findings.append(_wrong_width(line, table, path, page, is_read=one is not None))
    if one is not None:
        return [one]
    findings += _other_parts(line, table)
    return []


def _row(line: Part, shifted: Shifted, table: TableKind, path: str, findings: list[Finding]) -> Row:
    cells = {cell.rule: cell for cell in shifted.cells}
    filled = frozenset(rule for rule, cell in cells.items() if cell.tokens)
    is_whole = shifted.cells is line.parts
    row = Row(path, line, cells, table.row_class(filled), is_whole, shifted.unknown)
    findings += _unknown_fields(row, table, shifted.expected)
    if {"acquired_amount", "disposed_amount"} <= filled:
        # Neither is read: one of the two numbers belongs elsewhere.
        unread = ("transaction_shares", "acquired_disposed_code")
        findings.append(
            Finding(
                "Table II, column 5: a number under (A) and one under (D); neither is read",
                tuple(f"{path}.{name}" for name in unread),
                "a number under (A) or (D)",
                place=place_of([*cells["acquired_amount"].tokens, *cells["disposed_amount"].tokens]),
                code="both-amounts",
            )
        )
        row = attrs.evolve(row, unread=frozenset(unread))
    return row


def _is_whole(line: Part, table: TableKind, lacking: frozenset[str]) -> bool:
    """Whether a row has as many cells as its table has columns. In any other, a cell is not surely its column's."""
    cells = line.parts
    if len(cells) == table.width and not lacking:
        return True
    if len(cells) < table.width - 1:
        return False
    # Many tools cut a blank cell off a line's end, or add one: the cell before it shows that it was at the end.
    surplus = [token for cell in line.parts_of("surplus_cell") for token in cell.tokens if token.type != "_SEP"]
    form = [token.type for token in cells[table.width - 2].tokens if token.type not in ("MARK", "BOLD")]
    return not surplus and form == ["OWNERSHIP_FORM"]


def _fits(line: Part, table: TableKind) -> bool:
    """Whether at least a third of a row's cells fit their columns: those of an unknown head do not.

    A line of Form 3 has to have one such cell: with four cells, it may be a notice as well.
    """
    filled = [cell for cell in line.parts if cell.rule in TYPED and cell.tokens]
    if not filled:
        return table.form.has_transactions
    return 3 * len(_odd(filled)) <= 2 * len(filled)


def _odd(cells: list[Part]) -> list[Part]:
    return [cell for cell in cells if cell.has("ODD")]


def _tells_its_kind(row: Shifted) -> bool:
    """Whether the cells that are sure tell a transaction from a holding."""
    filled = {cell.rule for cell in row.cells if cell.rule in TYPED and cell.tokens}
    return bool(filled & TRANSACTION_RULES or (filled and not row.unknown & TRANSACTION_RULES))


# ------------------------------------------------------------------------------------------------- findings


def _no_row(line: Part, table: TableKind) -> Finding:
    odd = len(_odd([cell for cell in line.parts if cell.rule in TYPED]))
    what = f"{odd} cells of this line do not fit their columns" if odd else "this line has no number, date or D/I"
    message = f"{table.name}: {what}; it is not read as a row"
    return Finding(message, table.field, f"a row of {table.name}", place=line.place, code="stray-line")


def _wrong_width(line: Part, table: TableKind, path: str, page: Page, *, is_read: bool) -> Finding:
    count, width = page.widths(line, table.width)
    result = "cells that may be another column's are not read" if is_read else "it is not read"
    return Finding(
        f"{table.name}: this row has {count} cells, but the table has {width} columns; {result}",
        path if is_read else table.field,
        f"{width} cells",
        hint=_hint(line, table, is_short=count < width),
        place=line.place,
        code="cell-count",
    )


def _joined(found: list[Finding], lines: list[Part], added: Added, table: TableKind) -> list[Finding]:
    """The findings; one in place of all about cells, if they have one cause.

    That is a column that the form does not have, or the same wrong number of cells in all rows.
    """
    counts = {len(line.parts) for line in lines}
    wrong = [finding for finding in found if finding.code == "cell-count"]
    paths = tuple(dict.fromkeys(path for finding in wrong for path in finding.paths))
    others = [finding for finding in found if finding.code != "cell-count"]
    if added:
        columns = ", ".join(repr(to_text(column.caption)) for column in added)
        unread = "its cells, and what may be one of them, are not read" if wrong else "its cells are not read"
        message = f"{table.name} has a column that is not on the form, {columns}; {unread}"
        joint = Finding(message, (table.field, *paths), hint="a grammar of your own can add the column")
        return [attrs.evolve(joint, place=place_of([added[0].caption]), code="unknown-column"), *others]
    # With still fewer cells they are other lines of the form; with those of the other table, that is said of each.
    possible = counts - {other.width for other in tables_of(table.form)}
    if len(lines) < 2 or len(counts) > 1 or not possible or max(possible) < table.width - 1 or not wrong:
        return found
    rows = f"each of its {len(lines)} rows has {max(possible)} cells, but the table has {table.width} columns"
    message = f"{table.name}: {rows}; cells that may be another column's are not read"
    return [attrs.evolve(wrong[0], message=message, paths=paths), *others]


def _hint(line: Part, table: TableKind, *, is_short: bool) -> str:
    """Where a separator is missing or doubled: before the first cell that does not fit its column."""
    hint = "is a separator missing" if is_short else "is a separator doubled, or a cell split,"
    for cell in line.parts:
        if cell.rule in TYPED and cell.has("ODD"):
            text = "".join(cell.tokens).strip()
            return f"{hint} before {text!r}, which does not fit {table.column(cell.rule)}?"
    return f"{hint.rstrip(',')}?"


def _other_parts(line: Part, table: TableKind) -> list[Finding]:
    """What else of the form a line may be that is not read as a row."""
    found = []
    likeness = classify(line.text, as_row=False)
    if likeness.fields:
        message = f"{table.name}: this line looks like {likeness.words}; it is not read as that"
        found.append(Finding(message, likeness.fields, f"a row of {table.name}"))
    other = next(other for other in tables_of(table.form) if other is not table)
    if len(line.parts) == other.width:
        message = f"{table.name}: this row has as many cells as one of {other.name}; it is not read"
        found.append(Finding(message, other.field, f"the heading of {other.name} above it"))
    return [attrs.evolve(finding, place=line.place, code="cell-count") for finding in found]


def _unknown_fields(row: Row, table: TableKind, expected: str) -> list[Finding]:
    """A finding for each field whose cell cannot be told."""
    rules = set(row.unknown)
    if not rules:
        return []
    fields = []
    if rules & {"acquired_amount", "disposed_amount"}:
        rules.add("transaction_amount")
        fields.append(("acquired_disposed_code", table.column("acquired_amount")))
    if "transaction_code" in rules:
        read_from_code = ("transaction_form_type", "transaction_timeliness") if table.form is FORM_5 else ()
        fields += [(name, table.column("transaction_code")) for name in ("equity_swap_involved", *read_from_code)]
    fields += [(name, str(printed)) for name, _, printed in table.fields(row.row_class) if printed.rule in rules]
    return [_unclear(f"{table.name}, {column}", f"{row.path}.{name}", row.place, expected) for name, column in fields]


def _unclear(column: str, path: str, place: Place | None, expected: str = SEPARATORS) -> Finding:
    message = f"{column}: it is not clear which cell of this row belongs here"
    return Finding(message, path, expected, place=place, code="cell-count")
