"""Rules about the boxes above the items, and box 2."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from ..filing import Filing
from ..findings import Finding
from .rule import SPECIFICATION, TABLES, rule
from .table_rows import latest_signature, shown, transactions_of


@rule(
    "nothing-reported",
    "warning",
    "R32",
    fires=0,
    source=f"{SPECIFICATION}: a form without transactions has the exit box checked",
)
def nothing_reported(filing: Filing) -> Iterator[Finding]:
    """A form without a transaction leaves the exit box unchecked."""
    if filing.not_subject_to_section_16 is False and not transactions_of(filing):
        message = "neither table has a transaction, and the exit box is not checked"
        expected, hint = "a transaction, or the exit box checked", "is a row missing?"
        yield Finding(message, "not_subject_to_section_16", expected, hint=hint, rests_on=TABLES)


@rule("early-10b5-1-box", "warning", "R37", fires=0, source="SEC Release 33-11138: on forms filed from April 2023")
def early_10b5_1_box(filing: Filing) -> Iterator[Finding]:
    """A form signed before March 2023 has the Rule 10b5-1(c) box."""
    signed = latest_signature(filing)
    if filing.aff_10b5_one is not None and signed and signed[1] < dt.date(2023, 3, 1):
        message = f"the form has the Rule 10b5-1(c) box of 2023, but is signed on {shown(signed[1])}"
        yield Finding(message, "aff_10b5_one", "no such box", rests_on=("signatures",))


@rule("10b5-1-box-without-plan", "warning", "R38", fires=0, source="Form 4, General Instruction 10")
def box_10b5_1_without_plan(filing: Filing) -> Iterator[Finding]:
    """The Rule 10b5-1(c) box is checked, but no footnote or remark mentions a plan."""
    texts = [*(note.text for note in filing.footnotes), filing.remarks]
    if filing.aff_10b5_one and not any(re.search(r"10b-?5|\bplan\b", text or "", re.IGNORECASE) for text in texts):
        message = "the Rule 10b5-1(c) box is checked, but neither footnotes nor remarks mention a plan"
        yield Finding(message, "aff_10b5_one", "when the plan was adopted", rests_on=("footnotes", "remarks"))


@rule("odd-trading-symbol", "info", "R39", fires=1, source=f"{SPECIFICATION}, issuerTradingSymbol")
def odd_trading_symbol(filing: Filing) -> Iterator[Finding]:
    """Box 2 has something other than one trading symbol in its brackets: a list, an exchange before it, a sentence."""
    symbol = filing.issuer.trading_symbol
    if symbol and not re.fullmatch(r"[A-Za-z0-9]{1,6}([./ -][A-Za-z0-9]{1,4})?|(?i:none|n/?a)", symbol):
        yield Finding(
            f"box 2: {symbol!r} is not one trading symbol", "issuer.trading_symbol", "a symbol or NONE", symbol
        )
