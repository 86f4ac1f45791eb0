"""``form4 coverage``: how much of their grammars the texts exercise; the fixtures must exercise all of ours."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import SECTIONS, TEXTS, reading_of, start_of
from small_grammars import TEXT, TRADES, layout_in

import form4_grammar as f4
from form4_grammar.cli import main
from form4_grammar.parsing import parsed_tokens
from form4_grammar.workbench.annotated import annotated_page
from form4_grammar.workbench.coverage import Coverage, places_of
from form4_grammar.workbench.lcov import lcov
from form4_grammar.workbench.sources import read_source

LETTERS = """\
filing: letters _EOL
letters: {rule}
pair{{other}}: other | A other B
A: "a"
B: "b"
C: "c"
_EOL: "\\n"
"""


# Alternatives that no fixture exercises, each with the reason.
EXCEPTIONS: dict[str, str] = {}


def coverage_of(layout: f4.Layout, *texts: str) -> Coverage:
    coverage = Coverage()
    for text in texts:
        coverage.add(parsed_tokens(text, f4.parse(text, layout).tree, layout, "filing", None), layout.grammar())
    return coverage


@pytest.mark.parametrize(
    ("rule", "text", "met", "not_met"),
    [
        ("A | B", "a", ["A"], ["B"]),
        ("A (B | C)", "ac", ["C"], ["B"]),
        ("(A | B)+", "aba", ["A", "B"], []),
        ("A B?", "a", ["without B"], ["with B"]),
        ("A B*", "abb", ["with B"], ["without B"]),
        ("A [B]", "ab", ["with B"], ["without B"]),
        ("A | B (C | )", "b", ["B (C | )", "nothing"], ["A", "C"]),
        ("( | A) B", "ab", ["A"], ["nothing"]),
        ("A~2..3 B? -> other", "aab", ["with B"], ["without B"]),
        ("(A | B C?)*", "abab", ["with (A | B C?)", "A", "B C?", "without C"], ["with C", "without (A | B C?)"]),
        ('"a" ("x" | "y")', "ay", ['"y"'], ['"x"']),
        ('A | "m".."p" B?', "ob", ['"m".."p" B?', "with B"], ["A", "without B"]),
    ],
)
def test_alternatives_are_told_apart(rule: str, text: str, met: list[str], not_met: list[str], tmp_path: Path) -> None:
    layout = layout_in(tmp_path, LETTERS.format(rule=rule))
    coverage = coverage_of(layout, f"{text}\n")
    found = {place: coverage.status(place) for place in places_of(read_source(layout.path)) if place.alternative}
    found = {place: status for place, status in found.items() if place.statement.name == "letters"}
    assert sorted(str(place.alternative) for place, status in found.items() if status == "met") == sorted(met)
    assert sorted(str(place.alternative) for place, status in found.items() if status == "never met") == sorted(not_met)


def test_a_template_is_met_whatever_it_stands_for(tmp_path: Path) -> None:
    layout = layout_in(tmp_path, LETTERS.format(rule="pair{A} | C pair{pair{C}} C"))
    coverage = coverage_of(layout, "a\n", "aab\n", "caacbbc\n")
    assert coverage.never_met() == []


def test_rules_terminals_parts_and_what_is_overridden_are_told_apart(tmp_path: Path) -> None:
    base = layout_in(tmp_path, TRADES)
    names = "filing, trade, note, stray, HEADING, PAID, DATE, AMOUNT, TEXT, STRAY, REFUSED, _TAB, _EOL"
    layout = layout_in(tmp_path, f"%override stray: (STRAY | REFUSED) _EOL\n%import .trades ({names})\n", "other")
    coverage = coverage_of(layout, TEXT)
    status = {
        place.statement.name: coverage.status(place)
        for place in places_of(read_source(base.path))
        if not place.alternative
    }
    assert status == dict.fromkeys(status, "met") | {"stray": "unreachable", "_CLOSE": "part", "REFUSED": "never met"}
    assert [str(place) for place in coverage.never_met()] == [
        "other.lark:1:27 stray: REFUSED",
        "trades.lark:7:23 filing: without (HEADING _EOL)",
        "trades.lark:7:40 filing: without (trade | stray)",
        "trades.lark:8:32 trade: without note",
        "trades.lark:24:1 REFUSED",
    ]


def test_the_page_has_the_grammar_and_marks_it(tmp_path: Path) -> None:
    source = TRADES.replace("// A list of trades.", "// Trades & <others>.")
    page = annotated_page(coverage_of(layout_in(tmp_path, source), TEXT))
    assert "// Trades &amp; &lt;others&gt;." in page
    assert '(<span class="met" title="met: 1">PAID</span> | ' in page
    assert '_EOL)<span class="never-met" title="never met">?</span></span>' in page
    assert page.count("<span") == page.count("</span>")


def test_the_command_shows_a_table_and_what_is_not_met(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    layout = layout_in(tmp_path, TRADES)
    (tmp_path / "text.txt").write_text(TEXT, encoding="utf-8")
    assert main(["coverage", "--grammar", str(layout.path), str(tmp_path / "text.txt")]) == 0
    out = capsys.readouterr().out.splitlines()
    assert " ".join(out[3].replace("│", "").split()) == "trades.lark 4 of 4 10 of 14 8 of 9 0"
    assert out[5] == "never met: trades.lark:7:23 filing: without (HEADING _EOL)"


def test_the_command_writes_the_page_whole_or_not_at_all(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    layout = layout_in(tmp_path, TRADES)
    text = tmp_path / "text.txt"
    text.write_text(TEXT, encoding="utf-8")
    command = ["coverage", "--grammar", str(layout.path), str(text), "--html"]
    assert main([*command, str(tmp_path / "page.html")]) == 0
    assert (tmp_path / "page.html").read_text(encoding="utf-8") == annotated_page(coverage_of(layout, TEXT))
    assert main([*command, str(tmp_path / "nowhere" / "page.html")]) == 4
    assert "nowhere" in capsys.readouterr().err
    (tmp_path / "folder").mkdir()
    assert main([*command, str(tmp_path / "folder")]) == 4
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "page.html", "text.txt", "trades.lark"]


@pytest.mark.parametrize(
    ("arguments", "status"),
    [(["no such file"], 4), (["--layout", "no-such-layout", "-"], 2), (["--grammar", __file__, "-"], 2)],
)
def test_exit_status(arguments: list[str], status: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["coverage", *arguments]) == status
    assert capsys.readouterr().err.startswith("form4: ")


def test_every_alternative_is_met_by_a_fixture() -> None:
    coverage = Coverage()
    for path in (*TEXTS, *SECTIONS):
        reading = reading_of(path)
        assert reading.tree
        assert reading.layout
        start = start_of(path)
        tokens = parsed_tokens(reading.text, reading.tree, reading.layout, start, reading.form)
        coverage.add(tokens, reading.layout.grammar(reading.form), reading.layout.rule(start))
    assert {str(place) for place in coverage.never_met()} == EXCEPTIONS.keys()
    places = [place for source in coverage.sources for place in places_of(source)]
    assert [str(place) for place in places if coverage.status(place) == "unreachable"] == []


def test_lcov_has_rules_alternatives_and_lines(tmp_path: Path) -> None:
    layout = layout_in(tmp_path, LETTERS.format(rule="A (B | C)?\n    | B"))
    record = lcov(coverage_of(layout, "ac\n", "a\n")).splitlines()
    assert record[1] == f"SF:{layout.path}"
    assert [line for line in record if line.startswith("FN")] == [
        "FN:1,filing",
        "FN:2,letters",
        "FNDA:2,filing",
        "FNDA:2,letters",
        "FNF:2",
        "FNH:2",
    ]
    # A (B | C)?; with (B | C); B; C; without (B | C); then | B
    branches = sorted(line.split(",")[0] + "," + line.split(",")[3] for line in record if line.startswith("BRDA"))
    assert branches == sorted(["BRDA:2,2", "BRDA:2,1", "BRDA:2,0", "BRDA:2,1", "BRDA:2,1", "BRDA:3,0"])
    assert {line for line in record if line.startswith("DA:")} >= {"DA:2,2", "DA:3,0", "DA:5,2"}
    assert record[-1] == "end_of_record"
