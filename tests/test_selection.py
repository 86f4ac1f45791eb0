"""Which diagnostics the command shows, what their codes mean, and what a run over many files comes to."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from conftest import FIXTURES, ROOT

import form4_grammar as f4
from form4_grammar.cli import main
from form4_grammar.cli.settings import KEYS
from form4_grammar.diagnostics import CODES
from form4_grammar.explanations import explanations
from form4_grammar.rules import RULES

BROKEN = "broken.txt"  # an error, and no warning
DOUBTFUL = "old/doubtful.txt"  # two warnings, and no error
NAMES = {BROKEN: "impossible-date", DOUBTFUL: "price-without-dollar-sign"}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, fixture in NAMES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(FIXTURES / fixture / "classic-tab.txt", tmp_path / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def settings(folder: Path, text: str) -> None:
    (folder / "pyproject.toml").write_text(f"[tool.form4]\n{text}\n", encoding="utf-8")


def codes_of(capture: pytest.CaptureFixture[bytes], *arguments: str) -> tuple[int, list[str]]:
    status = main(["parse", "--no-rules", "--diagnostics", "json", *arguments, BROKEN, DOUBTFUL])
    return status, [found["code"] for found in json.loads(capture.readouterr().out)]


@pytest.mark.parametrize(
    ("arguments", "status", "codes"),
    [
        ([], 1, ["impossible-date", "no-dollar-sign", "no-dollar-sign"]),
        (["--select", "impossible-date"], 1, ["impossible-date"]),
        (["--select", "impossible-*,no-dollar-sign", "--ignore", "no-*"], 1, ["impossible-date"]),
        (["--ignore", "impossible-date"], 0, ["no-dollar-sign", "no-dollar-sign"]),
        (["--ignore", "impossible-date", "--ignore", "no-dollar-sign", "--strict"], 0, []),
    ],
)
def test_diagnostics_are_selected_by_code(
    arguments: list[str], status: int, codes: list[str], folder: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert codes_of(capfdbinary, *arguments) == (status, codes)


def test_settings_select_too_and_by_path(folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    settings(folder, 'ignore = ["impossible-date"]')
    assert codes_of(capfdbinary) == (0, ["no-dollar-sign", "no-dollar-sign"])
    assert codes_of(capfdbinary, "--ignore", "no-dollar-sign") == (0, [])
    settings(folder, '[tool.form4.per-path-ignores]\n"old/*" = ["no-*"]')
    assert codes_of(capfdbinary) == (1, ["impossible-date"])
    settings(folder, 'select = ["no-dollar-sign"]')
    assert codes_of(capfdbinary, "--select", "impossible-date") == (1, ["impossible-date"])


def test_readings_as_json_have_every_diagnostic(folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    settings(folder, 'ignore = ["*"]')
    assert main(["parse", "--jsonl", BROKEN]) == 1
    assert [d["code"] for d in json.loads(capfdbinary.readouterr().out)["diagnostics"]] == ["impossible-date"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('select = ["no-such-code"]', "no diagnostic has the code 'no-such-code'"),
        ('ignore = "impossible-date"', "this is no list of codes"),
        ('colour = "red"', "no setting 'colour'; there are grammars, ignore, layouts, per-path-ignores, select, store"),
        ("per-path-ignores = 5", "per-path-ignores is a table"),
        ("select =", "pyproject.toml: "),
    ],
)
def test_settings_that_are_wrong_are_one_line(
    text: str, told: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings(folder, text)
    assert main(["parse", BROKEN]) == 2
    assert told in capsys.readouterr().err


def test_the_docs_list_every_setting() -> None:
    page = (ROOT / "docs" / "reference" / "command.md").read_text(encoding="utf-8")
    table = page.split("## Settings")[1].split("\n##")[0]
    cells = [line.split(" | ")[0] for line in table.splitlines() if line.startswith("| `")]
    assert {key for cell in cells for key in cell.split("`")[1::2]} == KEYS


def test_an_option_with_an_unknown_code_is_wrong_usage(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["parse", "--select", "cell-cuont", BROKEN]) == 2
    assert "--select: no diagnostic has the code 'cell-cuont'" in capsys.readouterr().err


def test_statistics_count_each_code(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["parse", "--no-rules", "--statistics", BROKEN, DOUBTFUL]) == 1
    first, second = capsys.readouterr().out.splitlines()
    assert first.split()[:3] == ["2", "warning", "no-dollar-sign"]
    assert second.split()[:3] == ["1", "error", "impossible-date"]


def test_a_run_over_many_files_ends_with_its_causes(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(9):
        shutil.copy(BROKEN, f"copy-{number}.txt")
    assert main(["parse", "--no-rules", "."]) == 1
    end = capsys.readouterr().err.split(" causes in ")
    assert len(end) == 2
    [_, error, example, first, _, second, _] = end[1].splitlines()
    assert error == "  10 in 10 texts: error[impossible-date:non_derivative[].transaction_date]"
    assert example.startswith("      broken.txt:32:14: error[impossible-date]: Table I, column 2")
    assert first == "  1 in 1 text: warning[no-dollar-sign:derivative[].conversion_or_exercise_price]"
    assert second == "  1 in 1 text: warning[no-dollar-sign:non_derivative[].transaction_price_per_share]"
    assert main(["parse", "--no-rules", BROKEN]) == 1
    assert "cause" not in capsys.readouterr().err


def test_the_json_has_the_file_and_the_cause_in_the_order_of_the_texts(
    folder: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    command = ["parse", "--no-rules", "--diagnostics", "json", DOUBTFUL, BROKEN]
    assert main(command) == 1
    out = capfdbinary.readouterr().out
    found = json.loads(out)
    assert [each["source"] for each in found] == [DOUBTFUL, DOUBTFUL, BROKEN]
    assert found[0]["cause"] == "no-dollar-sign:non_derivative[].transaction_price_per_share"
    assert found[2]["cause"] == "impossible-date:non_derivative[].transaction_date"
    main(command)
    assert capfdbinary.readouterr().out == out


def test_a_missing_last_line_end_is_not_told_to_people(folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    path = str(FIXTURES / "no-last-newline" / "classic-tab.txt")
    assert main(["parse", path]) == 0
    assert b"no-last-newline" not in capfdbinary.readouterr().err
    assert main(["parse", "--jsonl", path]) == 0
    assert b"no-last-newline" in capfdbinary.readouterr().out


def test_explain_says_what_the_docs_say(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "cell-count"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("error[cell-count]\n")
    page = (ROOT / "docs" / "reference" / "diagnostics.md").read_text(encoding="utf-8")
    [row] = [line for line in page.splitlines() if line.startswith("| `cell-count` ")]
    for cell in row.strip("| ").split(" | ")[2:]:
        assert cell.strip("`") in out


@pytest.mark.parametrize("code", [*CODES, *(rule.code for rule in RULES)])
def test_every_code_is_explained(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", code]) == 0
    assert f"[{code}]\n" in capsys.readouterr().out
    assert all(each.meaning for each in explanations()[code])


def test_explain_of_another_word_names_what_is_near(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "missing-valu"]) == 2
    assert "did you mean missing-value" in capsys.readouterr().err
    assert main(["explain"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(explanations())


def test_the_page_of_a_reading_ends_with_what_is_left_out() -> None:
    from rich.console import Console

    from form4_grammar.views.page import diagnostics_page

    reading = f4.read_file(FIXTURES / "joint-owners-with-unknown-lines" / "current-tab.txt", max_diagnostics=0)
    console = Console(width=100)
    with console.capture() as shown:
        console.print(diagnostics_page(reading))
    assert "more-errors" in shown.get()
