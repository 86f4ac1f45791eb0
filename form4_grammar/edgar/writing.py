"""A filing as ownership XML, by the schema that reads it. What the filing does not have is left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

import attrs

from ..fields import Cell, columns
from ..filing import Filing
from ..forms import FORM_3, FORM_5
from ..showing import SWAP_IS_MARKED, WITHOUT_ACCESSION_NUMBER, Limit, of_owners, of_rows, with_flags
from . import schema
from .schema import CODING, ID, MARK, ROOT, VALUE, Element
from .values import to_xml

CODE, FORM_TYPE, EARLY = "transaction_code", "transaction_form_type", "voluntarily_reported_early"
TIMELINESS = "transaction_timeliness"
SCHEMA_VERSION = {"3": "X0607", "4": "X0609", "5": "X0609"}


def write_xml(filing: Filing) -> str:
    """Write a filing as ownership XML; its accession number, which is in a submission's header, is left out."""
    lines = ['<?xml version="1.0"?>', f"<{ROOT}>"]
    version = SCHEMA_VERSION.get((filing.form_type or "")[:1])
    lines += _element("schemaVersion", version, 1) if version else ()
    for element in schema.DOCUMENT.parts:
        if element.field and element not in schema.ROWS_OF_2003:
            lines += _of_document(element, getattr(filing, element.field), filing)
    return "\n".join([*lines, f"</{ROOT}>", ""])


def _of_document(element: Element, value: Any, filing: Filing) -> Iterator[str]:
    if element in schema.TABLES:
        rows = [line for row in value for line in _row(element, row, filing)]
        yield from _group(element.name, rows, 1)
    elif element.name == "footnotes":
        notes = [f'{_indent(2)}<footnote {ID}="{escape(note.id)}">{_text(note.text)}</footnote>' for note in value]
        yield from _group(element.name, notes, 1)
    elif not element.parts:
        yield from _element(element.name, value, 1)
    else:
        for part in value if isinstance(value, Sequence) else (value,):
            yield from _group(element.name, list(_fields(element, part, 2)), 1, keep=element.is_many)


def _fields(around: Element, part: Any, depth: int) -> Iterator[str]:
    """The elements of a part of a filing. Of two elements for one field, the last is written."""
    last = {element.field: element for element in around.parts}
    for element in around.parts:
        if not element.parts and last[element.field] is element and element.field:
            yield from _element(element.name, getattr(part, element.field), depth)
        elif element.parts:
            inner = getattr(part, element.field) if element.field else part
            lines = list(_fields(element, inner, depth + 1)) if inner is not None else []
            yield from _group(element.name, lines, depth, keep=bool(element.field == "relationship" and inner))


def _row(table: Element, row: Any, filing: Filing) -> Iterator[str]:
    element = next(each for each in table.parts if each.row is type(row))
    yield from _group(element.name, list(_cells(element, row, filing, 3)), 2, keep=True)


def _cells(around: Element, row: Any, filing: Filing, depth: int) -> Iterator[str]:
    for element in around.parts:
        if element.name == CODING:
            yield from _group(CODING, list(_coding(element, row, filing, depth + 1)), depth)
        elif element.is_cell:
            yield from _cell(element.name, _content(element, row, filing), depth)
        else:
            yield from _group(element.name, list(_cells(element, row, filing, depth + 1)), depth)


def _content(element: Element, row: Any, filing: Filing) -> Cell[Any] | None:
    """What stands in a cell. The marks at V are those of the timeliness, except on Form 5, which has no V."""
    value = getattr(row, element.field)
    if element.field != TIMELINESS:
        return value  # type: ignore[no-any-return]
    early = row.voluntarily_reported_early
    return Cell(value, early.footnotes if early else ())


def _coding(element: Element, row: Any, filing: Filing, depth: int) -> Iterator[str]:
    """``transactionCoding``: Form 4 says by the form's number whether a transaction was reported early."""
    due, code = row.transaction_form_type, getattr(row, CODE, None)
    is_holding = not hasattr(row, CODE)
    number = due.value if due else None
    if filing.form is not FORM_5 and not is_holding:
        early = row.voluntarily_reported_early
        number = "5" if early and early.value else (filing.form_type or "4")[0]
    for part in element.parts:
        if part.name == MARK:
            yield from _marks(due if is_holding else code, depth)
        elif part.field == FORM_TYPE:
            yield from _element(part.name, number, depth)
        elif part.field == CODE:
            yield from _element(part.name, code.value if code else None, depth)
        else:
            yield from _element(part.name, getattr(row, part.field), depth)


def _cell(name: str, cell: Cell[Any] | None, depth: int) -> Iterator[str]:
    if cell is not None:
        yield from _group(name, [*_element(VALUE, cell.value, depth + 1), *_marks(cell, depth + 1)], depth)


def _marks(cell: Cell[Any] | None, depth: int) -> Iterator[str]:
    for note in cell.footnotes if cell is not None else ():
        yield f'{_indent(depth)}<{MARK} {ID}="{escape(note)}"/>'


def _group(name: str, lines: list[str], depth: int, *, keep: bool = False) -> Iterator[str]:
    """An element around others; left out if it has none, unless its presence says something."""
    if lines or keep:
        yield f"{_indent(depth)}<{name}>"
        yield from lines
        yield f"{_indent(depth)}</{name}>"


def _element(name: str, value: Any, depth: int) -> Iterator[str]:
    if value is not None:
        yield f"{_indent(depth)}<{name}>{_text(to_xml(value))}</{name}>"


def _text(text: str | None) -> str:
    return escape(text or "", quote=False)


def _indent(depth: int) -> str:
    return "    " * depth


def _without_unread_cells(row: Any) -> Any:
    """A row without the cells that could not be read, which have neither a value nor a mark."""
    row_class: type[attrs.AttrsInstance] = type(row)
    changes: dict[str, Any] = {name: None for name in columns(row_class) if getattr(row, name) == Cell(None)}
    return attrs.evolve(row, **changes) if changes else row


def _with_exit_box(filing: Filing) -> Filing:
    exit_box = filing.not_subject_to_section_16
    return attrs.evolve(
        filing, not_subject_to_section_16=False if exit_box is None and filing.form is not FORM_3 else exit_box
    )


LIMITS = (
    WITHOUT_ACCESSION_NUMBER,
    Limit("a cell that was not read is left out", of_rows(_without_unread_cells)),
    Limit("an exit box that is left out is not checked", _with_exit_box, assumes=True),
    Limit("a flag of a relationship that is left out is false", of_owners(with_flags), assumes=True),
    SWAP_IS_MARKED,
)
