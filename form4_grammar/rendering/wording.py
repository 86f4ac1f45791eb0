"""The sentences of the form as both pages print them; the captions of columns are in ``captions``."""

from __future__ import annotations

from .elements import Emphasis

COMMISSION = "UNITED STATES SECURITIES AND EXCHANGE COMMISSION"
WASHINGTON = "Washington, D.C. 20549"
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
HOLDINGS_BOX, TRANSACTIONS_BOX = "Form 3 Holdings Reported", "Form 4 Transactions Reported"
CONDITIONS = "that is intended to satisfy the affirmative defense conditions of Rule 10b5-1(c). See Instruction 10."
CHECK_ALL = "(Check all applicable)"
DIRECTOR, TEN_PERCENT_OWNER = "Director", "10% Owner"
OFFICER, OTHER = "Officer (give title below)", "Other (specify below)"
ONE_PERSON = "Form filed by One Reporting Person"
MORE_THAN_ONE_PERSON = "Form filed by More than One Reporting Person"
TABLE_1, TABLE_2 = "Table I - Non-Derivative Securities", "Table II - Derivative Securities"
EXAMPLES = "(e.g., puts, calls, warrants, options, convertible securities)"
EXPLANATION = "Explanation of Responses:"
REMARKS = "Remarks:"
NO_SECURITIES = "No securities are beneficially owned"
MONTH_DAY_YEAR = "(Month/Day/Year)"
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
