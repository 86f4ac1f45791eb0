"""The head of the page: the boxes above the items, and items 1 to 5."""

from __future__ import annotations

from typing import Any

import attrs
from lark import Token

from ...filing import Filing, FormType, Issuer
from ...values import to_symbol
from ..boxes import Boxes
from ..head_items import OWNER
from ..page import Page
from ..readout import Record
from .box_1 import read_box_1, read_name
from .box_5 import read_relationship, read_tick
from .dates import read_date

BOX_4 = "date_of_original_submission"
AMENDED: dict[FormType, FormType] = {"3": "3/A", "4": "4/A", "5": "5/A"}


def read_head(page: Page, record: Record) -> Filing:
    """The head as a filing with nothing else in it; its only owner is that of boxes 1 and 5."""
    head = page.head
    owner = read_box_1(head, OWNER, record)
    boxes: dict[str, Any] = {rule: read_tick(head, rule, rule, record) for rule in page.form.corner_boxes}
    return Filing(
        form_type=_form_type(page, record),
        **boxes,
        period_of_report=read_date(_date(head, "period_of_report"), "period_of_report", record),
        date_of_original_submission=read_date(_date(head, BOX_4), BOX_4, record),
        issuer=_issuer(head, record),
        reporting_owners=(attrs.evolve(owner, relationship=read_relationship(head, record)),),
    )


def _form_type(page: Page, record: Record) -> FormType | None:
    """The form, if the text tells one. An amendment has the date of the original in its box."""
    if not page.parse.evidence.is_told:
        return None
    title = page.head.token("form_title", "FORM_TITLE")
    record.place("form_type", [title] if title is not None else ())
    original: FormType = page.form.number
    # A page that does not print the date has "/A" in its title.
    box_4, is_in_title = page.head.box(BOX_4), title is not None and "/A" in title
    is_dated = bool(_date(page.head, BOX_4))
    is_undated = is_in_title and box_4 is not None and bool(box_4.parts_of("date_not_shown"))
    if box_4 is not None and is_undated:
        record.place(BOX_4, box_4.tokens)  # where the date would be
    return AMENDED[original] if is_dated or is_undated else original


def _date(head: Boxes, rule: str) -> list[Token]:
    """The content of box 3 or 4."""
    return [token for token in head.tokens(rule) if token.type in ("DATE", "ODD_TEXT")]


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
