"""Readings as nested Arrow values, and the engines that map Arrow batches."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import attrs
import pytest
from conftest import FIXTURES, ROOT, TEXTS, text_of

import form4_grammar as f4

pyarrow = pytest.importorskip("pyarrow", reason="pyarrow is not installed")

NAMES = ("purchase", "option-exercise", "row-missing-a-cell", "joint-owners", "impossible-date", "equity-swap", "empty")
GIVEN = [text_of(FIXTURES / name / "classic-tab.txt") for name in NAMES] * 2
IDS = [str(number) for number in range(len(GIVEN))]


def given() -> Any:
    return pyarrow.table({"id": IDS, "text": GIVEN})


def plain(found: Any) -> Any:
    """A value of a class as Arrow gives it back: dicts, lists, and a kind in each row."""
    if isinstance(found, tuple):
        return [plain(each) for each in found]
    if not attrs.has(type(found)):
        return found
    fields = {field.name: plain(getattr(found, field.name)) for field in attrs.fields(type(found))}
    return fields | ({"kind": found.kind} if hasattr(found, "kind") else {})


def without_absent(found: Any, known: Any) -> Any:
    """What Arrow gives back, without the keys that only the other kind of row has; they are all null."""
    if isinstance(found, list):
        assert len(found) == len(known)
        return [without_absent(each, other) for each, other in zip(found, known, strict=True)]
    if isinstance(found, dict) and isinstance(known, dict):
        assert all(found[key] is None for key in found.keys() - known.keys())
        return {key: without_absent(found[key], known[key]) for key in known}
    return found


@pytest.mark.parametrize("of", ["table", "batch"])
def test_each_row_has_its_reading(of: str) -> None:
    texts = GIVEN + [text_of(path) for path in TEXTS if path.parent.name in ("form-3", "form-5", "joint-owners")]
    table = pyarrow.table({"text": texts, "id": list(range(len(texts)))})
    [batch] = table.to_batches()
    made = f4.read_batch(table if of == "table" else batch)
    assert type(made) is (pyarrow.Table if of == "table" else pyarrow.RecordBatch)
    assert made.schema == f4.batch_schema(table.schema)
    assert made.column("id").to_pylist() == table.column("id").to_pylist()
    for text, row in zip(texts, made.column("reading").to_pylist(), strict=True):
        reading = f4.read(text)
        assert row["layout"] == str(reading.layout)
        for name in ("filing", "diagnostics"):
            expected = plain(getattr(reading, name))
            assert without_absent(row[name], expected) == expected


def test_a_null_is_an_empty_text_and_rules_are_asked_for() -> None:
    [row] = f4.read_batch(pyarrow.table({"text": pyarrow.array([None], pyarrow.string())}))["reading"].to_pylist()
    assert (row["status"], row["filing"], [d["code"] for d in row["diagnostics"]]) == ("unread", None, ["not-a-form"])
    text = f4.dumps(attrs.evolve(f4.loads(GIVEN[0]), signatures=()), "classic-tab")
    for rules in (False, True):
        [row] = f4.read_batch(pyarrow.table({"text": [text]}), rules=rules)["reading"].to_pylist()
        expected = f4.read(text).with_rules() if rules else f4.read(text)
        assert [d["code"] for d in row["diagnostics"]] == [d.code for d in expected.diagnostics]


def test_an_empty_batch_has_the_schema() -> None:
    assert f4.read_batch(given().slice(0, 0)).schema == f4.batch_schema(given().schema)


def test_what_is_no_batch_of_texts_is_an_error() -> None:
    with pytest.raises(KeyError, match="page"):
        f4.read_batch(given(), text_column="page")
    with pytest.raises(TypeError, match="the column 'id' holds no texts, but int64"):
        f4.read_batch(pyarrow.table({"id": [1]}), text_column="id")
    with pytest.raises(ValueError, match="there is a column 'reading' already"):
        f4.read_batch(pyarrow.table({"text": ["a"], "reading": [1]}))


def test_duckdb_reads_texts_in_a_statement() -> None:
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed")
    pytest.importorskip("numpy", reason="numpy, which DuckDB's Python functions need, is not installed")
    texts = given()
    assert texts.num_rows
    with duckdb.connect() as connection:
        kind = connection.from_arrow(f4.batch_schema(pyarrow.schema({"text": pyarrow.string()})).empty_table()).types[0]

        def read_form4(column: Any) -> Any:
            return f4.read_batch(pyarrow.table({"text": column}))["reading"]

        connection.create_function("read_form4", read_form4, ["VARCHAR"], kind, type="arrow")
        found = connection.sql("SELECT id, read_form4(text) AS reading FROM texts ORDER BY id::INT").fetchall()
    expected = f4.read_batch(texts)
    assert [number for number, _ in found] == IDS
    for (_, reading), row in zip(found, expected["reading"].to_pylist(), strict=True):
        assert reading["filing"] == row["filing"]


@pytest.mark.skipif(find_spec("ray") is None, reason="ray is not installed")
def test_ray_loses_and_doubles_nothing_when_a_process_is_killed(tmp_path: Path) -> None:
    from pyarrow import parquet

    (tmp_path / "in").mkdir()
    for part in range(4):
        parquet.write_table(given().slice(part * 4, 4), tmp_path / "in" / f"{part}.parquet")
    arguments = [str(tmp_path / "in"), str(tmp_path / "out"), str(tmp_path / "killed")]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "RAY_USAGE_STATS_ENABLED": "0", "RAY_AUTH_MODE": "disabled"}
    job = [sys.executable, str(ROOT / "tests" / "ray_job.py"), *arguments]
    done = subprocess.run(job, capture_output=True, text=True, check=False, timeout=300, env=environment)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "killed").exists()
    made = parquet.read_table(tmp_path / "out").sort_by("id")
    assert sorted(made["id"].to_pylist()) == sorted(IDS)
    assert made.to_pylist() == f4.read_batch(given()).sort_by("id").to_pylist()
