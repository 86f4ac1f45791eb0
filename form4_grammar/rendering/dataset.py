"""The page of the Stanford EDGAR Filings Dataset; grammar/pages/dataset.lark reads it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import attrs

from ..fields import Kind
from ..filing import Filing, Relationship, ReportingOwner
from ..filing import Row as FilingRow
from ..forms import FORM_4
from ..showing import Limit, of_owners, of_rows, with_all_flags, without, without_ciks
from . import wording
from .cells import filled, shows_remarks, table_rows, typed
from .elements import COVERED, Cell, Content, Line, Lines, Page, Paragraph, Row, Strong, Table, Typed
from .limits import HALF_OF_COLUMN_5

BREAK = Line.BREAK
RULE = Paragraph(("---",))
TITLE = (
    Paragraph((wording.COMMISSION, BREAK, Strong(wording.WASHINGTON)), level=3),
    Paragraph((FORM_4.statement,), level=3),
)
NOT_PRINTED = (
    *("value_owned_following_transaction", "transaction_total_value", "underlying_security_value"),
    *("equity_swap_involved", "transaction_timeliness"),
)
# The head of each table: the captions with the number of columns that they span, and the second line.
HEAD_1 = (
    (
        *("1. Title of Security", "2. Transaction Date", "2A. Deemed Execution Date", ("3. Transaction Code (V)", 2)),
        *(("4. Securities Acquired (A) or Disposed of (D)", 3), "5. Amount of Securities Beneficially Owned"),
        *("6. Ownership Form", "7. Nature of Indirect Beneficial Ownership"),
    ),
    ("", "", "", "Code", "V", "Amount", "(A) or (D)", "Price", "", "", ""),
)
HEAD_2 = (
    (
        *("1. Title of Derivative Security", "2. Conversion or Exercise Price", "3. Transaction Date"),
        *("3A. Deemed Execution Date", ("4. Transaction Code (V)", 2)),
        ("5. Number of Derivative Securities Acquired (A) or Disposed of (D)", 2),
        ("6. Date Exercisable and Expiration Date", 2),
        *(("7. Title and Amount of Underlying Securities", 2), "8. Price of Derivative Security"),
        *("9. Number of Derivative Securities Beneficially Owned", "10. Ownership Form"),
        "11. Nature of Indirect Beneficial Ownership",
    ),
    (
        *("", "", "", "", "Code", "V", "(A)", "(D)", "Date Exercisable", "Expiration Date"),
        *("Title", "Amount or Number of Shares", "", "", "", ""),
    ),
)
FOOT = (
    Paragraph((wording.REMARKS,), level=3),
    Paragraph((wording.REMINDER,)),
    Paragraph(("* ", wording.MORE_THAN_ONE_NOTE, "see Instruction 4 (b)(v).")),
    Paragraph(("** ", wording.MISSTATEMENT_NOTE, " See", wording.STATUTES)),
    Paragraph((wording.COPIES_NOTE[0], "see", wording.COPIES_NOTE[2])),
    Paragraph((Strong(f"Persons who {wording.PERSONS}Number."),)),
)


def dataset_page(filing: Filing) -> Page:
    """Build the page of a filing."""
    owners = filing.reporting_owners or (ReportingOwner(),)
    joint = len(owners) > 1
    notes = [Paragraph(("Footnotes:",), level=3)] if filing.footnotes else []
    notes += [
        Paragraph((f"({note.id.removeprefix('F')}){'&nbsp;' * 4}", *typed(note.text))) for note in filing.footnotes
    ]
    if shows_remarks(filing):
        notes.append(Paragraph((Strong(wording.REMARKS), BREAK, *typed(filing.remarks))))
    return (
        *_summary(filing),
        TITLE[0],
        Paragraph((f"FORM {filing.form_type}",), level=2),
        TITLE[1],
        *(Paragraph((_mark(checked, "x"), " ", *label)) for checked, label in _corner_boxes(filing)),
        *(block for owner in owners for block in (RULE, Table(_boxes(filing, owner, joint=joint)), RULE)),
        *(Paragraph(("Table I - Non-Derivative Securities",), level=2), RULE),
        *(Table((*_head(*HEAD_1), *table_rows(filing.non_derivative, FORM_4.table_1, as_filed))), RULE),
        *(Paragraph(("Table II - Derivative Securities",), level=2), RULE),
        *(Table((*_head(*HEAD_2), *table_rows(filing.derivative, FORM_4.table_2, as_filed))), RULE),
        *notes,
        *(
            Paragraph(
                (Strong("Signature:"), " ", *filled(signed.name), BREAK, Strong("Date:"), f" {signed.date or '—'}")
            )
            for signed in filing.signatures
        ),
        *FOOT,
    )


def _with_certain_ciks(filing: Filing) -> Filing:
    names = [owner.name for owner in filing.reporting_owners]
    ciks = [filing.issuer.cik, *(owner.cik for owner in filing.reporting_owners)]
    return without_ciks(filing) if None in ciks or len({*names}) < len(names) else filing


def _with_boxes(filing: Filing) -> Filing:
    return attrs.evolve(
        filing,
        not_subject_to_section_16=bool(filing.not_subject_to_section_16),
        aff_10b5_one=bool(filing.aff_10b5_one),
    )


def _without_country(owner: ReportingOwner) -> ReportingOwner:
    return attrs.evolve(owner, address=attrs.evolve(owner.address, country=None))


def _without_foreign_symbol(filing: Filing) -> Filing:
    return attrs.evolve(filing, issuer=attrs.evolve(filing.issuer, foreign_trading_symbol=None))


def _printed_cells(row: Any) -> Any:
    known = attrs.fields_dict(type(row)).keys()
    lost: dict[str, Any] = {name: None for name in NOT_PRINTED if name in known}
    return attrs.evolve(row, **lost)


def _with_one_text(owner: ReportingOwner) -> ReportingOwner:
    known = owner.relationship
    if known is None:
        return owner
    text = known.officer_title or known.other_text
    is_others = bool(known.is_other) and not known.is_officer
    title, other = (None, text) if is_others else (text, None)
    return attrs.evolve(owner, relationship=attrs.evolve(known, officer_title=title, other_text=other))


LIMITS = (
    Limit("CIKs stand beside the names, where each filer has a CIK and a name of its own", _with_certain_ciks),
    Limit("the date of box 4 is not printed", without("date_of_original_submission")),
    Limit("foreign trading symbols are not printed", _without_foreign_symbol),
    Limit("countries are not printed", of_owners(_without_country)),
    Limit("equity swaps, timeliness and total values are not printed", of_rows(_printed_cells)),
    HALF_OF_COLUMN_5,
    Limit("one line has the officer's title or the text of Other", of_owners(_with_one_text)),
    Limit('an empty box says "not checked"', _with_boxes, assumes=True),
    Limit('an empty box of item 5 says "not checked"', of_owners(with_all_flags), assumes=True),
)


def as_filed(value: Any, kind: Kind, row: FilingRow, has_marks: bool) -> str | Typed:
    """Write a value as the XML has it; a price has a dollar sign unless it has a mark."""
    match value:
        case True:
            return "V"
        case dt.date():
            return value.isoformat()
        case Decimal():
            return f"{'$' if kind is Kind.PRICE and not has_marks else ''}{value:f}"
    return Typed(value)


def _summary(filing: Filing) -> list[Paragraph]:
    """List the filers, each with name and CIK, if all of them have one."""
    blocks = [Paragraph(("Filing Summary",), level=2)]
    for owner in filing.reporting_owners:
        if owner.cik:
            blocks += _filer("REPORTING-OWNER", "OWNER DATA:", owner.name, owner.cik)
    if filing.issuer.cik:
        blocks += _filer("ISSUER", "COMPANY DATA:", filing.issuer.name, filing.issuer.cik)
    return blocks


def _filer(kind: str, caption: str, name: str | None, cik: str) -> list[Paragraph]:
    conformed = ("- ", Strong("COMPANY CONFORMED NAME:"), " ", *typed(name))
    number = (BREAK, "- ", Strong("CENTRAL INDEX KEY:"), " ", cik)
    return [Paragraph((Strong(kind), ":")), Paragraph((Strong(caption), BREAK, *conformed, *number))]


def _corner_boxes(filing: Filing) -> tuple[tuple[bool | None, Content], ...]:
    return (
        (filing.not_subject_to_section_16, (wording.EXIT_BOX[0], "See", wording.EXIT_BOX[2])),
        (filing.aff_10b5_one, (f"{wording.PLAN_BOX}{wording.PURCHASE_OR_SALE}{wording.CONDITIONS}",)),
    )


def _boxes(filing: Filing, owner: ReportingOwner, *, joint: bool) -> tuple[Row, ...]:
    """Build items 1 to 6."""
    relationship = with_all_flags(_with_one_text(owner)).relationship or Relationship()
    title = relationship.officer_title or relationship.other_text
    issuer = filing.issuer
    period = str(filing.period_of_report or "")
    director = f"{_mark(relationship.is_director)} {wording.DIRECTOR}"
    officer = f"{_mark(relationship.is_officer)} {wording.OFFICER}"
    return (
        (
            _box((Strong(FORM_4.item("owner_name")), "^*^"), *_address(owner)),
            _box((Strong(f"{FORM_4.item('period_of_report')} {wording.MONTH_DAY_YEAR}"),), (period,)),
            _box(
                *((Strong(FORM_4.item("relationship")),), (wording.CHECK_ALL,)),
                (f"{director} {_mark(relationship.is_ten_percent_owner)} {wording.TEN_PERCENT_OWNER}",),
                (f"{officer} {_mark(relationship.is_other)} {wording.OTHER}",),
                ("_", *(filled(title) or (" ",)), "_"),
            ),
        ),
        (
            _box((Strong(FORM_4.item("issuer")),), (*filled(issuer.name), " [ ", *filled(issuer.trading_symbol), " ]")),
            _box((Strong("4. If Amendment, Date of Original Filed (Month/Day/Year)"),), ()),
            _box(
                (Strong(f"{FORM_4.item('group_filing')} (Check Applicable Line)"),),
                (f"{_mark(not joint)} {wording.ONE_PERSON}",),
                (f"{_mark(joint)} {wording.MORE_THAN_ONE_PERSON}",),
            ),
        ),
    )


def _address(owner: ReportingOwner) -> tuple[Content, ...]:
    """Build name and address, each above its labels."""
    address = owner.address
    streets = tuple(filled(street) for street in (address.street1, address.street2) if street)
    city = f"{address.city or ''}, {address.state or ''} {address.zip_code or ''}"
    return (
        *(filled(owner.name), ("~(Last) (First) (Middle)~",)),
        *(*streets, ("~(Street)~",)),
        *(filled(city), ("~(City) (State) (Zip)~",)),
    )


def _box(*lines: Content) -> Cell:
    return Cell((Lines(lines),))


def _mark(checked: bool | None, mark: str = "X") -> str:
    return f"[{mark}]" if checked else "[ ]"


def _head(first: tuple[str | tuple[str, int], ...], second: tuple[str, ...]) -> tuple[Row, Row]:
    captions = tuple(Cell((one,)) if isinstance(one, str) else Cell((one[0],), span=one[1]) for one in first)
    return captions, tuple(Cell((text,)) if text else COVERED for text in second)
