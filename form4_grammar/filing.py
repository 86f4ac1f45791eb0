"""The model of Forms 3, 4 and 5: a filing, its parts, and the columns of its two tables.

Names are those of the SEC's ownership XML in snake_case. A value that the text does not show is None, never a default.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import ClassVar, Literal

import attrs

from .captions import AMOUNT, OWNED, UNDERLYING
from .fields import Cell, Kind, column
from .forms import FORMS, Form

FormType = Literal["3", "3/A", "4", "4/A", "5", "5/A"]

# SEC Release 33-11138: Forms 4 and 5 filed since this day have the box of Rule 10b5-1(c).
FIRST_PLAN_BOX = dt.date(2023, 4, 1)

# Rows have no slots: a derivative transaction inherits columns from two classes, which Python forbids for slots.


@attrs.frozen
class Issuer:
    """Box 2: the issuer.

    Attributes:
        name: as printed
        cik: as printed, where a layout shows it (in link targets)
        trading_symbol: the text in the brackets, "NONE" included
        foreign_trading_symbol: box 2a, on forms from March 2026
    """

    name: str | None = None
    cik: str | None = None
    trading_symbol: str | None = None
    foreign_trading_symbol: str | None = None


@attrs.frozen
class Address:
    """The address of a reporting owner, as printed; the state is a code, or spelled out on forms from March 2026.

    If the text has run the two streets together, ``street1`` holds both.
    """

    street1: str | None = None
    street2: str | None = None
    city: str | None = None
    state: str | None = None
    zip_code: str | None = None
    country: str | None = None


@attrs.frozen
class Relationship:
    """Box 5: the relationship of the reporting owner to the issuer. A check box whose mark is not shown is None."""

    is_director: bool | None = None
    is_officer: bool | None = None
    is_ten_percent_owner: bool | None = None
    is_other: bool | None = None
    officer_title: str | None = None
    other_text: str | None = None


@attrs.frozen
class ReportingOwner:
    """Boxes 1 and 5, or a row of "Reporting Owners".

    Attributes:
        name: the conformed name as printed ("Doe Jane Q"), not split
        cik: as printed, where a layout shows it
        address: what of it the text shows
        relationship: None where the text does not show any (unknown, not false)
    """

    name: str | None = None
    cik: str | None = None
    address: Address = Address()
    relationship: Relationship | None = None


@attrs.frozen(slots=False)
class _Row:
    """The columns that every row of both tables has.

    ``transaction_form_type`` is Form 5's alone: the form on which the row was due. A transaction has it from the digit
    behind its code, "5" if there is none; a holding only where "3" stands in the column of the code.
    """

    security_title: Cell[str] | None = column(Kind.TEXT)
    shares_owned_following_transaction: Cell[Decimal] | None = column(Kind.NUMBER, OWNED)
    value_owned_following_transaction: Cell[Decimal] | None = column(Kind.DOLLARS, OWNED)
    direct_or_indirect_ownership: Cell[str] | None = column(Kind.OWNERSHIP_FORM)
    nature_of_ownership: Cell[str] | None = column(Kind.TEXT)
    transaction_form_type: Cell[Literal["3", "4", "5"]] | None = column(Kind.FORM_TYPE)


@attrs.frozen(slots=False)
class _Transaction(_Row):
    """The columns that report a transaction; a row in which all of them are blank is a holding.

    ``equity_swap_involved`` is True where "/K" is printed after the code, and None on a page that does not print it.
    ``transaction_timeliness`` is "L", late, where "5" is printed after the code of a Form 5; XML also has "E", early.
    """

    transaction_date: Cell[dt.date] | None = column(Kind.DATE)
    deemed_execution_date: Cell[dt.date] | None = column(Kind.DATE)
    transaction_code: Cell[str] | None = column(Kind.CODE)
    equity_swap_involved: bool | None = attrs.field(default=False, kw_only=True)
    transaction_timeliness: Literal["E", "L"] | None = attrs.field(default=None, kw_only=True)
    voluntarily_reported_early: Cell[Literal[True]] | None = column(Kind.V)
    transaction_shares: Cell[Decimal] | None = column(Kind.NUMBER, AMOUNT)
    transaction_total_value: Cell[Decimal] | None = column(Kind.DOLLARS, AMOUNT)
    transaction_price_per_share: Cell[Decimal] | None = column(Kind.PRICE)
    acquired_disposed_code: Cell[Literal["A", "D"]] | None = column(Kind.ACQUIRED_DISPOSED)


@attrs.frozen(slots=False)
class _Derivative(_Row):
    """The columns that Table II alone has."""

    conversion_or_exercise_price: Cell[Decimal] | None = column(Kind.PRICE)
    exercise_date: Cell[dt.date] | None = column(Kind.DATE)
    expiration_date: Cell[dt.date] | None = column(Kind.DATE)
    underlying_security_title: Cell[str] | None = column(Kind.TEXT)
    underlying_security_shares: Cell[Decimal] | None = column(Kind.NUMBER, UNDERLYING)
    underlying_security_value: Cell[Decimal] | None = column(Kind.DOLLARS, UNDERLYING)


@attrs.frozen(slots=False)
class NonDerivativeHolding(_Row):
    """A row of Table I whose transaction columns are all blank."""

    kind: ClassVar[str] = "holding"


@attrs.frozen(slots=False)
class NonDerivativeTransaction(_Transaction):
    """A row of Table I that reports a transaction."""

    kind: ClassVar[str] = "transaction"


@attrs.frozen(slots=False)
class DerivativeHolding(_Derivative):
    """A row of Table II whose transaction columns are all blank."""

    kind: ClassVar[str] = "holding"


@attrs.frozen(slots=False)
class DerivativeTransaction(_Derivative, _Transaction):
    """A row of Table II that reports a transaction.

    ``acquired_disposed_code`` follows from the column, (A) or (D), that holds the number of securities.
    """

    kind: ClassVar[str] = "transaction"


Row = NonDerivativeTransaction | NonDerivativeHolding | DerivativeTransaction | DerivativeHolding


@attrs.frozen
class Footnote:
    """A note of "Explanation of Responses": ``(3)`` has the id "F3"."""

    id: str
    text: str | None


@attrs.frozen
class Signature:
    """A signature line; the name as printed, "/s/" included."""

    name: str | None
    date: dt.date | None


@attrs.frozen(repr=False)
class Filing:
    """A Form 3, 4 or 5 as its text shows it. Boxes are those of Form 4.

    Attributes:
        form_type: the form, with "/A" when the box "If Amendment" holds a date; None where the text does not tell it
        no_securities_owned: Form 3: whether it has its own sentence "No securities are beneficially owned"
        not_subject_to_section_16: Forms 4 and 5: the exit box; None where the text does not show whether it is checked
        form3_holdings_reported: Form 5: the box below it; None as above
        form4_transactions_reported: Form 5: the box below that; None as above
        aff_10b5_one: the Rule 10b5-1(c) box; None where the form has none or the text does not show its mark
        period_of_report: box 3: the date of the earliest transaction; of Form 3, the date of the event; of Form 5, the
            end of the issuer's fiscal year
        date_of_original_submission: box 4
        issuer: box 2
        reporting_owners: boxes 1 and 5, and "Reporting Owners", in the page's order
        non_derivative: the rows of Table I, in the page's order
        derivative: the rows of Table II, in the page's order
        footnotes: the notes of "Explanation of Responses", in the page's order
        remarks: the text after "Remarks:"
        signatures: the signature lines, in the page's order
        accession_number: EDGAR's number of the filing, where the text has it
    """

    form_type: FormType | None = None
    no_securities_owned: bool | None = attrs.field(default=None, kw_only=True)
    not_subject_to_section_16: bool | None = None
    form3_holdings_reported: bool | None = attrs.field(default=None, kw_only=True)
    form4_transactions_reported: bool | None = attrs.field(default=None, kw_only=True)
    aff_10b5_one: bool | None = None
    period_of_report: dt.date | None = None
    date_of_original_submission: dt.date | None = None
    issuer: Issuer = Issuer()
    reporting_owners: tuple[ReportingOwner, ...] = ()
    non_derivative: tuple[NonDerivativeTransaction | NonDerivativeHolding, ...] = ()
    derivative: tuple[DerivativeTransaction | DerivativeHolding, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    remarks: str | None = None
    signatures: tuple[Signature, ...] = ()
    accession_number: str | None = attrs.field(default=None, kw_only=True)

    @property
    def form(self) -> Form | None:
        """The form; None where the text does not tell it."""
        return FORMS[self.form_type[0]] if self.form_type else None

    def __repr__(self) -> str:
        rows = len(self.non_derivative) + len(self.derivative)
        return f"<Filing {self.form_type} {self.issuer.name!r} {self.period_of_report}, {rows} rows>"
