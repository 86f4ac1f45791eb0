"""``form4 trace``: why a place was read as it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import FIXTURES, name_of, reading_of, text_of
from fixture_files import SAME_FILING
from small_grammars import TEXT, TRADES, layout_in
from test_recovery import PERIOD_CAPTION, with_refused_lines

import form4_grammar as f4
from form4_grammar.cli import main
from form4_grammar.lossless import leaves
from form4_grammar.parsing import parsed_tokens
from form4_grammar.spans import Lines
from form4_grammar.views.tracing import explainer
from form4_grammar.workbench.trace import Trace, Tracer

PURCHASE = FIXTURES / "purchase" / "classic-tab.txt"


def trace_at(text: str, parsed: f4.Parse, at: int) -> Trace:
    tokens = parsed_tokens(text, parsed.tree, parsed.layout, "filing", parsed.evidence.form)
    return Tracer(text, tokens, parsed.layout.parser("filing", parsed.evidence.form)).trace(at)


def trace_of(text: str, part: str, layout: f4.Layout | None = None) -> Trace:
    """The trace of the first place where a part of a text stands."""
    parsed = f4.parse(text, layout)
    return trace_at(text, parsed, text.index(part))


def test_a_value_is_traced_through_the_rules_that_no_tree_shows() -> None:
    found = trace_of(text_of(PURCHASE), "03/14/2023\t\tP")
    assert (found.leaf, found.leaf.type, found.taken, found.refusal) == ("03/14/2023", "DATE", "DATE", None)
    around = ("filing", "table_1", "_line_of_table_1", "table_1_row", "_table_1_2")
    assert found.rules == (*around, "transaction_date", "_cell{DATE}", "_in_cell{DATE}")
    matching = {attempt.terminal.name: attempt.text for attempt in found.attempts if attempt.text}
    assert matching == {"DATE": "03/14/2023", "ODD": "03/14/2023"}


def test_what_is_tried_is_what_the_state_accepts_in_the_lexer_s_order(tmp_path: Path) -> None:
    found = trace_of(TEXT, "paid", layout_in(tmp_path, TRADES))
    assert [attempt.terminal.name for attempt in found.attempts] == ["PAID", "TEXT"]
    assert [attempt.text for attempt in found.attempts] == ["paid in full", "paid in full"]


def test_a_string_is_taken_before_an_expression_of_its_priority(tmp_path: Path) -> None:
    """Lark matches the expression, and then checks whether the match is the string."""
    source = TRADES.replace("PAID.20:    /paid (in full|in part)/", 'PAID: "paid in full"')
    found = trace_of(TEXT, "paid", layout_in(tmp_path, source))
    assert found.taken == "PAID"


def test_a_refused_line_is_traced_to_where_it_was_read() -> None:
    text = with_refused_lines(1)
    found = trace_of(text, f"\n{PERIOD_CAPTION}\n\nExplanation"[1:])
    assert found.leaf == PERIOD_CAPTION
    assert found.leaf.type == "REFUSED"
    assert found.refusal
    assert found.refusal.tokens == ()
    assert found.refusal.rules[:4] == ("filing", "_tables", "reporting_owners", "owner_box")
    assert found.taken == "PERIOD_CAPTION"  # which the lexer has, and no rule goes on with


def test_of_a_refused_line_what_was_read_is_told(tmp_path: Path) -> None:
    layout = layout_in(tmp_path, TRADES.replace("STRAY.-10: /[^\\n]+/", "STRAY.-10: /[a-z ]+/"))
    text = "Trades\n01/02/2003\t$40 or so\nsome line\n"
    found = trace_of(text, "01/02", layout)
    assert found.leaf.type == "REFUSED"
    assert found.refusal
    assert [token.type for token in found.refusal.tokens] == ["DATE", "_TAB", "AMOUNT"]
    assert found.refusal.rules == ("filing", "trade")
    assert text[found.at :].startswith(" or so")
    assert found.taken is None
    assert {attempt.terminal.name for attempt in found.attempts} == {"_EOL", "_TAB"}


def test_a_place_where_nothing_stands_has_no_trace() -> None:
    text = text_of(FIXTURES / "no-last-newline" / "classic-tab.txt")
    parsed = f4.parse(text)
    with pytest.raises(ValueError, match="ends before"):
        trace_at(text, parsed, len(text))


@pytest.mark.parametrize("path", SAME_FILING, ids=name_of)
def test_a_trace_names_the_leaf_at_its_place_in_every_layout(path: Path) -> None:
    """In HTML and folded texts, too, where the grammar reads another text than the given one."""
    reading = reading_of(path)
    assert reading.tree
    explain = explainer(reading)
    for leaf in list(leaves(reading.tree))[::9]:
        assert leaf.start_pos is not None
        span = Lines(reading.text).span(leaf.start_pos, leaf.start_pos)
        told = explain(leaf.start_pos)
        assert told[0].split()[1] == leaf.type
        assert any(f"{leaf.type} " in line and "takes" in line for line in told) or leaf.type == "REFUSED"
        assert abs(int(told[0].partition(":")[0]) - span.line) <= 1  # mark-up before a word is not its place


def test_every_place_of_a_damaged_text_can_be_traced() -> None:
    text = text_of(FIXTURES / "unknown-line-in-table" / "classic-markdown.md")
    parsed = f4.parse(text)
    assert all(trace_at(text, parsed, at).leaf for at in range(0, len(text), 97))


def test_the_command_says_it_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    line = next(i for i, line in enumerate(text_of(PURCHASE).split("\n"), 1) if line.startswith("Common Stock"))
    assert main(["trace", str(PURCHASE), "--at", f"{line}:14"]) == 0
    out = capsys.readouterr().out.splitlines()
    assert out[0] == f'{PURCHASE}:{line}:14 DATE "03/14/2023"'
    assert any(row.endswith("transaction_date  [2 Transaction Date (Month/Day/Year)]") for row in out)
    assert [row.split()[1:] for row in out if "takes" in row] == [["DATE", "10", "takes", '"03/14/2023"']]
    assert any("ODD" in row and row.endswith("but its priority is lower: -10 after 10") for row in out)


def test_the_command_says_how_far_a_refused_line_was_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "refused.txt"
    text = with_refused_lines(1)
    file.write_text(text, encoding="utf-8")
    line = text[: text.rindex(PERIOD_CAPTION)].count("\n") + 1
    assert main(["trace", str(file), "--at", f"{line}:5"]) == 1
    out = capsys.readouterr().out
    assert "a line that no rule takes" in out
    assert f'takes "{PERIOD_CAPTION}", and no rule goes on with it' in out
    assert 'not "Form Filed by One Reporting Person"' in out  # captions are shown by their words


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["--at", "here", str(PURCHASE)], 2),
        (["--at", "9999:1", str(PURCHASE)], 2),
        (["--at", "1:1", "no such file"], 4),
        (["--at", "1:1", "--grammar", "no such grammar", str(PURCHASE)], 2),
    ],
)
def test_exit_status(arguments: list[str], status: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["trace", *arguments]) == status
    assert capsys.readouterr().err.startswith("form4: ")
