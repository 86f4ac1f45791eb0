"""How a page differs anyway from the filing that it was made of: facts, each with its reason in words.

A fact takes a filing and what was read from a page, and gives the filing as that page has it. Where it does not hold,
the filing stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import attrs

from ..edgar import LIMITS
from ..fields import Cell, Kind, columns
from ..filing import Address, Filing, ReportingOwner
from ..forms import FORM_5
from ..grammars import Layout
from ..reading import Reading
from ..rendering import PRINTERS, limits_of
from ..rendering.limits import BOXES_ARE_INPUTS, limits_of_page
from ..showing import WITHOUT_ACCESSION_NUMBER, Limit, of_rows
from ..states import STATE_NAMES

AMOUNTS = (Kind.NUMBER, Kind.DOLLARS, Kind.PRICE)
DECIMALS = 4
UNITED_STATES = STATE_NAMES["X1"]
TABLES = ("non_derivative", "derivative")


@attrs.frozen
class Fact:
    """A way in which a page differs from its filing.

    Attributes:
        reason: what it is, in words
        seen: gives the filing as the page has it, from the filing and from what was read of the page
    """

    reason: str
    seen: Callable[[Filing, Filing], Filing]


def facts_of(reading: Reading) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
    """Return what makes a reading's text differ from the filing; second, what it assumes of what is not known."""
    limits = _limits(reading)
    hides = [_fact(limit) for limit in limits if not limit.assumes]
    assumes = [_fact(limit) for limit in limits if limit.assumes]
    page = reading.layout.page if isinstance(reading.layout, Layout) else None
    if page == "dataset":
        hides.insert(0, _fact(LATE))  # before the limit that leaves out the timeliness
    if page == "classic":
        hides += map(_fact, (BOXES_ARE_INPUTS, MARKS_ALONE))
    if page in ("classic", "current"):
        hides += (_fact(AMENDMENT), ROUNDED, SPELLED_OUT, ONE_TEXT)
    if page is not None:
        hides += (TYPED_MARKS, STREETS, Fact(WORKED_OUT, _worked_out(reading)))
    return tuple(hides), tuple(assumes)


def _limits(reading: Reading) -> tuple[Limit, ...]:
    """What the reading's layout does not show. A layout of the user's own may lose what the plainest spelling loses."""
    layout = reading.layout
    if isinstance(layout, Layout):
        if layout.name in PRINTERS:
            return limits_of(layout.name)
        if layout.page in ("classic", "current"):
            return limits_of_page(classic=layout.page == "classic", links=False, inputs=False)
        return limits_of("sefd") if layout.page == "dataset" else ()
    if layout is None:
        return ()
    has_header = layout.name == "submission"
    return tuple(limit for limit in LIMITS if not (has_header and limit is WITHOUT_ACCESSION_NUMBER))


def _fact(limit: Limit) -> Fact:
    return Fact(limit.reason, lambda filing, _: limit.left(filing))


def _of_owners(
    change: Callable[[ReportingOwner, ReportingOwner], ReportingOwner],
) -> Callable[[Filing, Filing], Filing]:
    def seen(filing: Filing, page: Filing) -> Filing:
        pairs = zip(filing.reporting_owners, page.reporting_owners, strict=True)
        return attrs.evolve(filing, reporting_owners=tuple(change(owner, shown) for owner, shown in pairs))

    return seen


def _of_cells(kinds: tuple[Kind, ...], change: Callable[[Cell[Any], Cell[Any]], Cell[Any]]) -> Any:
    """Return a fact's change of the cells of some kinds that both have."""

    def of_row(row: Any, shown: Any) -> Any:
        row_class: type[attrs.AttrsInstance] = type(row)
        changes = {}
        for name, column in columns(row_class).items():
            one, other = getattr(row, name), getattr(shown, name, None)
            if column.kind in kinds and one and other and one != other:
                changes[name] = change(one, other)
        return attrs.evolve(row, **changes) if changes else row

    def seen(filing: Filing, page: Filing) -> Filing:
        tables: dict[str, Any] = {
            table: tuple(map(of_row, getattr(filing, table), getattr(page, table))) for table in TABLES
        }
        return attrs.evolve(filing, **tables)

    return seen


def _rounded(cell: Cell[Decimal], shown: Cell[Decimal]) -> Cell[Decimal]:
    number, printed = cell.value, shown.value
    if number is None or printed is None:
        return cell
    # Stylesheets differ in how they round a half, so both neighbours will do.
    is_rounded = printed == round(printed, DECIMALS) and 2 * abs(number - printed) <= Decimal(1).scaleb(-DECIMALS)
    return attrs.evolve(cell, value=printed) if is_rounded else cell


def _with_typed_marks(cell: Cell[str], shown: Cell[str]) -> Cell[str]:
    """A text that ends in "(2)" as a page has it that shows a footnote's mark in the same way."""
    more = len(shown.footnotes) - len(cell.footnotes)
    if more < 1 or shown.footnotes[more:] != cell.footnotes:
        return cell
    typed = "".join(f"({note.removeprefix('F')})" for note in shown.footnotes[:more])
    return shown if _run_together(cell.value) == _run_together(shown.value, typed) else cell


