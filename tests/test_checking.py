"""The parts of ``form4 check``: names in a store, changes by meaning, causes, minimal reproductions, invented words."""

from __future__ import annotations

import errno
import os
import re
from pathlib import Path

import pytest
from conftest import FIXTURES, snapshot_of, text_of
from differences import fields
from fixture_files import LAYOUTS

import form4_grammar as f4
from form4_grammar.checking.changes import Change, changes
from form4_grammar.checking.inventing import invented
from form4_grammar.checking.minimising import minimised
from form4_grammar.checking.outcomes import Outcome
from form4_grammar.checking.store import Store
from form4_grammar.checking.tally import Tally
from form4_grammar.checking.variants import Cause, causes
from form4_grammar.files import write_file
from form4_grammar.views.snapshot import parse_snapshot, snapshot_text

PURCHASE = text_of(FIXTURES / "purchase" / "classic-tab.txt")
ROW = "Common Stock\t03/14/2023\t\tP\t\t1,500\tA\t\\$ 12.40\t8,200\tD\t\n"

# ----------------------------------------------------------------------------------------------- the store


def test_names_begin_beside_the_store_or_in_the_folder_that_it_says(tmp_path: Path) -> None:
    text = tmp_path / "texts" / "2022" / "a.txt"
    assert Store.open(tmp_path / "snapshots").name(text) == "texts/2022/a.txt"
    (tmp_path / "snapshots").mkdir()
    (tmp_path / "snapshots" / ".texts_in").write_text("../texts\n", encoding="utf-8")
    store = Store.open(tmp_path / "snapshots")
    assert store.name(text) == "2022/a.txt"
    assert store.file(text) == tmp_path / "snapshots" / "2022" / "a.txt.snap"
    assert store.name(tmp_path / "b.txt") == "../b.txt"


def test_two_texts_that_would_be_one_snapshot_are_refused(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "snapshots")
    store.require_apart(tmp_path / name for name in ("a/c.txt", "b/c.txt", "a/c.txt", "a-b/c.txt", "a/b-c.txt"))
    with pytest.raises(ValueError, match=r"a/classic-tab\.md and a/classic-tab\.txt would share one"):
        store.require_apart([tmp_path / "a" / "classic-tab.txt", tmp_path / "a" / "classic-tab.md"])


def test_a_text_named_after_a_layout_is_kept_with_those_of_the_layout(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "snapshots")
    assert store.key(tmp_path / "purchase" / "classic-tab.txt") == "classic-tab/purchase"
    assert store.key(tmp_path / "sections" / "no-rows" / "current-markdown.md") == "current-markdown/sections/no-rows"
    assert store.key(tmp_path / "classic-tab.txt") == "classic-tab.txt"


def test_no_snapshot_lies_outside_of_the_store(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "a" / "snapshots")
    store.keep(tmp_path / "inbox" / "b.txt", "kept")
    assert (tmp_path / "a" / "snapshots" / "up" / "inbox" / "b.txt.snap").read_text("utf-8") == "kept"
    assert list(store.kept()) == [("up/inbox/b.txt", "kept")]


def test_a_file_is_written_as_a_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "kept.snap"
    write_file(file, "old\n")

    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "no space is left")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OSError, match="no space"):
        write_file(file, "new\n")
    assert file.read_text("utf-8") == "old\n"
    assert list(tmp_path.iterdir()) == [file]


# ------------------------------------------------------------------------------------------------- changes


def between(old: str, new: str) -> list[Change]:
    """The changes from the reading of one text to that of another."""
    return changes(*(parse_snapshot(snapshot_text(f4.read(text, "classic-tab"))) for text in (old, new)))


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("1,500", "1,600", {"value: non_derivative[].transaction_shares changed"}),
        ("\t\\$ 12.40", "\t", {"value: non_derivative[].transaction_price_per_share lost"}),
        (ROW, ROW + ROW.replace("1,500", "20"), {"row: non_derivative: row gained"}),
        (ROW, "", {"row: non_derivative: row lost"}),
        (
            "\t03/14/2023\t\tP",
            "\t\t03/14/2023\tP",
            {"value moved: non_derivative[].transaction_date → deemed_execution_date"},
        ),
        (
            "1,500\tA\t\\$ 12.40\t8,200",
            "8,200\tA\t\\$ 12.40\t1,500",
            {
                "value moved: non_derivative[].transaction_shares → shares_owned_following_transaction",
                "value moved: non_derivative[].shares_owned_following_transaction → transaction_shares",
            },
        ),
        (
            "1,500\tA\t\\$ 12.40\t8,200",
            "8,200\tA\t\\$ 12.40\t7",
            {
                "value moved: non_derivative[].shares_owned_following_transaction → transaction_shares",
                "value: non_derivative[].transaction_shares changed",
                "value: non_derivative[].shares_owned_following_transaction changed",
            },
        ),
        (
            "03/14/2023\t\tP",
            "03/32/2023\t\tP",
            {
                "value: non_derivative[].transaction_date changed",
                "diagnostic: new: error[impossible-date] on non_derivative[].transaction_date",
            },
        ),
        ("FORM 4\n", "FORM 4\n\n", {"position: positions only"}),
        ("\\$ 12.40", "$12.40", {"tree: transaction_price_per_share: another text of DOLLARS"}),
        ("/s/ Odile R. Tresham", "Odile R. Tresham", {"value: signatures[].name changed"}),
        (PURCHASE, "Dear Sir,\n", {"value: the filing is lost", "diagnostic: new: error[not-a-form]"}),
    ],
)
def test_a_change_is_what_it_means(old: str, new: str, found: set[str]) -> None:
    changed = PURCHASE.replace(old, new)
    assert changed != PURCHASE
    assert {f"{change.kind}: {change.what}" for change in between(PURCHASE, changed)} >= found
    assert len(found) > 1 or len(between(PURCHASE, changed)) == 1


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("table_1_head", "head_of_table_1", "rule renamed"),
        ("layout: classic-tab", "layout: classic-browser", "layout"),
        ("  [2 Transaction Date", "  [2 Date of Transaction", "text"),
        ("which is not in the calendar", "which no calendar has", "text"),
        ('"issuer": {', '"issuer": {\n  "lei": "5493",', "value"),
    ],
)
def test_a_change_of_ours_is_told_from_one_of_the_text(old: str, new: str, kind: str) -> None:
    kept = snapshot_of(FIXTURES / "impossible-date" / "classic-tab.txt").read_text("utf-8")
    assert old in kept
    assert {change.kind for change in changes(parse_snapshot(kept), parse_snapshot(kept.replace(old, new)))} == {kind}


