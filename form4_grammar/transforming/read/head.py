"""The head of the page: the boxes above the items, and items 1 to 5."""

from __future__ import annotations

import attrs
from lark import Token

from ...filing import Filing, Issuer
from ...values import to_symbol
from ..head_items import OWNER
from ..parts import Boxes
from ..readout import Record
from .box_1 import read_box_1, read_name
from .box_5 import read_relationship, read_tick
from .dates import read_date

BOX_4 = "date_of_original_submission"


def read_head(head: Boxes, record: Record) -> Filing:
    """The head as a filing with nothing else in it; its only owner is that of boxes 1 and 5."""
    owner = read_box_1(head, OWNER, record)
    return Filing(
        form_type=_form_type(head, record),
        not_subject_to_section_16=read_tick(head, "not_subject_to_section_16", "not_subject_to_section_16", record),
        aff_10b5_one=read_tick(head, "aff_10b5_one", "aff_10b5_one", record),
        period_of_report=read_date(_date(head, "period_of_report"), "period_of_report", record),
        date_of_original_submission=read_date(_date(head, BOX_4), BOX_4, record),
        issuer=_issuer(head, record),
        reporting_owners=(attrs.evolve(owner, relationship=read_relationship(head, record)),),
    )


def _form_type(head: Boxes, record: Record) -> str:
    """An amendment has the date of the original in box 4."""
    title = head.token("form_title", "FORM_TITLE")
    record.place("form_type", [title] if title is not None else ())
    # A page that does not print the date has "/A" in its title.
    box_4, is_in_title = head.box(BOX_4), title is not None and "/A" in title
    is_amendment = _date(head, BOX_4) or (is_in_title and box_4 is not None and box_4.parts_of("date_not_shown"))
    if is_amendment and box_4 is not None and not _date(head, BOX_4):
        record.place(BOX_4, box_4.tokens)  # where the date would be
    return "4/A" if is_amendment else "4"


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