def _run_together(*texts: str | None) -> str:
    """Texts in one, without what parts them."""
    return "".join(text for text in texts if text).translate({ord(" "): None, ord(","): None})


def _with_one_street(owner: ReportingOwner, shown: ReportingOwner) -> ReportingOwner:
    address, printed = owner.address, shown.address
    is_one = printed.street2 is None and _run_together(address.street1, address.street2) == _run_together(
        printed.street1
    )
    if not is_one:
        return owner
    return attrs.evolve(owner, address=attrs.evolve(address, street1=printed.street1, street2=None))


def _worked_out(reading: Reading) -> Callable[[Filing, Filing], Filing]:
    """The change of the owners whose name and address the reader has told apart by their words."""
    paths = {diagnostic.path for diagnostic in reading.diagnostics if diagnostic.code == "worked-out"}

    def seen(filing: Filing, page: Filing) -> Filing:
        owners = list(filing.reporting_owners)
        for i, (owner, shown) in enumerate(zip(owners, page.reporting_owners, strict=True)):
            is_worked_out = not paths.isdisjoint((f"reporting_owners[{i}]", f"reporting_owners[{i}].address"))
            if is_worked_out and _run_together(*_lines(owner)) == _run_together(*_lines(shown)):
                owners[i] = attrs.evolve(owner, name=shown.name, address=shown.address)
        return attrs.evolve(filing, reporting_owners=tuple(owners))

    return seen


def _lines(owner: ReportingOwner) -> Iterator[str | None]:
    yield owner.name
    for field in attrs.fields(Address):
        yield getattr(owner.address, field.name)


def _with_names_of_states(owner: ReportingOwner, shown: ReportingOwner) -> ReportingOwner:
    address, printed = owner.address, shown.address
    changes = {}
    for field in ("state", "country"):
        code, name = getattr(address, field), getattr(printed, field)
        if code and name and STATE_NAMES.get(code, "").casefold() == name.casefold():
            changes[field] = name
    # The codes of the states are letters, those of other countries have a digit.
    is_domestic = address.country is None and (address.state or "").isalpha() and "state" in changes
    if is_domestic and (printed.country or "").casefold() == UNITED_STATES.casefold():
        changes["country"] = printed.country
    return attrs.evolve(owner, address=attrs.evolve(address, **changes)) if changes else owner


def _with_one_text(owner: ReportingOwner, shown: ReportingOwner) -> ReportingOwner:
    known, printed = owner.relationship, shown.relationship
    if not (known and printed and known.officer_title and known.other_text) or printed.other_text:
        return owner
    is_one = _run_together(known.officer_title, known.other_text) == _run_together(printed.officer_title)
    texts = attrs.evolve(known, officer_title=printed.officer_title, other_text=None)
    return attrs.evolve(owner, relationship=texts) if is_one else owner


def _with_amendment_by_date(filing: Filing) -> Filing:
    form_type: Any = filing.form and filing.form.number + ("/A" if filing.date_of_original_submission else "")
    return attrs.evolve(filing, form_type=form_type)


def _without_marks_alone(filing: Filing) -> Filing:
    def change(row: Any) -> Any:
        cell = getattr(row, "conversion_or_exercise_price", None)
        is_mark = cell is not None and cell.value is None
        return attrs.evolve(row, conversion_or_exercise_price=None) if is_mark else row

    return of_rows(change)(filing) if filing.form is FORM_5 else filing


def _with_v_if_late(row: Any) -> Any:
    is_late = getattr(row, "transaction_timeliness", None) == "L"
    if not is_late:
        return row
    early = row.voluntarily_reported_early or Cell(None)
    return attrs.evolve(row, voluntarily_reported_early=attrs.evolve(early, value=True))


LATE = Limit('the dataset\'s page prints "V" for a late transaction, too', of_rows(_with_v_if_late))
AMENDMENT = Limit("a page says that it is an amendment by the date of its original alone", _with_amendment_by_date)
MARKS_ALONE = Limit(
    "the classic page of Form 5 leaves out marks that stand alone in a conversion or exercise price",
    _without_marks_alone,
)
ROUNDED = Fact("pages round numbers to four decimals", _of_cells(AMOUNTS, _rounded))
SPELLED_OUT = Fact("pages from March 2026 spell out state and country", _of_owners(_with_names_of_states))
ONE_TEXT = Fact("the text runs the officer's title and the text of Other together", _of_owners(_with_one_text))
TYPED_MARKS = Fact(
    "pages print a mark that a filer typed as they print a footnote's", _of_cells((Kind.TEXT,), _with_typed_marks)
)
STREETS = Fact("pages and texts run the two streets together", _of_owners(_with_one_street))
WORKED_OUT = "the text runs name and address together, and the reader says that it worked out where one ends"
