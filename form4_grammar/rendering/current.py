"""The current page, as sec.gov serves it; grammar/pages/current.lark reads it."""

from __future__ import annotations

from ..captions import Printed
from ..filing import Filing, Issuer, Relationship, ReportingOwner
from ..filing import Row as FilingRow
from ..forms import FORM_3, Form
from . import wording
from .cells import (
    corner_boxes,
    date_text,
    filled,
    form_of,
    has_no_securities,
    head_rows,
    is_of_2026,
    shows_remarks,
    table_rows,
    typed,
)
from .elements import (
    COVERED,
    Cell,
    Content,
    Emphasis,
    Line,
    Link,
    Page,
    Paragraph,
    Row,
    Strong,
    Table,
    Underlined,
    row,
)

BREAK, RULE = Line.BREAK, Line.RULE

PLAN_BOX = (f"{wording.PLAN_BOX}{wording.PURCHASE_OR_SALE}{wording.CONDITIONS}",)


def current_page(filing: Filing) -> Page:
    """Build the page of a filing."""
    form, owners = form_of(filing), filing.reporting_owners
    first = owners[0] if owners else ReportingOwner()
    boxes = _boxes_of_form_3(filing, first) if form is FORM_3 else _boxes(filing, first)
    return (
        Paragraph((f"SEC Form {form.number}",)),
        Table((_title(form), *_corner_boxes(filing))),
        Table(boxes),
        _table((Strong(f"{wording.TABLE_1} {form.owned}"),), filing.non_derivative, form.table_1),
        _table(
            (Strong(f"{wording.TABLE_2} {form.owned}"), BREAK, Strong(wording.EXAMPLES)),
            filing.derivative,
            form.table_2,
        ),
        *(Table(((Cell(_box_one(owner)),),)) for owner in owners if len(owners) > 1),
        Table(_notes(filing)),
        Table((*_signatures(filing), *((Cell(content, span=3),) for content in _foot(form)))),
    )


def _title(form: Form) -> Row:
    burden = row("Estimated average burden"), row("hours per response:", form.hours)
    return (
        *row(f"FORM {form.number}", ""),
        Cell(
            (
                *(wording.COMMISSION, BREAK, wording.WASHINGTON, BREAK, BREAK),
                f"{form.statement} OF SECURITIES" if form is FORM_3 else form.statement,
                *(BREAK, BREAK, wording.AUTHORITY[0], BREAK, wording.AUTHORITY[1]),
            )
        ),
        Cell((Table((row("OMB APPROVAL"),)), Table((row("OMB Number:", form.omb_number), *burden)))),
    )


def _table(heading: Content, rows: tuple[FilingRow, ...], columns: tuple[Printed, ...]) -> Table:
    head = (Cell(heading, span=len(columns)),), *head_rows(columns, classic=False)
    return Table((*head, *table_rows(rows, columns)), headed=True)


def _foot(form: Form) -> tuple[Content, ...]:
    instruction = form.instruction.replace("(b)", " (b)")
    return (
        (wording.REMINDER,),
        ("* ", wording.MORE_THAN_ONE_NOTE, Emphasis("see"), f" Instruction {instruction}."),
        ("** ", wording.MISSTATEMENT_NOTE, " ", Emphasis("See"), wording.STATUTES),
        wording.COPIES_NOTE,
        (Strong(f"Persons who {wording.PERSONS}Number."),),
    )


def _mark(checked: bool | None) -> str:
    return "X" if checked else ""


def _corner_boxes(filing: Filing) -> list[Row]:
    """Build the check boxes above the items."""
    labels = {
        "not_subject_to_section_16": wording.EXIT_BOX,
        "form3_holdings_reported": (f"{wording.HOLDINGS_BOX}.",),
        "form4_transactions_reported": (f"{wording.TRANSACTIONS_BOX}.",),
        "aff_10b5_one": PLAN_BOX,
    }
    return [(Cell((Table((row(_mark(getattr(filing, rule))),)),)), Cell(labels[rule])) for rule in corner_boxes(filing)]


def _boxes(filing: Filing, first: ReportingOwner) -> tuple[Row, ...]:
    """Build items 1 to 6 of Forms 4 and 5."""
    return (
        (Cell(_box_one(first)), _issuer_box(filing), _relationship(first, form_of(filing))),
        *([(COVERED, _foreign_symbol(filing))] if is_of_2026(filing) else []),
        (COVERED, _date(filing, "period_of_report")),
        (COVERED, _date(filing, "date_of_original_submission"), _group(filing)),
    )


