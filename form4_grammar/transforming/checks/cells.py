"""Checks of single cells of Tables I and II: prices without a dollar sign, and footnote marks."""

from __future__ import annotations

from collections.abc import Iterator

from lark import Token

from ...fields import Kind
from ...filing import Row as FiledRow
from ...findings import Finding, place_of
from ...values import CUT_OFF_MARK, INVISIBLE, LINK_TO_NOTE, MAY_BE_A_MARK, ODD_MARK, to_footnote_id
from ..columns import TableKind, suits
from ..page import Page, Row
from ..readout import Readout
from .check import check

TABLES = ("non_derivative", "derivative")
TEXTS = ("security_title", "underlying_security_title", "nature_of_ownership")
PRICES = ("transaction_price_per_share", "conversion_or_exercise_price")


@check("no-dollar-sign", on="NUMBER", fields=TABLES)
def no_dollar_sign(page: Page, read: Readout) -> Iterator[Finding]:
    """A price has no dollar sign before it."""
    for row, table in page.rows:
        for name in PRICES:
            cell = row.cells.get(name)
            number = cell.first("NUMBER") if cell is not None and not cell.has("ODD") else None
            if number is not None:
                message = f'{table.name}, {table.column(name)}: {number} is read as a price, but has no "$" before it'
                yield Finding(message, f"{row.path}.{name}", Kind.PRICE.value, place=place_of([number]))


@check("mark-without-note", on="MARK", fields=(*TABLES, "footnotes"))
def mark_without_note(page: Page, read: Readout) -> Iterator[Finding]:
    """A cell refers to a footnote that the filing lacks."""
    for row, table, marks in _rows_with_unknown_marks(page, read):
        for name, kind, printed in table.fields(row.row_class):
            cell = row.cell(printed.rule)
            if cell is None or kind is Kind.TEXT or not suits(cell, kind) or cell.has("ODD"):
                continue
            if not any(token is mark for token in cell.tokens for mark in marks):
                continue
            all_marks = cell.all("MARK")
            ids = " ".join(map(to_footnote_id, all_marks))
            message = f"{table.name}, {printed}: the cell is marked {ids}, but the filing has no such footnote"
            paths = (f"{row.path}.{name}", "footnotes")
            yield Finding(message, paths, "a footnote for every mark", place=place_of(all_marks))


@check("mark-without-note", on="MARK", fields=(*TABLES, "footnotes"))
def mark_in_text(page: Page, read: Readout) -> Iterator[Finding]:
    """A text ends in a mark whose footnote the filing lacks; the mark is read as text."""
    for row, _, marks in _rows_with_unknown_marks(page, read):
        for name in TEXTS:
            tokens = [token for token in row.cells[name].tokens if not token.isspace()] if row.holds(name) else []
            at_end = _marks_at_end(tokens)
            if len(at_end) < len(tokens) and any(token is mark for token in at_end for mark in marks):
                text = "".join(at_end).strip()
                message = f"{text} is read as text, because the filing has no such footnote"
                yield Finding(message, (f"{row.path}.{name}", "footnotes"), "a footnote", place=place_of(at_end))


@check("mark-without-note", on=("TITLE", "CELL_TEXT"), fields=TABLES)
def cut_off_mark(page: Page, read: Readout) -> Iterator[Finding]:
    """A text ends as if a footnote mark were cut off."""
    for row, filed in _rows_as_filed(page, read):
        for name in TEXTS:
            cell = getattr(filed, name, None)
            if cell is not None and cell.value and "(" in cell.value and CUT_OFF_MARK.search(cell.value):
                tokens = [token for token in row.cells[name].tokens if not token.isspace()]
                text = cell.value if len(cell.value) <= 40 else cell.value[:37] + "…"
                message = f"this text ends as if a footnote mark were cut off: {text!r}"
                place = place_of(tokens[: len(tokens) - len(cell.footnotes)])
                yield Finding(message, f"{row.path}.{name}", "a number in parentheses", place=place)


@check("mark-without-note", on=("TITLE", "CELL_TEXT"), fields=(*TABLES, "footnotes"))
def mark_in_another_shape(page: Page, read: Readout) -> Iterator[Finding]:
    """A text ends as if in a footnote mark of another shape: {1}, ², (a); or, if no cell refers to a note, Note 1."""
    notes = page.note_ids or frozenset()
    is_any_lost, are_all_lost = not notes <= read.marks, bool(notes) and notes.isdisjoint(read.marks)
    for row, filed in _rows_as_filed(page, read):
        for name in TEXTS:
            cell = getattr(filed, name, None)
            if cell is None or not cell.value:
                continue
            tokens = [token for token in row.cells[name].tokens if not token.isspace()]
            text = tokens[: len(tokens) - len(cell.footnotes)]
            written = text[-1].translate(INVISIBLE).rstrip()
            if text[-1].type == "MARK":  # mark_in_text reports that
                continue
            found = LINK_TO_NOTE.search(written)
            if found is None and written.endswith(cell.value[-1]):  # it is not mark-up, nor escaped
                found = ODD_MARK.search(written) or (MAY_BE_A_MARK.search(written) if is_any_lost else None)
            if found or (are_all_lost and written.endswith("*")):
                message = f"{found[0] if found else '*'!r} is read as text; is it a footnote mark?"
                paths = (f"{row.path}.{name}", "footnotes")
                yield Finding(message, paths, "a number in parentheses", place=place_of(text))


@check("mark-without-note", on="BOLD", fields=TABLES)
def single_bold(page: Page, read: Readout) -> Iterator[Finding]:
    """Bold type begins or ends in a cell, but not both: its asterisks may be a footnote mark."""
    for row, table in page.rows:
        for name, _, printed in table.fields(row.row_class):
            cell = row.cell(printed.rule)
            bold = cell.all("BOLD") if cell is not None and not cell.has("ODD") else []
            if len(bold) == 1:
                message = (
                    f"{table.name}, {printed}: bold type begins or ends here, but not both: is it a footnote mark?"
                )
                yield Finding(message, f"{row.path}.{name}", "a number in parentheses", place=place_of(bold))


def _marks_at_end(tokens: list[Token]) -> list[Token]:
    start = len(tokens)
    while start and tokens[start - 1].type == "MARK":
        start -= 1
    return tokens[start:]


def _rows_as_filed(page: Page, read: Readout) -> Iterator[tuple[Row, FiledRow]]:
    """The rows, each with the row of the filing that was read from it."""
    for table in page.tables:
        yield from zip(table.rows, getattr(read.filing, table.kind.field), strict=True)


def _rows_with_unknown_marks(page: Page, read: Readout) -> Iterator[tuple[Row, TableKind, list[Token]]]:
    """The rows with marks whose footnotes the filing lacks, and these marks; none if the footnotes are not known."""
    notes = page.note_ids
    if notes is None or read.marks <= notes:
        return
    for row, table in page.rows:
        marks = [token for token in row.tokens if token.type == "MARK" and to_footnote_id(token) not in notes]
        if marks:
            yield row, table, marks
