"""``form4 grammar``: the grammar in force in one piece, and its faults."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import SECTIONS, TEXTS, name_of, reading_of, start_of
from small_grammars import TEXT, TRADES, layout_in

import form4_grammar as f4
from form4_grammar.cli import main
from form4_grammar.grammars import find_layout
from form4_grammar.workbench.flat import flat_text
from form4_grammar.workbench.lint import lint, lint_shared
from form4_grammar.workbench.resolved import resolve
from form4_grammar.workbench.samples import is_caption, samples

each_grammar = pytest.mark.parametrize(
    ("layout", "form"), [(layout, form) for layout in f4.layouts() for form in layout.forms]
)


@pytest.fixture(scope="session")
def flat_layouts(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], f4.Layout]:
    """Each layout's grammar of each form as one file, in a folder of its form."""
    folders = {form: tmp_path_factory.mktemp(form) for form in ("form3", "form4", "form5")}
    return {
        (layout.name, form): layout_in(folders[form], flat_text(resolve(layout.grammar(form))), layout.name)
        for layout in f4.layouts()
        for form in layout.forms
    }


@each_grammar
def test_one_file_has_the_same_terminals(
    layout: f4.Layout, form: str, flat_layouts: dict[tuple[str, str], f4.Layout]
) -> None:
    def terminals(layout: f4.Layout) -> set[tuple[str, int, str]]:
        return {(each.name, each.priority, each.pattern.to_regexp()) for each in layout.parser(form=form).terminals}

    flat = flat_layouts[layout.name, form]
    assert "%import" not in flat.path.read_text(encoding="utf-8")
    assert flat.forms == (form,)
    assert terminals(flat) == terminals(layout)


@pytest.mark.parametrize("path", [*TEXTS, *SECTIONS], ids=name_of)
def test_one_file_reads_the_same_tree(path: Path, flat_layouts: dict[tuple[str, str], f4.Layout]) -> None:
    reading = reading_of(path)
    assert reading.layout
    assert reading.form
    flat = flat_layouts[reading.layout.name, reading.form]
    assert f4.parse(reading.text, flat, start_of(path)).tree == reading.tree


def test_one_file_is_found_by_the_same_landmarks(flat_layouts: dict[tuple[str, str], f4.Layout]) -> None:
    for (name, _), flat in flat_layouts.items():
        assert flat.landmarks == find_layout(name).landmarks


def test_one_file_keeps_comments_but_those_on_nothing(tmp_path: Path) -> None:
    layout_in(tmp_path, TRADES)
    other = "// Other notes.\n//: page trades\n\n%override note: _TAB TEXT\n"
    assert flat_text(resolve(layout_in(tmp_path, other, "other").grammar())).splitlines() == [
        f"// {' other.lark':=>110}",
        "",
        "// Other notes.",
        "",
        "// overrides trades.lark:11",
        "note: _TAB TEXT",
        "",
        f"// {' trades.lark':=>110}",
        "",
        *TRADES.replace("// How it was paid.\nnote: _TAB (PAID | TEXT)\n", "")
        .replace("PAID.20:    /paid (in full|in part)/\n", "")
        .splitlines(),
    ]


def test_an_override_reaches_into_other_terminals(tmp_path: Path) -> None:
    layout_in(tmp_path, TRADES.replace("STRAY.-10: /[^\\n]+/", "STRAY.-10: TEXT"))
    layout = layout_in(tmp_path, "//: page trades\n%override TEXT: /[a-z]+/\n", "other")
    assert {terminal.pattern.to_regexp() for terminal in layout.parser().terminals if "T" in terminal.name} >= {
        "[a-z]+"
    }
    flat = layout_in(tmp_path, flat_text(resolve(layout.grammar())), "flat")
    assert f4.parse(TEXT, flat).tree == f4.parse(TEXT, layout).tree


def test_one_file_keeps_what_an_override_of_an_import_does_not_reach(tmp_path: Path) -> None:
    """Lark builds imported terminals from their own file: overriding a part of one does not change it."""
    layout_in(tmp_path, TRADES.replace("STRAY.-10: /[^\\n]+/", "STRAY.-10: TEXT"))
    other = "%override TEXT: /[a-z]+/\n%import .trades (filing, trade, note, stray)\n"
    other += "%import .trades (HEADING, PAID, DATE, AMOUNT, TEXT, STRAY, REFUSED, _TAB, _EOL)\n"
    layout = layout_in(tmp_path, other, "other")
    flat = layout_in(tmp_path, flat_text(resolve(layout.grammar())), "flat")
    assert "STRAY.-10: TEXT_OF_TRADES\n" in flat.path.read_text(encoding="utf-8")
    assert f4.parse(TEXT, flat).tree == f4.parse(TEXT, layout).tree


def test_one_file_has_the_names_that_imports_give(tmp_path: Path) -> None:
    layout_in(tmp_path, TRADES)
    other = "%import .trades.filing -> filing\n%import .trades.STRAY -> OTHER_LINE\n%import .trades.REFUSED\n"
    layout = layout_in(tmp_path, other, "other")
    flat = layout_in(tmp_path, flat_text(resolve(layout.grammar())), "flat")
    tree = f4.parse(TEXT, flat).tree
    assert tree.pretty() == f4.parse(TEXT, layout).tree.pretty()
    assert {"trades__trade", "trades__stray"} == {branch.data for branch in tree.iter_subtrees()} - {
        "filing",
        "trades__note",
    }


def test_the_command_shows_the_grammar_or_the_layouts(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["grammar", "current-markdown"]) == 0
    assert capsys.readouterr().out == flat_text(resolve(find_layout("current-markdown").grammar()))
    assert main(["grammar"]) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == [str(each) for each in f4.layouts()]


