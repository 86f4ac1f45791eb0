"""Measure how long it takes to write a filing, and to read the text again as ``dumps`` does before it returns it.

python -m pytest -c benchmarks/pytest.ini benchmarks/bench_write.py
"""

from __future__ import annotations

import itertools

import pytest
from bench_read import CORPUS, SEEDS, median_documents, text_of
from pytest_benchmark.fixture import BenchmarkFixture

import form4_grammar as f4
from form4_grammar.rendering import PRINTERS, render

# The filings of the documents of median size if the corpus is present, otherwise those of the seeds.
TEXTS = median_documents("classic-tab") if CORPUS.is_dir() else [text_of(path) for path in SEEDS]
FILINGS = [f4.loads(text) for text in TEXTS]


@pytest.mark.parametrize("layout", PRINTERS)
@pytest.mark.parametrize("stage", [render, f4.dumps], ids=["render", "dumps"])
def test_write(benchmark: BenchmarkFixture, stage: object, layout: str) -> None:
    benchmark.group = getattr(stage, "__name__", "")
    filings = itertools.cycle(FILINGS)
    benchmark(lambda: stage(next(filings), layout))  # type: ignore[operator]
