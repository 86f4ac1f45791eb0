"""Checks of whole sections: which are missing, and which lines belong to none."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from lark import Token

from ...findings import Finding, place_of
from ...forms import FORM_3, Form
from ...part import Part
from ..boxes import Boxes
from ..classify import classify
from ..head_items import CHECK_BOXES
from ..page import Page, is_unparted
from ..readout import Readout
from .check import check

TABLES = ("non_derivative", "derivative")
# The sections of the page: the rule, the words of its heading, and the fields that are lost without it.
SECTIONS: dict[str, tuple[str, tuple[str, ...]]] = {
    "header": (
        "boxes 1 to 6",
        ("form_type", "issuer", "period_of_report", "date_of_original_submission", *CHECK_BOXES),
    ),
    "table_1": ("Table I - Non-Derivative Securities", ("non_derivative",)),
    "table_2": ("Table II - Derivative Securities", ("derivative",)),
    "reporting_owners": ('"Reporting Owners", or box 1 of each owner', ("reporting_owners",)),
    "signatures": ('"Signatures"', ("signatures",)),
    "footnotes": ('"Explanation of Responses"', ("footnotes", "remarks", "no_securities_owned")),
}
ALL_FIELDS = tuple(field for _, fields in SECTIONS.values() for field in fields)


@check("missing-section", on="filing", fields=ALL_FIELDS)
def missing_section(page: Page, read: Readout) -> Iterator[Finding]:
    """The page lacks a section."""
    for rule, (name, fields) in SECTIONS.items():
        if rule in page.names or (rule == "reporting_owners" and _is_of_one_person(page.head)):
            continue
        yield Finding(f"{name} was not found", _of_form(fields, page.form), name, place=_end_of(page))


def _of_form(fields: tuple[str, ...], form: Form) -> tuple[str, ...]:
    """Those of some fields that a form has."""
    others = {*CHECK_BOXES} - {*form.corner_boxes} | ({"no_securities_owned"} if form is not FORM_3 else set())
    return tuple(field for field in fields if field not in others)


def _is_of_one_person(head: Boxes) -> bool:
    """Whether a page that repeats box 1 for each of several owners has no reason to: box 6 says that there is one.

    Such a page has names in boxes of their own.
    """
    marks = [token.type for token in head.tokens("more_than_one_person")]
    return head.box("name") is not None and bool(marks) and "CHECKED" not in marks


@check("contradiction", on="no_securities_owned", fields="no_securities_owned")
def rows_against_the_sentence(page: Page, read: Readout) -> Iterator[Finding]:
    """Form 3 says that no securities are owned, but has rows: the sentence may be another filing's."""
    if read.filing.no_securities_owned and any(table.rows for table in page.tables):
        message = "the form says that no securities are beneficially owned, but has rows"
        yield Finding(message, expected="no rows", place=read.places.get("no_securities_owned"))


@check("missing-value", on="filing", fields=("no_securities_owned", *TABLES))
def no_row_of_form_3(page: Page, read: Readout) -> Iterator[Finding]:
    """Form 3 has neither a row nor the sentence that no securities are owned."""
    has_rows = any(table.rows for table in page.tables)
    if page.form is FORM_3 and not has_rows and read.filing.no_securities_owned is False:
        message = "neither table has a row, and the form does not say that no securities are beneficially owned"
        yield Finding(message, expected="a row, or that sentence", place=page.notes.whole.place)


@check("truncated", on="filing", fields=ALL_FIELDS)
def cut_off(page: Page, read: Readout) -> Iterator[Finding]:
    """The form's last words are not below the last section, which may be incomplete."""
    if page.last and not any(notice.has("COPIES_NOTE") for notice in page.last.parts_of("notice")):
        message = 'the text ends without the form\'s closing "Note: File three copies": it may be cut off'
        fields = SECTIONS[page.last.rule][1] if page.last.rule in SECTIONS else ()  # a user's grammar may end in strays
        yield Finding(message, _of_form(fields, page.form), place=_end_of(page))


@check("missing-heading", on=("table_1", "table_2"), fields=("non_derivative", "derivative"))
def missing_table_heading(page: Page, read: Readout) -> Iterator[Finding]:
    """A table has no heading; its captions tell which table it is."""
    for table in page.tables:
        heads = table.whole.parts_of(f"{table.kind.rule}_head")
        if heads and not table.whole.has(table.kind.rule.upper()):
            message = f"the heading of {table.kind.name} was not found above its captions"
            yield Finding(message, table.kind.field, f"{table.kind.name} - …", place=heads[0].place)


