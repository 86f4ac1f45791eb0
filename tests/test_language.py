"""Any Lark grammar as a language: its trees are Lark's own, its pieces are the text, and its errors teach."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from lark import Lark, Token, Tree
from lark.exceptions import GrammarError
from lark.indenter import PythonIndenter
from pypi_grammars import PYPI, of_pypi

import form4_grammar as f4
from form4_grammar.checking import outcomes
from form4_grammar.cli import main
from form4_grammar.language import Answer, Language
from form4_grammar.pools import Lost
from form4_grammar.workbench.coverage import places_of
from form4_grammar.workbench.flat import flat_text
from form4_grammar.workbench.resolved import resolve
from form4_grammar.workbench.trees import plain

OURS = re.compile(r"\b(Form [345]|filings?|insider|SEC|EDGAR)\b")

# A language of settings with what the form's own grammars never use.
SETTINGS = """\
//: option maybe_placeholders true
start: block*
block: NAME "{" pair{NAME, value}* "}"
pair{key, what}: key "=" what [";"]
?value: NUMBER | WORDS | "on"i -> on
%extend value: list
list: "[" [value ("," value)*] "]"
WORDS: /"[^"\\n]*"/
COMMENT: /#[^\\n]*/
%import common.CNAME -> NAME
%import common (NUMBER, WS)
%ignore WS
%ignore COMMENT
"""
TEXT = 'pump { # the first\n  flow = 12;\n  name = "main"\n  tags = [ON, 3]\n}\n'
LINES = """\
start: (entry | refused | _EOL)*
entry: NAME "=" NUMBER _EOL
refused: REFUSED _EOL
NAME: /[a-z]+/
NUMBER: /[0-9]+/
_EOL: /\\r?\\n/
%declare REFUSED
"""


def language_in(folder: Path, source: str, **options: Any) -> Language:
    file = folder / "mine.lark"
    file.write_text(source, encoding="utf-8")
    return Language.from_file(file, **options)


def joined(answer: Answer) -> str:
    return "".join(piece.token for piece in answer.pieces)


@pytest.mark.parametrize("name", PYPI)
def test_the_tree_of_a_grammar_of_pypi_is_lark_s_own(name: str) -> None:
    answer = of_pypi(name)
    options = {"start": "start"} | PYPI[name][3]
    if "postlex" in options:
        options["postlex"] = PythonIndenter()
    assert answer.tree == Lark.open(str(answer.language.path), parser="lalr", **options).parse(answer.text)
    assert answer.diagnostics == ()
    assert joined(answer) == answer.text
    assert {piece.kind for piece in answer.pieces} == {"token", "ignored"}


@pytest.mark.parametrize("name", PYPI)
def test_the_tools_answer_about_a_grammar_of_pypi(name: str, tmp_path: Path) -> None:
    answer = of_pypi(name)
    assert answer.coverage().times
    assert all(answer.trace(at).rules[0] == answer.start for at in range(0, len(answer.text), 7))
    whole = tmp_path / "whole.lark"
    whole.write_text(flat_text(resolve(answer.language.grammar)), encoding="utf-8")
    if name != "hcl2":  # it takes seconds to build
        again = Language.from_file(whole, **{"start": "start"} | PYPI[name][3]).read(answer.text)
        assert again.tree == answer.tree
    cut = answer.language.read(answer.text[: len(answer.text) // 2] + "\0?")
    assert cut.tree is None
    assert len(cut.errors) == 1
    assert joined(cut) == cut.text
    assert not OURS.search(cut.snapshot())


def test_a_language_has_what_forms_do_not_use(tmp_path: Path) -> None:
    answer = language_in(tmp_path, SETTINGS).read(TEXT)
    assert answer.tree == Lark(SETTINGS, parser="lalr", maybe_placeholders=True).parse(TEXT)
    assert joined(answer) == TEXT
    ignored = [piece.token for piece in answer.pieces if piece.kind == "ignored" and piece.token.type == "COMMENT"]
    assert ignored == ["# the first"]
    never = [str(place) for place in answer.coverage().never_met()]
    assert 'mine.lark:7:30 list: without value ("," value)*' in never
    assert not any(re.search(" (value|COMMENT|pair)$", place) for place in never)
    assert answer.trace(TEXT.index("# the")).leaf.type == "COMMENT"
    assert answer.trace(TEXT.index("ON")).rules[-1] == "value"


def test_an_extension_stands_below_what_it_extends_in_one_piece(tmp_path: Path) -> None:
    language = language_in(tmp_path, SETTINGS)
    whole = flat_text(resolve(language.grammar))
    assert "%extend value: list" in whole
    assert "//: option maybe_placeholders true" in whole
    again = language_in(tmp_path, whole)
    assert again.read(TEXT).tree == language.read(TEXT).tree


def test_the_first_error_says_what_was_expected_and_where_the_rule_began(tmp_path: Path) -> None:
    [found] = language_in(tmp_path, SETTINGS).read("pump {\n  flow = }\n").diagnostics
    assert str(found) == '2:10: error[unexpected-text]: "}" (RBRACE) does not fit here, in pair, begun at 2:3'
    assert found.path == "pair"
    assert found.expected == "value"


def test_a_terminal_that_took_the_text_of_another_is_named(tmp_path: Path) -> None:
    grammar = 'start: (KEY "=" word)*\nword: WORD\nKEY.2: /[a-z]+/\nWORD: /[a-z0-9]+/\n%ignore " "\n'
    [found] = language_in(tmp_path, grammar, lexer="basic").read("a = b").diagnostics
    assert found.expected == "word (WORD)"
    assert found.hint == 'KEY has taken "b"; WORD would take "b", but its priority is lower: 0 after 2'


def test_a_refused_text_shows_what_was_read_of_it(tmp_path: Path) -> None:
    answer = language_in(tmp_path, SETTINGS).read("pump { flow = 12; name = }")
    assert answer.tree is None
    assert [plain(line) for line in answer.tree_lines()] == [
        "start",
        '  1:1 NAME "pump"',
        '  1:6 LBRACE "{"',
        "  pair",
        '    1:8 NAME "flow"',
        '    1:15 NUMBER "12"',
        '  1:19 NAME "name"',
        '  1:24 EQUAL "="',
    ]


def test_rules_that_begin_alike_are_all_named_and_the_one_around_them_is_certain(tmp_path: Path) -> None:
    grammar = 'start: "(" (word | list)* ")"\nword: "(" "w" ")"\nlist: "(" "l" ")"\n'
    [found] = language_in(tmp_path, grammar).read("((l)(").diagnostics
    assert found.message == "the end of the text does not fit here, perhaps in word or list, in start, begun at 1:1"
    assert found.path == "start"
    [found] = language_in(tmp_path, grammar).read("((l").diagnostics
    assert found.message == "the end of the text does not fit here, in list, begun at 1:2"
    assert found.path == "list"


NESTED = 'start: sum\nsum: part ("+" part)*\npart: NAME | named | "(" sum ")"\nnamed: NAME ":" NAME\nNAME: /[a-z]/\n'


@pytest.mark.parametrize(
    ("text", "rule", "begun", "hint"),
    [
        ("a+(b", "part", "1:3", '")" would complete part'),  # the part b in it is complete
        ("a+((b)", "part", "1:3", '")" would complete part'),
        ("((a", "part", "1:2", '")" would complete part'),  # a may be the beginning of a "named", and need not
        ("a:", "named", "1:1", "NAME would complete named"),
    ],
)
def test_a_text_cut_off_says_what_would_complete_the_rule_that_is_open(
    tmp_path: Path, text: str, rule: str, begun: str, hint: str
) -> None:
    [found] = language_in(tmp_path, NESTED).read(text).diagnostics
    assert found.message.endswith(f" in {rule}, begun at {begun}")
    assert found.hint == hint


def test_the_end_of_the_text_is_an_error_of_its_own(tmp_path: Path) -> None:
    [found] = language_in(tmp_path, SETTINGS).read("pump {").diagnostics
    assert found.code == "unexpected-end"
    assert found.expected == 'pair (NAME) or "}"'


def test_an_error_is_the_same_in_each_run(tmp_path: Path) -> None:
    """Parser states are sets, and the order of a set depends on the seed of hashes."""
    language_in(
        tmp_path, 'start: list END\nlist: HEAD item* | HEAD item* last\nitem: "i"\nlast: "l"\nHEAD: "h"\nEND: "e"\n'
    )
    code = "import sys, form4_grammar as f4; print(*f4.Language.from_file(sys.argv[1]).read('hii').diagnostics)"
    told = {
        subprocess.run(
            [sys.executable, "-c", code, tmp_path / "mine.lark"],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in "0123"
    }
    assert told == {"1:4: error[unexpected-end]: the end of the text does not fit here, in start, begun at 1:1\n"}


def test_a_grammar_with_a_place_for_refused_lines_is_total(tmp_path: Path) -> None:
    language = language_in(tmp_path, LINES)
    assert language.recovers
    answer = language.read("a = 1\nb=2\n?!\nc=3")
    assert answer.tree == Tree("start", [
        Tree("refused", [Token("REFUSED", "a = 1")]),
        Tree("entry", [Token("NAME", "b"), Token("NUMBER", "2")]),
        Tree("refused", [Token("REFUSED", "?!")]),
        Tree("entry", [Token("NAME", "c"), Token("NUMBER", "3")]),
    ])  # fmt: skip
    assert [(found.code, found.span and found.span.line) for found in answer.diagnostics] == [
        ("refused-line", 1),
        ("refused-line", 3),
    ]
    assert answer.diagnostics[0].message.endswith(': at 1:2, " " does not fit here, in entry, begun at 1:1')
    assert ': at 3:1, "?" does not fit here' in answer.diagnostics[1].message, "each line says why"
    assert joined(answer) == answer.text


@pytest.mark.parametrize("text", ["", "\n", "a=1", "\0", "a=1\r\n=\r\n", "é"])
def test_a_total_grammar_loses_nothing(text: str, tmp_path: Path) -> None:
    answer = language_in(tmp_path, LINES).read(text)
    assert joined(answer) == text


def test_earley_has_trees_and_tokens_and_says_what_it_has_not(tmp_path: Path) -> None:
    source = '//: option parser earley\nstart: word+\nword: /[a-z]+/\n%ignore " "\n'
    answer = language_in(tmp_path, source).read("ab cd")
    assert answer.tree == Lark(source, parser="earley").parse("ab cd")
    assert joined(answer) == "ab cd"
    with pytest.raises(NotImplementedError, match="coverage needs an LALR grammar"):
        answer.coverage()
    [found] = language_in(tmp_path, source).read("ab 1").diagnostics
    assert found.span
    assert found.span.column == 4


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("//: option lexer best\nstart: A\nA: /a/\n", "mine.lark:1: option lexer is one of auto, basic,"),
        ("start: A\n//: option colour red\nA: /a/\n", "mine.lark:2: no option 'colour'; there are parser,"),
        ("//: option postlex os:getcwd\nstart: A\nA: /a/\n", "a grammar file cannot state it"),
    ],
)
def test_an_option_that_cannot_be_is_told_with_its_line(source: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(GrammarError, match=re.escape(message)):
        language_in(tmp_path, source)


def test_all_faults_of_a_grammar_are_told_at_once(tmp_path: Path) -> None:
    source = "start: A b\n\nc: MISSING\nc: A\n%import .nothing (X)\n%ignore SPACE\nA: /a/\n%import common.NUMBR\n"
    assert [str(fault) for fault in language_in(tmp_path, source).lint()] == [
        "mine.lark:4: c is defined twice, also at mine.lark:3",
        "mine.lark:1: b is used and not defined",
        "mine.lark:3: MISSING is used and not defined",
        "mine.lark:6: SPACE is used and not defined",
        "mine.lark:5: there is no nothing.lark",
        "mine.lark:8: imports NUMBR, which common.lark does not define",
    ]


@pytest.mark.parametrize("pattern", ["/a(/", "/a*/"], ids=["cannot be compiled", "matches nothing"])
def test_a_faulty_terminal_is_told_where_it_is_defined(pattern: str, tmp_path: Path) -> None:
    (fault,) = language_in(tmp_path, f"start: A | B\nB: /b/\nA.2: {pattern}\n").lint()
    assert str(fault).partition(": ")[0].endswith("mine.lark:3")


def test_a_transformer_makes_the_result_and_its_error_is_told_as_its_own(tmp_path: Path) -> None:
    def count(answer: Answer) -> int:
        assert answer.tree
        return 6 // len(answer.tree.children)

    language = language_in(tmp_path, LINES, transformer=count)
    answer = language.read("a=1\nb=2\n")
    assert answer.result == 3
    assert "\n# result\n3\n" in answer.snapshot()
    [found] = language.read("").diagnostics
    assert found.code == "error-in-transformer"
    assert found.message.startswith("the transformer of mine raised ZeroDivisionError: ")


def test_the_start_rule_is_stated_given_or_the_first(tmp_path: Path) -> None:
    source = "list: item+\nitem: /[a-z]/\n"
    assert language_in(tmp_path, source).read("ab").start == "list"
    assert language_in(tmp_path, source, start=("item", "list")).read("a").start == "item"
    assert language_in(tmp_path, source, start=("item", "list")).read("ab", "list").errors == ()
    assert language_in(tmp_path, f"//: start item\n{source}").read("a").start == "item"


def test_coverage_counts_terminals_without_a_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    language = language_in(tmp_path, 'start: "a" ("b" | "c"i | /d+/)*\n')
    coverage = language.read("abbd").coverage()
    places = [place for source in coverage.sources for place in places_of(source) if place.kind == "terminal"]
    assert [(str(place.literal), coverage.times[place]) for place in places] == [
        ('"a"', 1),
        ('"b"', 2),
        ('"c"i', 0),
        ("/d+/", 1),
    ]
    (tmp_path / "a.txt").write_text("abc", encoding="utf-8")
    (tmp_path / "b.txt").write_text("ax", encoding="utf-8")
    texts = [str(tmp_path / name) for name in ("a.txt", "b.txt")]
    assert main(["coverage", "--grammar", str(language.path), *texts]) == 1
    out, err = capsys.readouterr()
    assert "3 of 4" in out
    assert out.count("never met: mine.lark:1:26 start: /d+/") == 1
    assert "b.txt: not counted, because the grammar refuses it" in err


def test_a_grammar_borrows_parts_of_a_page_in_one_line(tmp_path: Path) -> None:
    examples = Path(__file__).parent.parent / "examples"
    language = Language.from_file(examples / "sale_notice.lark")
    answer = language.read_file(examples / "sale_notice.tsv")
    assert answer.diagnostics == ()
    lines = [plain(line).strip() for line in answer.tree_lines()]
    assert {"sale", "signature_date", "footnote", '6:20 MARK "(1)"', '7:17 ODD "some"', '8:1 STRAY "not a row"'} <= {
        *lines
    }
    assert joined(answer) == answer.text
    whole = tmp_path / "whole.lark"
    whole.write_text(flat_text(resolve(language.grammar)), encoding="utf-8")
    again = Language.from_file(whole, start="sale_notice").read(answer.text)
    assert again.tree == answer.tree
    assert not OURS.search(language.read("Holder\n").snapshot())
    (tmp_path / "mine.lark").write_text("//: parts classic\nsignatures: DATE\n", encoding="utf-8")
    with pytest.raises(GrammarError, match=r"mine.lark:2: Rule 'signatures' defined more than once"):
        Language.from_file(tmp_path / "mine.lark").read("")
    (tmp_path / "mine.lark").write_text("//: parts clasic\nstart: DATE\n", encoding="utf-8")
    with pytest.raises(GrammarError, match=r"mine.lark:1: there is no form, page or spelling 'clasic'"):
        Language.from_file(tmp_path / "mine.lark").read("")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.lark").write_text(SETTINGS, encoding="utf-8")
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "texts" / "bad.txt").write_text(TEXT.replace("12;", "}"), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("command", "part"),
    [
        (["tree", "texts/a.txt"], '      2:3 NAME "flow"\n'),
        (["tree", "texts/a.txt", "--at", "3:11"], "start\n  block\n    pair\n"),
        (["tokens", "texts/a.txt"], '1:8 COMMENT "# the first"  [ignored]\n'),
        (["trace", "texts/a.txt", "--at", "2:10"], "mine.lark:5              value"),
        (["coverage", "texts"], "never met: mine.lark:7:30 list: without value"),
        (["grammar"], "%extend value: list"),
        (["report", "texts/a.txt"], "<title>mine</title>"),
        (["report", "texts/bad.txt"], "unexpected-text"),
        (["tokens", "texts/bad.txt"], "[unread]"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_command_answers_without_a_word_of_ours(
    command: list[str], part: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main([*command, "--grammar", "mine.lark"])
    out, err = capsys.readouterr()
    assert status == (1 if "texts" in command or "texts/bad.txt" in command else 0)
    assert part in out
    # Of a page: its words and its data, not its script, its style and the names of its parts.
    shown = re.sub(r"<style>.*?</style>|<script>.*?</script>|<[^>]*>", " ", out, flags=re.DOTALL)
    assert not OURS.search(shown + err)


def test_check_keeps_and_compares_trees_and_accepts_errors_as_such(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    check = ["check", "texts", "--grammar", "mine.lark"]
    assert main(check) == 1
    out = capsys.readouterr().out
    assert out.startswith("2 texts: 1 new, 1 unread\n")
    assert "1 text: unexpected-text on pair" in out
    assert "a minimal reproduction:\n" in out
    assert not OURS.search(out)
    assert main([*check, "--accept", "texts/bad.txt"]) == 1
    assert 'not marked as an error case: 2:10: error[unexpected-text]: "}" (RBRACE)' in capsys.readouterr().err
    assert main([*check, "--accept-new", "--error-case"]) == 0
    assert main(check) == 0
    (folder / "mine.lark").write_text(SETTINGS.replace("list", "sequence"), encoding="utf-8")
    from form4_grammar import lark_grammar

    for kept in (lark_grammar._parser, lark_grammar._built):
        kept.found.clear()
    capsys.readouterr()
    assert main(check) == 1
    assert "rule renamed  list → sequence" in capsys.readouterr().out


def test_a_process_that_dies_over_a_text_is_told_with_the_grammar(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outcomes, "MANY", 1)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.setattr(outcomes, "map_in_processes", lambda _, paths, *__, **___: (Lost(9) for _ in paths))
    assert main(["check", "texts", "--grammar", "mine.lark"]) == 4
    told = f"texts/a.txt: the process that read it with {folder.resolve() / 'mine.lark'} has died (9)"
    assert told in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["tree", "-", "--option", "colour=red"], "--option colour=red: no option 'colour'"),
        (["tree", "-", "--option", "lexer"], "--option lexer: it takes NAME=VALUE"),
        (["trace", "-", "--at", "1:1", "--start", "nothing"], "nothing"),
    ],
)
def test_a_wrong_option_is_wrong_usage(
    arguments: list[str], message: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*arguments, "--grammar", "mine.lark"]) == 2
    assert message in capsys.readouterr().err


def test_options_of_languages_are_refused_for_layouts(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tree", "-", "--option", "lexer=basic"]) == 2
    assert "--option is for a grammar of your own" in capsys.readouterr().err


@pytest.mark.parametrize("rule", ["table_1", "table_2", "footnotes", "signatures"])
@pytest.mark.parametrize("text", ["alpha\n", "alpha\nother\n"])
def test_a_rule_with_a_name_of_the_form_s_raises_nothing(rule: str, text: str, tmp_path: Path) -> None:
    """A user's layout may build on no form and yet use its names; what is read of it as a filing is reported."""
    file = tmp_path / "mine.lark"
    lines = 'STRAY.-10: /[^\\n]+/\nREFUSED.30: /\\x00+/\nA: "alpha"\n_EOL: "\\n"\n'
    file.write_text(f"filing: ({rule} | stray)*\nstray: (STRAY | REFUSED) _EOL\n{rule}: A _EOL\n{lines}", "utf-8")
    assert f4.read(text, f4.Layout.from_file(file)).errors


