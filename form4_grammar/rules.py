"""The form's own rules: what a careful reader of a filing would doubt. No part of reading, and never an error.

A rule is a row of a table: its numbers in docs/rules.md, its level, the code of what it finds, in how
many filings of a corpus of real ones it fires, and its source; then what it says, in its docstring, and how it is
checked. docs/rules.md is the same table for users.

A rule gives one doubt for each cause, at the field that it concerns. What a text does not show is no doubt: a box that
is blank is passed over, and so is a cell whose value could not be read.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from itertools import groupby, pairwise
from typing import Literal

import attrs

from .decimals import in_own_context
from .diagnostics import Diagnostic
from .filing import Filing
from .lines import (
    FIRST_YEAR,
    Line,
    dates_of,
    first_of_each_date,
    latest_signature,
    lines_of,
    mark_of,
    shown,
    texts_of,
    transaction_dates,
    transactions_of,
)
from .states import STATE_CODES

Level = Literal["warning", "info"]

# On how many filings the rules were measured (benchmarks/rule_rates.py); a rule fires in so many of these.
MEASURED_FILINGS = 159


@attrs.frozen
class Doubt:
    """What a rule has found.

    Attributes:
        path: the field that it concerns
        message: one sentence, in the form's words
        expected: what the form would have there
        found: what it has there
        hint: what may have happened
        rests_on: the other parts of the filing that it follows from; where these were not read, it is none
    """

    path: str
    message: str
    expected: str | None = None
    found: str | None = None
    hint: str | None = None
    rests_on: tuple[str, ...] = ()


Find = Callable[[Filing], Iterator[Doubt]]


@attrs.frozen
class Rule:
    """A rule of the form.

    Attributes:
        numbers: its numbers in docs/rules.md ("R02 R05"); "" for a rule that has none
        level: how its doubts are reported
        code: stable name of what it finds
        fires: in how many of the MEASURED_FILINGS it finds something
        source: who says so
        find: the doubts of a filing
    """

    numbers: str
    level: Level
    code: str
    fires: int
    source: str
    find: Find

    @property
    def says(self) -> str:
        """What it finds, in a sentence."""
        return " ".join((self.find.__doc__ or "").split())

    @property
    def rate(self) -> float:
        """The share of real filings in which it finds something."""
        return self.fires / MEASURED_FILINGS


RULES: list[Rule] = []


def validate(filing: Filing) -> tuple[Diagnostic, ...]:
    """What a careful reader would doubt about a filing: warnings and infos, never errors, each with a path.

    Raises nothing. The doubts about a text, each at its place, are among the diagnostics of ``reading.with_rules()``.
    """
    return tuple(diagnostic_of(rule, doubt) for rule, doubt in doubts(filing))


@in_own_context
def doubts(filing: Filing) -> list[tuple[Rule, Doubt]]:
    """The doubts of all rules, rule by rule."""
    return [(rule, doubt) for rule in RULES for doubt in rule.find(filing)]


def diagnostic_of(rule: Rule, doubt: Doubt) -> Diagnostic:
    """A doubt as a diagnostic that has no place."""
    what = doubt.expected, doubt.found, doubt.hint
    return Diagnostic(rule.code, rule.level, doubt.message, doubt.path, None, *what)


def rule(numbers: str, level: Level, code: str, fires: int, source: str) -> Callable[[Find], Find]:
    """Adds a function to the rules."""

    def add(find: Find) -> Find:
        RULES.append(Rule(numbers, level, code, fires, source, find))
        return find

    return add


def _doubt(
    line: Line,
    name: str,
    message: str,
    expected: dt.date | Decimal | str | None = None,
    found: dt.date | Decimal | str | None = None,
    hint: str | None = None,
    rests_on: tuple[str, ...] = (),
    beside: tuple[str, ...] = (),
) -> Doubt:
    """A doubt about a cell, in the words of its column; ``beside`` are other columns of its row that it rests on."""
    return Doubt(
        line.at(name),
        f"{line.column(name)}: {message}",
        None if expected is None else shown(expected),
        None if found is None else shown(found),
        hint,
        (*rests_on, *map(line.at, beside)),
    )


SPECIFICATION = "EDGAR Ownership XML Technical Specification 3"
TABLES = ("non_derivative", "derivative")

# ----------------------------------------------------------------------------------------- boxes above the items


@rule("R32", "warning", "nothing-reported", 0, f"{SPECIFICATION}: a form without transactions has the exit box checked")
def _nothing_reported(filing: Filing) -> Iterator[Doubt]:
    """A form without a transaction leaves the exit box unchecked."""
    if filing.not_subject_to_section_16 is False and not transactions_of(filing):
        message = "neither table has a transaction, and the exit box is not checked"
        expected, hint = "a transaction, or the exit box checked", "is a row missing?"
        yield Doubt("not_subject_to_section_16", message, expected, hint=hint, rests_on=TABLES)


@rule("R37", "warning", "early-10b5-1-box", 0, "SEC Release 33-11138: on forms filed from April 2023")
def _early_10b5_1_box(filing: Filing) -> Iterator[Doubt]:
    """A form signed before March 2023 has the Rule 10b5-1(c) box."""
    signed = latest_signature(filing)
    if filing.aff_10b5_one is not None and signed and signed[1] < dt.date(2023, 3, 1):
        message = f"the form has the Rule 10b5-1(c) box of 2023, but is signed on {shown(signed[1])}"
        yield Doubt("aff_10b5_one", message, "no such box", rests_on=("signatures",))


@rule("R38", "warning", "10b5-1-box-without-plan", 0, "Form 4, General Instruction 10")
def _10b5_1_box_without_plan(filing: Filing) -> Iterator[Doubt]:
    """The Rule 10b5-1(c) box is checked, but no footnote or remark speaks of a plan."""
    texts = [*(note.text for note in filing.footnotes), filing.remarks]
    if filing.aff_10b5_one and not any(re.search(r"10b-?5|\bplan\b", text or "", re.IGNORECASE) for text in texts):
        message = "the Rule 10b5-1(c) box is checked, but neither footnotes nor remarks speak of a plan"
        yield Doubt("aff_10b5_one", message, "when the plan was adopted", rests_on=("footnotes", "remarks"))


# ----------------------------------------------------------------------------------------- boxes 1, 2 and 5


@rule("R39", "info", "odd-trading-symbol", 1, f"{SPECIFICATION}, issuerTradingSymbol")
def _odd_trading_symbol(filing: Filing) -> Iterator[Doubt]:
    """Box 2 has something else than one trading symbol in its brackets: a list, an exchange before it, a sentence."""
    symbol = filing.issuer.trading_symbol
    if symbol and not re.fullmatch(r"[A-Za-z0-9]{1,6}([./ -][A-Za-z0-9]{1,4})?|(?i:none|n/?a)", symbol):
        yield Doubt("issuer.trading_symbol", f"box 2: {symbol!r} is no one trading symbol", "a symbol or NONE", symbol)


@rule("R41", "warning", "issuer-among-owners", 0, "Form 4, boxes 1 and 2")
def _issuer_among_owners(filing: Filing) -> Iterator[Doubt]:
    """A reporting owner has the issuer's CIK."""
    for index, owner in enumerate(filing.reporting_owners):
        if owner.cik and filing.issuer.cik and owner.cik.lstrip("0") == filing.issuer.cik.lstrip("0"):
            message = f"box 1, reporting owner {index + 1}: this is the issuer's CIK"
            yield Doubt(f"reporting_owners[{index}].cik", message, found=owner.cik, rests_on=("issuer",))


