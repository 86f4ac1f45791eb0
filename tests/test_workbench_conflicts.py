"""Conflicts of a grammar: each with a shortest text that reaches it, and its two readings."""

from __future__ import annotations

from pathlib import Path

import pytest
from lark import Lark
from lark.exceptions import UnexpectedInput
from pypi_grammars import PYPI, of_pypi

from form4_grammar.language import Language
from form4_grammar.lark_grammar import LarkGrammar
from form4_grammar.workbench.conflicts import conflicts
from form4_grammar.workbench.lalr import States, clashes, compiled
from form4_grammar.workbench.never import why_never
from form4_grammar.workbench.readings import Search
from form4_grammar.workbench.sentences import Sentences

IF_ELSE = """\
start: statement
statement: "if" NAME statement ["else" statement]
    | NAME
NAME: /[a-z]/
%ignore " "
"""


def lines(folder: Path, source: str) -> list[str]:
    (folder / "mine.lark").write_text(source, encoding="utf-8")
    return [str(fault) for fault in Language.from_file(folder / "mine.lark").lint()]


def test_the_two_readings_of_an_ambiguous_text_stand_side_by_side(tmp_path: Path) -> None:
    assert lines(tmp_path, IF_ELSE) == [
        """\
mine.lark:2: conflict before "else": statement ends, or statement goes on; Lark always does
    a text with two readings:  "if" NAME "if" NAME NAME • "else" NAME  "if a if a a else a"
    statement goes on  statement["if" NAME statement["if" NAME statement • "else" statement[NAME]]]
    statement ends     statement["if" NAME statement["if" NAME statement] • "else" statement[NAME]]"""
    ]


def test_rules_that_end_at_the_same_place_are_told_with_their_line(tmp_path: Path) -> None:
    source = 'start: "(" (word | name) ")" | "[" (word | other) "]"\nword: A\nname: A\nother: A\nA: /a/\n'
    assert lines(tmp_path, source) == [
        """\
mine.lark:2: conflict before ")": word ends, or name ends; Lark refuses the grammar
    a text with two readings:  "(" A • ")"  "(a)"
    word ends  start["(" word[A] • ")"]
    name ends  start["(" name[A] • ")"]""",
        """\
mine.lark:2: conflict before "]": word ends, or other ends; Lark refuses the grammar
    a text with two readings:  "[" A • "]"  "[a]"
    word ends   start["[" word[A] • "]"]
    other ends  start["[" other[A] • "]"]""",
    ]


def test_a_conflict_without_an_ambiguous_text_has_one_text_for_each_reading(tmp_path: Path) -> None:
    source = 'start: list "." | list "," NAME ";"\nlist: NAME ("," NAME)*\nNAME: /[a-z]/\n'
    assert lines(tmp_path, source) == [
        """\
mine.lark:2: conflict before ",": list ends, or list goes on; Lark always does
    no text with two readings within 400 steps; one for each:
    list goes on  NAME • "," NAME "."  "a,a."
                  start[list[NAME • "," NAME] "."]
    list ends     NAME • "," NAME ";"  "a,a;" (which Lark refuses)
                  start[list[NAME] • "," NAME ";"]"""
    ]


def test_two_readings_of_one_tree_are_told_as_such(tmp_path: Path) -> None:
    [fault] = lines(tmp_path, 'start: "(" (A ",")* (A ",")? ")"\nA: "a"\n')
    assert fault.splitlines()[2:] == ['    both build the same tree:  start["(" "a" "," • ")"]']


def test_a_conflict_that_only_lalr_has_is_told_as_such(tmp_path: Path) -> None:
    """LR(1), not LALR(1): no text reaches the conflict, as its states have been merged."""
    source = 'start: "a" e "c" | "a" f "d" | "b" f "c" | "b" e "d"\ne: "x"\nf: "x"\n'
    faults = lines(tmp_path, source)
    assert len(faults) == 1
    assert faults[0].endswith("\n    no text reaches it: LALR merges states that a stronger parser tells apart")


def test_a_conflict_that_a_priority_decides_is_none(tmp_path: Path) -> None:
    assert lines(tmp_path, "start: word | name\nword.2: A\nname: A\nA: /a/\n") == []


def test_an_ambiguous_grammar_at_the_end_of_the_text(tmp_path: Path) -> None:
    [fault] = lines(tmp_path, "start: word | name\nword: A\nname: A\nA: /a/\n")
    assert fault.splitlines()[1:] == [
        '    a text with two readings:  A •  "a"',
        "    word ends  start[word[A]]",
        "    name ends  start[name[A]]",
    ]


