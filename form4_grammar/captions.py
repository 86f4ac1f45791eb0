"""The columns of Tables I and II of each form, in the order of the page, with their captions.

Both reader and writer use them.

The source is section 11 of the forms as the SEC's stylesheets print them. Most columns have the same words on both
pages.
"""

from __future__ import annotations

from typing import Any

import attrs


@attrs.frozen
class Printed:
    """One column of a table.

    Attributes:
        number: the number as printed: "2A"
        caption: the name of the column in messages
        rule: the rule in grammar/forms that the column's fields refer to
        cell: the rule of the cell, if it is a different one: Table II has two columns for one amount
        heading: the caption in the first line of the table's head, shared by all columns of the same number
        subheading: the caption in the second line, if any
        classic: the heading on the classic page, if it has different words
    """

    number: str
    caption: str
    rule: str
    cell: str = attrs.field(default=attrs.Factory(lambda self: self.rule, takes_self=True), kw_only=True)
    heading: str = attrs.field(default=attrs.Factory(lambda self: self.caption, takes_self=True), kw_only=True)
    subheading: str | None = attrs.field(default=None, kw_only=True)
    classic: str = attrs.field(default=attrs.Factory(lambda self: self.heading, takes_self=True), kw_only=True)

    def __str__(self) -> str:
        """The column in the form's words: "column 4 (Price)"."""
        return f"column {self.number} ({self.caption})"


# Rules that serve two fields: the same column contains a number of shares or, after "$", a value.
AMOUNT = "transaction_amount"
UNDERLYING = "underlying_security_amount"
OWNED = "owned_following_transaction"

_CODE = "Transaction Code (Instr. 8)"
_AMOUNT = {
    "heading": "Securities Acquired (A) or Disposed Of (D) (Instr. 3, 4 and 5)",
    "classic": "Securities Acquired (A) or Disposed of (D) (Instr. 3, 4 and 5)",
}
_NUMBER_OF = {
    "heading": "Number of Derivative Securities Acquired (A) or Disposed of (D) (Instr. 3, 4 and 5)",
    "classic": "Number of Derivative Securities Acquired (A) or Disposed of (D) (Instr. 3, 4, and 5)",
}
_DATES = {"heading": "Date Exercisable and Expiration Date (Month/Day/Year)"}
_UNDERLYING = {
    "heading": "Title and Amount of Securities Underlying Derivative Security (Instr. 3 and 4)",
    "classic": "Title and Amount of Underlying Securities (Instr. 3 and 4)",
}

FORM_4_TABLE_1 = (
    Printed("1", "Title of Security (Instr. 3)", "security_title"),
    Printed("2", "Transaction Date (Month/Day/Year)", "transaction_date"),
    Printed("2A", "Deemed Execution Date, if any (Month/Day/Year)", "deemed_execution_date"),
    Printed("3", _CODE, "transaction_code", subheading="Code"),
    Printed("3", "V", "voluntarily_reported_early", heading=_CODE, subheading="V"),
    Printed("4", "Amount", AMOUNT, subheading="Amount", **_AMOUNT),
    Printed("4", "(A) or (D)", "acquired_disposed_code", subheading="(A) or (D)", **_AMOUNT),
    Printed("4", "Price", "transaction_price_per_share", subheading="Price", **_AMOUNT),
    Printed("5", "Amount of Securities Beneficially Owned Following Reported Transaction(s) (Instr. 3 and 4)", OWNED),
    Printed("6", "Ownership Form: Direct (D) or Indirect (I) (Instr. 4)", "direct_or_indirect_ownership"),
    Printed("7", "Nature of Indirect Beneficial Ownership (Instr. 4)", "nature_of_ownership"),
)