@rule("R28", "warning", "repeated-owner", 0, f"{SPECIFICATION}, reportingOwner: no duplicate CIK")
def _repeated_owner(filing: Filing) -> Iterator[Doubt]:
    """A reporting owner stands twice."""
    seen = set()
    for index, owner in enumerate(filing.reporting_owners):
        key = owner.cik or (owner.name, owner.address)
        if key in seen and owner.name:
            message = f"box 1, reporting owner {index + 1}: {owner.name} stands twice"
            yield Doubt(f"reporting_owners[{index}]", message, "each owner once", owner.name)
        seen.add(key)


@rule("R40", "warning", "unknown-state", 0, f"{SPECIFICATION}, Appendix A")
def _unknown_state(filing: Filing) -> Iterator[Doubt]:
    """The state in an address is a code that EDGAR does not have."""
    for index, owner in enumerate(filing.reporting_owners):
        state = owner.address.state
        if state and re.fullmatch(r"[A-Z0-9]{2}", state) and state not in STATE_CODES:
            message = f"box 1, reporting owner {index + 1}: EDGAR has no state or country {state}"
            yield Doubt(f"reporting_owners[{index}].address.state", message, "a code of EDGAR's list", state)


@rule("R27", "warning", "no-relationship", 0, "Form 4, box 5: Check all applicable")
def _no_relationship(filing: Filing) -> Iterator[Doubt]:
    """No box of an owner's relationship to the issuer is checked."""
    for index, owner in enumerate(filing.reporting_owners):
        found = owner.relationship
        if found and {found.is_director, found.is_officer, found.is_ten_percent_owner, found.is_other} == {False}:
            message = f"box 5, reporting owner {index + 1}: no relationship to the issuer is checked"
            yield Doubt(f"reporting_owners[{index}].relationship", message, "one of the four checked")


