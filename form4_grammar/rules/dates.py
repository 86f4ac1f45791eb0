"""Rules about the boxes of the period and of the original, and all dates."""

from __future__ import annotations

from collections.abc import Iterator

from ..filing import Filing
from ..findings import Finding
from ..forms import FORM_4, FORM_5
from .rule import TABLES, rule
from .table_rows import (
    FIRST_YEAR,
    dates_of,
    first_of_each_date,
    is_after,
    latest_signature,
    shown,
    transaction_dates,
    transactions_of,
)


@rule("form-type-against-box-4", "warning", "R01", fires=0, source="the box If Amendment, Date of Original")
def form_type_against_box_4(filing: Filing) -> Iterator[Finding]:
    """The box "If Amendment" holds a date on an original form, or none on an amendment."""
    path, original, form = "date_of_original_submission", filing.date_of_original_submission, filing.form
    if form is None or filing.form_type is None:
        return
    is_amendment = filing.form_type.endswith("/A")
    if original and not is_amendment:
        message = (
            f"{form.box(path)}: {shown(original)} is the date of an amended form, but this is a Form {form.number}"
        )
        yield Finding(message, path, f"{form.number}/A, or a blank box", shown(original), rests_on=("form_type",))
    if not original and is_amendment:
        message = f"{form.box(path)} has no date of an amended form, but this is a Form {filing.form_type}"
        yield Finding(message, path, "the date of the original", rests_on=("form_type",))


@rule("implausible-year", "warning", "R07", fires=0, source="EDGAR has no form of that time")
def implausible_year(filing: Filing) -> Iterator[Finding]:
    """A date lies before 1990."""
    signatures = [(f"signatures[{i}].date", "Signatures", s.date) for i, s in enumerate(filing.signatures) if s.date]
    for path, name, date in first_of_each_date([*dates_of(filing), *signatures]):
        if date.year < FIRST_YEAR:
            message = f"{name}: {shown(date)} is before EDGAR's time"
            yield Finding(message, path, f"a year from {FIRST_YEAR}", shown(date), "is the year misprinted?")


@rule("date-after-signature", "warning", "R02 R05 R06", fires=0, source="a form is signed after what it reports")
def date_after_signature(filing: Filing) -> Iterator[Finding]:
    """The period, the date of the original or a transaction is dated after the latest signature."""
    signed = latest_signature(filing)
    if not signed:
        return
    path_of_signature, date = signed
    dates = first_of_each_date(dates_of(filing))
    later = [entry for entry in dates if entry[2] > date]
    if len(later) == len(dates) > 1:  # then it is the signature that is wrong
        message = f"Signatures: {shown(date)} is before all that the form reports"
        expected = f"a date from {shown(max(day for _, _, day in dates))}"
        yield Finding(message, path_of_signature, expected, shown(date), rests_on=("period_of_report", *TABLES))
        return
    for path, name, day in later:
        message = f"{name}: {shown(day)} is after the latest signature, {shown(date)}"
        yield Finding(message, path, f"a date up to {shown(date)}", shown(day), rests_on=("signatures",))


@rule(
    "period-after-earliest-transaction", "warning", "R04", fires=1, source="Form 4, box 3: Date of Earliest Transaction"
)
def period_after_earliest_transaction(filing: Filing) -> Iterator[Finding]:
    """Box 3 of Form 4 is later than the earliest transaction; those that were reported early (V) need not count."""
    due = [row for row in transactions_of(filing) if not row.cell("voluntarily_reported_early")]
    period, earliest = filing.period_of_report, min(transaction_dates(due), default=None)
    if filing.form is FORM_4 and period and earliest and period > earliest:
        message = f"box 3 (Date of Earliest Transaction): {shown(period)}, but a transaction is of {shown(earliest)}"
        yield Finding(message, "period_of_report", shown(earliest), shown(period), rests_on=TABLES)