@pytest.mark.parametrize(("text", "code"), [("alpha\nother\n", "unexpected-text"), ("", "unexpected-end")])
def test_a_layout_without_a_place_for_what_it_refuses_gives_an_unread_reading(
    text: str, code: str, tmp_path: Path
) -> None:
    file = tmp_path / "mine.lark"
    file.write_text('filing: A _EOL\nA: "alpha"\n_EOL: "\\n"\n', "utf-8")
    reading = f4.read(text, f4.Layout.from_file(file))
    [found] = reading.diagnostics
    assert (reading.filing, reading.tree, found.code) == (None, None, code)
    assert found.span == f4.Span(len(text[:6]), len(text[:11]), text.count("\n") or 1, 1)
    assert f4.Reading.from_dict(reading.to_dict()).diagnostics == reading.diagnostics


def test_each_statement_that_lark_cannot_read_is_told(tmp_path: Path) -> None:
    file = tmp_path / "broken.lark"
    file.write_text('start: a b\na: "x"\n  | "y" ++\nb: C )\nC: /[a-z]/\nD.x: "d"\n')
    assert list(map(str, f4.Language.from_file(file).lint())) == [
        "broken.lark:3:10: unexpected text",
        "broken.lark:4:6: unexpected text",
        "broken.lark:6:3: unexpected text",
    ]


