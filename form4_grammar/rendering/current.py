"""The current page, as sec.gov serves it; grammar/pages/current.lark reads it."""

from __future__ import annotations

from .. import captions
from ..filing import Filing, Issuer, Relationship, ReportingOwner
from . import wording
from .cells import date_text, filled, has_plan_box, head_rows, is_of_2026, shows_remarks, table_rows, typed
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

TITLE = (
    *row("FORM 4", ""),
    Cell(
        (
            *(wording.COMMISSION, BREAK, wording.WASHINGTON, BREAK, BREAK, wording.STATEMENT, BREAK, BREAK),
            *(wording.AUTHORITY[0], BREAK, wording.AUTHORITY[1]),
        )
    ),
    Cell(
        (
            Table((row("OMB APPROVAL"),)),
            Table(
                (row("OMB Number:", "3235-0287"), row("Estimated average burden"), row("hours per response:", "0.5"))
            ),
        )
    ),
)
TABLE_1 = (
    (Cell((Strong(wording.TABLE_1),), span=len(captions.TABLE_1_COLUMNS)),),
    *head_rows(captions.TABLE_1_COLUMNS, classic=False),
)
TABLE_2 = (
    (Cell((Strong(wording.TABLE_2), BREAK, Strong(wording.EXAMPLES)), span=len(captions.TABLE_2_COLUMNS)),),
    *head_rows(captions.TABLE_2_COLUMNS, classic=False),
)
PLAN_BOX = (f"{wording.PLAN_BOX}{wording.PURCHASE_OR_SALE}{wording.CONDITIONS}",)
FOOT: tuple[Content, ...] = (
    (wording.REMINDER,),
    ("* ", wording.MORE_THAN_ONE_NOTE, Emphasis("see"), " Instruction 4 (b)(v)."),
    ("** ", wording.MISSTATEMENT_NOTE, " ", Emphasis("See"), wording.STATUTES),
    wording.COPIES_NOTE,
    (Strong(f"Persons who {wording.PERSONS}Number."),),
)


def current_page(filing: Filing) -> Page:
    """Build the page of a filing."""
    owners = filing.reporting_owners
    return (
        Paragraph(("SEC Form 4",)),
        Table((TITLE, *_corner_boxes(filing))),
        Table(_boxes(filing, owners[0] if owners else ReportingOwner())),
        Table((*TABLE_1, *table_rows(filing.non_derivative, captions.TABLE_1_COLUMNS)), headed=True),
        Table((*TABLE_2, *table_rows(filing.derivative, captions.TABLE_2_COLUMNS)), headed=True),
        *(Table(((Cell(_box_one(owner)),),)) for owner in owners if len(owners) > 1),
        Table(_notes(filing)),
        Table((*_signatures(filing), *((Cell(content, span=3),) for content in FOOT))),
    )


def _mark(checked: bool | None) -> str:
    return "X" if checked else ""


def _corner_boxes(filing: Filing) -> list[Row]:
    """Build the exit box and, on forms that have it, the Rule 10b5-1(c) box."""
    boxes: list[tuple[bool | None, Content]] = [(filing.not_subject_to_section_16, wording.EXIT_BOX)]
    if has_plan_box(filing):
        boxes.append((filing.aff_10b5_one, PLAN_BOX))
    return [(Cell((Table((row(_mark(checked)),)),)), Cell(label)) for checked, label in boxes]


def _boxes(filing: Filing, first: ReportingOwner) -> tuple[Row, ...]:
    """Build items 1 to 6."""
    foreign = filing.issuer.foreign_trading_symbol
    item_2a = Cell((wording.ITEM_2A, BREAK, *(_symbol(foreign) if foreign else ())))
    return (
        (Cell(_box_one(first)), Cell((wording.ITEM_2, BREAK, *_issuer(filing.issuer))), Cell(_relationship(first))),
        *([(COVERED, item_2a)] if is_of_2026(filing) else []),
        (COVERED, Cell((wording.ITEM_3, BREAK, date_text(filing.period_of_report)))),
        (
            COVERED,
            Cell(
                (
                    "4. If Amendment, Date of Original Filed (Month/Day/Year)",
                    BREAK,
                    date_text(filing.date_of_original_submission),
                )
            ),
            Cell(("6. Individual or Joint/Group Filing (Check Applicable Line)", _group(filing))),
        ),
    )


def _box_one(owner: ReportingOwner) -> Content:
    """Build item 1: the name and the address, each above its labels."""
    address = owner.address
    streets = tuple((Cell(filled(street)),) for street in (address.street1, address.street2) if street)
    city = tuple(Cell(filled(part)) for part in (address.city, address.state, address.zip_code))
    return (
        *(f"{wording.ITEM_1}*", Table(((Cell(_name(owner)),),)), RULE),
        *(Table((row("(Last)", "(First)", "(Middle)"),)), Table(streets or (row(""),)), RULE),
        *("(Street)", Table((city,)), RULE, Table((row("(City)", "(State)", "(Zip)"),))),
        *((RULE, Table(((Cell(filled(address.country)),),)), RULE, "(Country)") if address.country else ()),
    )


def _relationship(owner: ReportingOwner) -> Content:
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
    return wording.ITEM_5, BREAK, wording.CHECK_ALL, Table(boxes)


def _group(filing: Filing) -> Table:
    joint = len(filing.reporting_owners) > 1
    return Table((row(_mark(not joint), wording.ONE_PERSON), row(_mark(joint), wording.MORE_THAN_ONE_PERSON)))


def _notes(filing: Filing) -> tuple[Row, ...]:
    notes: list[Content] = [(Strong(wording.EXPLANATION),)]
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
