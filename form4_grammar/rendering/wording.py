"""The sentences of the form as both pages print them; the captions of columns are in ``captions``."""

from __future__ import annotations

from .elements import Emphasis

COMMISSION = "UNITED STATES SECURITIES AND EXCHANGE COMMISSION"
WASHINGTON = "Washington, D.C. 20549"
STATEMENT = "STATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP"
AUTHORITY = (
    "Filed pursuant to Section 16(a) of the Securities Exchange Act of 1934",
    "or Section 30(h) of the Investment Company Act of 1940",
)
EXIT_BOX = (
    "Check this box if no longer subject to Section 16. Form 4 or Form 5 obligations may continue. ",
    Emphasis("See"),
    " Instruction 1(b).",
)
PLAN_BOX = "Check this box to indicate that a transaction was made pursuant to a contract, instruction or written plan "
PURCHASE_OR_SALE = "for the purchase or sale of equity securities of the issuer "
CONDITIONS = "that is intended to satisfy the affirmative defense conditions of Rule 10b5-1(c). See Instruction 10."
ITEM_1 = "1. Name and Address of Reporting Person"
ITEM_2 = "2. Issuer Name and Ticker or Trading Symbol"
ITEM_2A = "2a. Foreign Trading Symbol"
ITEM_3 = "3. Date of Earliest Transaction (Month/Day/Year)"
ITEM_5 = "5. Relationship of Reporting Person(s) to Issuer"
CHECK_ALL = "(Check all applicable)"
DIRECTOR, TEN_PERCENT_OWNER = "Director", "10% Owner"
OFFICER, OTHER = "Officer (give title below)", "Other (specify below)"
ONE_PERSON = "Form filed by One Reporting Person"
MORE_THAN_ONE_PERSON = "Form filed by More than One Reporting Person"
TABLE_1 = "Table I - Non-Derivative Securities Acquired, Disposed of, or Beneficially Owned"
TABLE_2 = "Table II - Derivative Securities Acquired, Disposed of, or Beneficially Owned"
EXAMPLES = "(e.g., puts, calls, warrants, options, convertible securities)"
EXPLANATION = "Explanation of Responses:"
REMARKS = "Remarks:"
SIGNATURE = "Signature of Reporting Person"
REMINDER = "Reminder: Report on a separate line for each class of securities beneficially owned directly or indirectly."
MORE_THAN_ONE_NOTE = "If the form is filed by more than one reporting person, "
MISSTATEMENT_NOTE = "Intentional misstatements or omissions of facts constitute Federal Criminal Violations"
STATUTES = " 18 U.S.C. 1001 and 15 U.S.C. 78ff(a)."
COPIES_NOTE = (
    "Note: File three copies of this Form, one of which must be manually signed. If space is insufficient, ",
    Emphasis("see"),
    " Instruction 6 for procedure.",
)
PERSONS = (
    "respond to the collection of information contained in this form are not required to respond "
    "unless the form displays a currently valid OMB "
)
