"""What the playground's page asks of the package, without a browser: playground/session.py."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest
from conftest import FIXTURES, ROOT, text_of

import form4_grammar as f4

SALE = text_of(ROOT / "examples" / "filing.txt")
CLASSIC = text_of(ROOT / "grammar" / "layouts" / "classic-tab.lark")
SETTINGS = {"name": "settings", "text": text_of(ROOT / "examples" / "settings.lark")}
Ask = Callable[..., Any]


@pytest.fixture(scope="module")
def ask() -> Ask:
    spec = spec_from_file_location("session", ROOT / "playground" / "session.py")
    assert spec
    assert spec.loader
    session = module_from_spec(spec)
    spec.loader.exec_module(session)

    def ask(kind: str, **request: Any) -> Any:
        return json.loads(session.answer(json.dumps({"kind": kind, **request})))

    return ask


def own(lines: str, name: str = "classic-tab") -> dict[str, str]:
    """The layout's grammar with lines of the user's own."""
    return {"name": name, "text": f"{CLASSIC}\n{lines}\n"}


def test_hello_names_the_layouts(ask: Ask) -> None:
    assert ask("hello")["layouts"] == [str(layout) for layout in f4.layouts()]


def test_a_text_is_read_as_a_page(ask: Ask) -> None:
    found = ask("read", text=SALE, name="filing.txt")
    assert found["report"].startswith("<!doctype html>")
    assert (found["kind"], found["layout"], found["form"], found["is_filing"]) == (
        "layout",
        "classic-tab",
        "form4",
        True,
    )
    assert found["diagnostics"] == {"error": 0, "warning": 0, "info": 0}
    assert found["faults"] == []


def test_a_file_is_read_from_its_bytes(ask: Ask, tmp_path: Path) -> None:
    text = SALE.replace("Controller", "Contr\N{LATIN SMALL LETTER O WITH ACUTE}ler")
    (tmp_path / "given").write_bytes(text.encode("cp1252"))
    found = ask("read", file=str(tmp_path / "given"), name="filing.txt")
    assert found["text"] == text
    assert found["diagnostics"]["warning"] == 1


def test_xml_has_no_layout(ask: Ask) -> None:
    found = ask("read", text=text_of(ROOT / "tests" / "edgar" / "form-4.xml"))
    assert (found["kind"], found["layout"], found["form"]) == ("format", "xml", None)


def test_a_text_that_is_too_long_is_not_read(ask: Ask) -> None:
    found = ask("read", text="x" * 5_000_001)
    assert not found["is_filing"]
    assert "too-long" in found["report"]


@pytest.mark.parametrize(
    ("lines", "line", "message"),
    [
        ("rows: nothing", 11, "nothing is used and not defined"),
        ("rows: (", 11, "unexpected text"),
        ("%override NOTHING: /x/", 11, "Cannot override a nonexisting terminal NOTHING"),
        ("//: page nothing", 11, "there is no page 'nothing'"),
        ("%import nothing (X)", 11, "there is no nothing.lark"),
        ("%override DATE.10: /(/", 11, "Cannot compile token DATE"),
    ],
)
def test_a_fault_of_a_grammar_has_its_place(ask: Ask, lines: str, line: int, message: str) -> None:
    faults = ask("read", text=SALE, own=own(lines))["faults"]
    assert (faults[0]["file"], faults[0]["line"]) == ("classic-tab.lark", line)
    assert message in faults[0]["message"]
    assert ask("changes", text=SALE, own=own(lines), base={"layout": "classic-tab"}) is None
    assert ask("files", own=own(lines), form="form4")[0] == {
        "file": "classic-tab.lark",
        "folder": "",
        "text": own(lines)["text"],
    }


def test_a_grammar_is_read_with_anew_after_each_change(ask: Ask) -> None:
    counts = [
        ask("read", text=SALE, own=own(lines))["diagnostics"]["error"]
        for lines in ("", "%override NUMBER.10: /[0-9]+/", "")
    ]
    assert counts[0] == counts[2] == 0 < counts[1]


def test_changes_are_told_against_another_grammar(ask: Ask) -> None:
    given = own("%override NUMBER.10: /[0-9]+/")
    found = ask("changes", text=SALE, own=given, base={"layout": "classic-tab"})
    assert "non_derivative[].transaction_shares changed" in [change["what"] for change in found]
    assert ask("changes", text=SALE, own=given, base={"own": given}) == []
    assert ask("changes", text=SALE, own=SETTINGS, base={"layout": "classic-tab"}) is None


def test_what_lark_does_not_report_is_found(ask: Ask) -> None:
    found = ask("lint", own=own("UNUSED: /x/"), form="form4")
    assert [(fault["file"], fault["line"], fault["message"]) for fault in found] == [
        ("classic-tab.lark", 11, "no rule of classic-tab.lark uses UNUSED")
    ]
    assert ask("lint", own=SETTINGS) == []


def test_the_files_of_a_grammar_begin_with_its_own(ask: Ask) -> None:
    files = ask("files", layout="classic-tab", form="form3")
    assert [file["folder"] for file in files[:2]] == ["layouts", "pages"]
    assert {"form3.lark", "section16.lark"} <= {file["file"] for file in files}
    notice = {"name": "trade_notice", "text": text_of(ROOT / "examples" / "trade_notice.lark")}
    assert [file["file"] for file in ask("files", own=notice)][:2] == ["trade_notice.lark", "form4.lark"]


def test_any_language_is_read(ask: Ask) -> None:
    text = text_of(ROOT / "examples" / "settings.conf")
    found = ask("read", text=text, own=SETTINGS)
    assert (found["kind"], found["layout"], found["form"]) == ("language", "settings", None)
    changed = ask("changes", text=text.replace("=", ":"), own=SETTINGS, base={"own": SETTINGS})
    assert changed == []


@pytest.mark.parametrize("name", ["", "..", "../../etc/passwd", "a" * 300, "\N{ROCKET} \ud800", "mine.old"])
def test_a_grammar_may_have_any_name(ask: Ask, name: str) -> None:
    assert ask("read", text="a=1\n", own={**SETTINGS, "name": name})["kind"] == "language"


@pytest.mark.parametrize(
    "text", ["", "\ud800", "\0", "x\r\ny\rz", *map(text_of, sorted(FIXTURES.glob("same-filing/*.*")))]
)
def test_every_text_has_a_page(ask: Ask, text: str) -> None:
    assert ask("read", text=text)["report"]
    assert ask("read", text="a", own={"name": "mine", "text": text})  # as a grammar, it may have faults
