"""The samples and transcripts of the docs run, and print what the pages say."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import attrs
import pytest
from conftest import ROOT, text_of

import form4_grammar as f4

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
# A heading; a sample of Python, and what it prints; the commands of a shell, each with what it prints.
PART = re.compile(
    r"^##+ (?P<heading>[^\n]+)$"
    r"|^```python\n(?P<code>.*?)^```\n(?:\n(?P<printed>(?: {4}[^\n]*\n|\n(?= {4}))+))?"
    r"|^(?P<transcript> {4}\$ [^\n]+\n(?: {4}[^\n]*\n|\n(?= {4}))*)",
    re.MULTILINE | re.DOTALL,
)
OPTIONAL = ("duckdb", "fastapi", "pandas", "polars", "pyarrow", "pydantic")
LEFT_OUT = "…"  # a line of a transcript that stands for any lines


@attrs.frozen
class Part:
    """A sample, or all transcripts of a page.

    Attributes:
        page: the page, from the top of the checkout
        heading: what stands above it
        code: Python; or commands of a shell, a line each
        printed: what it prints; of commands, one after the other
    """

    page: str
    heading: str
    code: str
    printed: str

    def __str__(self) -> str:
        return f"{self.page}: {self.heading}"


def parts(page: Path) -> tuple[list[Part], list[Part]]:
    """The samples and the transcripts of a page."""
    name, heading = page.relative_to(ROOT).as_posix(), ""
    samples, transcripts = [], []
    for found in PART.finditer(page.read_text(encoding="utf-8")):
        heading = found["heading"] or heading
        if found["code"]:
            samples.append(Part(name, heading, found["code"], unindented(found["printed"] or "")))
        elif found["transcript"]:
            lines = unindented(found["transcript"]).splitlines(keepends=True)
            commands = "".join(line.removeprefix("$ ") for line in lines if line.startswith("$ "))
            printed = "".join(line for line in lines if not line.startswith("$ "))
            transcripts.append(Part(name, heading, commands, printed))
    return samples, transcripts


def unindented(text: str) -> str:
    return re.sub("^ {4}", "", text, flags=re.MULTILINE).rstrip("\n") + "\n" if text else ""


SAMPLES, TRANSCRIPTS = ([part for page in PAGES for part in parts(page)[kind]] for kind in (0, 1))


@pytest.mark.parametrize("sample", SAMPLES, ids=str)
def test_a_sample_prints_what_the_page_says(sample: Part, tmp_path: Path) -> None:
    for name in OPTIONAL:
        if f"import {name}" in sample.code or f"from {name}" in sample.code:
            pytest.importorskip(name, reason=f"{name} is not installed")
    file = tmp_path / "sample.py"
    file.write_text(sample.code, encoding="utf-8")
    command = [sys.executable, "-W", "error", str(file)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr
    assert done.stdout == sample.printed


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder like the checkout, whose grammar a transcript may edit."""
    for name in ("docs", "examples", "form4_grammar", "snapshots", "tests"):
        (tmp_path / name).symlink_to(ROOT / name, target_is_directory=True)
    shutil.copytree(ROOT / "grammar", tmp_path / "grammar")
    command = tmp_path / "bin" / "form4"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m form4_grammar "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    return tmp_path


@pytest.mark.skipif(os.name == "nt", reason="the transcripts are of a POSIX shell")
@pytest.mark.parametrize("transcript", TRANSCRIPTS, ids=str)
def test_a_transcript_shows_what_the_commands_print(transcript: Part, checkout: Path) -> None:
    path = os.pathsep.join([str(checkout / "bin"), os.environ["PATH"]])
    environment = {**os.environ, "PATH": path, "PYTHONPATH": str(checkout), "COLUMNS": "100"}
    done = subprocess.run(
        ["sh", "-c", transcript.code],
        cwd=checkout,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    shown = [line.strip() for line in transcript.printed.splitlines()]
    pattern = "".join(r"(.*\n)*?" if line == LEFT_OUT else f"{re.escape(line)}\n" for line in shown)
    printed = "".join(f"{line.strip()}\n" for line in done.stdout.rstrip().splitlines())
    assert re.fullmatch(pattern, printed), printed


def test_there_are_samples_and_transcripts() -> None:
    assert len([sample for sample in SAMPLES if sample.printed]) >= 14
    assert len(TRANSCRIPTS) >= 12


def test_the_web_service_answers() -> None:
    pytest.importorskip("fastapi", reason="fastapi is not installed")
    httpx = pytest.importorskip("httpx", reason="httpx is not installed")
    import asyncio

    [code] = [sample.code for sample in SAMPLES if sample.heading == "In a web service"]
    names: dict[str, object] = {}
    exec(compile(code, "service.py", "exec"), names)
    text = text_of(ROOT / "examples" / "filing.txt")

    async def answers() -> list[dict[str, object]]:
        transport = httpx.ASGITransport(app=names["app"])
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            found = [await client.post("/readings", content=sent) for sent in (text, "Dear Sir", "x" * 1_000_001)]
        assert {answer.status_code for answer in found} == {200}
        return [answer.json() for answer in found]

    read, other, long = asyncio.run(answers())
    assert read == f4.read(text).with_rules().to_dict()
    assert other["filing"] is None
    assert [each["code"] for each in long["diagnostics"]] == ["too-long"]  # type: ignore[attr-defined, index]
