"""Rules about what is owned, how it is owned, and until when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby, pairwise

from ..filing import Filing
from ..findings import Finding
from .meanings import is_reversed
from .rule import SPECIFICATION, rule
from .table_rows import TableRow, groups_of, is_after, latest_signature, rows_of, shown, transactions_of


@rule(
    "balance-does-not-add-up",
    "warning",
    "R21 R22",
    fires=0,
    source="Form 4, Table I, column 5, and General Instruction 4(a)",
)
def balance_does_not_add_up(filing: Filing) -> Iterator[Finding]:
    """The amounts owned after the transactions in a class of Table I, held in one way, are neither a running balance
    nor one final total.
    """
    rows = [row for row in transactions_of(filing) if row.field == "non_derivative"]
    for held in groups_of(rows, lambda row: tuple(str(row.value(column)).casefold() for column in HELD)):
        # Joint owners often differ in nothing but the footnotes that say who holds.
        if _adds_up(held) or all(map(_adds_up, groups_of(held, lambda row: row.marks(*HELD)))):
            continue
        row, expected = next(_breaks(held))
        found = row.value(OWNED)
        message = f"{found:,} is neither what follows from the row before nor the total on every row"
        yield row.finding(OWNED, message, expected, found, rests_on=tuple(other.path for other in held))


OWNED = "shares_owned_following_transaction"
HELD = ("security_title", "direct_or_indirect_ownership", "nature_of_ownership")


def _adds_up(rows: list[TableRow]) -> bool:
    """Whether rows make a running balance: from the first to the last, from the last to the first, or by their dates.

    Rows that follow each other and have one total are one step of it. Where a number is missing, nothing is known
    against them.
    """
    if any(row.value(OWNED) is None or _change(row) is None for row in rows):
        return True
    by_date = sorted(rows, key=lambda row: row.value("transaction_date") or dt.date.max)
    return not all(any(_breaks(order)) for order in (rows, rows[::-1], by_date))


def _breaks(rows: list[TableRow]) -> Iterator[tuple[TableRow, Decimal]]:
    """The steps that do not follow from the one before, each with what would; a footnote on the amount explains it."""
    steps = [list(step) for _, step in groupby(rows, key=lambda row: row.value(OWNED))]
    for before, step in pairwise(steps):
        expected = before[0].value(OWNED) + sum(filter(None, map(_change, step)))
        if step[0].value(OWNED) != expected and not any(row.marks(OWNED) for row in step):
            yield step[0], expected


def _change(row: TableRow) -> Decimal | None:
    """By how much a transaction changes what is owned; None where that is not known, or another rule reports it."""
    shares: Decimal | None = row.value("transaction_shares")
    if shares is None or shares <= 0 or row.direction is None or is_reversed(row):
        return None
    return shares if row.direction == "A" else -shares


@rule("nature-of-direct-ownership", "warning", "R24", fires=1, source=f"{SPECIFICATION}, rule cm(5)")
def nature_of_direct_ownership(filing: Filing) -> Iterator[Finding]:
    """A row of direct ownership (D) has a nature of indirect ownership."""
    for row in rows_of(filing):
        form, nature = row.value("direct_or_indirect_ownership"), row.value("nature_of_ownership")
        if form == "D" and nature:
            message, beside = f"{nature!r}, though the ownership is direct (D)", ("direct_or_indirect_ownership",)
            yield row.finding("nature_of_ownership", message, "nothing", nature, beside=beside)


@rule("indirect-without-nature", "warning", "R24", fires=1, source=f"{SPECIFICATION}, rule cm(5)")
def indirect_without_nature(filing: Filing) -> Iterator[Finding]:
    """A row of indirect ownership (I) has no nature."""
    for row in rows_of(filing):
        if row.value("direct_or_indirect_ownership") == "I" and row.cell("nature_of_ownership") is None:
            message, beside = "blank, though the ownership is indirect (I)", ("direct_or_indirect_ownership",)
            yield row.finding("nature_of_ownership", message, "how it is held", beside=beside)


@rule("exercisable-after-expiration", "warning", "R25", fires=0, source="a derivative is exercised before it expires")
def exercisable_after_expiration(filing: Filing) -> Iterator[Finding]:
    """A derivative becomes exercisable after it expires."""
    for row in rows_of(filing):
        exercisable, expires = row.value("exercise_date"), row.value("expiration_date")
        if exercisable and expires and exercisable > expires:
            message, beside = f"{shown(exercisable)}, but it expires on {shown(expires)}", ("expiration_date",)
            yield row.finding("exercise_date", message, f"a date up to {shown(expires)}", exercisable, beside=beside)


@rule(
    "transaction-after-expiration", "warning", "R25", fires=0, source="only codes E, H and J are for what has expired"
)
def transaction_after_expiration(filing: Filing) -> Iterator[Finding]:
    """A derivative is traded after it has expired, with none of the codes E, H and J."""
    signed = latest_signature(filing)
    for row in transactions_of(filing):
        traded, expires = row.value("transaction_date"), row.value("expiration_date")
        if not traded or not expires or is_after(signed, traded):
            continue
        if traded > expires and row.code not in ("E", "H", "J"):
            message, beside = f"{shown(expires)}, but a transaction of {shown(traded)}", ("transaction_date",)
            yield row.finding("expiration_date", message, f"a date from {shown(traded)}", expires, beside=beside)