def trees_of(grammar: LarkGrammar, terminals: tuple[str, ...]) -> int:
    """How many ways Earley finds to read terminals, each spelled as a character of its own."""
    parser = compiled(grammar)
    names = {terminal.name: chr(0x100 + number) for number, terminal in enumerate(parser.terminals)}
    rules: dict[str, list[str]] = {}
    for rule in parser.rules:
        parts = (f'"{names[s.name]}"' if s.is_term else f"r{s.name.replace('_', 'u').lower()}" for s in rule.expansion)
        rules.setdefault(f"r{rule.origin.name.replace('_', 'u').lower()}", []).append(" ".join(parts))
    source = "\n".join(f"{name}: {' | '.join(alternatives)}" for name, alternatives in rules.items())
    start = f"r{grammar.start[0].replace('_', 'u')}"
    earley = Lark(source, start=start, parser="earley", ambiguity="explicit", keep_all_tokens=True)
    tree = earley.parse("".join(names[name] for name in terminals))
    return 1 + sum(len(node.children) - 1 for node in tree.find_data("_ambig"))


@pytest.mark.parametrize("source", [IF_ELSE, 'start: e\ne: e "+" e | "n"\n', 'start: x* x?\nx: "a" "b"?\n'])
def test_a_text_with_two_readings_has_two_trees(source: str, tmp_path: Path) -> None:
    """Earley, another algorithm, must find two trees of every text that is said to have two readings."""
    (tmp_path / "mine.lark").write_text(source, encoding="utf-8")
    grammar = LarkGrammar.from_file(tmp_path / "mine.lark")
    parser = compiled(grammar)
    states = States(parser, grammar.start)
    search = Search(states, Sentences(parser.rules))
    ways = list(search.ways(clashes(states)))
    assert ways
    for stack, clash in ways:
        readings = search.readings(stack, clash)
        assert readings.is_ambiguous
        assert readings.nodes[0].leaves == readings.nodes[1].leaves
        assert trees_of(grammar, readings.nodes[0].leaves) > 1


@pytest.mark.parametrize(
    ("name", "count"), [("pddl", 6), ("mappyfile", 4), ("optimade", 0), ("lark", 0), ("python", 6)]
)
def test_the_conflicts_of_a_grammar_of_pypi(name: str, count: int) -> None:
    grammar = of_pypi(name).language.grammar
    found = conflicts(LarkGrammar.from_file(grammar.path, ("domain", "problem")) if name == "pddl" else grammar)
    assert len(found) == count, PYPI[name]
    if name == "python":
        assert any('"match()\\n" (which Lark refuses)' in line for line in found[0].detail)
        with pytest.raises(UnexpectedInput):
            grammar.parser().parse("match()\n")


def test_a_terminal_that_always_loses_is_told_with_a_text(tmp_path: Path) -> None:
    source = 'start: (WORD | SHOUT | KEY)+\nWORD.2: /[a-zA-Z]+/\nSHOUT: /[A-Z]+!?/\nKEY.1: "k"\n%ignore " "\n'
    assert lines(tmp_path, source) == [
        'mine.lark:3: SHOUT never wins: "A" is read as WORD, because its priority is lower: 0 after 2; '
        "so are all 2 texts that were tried",
        'mine.lark:4: KEY never wins: "k" is read as WORD, because its priority is lower: 1 after 2',
    ]


@pytest.mark.parametrize("winner", ["WORD: /[a-z]+/", "WORD.2: /[a-z]+(?=!)/", "WORD.2: /[a-z]+(?= )/"])
def test_a_terminal_that_wins_somewhere_is_no_fault(winner: str, tmp_path: Path) -> None:
    assert lines(tmp_path, f'start: (WORD | KEY)+\n{winner}\nKEY: "key"\n%ignore " "\n') == []


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        (r"(?!)x", "it has a negative look-ahead that refuses every text"),
        (r"(?=x(?!y*))x", "it has a negative look-ahead that refuses every text"),
        (r"[^\s\S]", "it has a class of no characters"),
        (r"\n^END", "it asks for the start of the text behind a character"),
        (r"(?:a^|\n\Ab)", "it asks for the start of the text behind a character"),
        (r"a\Z\n", "it asks for the end of the text before a character"),
    ],
)
def test_a_terminal_that_can_match_nothing_is_told(tmp_path: Path, pattern: str, why: str) -> None:
    found = lines(tmp_path, f'start: ("a" | ODD)+\nODD: /{pattern}/\n')
    assert found == [f"mine.lark:2: ODD can match no text: {why}"]


@pytest.mark.parametrize(
    "pattern",
    [r"(?m)\n^END", r"(?m:\n^)END", r"END$", r"x(?!$)", r"(?!^)x", r"(?:a^|b)", r"(?:(?!))?a", r"(?!(?:$|b))a"],
)
def test_no_expression_is_said_to_match_nothing_that_may(pattern: str) -> None:
    assert why_never(pattern) is None


def test_a_rule_without_an_end_is_told(tmp_path: Path) -> None:
    assert lines(tmp_path, 'start: "a" | loop\nloop: "b" loop | "c" other\nother: loop\n') == [
        "mine.lark:2: loop never comes to an end: no text is long enough for it",
        "mine.lark:3: other never comes to an end: no text is long enough for it",
    ]
