"""What type checkers make of a consumer's code, and that it runs."""

from __future__ import annotations

import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from conftest import ROOT

CONSUMER = ROOT / "tests" / "consumer.py"


def run(*command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_the_consumer_s_code_runs() -> None:
    done = run(sys.executable, str(CONSUMER), "examples/filing.txt", folder=ROOT)
    assert done.returncode == 0, done.stderr
    first, second, *_ = done.stdout.splitlines()
    assert first.startswith("2023-03-14 [Decimal('31.0725'), Decimal('31.9'), Decimal('32')] True ['form_type', ")
    assert second == "['classic-tab', \"[Errno 2] No such file or directory: 'no such file'\"]"


def test_mypy_is_content(tmp_path: Path) -> None:
    """In a folder of its own: the settings of this project are not the consumer's."""
    pytest.importorskip("mypy", reason="mypy is not installed")
    shutil.copy(CONSUMER, tmp_path)
    done = run(sys.executable, "-m", "mypy", "--strict", "consumer.py", folder=tmp_path)
    assert done.returncode == 0, done.stdout


def test_pyright_is_content(tmp_path: Path) -> None:
    if find_spec("pyright") is None or shutil.which("node") is None:
        pytest.skip("pyright, or the node that it needs, is not installed")
    shutil.copy(CONSUMER, tmp_path)
    (tmp_path / "pyrightconfig.json").write_text('{"typeCheckingMode": "strict"}', encoding="utf-8")
    python = ("--pythonpath", sys.executable)
    done = run(sys.executable, "-m", "pyright", *python, "consumer.py", folder=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
