"""From elements to a filing: every value as its element has it, or None with a finding."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import attrs

from ..fields import Cell
from ..filing import Address, Filing, Footnote, Issuer, Relationship, ReportingOwner, Signature
from ..findings import Finding
from ..forms import FORM_4, FORM_5, FORMS, Form
from ..showing import FLAGS
from . import schema
from .elements import Node, parse_elements
from .record import Interpretation, Record
from .schema import CODING, EQUITY_SWAP, MARK, TIMELINESS, VALUE, Plain
from .values import ImpossibleDateError, expected, to_value

PARTS: dict[str, type[attrs.AttrsInstance]] = {
    "issuer": Issuer,
    "reporting_owners": ReportingOwner,
    "address": Address,
    "relationship": Relationship,
    "signatures": Signature,
}
# Like the flags of a relationship, this box is left out where it is not checked; of others, nothing is known then.
EXIT_BOX = "not_subject_to_section_16"
FORM_TYPE, CODE, EARLY = "transaction_form_type", "transaction_code", "voluntarily_reported_early"
LISTS = ("reporting_owners", "non_derivative", "derivative", "footnotes", "signatures")
# What is read according to the form.
BY_FORM = ("non_derivative", "derivative", EXIT_BOX)
NOTE_ID = re.compile("F[1-9][0-9]?")


def read_xml(text: str, start: int = 0, end: int | None = None) -> Interpretation:
    """Read the ownership XML in a stretch of a text. Raises nothing."""
    root, fault = parse_elements(text, start, end)
    record = Record(text)
    filing = None
    if root is not None and not (fault and fault.is_refused):
        filing = _filing(root, record)
        if fault:
            record.cut_off(fault, root)
        record.marks_without_notes(filing)
    elif fault:
        message = f"this XML is not read: {fault.message}"
        record.found.append(Finding(message, expected=f"<{schema.ROOT}>", place=fault.place, code="not-a-form"))
    return Interpretation(filing, record.diagnostics(), record.places if filing else {})


def _value(node: Node, path: str, record: Record, name: str = "") -> Any:
    """The value of an element; None if it is blank, not whole, or not of its kind. ``name`` is that in messages."""
    record.strays(node, (path,))
    text, kind = node.text, node.element.kind
    if text is None or kind is None or not node.is_closed:
        return None
    try:
        value = to_value(kind, text)
    except ImpossibleDateError:
        why = ", which is not in the calendar"
        record.misfit("impossible-date", node, path, name or node.element.name, expected(kind), why)
        return None
    except ValueError:
        record.misfit("unreadable-value", node, path, name or node.element.name, expected(kind))
        return None
    if node.text_place:
        record.places[path] = node.text_place
    return value


def _once(around: Node, path: str, record: Record) -> Iterator[Node]:
    """The elements in another; of those that occur once, the first, and a finding at the second."""
    seen: set[str] = set()
    for node in around.children:
        name = node.element.name
        if name in seen and not node.element.is_many:
            message = f"<{around.element.name}> has <{name}> more than once; the first is read"
            record.report("repeated-item", message, node.place, f"{path}.{node.element.field}".strip("."))
            continue
        seen.add(name)
        yield node


def _fields(around: Node, path: str, record: Record) -> dict[str, Any]:
    """The fields that an element holds, those of its groups included; None for one that is not of its kind."""
    record.strays(around, (path,))
    found: dict[str, Any] = {}
    for node in _once(around, path, record):
        field = node.element.field
        if node.element.parts:
            found |= {field: _part(node, f"{path}.{field}", record)} if field else _fields(node, path, record)
        elif field:
            value = _value(node, f"{path}.{field}", record)
            if found.get(field) is None and node.text is not None:
                found[field] = value
    return found


def _part(node: Node, path: str, record: Record) -> Any:
    """A part of a filing that has a class of its own."""
    fields = _fields(node, path, record)
    if node.element.field == "relationship" and node.is_closed:
        fields = dict.fromkeys(FLAGS, False) | fields
    required = {"name": None, "date": None} if node.element.field == "signatures" else {}
    return PARTS[node.element.field](**required | fields)


def _marks(around: Node, path: str, record: Record) -> tuple[str, ...]:
    """The ids of the footnotes that are marked in an element."""
    found = []
    for node in around.children:
        if node.element.name != MARK:
            continue
        if node.id is not None and NOTE_ID.fullmatch(node.id):
            found.append(node.id)
            record.marks.append((path, node.id, node.place))
            record.places.setdefault(path, node.place)
        else:
            message = f"<{MARK}>: expected the id of a footnote, found {node.id!r:.60}"
            record.report("unreadable-value", message, node.place, path, expected="F1 to F99")
    return tuple(found)


def _cell(node: Node, path: str, record: Record) -> Cell[Any] | None:
    record.strays(node, (path,))
    value = None
    for child in _once(node, path, record):
        if child.element.name == VALUE:
            value = _value(child, path, record, node.element.name)
            if value is None and child.text is not None:
                return Cell(None, _marks(node, path, record))
    marks = _marks(node, path, record)
    return None if value is None and not marks else Cell(value, marks)


def _row(node: Node, path: str, form: Form, record: Record) -> Any:
    """A row of a table."""
    assert node.element.row is not None
    coding = next((child for child in node.children if child.element.name == CODING), None)
    cells = _cells(node, path, record)
    timeliness = cells.pop(TIMELINESS, None) or Cell(None)
    coded = _coding(coding, path, form, timeliness.footnotes, record) if coding is not None else {}
    row_class = node.element.row
    if node.element.holding is not None and coding is None:
        has_columns = {field.name for field in attrs.fields(node.element.holding)}.issuperset(cells)
        row_class = node.element.holding if has_columns else row_class
    if TIMELINESS in (names := {field.name for field in attrs.fields(row_class)}):
        cells[TIMELINESS] = timeliness.value
    return row_class(**{name: value for name, value in (cells | coded).items() if name in names})


def _cells(around: Node, path: str, record: Record) -> dict[str, Any]:
    """The cells in a row or in one of its groups."""
    record.strays(around, (path,))
    found: dict[str, Any] = {}
    for node in _once(around, path, record):
        field = node.element.field
        if node.element.is_cell and found.get(field) is not None:
            message = f"<{around.element.name}> has {field} under two names; the first is read"
            record.report("repeated-item", message, node.place, f"{path}.{field}")
        elif node.element.is_cell:
            found[field] = _cell(node, f"{path}.{field}", record)
        elif node.element.name != CODING:
            found |= _cells(node, path, record)
    return found


def _coding(node: Node, path: str, form: Form, of_time: tuple[str, ...], record: Record) -> dict[str, Any]:
    """The fields in ``transactionCoding``.

    Form 4 tells by the form's number whether a transaction was reported early, and by the marks of the timeliness why.
    """
    fields = _fields(node, path, record)
    due = fields.pop(FORM_TYPE, None)
    is_holding = all(part.field != CODE for part in node.element.parts)
    marks = _marks(node, f"{path}.{FORM_TYPE if is_holding else CODE}", record)
    code = fields.pop(CODE, None)
    if not is_holding:
        fields[CODE] = Cell(code, marks) if code or marks else None
    if not is_holding:
        fields.setdefault(EQUITY_SWAP, False)
    if form is FORM_5:
        own = marks if is_holding else ()
        fields[FORM_TYPE] = Cell(due, own) if due or own else None
    elif not is_holding:
        place = record.places.pop(f"{path}.{FORM_TYPE}", None)
        if due == "5" and place:
            record.places[f"{path}.{EARLY}"] = place
        fields[EARLY] = Cell(True if due == "5" else None, of_time) if due == "5" or of_time else None
    return fields


def _filing(root: Node, record: Record) -> Filing:
    fields: dict[str, Any] = {}
    lists: dict[str, list[Any]] = {name: [] for name in LISTS}
    nodes = list(_once(root, "", record))
    for node in nodes:
        field = node.element.field
        if field in lists or not field:
            continue
        value = _part(node, field, record) if node.element.parts else _value(node, field, record)
        if value is not None or node.text is not None:
            fields[field] = value
    form = FORMS[fields["form_type"][0]] if fields.get("form_type") else FORM_4
    for node in nodes:
        field = node.element.field
        for entry in _entries(node, record) if field in lists else ():
            lists[field].append(_entry(entry, f"{field}[{len(lists[field])}]", form, record))
    if form.number != "3" and root.is_closed:
        fields.setdefault(EXIT_BOX, False)
    filing = Filing(**fields | {name: tuple(made) for name, made in lists.items()})
    blank = [field.name for field in attrs.fields(Filing) if getattr(filing, field.name) in (None, ())]
    record.strays(root, [name for name in blank if name != "accession_number"])
    if filing.form_type is None and root.is_closed and "form_type" not in fields:
        message = "<documentType>, which tells the form, is missing"
        record.report("missing-item", message, root.place, "form_type", *BY_FORM, expected=expected(Plain.DOCUMENT))
    return filing


def _entries(node: Node, record: Record) -> list[Node]:
    """The rows of a table, the notes in ``footnotes``; an owner or a signature is an entry itself."""
    if not all(part.is_many for part in node.element.parts):
        return [node]
    record.strays(node, (node.element.field,))
    return [entry for entry in node.children if _has_id(entry, record)]


def _entry(node: Node, path: str, form: Form, record: Record) -> Any:
    if node.element.row is not None:
        return _row(node, path, form, record)
    if node.element is schema.FOOTNOTE:
        return Footnote(node.id or "", _value(node, f"{path}.text", record))
    return _part(node, path, record)


def _has_id(node: Node, record: Record) -> bool:
    """Whether an entry has the id that it needs, as a footnote does."""
    if node.element is not schema.FOOTNOTE or NOTE_ID.fullmatch(node.id or ""):
        return True
    message = f"<footnote>: expected an id, found {node.id!r:.60}; the note is not read"
    record.report("unreadable-value", message, node.place, node.element.field, expected="F1 to F99")
    return False