def test_the_command_takes_a_user_s_grammar(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    layout = layout_in(tmp_path, TRADES)
    assert main(["grammar", "--grammar", str(layout.path)]) == 0
    assert "PAID.20:    /paid (in full|in part)/" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [["no-such-layout"], ["--lint", "--grammar", "no such grammar"]])
def test_wrong_usage_ends_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["grammar", *arguments]) == 2
    assert capsys.readouterr().err.startswith("form4: ")


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (TRADES + "%include TEXT\n", "trades.lark:29:1: "),
        (TRADES + "other: (\n", "trades.lark:29:9: "),
    ],
)
def test_the_command_says_what_it_does_not_understand(
    source: str, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    layout = layout_in(tmp_path, source)
    assert main(["grammar", "--grammar", str(layout.path)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("form4: ")
    assert message in err


def test_ours_have_no_fault(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["grammar", "--lint"]) == 0
    assert capsys.readouterr().out == ""


def test_a_grammar_without_fault(tmp_path: Path) -> None:
    assert lint([layout_in(tmp_path, TRADES).grammar()]) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (
            "PAID.20: ",
            "PAID: ",
            'trades.lark:16: PAID "paid in full" is read as TEXT "paid in full": '
            "TEXT has the same priority and can match more text",
        ),
        (
            "PAID.20: ",
            "PAID.-5: ",
            'trades.lark:16: PAID "paid in full" is read as TEXT "paid in full": its priority is lower: -5 after 0',
        ),
        ("_CLOSE: /:?/", "_CLOSE: /:?/\nUNUSED: /x/", "trades.lark:27: no rule of trades.lark uses UNUSED"),
        ("stray: (", "unused: STRAY\nstray: (", "trades.lark:9: no rule of trades.lark uses unused"),
    ],
)
def test_a_fault_is_found(old: str, new: str, fault: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    layout = layout_in(tmp_path, TRADES.replace(old, new))
    assert main(["grammar", "--lint", "--grammar", str(layout.path)]) == 1
    assert capsys.readouterr().out.splitlines() == [fault]


@pytest.mark.parametrize("blanks", [" *(?=.*;)", "( +)+;", "( *x?)*;", "[ a]*[ b]*;"])
def test_an_expression_that_goes_back_too_often_is_found(blanks: str, tmp_path: Path) -> None:
    pattern = f"/paid{blanks}|paid (in full|in part)/"
    [fault] = lint([layout_in(tmp_path, TRADES.replace("/paid (in full|in part)/", pattern)).grammar()])
    assert "PAID takes more time than in proportion to the text" in fault.message


def test_a_caption_is_found_that_begins_like_a_value(tmp_path: Path) -> None:
    source = TRADES.replace("_TAB (PAID", "_TAB (AMOUNT | PAID").replace(
        "20:    /paid (in full|in part)/", "5: /10 days/"
    )
    *conflicts, fault = lint([layout_in(tmp_path, source).grammar()])  # the first amount may be a note
    assert [conflict.message for conflict in conflicts] == [
        'conflict before "\\n": note ends, or trade goes on; Lark always does',
        'conflict before "\\t": note ends, or note goes on; Lark always does',
    ]
    assert 'PAID "10 days" is read as AMOUNT "10"' in fault.message


def test_a_mangled_name_is_found(tmp_path: Path) -> None:
    layout_in(tmp_path, TRADES)
    other = "%import .trades (filing, trade, stray, HEADING, PAID, DATE, AMOUNT, TEXT, STRAY, REFUSED, _TAB)\n"
    faults = lint([layout_in(tmp_path, other, "other").grammar()])
    assert [str(fault) for fault in faults] == [
        "trades.lark:28: _EOL is imported as _trades__EOL, because no import lists it",
        "trades.lark:11: note is imported as trades__note, because no import lists it",
    ]


def test_a_name_that_is_not_there_is_found(tmp_path: Path) -> None:
    layout_in(tmp_path, TRADES)
    names = "filing, trade, note, stray, HEADING, PAID, DATE, AMOUNT, TEXT, STRAY, REFUSED, _TAB, _EOL"
    layout = layout_in(tmp_path, f"%import .trades ({names}, PRICE)\n", "other")
    assert [str(fault) for fault in lint([layout.grammar()])] == [
        "other.lark:1: imports PRICE, which trades.lark does not define"
    ]


def test_what_no_layout_uses_of_a_shared_file_is_found(tmp_path: Path) -> None:
    layout_in(tmp_path, TRADES + "UNUSED: /x/\n")
    layouts = [
        layout_in(tmp_path, f"//: page trades\n{override}", name)
        for name, override in (("first", "%override PAID.20: /cash/\n"), ("second", "%override stray: STRAY _EOL\n"))
    ]
    assert [fault for layout in layouts for fault in lint(layout.grammars)] == []
    assert [str(fault) for fault in lint_shared(map(f4.Layout.grammar, layouts))] == [
        "trades.lark:29: no rule of any layout uses UNUSED"
    ]


def test_samples_take_each_choice() -> None:
    found = dict(samples(r"(?:ab?|[cd]+)(?=;x)|[^a-y]"))
    assert found == {"a": ";x\n", "ab": ";x\n", "c": ";x\n", "d": ";x\n", "A": "\n"}


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"Signature of(?: the)? Person", True),
        (r"\(Last\)[ \t]*", True),
        (r"Rule [^\n]{0,300}?10b5", True),
        (r"Remarks:[^\n]*", False),
        (r"[^\n]+", False),
        (r"[0-9]{2}/[0-9]{2}", False),
        (r"</?strong>", False),
        (r"[A-Z](?=Director)", False),
    ],
)
def test_captions_are_told_from_text_and_values(pattern: str, expected: bool) -> None:
    assert is_caption(pattern) == expected
