"""Rules about transaction codes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from ..filing import Filing
from ..findings import Finding
from .meanings import EXERCISES, is_reversed, meaning_of
from .rule import TABLES, rule
from .table_rows import TableRow, groups_of, transactions_of


@rule("code-against-direction", "warning", "R10 R11", fires=0, source="Form 4, General Instruction 8")
def code_against_direction(filing: Filing) -> Iterator[Finding]:
    """P, A or L is a disposal (D), or S, D, F, U or H an acquisition (A); or, in Table I, M, O or X is a disposal."""
    for row in transactions_of(filing):
        if is_reversed(row):
            expected, meaning = meaning_of(row)
            message, beside = f"{meaning} (code {row.code}) with {row.direction}", ("transaction_code",)
            yield row.finding("acquired_disposed_code", message, expected, row.direction, beside=beside)


@rule("exercise-under-acquired", "warning", "R11", fires=1, source="Form 4, General Instruction 8")
def exercise_under_acquired(filing: Filing) -> Iterator[Finding]:
    """A derivative of code C, M, O or X is acquired (A), and no other derivative is given up for it."""
    rows = [row for row in transactions_of(filing) if row.code in EXERCISES and row.field == "derivative"]
    given_up = {_event(row) for row in rows if row.direction == "D"}
    for row in rows:
        if row.direction == "A" and _event(row) not in given_up:
            message, rests_on = f"what is exercised or converted (code {row.code}) is under (A)", ("derivative",)
            yield row.finding("acquired_disposed_code", message, "D", "A", rests_on=rests_on)


@rule(
    "exercise-pair-differs",
    "warning",
    "R12",
    fires=1,
    source="Form 4, General Instruction 4(a): both sides are reported",
)
def exercise_pair_differs(filing: Filing) -> Iterator[Finding]:
    """An exercise or conversion gives another number of securities than underlie the derivatives given up for it."""
    rows = [row for row in transactions_of(filing) if row.code in EXERCISES]
    for event in groups_of(rows, _event):
        given = [row for row in event if row.direction == "A"]
        taken = [row for row in event if row.direction == "D" and row.field == "derivative"]
        shares = [row.value("transaction_shares") for row in given]
        underlying = [row.value("underlying_security_shares") for row in taken]
        if not given or not taken or None in (*shares, *underlying):
            continue
        total, expected = sum(shares, Decimal()), sum(underlying, Decimal())
        if abs(total - expected) > len(taken):  # a fraction of a share is often paid out in cash
            message = f"{expected:,} underlie what code {taken[0].code} gives up, but it gives {total:,}"
            yield taken[0].finding("underlying_security_shares", message, total, expected, rests_on=TABLES)


def _event(row: TableRow) -> tuple[str | None, dt.date | None]:
    """What the two sides of an exercise have in common."""
    return row.code, row.value("transaction_date")


@rule("code-j-unexplained", "warning", "R14", fires=0, source="Form 4, General Instruction 8: describe transaction")
def code_j_unexplained(filing: Filing) -> Iterator[Finding]:
    """A transaction of code J has neither a footnote nor a remark that describes it."""
    for row in transactions_of(filing):
        if row.code == "J" and not row.marks() and not filing.remarks:
            message, rests_on = "J is to be described, but the row has no footnote", (row.path, "remarks")
            yield row.finding("transaction_code", message, "a footnote", "J", rests_on=rests_on)