@rule("R27", "warning", "relationship-without-text", 0, "Form 4, box 5: give title below, specify below")
def _relationship_without_text(filing: Filing) -> Iterator[Doubt]:
    """Officer is checked and no title given, or Other is checked and nothing specified."""
    for index, owner in enumerate(filing.reporting_owners):
        found = owner.relationship
        path, box = f"reporting_owners[{index}].relationship", f"box 5, reporting owner {index + 1}"
        if found and found.is_officer and not found.officer_title:
            yield Doubt(f"{path}.officer_title", f"{box}: Officer is checked, but no title given", "a title")
        # A page that sets box 5 in one line may run both texts together, which are then read as the title.
        elif found and found.is_other and not (found.other_text or found.officer_title):
            yield Doubt(f"{path}.other_text", f"{box}: Other is checked, but nothing specified", "a text")


@rule("R27", "warning", "title-without-remarks", 0, "the filer's own words")
def _title_without_remarks(filing: Filing) -> Iterator[Doubt]:
    """Box 5 says "See Remarks", but there are none."""
    for index, owner in enumerate(filing.reporting_owners):
        for name in ("officer_title", "other_text"):
            text = getattr(owner.relationship, name, None)
            if text and re.search(r"\bsee\s+remarks?\b", text, re.IGNORECASE) and not filing.remarks:
                path = f"reporting_owners[{index}].relationship.{name}"
                message = f"box 5, reporting owner {index + 1}: {text!r}, but the form has no remarks"
                yield Doubt(path, message, 'a text after "Remarks:"', text, rests_on=("remarks",))


# ----------------------------------------------------------------------------------------- boxes 3 and 4, and dates


@rule("R01", "warning", "form-type-against-box-4", 0, "Form 4, box 4: If Amendment, Date of Original")
def _form_type_against_box_4(filing: Filing) -> Iterator[Doubt]:
    """Box 4 holds a date on a form that says 4, or none on one that says 4/A."""
    path, original, form = "date_of_original_submission", filing.date_of_original_submission, filing.form_type
    if original and not form.endswith("/A"):
        message = f"box 4 says that this amends a form of {shown(original)}, but the form says {form}"
        yield Doubt(path, message, f"{form}/A, or a blank box 4", shown(original), rests_on=("form_type",))
    if not original and form.endswith("/A"):
        message = f"box 4 does not say which form this amends, but the form says {form}"
        yield Doubt(path, message, "the date of the original", rests_on=("form_type",))


@rule("R07", "warning", "implausible-year", 0, "EDGAR has no form of that time")
def _implausible_year(filing: Filing) -> Iterator[Doubt]:
    """A date lies before 1990."""
    signatures = [(f"signatures[{i}].date", "Signatures", s.date) for i, s in enumerate(filing.signatures) if s.date]
    for path, name, date in first_of_each_date([*dates_of(filing), *signatures]):
        if date.year < FIRST_YEAR:
            message = f"{name}: {shown(date)} is before EDGAR's time"
            yield Doubt(path, message, f"a year from {FIRST_YEAR}", shown(date), "is the year misprinted?")


@rule("R02 R05 R06", "warning", "date-after-signature", 0, "a form is signed after what it reports")
def _date_after_signature(filing: Filing) -> Iterator[Doubt]:
    """Box 3, box 4 or a transaction is dated after the latest signature."""
    signed = latest_signature(filing)
    if not signed:
        return
    path_of_signature, date = signed
    dates = first_of_each_date(dates_of(filing))
    later = [entry for entry in dates if entry[2] > date]
    if len(later) == len(dates) > 1:  # then it is the signature that is wrong
        message = f"Signatures: {shown(date)} is before all that the form reports"
        expected = f"a date from {shown(max(day for _, _, day in dates))}"
        yield Doubt(path_of_signature, message, expected, shown(date), rests_on=("period_of_report", *TABLES))
        return
    for path, name, day in later:
        message = f"{name}: {shown(day)} is after the latest signature, {shown(date)}"
        yield Doubt(path, message, f"a date up to {shown(date)}", shown(day), rests_on=("signatures",))


def _is_after(signed: tuple[str, dt.date] | None, *dates: dt.date) -> bool:
    """Whether one of some dates is after the signature, and so in doubt for that already."""
    return signed is not None and max(dates) > signed[1]