def _boxes_of_form_3(filing: Filing, first: ReportingOwner) -> tuple[Row, ...]:
    """Build items 1 to 6 of Form 3."""
    return (
        (Cell(_box_one(first)), _date(filing, "period_of_report"), _issuer_box(filing)),
        *([(COVERED, COVERED, _foreign_symbol(filing))] if is_of_2026(filing) else []),
        (COVERED, COVERED, _relationship(first, FORM_3), _date(filing, "date_of_original_submission")),
        (COVERED, COVERED, COVERED, _group(filing)),
    )


def _date(filing: Filing, rule: str) -> Cell:
    caption = form_of(filing).item(rule).replace("Date Original", "Date of Original")
    return Cell((f"{caption} {wording.MONTH_DAY_YEAR}", BREAK, date_text(getattr(filing, rule))))


def _issuer_box(filing: Filing) -> Cell:
    return Cell((form_of(filing).item("issuer"), BREAK, *_issuer(filing.issuer)))


def _foreign_symbol(filing: Filing) -> Cell:
    foreign = filing.issuer.foreign_trading_symbol
    item = form_of(filing).item("foreign_trading_symbol")
    return Cell((item, BREAK, *(_symbol(foreign) if foreign else ())))


def _box_one(owner: ReportingOwner) -> Content:
    """Build item 1: the name and the address, each above its labels."""
    address = owner.address
    streets = tuple((Cell(filled(street)),) for street in (address.street1, address.street2) if street)
    city = tuple(Cell(filled(part)) for part in (address.city, address.state, address.zip_code))
    return (
        *(f"{FORM_3.item('owner_name')}*", Table(((Cell(_name(owner)),),)), RULE),
        *(Table((row("(Last)", "(First)", "(Middle)"),)), Table(streets or (row(""),)), RULE),
        *("(Street)", Table((city,)), RULE, Table((row("(City)", "(State)", "(Zip)"),))),
        *((RULE, Table(((Cell(filled(address.country)),),)), RULE, "(Country)") if address.country else ()),
    )


def _relationship(owner: ReportingOwner, form: Form) -> Cell:
    relationship = owner.relationship or Relationship()
    director, ten_percent_owner, officer, other = map(
        _mark,
        (
            *(relationship.is_director, relationship.is_ten_percent_owner),
            *(relationship.is_officer, relationship.is_other),
        ),
    )
    boxes = (
        row(director, wording.DIRECTOR, ten_percent_owner, wording.TEN_PERCENT_OWNER),
        row(officer, wording.OFFICER, other, wording.OTHER),
        (Cell(), Cell(filled(relationship.officer_title)), Cell(), Cell(filled(relationship.other_text))),
    )
    return Cell((form.item("relationship"), BREAK, wording.CHECK_ALL, Table(boxes)))


def _group(filing: Filing) -> Cell:
    joint = len(filing.reporting_owners) > 1
    boxes = row(_mark(not joint), wording.ONE_PERSON), row(_mark(joint), wording.MORE_THAN_ONE_PERSON)
    return Cell((f"{form_of(filing).item('group_filing')} (Check Applicable Line)", Table(boxes)))


def _notes(filing: Filing) -> tuple[Row, ...]:
    notes: list[Content] = [(Strong(wording.EXPLANATION),)]
    if has_no_securities(filing):
        notes.append((Strong(f"{wording.NO_SECURITIES}."),))
    notes += [(f"{note.id.removeprefix('F')}. ", *typed(note.text)) for note in filing.footnotes]
    if shows_remarks(filing):
        notes += [(Strong(wording.REMARKS),), typed(filing.remarks)]
    return tuple((Cell(note),) for note in notes)


def _signatures(filing: Filing) -> list[Row]:
    rows = [
        (Cell(), *(Cell((Underlined(text),)) for text in (filled(signed.name), (date_text(signed.date),))))
        for signed in filing.signatures
    ]
    return [*rows, row("", f"** {wording.SIGNATURE}", "Date")]


def _issuer(issuer: Issuer) -> Content:
    return *_name(issuer), " ", *_symbol(issuer.trading_symbol)


def _symbol(symbol: str | None) -> Content:
    return "[ ", *filled(symbol), " ]"


def _name(filer: Issuer | ReportingOwner) -> Content:
    return (Link(filer.name, filer.cik),) if filer.name and filer.cik else filled(filer.name)