def test_an_example_says_where_and_what() -> None:
    [change] = between(PURCHASE, PURCHASE.replace("1,500", "1,600"))
    assert change.example == "non_derivative[0].transaction_shares: 1500 → 1600"


# ------------------------------------------------------------------------------------------------- variants


@pytest.mark.parametrize(
    ("fixture", "cause"),
    [
        ("row-missing-a-cell", "cell-count on non_derivative[], in table_1 > table_1_row"),
        ("unknown-line-in-table", "stray-line on non_derivative, in table_1 > stray > STRAY"),
        ("missing-caption", "missing-item on period_of_report"),
        ("cut-off-before-table-2", "missing-section on derivative"),
        ("form-144", "not-a-form, in header > form_title > ANOTHER_TITLE"),
    ],
)
def test_a_cause_is_a_code_a_field_and_a_place_in_the_grammar(fixture: str, cause: str) -> None:
    kept = snapshot_of(FIXTURES / fixture / "classic-tab.txt").read_text("utf-8")
    assert str(causes(parse_snapshot(kept))[0]) == cause


def test_unread_texts_are_counted_once_by_the_cause_that_most_have_in_common() -> None:
    one, other, end = (
        Cause("stray-line", "a", ("x",), True),
        Cause("cell-count", "b", (), True),
        Cause("c", "d", (), False),
    )
    tally = Tally()
    for path, found in (("1", [one, other]), ("2", [other, end]), ("3", [one, end]), ("4", [other]), ("5", [end])):
        tally.add(Outcome(path, "unread", causes=tuple(found)))
    assert [(variant.cause, variant.path, variant.count) for variant in tally.variants] == [
        (other, "1", 3),
        (one, "3", 1),
        (end, "5", 1),
    ]


def test_a_minimised_text_contains_nothing_that_can_be_left_out() -> None:
    def read(text: str) -> f4.Reading:
        return f4.read(text, "classic-tab")

    def shows(text: str) -> bool:
        filing = read(text).filing
        return filing is not None and [row.kind for row in filing.non_derivative] == ["transaction"]

    minimal = minimised(PURCHASE, read, shows)
    assert shows(minimal)
    assert len(minimal.splitlines()) <= 3, "the heading of Table I or the two lines of its head, and the row"
    assert not any(shows(minimal.replace(line, "")) for line in minimal.splitlines(keepends=True))


def written_in(filing: f4.Filing) -> set[str]:
    """The longer words and numbers in any field of a filing, except dates and the kinds of rows."""
    text = " ".join(map(str, fields(f4.to_dict(filing)).values()))
    return set(re.findall(r"[^\W\d_]{4,}|[0-9]{5,}", text)) - {"transaction", "holding", "True"}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_an_invented_text_is_read_as_well_but_has_no_name_amount_or_note_of_the_first(layout: str) -> None:
    text = text_of(next((FIXTURES / "same-filing").glob(f"{layout}.*")))
    made = invented(text, f4.read, lambda text: not f4.read(text).errors)
    assert made.kept == ()
    first, second = f4.loads(text), f4.loads(made.text)
    assert len(written_in(first)) > 10
    assert written_in(first).isdisjoint(written_in(second))
    for row, other in zip(
        (*first.non_derivative, *first.derivative), (*second.non_derivative, *second.derivative), strict=True
    ):
        assert row.kind == other.kind
        assert row.direct_or_indirect_ownership == other.direct_or_indirect_ownership
        assert row.shares_owned_following_transaction != other.shares_owned_following_transaction