@rule("R04", "warning", "period-after-earliest-transaction", 1, "Form 4, box 3: Date of Earliest Transaction")
def _period_after_earliest_transaction(filing: Filing) -> Iterator[Doubt]:
    """Box 3 is later than the earliest transaction; one that was reported voluntarily early (V) need not count."""
    due = [line for line in transactions_of(filing) if not line.cell("voluntarily_reported_early")]
    period, earliest = filing.period_of_report, min(transaction_dates(due), default=None)
    if period and earliest and period > earliest:
        message = f"box 3 (Date of Earliest Transaction): {shown(period)}, but a transaction is of {shown(earliest)}"
        yield Doubt("period_of_report", message, shown(earliest), shown(period), rests_on=TABLES)


@rule("R04", "warning", "period-before-earliest-transaction", 0, "Form 4, box 3: Date of Earliest Transaction")
def _period_before_earliest_transaction(filing: Filing) -> Iterator[Doubt]:
    """Box 3 of an original form is earlier than every transaction."""
    lines, period = transactions_of(filing), filing.period_of_report
    dates = transaction_dates(lines)
    # An amendment has no rows but those that it amends.
    original = filing.form_type == "4" and not filing.date_of_original_submission
    known = len(dates) == len(lines) and period and period.year >= FIRST_YEAR
    signed = latest_signature(filing)
    if original and known and period and dates and period < min(dates) and not _is_after(signed, min(dates)):
        message = f"box 3 (Date of Earliest Transaction): no transaction is of {shown(period)}"
        yield Doubt("period_of_report", message, shown(min(dates)), shown(period), "is a row missing?", TABLES)


@rule("R03", "warning", "original-before-transaction", 0, "Form 4, boxes 3 and 4")
def _original_before_transaction(filing: Filing) -> Iterator[Doubt]:
    """The original form of box 4 is older than the earliest transaction."""
    original, period = filing.date_of_original_submission, filing.period_of_report
    earliest = min([*([period] if period else []), *transaction_dates(transactions_of(filing))], default=None)
    if original and original.year >= FIRST_YEAR and earliest and original < earliest:
        message = f"box 4 (Date of Original): {shown(original)} is before the earliest transaction"
        path, rests_on = "date_of_original_submission", ("period_of_report", *TABLES)
        yield Doubt(path, message, f"a date from {shown(earliest)}", shown(original), rests_on=rests_on)


@rule("R08", "warning", "deemed-date-out-of-reach", 0, "Rule 16a-3(g): at most three business days later")
def _deemed_date_out_of_reach(filing: Filing) -> Iterator[Doubt]:
    """A deemed execution date is before its transaction's date, or more than a week after it."""
    signed = latest_signature(filing)
    for line in transactions_of(filing):
        traded, deemed = line.value("transaction_date"), line.value("deemed_execution_date")
        if not traded or not deemed or _is_after(signed, traded, deemed):
            continue
        # Three business days are hardly ever more, whatever holidays there are.
        if not 0 <= (deemed - traded).days <= 7:
            message = f"{shown(deemed)} for a transaction of {shown(traded)}"
            expected = f"at most three business days after {shown(traded)}"
            yield _doubt(line, "deemed_execution_date", message, expected, deemed, beside=("transaction_date",))


@rule("R09", "info", "signed-late", 4, "Form 4, General Instruction 1(a): the second business day")
def _signed_late(filing: Filing) -> Iterator[Doubt]:
    """An original form is signed more than five days after its earliest transaction, those marked V left out."""
    signed = latest_signature(filing)
    due = [line for line in transactions_of(filing) if not line.cell("voluntarily_reported_early")]
    dates = [line.value("deemed_execution_date") or line.value("transaction_date") for line in due]
    earliest, period = min(filter(None, dates), default=None), filing.period_of_report
    if not signed or not earliest or filing.form_type != "4" or filing.date_of_original_submission:
        return
    if period and period > earliest:  # then the earliest date is in doubt
        return
    days = (signed[1] - earliest).days
    if days > 5:  # two business days are hardly ever more, whatever holidays there are
        message = f"Signatures: {shown(signed[1])} is {days} days after a transaction of {shown(earliest)}"
        hint = "is the filing late?"
        yield Doubt(signed[0], message, "within two business days", shown(signed[1]), hint, TABLES)


# ----------------------------------------------------------------------------------------- cells that are filled or not

