"""Forms 3, 4 and 5: what each prints that the others do not. Reader, writer and rules use it; grammar/forms reads it.

The source is section 11 of the forms as the SEC's stylesheets print them.
"""

from __future__ import annotations

from typing import Literal

import attrs

from .captions import (
    FORM_3_TABLE_1,
    FORM_3_TABLE_2,
    FORM_4_TABLE_1,
    FORM_4_TABLE_2,
    FORM_5_TABLE_1,
    FORM_5_TABLE_2,
    Printed,
)

Number = Literal["3", "4", "5"]
NAME, RELATIONSHIP = "Name and Address of Reporting Person", "Relationship of Reporting Person(s) to Issuer"
ISSUER, FOREIGN_SYMBOL = "Issuer Name and Ticker or Trading Symbol", "Foreign Trading Symbol"
AMENDMENT, GROUP = "If Amendment, Date Original Filed", "Individual or Joint/Group Filing"
CHANGES = "STATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP"
ACQUIRED = "Acquired, Disposed of, or Beneficially Owned"


@attrs.frozen(cache_hash=True)  # results are kept by form
class Form:
    """One of the three forms.

    Attributes:
        number: "3", "4" or "5"
        statement: what it is, in the words below its title
        boxes: number and caption of each numbered box, by its rule in grammar/forms
        corner_boxes: the rules of the check boxes above them
        owned: the end of the headings of both tables
        table_1: the columns of Table I
        table_2: the columns of Table II
        omb_number: of its approval by the Office of Management and Budget
        hours: the estimated burden of a response
        sec_number: what the classic page prints below Table I
        instruction: what the note on joint filings refers to
    """

    number: Number
    statement: str = attrs.field(kw_only=True)
    boxes: dict[str, tuple[str, str]] = attrs.field(kw_only=True, eq=False, repr=False)
    corner_boxes: tuple[str, ...] = attrs.field(kw_only=True)
    owned: str = attrs.field(kw_only=True)
    table_1: tuple[Printed, ...] = attrs.field(kw_only=True, repr=False)
    table_2: tuple[Printed, ...] = attrs.field(kw_only=True, repr=False)
    omb_number: str = attrs.field(kw_only=True)
    hours: str = attrs.field(kw_only=True)
    sec_number: str = attrs.field(kw_only=True)
    instruction: str = attrs.field(kw_only=True)

    @property
    def has_transactions(self) -> bool:
        """Whether its tables have columns for transactions."""
        return self.number != "3"

    def box(self, rule: str) -> str:
        """Name a box in the form's words: "box 4 (If Amendment, Date Original Filed)"."""
        number, caption = self.boxes[rule]
        return f"box {number} ({caption})"

    def item(self, rule: str) -> str:
        """Return the caption of a box as the page prints it: "4. If Amendment, Date Original Filed"."""
        number, caption = self.boxes[rule]
        return f"{number}. {caption}"


def _boxes_of_changes(period: str) -> dict[str, tuple[str, str]]:
    """Return the boxes of Forms 4 and 5, which differ in the caption of box 3 alone."""
    return {
        "owner_name": ("1", NAME),
        "issuer": ("2", ISSUER),
        "foreign_trading_symbol": ("2a", FOREIGN_SYMBOL),
        "period_of_report": ("3", period),
        "date_of_original_submission": ("4", AMENDMENT),
        "relationship": ("5", RELATIONSHIP),
        "group_filing": ("6", GROUP),
    }


FORM_3 = Form(
    "3",
    statement="INITIAL STATEMENT OF BENEFICIAL OWNERSHIP",
    boxes={
        "owner_name": ("1", NAME),
        "period_of_report": ("2", "Date of Event Requiring Statement"),
        "issuer": ("3", ISSUER),
        "foreign_trading_symbol": ("3a", FOREIGN_SYMBOL),
        "relationship": ("4", RELATIONSHIP),
        "date_of_original_submission": ("5", AMENDMENT),
        "group_filing": ("6", GROUP),
    },
    corner_boxes=(),
    owned="Beneficially Owned",
    table_1=FORM_3_TABLE_1,
    table_2=FORM_3_TABLE_2,
    omb_number="3235-0104",
    hours="0.5",
    sec_number="SEC 1473 (7-02)",
    instruction="5(b)(v)",
)
FORM_4 = Form(
    "4",
    statement=CHANGES,
    boxes=_boxes_of_changes("Date of Earliest Transaction"),
    corner_boxes=("not_subject_to_section_16", "aff_10b5_one"),
    owned=ACQUIRED,
    table_1=FORM_4_TABLE_1,
    table_2=FORM_4_TABLE_2,
    omb_number="3235-0287",
    hours="0.5",
    sec_number="SEC 1474 (9-02)",
    instruction="4(b)(v)",
)
FORM_5 = Form(
    "5",
    statement=f"ANNUAL {CHANGES}",
    boxes=_boxes_of_changes("Statement for Issuer's Fiscal Year Ended"),
    corner_boxes=(
        *("not_subject_to_section_16", "form3_holdings_reported", "form4_transactions_reported", "aff_10b5_one"),
    ),
    owned=ACQUIRED,
    table_1=FORM_5_TABLE_1,
    table_2=FORM_5_TABLE_2,
    omb_number="3235-0362",
    hours="1.0",
    sec_number="SEC 2270 (9-02)",
    instruction="4(b)(v)",
)
FORMS: dict[str, Form] = {form.number: form for form in (FORM_3, FORM_4, FORM_5)}
