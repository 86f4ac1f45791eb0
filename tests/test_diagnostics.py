"""docs/reference/diagnostics.md lists every code with its severity and a fixture that shows it."""

from __future__ import annotations

import re

import pytest
from conftest import FIXTURES, ROOT

import form4_grammar as f4
from form4_grammar.diagnostics import CODES

ROW = re.compile(r"^\| `([a-z0-9-]+)` \| (\w+) \|.*\| `([^`]+)` \|$", re.MULTILINE)
ROWS = ROW.findall((ROOT / "docs" / "reference" / "diagnostics.md").read_text(encoding="utf-8"))
# The limits of ``read`` that bring about a diagnostic.
FEW: dict[str, int] = {"max_diagnostics": 0}
LIMITS = {"too-long": {"max_chars": 100}, "more-errors": FEW, "more-warnings": FEW, "more-infos": FEW}


def test_the_page_lists_every_code_with_its_severity() -> None:
    assert {code: severity for code, severity, _ in ROWS} == CODES


@pytest.mark.parametrize(("code", "example"), [(code, example) for code, _, example in ROWS])
def test_the_example_of_a_code_carries_it(code: str, example: str) -> None:
    reading = f4.read_file(FIXTURES / example, **LIMITS.get(code, {}))
    assert code in {diagnostic.code for diagnostic in reading.diagnostics}


def test_a_windows_1252_file_has_a_warning_at_its_first_such_byte() -> None:
    reading = f4.read_file(FIXTURES / "bytes" / "windows-1252" / "classic-tab.dat")
    [warning] = [diagnostic for diagnostic in reading.diagnostics if diagnostic.severity == "warning"]
    assert (warning.code, warning.found) == ("windows-1252", "é")