# Columns in which no row may be blank, and no transaction; an amount stands in one of two fields.
OF_ALL_ROWS = (
    ("security_title",),
    ("underlying_security_title",),
    ("shares_owned_following_transaction", "value_owned_following_transaction"),
    ("direct_or_indirect_ownership",),
)
OF_TRANSACTIONS = (
    ("transaction_date",),
    ("transaction_shares", "transaction_total_value"),
    ("acquired_disposed_code",),
)
# Columns that may be blank if a footnote says why.
OF_ALL_ROWS_OR_NOTE = (
    ("conversion_or_exercise_price",),
    ("exercise_date",),
    ("expiration_date",),
    ("underlying_security_shares", "underlying_security_value"),
)
OF_TRANSACTIONS_OR_NOTE = (("transaction_price_per_share",),)
AMOUNTS = (OF_TRANSACTIONS[1], OF_ALL_ROWS_OR_NOTE[3], OF_ALL_ROWS[2])


@rule("", "warning", "transaction-without-code", 0, f"{SPECIFICATION}, transactionCode; Form 4, General Instruction 8")
def _transaction_without_code(filing: Filing) -> Iterator[Doubt]:
    """A row reports a transaction, but has no code."""
    for line in transactions_of(filing):
        if _lacks_code(line):
            hint = "is it a holding with something in a wrong column?"
            yield _doubt(line, "transaction_code", "a transaction without a code", "one capital letter", hint=hint)


def _lacks_code(line: Line) -> bool:
    """Whether a transaction's code is blank, or but a footnote's mark."""
    cell = line.cell("transaction_code")
    return line.is_transaction and (cell is None or (cell.value is None and bool(cell.footnotes)))


@rule("R23 R26", "warning", "blank-cell", 1, f"{SPECIFICATION}, mandatory elements, rules cm(4) and cm(7)")
def _blank_cell(filing: Filing) -> Iterator[Doubt]:
    """A row is blank in a column that no filer may leave blank."""
    for line in lines_of(filing):
        yield from _blanks(line, OF_ALL_ROWS, OF_TRANSACTIONS, "a value")


@rule("R17 R26", "warning", "blank-without-note", 0, f"{SPECIFICATION}, rule cm(8)")
def _blank_without_note(filing: Filing) -> Iterator[Doubt]:
    """A price, a date or an underlying amount is blank, and no footnote says why."""
    for line in lines_of(filing):
        yield from _blanks(line, OF_ALL_ROWS_OR_NOTE, OF_TRANSACTIONS_OR_NOTE, "a value or a footnote's mark")


def _blanks(
    line: Line, of_all: tuple[tuple[str, ...], ...], of_transactions: tuple[tuple[str, ...], ...], expected: str
) -> Iterator[Doubt]:
    """One doubt for all blank cells of a row, at the first of them: cells are often lost together.

    Of a transaction without a code that is what is doubted, and not what else it lacks of a transaction.
    """
    wanted = (*of_all, *(() if _lacks_code(line) else of_transactions))
    blank = [names[0] for names in wanted if names[0] in line.columns and not any(map(line.cell, names))]
    if blank:
        cells = ", ".join(line.caption(name) for name in blank)
        yield Doubt(line.at(blank[0]), f"{line.name}: blank in {cells}", expected)


@rule("R23", "warning", "two-amounts", 0, f"{SPECIFICATION}, rules cm(4), cm(6) and cm(7)")
def _two_amounts(filing: Filing) -> Iterator[Doubt]:
    """A column holds both a number of securities and an amount in dollars."""
    for line in lines_of(filing):
        for number, dollars in AMOUNTS:
            if line.cell(number) and line.cell(dollars):
                yield _doubt(line, dollars, "a number and an amount in dollars", "one of them", beside=(number,))


@rule("R42", "warning", "too-many-decimals", 0, f"{SPECIFICATION}, decimal: at most four")
def _too_many_decimals(filing: Filing) -> Iterator[Doubt]:
    """A number has more than four digits after the point."""
    for line in lines_of(filing):
        for name in line.columns:
            value = line.value(name)
            if isinstance(value, Decimal) and int(value.as_tuple().exponent) < -4:
                yield _doubt(line, name, f"{value} has more than four decimals", "four decimals at most", value)


@rule("R20", "warning", "amount-of-zero", 0, "a transaction moves something")
def _amount_of_zero(filing: Filing) -> Iterator[Doubt]:
    """A transaction is of no securities at all, and no footnote says why."""
    for line in transactions_of(filing):
        value = line.value("transaction_shares")
        if value is not None and value <= 0 and not line.marks("transaction_shares"):
            yield _doubt(line, "transaction_shares", f"a transaction of {value:,}", "a number above 0", value)


