"""What a text or a file's name says acts on nothing that shows it: terminals, logs, spreadsheets."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import attrs
import pytest
from commands import form4, study_in_short
from conftest import FIXTURES, text_of
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

import form4_grammar as f4
from form4_grammar.checking.changes import Change
from form4_grammar.checking.report import changes_page, new_page, variant_line
from form4_grammar.checking.tally import ChangeGroup, Variant
from form4_grammar.checking.variants import Cause
from form4_grammar.cli.outputs import say
from form4_grammar.cli.read import _Csv
from form4_grammar.escapes import FORMULA, INVISIBLE, file_name, to_csv_text, to_json_text, visible
from form4_grammar.export.diagnostics import sarif_results, to_dicts, to_sarif, to_workflow_commands
from form4_grammar.views.page import diagnostics_page, filing_page

TEXT = text_of(FIXTURES / "purchase" / "classic-tab.txt")
FILING = f4.loads(TEXT)
ISSUER = FILING.issuer.name or ""

HOSTILE = [
    *("\x1b[31m", "\x07", "\x9b2J", "\x9d0;title\x9c", "\x00", "\x7f", "\r", "\n", "\t", "\x85", "\u2028"),
    *("\u202e", "\u2066", "\u200b", "\u200d", "\ufeff", "\xad", "\u3164", "\ufe0f", "\udcff"),
    *("::error::", "\n::error file=x::no", "##[group]", "%0A", "[bold]", "[/]", "[link=https://example.org]"),
    *("=1+1", "+1", "-1", "@SUM(A1)", '"', ","),
]
names = st.lists(st.sampled_from(HOSTILE) | st.text(max_size=4), min_size=1, max_size=6).map("".join)
few = settings(max_examples=60, deadline=None)


def acts(shown: str) -> set[str]:
    """What of a text on a terminal or in a log would do something, or not be seen; line ends and tabs are layout."""
    found = {
        character
        for character in shown.replace("\n", "").replace("\t", "")
        if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp") or ord(character) in INVISIBLE
    }
    commands = [line for line in shown.split("\n") if line.lstrip().startswith("::") or "##[" in line]
    return found | set(commands)


def hostile_reading(name: str) -> f4.Reading:
    """A reading in which every text that a filer writes, the file's name and a diagnostic's words are ``name``."""

    def spoiled(part: object) -> object:
        if isinstance(part, tuple):
            return tuple(map(spoiled, part))
        if isinstance(part, f4.Cell):
            return attrs.evolve(part, value=name) if isinstance(part.value, str) else part
        if attrs.has(type(part)):
            changed = {
                field.name: spoiled(getattr(part, field.name)) for field in attrs.fields(type(part)) if field.init
            }
            kept = ("id", "form_type")
            return attrs.evolve(part, **{key: value for key, value in changed.items() if key not in kept})  # type: ignore[type-var]
        return name if isinstance(part, str) else part

    filing = spoiled(FILING)
    assert isinstance(filing, f4.Filing)
    text = f"{TEXT}{name}\n"
    diagnostic = f4.Diagnostic("code", "error", name, name, f4.read(text).span("issuer"), name, name, name)
    return attrs.evolve(f4.read(text), filing=filing, diagnostics=(diagnostic,), source=name)


def shown(*renderables: object, width: int = 80) -> str:
    """What a console of a width prints, without colour."""
    out = io.StringIO()
    console = Console(file=out, width=width, color_system=None)
    for renderable in renderables:
        console.print(renderable)
    return out.getvalue()


@few
@given(names, st.sampled_from([20, 80, 200]))
def test_a_page_shows_what_it_is_given_and_obeys_none_of_it(name: str, width: int) -> None:
    reading = hostile_reading(name)
    assert reading.filing
    page = shown(reading, filing_page(reading.filing), diagnostics_page(reading), width=width)
    assert acts(page) == set()
    if "[bold]" in name and width == 200:
        assert "[bold]" in page, "mark-up is text"


@few
@given(names)
def test_a_notebook_is_given_no_control_character(name: str) -> None:
    html = hostile_reading(name)._repr_html_()
    assert acts(re.sub(r"</?(?:span|pre|a)[^>]*>", "", html)) == set()


@few
@given(names, st.booleans())
def test_a_spreadsheet_runs_nothing(name: str, guard: bool) -> None:
    reading = hostile_reading(name)
    out = io.StringIO()
    _write_csv(reading, out, guard)
    rows = list(csv.DictReader(io.StringIO(out.getvalue(), newline="")))
    assert len(rows) == 1
    for cell in rows[0].values():
        assert acts(cell.replace("::", "")) == set()
    texts = [rows[0][key] for key in ("issuer_name", "owner_name", "security_title", "nature_of_ownership")]
    expected = "\n".join(map(visible, name.split("\n")))
    for text in texts:
        if guard:
            assert not text.startswith(FORMULA)
            assert text in (expected, f"'{expected}", "")
        else:
            assert text in (expected, "")


def _write_csv(reading: f4.Reading, out: io.StringIO, guard: bool) -> None:
    import contextlib

    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        _Csv(guard)(reading)


@few
@given(names)
def test_json_has_escapes_and_loses_nothing(name: str) -> None:
    reading = hostile_reading(name)
    for data in (reading.to_dict(), to_dicts(reading), to_sarif(sarif_results(reading))):
        for indent in (None, 2):
            written = to_json_text(data, indent)
            assert acts(written.replace("::", "").replace("##[", "")) == set()
            assert json.loads(written) == json.loads(json.dumps(data))


@few
@given(names)
def test_an_annotation_is_one_line_of_one_command(name: str) -> None:
    written = to_workflow_commands(hostile_reading(name))
    assert written.count("\n") == 1
    assert written.endswith("\n")
    assert written.startswith("::error file=")
    head, _, message = written.removeprefix("::error ").removesuffix("\n").partition("::")
    assert acts(message) == set()
    for part in (head, message):
        assert not re.search(r"%(?!25|0A|0D|3A|2C)", part)
        assert "\r" not in part


@few
@given(names)
def test_what_check_says_is_text(name: str) -> None:
    change = ChangeGroup(Change("value", name, name), name, 2)
    variant = Variant(Cause("code", name, (name,), True), name, 2)
    assert acts(shown(changes_page([change]), new_page([name]), variant_line(variant))) == set()


@few
@given(names)
def test_a_message_is_one_line(name: str) -> None:
    import contextlib

    err = io.StringIO()
    with contextlib.redirect_stderr(err):
        say(name)
    assert err.getvalue().count("\n") == 1
    assert acts(err.getvalue()) == set()


@given(st.text())
def test_what_is_visible_stays_as_it_is(text: str) -> None:
    assert visible(visible(text)) == visible(text)
    if text.isascii() and text.isprintable() and "::" not in text and "##" not in text:
        assert visible(text) == text


def test_ordinary_texts_are_left_alone() -> None:
    for text in ("O'Neil & Söhne GmbH", "日本電産", "C:\\filings\\a.txt", "50% #1 [A]: b", "Ünïcode “quotes”"):
        assert visible(text) == text
        assert to_csv_text(text, guard_formulas=True) == text
    assert to_csv_text("-0-", guard_formulas=True) == "'-0-"
    assert file_name("a\udcff.txt") == "a\\xff.txt"


NAMES = [
    *("esc\x1b[31m.txt", "new\nline ::error file=a,line=1::gone.txt", "bell\x07\x9b.txt"),
    *("[bold]markup.txt", "\u202etxt.exe.txt"),
]


@pytest.fixture
def odd_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "texts").mkdir()
    spoiled = TEXT.replace(ISSUER, f"{ISSUER}\x1b[31m\x9b\u202e") + "\x1b]0;stray\x07 \u202e::error::\n"
    for name in NAMES:
        (tmp_path / "texts" / name).write_text(spoiled, encoding="utf-8")
    return tmp_path


COMMANDS = [
    *("parse", "parse --json", "parse --jsonl", "parse --csv", "parse --diagnostics sarif"),
    *("parse --diagnostics json", "tree", "tokens", "trace --at 2:3", "check --store none", "coverage"),
    *("compare texts", "compare --json texts"),
]


@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_lets_a_name_or_a_text_act(
    command: str, odd_folder: Path, record_property: Callable[[str, object], None]
) -> None:
    done = form4(*command.split(), "texts", before=study_in_short)
    assert "Traceback" not in done.err
    assert acts(done.err) == set()
    assert acts(done.out.decode("utf-8")) == set()
    record_property("controls", f"{command}: escaped")
    record_property("log command", f"{command}: {len(NAMES)} names, no line that a log obeys")


def test_a_spreadsheet_is_guarded_unless_told_otherwise(
    odd_folder: Path, record_property: Callable[[str, object], None]
) -> None:
    text = TEXT.replace(ISSUER, f"=HYPERLINK(1) {ISSUER}")
    Path("formula.txt").write_text(text, encoding="utf-8")
    guarded, bare = (
        form4("parse", "--csv", "formula.txt"),
        form4("parse", "--csv", "--no-guard-formulas", "formula.txt"),
    )
    names = [next(csv.DictReader(io.StringIO(done.out.decode())))["issuer_name"] for done in (guarded, bare)]
    assert names == [f"'=HYPERLINK(1) {ISSUER}", f"=HYPERLINK(1) {ISSUER}"]
    record_property("formulas", "'=HYPERLINK(1) …")


def test_data_on_a_terminal_are_shown(odd_folder: Path) -> None:
    """A pseudo-terminal is standard output: what a pipe would be given as it is, a terminal is shown."""
    ours, theirs = os.openpty()
    done = form4("convert", f"texts/{NAMES[0]}", "--to", "classic-tab", stdout=theirs)
    os.close(theirs)
    assert done.status in (0, 1)
    seen = b""
    try:
        while data := os.read(ours, 100_000):
            seen += data
    except OSError:  # Linux says so at the end
        pass
    os.close(ours)
    assert b"\x1b[31m" not in seen
