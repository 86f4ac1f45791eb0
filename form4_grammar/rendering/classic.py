"""The classic page, as the SEC's stylesheets print it; grammar/pages/classic.lark reads it."""

from __future__ import annotations

from .. import captions
from ..filing import Address, Filing, Relationship, ReportingOwner
from . import wording
from .cells import date_text, filled, has_plan_box, head_rows, is_of_2026, shows_remarks, table_rows, typed
from .elements import COVERED, Cell, Content, Emphasis, Line, Lines, Page, Paragraph, Row, Table, Tick, row

BREAK = Line.BREAK

TITLE = (
    Paragraph((wording.COMMISSION,)),
    Paragraph((wording.WASHINGTON,)),
    Paragraph((f"{wording.STATEMENT} OF SECURITIES",), level=2),
    Paragraph((" ".join(wording.AUTHORITY),)),
    Paragraph(("OMB APPROVAL",)),
    Table((row("OMB Number:", "3235-0287"), row("Estimated average burden hours per response...", "0.5"))),
    Paragraph(("(Print or Type Responses)",)),
)
BELOW_TABLE_1 = Table(
    (
        row(wording.REMINDER, "", "", ""),
        row("", f"Persons who {wording.PERSONS}control number.", "", "SEC 1474 (9-02)"),
    )
)
HEAD_1 = head_rows(captions.TABLE_1_COLUMNS, classic=True)
HEAD_2 = head_rows(captions.TABLE_2_COLUMNS, classic=True)
OWNERS_HEAD = (
    (*row("Reporting Owner Name / Address"), Cell(("Relationships",), span=4)),
    (COVERED, *row(wording.DIRECTOR, wording.TEN_PERCENT_OWNER, "Officer", "Other")),
)
SIGNED_BELOW = row(f"**{wording.SIGNATURE}", "", "Date")
PLAN_BOX = (f"{wording.PLAN_BOX}{wording.CONDITIONS}",)
NOTES: tuple[Row, ...] = (
    (*row("*"), Cell((wording.MORE_THAN_ONE_NOTE, Emphasis("see"), " Instruction 4(b)(v)."))),
    (*row("**"), Cell((f"{wording.MISSTATEMENT_NOTE}. ", Emphasis("See"), wording.STATUTES))),
)


def classic_page(filing: Filing) -> Page:
    """Build the page of a filing."""
    owners = filing.reporting_owners
    first = owners[0] if owners else ReportingOwner()
    # The page prints the label of the country below the heading of Table I.
    country = [Table((row("(Country)"),))] if first.address.country else []
    remarks = [Paragraph((wording.REMARKS, BREAK, *typed(filing.remarks)))] if shows_remarks(filing) else []
    return (
        Paragraph(("FORM 4",), level=1),
        Table(_corner_boxes(filing)),
        *TITLE,
        Table(_boxes(filing, first)),
        Paragraph((wording.TABLE_1,), level=3),
        *country,
        Table((*HEAD_1, *table_rows(filing.non_derivative, captions.TABLE_1_COLUMNS))),
        BELOW_TABLE_1,
        *(Paragraph((wording.TABLE_2,), level=3), Paragraph((wording.EXAMPLES,))),
        Table((*HEAD_2, *table_rows(filing.derivative, captions.TABLE_2_COLUMNS))),
        Paragraph(("Reporting Owners",), level=2),
        Table((*OWNERS_HEAD, *map(_owner, owners))),
        Paragraph(("Signatures",), level=2),
        Table(_signatures(filing)),
        Paragraph((wording.EXPLANATION,), level=2),
        Table(
            (
                *NOTES,
                *((Cell((f"({note.id.removeprefix('F')})",)), Cell(typed(note.text))) for note in filing.footnotes),
            )
        ),
        *remarks,
        Paragraph(wording.COPIES_NOTE),
        Paragraph((f"Potential persons who are to {wording.PERSONS}number.",)),
        *([Paragraph(("* Form 4: SEC 1474 (03-26)",))] if is_of_2026(filing) else []),
    )


def _corner_boxes(filing: Filing) -> tuple[Row, ...]:
    """Build the exit box and, on forms that have it, the Rule 10b5-1(c) box. Copied text loses these inputs."""
    boxes: list[Row] = [(Cell((Tick(filing.not_subject_to_section_16),)), Cell(wording.EXIT_BOX))]
    if has_plan_box(filing):
        boxes.append((Cell((Tick(filing.aff_10b5_one),)), Cell(PLAN_BOX)))
    return tuple(boxes)