@rule("R18", "warning", "price-of-zero", 0, "Form 4, General Instruction 8: P and S are purchases and sales")
def _price_of_zero(filing: Filing) -> Iterator[Doubt]:
    """A purchase (P) or a sale (S) has a price of zero, and no footnote says why."""
    name = "transaction_price_per_share"
    for line in transactions_of(filing):
        price = line.value(name)
        if line.code in ("P", "S") and price == 0 and not line.marks(name):
            message = f"{MEANINGS[line.code][1]} ({line.code}) at a price of 0"
            yield _doubt(line, name, message, "a price above 0, or a footnote", price, beside=("transaction_code",))


# ----------------------------------------------------------------------------------------- transaction codes

# What the codes mean that go one way only.
MEANINGS = {
    "A": ("A", "a grant or award"),
    "D": ("D", "a disposition to the issuer"),
    "F": ("D", "securities delivered or withheld as payment"),
    "H": ("D", "an expiration with value received"),
    "L": ("A", "a small acquisition"),
    "P": ("A", "a purchase"),
    "S": ("D", "a sale"),
    "U": ("D", "a disposition in a tender"),
}
EXERCISES = ("C", "M", "O", "X")


@rule("R10 R11", "warning", "code-against-direction", 0, "Form 4, General Instruction 8")
def _code_against_direction(filing: Filing) -> Iterator[Doubt]:
    """P, A or L is a disposal (D), or S, D, F, U or H an acquisition (A); or, in Table I, M, O or X is a disposal."""
    for line in transactions_of(filing):
        if _goes_the_other_way(line):
            expected, meaning = _meaning(line)
            message, beside = f"{meaning} (code {line.code}) with {line.direction}", ("transaction_code",)
            yield _doubt(line, "acquired_disposed_code", message, expected, line.direction, beside=beside)


def _meaning(line: Line) -> tuple[str | None, str]:
    """The direction that a row's code says, or None, and what it means."""
    code = line.code or ""
    if line.field == "non_derivative" and code in ("M", "O", "X"):
        return "A", "what an exercise gives"
    return MEANINGS.get(code, (None, ""))


def _goes_the_other_way(line: Line) -> bool:
    expected, _ = _meaning(line)
    return expected is not None and line.direction is not None and line.direction != expected


@rule("R11", "warning", "exercise-under-acquired", 1, "Form 4, General Instruction 8")
def _exercise_under_acquired(filing: Filing) -> Iterator[Doubt]:
    """A derivative of code C, M, O or X is acquired (A), and no other derivative is given up for it."""
    lines = [line for line in transactions_of(filing) if line.code in EXERCISES and line.field == "derivative"]
    given_up = {_event(line) for line in lines if line.direction == "D"}
    for line in lines:
        if line.direction == "A" and _event(line) not in given_up:
            message, rests_on = f"what is exercised or converted (code {line.code}) is under (A)", ("derivative",)
            yield _doubt(line, "acquired_disposed_code", message, "D", "A", rests_on=rests_on)


@rule("R12", "warning", "exercise-pair-differs", 1, "Form 4, General Instruction 4(a): both sides are reported")
def _exercise_pair_differs(filing: Filing) -> Iterator[Doubt]:
    """An exercise or conversion gives another number of securities than underlie the derivatives given up for it."""
    lines = [line for line in transactions_of(filing) if line.code in EXERCISES]
    for event in _groups(lines, _event):
        given = [line for line in event if line.direction == "A"]
        taken = [line for line in event if line.direction == "D" and line.field == "derivative"]
        shares = [line.value("transaction_shares") for line in given]
        underlying = [line.value("underlying_security_shares") for line in taken]
        if not given or not taken or None in (*shares, *underlying):
            continue
        total, expected = sum(shares, Decimal()), sum(underlying, Decimal())
        if abs(total - expected) > len(taken):  # a fraction of a share is often paid out in cash
            message = f"{expected:,} underlie what code {taken[0].code} gives up, but it gives {total:,}"
            yield _doubt(taken[0], "underlying_security_shares", message, total, expected, rests_on=TABLES)


def _event(line: Line) -> tuple[str | None, dt.date | None]:
    """What the two sides of an exercise have in common."""
    return line.code, line.value("transaction_date")


@rule("R14", "warning", "code-j-unexplained", 0, "Form 4, General Instruction 8: describe transaction")
def _code_j_unexplained(filing: Filing) -> Iterator[Doubt]:
    """A transaction of code J has neither a footnote nor a remark that describes it."""
    for line in transactions_of(filing):
        if line.code == "J" and not line.marks() and not filing.remarks:
            message, rests_on = "J is to be described, but the row has no footnote", (line.path, "remarks")
            yield _doubt(line, "transaction_code", message, "a footnote", "J", rests_on=rests_on)