FORM_4_TABLE_2 = (
    Printed("1", "Title of Derivative Security (Instr. 3)", "security_title"),
    Printed("2", "Conversion or Exercise Price of Derivative Security", "conversion_or_exercise_price"),
    Printed("3", "Transaction Date (Month/Day/Year)", "transaction_date"),
    Printed("3A", "Deemed Execution Date, if any (Month/Day/Year)", "deemed_execution_date"),
    Printed("4", _CODE, "transaction_code", subheading="Code"),
    Printed("4", "V", "voluntarily_reported_early", heading=_CODE, subheading="V"),
    Printed("5", _NUMBER_OF["heading"], AMOUNT, cell="acquired_amount", subheading="(A)", **_NUMBER_OF),
    Printed("5", _NUMBER_OF["heading"], AMOUNT, cell="disposed_amount", subheading="(D)", **_NUMBER_OF),
    Printed("6", "Date Exercisable", "exercise_date", subheading="Date Exercisable", **_DATES),
    Printed("6", "Expiration Date", "expiration_date", subheading="Expiration Date", **_DATES),
    Printed("7", "Title", "underlying_security_title", subheading="Title", **_UNDERLYING),
    Printed("7", "Amount or Number of Shares", UNDERLYING, subheading="Amount or Number of Shares", **_UNDERLYING),
    Printed("8", "Price of Derivative Security (Instr. 5)", "transaction_price_per_share"),
    Printed(
        "9",
        "Number of Derivative Securities Beneficially Owned Following Reported Transaction(s) (Instr. 4)",
        OWNED,
        heading="Number of derivative Securities Beneficially Owned Following Reported Transaction(s) (Instr. 4)",
        classic="Number of Derivative Securities Beneficially Owned Following Reported Transaction(s) (Instr. 4)",
    ),
    Printed(
        "10",
        "Ownership Form of Derivative Security: Direct (D) or Indirect (I) (Instr. 4)",
        "direct_or_indirect_ownership",
        heading="Ownership Form: Direct (D) or Indirect (I) (Instr. 4)",
        classic="Ownership Form of Derivative Security: Direct (D) or Indirect (I) (Instr. 4)",
    ),
    Printed("11", "Nature of Indirect Beneficial Ownership (Instr. 4)", "nature_of_ownership"),
)

# Form 5 has no column V, and the amount owned is that at the end of the year. Its pages print Table II differently.
_AT_END = "Amount of Securities Beneficially Owned at end of Issuer's Fiscal Year (Instr. 3 and 4)"
_NUMBER_AT_END = "Number of Derivative Securities Beneficially Owned at End of Issuer's Fiscal Year (Instr. 4)"


def _of_form_5(columns: tuple[Printed, ...], **owned: str) -> tuple[Printed, ...]:
    changed: dict[str, dict[str, Any]] = {"transaction_code": {"subheading": None}, OWNED: {**owned}}
    return tuple(
        attrs.evolve(column, **changed.get(column.rule, {}))
        for column in columns
        if column.rule != "voluntarily_reported_early"
    )


FORM_5_TABLE_1 = _of_form_5(FORM_4_TABLE_1, caption=_AT_END, heading=_AT_END, classic=_AT_END)
FORM_5_TABLE_2 = _of_form_5(FORM_4_TABLE_2, caption=_NUMBER_AT_END, classic=_NUMBER_AT_END)

# Form 3 has holdings alone.
_OWNERSHIP, _NATURE = "direct_or_indirect_ownership", "nature_of_ownership"
_UNDERLYING_3 = {"heading": "Title and Amount of Securities Underlying Derivative Security (Instr. 4)"}

FORM_3_TABLE_1 = (
    Printed("1", "Title of Security (Instr. 4)", "security_title"),
    Printed("2", "Amount of Securities Beneficially Owned (Instr. 4)", OWNED),
    Printed("3", "Ownership Form: Direct (D) or Indirect (I) (Instr. 5)", _OWNERSHIP),
    Printed("4", "Nature of Indirect Beneficial Ownership (Instr. 5)", _NATURE),
)
FORM_3_TABLE_2 = (
    Printed("1", "Title of Derivative Security (Instr. 4)", "security_title"),
    Printed("2", "Date Exercisable", "exercise_date", subheading="Date Exercisable", **_DATES),
    Printed("2", "Expiration Date", "expiration_date", subheading="Expiration Date", **_DATES),
    Printed("3", "Title", "underlying_security_title", subheading="Title", **_UNDERLYING_3),
    Printed("3", "Amount or Number of Shares", UNDERLYING, subheading="Amount or Number of Shares", **_UNDERLYING_3),
    Printed("4", "Conversion or Exercise Price of Derivative Security", "conversion_or_exercise_price"),
    Printed(
        "5",
        "Ownership Form of Derivative Security: Direct (D) or Indirect (I) (Instr. 5)",
        _OWNERSHIP,
        heading="Ownership Form: Direct (D) or Indirect (I) (Instr. 5)",
        classic="Ownership Form of Derivative Security: Direct (D) or Indirect (I) (Instr. 5)",
    ),
    Printed("6", "Nature of Indirect Beneficial Ownership (Instr. 5)", _NATURE),
)
