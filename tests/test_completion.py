"""What the shell completes, asked as the shell asks: argcomplete's answer on descriptor 8."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

pytest.importorskip("argcomplete", reason="argcomplete is not installed: pip install 'form4-grammar[completion]'")


def completed(line: str, folder: Path) -> list[str]:
    answer = folder / "answer"
    asked = os.environ | {
        "_ARGCOMPLETE": "1",
        "_ARGCOMPLETE_IFS": "\n",
        "_ARGCOMPLETE_STDOUT_FILENAME": str(answer),
        "COMP_LINE": line,
        "COMP_POINT": str(len(line)),
    }
    run = subprocess.run([sys.executable, "-m", "form4_grammar"], env=asked, cwd=ROOT, capture_output=True, check=False)
    assert (run.returncode, run.stderr) == (0, b"")
    return [word.strip() for word in answer.read_text().split("\n")]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("form4 pa", ["parse"]),
        ("form4 parse --layout classic-h", ["classic-html", "classic-html2text"]),
        ("form4 convert x.txt --to xm", ["xml"]),
        ("form4 explain cell", ["cell-count"]),
        ("form4 parse --ignore cell-count,both", ["cell-count,both-amounts"]),
        ("form4 tree x.txt --start table", ["table_1", "table_2"]),
        ("form4 grammar classic-tab --samples security_ti", ["security_title"]),
        ("form4 tree --grammar examples/settings.lark --start set", ["settings", "setting"]),
        ("form4 parse --format j", ["json", "jsonl"]),
        ("form4 grammar --form 3 sef", ["sefd"]),
    ],
)
def test_the_shell_completes(tmp_path: Path, line: str, words: list[str]) -> None:
    assert completed(line, tmp_path) == words