@check("missing-captions", on=("table_1", "table_2"), fields=("non_derivative", "derivative"))
def missing_table_head(page: Page, read: Readout) -> Iterator[Finding]:
    """A table has no captions: a line that held them may have held rows as well."""
    for table in page.tables:
        if table.whole.rule and not table.whole.parts_of(f"{table.kind.rule}_head"):
            message = f"{table.kind.name}: the captions of its columns were not found; rows may be missing with them"
            yield Finding(message, table.kind.field, "1. Title of …", place=table.whole.place)


@check("missing-heading", on="footnotes", fields=("footnotes", "remarks"))
def missing_notes_heading(page: Page, read: Readout) -> Iterator[Finding]:
    """The footnotes and remarks have no heading."""
    if not page.notes.whole.has("EXPLANATION") and not page.notes.whole.parts_of("no_notes"):
        whole = page.notes.whole
        first = next(iter(whole.parts_of("footnote", "remarks", "notice")), whole)  # a user's grammar may have others
        message = '"Explanation of Responses:" was not found above the footnotes and remarks'
        yield Finding(message, place=first.place)


@check("repeated-item", on="heading_again", fields=("non_derivative", "derivative"))
def heading_twice(page: Page, read: Readout) -> Iterator[Finding]:
    """A heading of a table appears a second time within a table."""
    for table in page.tables:
        for heading in table.whole.parts_of("heading_again"):
            name = table.kind.name
            message = f"{name}: a heading of the tables appears here again; the rows below it are read as {name}'s"
            yield Finding(message, hint="is a part of the text doubled?", place=heading.place)


@check("stray-line", on=("STRAY", "REFUSED"), fields=ALL_FIELDS)
def unread_line(page: Page, read: Readout) -> Iterator[Finding]:
    """A line within a section, or several in a row, or text after the form's own words on a line were not read."""
    unparted = [table.whole for table in page.tables if is_unparted(table)]
    for section, name, fields in _sections_of(page):
        for strays in _runs(section) if section not in unparted else ():
            kinds = [classify("".join(line)) for line in strays]
            words = " or ".join(dict.fromkeys(likeness.words for likeness in kinds if likeness.words))
            # A row of Form 3 has as few separators as other lines.
            is_row = page.form is FORM_3 and any("\t" in token or "|" in token for line in strays for token in line)
            what = "this was" if len(strays) == 1 else f"these {len(strays)} lines were"
            message = f"{name}: {what} not read" + (f"; it looks like {words}" if len(strays) == 1 and words else "")
            likely = (field for likeness in kinds for field in likeness.fields)
            paths = tuple(dict.fromkeys((*fields, *likely, *(TABLES if is_row else ()))))
            yield Finding(
                message, paths, f"a line of {name}", place=place_of(token for line in strays for token in line)
            )


@check("stray-line", on=("STRAY", "REFUSED"), fields=ALL_FIELDS)
def unparted_columns(page: Page, read: Readout) -> Iterator[Finding]:
    """No line of a table has a separator: blanks align its columns, which does not tell where a blank cell is."""
    for table in page.tables:
        if is_unparted(table):
            kinds = [classify("".join(line)) for strays in _runs(table.whole) for line in strays]
            message = f"the columns of {table.kind.name} are not parted by tabs or pipes; none of its rows is read"
            hint = "convert the page with a tool that keeps its tables, to Markdown for example"
            paths = tuple(dict.fromkeys((table.kind.field, *(field for each in kinds for field in each.fields))))
            yield Finding(message, paths, "a tab or a pipe between two cells", hint=hint, place=table.whole.place)


def _runs(section: Part) -> Iterator[list[list[Token]]]:
    """The unread lines of a section that follow one another, and the unread rest of other lines."""
    for part in (section, *section.parts_of("notice", "subtitle", "heading_again")):
        strays = [token for token in part.all("STRAY", "REFUSED") if not token.isspace()]
        if strays:
            yield [strays]
    for is_stray, parts in groupby(section.parts, lambda part: part.rule == "stray"):
        if is_stray:
            yield [part.all("STRAY", "REFUSED") for part in parts]


def _sections_of(page: Page) -> Iterator[tuple[Part, str, tuple[str, ...]]]:
    """The sections below the head, each with its name and the fields that an unread line of it may belong to."""
    for table in page.tables:
        yield table.whole, table.kind.name, (table.kind.field,)
    yield page.owners.whole, "Reporting Owners", ("reporting_owners",)
    yield page.signatures.whole, "Signatures", ("signatures", "remarks")
    yield page.notes.whole, "Explanation of Responses", ("footnotes", "remarks")


@check("no-last-newline", on=(), fields=(), of_any_form=True)
def no_last_newline(page: Page, read: Readout) -> Iterator[Finding]:
    """The last line of the text has no line end."""
    if page.text and not page.text.endswith(("\n", "\r")):
        message = "the last line of the text has no line end; one was supplied"
        yield Finding(message, place=_end_of(page))


def _end_of(page: Page) -> tuple[int, int]:
    return len(page.text), len(page.text)
