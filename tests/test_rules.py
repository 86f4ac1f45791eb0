"""The form's own rules: each on a clean filing with one change that breaks it, and all on generated filings."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import attrs
import pytest
from conftest import FIXTURES, ROOT, TEXTS, name_of, reading_of, text_of
from fixture_files import look_up
from hypothesis import given, settings
from hypothesis import strategies as st

import form4_grammar as f4
from form4_grammar.diagnostics import CODES
from form4_grammar.fields import Kind, columns
from form4_grammar.rules import MEASURED_FILINGS, RULES

Change = Callable[[f4.Filing], f4.Filing]

DAY = dt.date(2024, 5, 6)


def cell(value: object, *footnotes: str) -> f4.Cell[Any]:
    return f4.Cell(value, footnotes)


def sale(shares: str, owned: str, **more: Any) -> f4.NonDerivativeTransaction:
    cells: dict[str, Any] = {
        "security_title": cell("Common Stock"),
        "transaction_date": cell(DAY),
        "transaction_code": cell("S"),
        "transaction_shares": cell(Decimal(shares)),
        "acquired_disposed_code": cell("D"),
        "transaction_price_per_share": cell(Decimal("10.50")),
        "shares_owned_following_transaction": cell(Decimal(owned)),
        "direct_or_indirect_ownership": cell("D"),
    }
    return f4.NonDerivativeTransaction(**cells | more)


def in_trust(shares: str, owned: str, note: str) -> f4.NonDerivativeTransaction:
    nature = cell("See note", note)
    return sale(shares, owned, direct_or_indirect_ownership=cell("I"), nature_of_ownership=nature)


EXERCISE = sale("100", "1000", transaction_code=cell("M"), acquired_disposed_code=cell("A"))
HOLDING = f4.NonDerivativeHolding(
    security_title=cell("Common Stock"),
    shares_owned_following_transaction=cell(Decimal(70)),
    direct_or_indirect_ownership=cell("I"),
    nature_of_ownership=cell("By trust"),
)
OPTION = f4.DerivativeTransaction(
    security_title=cell("Stock Option"),
    conversion_or_exercise_price=cell(Decimal(3)),
    transaction_date=cell(DAY),
    transaction_code=cell("M"),
    transaction_shares=cell(Decimal(100)),
    acquired_disposed_code=cell("D"),
    exercise_date=cell(None, "F1"),
    expiration_date=cell(dt.date(2030, 1, 1)),
    underlying_security_title=cell("Common Stock"),
    underlying_security_shares=cell(Decimal(100)),
    transaction_price_per_share=cell(Decimal(0)),
    shares_owned_following_transaction=cell(Decimal(400)),
    direct_or_indirect_ownership=cell("D"),
)
OWNER = f4.ReportingOwner(
    "Doe Jane Q",
    "0000000007",
    f4.Address("1 Main Street", None, "Springfield", "IL", "62701"),
    f4.Relationship(False, True, False, False, "Treasurer", None),
)
# An exercise, two sales of the shares it gave, and shares in a trust.
CLEAN = f4.Filing(
    form_type="4",
    not_subject_to_section_16=False,
    aff_10b5_one=False,
    period_of_report=DAY,
    issuer=f4.Issuer("Acme Corp", "0000000009", "ACME"),
    reporting_owners=(OWNER,),
    non_derivative=(EXERCISE, sale("60", "940"), sale("40", "900"), HOLDING),
    derivative=(OPTION,),
    footnotes=(f4.Footnote("F1", "Exercisable at once."),),
    signatures=(f4.Signature("/s/ Jane Q. Doe", dt.date(2024, 5, 8)),),
)


def head(**fields: Any) -> Change:
    return lambda filing: attrs.evolve(filing, **fields)


def owner(**fields: Any) -> Change:
    return head(reporting_owners=(attrs.evolve(OWNER, **fields),))


def box_5(**fields: Any) -> Change:
    return owner(relationship=attrs.evolve(OWNER.relationship, **fields))


def row(table: str, index: int, **cells: Any) -> Change:
    """The filing with other cells in one row; plain numbers and texts become cells without footnotes."""

    def change(filing: f4.Filing) -> f4.Filing:
        rows = list(getattr(filing, table))
        filled = {name: to_cell(name, value) for name, value in cells.items()}
        rows[index] = attrs.evolve(rows[index], **filled)
        return attrs.evolve(filing, **{table: tuple(rows)})

    def to_cell(name: str, value: object) -> object:
        return value if value is None or isinstance(value, f4.Cell) else cell(value)

    return change


def table_1(index: int, **cells: Any) -> Change:
    return row("non_derivative", index, **cells)


def table_2(index: int, **cells: Any) -> Change:
    return row("derivative", index, **cells)


def both(*changes: Change) -> Change:
    def change(filing: f4.Filing) -> f4.Filing:
        for one in changes:
            filing = one(filing)
        return filing

    return change


NOTES = CLEAN.footnotes
SIGNED = CLEAN.signatures[0]
AMENDMENT = {"form_type": "4/A", "date_of_original_submission": dt.date(2024, 5, 7)}
OF_2021 = head(signatures=(attrs.evolve(SIGNED, date=dt.date(2021, 5, 8)),))
WITHOUT_ROWS = head(not_subject_to_section_16=None, non_derivative=(), derivative=(), footnotes=())


def form_3(**fields: Any) -> Change:
    blank = {"not_subject_to_section_16": None, "aff_10b5_one": None, "derivative": (), "footnotes": ()}
    return head(**{**blank, "form_type": "3", "no_securities_owned": False, "non_derivative": (HOLDING,)} | fields)


def form_5(**fields: Any) -> Change:
    boxes = {"form3_holdings_reported": False, "form4_transactions_reported": False}
    return head(**{"form_type": "5", "period_of_report": dt.date(2024, 5, 7)} | boxes | fields)


# What breaks a rule: its code, the change to the clean filing, and the only field that it questions.
BREAKS: list[tuple[str, Change, str]] = [
    ("nothing-reported", head(non_derivative=(HOLDING,), derivative=(), footnotes=()), "not_subject_to_section_16"),
    ("early-10b5-1-box", both(head(period_of_report=dt.date(2021, 5, 6)), WITHOUT_ROWS, OF_2021), "aff_10b5_one"),
    ("10b5-1-box-without-plan", head(aff_10b5_one=True), "aff_10b5_one"),
    (
        "odd-trading-symbol",
        head(issuer=attrs.evolve(CLEAN.issuer, trading_symbol="ACME, ACMEB")),
        "issuer.trading_symbol",
    ),
    ("issuer-among-owners", owner(cik="9"), "reporting_owners[0].cik"),
    ("repeated-owner", head(reporting_owners=(OWNER, OWNER)), "reporting_owners[1]"),
    ("unknown-state", owner(address=attrs.evolve(OWNER.address, state="ZZ")), "reporting_owners[0].address.state"),
    ("no-relationship", box_5(is_officer=False, officer_title=None), "reporting_owners[0].relationship"),
    ("relationship-without-text", box_5(officer_title=None), "reporting_owners[0].relationship.officer_title"),
    (
        "relationship-without-text",
        box_5(is_officer=False, is_other=True, officer_title=None),
        "reporting_owners[0].relationship.other_text",
    ),
    ("title-without-remarks", box_5(officer_title="See Remarks"), "reporting_owners[0].relationship.officer_title"),
    ("form-type-against-box-4", head(date_of_original_submission=dt.date(2024, 5, 7)), "date_of_original_submission"),
    ("form-type-against-box-4", head(form_type="4/A"), "date_of_original_submission"),
    ("implausible-year", table_1(1, transaction_date=dt.date(24, 5, 6)), "non_derivative[1].transaction_date"),
    ("date-after-signature", table_1(1, transaction_date=dt.date(2024, 5, 9)), "non_derivative[1].transaction_date"),
    (
        "date-after-signature",
        head(**AMENDMENT | {"date_of_original_submission": dt.date(2024, 6, 7)}),
        "date_of_original_submission",
    ),
    (
        "date-after-signature",
        both(table_1(2, transaction_date=dt.date(2024, 5, 7)), head(aff_10b5_one=None), OF_2021),
        "signatures[0].date",
    ),
    ("period-after-earliest-transaction", head(period_of_report=dt.date(2024, 5, 7)), "period_of_report"),
    ("period-before-earliest-transaction", head(period_of_report=dt.date(2024, 5, 5)), "period_of_report"),
    (
        "original-before-transaction",
        head(**AMENDMENT | {"date_of_original_submission": dt.date(2024, 5, 5)}),
        "date_of_original_submission",
    ),
    (
        "deemed-date-out-of-reach",
        table_1(1, deemed_execution_date=dt.date(2024, 5, 3)),
        "non_derivative[1].deemed_execution_date",
    ),
    ("signed-late", head(signatures=(attrs.evolve(SIGNED, date=dt.date(2024, 5, 13)),)), "signatures[0].date"),
    ("transaction-without-code", table_1(1, transaction_code=None), "non_derivative[1].transaction_code"),
    ("transaction-without-code", table_1(1, transaction_code=cell(None, "F1")), "non_derivative[1].transaction_code"),
    ("blank-cell", table_2(0, underlying_security_title=None), "derivative[0].underlying_security_title"),
    ("blank-cell", table_1(1, acquired_disposed_code=None), "non_derivative[1].acquired_disposed_code"),
    (
        "blank-without-note",
        table_1(1, transaction_price_per_share=None),
        "non_derivative[1].transaction_price_per_share",
    ),
    (
        "blank-without-note",
        table_2(0, conversion_or_exercise_price=None, expiration_date=None),
        "derivative[0].conversion_or_exercise_price",
    ),
    ("two-amounts", table_2(0, underlying_security_value=Decimal(5)), "derivative[0].underlying_security_value"),
    (
        "too-many-decimals",
        table_1(1, transaction_price_per_share=Decimal("1.00001")),
        "non_derivative[1].transaction_price_per_share",
    ),
    (
        "amount-of-zero",
        head(non_derivative=(EXERCISE, sale("0", "1000"), sale("60", "940"))),
        "non_derivative[1].transaction_shares",
    ),
    (
        "price-of-zero",
        table_1(1, transaction_price_per_share=Decimal(0)),
        "non_derivative[1].transaction_price_per_share",
    ),
    ("code-against-direction", table_1(1, transaction_code="P"), "non_derivative[1].acquired_disposed_code"),
    (
        "code-against-direction",
        head(non_derivative=(attrs.evolve(EXERCISE, transaction_code=cell("S")),)),
        "non_derivative[0].acquired_disposed_code",
    ),
    ("exercise-under-acquired", table_2(0, acquired_disposed_code="A"), "derivative[0].acquired_disposed_code"),
    ("code-against-direction", table_1(1, transaction_code="O"), "non_derivative[1].acquired_disposed_code"),
    (
        "exercise-pair-differs",
        table_2(0, underlying_security_shares=Decimal(1000)),
        "derivative[0].underlying_security_shares",
    ),
    ("code-j-unexplained", table_1(1, transaction_code="J"), "non_derivative[1].transaction_code"),
    (
        "balance-does-not-add-up",
        table_1(1, shares_owned_following_transaction=Decimal(490)),
        "non_derivative[1].shares_owned_following_transaction",
    ),
    (
        "nature-of-direct-ownership",
        table_1(3, direct_or_indirect_ownership="D"),
        "non_derivative[3].nature_of_ownership",
    ),
    ("indirect-without-nature", table_1(3, nature_of_ownership=None), "non_derivative[3].nature_of_ownership"),
    (
        "exercisable-after-expiration",
        table_2(0, exercise_date=cell(dt.date(2031, 1, 1), "F1")),
        "derivative[0].exercise_date",
    ),
    ("transaction-after-expiration", table_2(0, expiration_date=dt.date(2024, 1, 1)), "derivative[0].expiration_date"),
    ("mark-without-note", table_1(1, security_title=cell("Common Stock", "F2")), "non_derivative[1].security_title"),
    ("note-without-mark", head(footnotes=(*NOTES, f4.Footnote("F2", "By gift."))), "footnotes[1]"),
    (
        "note-without-mark",
        both(
            table_2(0, exercise_date=dt.date(2024, 5, 1)),
            head(footnotes=(*NOTES, f4.Footnote("F2", "By gift."))),
        ),
        "footnotes",
    ),
    ("repeated-note", head(footnotes=(*NOTES, *NOTES)), "footnotes[1].id"),
    ("over-the-limit", head(non_derivative=(EXERCISE, *30 * (HOLDING,))), "non_derivative"),
    ("signatures-against-owners", head(signatures=(SIGNED, SIGNED)), "signatures"),
    ("no-securities-against-rows", form_3(no_securities_owned=True), "no_securities_owned"),
    ("no-securities-against-rows", form_3(non_derivative=()), "no_securities_owned"),
    ("form-5-box-against-rows", form_5(form3_holdings_reported=True), "form3_holdings_reported"),
    ("form-5-box-against-rows", both(form_5(), table_1(1, transaction_form_type="4")), "form4_transactions_reported"),
    ("form-type-of-row", table_1(1, transaction_form_type="4"), "non_derivative[1].transaction_form_type"),
    (
        "form-type-of-row",
        both(form_5(form3_holdings_reported=True), table_1(1, transaction_form_type="3")),
        "non_derivative[1].transaction_form_type",
    ),
    (
        "transaction-outside-fiscal-year",
        both(form_5(), table_1(1, transaction_date=dt.date(2024, 5, 8))),
        "non_derivative[1].transaction_date",
    ),
    (
        "price-out-of-proportion",
        table_1(1, transaction_price_per_share=Decimal("630")),
        "non_derivative[1].transaction_price_per_share",
    ),
    # One misprint breaks more than one rule, and is reported once.
    ("code-against-direction", table_1(1, acquired_disposed_code="A"), "non_derivative[1].acquired_disposed_code"),
    ("amount-of-zero", table_1(1, transaction_shares=Decimal(0)), "non_derivative[1].transaction_shares"),
    (
        "date-after-signature",
        head(
            non_derivative=(sale("60", "940", transaction_date=cell(dt.date(2034, 5, 6))),), derivative=(), footnotes=()
        ),
        "non_derivative[0].transaction_date",
    ),
    (
        "date-after-signature",
        table_1(1, transaction_date=dt.date(2034, 5, 6), deemed_execution_date=dt.date(2024, 5, 6)),
        "non_derivative[1].transaction_date",
    ),
    ("date-after-signature", table_2(0, transaction_date=dt.date(2034, 5, 6)), "derivative[0].transaction_date"),
    ("implausible-year", head(signatures=(attrs.evolve(SIGNED, date=dt.date(24, 5, 8)),)), "signatures[0].date"),
    ("period-after-earliest-transaction", table_1(1, transaction_date=dt.date(2014, 5, 6)), "period_of_report"),
]

# What nearly breaks a rule.
KEEPS: list[tuple[str, Change]] = [
    ("nothing is known of an exit box", both(WITHOUT_ROWS, head(non_derivative=(HOLDING,)))),
    ("a Form 3 with a holding", form_3()),
    ("a Form 3 without a row", form_3(no_securities_owned=True, non_derivative=())),
    ("a Form 5", form_5()),
    ("a holding due on Form 3", both(form_5(form3_holdings_reported=True), table_1(3, transaction_form_type="3"))),
    ("prices nine times apart", table_1(1, transaction_price_per_share=Decimal("94.50"))),
    ("a plan in the remarks", head(aff_10b5_one=True, remarks="Under a Rule 10b5-1 trading plan adopted 01/02/2024.")),
    ("no symbol", head(issuer=attrs.evolve(CLEAN.issuer, trading_symbol="n/a"))),
    ("a symbol with a class", head(issuer=attrs.evolve(CLEAN.issuer, trading_symbol="BRK.B"))),
    ("a spelled state", owner(address=attrs.evolve(OWNER.address, state="ILLINOIS"))),
    ("a relationship that is not shown", owner(relationship=None)),
    ("boxes that are not shown", owner(relationship=f4.Relationship())),
    ("title and other text in one", box_5(is_other=True)),
    ("remarks to see", both(box_5(officer_title="See Remarks"), head(remarks="Treasurer and Secretary"))),
    ("an amendment", head(**AMENDMENT)),
    (
        "a signature without a date",
        head(
            signatures=(SIGNED, attrs.evolve(SIGNED, date=None)), reporting_owners=(OWNER, attrs.evolve(OWNER, cik="8"))
        ),
    ),
    (
        "an earlier row reported voluntarily early",
        both(
            head(period_of_report=dt.date(2024, 5, 7)),
            *(table_1(i, voluntarily_reported_early=True) for i in range(3)),
            table_2(0, voluntarily_reported_early=True),
        ),
    ),
    ("a deemed date two days later", table_1(1, deemed_execution_date=dt.date(2024, 5, 8))),
    ("five days, over a holiday", head(signatures=(attrs.evolve(SIGNED, date=dt.date(2024, 5, 11)),))),
    ("an unread code", table_1(1, transaction_code=cell(None))),
    ("a note instead of a price", table_1(1, transaction_price_per_share=cell(None, "F1"))),
    ("a price of zero with a note", table_1(1, transaction_price_per_share=cell(Decimal(0), "F1"))),
    ("a value instead of a number", table_2(0, underlying_security_shares=None, underlying_security_value=Decimal(5))),
    ("a gift either way", table_1(1, transaction_code="G")),
    ("J with remarks", both(table_1(1, transaction_code="J"), head(remarks="A distribution."))),
    ("cash for a fraction", table_2(0, underlying_security_shares=Decimal("100.75"))),
    (
        "a derivative for a derivative",
        head(
            derivative=(OPTION, attrs.evolve(OPTION, acquired_disposed_code=cell("A"))),
            non_derivative=CLEAN.non_derivative[3:],
        ),
    ),
    (
        "one final total on every row",
        both(
            table_1(0, shares_owned_following_transaction=Decimal(900)),
            table_1(1, shares_owned_following_transaction=Decimal(900)),
        ),
    ),
    ("a balance from below", head(non_derivative=(sale("40", "900"), sale("60", "940"), EXERCISE))),
    ("one total for the rows of a day", head(non_derivative=(EXERCISE, sale("60", "900"), sale("40", "900")))),
    (
        "a jump with a note",
        both(
            head(non_derivative=(EXERCISE, sale("60", "9400"), sale("40", "9360"))),
            table_1(1, shares_owned_following_transaction=cell(Decimal(9400), "F1")),
        ),
    ),
    ("an unread balance", table_1(1, shares_owned_following_transaction=cell(None))),
    (
        "holders told by their notes",
        head(
            non_derivative=(
                EXERCISE,
                in_trust("60", "940", "F1"),
                in_trust("60", "10", "F2"),
                in_trust("40", "900", "F1"),
            ),
            footnotes=(*NOTES, f4.Footnote("F2", "By a fund.")),
        ),
    ),
    (
        "rows in another order than their dates",
        head(
            non_derivative=(
                EXERCISE,
                sale("60", "940"),
                sale("20", "890", transaction_date=cell(dt.date(2024, 5, 8))),
                sale("30", "910", transaction_date=cell(dt.date(2024, 5, 7))),
            )
        ),
    ),
    ("an indirect holding whose nature is a note", table_1(3, nature_of_ownership=cell(None, "F1"))),
    (
        "a mark typed by hand",
        both(head(footnotes=(*NOTES, f4.Footnote("F2", "Acting."))), box_5(officer_title="Treasurer (2)")),
    ),
    ("notes of a text without tables", both(WITHOUT_ROWS, head(footnotes=NOTES))),
    ("an expired option that lapsed", table_2(0, transaction_code="E", expiration_date=dt.date(2024, 5, 5))),
    ("nothing at all", lambda _: f4.Filing()),
]


def test_a_clean_filing_has_no_finding() -> None:
    assert f4.validate(CLEAN) == ()


@pytest.mark.parametrize(("code", "change", "path"), BREAKS, ids=[f"{code}-{path}" for code, _, path in BREAKS])
def test_one_cause_gives_one_finding_at_its_field(code: str, change: Change, path: str) -> None:
    assert [(d.code, d.path) for d in f4.validate(change(CLEAN))] == [(code, path)]


@pytest.mark.parametrize("change", [change for _, change in KEEPS], ids=[name for name, _ in KEEPS])
def test_what_comes_near_gives_no_finding(change: Change) -> None:
    assert f4.validate(change(CLEAN)) == ()


def test_every_rule_is_broken_by_a_case() -> None:
    assert {rule.code for rule in RULES} == {code for code, _, _ in BREAKS}


def test_codes_are_one_a_rule_and_differ_from_a_reading_s_but_where_they_say_the_same() -> None:
    codes = [rule.code for rule in RULES]
    assert len(set(codes)) == len(codes)
    assert CODES.keys() & set(codes) == {"mark-without-note"}
    assert all(CODES.get(rule.code, rule.level) == rule.level for rule in RULES)


# ------------------------------------------------------------------------------------------ over generated filings

WORDS = st.one_of(st.none(), st.sampled_from(["", "See Remarks", "Common Stock", "(1)", "10b5-1"]), st.text(max_size=5))
DATES = st.one_of(st.none(), st.dates(), st.sampled_from([DAY, dt.date.min, dt.date.max]))
FLAGS = st.sampled_from([None, False, True])
NUMBERS = st.one_of(
    st.decimals(), st.integers(0, 20).map(Decimal), st.sampled_from(["1E+999999", "-1E-999999"]).map(Decimal)
)
VALUES = {
    Kind.DATE: DATES,
    Kind.CODE: st.sampled_from([None, *"ACDFGHJMOPSX", "", "PP"]),
    Kind.V: st.sampled_from([None, True]),
    Kind.ACQUIRED_DISPOSED: st.sampled_from([None, "A", "D"]),
    Kind.OWNERSHIP_FORM: st.sampled_from([None, "D", "I"]),
    Kind.TEXT: WORDS,
    Kind.FORM_TYPE: st.sampled_from([None, "3", "4", "5"]),
}
IDS = st.sampled_from(["F1", "F2", "F3", ""])


def rows_of(*classes: type[Any]) -> st.SearchStrategy[Any]:
    """Rows of some classes; any cell may be missing, may have no value, and may have footnotes."""
    strategies = []
    for cls in classes:
        cells = {
            name: st.one_of(
                st.none(),
                st.builds(f4.Cell, VALUES.get(column.kind, NUMBERS), st.lists(IDS, max_size=2).map(tuple)),
            )
            for name, column in columns(cls).items()
        }
        strategies.append(st.builds(cls, **cells))
    return st.lists(st.one_of(strategies), max_size=3).map(tuple)


FILINGS = st.builds(
    f4.Filing,
    form_type=st.sampled_from(["4", "4/A"]),
    not_subject_to_section_16=FLAGS,
    aff_10b5_one=FLAGS,
    period_of_report=DATES,
    date_of_original_submission=DATES,
    issuer=st.builds(f4.Issuer, WORDS, WORDS, WORDS, WORDS),
    reporting_owners=st.lists(
        st.builds(
            f4.ReportingOwner,
            WORDS,
            WORDS,
            st.builds(f4.Address, state=st.sampled_from([None, "NY", "ZZ"])),
            st.one_of(st.none(), st.builds(f4.Relationship, FLAGS, FLAGS, FLAGS, FLAGS, WORDS, WORDS)),
        ),
        max_size=12,
    ).map(tuple),
    non_derivative=rows_of(f4.NonDerivativeTransaction, f4.NonDerivativeHolding),
    derivative=rows_of(f4.DerivativeTransaction, f4.DerivativeHolding),
    footnotes=st.lists(st.builds(f4.Footnote, IDS, WORDS), max_size=3).map(tuple),
    remarks=WORDS,
    signatures=st.lists(st.builds(f4.Signature, WORDS, DATES), max_size=3).map(tuple),
)


@settings(deadline=None, max_examples=100)
@given(FILINGS)
def test_every_filing_has_findings_and_never_an_error(filing: f4.Filing) -> None:
    found = f4.validate(filing)
    assert found == f4.validate(filing)
    levels = {rule.code: rule.level for rule in RULES}
    for diagnostic in found:
        assert diagnostic.severity == levels[diagnostic.code]
        assert diagnostic.path is not None
        look_up(f4.to_dict(filing), diagnostic.path)
    assert len(set(found)) == len(found)


# ------------------------------------------------------------------------------------------ readings and documentation


@pytest.mark.parametrize("path", TEXTS, ids=name_of)
def test_the_findings_in_a_text_have_their_places(path: Any) -> None:
    reading = reading_of(path)
    more = reading.with_rules()
    assert more.diagnostics[: len(reading.diagnostics)] == reading.diagnostics
    for diagnostic in more.diagnostics[len(reading.diagnostics) :]:
        assert diagnostic.span is not None
        assert diagnostic.severity in ("warning", "info")


def codes_of(text: str) -> list[str]:
    return [d.code for d in f4.read(text).with_rules().diagnostics if d.severity != "info"]


def test_a_finding_is_marked_at_its_field_or_around_it() -> None:
    text = text_of(FIXTURES / "purchase" / "classic-tab.txt").replace("\tP\t", "\tS\t")
    [finding] = f4.read(text).with_rules().diagnostics
    assert (finding.code, finding.path) == ("code-against-direction", "non_derivative[0].acquired_disposed_code")
    assert finding.span is not None
    assert text[finding.span.start : finding.span.end] == "A"
    blank = f4.read(text.replace("\tS\t", "\t\t")).with_rules()
    [finding] = [d for d in blank.diagnostics if d.code == "transaction-without-code"]
    assert finding.span == blank.span("non_derivative[0]")


@pytest.mark.parametrize("path", TEXTS, ids=name_of)
def test_what_a_reading_reports_is_not_reported_again(path: Any) -> None:
    reading = reading_of(path)
    reported = {d.path for d in reading.diagnostics if d.severity != "info"}
    assert not [d for d in reading.with_rules().diagnostics[len(reading.diagnostics) :] if d.path in reported]


def test_a_note_is_not_questioned_for_a_cell_that_was_not_read() -> None:
    text = text_of(ROOT / "examples" / "filing.txt")
    assert codes_of(text) == []
    assert codes_of(text.replace("(1)\t", "\t", 1)) == ["note-without-mark"]
    assert set(codes_of(text.replace("\t$31.0725", "$31.0725"))) == {"cell-count"}


def test_a_reading_without_a_filing_has_no_findings() -> None:
    reading = f4.read("Dear Sir or Madam")
    assert reading.with_rules() == reading


PAGE = (ROOT / "docs" / "reference" / "rules.md").read_text(encoding="utf-8")


def test_the_documentation_says_on_how_many_filings_the_rules_were_measured() -> None:
    assert str(MEASURED_FILINGS) in PAGE


def test_every_rule_that_the_project_started_from_is_a_rule_or_the_documentation_says_why_not() -> None:
    numbers = " ".join(rule.numbers for rule in RULES)
    assert set(re.findall(r"\bR\d\d\b", numbers + PAGE)) == {f"R{number:02}" for number in range(1, 45)}
