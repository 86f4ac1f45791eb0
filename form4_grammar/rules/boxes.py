"""Rules about the boxes above the items, and box 2."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from ..filing import Filing
from ..findings import Finding
from ..forms import FORM_3, FORM_4, FORM_5
from .rule import SPECIFICATION, TABLES, rule
from .table_rows import latest_signature, rows_of, shown, transactions_of


@rule(
    "nothing-reported",
    "warning",
    "R32",
    fires=0,
    source=f"{SPECIFICATION}: a form without transactions has the exit box checked",
)
def nothing_reported(filing: Filing) -> Iterator[Finding]:
    """A Form 4 without a transaction, or a Form 5 without a row, leaves the exit box unchecked."""
    reported = rows_of(filing) if filing.form is FORM_5 else transactions_of(filing)
    if filing.not_subject_to_section_16 is False and not reported:
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
    """The brackets in the issuer's box hold more than one trading symbol: a list, an exchange before it, a sentence."""
    symbol = filing.issuer.trading_symbol
    if symbol and not re.fullmatch(r"[A-Za-z0-9]{1,6}([./ -][A-Za-z0-9]{1,4})?|(?i:none|n/?a)", symbol):
        yield Finding(
            f"{(filing.form or FORM_4).box('issuer')}: {symbol!r} is not one trading symbol",
            "issuer.trading_symbol",
            "a symbol or NONE",
            symbol,
        )


@rule("no-securities-against-rows", "warning", "R32", fires=0, source="Form 3, General Instruction 5(a)")
def no_securities_against_rows(filing: Filing) -> Iterator[Finding]:
    """Form 3 says that no securities are owned, but has rows; or it has no rows, and does not say so."""
    if filing.form is not FORM_3 or filing.no_securities_owned is None:
        return
    rows = rows_of(filing)
    if filing.no_securities_owned and rows:
        message = f"the form says that no securities are beneficially owned, but has rows ({rows[0].name})"
        yield Finding(message, "no_securities_owned", "no rows", rests_on=TABLES)
    if not filing.no_securities_owned and not rows:
        message = "neither table has a row, and the form does not say that no securities are beneficially owned"
        hint = "is a row missing?"
        yield Finding(message, "no_securities_owned", "a row, or the sentence", hint=hint, rests_on=TABLES)


@rule("form-5-box-against-rows", "warning", "R36", fires=0, source=f"{SPECIFICATION}: the boxes follow from the rows")
def form_5_box_against_rows(filing: Filing) -> Iterator[Finding]:
    """A box of Form 5 is checked, but no row was due on that form; or it is not checked, and a row was."""
    due = {row.value("transaction_form_type") for row in rows_of(filing)}
    for box, form, name in (
        ("form3_holdings_reported", "3", "Form 3 Holdings Reported"),
        ("form4_transactions_reported", "4", "Form 4 Transactions Reported"),
    ):
        checked = getattr(filing, box)
        if checked is not None and checked != (form in due):
            found = f"no row was due on Form {form}" if checked else f"a row was due on Form {form}"
            message = f"the box {name!r} is {'checked' if checked else 'not checked'}, but {found}"
            yield Finding(message, box, rests_on=TABLES)


@rule("form-type-of-row", "warning", "R35", fires=0, source=f"{SPECIFICATION}, transactionFormType")
def form_type_of_row(filing: Filing) -> Iterator[Finding]:
    """A row names the form on which it was due, though only Form 5 does; or a holding names 4 or 5, a transaction 3."""
    for row in rows_of(filing):
        due = row.value("transaction_form_type")
        if due is None:
            continue
        expected = ("4", "5") if row.is_transaction else ("3",)
        if filing.form is not None and filing.form is not FORM_5:
            yield row.finding("transaction_form_type", "only Form 5 has this", "nothing", due, rests_on=("form_type",))
        elif due not in expected:
            yield row.finding("transaction_form_type", f"{due} on a {row.cells.kind}", " or ".join(expected), due)
