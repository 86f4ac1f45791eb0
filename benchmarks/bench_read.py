"""Measure how long a reading takes, stage by stage, and how long it takes to build a grammar and to start the command.

    python -m pytest -c benchmarks/pytest.ini benchmarks [--benchmark-json FILE]

If the corpus (FORM4_CORPUS, else ../shared/corpus) is present, the texts are its documents of about the median size, so
that no text is read twice in a row. A benchmark measures and asserts nothing.
"""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

import form4_grammar as f4
from form4_grammar import lark_grammar
from form4_grammar.transforming import interpret

ROOT = Path(__file__).parent.parent
FIXTURES = ROOT / "tests" / "fixtures"
CORPUS = Path(os.environ.get("FORM4_CORPUS", ROOT.parent / "shared" / "corpus"))
SEEDS = [FIXTURES / "seed" / "classic-tab.txt", FIXTURES / "seed" / "classic-markdown.md"]


def text_of(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


def median_documents(layout: str, count: int = 41) -> list[str]:
    """The documents around the median size: each round reads another one of about the same size."""
    paths = sorted((CORPUS / layout).iterdir(), key=lambda path: path.stat().st_size)
    middle = len(paths) // 2
    return [text_of(path) for path in paths[middle - count // 2 : middle + count // 2 + 1]]


def sources() -> Iterator[Any]:
    yield pytest.param([text_of(SEEDS[0])], id="seed-tab")
    yield pytest.param([text_of(SEEDS[1])], id="seed-markdown")
    for layout in map(str, f4.layouts()):
        if (CORPUS / layout).is_dir():
            yield pytest.param(median_documents(layout), id=f"median-{layout}")


@pytest.mark.parametrize("texts", list(sources()))
@pytest.mark.parametrize("stage", ["detect", "parse", "interpret", "read"])
def test_stage(benchmark: BenchmarkFixture, stage: str, texts: list[str]) -> None:
    benchmark.group = stage
    parses = {text: f4.parse(text) for text in texts}
    call: Callable[[str], object] = {
        "detect": f4.detect,
        "parse": f4.parse,
        "interpret": lambda text: interpret(parses[text]),
        "read": f4.read,
    }[stage]
    turn = itertools.cycle(texts)
    benchmark.pedantic(call, setup=lambda: ((next(turn),), {}), rounds=max(200, len(texts) * 5), warmup_rounds=20)
    tokens = sorted(sum(1 for _ in parse.leaves) for parse in parses.values())[len(parses) // 2]
    benchmark.extra_info["tokens"] = tokens
    if benchmark.stats is not None:
        benchmark.extra_info["microseconds_per_token"] = round(benchmark.stats.stats.median * 1e6 / tokens, 2)


@pytest.mark.parametrize("layout", list(f4.layouts()), ids=str)
def test_build_of_a_grammar(benchmark: BenchmarkFixture, layout: f4.Layout) -> None:
    benchmark.group = "build"
    benchmark.pedantic(lark_grammar._built.__wrapped__, (layout.grammar(),), rounds=10)


@pytest.mark.parametrize("arguments", [["--help"], ["parse", str(SEEDS[0])]], ids=["help", "first-parse"])
def test_start_of_the_command(benchmark: BenchmarkFixture, arguments: list[str]) -> None:
    benchmark.group = "start"
    command = [sys.executable, "-m", "form4_grammar", *arguments]
    benchmark.pedantic(subprocess.run, (command,), {"capture_output": True, "check": True}, rounds=10)
