"""The head of the page: the boxes above the items, and items 1 to 5."""

from __future__ import annotations

from typing import Any

import attrs
from lark import Token

from ...filing import Filing, FormType, Issuer, Relationship
from ...values import to_symbol, to_text
from ..head_items import CHECK_BOXES, OWNER, RELATIONSHIP, TICK_BOXES
from ..page import Page
from ..parts import Boxes
from ..readout import Record
from .box_1 import read_box_1, read_name
from .dates import read_date

BOX_4 = "date_of_original_submission"
AMENDED: dict[FormType, FormType] = {"3": "3/A", "4": "4/A", "5": "5/A"}


def read_head(page: Page, record: Record) -> Filing:
    """The head as a filing with nothing else in it; its only owner is that of boxes 1 and 5."""
    head = page.head
    owner = read_box_1(head, OWNER, record)
    boxes: dict[str, Any] = {rule: _tick(head, rule, record) for rule in page.form.corner_boxes}
    return Filing(
        form_type=_form_type(page, record),
        **boxes,
        period_of_report=read_date(_date(head, "period_of_report"), "period_of_report", record),
        date_of_original_submission=read_date(_date(head, BOX_4), BOX_4, record),
        issuer=_issuer(head, record),
        reporting_owners=(attrs.evolve(owner, relationship=_relationship(head, record)),),
    )


def _form_type(page: Page, record: Record) -> FormType | None:
    """The form, if the text tells one. An amendment has the date of the original in its box."""
    if not page.parse.evidence.is_told:
        return None
    title = page.head.token("form_title", "FORM_TITLE")
    record.place("form_type", [title] if title is not None else ())
    original: FormType = page.form.number
    return AMENDED[original] if _date(page.head, BOX_4) else original


def _date(head: Boxes, rule: str) -> list[Token]:
    """The content of box 3 or 4."""
    return [token for token in head.tokens(rule) if token.type in ("DATE", "ODD_TEXT")]


def _tick(head: Boxes, rule: str, record: Record) -> bool | None:
    """True or False by the mark of a box; None where the text shows no mark."""
    box = head.box(rule)
    path = rule if rule in CHECK_BOXES else f"{RELATIONSHIP}.{rule}"
    if box is None:
        return None
    mark = box.first("CHECKED", "UNCHECKED")
    if mark is not None:
        record.place(path, [mark])
        return mark.type == "CHECKED"
    if box.parts_of("unchecked") and rule not in head.unmarked:  # this page leaves unchecked boxes blank
        record.place(path, box.tokens)
        return False
    return None


def _issuer(head: Boxes, record: Record) -> Issuer:
    """Box 2: name and symbol; box 2a, the foreign symbol."""
    name, cik = read_name(head.issuer_name, "issuer", record)
    symbols = {}
    for rule, field in (("issuer", "trading_symbol"), ("foreign_trading_symbol", "foreign_trading_symbol")):
        symbol = head.token(rule, "SYMBOL")
        if symbol is not None:
            record.place(f"issuer.{field}", [symbol])
            symbols[field] = to_symbol(symbol)
    return Issuer(name, cik, **symbols)


def _relationship(head: Boxes, record: Record) -> Relationship | None:
    """Box 5: four tick boxes, and below them the officer's title and the text of Other."""
    ticks: dict[str, Any] = {name: _tick(head, name, record) for name in TICK_BOXES}
    if all(tick is None for tick in ticks.values()) and not any(line.has("TEXT") for line in head.titles):
        return None
    if any(tick is not None for tick in ticks.values()):
        # Where the text shows marks at all, a box without one is not checked.
        ticks = {name: bool(tick) if head.box(name) is not None else None for name, tick in ticks.items()}
    record.place(RELATIONSHIP, [token for name in TICK_BOXES for token in head.tokens(name)])
    relationship = Relationship(**ticks)
    texts: dict[str, Any] = dict(zip(("officer_title", "other_text"), head.title_and_other(relationship), strict=True))
    for field, text in texts.items():
        record.place(f"{RELATIONSHIP}.{field}", [text] if text is not None else ())
    values: dict[str, Any] = {field: to_text(text) for field, text in texts.items() if text is not None}
    return attrs.evolve(relationship, **values)
