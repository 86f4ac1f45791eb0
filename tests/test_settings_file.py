"""A pyproject.toml that is not as the settings need it is told, or left to others."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT

from form4_grammar.cli import main

FILING = str(ROOT / "examples" / "filing.txt")


@pytest.mark.parametrize("stated", ["tool = 3", "tool = []"])
def test_a_tool_that_is_no_table_has_no_settings(
    stated: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "pyproject.toml").write_text(f"{stated}\n")
    monkeypatch.chdir(tmp_path)
    assert main(["parse", FILING, "--json"]) == 0


def test_a_store_that_no_path_can_name_is_wrong_usage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.form4]\nstore = "\\u0000"\n')
    monkeypatch.chdir(tmp_path)
    assert main(["check", FILING]) == 2
    assert "store has a NUL character" in capsys.readouterr().err
