"""A project's own grammars: those that ``form4 check`` takes by the files' paths, and layouts that are detected."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from conftest import FIXTURES, ROOT, text_of

import form4_grammar as f4
from form4_grammar.cli import main

PURCHASE = FIXTURES / "purchase" / "classic-tab.txt"
# The classic page with a line of its own above it, which is its landmark among others.
FUNDS = r"""//: page classic
//: landmark Fund administration copy[ ]*\n
//: landmark FORM [345]\b
//: landmark [A-Z ]*STATEMENT OF [A-Z ]*BENEFICIAL OWNERSHIP OF SECURITIES
//: landmark Reporting Owners[ \t]*\n
//: landmark Signatures[ \t]*\n
//: landmark Reporting Owner Name / Address\tRelationships\t
//: landmark 1\. ?Name and Address of Reporting Person ?\* [^*<\n]
"""
SETTINGS = """[tool.form4]
store = "kept"
layouts = ["grammars/funds.lark"]

[tool.form4.grammars]
"conf/*" = "grammars/settings.lark"
"""
COPY = "Fund administration copy\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a filing, the same as a fund's copy, and settings in a language of their own."""
    for folder in ("grammars", "filings", "conf"):
        (tmp_path / folder).mkdir()
    (tmp_path / "grammars" / "funds.lark").write_text(FUNDS)
    shutil.copy(ROOT / "examples" / "settings.lark", tmp_path / "grammars")
    (tmp_path / "filings" / "plain.txt").write_text(text_of(PURCHASE))
    (tmp_path / "filings" / "copy.txt").write_text(COPY + text_of(PURCHASE))
    (tmp_path / "conf" / "main.txt").write_text('name = "x"\nlimit = 5\n')
    stated = (
        'store = "kept"\nlayouts = ["grammars/funds.lark"]\n[tool.form4.grammars]\n"conf/*" = "grammars/settings.lark"'
    )
    (tmp_path / "pyproject.toml").write_text(f"[tool.form4]\n{stated}\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_one_run_reads_each_text_with_its_grammar(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--accept-new", "--error-case", "filings", "conf"]) == 0
    kept = {path.name.split(".")[0]: path.read_text() for path in (project / "kept").rglob("*.snap")}
    assert {name: text.split("\n", 1)[0] for name, text in kept.items()} == {
        "plain": "layout: classic-tab",
        "copy": "layout: funds",
        "main": "grammar: settings, from settings",
    }
    capsys.readouterr()
    assert main(["check", "filings", "conf"]) == 0
    assert "3 unchanged" in capsys.readouterr().out


def test_settings_hold_from_a_folder_below(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project / "conf")
    assert main(["check", "--accept-new", "main.txt"]) == 0
    assert list((project / "kept").rglob("*.snap"))


def test_the_command_line_holds_for_all_files(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--grammar", "grammars/settings.lark", "--accept-new", "conf"]) == 0
    assert main(["check", "--layout", "classic-tab", "--accept-new", "--error-case", "filings/copy.txt"]) == 0
    [kept] = [path.read_text() for path in (project / "kept").rglob("copy*")]
    assert kept.startswith("layout: classic-tab")


@pytest.mark.parametrize(
    ("stated", "told"),
    [
        ("store = 5", "store is a text"),
        ('layouts = "grammars/funds.lark"', "layouts is a list of texts"),
        ('grammars = ["grammars/settings.lark"]', "grammars is a table of patterns and grammars"),
        ('layouts = ["grammars/none.lark"]', "none.lark: No such file or directory"),
        ('layouts = ["grammars/settings.lark"]', "settings.lark: it has no landmarks"),
    ],
)
def test_settings_that_are_wrong_are_one_line(
    stated: str, told: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "pyproject.toml").write_text(f"[tool.form4]\n{stated}\n")
    assert main(["check", "filings"]) == 2
    shown = capsys.readouterr().err
    assert told in shown
    assert shown.count("\n") == 1


def test_a_layout_of_ones_own_is_detected_among_others(project: Path) -> None:
    own = f4.Layout.from_file("grammars/funds.lark")
    among = [*f4.layouts(), own]
    assert f4.detect(COPY + text_of(PURCHASE), among).layout == own
    assert str(f4.detect(text_of(PURCHASE), among).layout) == "classic-tab"
    assert f4.read(COPY + text_of(PURCHASE), among).layout == own
    assert str(f4.parse(text_of(PURCHASE), among).layout) == "classic-tab"


def test_a_layout_without_landmarks_cannot_be_detected(project: Path) -> None:
    (project / "grammars" / "none.lark").write_text("//: page classic\n")
    with pytest.raises(ValueError, match=r"none\.lark: it has no landmarks"):
        f4.detect("x", [f4.Layout.from_file("grammars/none.lark")])
    with pytest.raises(ValueError, match="no layout to detect"):
        f4.read("x", [])


@pytest.mark.parametrize("command", ["parse", "coverage", "report"])
def test_other_commands_detect_the_layouts_of_the_settings_too(
    project: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    assert main([command, "filings/copy.txt"]) == 0
    assert "funds" in capsys.readouterr().out


def test_tables_are_taken_of_texts_in_the_layouts_of_the_settings(project: Path) -> None:
    assert main(["extract", "filings", "--out", "tables", "--format", "csv"]) == 0
    told = [path.read_text() for path in (project / "tables").rglob("*.csv")]
    assert any(",funds," in text for text in told)


def test_settings_make_a_run_strict(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with_a_warning = text_of(FIXTURES / "price-without-dollar-sign" / "classic-tab.txt")
    (project / "filings" / "plain.txt").write_text(with_a_warning)
    accepting = ["check", "--accept-new", "filings/plain.txt"]
    stated = (project / "pyproject.toml").read_text()
    (project / "pyproject.toml").write_text(stated.replace("[tool.form4]", "[tool.form4]\nstrict = true"))
    assert main(["parse", "filings/plain.txt"]) == 1
    assert main(["parse", "--no-strict", "filings/plain.txt"]) == 0
    capsys.readouterr()
    assert main(accepting) == 1
    assert "warning[no-dollar-sign]" in capsys.readouterr().err
    assert main([*accepting, "--error-case"]) == 0
    assert main(["check", "filings/plain.txt"]) == 0  # a snapshot says that it is as it should be
    (project / "pyproject.toml").write_text(stated)
    assert main(["parse", "filings/plain.txt"]) == 0
    assert main(["parse", "--strict", "filings/plain.txt"]) == 1
