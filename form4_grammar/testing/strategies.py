"""Hypothesis strategies for filings that the form allows and every layout can show.

They draw filings that a filer could have filed: an officer has a title, a mark has its note, an amendment has the date
of the original. Texts in them may contain what a page prints around them: marks, captions, mark-up.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any, TypeVar

from hypothesis import strategies as st

from ..fields import Cell
from ..filing import (
    Address,
    DerivativeHolding,
    DerivativeTransaction,
    Filing,
    Footnote,
    Issuer,
    NonDerivativeHolding,
    NonDerivativeTransaction,
    Relationship,
    ReportingOwner,
    Row,
    Signature,
)
from ..forms import FORM_3, FORM_4, FORM_5, FORMS, Form
from ..values import CUT_OFF_MARK, INVISIBLE, MAY_BE_A_MARK, has_broken_link

T = TypeVar("T")

# Text with a special meaning in some spelling.
SPECIAL = (
    *("*", "**", "_", "__", "|", "\\", "#", "<b>", "</b>", "<br>", "<sup>(1)</sup>", "&", "&amp;", "&#124;", "$", "~"),
    *("[", "]", "(1)", "( 2)", "(12)", "1.", "-", "---", "* * *", "\\*", "\\$", "X", "/K", "D", "(D)", "5%", '"', "'"),
)
# Text that the form prints, or that only a cell or a note may contain.
PRINTED = (
    *("(Last)", "(City)", "Remarks:", "Director", "10% Owner", "Code", "Table I", "Signatures", "Price"),
    *("[a](b)", "1. Title of Security (Instr. 3)", "Reminder:", "Note:"),
)
# State, postal code and country of an address. The state is a code; on forms from March 2026 it is spelled out.
REGIONS = (
    ("CA", "90210", None),
    ("NY", "10001-1234", None),
    ("A6", "M5H 2N2", None),
    ("X0", "EC2V 7AN", None),
    ("TX", None, None),
)
REGIONS_OF_2026 = (
    ("CALIFORNIA", "90210", "UNITED STATES"),
    ("NEW YORK", "10001-1234", "UNITED STATES"),
    (None, "EC2V 7AN", "UNITED KINGDOM"),
    (None, "0250", "NORWAY"),
)


def texts(max_size: int = 30) -> st.SearchStrategy[str]:
    """Text of a cell or a note: words of any script, and text with a special meaning in a layout or in the form.

    White space is folded, as in any text that is read. The text has at least one letter or digit, and does not end in
    what could be a footnote mark, truncated or in another shape.
    """
    return _phrases(_characters(max_size // 3) | st.sampled_from((*SPECIAL, *PRINTED)))


def names() -> st.SearchStrategy[str]:
    """The name of an owner, a street or a title: a word, then text that may have a special meaning in a layout."""
    found = st.builds("{} {}".format, _words(), _phrases(_characters(8) | st.sampled_from(SPECIAL)))
    return found.filter(lambda name: not has_broken_link(name))


def _phrases(words: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(words, min_size=1, max_size=4).map(" ".join).map(_folded).filter(_says_something)


def _characters(max_size: int) -> st.SearchStrategy[str]:
    invisible = list(map(chr, INVISIBLE))
    shown = st.characters(codec="utf-8", exclude_categories=["C", "Z"], exclude_characters=invisible)
    return st.text(shown, min_size=1, max_size=max_size)


def _words() -> st.SearchStrategy[str]:
    return st.text(st.characters(categories=["Lu"]), min_size=2, max_size=8)


@st.composite
def owners(draw: st.DrawFn, *, countries: bool = False) -> ReportingOwner:
    """A reporting owner; with ``countries``, one of a form from March 2026, which prints countries."""
    state, zip_code, country = draw(st.sampled_from(REGIONS_OF_2026 if countries else REGIONS))
    city = draw(st.lists(_words(), min_size=1, max_size=3).map(" ".join))
    streets = draw(st.lists(names(), min_size=1, max_size=2, unique=True))
    address = Address(streets[0], streets[1] if len(streets) > 1 else None, city, state, zip_code, country)
    title, other = draw(st.none() | names()), draw(st.none() | names())
    relationship = Relationship(
        is_director=draw(st.booleans()),
        is_officer=title is not None,
        is_ten_percent_owner=draw(st.booleans()),
        is_other=other is not None,
        officer_title=title,
        other_text=other,
    )
    return ReportingOwner(draw(names()), draw(st.none() | _ciks()), address, relationship)


@st.composite
def rows(draw: st.DrawFn, kind: type[Row], notes: tuple[str, ...] = (), form: Form = FORM_4) -> Any:
    """A row of the given class on a form, whose cells have some of ``notes`` as footnote marks."""

    def cell(values: st.SearchStrategy[T], *, always: bool = False) -> Cell[T] | None:
        marks = tuple(draw(st.lists(st.sampled_from(notes), unique=True, max_size=3))) if notes else ()
        value = draw(values if always else st.none() | values)
        return Cell(value, marks) if value is not None or marks else None

    def amount(shares: str, value: str) -> dict[str, Any]:
        """A column with a number or, after "$", a value; footnote marks alone count as a number."""
        return {value: cell(_amounts(), always=True)} if draw(st.booleans()) else {shares: cell(_amounts())}

    found: dict[str, Any] = {"security_title": cell(names(), always=True)}
    if form is not FORM_3 or kind is NonDerivativeHolding:
        found |= amount("shares_owned_following_transaction", "value_owned_following_transaction")
    found["direct_or_indirect_ownership"] = cell(st.sampled_from(("D", "I")), always=True)
    found["nature_of_ownership"] = cell(texts())
    if form is FORM_5 and issubclass(kind, NonDerivativeHolding | DerivativeHolding) and draw(st.booleans()):
        found["transaction_form_type"] = cell(st.just("3"), always=True)
    if issubclass(kind, NonDerivativeTransaction | DerivativeTransaction):
        found["transaction_date"] = cell(_dates(), always=True)
        found["deemed_execution_date"] = cell(_dates())
        found["transaction_code"] = cell(st.sampled_from("PSAMDFGJKUVWX"))
        code = found["transaction_code"]
        found["equity_swap_involved"] = code is not None and code.value is not None and draw(st.booleans())
        if form is FORM_4:
            found["voluntarily_reported_early"] = cell(st.just(True))
        elif code is not None and code.value is not None:
            due = draw(st.sampled_from((("4", None), ("5", None), ("5", "L"))))
            found["transaction_form_type"], found["transaction_timeliness"] = Cell(due[0]), due[1]
        found |= amount("transaction_shares", "transaction_total_value")
        found["transaction_price_per_share"] = cell(_amounts())
        if issubclass(kind, NonDerivativeTransaction):
            found["acquired_disposed_code"] = cell(st.sampled_from(("A", "D")))
        elif found.get("transaction_shares") or found.get("transaction_total_value"):
            found["acquired_disposed_code"] = Cell(draw(st.sampled_from(("A", "D"))))
    if issubclass(kind, DerivativeTransaction | DerivativeHolding):
        found["conversion_or_exercise_price"] = cell(_amounts())
        found["exercise_date"], found["expiration_date"] = cell(_dates()), cell(_dates())
        found["underlying_security_title"] = cell(texts())
        found |= amount("underlying_security_shares", "underlying_security_value")
    return kind(**found)


@st.composite
def filings(draw: st.DrawFn, forms: tuple[str, ...] = ("3", "4", "5")) -> Filing:
    """A filing of one of the forms: up to ten owners, rows of every kind, up to twelve footnotes."""
    form = FORMS[draw(st.sampled_from(forms))]
    notes = tuple(Footnote(f"F{i}", text) for i, text in enumerate(draw(st.lists(texts(60), max_size=12)), start=1))
    ids = tuple(note.id for note in notes)
    amended = draw(st.none() | _dates())
    countries = draw(st.booleans())
    name = draw(names().filter(lambda name: not name.endswith("]")))
    issuer = Issuer(name, draw(st.none() | _ciks()), draw(st.none() | _symbols()), draw(st.none() | _symbols()))
    boxes: dict[str, Any] = {rule: draw(st.none() | st.booleans()) for rule in form.corner_boxes}
    non_derivative = draw(_some_rows(form, ids, NonDerivativeHolding, NonDerivativeTransaction))
    derivative = draw(_some_rows(form, ids, DerivativeHolding, DerivativeTransaction))
    return Filing(
        form_type=f"{form.number}/A" if amended else form.number,  # type: ignore[arg-type]
        no_securities_owned=not (non_derivative or derivative) if form is FORM_3 else None,
        **boxes,
        period_of_report=draw(_dates()),
        date_of_original_submission=amended,
        issuer=issuer,
        reporting_owners=tuple(
            draw(st.lists(owners(countries=countries), min_size=1, max_size=10, unique_by=lambda owner: owner.name))
        ),
        non_derivative=non_derivative,
        derivative=derivative,
        footnotes=notes,
        remarks=draw(st.none() | st.builds("{} {}".format, _words(), texts(60))),
        signatures=tuple(draw(st.lists(st.builds(Signature, names(), _dates()), min_size=1, max_size=3))),
    )


def _some_rows(
    form: Form, notes: tuple[str, ...], holding: type[Row], transaction: type[Row]
) -> st.SearchStrategy[tuple[Any, ...]]:
    """Rows of a table; Form 3 has holdings alone."""
    kinds = (transaction, holding) if form.has_transactions else (holding,)
    return st.lists(st.one_of([rows(kind, notes, form) for kind in kinds]), max_size=4).map(tuple)


def _dates() -> st.SearchStrategy[dt.date]:
    return st.dates(dt.date(1990, 1, 1), dt.date(2099, 12, 31))


def _amounts() -> st.SearchStrategy[Decimal]:
    """Amounts with up to four decimals, the most that the form accepts."""
    return st.integers(0, 10**14).map(lambda number: Decimal(number) / 10**4) | st.integers(0, 10**6).map(Decimal)


def _ciks() -> st.SearchStrategy[str]:
    return st.integers(1, 10**10 - 1).map("{:010}".format)


def _symbols() -> st.SearchStrategy[str]:
    """Trading symbols, except the letter X: in the brackets of box 2a it would be a check mark."""
    found = st.from_regex(r"[A-Z]{1,5}(\.[A-Z])?(, [A-Z]{2,5})?", fullmatch=True) | st.just("NONE")
    return found.filter(lambda symbol: symbol != "X")


def _folded(text: str) -> str:
    return " ".join(text.split())


def _says_something(text: str) -> bool:
    is_mark = CUT_OFF_MARK.search(text) or MAY_BE_A_MARK.search(text) or text.endswith("*")
    return any(map(str.isalnum, text)) and not is_mark