def _boxes(filing: Filing, first: ReportingOwner) -> tuple[Row, ...]:
    """Build items 1 to 6 in the order of the page, where the labels of item 1 are above their values."""
    address = first.address
    streets = ", ".join(street for street in (address.street1, address.street2) if street)
    country = (BREAK, *filled(address.country)) if address.country else ()
    zip_label = "(Zip/Postal Code)" if is_of_2026(filing) else "(Zip)"
    return (
        (
            Cell((f"{wording.ITEM_1} *", BREAK, *filled(first.name))),
            Cell((wording.ITEM_2, BREAK, *_issuer(filing))),
            Cell((wording.ITEM_5, BREAK, wording.CHECK_ALL, _relationship(first))),
        ),
        (
            Cell((Table((row("(Last)", "(First)", "(Middle)"),)), *filled(streets))),
            Cell((wording.ITEM_3, BREAK, date_text(filing.period_of_report))),
        ),
        (
            Cell(("(Street)", Table((tuple(map(Cell, _city(address))),)))),
            Cell(
                (
                    "4. If Amendment, Date Original Filed(Month/Day/Year)",
                    BREAK,
                    date_text(filing.date_of_original_submission),
                )
            ),
            Cell(("6. Individual or Joint/Group Filing(Check Applicable Line)", *_group(filing))),
        ),
        (Cell((Table((row("(City)", "(State)", zip_label),)), *country)),),
    )


def _relationship(owner: ReportingOwner) -> Table:
    relationship = owner.relationship or Relationship()
    return Table(
        (
            row(
                f"{_line(relationship.is_director)} {wording.DIRECTOR}",
                f"{_line(relationship.is_ten_percent_owner)} {wording.TEN_PERCENT_OWNER}",
            ),
            row(
                f"{_line(relationship.is_officer)} {wording.OFFICER}",
                f"{_line(relationship.is_other)} {wording.OTHER}",
            ),
            (Cell(filled(relationship.officer_title)), Cell(filled(relationship.other_text))),
        )
    )


def _group(filing: Filing) -> Content:
    joint = len(filing.reporting_owners) > 1
    one, more = ("___", "_X_") if joint else ("_X_", "___")
    return BREAK, f"{one} {wording.ONE_PERSON}", BREAK, f"{more} {wording.MORE_THAN_ONE_PERSON}"


def _line(checked: bool | None) -> str:
    return "__X__" if checked else "_____"


def _issuer(filing: Filing) -> Content:
    issuer = filing.issuer
    foreign = ("[", *filled(issuer.foreign_trading_symbol), "]") if issuer.foreign_trading_symbol else ()
    return (
        *(*filled(issuer.name), " [", *filled(issuer.trading_symbol), "]"),
        *((BREAK, wording.ITEM_2A, BREAK, *foreign) if is_of_2026(filing) else ()),
    )


def _city(address: Address) -> tuple[Content, ...]:
    """Return city, state and postal code as one text, or as separate cells on pages that print the country too."""
    city, state, zip_code = address.city, address.state, address.zip_code
    if address.country:
        return filled(city), filled(state), filled(zip_code)
    rest = " ".join(part for part in (state, zip_code) if part)
    return (filled(", ".join(part for part in (city, rest) if part)),)


def _owner(owner: ReportingOwner) -> Row:
    """Build a row of "Reporting Owners": the lines of name and address, and the relationship."""
    relationship = owner.relationship or Relationship()
    address = owner.address
    lines = (*map(filled, (owner.name, address.street1, address.street2)), *_city(address), filled(address.country))
    return (
        Cell((Lines(tuple(line for line in lines if line)),)),
        *row("X" if relationship.is_director else "", "X" if relationship.is_ten_percent_owner else ""),
        Cell(filled(relationship.officer_title)),
        Cell(filled(relationship.other_text)),
    )


def _signatures(filing: Filing) -> tuple[Row, ...]:
    """Build the rows of the signatures, each above its labels."""
    rows: list[Row] = []
    for signed in filing.signatures:
        rows += [(Cell(filled(signed.name)), *row("", date_text(signed.date))), SIGNED_BELOW]
    return tuple(rows)
