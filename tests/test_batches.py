"""Many files or texts, read one by one or by processes."""

from __future__ import annotations

import itertools
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest
from commands import double_or_die
from conftest import FIXTURES, text_of

import form4_grammar as f4
from form4_grammar import pools
from form4_grammar.cli import inputs, main

PATHS = sorted(FIXTURES.glob("purchase/*"))
PURCHASE = FIXTURES / "purchase" / "classic-tab.txt"


@pytest.mark.parametrize("workers", [1, 2])
def test_results_come_in_order_and_a_file_that_cannot_be_read_is_one(workers: int) -> None:
    paths = [*PATHS, Path("no such file"), *PATHS]
    seen: list[tuple[int, int | None]] = []
    results = list(f4.read_many(paths, workers=workers, on_progress=lambda done, total: seen.append((done, total))))
    assert [result.item for result in results] == paths
    assert seen == [(number, len(paths)) for number in range(1, len(paths) + 1)]
    missing = results.pop(len(PATHS))
    assert missing.reading is None
    assert isinstance(missing.error, FileNotFoundError)
    for result in results:
        assert isinstance(result.item, Path)
        assert result.error is None
        assert result.reading == attrs.evolve(f4.read_file(result.item), parse=None)
        assert result.reading.spans() == f4.read_file(result.item).spans()


def test_texts_and_their_limits() -> None:
    texts = [text_of(path) for path in PATHS]
    short, *_ = f4.read_many(texts, kind="texts", max_chars=100)
    assert short.reading is not None
    assert short.reading.diagnostics[0].code == "too-long"
    found = [result.reading for result in f4.read_many(iter(texts), kind="texts", trees=True)]
    assert found == [f4.read(text) for text in texts]
    assert all(reading and reading.tree for reading in found)


@pytest.mark.parametrize("workers", [1, 2])
def test_items_are_taken_as_they_are_needed(workers: int) -> None:
    taken = 0

    def without_end() -> Iterator[Path]:
        nonlocal taken
        while True:
            taken += 1
            yield PURCHASE

    totals: list[int | None] = []
    results = f4.read_many(without_end(), workers=workers, on_progress=lambda _, total: totals.append(total))
    assert len(list(itertools.islice(results, 40))) == 40
    assert set(totals) == {None}
    assert taken <= 40 + 2 * 64 + 16
    results.close()  # type: ignore[attr-defined]


def test_no_more_results_wait_than_are_allowed() -> None:
    taken = 0

    def without_end() -> Iterator[int]:
        nonlocal taken
        for number in itertools.count(100):
            taken += 1
            yield number

    found = pools.map_in_processes(double_or_die, without_end(), 2, ahead=8)
    assert list(itertools.islice(found, 30)) == [2 * number for number in range(100, 130)]
    assert taken <= 30 + 8 + 4
    found.close()


@pytest.mark.parametrize(("killed", "is_raised"), [(3, False), (4, True)])
def test_a_process_that_is_killed_before_it_starts_is_replaced(
    killed: int, is_raised: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = 0

    class OneRun(pools._Worker):
        def take(self, run: list[tuple[int, int]]) -> None:
            nonlocal made
            if made < killed:
                self.process.kill()
                self.process.join()
            made += 1
            super().take(run)

    monkeypatch.setattr(pools, "_Worker", OneRun)
    found = pools.map_in_processes(double_or_die, [1, 2], 1)
    if is_raised:
        with pytest.raises(RuntimeError, match="could not start"):
            list(found)
    else:
        assert list(found) == [2, 4]


def test_a_worker_that_dies_is_one_result(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def one_dies(function, items, count, **_):  # type: ignore[no-untyped-def]
        _, *rest = items
        yield pools.Lost(-signal.SIGKILL)
        yield from map(function, rest)

    monkeypatch.setattr("form4_grammar.batches.map_in_processes", one_dies)
    dead, alive = f4.read_many([PURCHASE, PURCHASE], workers=2)
    assert dead.reading is None
    assert isinstance(dead.error, f4.WorkerDiedError)
    assert str(dead.error) == "the process that read it has died (-9); is memory short?"
    assert alive.reading is not None


def test_the_command_divides_many_files_among_processes(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    names = [*map(str, PATHS), "no such file"]
    assert main(["parse", "--jsonl", *names]) == 4
    alone = capfdbinary.readouterr()
    monkeypatch.setattr(inputs, "MANY", 2)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    assert main(["parse", "--jsonl", *names]) == 4
    assert capfdbinary.readouterr() == alone


def test_wrong_usage_is_an_error_at_once() -> None:
    with pytest.raises(ValueError, match="workers is 1 or more"):
        f4.read_many(PATHS, workers=0)
    with pytest.raises(ValueError, match='"files" or "texts", not \'urls\''):
        f4.read_many(PATHS, kind="urls")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="takes several items"):
        f4.read_many("filing.txt")
    with pytest.raises(TypeError, match='takes paths, or texts with kind="texts", not bytes'):
        list(f4.read_many([b"filing.txt"]))  # type: ignore[list-item]
    with pytest.raises(TypeError, match="call read_file\\(path\\)"):
        list(f4.read_many([PURCHASE], kind="texts"))
