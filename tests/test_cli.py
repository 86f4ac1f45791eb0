"""The ``form4`` command, as a person or a script calls it."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import FIXTURES, text_of

from form4_grammar.cli import main

PURCHASE = str(FIXTURES / "purchase" / "classic-tab.txt")
BROKEN = str(FIXTURES / "impossible-date" / "classic-tab.txt")
DOUBTFUL = str(FIXTURES / "price-without-dollar-sign" / "classic-tab.txt")


def form4(*arguments: str, **more: object) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "form4_grammar", *arguments]
    return subprocess.run(command, capture_output=True, check=False, **more)  # type: ignore[call-overload, no-any-return]


def test_parse_shows_a_page(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["parse", PURCHASE]) == 0
    out, err = capsys.readouterr()
    assert "Form 4" in out
    assert "Table I - Non-Derivative Securities" in out
    assert err == ""


def test_parse_shows_a_diagnostic_with_its_line_and_a_marker(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["parse", BROKEN]) == 1
    err = capsys.readouterr().err.split("\n")
    marked = next(i for i, line in enumerate(err) if "^" in line)
    start = err[marked].index("^")
    assert err[marked - 1][start : start + len("02/30/2022")] == "02/30/2022"
    assert "→" in err[marked - 1]  # tabs are made visible
    assert any(line.startswith("  --> ") for line in err)


def test_json_lines_are_one_a_reading(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["parse", "--jsonl", PURCHASE, BROKEN]) == 1
    lines = capfdbinary.readouterr().out.decode().splitlines()
    readings = [json.loads(line) for line in lines]
    assert [reading["source"] for reading in readings] == [PURCHASE, BROKEN]
    assert all(tuple(r) == ("schema", "source", "layout", "filing", "diagnostics") for r in readings)
    found = readings[1]["diagnostics"][0]
    assert tuple(found) == ("code", "severity", "message", "path", "span", "expected", "found", "hint")
    assert tuple(found["span"]) == ("start", "end", "line", "column")


def test_diagnostics_alone_as_json(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["parse", "--no-rules", "--diagnostics", "json", PURCHASE, BROKEN, DOUBTFUL]) == 1
    found = json.loads(capfdbinary.readouterr().out)
    assert [(d["source"], d["code"]) for d in found] == [
        (BROKEN, "impossible-date"),
        (DOUBTFUL, "no-dollar-sign"),
        (DOUBTFUL, "no-dollar-sign"),
    ]


def test_diagnostics_as_sarif(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["parse", "--no-rules", "--diagnostics", "sarif", PURCHASE, BROKEN, DOUBTFUL]) == 1
    log = json.loads(capfdbinary.readouterr().out)
    assert log["version"] == "2.1.0"
    [run] = log["runs"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["impossible-date", "no-dollar-sign"]
    assert [(result["ruleId"], result["level"]) for result in run["results"]] == [
        ("impossible-date", "error"),
        ("no-dollar-sign", "warning"),
        ("no-dollar-sign", "warning"),
    ]
    [location] = run["results"][0]["locations"]
    assert location["physicalLocation"]["artifactLocation"]["uri"] == Path(BROKEN).as_uri()
    region = location["physicalLocation"]["region"]
    line = text_of(Path(BROKEN)).split("\n")[region["startLine"] - 1]
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == "02/30/2022"
    offset = region["charOffset"]
    assert text_of(Path(BROKEN))[offset : offset + region["charLength"]] == "02/30/2022"
    assert location["logicalLocations"][0]["fullyQualifiedName"].startswith("non_derivative[")


def test_diagnostics_as_annotations(capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path) -> None:
    odd = tmp_path / "50%, odd.txt"
    odd.write_text(text_of(Path(DOUBTFUL)), encoding="utf-8")
    assert main(["parse", "--no-rules", "--diagnostics", "github", str(odd)]) == 0
    line, _ = capfdbinary.readouterr().out.decode().splitlines()
    assert line.startswith(f"::warning file={tmp_path}/50%25%2C odd.txt,line=")
    assert line.partition("::Table I, column 4")[0].endswith(",title=no-dollar-sign")


def test_json_is_the_same_indented(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["parse", "--json", PURCHASE]) == 0
    indented = json.loads(capfdbinary.readouterr().out)
    assert main(["parse", "--jsonl", PURCHASE]) == 0
    assert json.loads(capfdbinary.readouterr().out) == indented


def test_csv_has_one_head_and_a_line_for_each_row(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["parse", "--csv", PURCHASE, PURCHASE]) == 0
    rows = list(csv.DictReader(io.StringIO(capfdbinary.readouterr().out.decode())))
    assert len(rows) == 2
    assert rows[0] == rows[1]
    assert rows[0]["source"] == PURCHASE


def test_a_folder_stands_for_its_texts(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    for name in ("b.txt", "a.md", "c.pdf"):
        (tmp_path / name).write_bytes(Path(PURCHASE).read_bytes())
    assert main(["parse", "--jsonl", str(tmp_path)]) == 0
    sources = [json.loads(line)["source"] for line in capfdbinary.readouterr().out.splitlines()]
    assert sources == [str(tmp_path / "a.md"), str(tmp_path / "b.txt")]


def test_a_pattern_that_the_shell_has_left_stands_for_what_it_matches(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    for name in ("2022/b.txt", "2023/a.txt", "2023/[a].txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(Path(PURCHASE).read_bytes())

    def sources(pattern: str) -> list[str]:
        assert main(["parse", "--jsonl", str(tmp_path / pattern)]) == 0
        return [json.loads(line)["source"] for line in capfdbinary.readouterr().out.splitlines()]

    assert sources("*/[ab].txt") == [str(tmp_path / "2022" / "b.txt"), str(tmp_path / "2023" / "a.txt")]
    assert sources("2022*") == [str(tmp_path / "2022" / "b.txt")]
    assert sources("2023/[a].txt") == [str(tmp_path / "2023" / "[a].txt")], "a file's own name is no pattern"


def test_a_dash_is_standard_input() -> None:
    done = form4("parse", "--jsonl", "-", input=Path(PURCHASE).read_bytes())
    assert done.returncode == 0
    assert json.loads(done.stdout)["filing"]["form_type"] == "4"


def test_tree_shows_place_terminal_column_and_text(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tree", PURCHASE]) == 0
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    assert "transaction_date  [2 Transaction Date (Month/Day/Year)]" in lines
    assert any(line.endswith(' _SEP "\\t"') for line in lines)


def test_tree_can_be_cut_to_a_depth_and_to_a_place(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tree", "--depth", "1", PURCHASE]) == 0
    assert "table_1_row" not in capsys.readouterr().out
    line = next(i for i, line in enumerate(text_of(Path(PURCHASE)).split("\n"), 1) if line.startswith("Common Stock"))
    assert main(["tree", "--at", f"{line}:3", PURCHASE]) == 0
    shown = [line.split()[0] for line in capsys.readouterr().out.splitlines()]
    assert shown == ["filing", "table_1", "table_1_row", "security_title", f"{line}:1"]


def test_tokens_are_the_text_in_order(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tokens", PURCHASE]) == 0
    assert "DATE" in {line.split()[1] for line in capsys.readouterr().out.splitlines()}


def test_a_section_alone_has_a_tree(capsys: pytest.CaptureFixture[str]) -> None:
    path = FIXTURES / "sections" / "footnotes-with-remarks" / "classic-tab.txt"
    assert main(["tree", "--start", "footnotes", "--layout", "classic-tab", str(path)]) == 0
    assert capsys.readouterr().out.startswith("footnotes")


def sold_as_acquired(folder: Path) -> str:
    """A text that reads without any diagnostic, in which a sale acquires shares."""
    file = folder / "doubtful.txt"
    file.write_text(text_of(Path(PURCHASE)).replace("\tP\t", "\tS\t"), encoding="utf-8")
    return str(file)


def test_parse_shows_what_the_rules_doubt_at_its_place_unless_told_not_to(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = sold_as_acquired(tmp_path)
    assert main(["parse", file]) == 0
    err = capsys.readouterr().err
    assert "warning[code-against-direction]" in err
    assert "^" in err
    assert main(["parse", "--strict", file]) == 1
    capsys.readouterr()
    assert main(["parse", "--strict", "--no-rules", file]) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("form", ["--json", "--jsonl"])
def test_data_have_what_the_rules_doubt_unless_told_not_to(
    form: str, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    file = sold_as_acquired(tmp_path)
    assert main(["parse", form, file]) == 0
    [found] = json.loads(capfdbinary.readouterr().out)["diagnostics"]
    assert (found["code"], found["severity"]) == ("code-against-direction", "warning")
    assert found["span"]["line"] > 1
    assert main(["parse", form, "--no-rules", file]) == 0
    assert json.loads(capfdbinary.readouterr().out)["diagnostics"] == []


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["parse", PURCHASE], 0),
        (["parse", DOUBTFUL], 0),
        (["parse", "--strict", DOUBTFUL], 1),
        (["parse", BROKEN], 1),
        (["parse", "no such file", BROKEN], 4),
        (["parse", "--layout", "no-such-layout", PURCHASE], 2),
        (["parse", "--grammar", "no such grammar", PURCHASE], 2),
        (["parse", "--grammar", __file__, PURCHASE], 2),
        (["tree", "--at", "here", PURCHASE], 2),
        (["tree", "--at", "9999:1", PURCHASE], 2),
        (["tree", "--start", "row", PURCHASE], 2),
    ],
)
def test_exit_status(arguments: list[str], status: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == status
    err = capsys.readouterr().err
    assert "Traceback" not in err
    if status in (2, 4):
        assert err.startswith("form4: ")


def test_wrong_usage_ends_with_2() -> None:
    for arguments in (["parse"], ["no-such-command"], ["parse", "--json", "--csv", PURCHASE]):
        done = form4(*arguments)
        assert done.returncode == 2
        assert b"Traceback" not in done.stderr


def test_a_user_s_grammar_reads(capsys: pytest.CaptureFixture[str]) -> None:
    grammar = Path(__file__).parent.parent / "grammar" / "layouts" / "classic-markdown.lark"
    assert main(["parse", "--grammar", str(grammar), PURCHASE]) == 0
    assert "(classic-markdown)" in capsys.readouterr().out


def test_a_closed_pipe_ends_quietly() -> None:
    command = f'"{sys.executable}" -m form4_grammar tokens "{PURCHASE}" "{PURCHASE}" | head -1'
    done = subprocess.run(command, shell=True, capture_output=True, check=False)
    assert done.stderr == b""


def test_a_console_that_cannot_show_a_character_shows_a_replacement() -> None:
    done = form4("tokens", "-", input="Größe €\n".encode(), env={**os.environ, "PYTHONIOENCODING": "ascii"})
    assert b"Gr??e ?" in done.stdout


def test_version_and_help() -> None:
    assert form4("--version").stdout.startswith(b"form4-grammar ")
    assert b"exit status:" in form4("parse", "--help").stdout
