"""The classic page, as the SEC's stylesheets print it; grammar/pages/classic.lark reads it."""

from __future__ import annotations

from ..filing import Address, Filing, Relationship, ReportingOwner
from ..forms import FORM_3, FORM_5, Form
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
from .elements import COVERED, Cell, Content, Emphasis, Line, Lines, Page, Paragraph, Row, Strong, Table, Tick, row

BREAK = Line.BREAK

OWNERS_HEAD = (
    (*row("Reporting Owner Name / Address"), Cell(("Relationships",), span=4)),
    (COVERED, *row(wording.DIRECTOR, wording.TEN_PERCENT_OWNER, "Officer", "Other")),
)
SIGNED_BELOW = row(f"**{wording.SIGNATURE}", "", "Date")
PLAN_BOX = (f"{wording.PLAN_BOX}{wording.CONDITIONS}",)
MISSTATEMENTS = (*row("**"), Cell((f"{wording.MISSTATEMENT_NOTE}. ", Emphasis("See"), wording.STATUTES)))


def classic_page(filing: Filing) -> Page:
    """Build the page of a filing."""
    form, owners = form_of(filing), filing.reporting_owners
    first = owners[0] if owners else ReportingOwner()
    # The page prints the label of the country below the heading of Table I.
    country = [Table((row("(Country)"),))] if first.address.country else []
    remarks = [Paragraph((wording.REMARKS, BREAK, *typed(filing.remarks)))] if shows_remarks(filing) else []
    corner = _corner_boxes(filing)
    of_2026 = f"* Form {form.number}: {form.sec_number.split(' (')[0]} (03-26)"
    return (
        Paragraph((f"FORM {form.number}",), level=1),
        *([Table(corner)] if corner else []),
        *_title(form),
        Table(_boxes(filing, first)),
        Paragraph((f"{wording.TABLE_1} {form.owned}",), level=3),
        *country,
        Table((*head_rows(form.table_1, classic=True), *table_rows(filing.non_derivative, form.table_1))),
        _below_table_1(form),
        *(Paragraph((f"{wording.TABLE_2} {form.owned}",), level=3), Paragraph((wording.EXAMPLES,))),
        Table((*head_rows(form.table_2, classic=True), *table_rows(filing.derivative, form.table_2))),
        Paragraph(("Reporting Owners",), level=2),
        Table((*OWNERS_HEAD, *map(_owner, owners))),
        Paragraph(("Signatures",), level=2),
        Table(_signatures(filing)),
        Paragraph((wording.EXPLANATION,), level=2),
        Table(
            (
                *([(Cell((Strong(wording.NO_SECURITIES),), span=2),)] if has_no_securities(filing) else []),
                (*row("*"), Cell((wording.MORE_THAN_ONE_NOTE, Emphasis("see"), f" Instruction {form.instruction}."))),
                MISSTATEMENTS,
                *((Cell((f"({note.id.removeprefix('F')})",)), Cell(typed(note.text))) for note in filing.footnotes),
            )
        ),
        *remarks,
        Paragraph(wording.COPIES_NOTE),
        Paragraph((f"Potential persons who are to {wording.PERSONS}number.",)),
        *([Paragraph((of_2026,))] if is_of_2026(filing) else []),
    )


def _title(form: Form) -> Page:
    burden = row("Estimated average burden hours per response...", form.hours)
    return (
        Paragraph((wording.COMMISSION,)),
        Paragraph((wording.WASHINGTON,)),
        Paragraph((f"{form.statement} OF SECURITIES",), level=2),
        Paragraph((" ".join(wording.AUTHORITY),)),
        Paragraph(("OMB APPROVAL",)),
        Table((row("OMB Number:", form.omb_number), burden)),
        *([] if form is FORM_5 else [Paragraph(("(Print or Type Responses)",))]),
    )


def _below_table_1(form: Form) -> Table:
    persons = f"Persons who {wording.PERSONS}control number."
    return Table((row(wording.REMINDER, "", "", ""), row("", persons, "", form.sec_number)))


def _corner_boxes(filing: Filing) -> tuple[Row, ...]:
    """Build the check boxes above the items. Copied text loses these inputs."""
    labels = {
        "not_subject_to_section_16": wording.EXIT_BOX,
        "form3_holdings_reported": (wording.HOLDINGS_BOX,),
        "form4_transactions_reported": (wording.TRANSACTIONS_BOX,),
        "aff_10b5_one": PLAN_BOX,
    }
    return tuple((Cell((Tick(getattr(filing, rule)),)), Cell(labels[rule])) for rule in corner_boxes(filing))


def _boxes(filing: Filing, first: ReportingOwner) -> tuple[Row, ...]:
    """Build items 1 to 6 in the order of the page, where the labels of item 1 are above their values."""
    form, address = form_of(filing), first.address
    streets = ", ".join(street for street in (address.street1, address.street2) if street)
    country = (BREAK, *filled(address.country)) if address.country else ()
    zip_label = "(Zip/Postal Code)" if is_of_2026(filing) else "(Zip)"
    period = Cell(
        (f"{form.item('period_of_report')} {wording.MONTH_DAY_YEAR}", BREAK, date_text(filing.period_of_report))
    )
    issuer = Cell((form.item("issuer"), BREAK, *_issuer(filing)))
    relationship = Cell((form.item("relationship"), BREAK, wording.CHECK_ALL, _relationship(first)))
    original = Cell(
        (
            f"{form.item('date_of_original_submission')}{wording.MONTH_DAY_YEAR}",
            BREAK,
            date_text(filing.date_of_original_submission),
        )
    )
    group = Cell((f"{form.item('group_filing')}(Check Applicable Line)", *_group(filing)))
    # The boxes beside the three rows of box 1.
    beside = (
        ((period, issuer), (relationship, original), (group,))
        if form is FORM_3
        else ((issuer, relationship), (period,), (original, group))
    )
    return (
        (Cell((f"{form.item('owner_name')} *", BREAK, *filled(first.name))), *beside[0]),
        (Cell((Table((row("(Last)", "(First)", "(Middle)"),)), *filled(streets))), *beside[1]),
        (Cell(("(Street)", Table((tuple(map(Cell, _city(address))),)))), *beside[2]),
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
        *((BREAK, form_of(filing).item("foreign_trading_symbol"), BREAK, *foreign) if is_of_2026(filing) else ()),
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