def test_a_terminal_that_two_files_import_from_a_third_stands_once_in_one_piece(tmp_path: Path) -> None:
    for name in ("day", "sum"):
        (tmp_path / f"{name}.lark").write_text(f"{name.upper()}: DIGIT+\n%import common.DIGIT\n")
    language = language_in(tmp_path, 'start: DAY ":" SUM DIGIT*\n%import .day.DAY\n%import .sum.SUM\nDIGIT: "#"\n')
    whole = flat_text(resolve(language.grammar))
    assert whole.count('"0".."9"') == 1
    (tmp_path / "whole").mkdir()
    assert language_in(tmp_path / "whole", whole).read("12:7#").tree == language.read("12:7#").tree


def test_a_grammar_that_is_not_lalr_is_refused_alike_in_each_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    language_in(tmp_path, 'start: one | two | three\none: "a"\ntwo: "a"\nthree: "a" | two "b"\n')
    (tmp_path / "a.txt").write_text("a")
    tree = ["tree", str(tmp_path / "a.txt"), "--grammar", str(tmp_path / "mine.lark")]
    assert main(tree) == 2
    told = capsys.readouterr().err
    assert "Reduce/Reduce collision in $END" in told
    assert told.endswith("Lark's Earley parser reads such a grammar: --option parser=earley\n")
    assert main([*tree, "--option", "parser=earley"]) == 0
    capsys.readouterr()
    assert main(["grammar", "--lint", "--grammar", str(tmp_path / "mine.lark")]) == 1
    assert "\n    " in capsys.readouterr().out  # what shows a fault stands in lines below it
