"""The faults around the program, row by row: what is tried, what must be, and what comes of it today.

    python benchmarks/faults.py [FILE]     # the table as Markdown; needs pytest and hypothesis, and two minutes

The rows are those of tests/fault_rows.py; the answers are what the tests of each row have seen.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))
from fault_rows import ROWS  # noqa: E402

LONGEST = 150  # characters of an answer
MOST = 2  # different answers of a row


def main(arguments: list[str]) -> int:
    with tempfile.TemporaryDirectory() as folder:
        results = Path(folder, "results.xml")
        tests = ["tests/test_faults.py", "tests/test_safe_output.py"]
        command = [sys.executable, "-m", "pytest", "-q", *tests, "-o", "junit_family=xunit1", f"--junitxml={results}"]
        done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
        answers = answers_of(ElementTree.parse(results).getroot())
    print(done.stdout.strip().rsplit("\n", 1)[-1], file=sys.stderr)
    page = "".join(table(answers))
    if arguments:
        Path(arguments[0]).write_text(page, encoding="utf-8")
    else:
        print(page, end="")
    return done.returncode or any(row not in answers for row in ROWS)


def answers_of(results: ElementTree.Element) -> dict[str, list[str]]:
    """What the tests of each row have told, and which of them have failed."""
    found: dict[str, list[str]] = {}
    for case in results.iter("testcase"):
        has_failed = case.find("failure") is not None or case.find("error") is not None
        for told in case.iter("property"):
            row, answer = told.get("name") or "", told.get("value") or ""
            found.setdefault(row, []).append(f"FAILS: {case.get('name')}" if has_failed else answer)
    return found


def table(answers: dict[str, list[str]]) -> list[str]:
    lines = ["| try | wanted | today | answers |\n|---|---|---|---|\n"]
    for row, (tried, wanted) in ROWS.items():
        told = answers.get(row, [])
        different = [cell(answer) for answer in dict.fromkeys(told)]
        today = "; ".join(different[:MOST]) + ("; …" if len(different) > MOST else "") or "**not tried**"
        lines.append(f"| {cell(tried)} | {cell(wanted)} | {today} | {len(told)} |\n")
    held = sum(row in answers and not any(a.startswith("FAILS") for a in answers[row]) for row in ROWS)
    return [*lines, f"\n{held} of {len(ROWS)} rows behave as wanted.\n"]


def cell(text: str) -> str:
    short = text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
    return short.replace("|", "\\|").replace("\n", " ")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