@rule(
    "period-before-earliest-transaction",
    "warning",
    "R04",
    fires=0,
    source="Form 4, box 3: Date of Earliest Transaction",
)
def period_before_earliest_transaction(filing: Filing) -> Iterator[Finding]:
    """Box 3 of an original Form 4 is earlier than every transaction."""
    rows, period = transactions_of(filing), filing.period_of_report
    dates = transaction_dates(rows)
    # An amendment has no rows but those that it amends.
    original = filing.form_type == "4" and not filing.date_of_original_submission
    known = len(dates) == len(rows) and period and period.year >= FIRST_YEAR
    signed = latest_signature(filing)
    if original and known and period and dates and period < min(dates) and not is_after(signed, min(dates)):
        message = f"box 3 (Date of Earliest Transaction): no transaction is of {shown(period)}"
        yield Finding(
            message, "period_of_report", shown(min(dates)), shown(period), "is a row missing?", rests_on=TABLES
        )


@rule("original-before-transaction", "warning", "R03", fires=0, source="the boxes of the period and of the original")
def original_before_transaction(filing: Filing) -> Iterator[Finding]:
    """The original form is older than what it reports: its event, or its earliest transaction."""
    original, period = filing.date_of_original_submission, filing.period_of_report
    earliest = min([*([period] if period else []), *transaction_dates(transactions_of(filing))], default=None)
    if original and original.year >= FIRST_YEAR and earliest and original < earliest:
        box = (filing.form or FORM_4).box("date_of_original_submission")
        message = f"{box}: {shown(original)} is before what the form reports, {shown(earliest)}"
        path, rests_on = "date_of_original_submission", ("period_of_report", *TABLES)
        yield Finding(message, path, f"a date from {shown(earliest)}", shown(original), rests_on=rests_on)


@rule("deemed-date-out-of-reach", "warning", "R08", fires=0, source="Rule 16a-3(g): at most three business days later")
def deemed_date_out_of_reach(filing: Filing) -> Iterator[Finding]:
    """A deemed execution date is before its transaction's date, or more than a week after it."""
    signed = latest_signature(filing)
    for row in transactions_of(filing):
        traded, deemed = row.value("transaction_date"), row.value("deemed_execution_date")
        if not traded or not deemed or is_after(signed, traded, deemed):
            continue
        # Three business days are hardly ever more, whatever holidays there are.
        if not 0 <= (deemed - traded).days <= 7:
            message = f"{shown(deemed)} for a transaction of {shown(traded)}"
            expected = f"at most three business days after {shown(traded)}"
            yield row.finding("deemed_execution_date", message, expected, deemed, beside=("transaction_date",))


@rule("transaction-outside-fiscal-year", "info", "R06", fires=0, source="Form 5, box 3: Issuer's Fiscal Year Ended")
def transaction_outside_fiscal_year(filing: Filing) -> Iterator[Finding]:
    """A transaction on Form 5 that is not late is dated after the end of the fiscal year."""
    end = filing.period_of_report
    if filing.form is not FORM_5 or end is None:
        return
    for row in transactions_of(filing):
        traded = row.value("transaction_date")
        if traded and traded > end:
            message = f"{shown(traded)} is after the fiscal year that ended on {shown(end)}"
            yield row.finding(
                "transaction_date", message, f"a date up to {shown(end)}", traded, rests_on=("period_of_report",)
            )


@rule("signed-late", "info", "R09", fires=4, source="Form 4, General Instruction 1(a): the second business day")
def signed_late(filing: Filing) -> Iterator[Finding]:
    """An original form is signed more than five days after its earliest transaction, those marked V left out."""
    signed = latest_signature(filing)
    due = [row for row in transactions_of(filing) if not row.cell("voluntarily_reported_early")]
    dates = [row.value("deemed_execution_date") or row.value("transaction_date") for row in due]
    earliest, period = min(filter(None, dates), default=None), filing.period_of_report
    if not signed or not earliest or filing.form_type != "4" or filing.date_of_original_submission:
        return
    if period and period > earliest:  # period-after-earliest-transaction reports it
        return
    days = (signed[1] - earliest).days
    if days > 5:  # two business days are hardly ever more, whatever holidays there are
        message = f"Signatures: {shown(signed[1])} is {days} days after a transaction of {shown(earliest)}"
        hint = "is the filing late?"
        yield Finding(message, signed[0], "within two business days", shown(signed[1]), hint, rests_on=TABLES)