# ----------------------------------------------------------------------------------------- what is owned, and how


@rule("R21 R22", "warning", "balance-does-not-add-up", 0, "Form 4, Table I, column 5, and General Instruction 4(a)")
def _balance_does_not_add_up(filing: Filing) -> Iterator[Doubt]:
    """The amounts owned after the transactions in a class of Table I, held in one way, are neither a running balance
    nor one final total.
    """
    lines = [line for line in transactions_of(filing) if line.field == "non_derivative"]
    for held in _groups(lines, lambda line: tuple(str(line.value(column)).casefold() for column in HELD)):
        # Joint owners often differ in nothing but the footnotes that say who holds.
        if _adds_up(held) or all(map(_adds_up, _groups(held, lambda line: line.marks(*HELD)))):
            continue
        line, expected = next(_breaks(held))
        found = line.value(OWNED)
        message = f"{found:,} is neither what follows from the row before nor the total on every row"
        yield _doubt(line, OWNED, message, expected, found, rests_on=tuple(other.path for other in held))


OWNED = "shares_owned_following_transaction"
HELD = ("security_title", "direct_or_indirect_ownership", "nature_of_ownership")


def _groups(lines: Iterable[Line], key: Callable[[Line], tuple[object, ...]]) -> list[list[Line]]:
    """Rows that have something in common, in their order."""
    groups: dict[tuple[object, ...], list[Line]] = {}
    for line in lines:
        groups.setdefault(key(line), []).append(line)
    return list(groups.values())


def _adds_up(lines: list[Line]) -> bool:
    """Whether rows make a running balance: from the first to the last, from the last to the first, or by their dates.

    Rows that follow each other and have one total are one step of it. Where a number is missing, nothing is known
    against them.
    """
    if any(line.value(OWNED) is None or _change(line) is None for line in lines):
        return True
    by_date = sorted(lines, key=lambda line: line.value("transaction_date") or dt.date.max)
    return not all(any(_breaks(order)) for order in (lines, lines[::-1], by_date))


def _breaks(lines: list[Line]) -> Iterator[tuple[Line, Decimal]]:
    """The steps that do not follow from the one before, each with what would; a footnote on the amount explains it."""
    steps = [list(step) for _, step in groupby(lines, key=lambda line: line.value(OWNED))]
    for before, step in pairwise(steps):
        expected = before[0].value(OWNED) + sum(filter(None, map(_change, step)))
        if step[0].value(OWNED) != expected and not any(line.marks(OWNED) for line in step):
            yield step[0], expected


def _change(line: Line) -> Decimal | None:
    """By how much a transaction changes what is owned; None where that is not known, or in doubt already."""
    shares: Decimal | None = line.value("transaction_shares")
    if shares is None or shares <= 0 or line.direction is None or _goes_the_other_way(line):
        return None
    return shares if line.direction == "A" else -shares


@rule("R24", "warning", "nature-of-direct-ownership", 1, f"{SPECIFICATION}, rule cm(5)")
def _nature_of_direct_ownership(filing: Filing) -> Iterator[Doubt]:
    """What is held directly (D) has a nature of indirect ownership."""
    for line in lines_of(filing):
        form, nature = line.value("direct_or_indirect_ownership"), line.value("nature_of_ownership")
        if form == "D" and nature:
            message, beside = f"{nature!r}, though the ownership is direct (D)", ("direct_or_indirect_ownership",)
            yield _doubt(line, "nature_of_ownership", message, "nothing", nature, beside=beside)


@rule("R24", "warning", "indirect-without-nature", 1, f"{SPECIFICATION}, rule cm(5)")
def _indirect_without_nature(filing: Filing) -> Iterator[Doubt]:
    """What is held indirectly (I) does not say how."""
    for line in lines_of(filing):
        if line.value("direct_or_indirect_ownership") == "I" and line.cell("nature_of_ownership") is None:
            message, beside = "blank, though the ownership is indirect (I)", ("direct_or_indirect_ownership",)
            yield _doubt(line, "nature_of_ownership", message, "how it is held", beside=beside)


@rule("R25", "warning", "exercisable-after-expiration", 0, "a derivative is exercised before it expires")
def _exercisable_after_expiration(filing: Filing) -> Iterator[Doubt]:
    """A derivative becomes exercisable after it expires."""
    for line in lines_of(filing):
        exercisable, expires = line.value("exercise_date"), line.value("expiration_date")
        if exercisable and expires and exercisable > expires:
            message, beside = f"{shown(exercisable)}, but it expires on {shown(expires)}", ("expiration_date",)
            yield _doubt(line, "exercise_date", message, f"a date up to {shown(expires)}", exercisable, beside=beside)


