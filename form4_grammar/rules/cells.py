"""Rules about single cells: which are blank, and what they hold."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from operator import itemgetter

from ..filing import Filing
from ..findings import Finding
from .meanings import MEANINGS
from .rule import SPECIFICATION, rule
from .table_rows import TableRow, rows_of, transactions_of

# Columns in which no row may be blank, and no transaction; an amount is in one of two fields.
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
# Columns that may be blank if a footnote explains it.
OF_ALL_ROWS_OR_NOTE = (
    ("conversion_or_exercise_price",),
    ("exercise_date",),
    ("expiration_date",),
    ("underlying_security_shares", "underlying_security_value"),
)
OF_TRANSACTIONS_OR_NOTE = (("transaction_price_per_share",),)
MARKET = ("P", "S", "F")  # codes of transactions at a market price
PROPORTION = 10
NEAR = dt.timedelta(days=62)  # between two rows whose prices are compared
AMOUNTS = (OF_TRANSACTIONS[1], OF_ALL_ROWS_OR_NOTE[3], OF_ALL_ROWS[2])


@rule(
    "transaction-without-code",
    "warning",
    "",
    fires=0,
    source=f"{SPECIFICATION}, transactionCode; Form 4, General Instruction 8",
)
def transaction_without_code(filing: Filing) -> Iterator[Finding]:
    """A row reports a transaction, but has no code."""
    for row in transactions_of(filing):
        if _lacks_code(row):
            hint = "is it a holding with something in a wrong column?"
            yield row.finding("transaction_code", "a transaction without a code", "one capital letter", hint=hint)


def _lacks_code(row: TableRow) -> bool:
    """Whether a transaction's code is blank, or but a footnote's mark."""
    cell = row.cell("transaction_code")
    return row.is_transaction and (cell is None or (cell.value is None and bool(cell.footnotes)))


@rule("blank-cell", "warning", "R23 R26", fires=1, source=f"{SPECIFICATION}, mandatory elements, rules cm(4) and cm(7)")
def blank_cell(filing: Filing) -> Iterator[Finding]:
    """A row is blank in a column that no filer may leave blank."""
    for row in rows_of(filing):
        yield from _blanks(row, OF_ALL_ROWS, OF_TRANSACTIONS, "a value")


@rule("blank-without-note", "warning", "R17 R26", fires=0, source=f"{SPECIFICATION}, rule cm(8)")
def blank_without_note(filing: Filing) -> Iterator[Finding]:
    """A price, a date or an underlying amount is blank, and no footnote explains it."""
    for row in rows_of(filing):
        yield from _blanks(row, OF_ALL_ROWS_OR_NOTE, OF_TRANSACTIONS_OR_NOTE, "a value or a footnote's mark")


def _blanks(
    row: TableRow, of_all: tuple[tuple[str, ...], ...], of_transactions: tuple[tuple[str, ...], ...], expected: str
) -> Iterator[Finding]:
    """One finding for all blank cells of a row, at the first of them: cells are often lost together.

    A transaction without a code has a rule of its own, so what else it lacks of a transaction is not reported again.
    """
    wanted = (*of_all, *(() if _lacks_code(row) else of_transactions))
    blank = [names[0] for names in wanted if row.has_column(names[0]) and not any(map(row.cell, names))]
    if blank:
        cells = ", ".join(row.caption(name) for name in blank)
        yield Finding(f"{row.name}: blank in {cells}", row.at(blank[0]), expected)


@rule("two-amounts", "warning", "R23", fires=0, source=f"{SPECIFICATION}, rules cm(4), cm(6) and cm(7)")
def two_amounts(filing: Filing) -> Iterator[Finding]:
    """A column holds both a number of securities and an amount in dollars."""
    for row in rows_of(filing):
        for number, dollars in AMOUNTS:
            if row.cell(number) and row.cell(dollars):
                yield row.finding(dollars, "a number and an amount in dollars", "one of them", beside=(number,))


@rule("too-many-decimals", "warning", "R42", fires=0, source=f"{SPECIFICATION}, decimal: at most four")
def too_many_decimals(filing: Filing) -> Iterator[Finding]:
    """A number has more than four digits after the point."""
    for row in rows_of(filing):
        for name in row.columns:
            value = row.value(name)
            if isinstance(value, Decimal) and int(value.as_tuple().exponent) < -4:
                yield row.finding(name, f"{value} has more than four decimals", "four decimals at most", value)


@rule("amount-of-zero", "warning", "R20", fires=0, source="a transaction moves something")
def amount_of_zero(filing: Filing) -> Iterator[Finding]:
    """A transaction is of no securities at all, and no footnote explains it."""
    for row in transactions_of(filing):
        value = row.value("transaction_shares")
        if value is not None and value <= 0 and not row.marks("transaction_shares"):
            yield row.finding("transaction_shares", f"a transaction of {value:,}", "a number above 0", value)


@rule(
    "price-of-zero", "warning", "R18", fires=0, source="Form 4, General Instruction 8: P and S are purchases and sales"
)
def price_of_zero(filing: Filing) -> Iterator[Finding]:
    """A purchase (P) or a sale (S) has a price of zero, and no footnote explains it."""
    name = "transaction_price_per_share"
    for row in transactions_of(filing):
        price = row.value(name)
        if row.code in ("P", "S") and price == 0 and not row.marks(name):
            message = f"{MEANINGS[row.code][1]} ({row.code}) at a price of 0"
            yield row.finding(name, message, "a price above 0, or a footnote", price, beside=("transaction_code",))


@rule("price-out-of-proportion", "info", "R19", fires=0, source="market prices of one security within two months")
def price_out_of_proportion(filing: Filing) -> Iterator[Finding]:
    """A market price is ten times as high or as low as those of the same security at about the same time."""
    name = "transaction_price_per_share"
    rows = [row for row in transactions_of(filing) if row.code in MARKET and row.value(name)]
    for row, others in zip(rows, _prices_beside(rows, name), strict=True):
        if not others or not others[0] <= others[-1] < PROPORTION * others[0]:
            continue  # the others do not agree with one another either
        price, usual = row.value(name), _middle(others)
        if usual / PROPORTION < price < usual * PROPORTION:
            continue
        hint = _explanation(row, price, usual)
        if hint is None and len(others) < 2:
            continue  # it is not clear which of the two is wrong
        message = f"{price:,}, but other rows of this security have about {usual:,}"
        yield row.finding(name, message, f"about {usual:,}", price, hint, beside=("security_title", "transaction_date"))


def _explanation(row: TableRow, price: Decimal, usual: Decimal) -> str | None:
    """What a price may be instead, given the usual one: a total, or a price in cents."""
    shares = row.value("transaction_shares")
    if shares and abs(price / shares - usual) < usual / 2:
        return f"is it the total of {shares:,} shares?"
    return "is it in cents?" if abs(price / 100 - usual) < usual / 2 else None


def _prices_beside(rows: list[TableRow], name: str) -> Iterator[list[Decimal]]:
    """For each row, the prices of the other rows of its security that are at most two months apart, lowest first.

    Rows of one day have the same prices around them, which are sorted once: a filing may have thousands of rows.
    """
    by_security: dict[tuple[str, str], list[tuple[dt.date, Decimal]]] = {}
    keys = [(row.field, row.value("security_title")) for row in rows]
    days = [row.value("transaction_date") for row in rows]
    for key, day, row in zip(keys, days, rows, strict=True):
        if key[1] is not None and day is not None:
            by_security.setdefault(key, []).append((day, row.value(name)))
    for dated in by_security.values():
        dated.sort(key=itemgetter(0))

    @cache
    def around(key: tuple[str, str], day: dt.date) -> list[Decimal]:
        dated = by_security[key]
        first = bisect_left(dated, day - NEAR, key=itemgetter(0))
        last = bisect_right(dated, day + NEAR, key=itemgetter(0))
        return sorted(price for _, price in dated[first:last])

    for key, day, row in zip(keys, days, rows, strict=True):
        if key[1] is None or day is None:
            yield []
            continue
        found = around(key, day)
        own = bisect_left(found, row.value(name))
        yield [*found[:own], *found[own + 1 :]]


def _middle(prices: list[Decimal]) -> Decimal:
    """The median of prices in their order."""
    half = len(prices) // 2
    return prices[half] if len(prices) % 2 else (prices[half - 1] + prices[half]) / 2
