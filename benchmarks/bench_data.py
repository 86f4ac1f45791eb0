"""Measure how long filings and readings take to become data and back, and batches with one process and with two.

    python -m pytest -c benchmarks/pytest.ini benchmarks/bench_data.py

A batch is a folder of the corpus if it is present, four times: about 1,000 texts of one layout. The figure has the
start of the processes in it, and that each builds the grammar. A benchmark measures and asserts nothing.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from bench_read import CORPUS, SEEDS
from pytest_benchmark.fixture import BenchmarkFixture

import form4_grammar as f4

READING = f4.read_file(SEEDS[0])
FILING = f4.load(SEEDS[0])
DATA = f4.to_dict(FILING)
WHOLE = READING.to_dict(places=True)


@pytest.mark.parametrize(
    "call",
    [
        pytest.param(lambda: f4.to_dict(FILING), id="to_dict"),
        pytest.param(lambda: f4.from_dict(DATA), id="from_dict"),
        pytest.param(lambda: f4.from_json(f4.to_json(FILING)), id="json-and-back"),
        pytest.param(lambda: READING.to_dict(places=True), id="reading-to_dict-places"),
        pytest.param(lambda: f4.Reading.from_dict(WHOLE), id="reading-from_dict-places"),
        pytest.param(lambda: f4.rows(READING), id="rows"),
    ],
)
def test_data(benchmark: BenchmarkFixture, call: object) -> None:
    benchmark.group = "data"
    benchmark.pedantic(call, rounds=300, warmup_rounds=20)


def batch() -> list[Path]:
    folder = CORPUS / "classic-tab"
    return sorted(folder.iterdir()) * 4 if folder.is_dir() else SEEDS[:1] * 1000


@pytest.mark.parametrize("workers", [1, 2])
def test_read_many(benchmark: BenchmarkFixture, workers: int) -> None:
    benchmark.group = "read_many"
    paths = batch()
    benchmark.pedantic(lambda: list(f4.read_many(paths, workers=workers)), rounds=2, warmup_rounds=0)
    benchmark.extra_info["files"] = len(paths)