@rule("R25", "warning", "transaction-after-expiration", 0, "only codes E, H and J speak of what has expired")
def _transaction_after_expiration(filing: Filing) -> Iterator[Doubt]:
    """A derivative is traded after it has expired, with none of the codes E, H and J."""
    signed = latest_signature(filing)
    for line in transactions_of(filing):
        traded, expires = line.value("transaction_date"), line.value("expiration_date")
        if not traded or not expires or _is_after(signed, traded):
            continue
        if traded > expires and line.code not in ("E", "H", "J"):
            message, beside = f"{shown(expires)}, but a transaction of {shown(traded)}", ("transaction_date",)
            yield _doubt(line, "expiration_date", message, f"a date from {shown(traded)}", expires, beside=beside)


# ----------------------------------------------------------------------------------------- footnotes and signatures


@rule("R30", "warning", "mark-without-note", 0, f"{SPECIFICATION}: every reference is defined")
def _mark_without_note(filing: Filing) -> Iterator[Doubt]:
    """A cell refers to a footnote that is not there; it is reported at the first cell that does."""
    seen = {note.id for note in filing.footnotes}
    for line in lines_of(filing):
        for name in line.columns:
            for mark in line.marks(name):
                if mark not in seen:
                    message, expected = f"marked {mark_of(mark)}, but there is no such footnote", "a footnote"
                    yield _doubt(line, name, message, expected, mark_of(mark), rests_on=("footnotes",))
                seen.add(mark)


@rule("R30", "warning", "note-without-mark", 0, f"{SPECIFICATION}: every footnote is referenced")
def _note_without_mark(filing: Filing) -> Iterator[Doubt]:
    """Nothing refers to a footnote."""
    lines, texts = lines_of(filing), texts_of(filing)
    marks = {mark for line in lines for mark in line.marks()}
    forgotten = [
        (index, mark_of(note.id))
        for index, note in enumerate(filing.footnotes)
        if lines and note.id not in marks and mark_of(note.id) not in texts
    ]
    if len(forgotten) == len(filing.footnotes) > 1:
        message = f"Explanation of Responses: nothing refers to any of the {len(forgotten)} footnotes"
        hint = "did a converter drop the marks?"
        yield Doubt("footnotes", message, "cells with their marks", hint=hint, rests_on=TABLES)
        return
    for index, mark in forgotten:
        message = f"Explanation of Responses: nothing refers to {mark}"
        yield Doubt(f"footnotes[{index}]", message, "a cell with its mark", mark, rests_on=TABLES)


@rule("R30", "warning", "repeated-note", 0, f"{SPECIFICATION}: ids are unique")
def _repeated_note(filing: Filing) -> Iterator[Doubt]:
    """Two footnotes have one number."""
    seen = set()
    for index, note in enumerate(filing.footnotes):
        if note.id in seen:
            message = f"Explanation of Responses: a second footnote {mark_of(note.id)}"
            yield Doubt(f"footnotes[{index}].id", message, "another number", mark_of(note.id))
        seen.add(note.id)


@rule("R28 R29 R31", "warning", "over-the-limit", 0, f"{SPECIFICATION}: 30 rows a table, 10 owners, 10 signatures")
def _over_the_limit(filing: Filing) -> Iterator[Doubt]:
    """There are more rows in a table, owners or signatures than a form can have."""
    for path, what, limit in (
        ("reporting_owners", "reporting owners", 10),
        ("non_derivative", "rows of Table I", 30),
        ("derivative", "rows of Table II", 30),
        ("signatures", "signatures", 10),
    ):
        count = len(getattr(filing, path))
        if count > limit:
            message = f"{count} {what}: a form has {limit} at most"
            yield Doubt(path, message, f"{limit} at most", str(count), "are two forms joined?")


@rule("R29", "info", "signatures-against-owners", 3, "Form 4, General Instruction 4(b)(v)")
def _signatures_against_owners(filing: Filing) -> Iterator[Doubt]:
    """There are several signatures, but not one for each owner."""
    owners, count = len(filing.reporting_owners), len(filing.signatures)
    if owners and count > 1 and count != owners:
        message = f"Signatures: {count} for {owners} reporting owner{'s' if owners > 1 else ''}"
        expected = "one for all owners, or one for each"
        yield Doubt("signatures", message, expected, rests_on=("reporting_owners",))
