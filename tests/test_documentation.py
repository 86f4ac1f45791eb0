"""The samples and transcripts of the docs run, and print what the pages say."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, text_of

import form4_grammar as f4

PAGES = (
    "library",
    "web-service",
    "async",
    "pipeline",
    "language-model",
    "comparing",
    "your-own-grammar",
    "tables",
    "scale",
)
TEXTS_OF_PAGES = {name: (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8") for name in PAGES}
SAMPLE = re.compile(
    r"^##? (?P<heading>[^\n]+)$|^```python\n(?P<code>.*?)^```\n(?:\n(?P<printed>(?: {4}[^\n]*\n)+))?",
    re.MULTILINE | re.DOTALL,
)
OPTIONAL = ("polars", "pydantic", "fastapi", "pyarrow")


def samples() -> list[tuple[str, str, str]]:
    """The headings, the code and what it prints."""
    found, heading = [], ""
    for match in (match for text in TEXTS_OF_PAGES.values() for match in SAMPLE.finditer(text)):
        heading = match["heading"] or heading
        if match["code"]:
            found.append((heading, match["code"], re.sub("^ {4}", "", match["printed"] or "", flags=re.MULTILINE)))
    return found


SAMPLES = samples()


@pytest.mark.parametrize(("heading", "code", "printed"), SAMPLES, ids=[heading for heading, _, _ in SAMPLES])
def test_a_sample_prints_what_the_page_says(heading: str, code: str, printed: str, tmp_path: Path) -> None:
    for name in OPTIONAL:
        if f"import {name}" in code or f"from {name}" in code:
            pytest.importorskip(name, reason=f"{name} is not installed")
    file = tmp_path / "sample.py"
    file.write_text(code, encoding="utf-8")
    command = [sys.executable, "-W", "error", str(file)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr
    assert done.stdout == printed


def test_each_page_has_samples() -> None:
    assert all(SAMPLE.search(text) for text in TEXTS_OF_PAGES.values())
    assert len([printed for _, _, printed in SAMPLES if printed]) >= 9


TRANSCRIPT = re.compile(r"^ {4}\$ (?P<command>form4 [^\n]+)\n(?P<printed>(?: {4}[^\n]*\n)+)", re.MULTILINE)
DIAGNOSTICS = (ROOT / "docs" / "diagnostics.md").read_text(encoding="utf-8")


@pytest.mark.skipif(os.name == "nt", reason="the transcripts are of a POSIX shell")
@pytest.mark.parametrize(("command", "printed"), TRANSCRIPT.findall(DIAGNOSTICS))
def test_a_transcript_shows_what_the_command_prints(command: str, printed: str) -> None:
    program = f'"{sys.executable}" -m form4_grammar'
    done = subprocess.run(
        command.replace("form4", program, 1), shell=True, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False
    )
    shown = re.sub("^ {4}", "", printed, flags=re.MULTILINE)
    assert [line.strip() for line in done.stdout.splitlines()] == [line.strip() for line in shown.splitlines()]


def test_there_are_transcripts() -> None:
    assert len(TRANSCRIPT.findall(DIAGNOSTICS)) == 3


def test_the_web_service_answers() -> None:
    pytest.importorskip("fastapi", reason="fastapi is not installed")
    httpx = pytest.importorskip("httpx", reason="httpx is not installed")
    import asyncio

    [code] = [code for heading, code, _ in SAMPLES if heading == "In a web service"]
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
