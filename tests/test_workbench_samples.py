"""``form4 grammar --samples``: what a rule can print, each read back as what it was made of."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest
from lark.exceptions import GrammarError
from pypi_grammars import PYPI, of_pypi

import form4_grammar as f4
from form4_grammar.cli import main
from form4_grammar.grammars import find_layout
from form4_grammar.language import Language
from form4_grammar.lark_grammar import LarkGrammar
from form4_grammar.workbench.sentences import Sentences
from form4_grammar.workbench.spelling import Speller, samples_of

CALLS = """\
//: start call
call: NAME "(" [call ("," call)*] ")" | NAME
other: "x"
NAME: /[a-z]+/
%ignore " "
"""


@pytest.fixture
def calls(tmp_path: Path) -> LarkGrammar:
    (tmp_path / "calls.lark").write_text(CALLS, encoding="utf-8")
    return LarkGrammar.from_file(tmp_path / "calls.lark")


def test_the_shortest_come_first(calls: LarkGrammar) -> None:
    found = list(islice(samples_of(calls), 6))
    assert [sample.text for sample in found] == ["a", "a()", "a(a)", "a(a())", "a(a,a)", "a(a(a))"]
    assert found[1].terminals == 'NAME "(" ")"'


def test_a_rule_that_never_ends_has_no_sample(tmp_path: Path) -> None:
    (tmp_path / "endless.lark").write_text('start: "a" | loop\nloop: "b" loop\n', encoding="utf-8")
    assert [sample.text for sample in samples_of(LarkGrammar.from_file(tmp_path / "endless.lark"))] == ["a"]


def test_refused_lines_are_left_out(tmp_path: Path) -> None:
    source = 'start: (line | refused)*\nline: "a" _END\nrefused: REFUSED _END\n%declare REFUSED\n_END: "\\n"\n'
    (tmp_path / "lines.lark").write_text(source, encoding="utf-8")
    lines = LarkGrammar.from_file(tmp_path / "lines.lark")
    assert [sample.text for sample in islice(samples_of(lines), 3)] == ["", "a\n", "a\na\n"]
    assert [*samples_of(lines, "refused")] == []


def test_words_are_parted_and_what_no_lexer_can_tell_apart_has_no_text(tmp_path: Path) -> None:
    (tmp_path / "words.lark").write_text('start: A A | A "b"\nA: /a+/\n', encoding="utf-8")
    words = LarkGrammar.from_file(tmp_path / "words.lark")
    assert [(sample.terminals, sample.text) for sample in samples_of(words)] == [("A A", None), ('A "b"', "ab")]
    (tmp_path / "words.lark").write_text('start: A A | A "b"\nA: /a+/\n%ignore " "\n', encoding="utf-8")
    words = LarkGrammar.from_file(tmp_path / "words.lark", lexer="basic")
    assert [sample.text for sample in samples_of(words)] == ["a a", "a b"]


@pytest.mark.parametrize("name", [name for name in PYPI if name != "hcl2"])  # it takes seconds to build
def test_the_samples_of_a_grammar_of_pypi_are_read_back(name: str) -> None:
    language = of_pypi(name).language
    parser = language.grammar.parser()
    speller, texts = Speller(parser), 0
    for terminals in islice(Sentences(parser.rules).of(language.grammar.start[0]), 60):
        text = speller.text(terminals)
        if text is not None:
            texts += 1
            answer = language.read(text)
            assert answer.diagnostics == ()
            assert [token.type for token in answer.tokens] == list(terminals)
    assert texts > 30


def test_the_samples_of_our_layouts_are_read_back() -> None:
    layout = find_layout("classic-tab")
    found = [sample.text for sample in islice(samples_of(layout.grammar()), 40) if sample.text]
    assert len(found) > 20
    for text in found:
        assert "REFUSED" not in f4.parse(text, layout).tree.pretty()


def test_earley_has_no_samples(tmp_path: Path) -> None:
    (tmp_path / "calls.lark").write_text(CALLS, encoding="utf-8")
    language = Language.from_file(tmp_path / "calls.lark", parser="earley")
    with pytest.raises(GrammarError, match="samples need an LALR grammar"):
        next(samples_of(language.grammar))


def test_the_command_prints_them(calls: LarkGrammar, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["grammar", "--grammar", str(calls.path), "--samples"]
    assert main([*command, "--count", "2"]) == 0
    assert capsys.readouterr().out == '"a"\n"a()"\n'
    assert main([*command, "other"]) == 0
    assert capsys.readouterr().out == '"x"\n'
    assert main([*command, "NAME"]) == 0
    assert capsys.readouterr().out == '"a"\n'
    assert main([*command, "nothing"]) == 2
    assert main([*command, "--count", "0"]) == 2
    assert main(["grammar", "--samples"]) == 2
