"""Rules about transaction codes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from ..filing import Filing
from ..findings import Finding
from .lines import Line, groups_of, transactions_of
from .meanings import EXERCISES, is_reversed, meaning_of
from .rule import TABLES, rule


@rule("code-against-direction", "warning", "R10 R11", fires=0, source="Form 4, General Instruction 8")
def code_against_direction(filing: Filing) -> Iterator[Finding]:
    """P, A or L is a disposal (D), or S, D, F, U or H an acquisition (A); or, in Table I, M, O or X is a disposal."""
    for line in transactions_of(filing):
        if is_reversed(line):
            expected, meaning = meaning_of(line)
            message, beside = f"{meaning} (code {line.code}) with {line.direction}", ("transaction_code",)
            yield line.finding("acquired_disposed_code", message, expected, line.direction, beside=beside)


@rule("exercise-under-acquired", "warning", "R11", fires=1, source="Form 4, General Instruction 8")
def exercise_under_acquired(filing: Filing) -> Iterator[Finding]:
    """A derivative of code C, M, O or X is acquired (A), and no other derivative is given up for it."""
    lines = [line for line in transactions_of(filing) if line.code in EXERCISES and line.field == "derivative"]
    given_up = {_event(line) for line in lines if line.direction == "D"}
    for line in lines:
        if line.direction == "A" and _event(line) not in given_up:
            message, rests_on = f"what is exercised or converted (code {line.code}) is under (A)", ("derivative",)
            yield line.finding("acquired_disposed_code", message, "D", "A", rests_on=rests_on)


@rule(
    "exercise-pair-differs",
    "warning",
    "R12",
    fires=1,
    source="Form 4, General Instruction 4(a): both sides are reported",
)
def exercise_pair_differs(filing: Filing) -> Iterator[Finding]:
    """An exercise or conversion gives another number of securities than underlie the derivatives given up for it."""
    lines = [line for line in transactions_of(filing) if line.code in EXERCISES]
    for event in groups_of(lines, _event):
        given = [line for line in event if line.direction == "A"]
        taken = [line for line in event if line.direction == "D" and line.field == "derivative"]
        shares = [line.value("transaction_shares") for line in given]
        underlying = [line.value("underlying_security_shares") for line in taken]
        if not given or not taken or None in (*shares, *underlying):
            continue
        total, expected = sum(shares, Decimal()), sum(underlying, Decimal())
        if abs(total - expected) > len(taken):  # a fraction of a share is often paid out in cash
            message = f"{expected:,} underlie what code {taken[0].code} gives up, but it gives {total:,}"
            yield taken[0].finding("underlying_security_shares", message, total, expected, rests_on=TABLES)


def _event(line: Line) -> tuple[str | None, dt.date | None]:
    """What the two sides of an exercise have in common."""
    return line.code, line.value("transaction_date")


@rule("code-j-unexplained", "warning", "R14", fires=0, source="Form 4, General Instruction 8: describe transaction")
def code_j_unexplained(filing: Filing) -> Iterator[Finding]:
    """A transaction of code J has neither a footnote nor a remark that describes it."""
    for line in transactions_of(filing):
        if line.code == "J" and not line.marks() and not filing.remarks:
            message, rests_on = "J is to be described, but the row has no footnote", (line.path, "remarks")
            yield line.finding("transaction_code", message, "a footnote", "J", rests_on=rests_on)
