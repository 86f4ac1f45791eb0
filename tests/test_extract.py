"""``form4 extract``: texts from files and containers, tables in files, and runs that go on where they were."""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import json
import os
import shutil
import signal
import tarfile
import zipfile
from collections.abc import Callable, Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from commands import form4
from conftest import FIXTURES, text_of

import form4_grammar as f4
from form4_grammar import files, pools
from form4_grammar.cli import main, progress
from form4_grammar.extracting import sources, store
from form4_grammar.extracting.sources import Columns, Item, items_of

NAMES = ("purchase", "option-exercise", "row-missing-a-cell", "joint-owners", "impossible-date", "equity-swap", "empty")
TEXTS = {f"{name}.txt": text_of(FIXTURES / name / "classic-tab.txt") for name in NAMES}
PARTS = ("--part-size", "3")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Seven texts in a folder and one below it."""
    made = tmp_path_factory.mktemp("texts")
    (made / "more").mkdir()
    for number, (name, text) in enumerate(TEXTS.items()):
        (made / ("more" if number % 2 else "") / name).write_bytes(text.encode())
    return made


@pytest.fixture(scope="module")
def whole(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables of a run that nothing interrupted, as JSON lines."""
    made = tmp_path_factory.mktemp("whole") / "out"
    assert extract(folder, made) == 1  # some have errors
    return made


def extract(*paths: Path, form: str = "jsonl", more: Iterable[str] = PARTS) -> int:
    """Run the command in this process; the last path is the folder of the tables."""
    *texts, out = map(str, paths)
    return main(["extract", *texts, "--out", out, "--format", form, *more])


def bytes_in(out: Path) -> dict[str, bytes]:
    return {str(path.relative_to(out)): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}


def rows_in(out: Path, table: str) -> list[dict[str, Any]]:
    return [json.loads(line) for path in sorted((out / table).iterdir()) for line in path.read_bytes().splitlines()]


def readings_of(folder: Path) -> list[f4.Reading]:
    """In the order of the paths."""
    return [f4.read_file(path).with_rules() for path in sorted(folder.rglob("*.txt"), key=str)]


def as_json(value: Any) -> Any:
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat() if isinstance(value, dt.date) else value


def test_the_tables_are_those_of_the_readings_in_parts(folder: Path, whole: Path) -> None:
    made = f4.tables(readings_of(folder))
    for table in f4.TABLES:
        assert [path.name for path in sorted((whole / table.name).iterdir())] == [
            f"part-00000{number}.jsonl" for number in (1, 2, 3)
        ]
        found = rows_in(whole, table.name)
        assert {name: [row[name] for row in found] for name in made[table.name] if found} == {
            name: list(map(as_json, values)) for name, values in made[table.name].items() if values
        }
    counts = [len((whole / "DOCUMENTS" / f"part-00000{number}.jsonl").read_text().splitlines()) for number in (1, 2, 3)]
    assert counts == [3, 3, 1]


def test_csv_and_parquet_hold_the_same(folder: Path, tmp_path: Path) -> None:
    made = f4.tables(readings_of(folder))
    extract(folder, tmp_path / "csv", form="csv", more=())
    for table in f4.TABLES:
        with open(tmp_path / "csv" / table.name / "part-000001.csv", encoding="utf-8", newline="") as file:
            head, *lines = csv.reader(file)
        assert head == [column.name for column in table.columns]
        assert len(lines) == len(made[table.name][head[0]])
    with open(tmp_path / "csv" / "NONDERIV_TRANS" / "part-000001.csv", encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    assert [row["TRANS_PRICEPERSHARE"] for row in found] == [
        as_json(value) or "" for value in made["NONDERIV_TRANS"]["TRANS_PRICEPERSHARE"]
    ]
    assert {row["EQUITY_SWAP_INVOLVED"] for row in found} == {"true", "false"}
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    extract(folder, tmp_path / "parquet", form="parquet", more=())
    for table in f4.TABLES:
        [file_of_table] = (tmp_path / "parquet" / table.name).iterdir()
        assert parquet.read_table(file_of_table).to_pydict() == made[table.name]


def contained(folder: Path) -> dict[str, Callable[[Path], Path]]:
    """Ways to put the texts of a folder into one file."""
    paths = sorted(folder.rglob("*.txt"), key=str)

    def zipped(out: Path) -> Path:
        with zipfile.ZipFile(out / "texts.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            for path in paths:
                archive.write(path, path.relative_to(folder))
            archive.writestr("readme.pdf", b"no text")
        return out / "texts.zip"

    def tarred(name: str, mode: str) -> Callable[[Path], Path]:
        def made(out: Path) -> Path:
            with tarfile.open(out / name, mode) as archive:  # type: ignore[call-overload]
                for path in paths:
                    archive.add(path, path.relative_to(folder))
            return out / name

        return made

    def lines(name: str, opened: Callable[..., Any]) -> Callable[[Path], Path]:
        def made(out: Path) -> Path:
            with opened(out / name, "wb") as file:
                for path in paths:
                    file.write(json.dumps({"text": path.read_text("utf-8"), "other": 1}).encode() + b"\n")
            return out / name

        return made

    def parquet(out: Path) -> Path:
        pyarrow = pytest.importorskip("pyarrow", reason="pyarrow is not installed")
        from pyarrow import parquet

        table = pyarrow.table({"text": [path.read_text("utf-8") for path in paths], "other": [1] * len(paths)})
        parquet.write_table(table, out / "texts.parquet", row_group_size=2)
        return out / "texts.parquet"

    return {
        "zip": zipped,
        "tar": tarred("texts.tar", "w"),
        "tar.gz": tarred("texts.tar.gz", "w:gz"),
        "jsonl": lines("texts.jsonl", open),
        "jsonl.gz": lines("texts.jsonl.gz", gzip.open),
        "parquet": parquet,
    }


@pytest.mark.parametrize("kind", ["zip", "tar", "tar.gz", "jsonl", "jsonl.gz", "parquet"])
def test_texts_in_containers_are_those_of_files(kind: str, folder: Path, tmp_path: Path) -> None:
    file = contained(folder)[kind](tmp_path)
    paths = sorted(folder.rglob("*.txt"), key=str)
    items = list(items_of([str(file)], Columns()))
    contents = [item.content if isinstance(item.content, bytes) else str(item.content).encode() for item in items]
    assert contents == [path.read_bytes() for path in paths]
    if kind in ("zip", "tar", "tar.gz"):
        assert [item.name for item in items] == [f"{file}/{path.relative_to(folder)}" for path in paths]
    else:
        assert [item.name for item in items] == [f"{file}:{number}" for number in range(1, len(paths) + 1)]
    assert {item.refusal for item in items} == {None}


def test_a_container_gives_the_same_tables_and_ids_name_its_texts(folder: Path, whole: Path, tmp_path: Path) -> None:
    file = contained(folder)["jsonl"](tmp_path)
    numbered = [json.loads(line) | {"id": f"n{number}"} for number, line in enumerate(file.read_text().splitlines(), 1)]
    file.write_text("".join(json.dumps(line) + "\n" for line in numbered))
    extract(file, tmp_path / "out", more=(*PARTS, "--id-column", "id"))
    for table in f4.TABLES:
        assert table.name == "DOCUMENTS" or rows_in(tmp_path / "out", table.name) == rows_in(whole, table.name)
    assert [row["SOURCE"] for row in rows_in(tmp_path / "out", "DOCUMENTS")] == [row["id"] for row in numbered]


def test_a_list_of_files_and_a_compressed_text(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(TEXTS["purchase.txt"].encode()))
    listed = [str(tmp_path / "a.txt.gz"), str(folder / "more"), "", str(folder / "purchase.txt")]
    (tmp_path / "list").write_text("\n".join(listed))
    extract(tmp_path / "out", more=("--files-from", str(tmp_path / "list")))
    found = [row["SOURCE"] for row in rows_in(tmp_path / "out", "DOCUMENTS")]
    assert found == [listed[0], *sorted(map(str, (folder / "more").iterdir())), listed[3]]
    assert rows_in(tmp_path / "out", "NONDERIV_TRANS")[0]["SECURITY_TITLE"] == "Common Stock"


def test_what_cannot_be_read_is_reported_and_the_run_goes_on(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = tmp_path / "given"
    given.mkdir()
    made = contained(folder)
    whole_zip = made["zip"](tmp_path).read_bytes()
    (given / "a.zip").write_bytes(whole_zip[:200])
    (given / "b.tar.gz").write_bytes(made["tar.gz"](tmp_path).read_bytes()[:2000])
    (given / "c.txt.gz").write_bytes(gzip.compress(b"x" * 1000)[:-9])
    lines = [b'{"text": 4}', b"no JSON", b"[]", b"", json.dumps({"text": TEXTS["purchase.txt"]}).encode()]
    (given / "d.jsonl").write_bytes(b"\n".join(lines))
    (given / "e.txt").symlink_to(tmp_path / "nowhere")
    (given / "f.parquet").write_bytes(b"PAR1")
    os.mkfifo(given / "g.txt")
    status = extract(given, tmp_path / "missing.txt", tmp_path / "out", more=())
    assert status == 4
    documents = rows_in(tmp_path / "out", "DOCUMENTS")
    failed = [Path(row["SOURCE"]).name for row in documents if row["STATUS"] == "failed"]
    assert failed == [
        *("a.zip", "equity-swap.txt", "b.tar.gz", "c.txt.gz", "d.jsonl:1", "d.jsonl:2", "d.jsonl:3"),
        *("e.txt", "f.parquet", "g.txt", "missing.txt"),
    ]
    assert next(row["STATUS"] for row in documents if row["SOURCE"].endswith("d.jsonl:5")) == "read"
    codes = [row["CODE"] for row in rows_in(tmp_path / "out", "DIAGNOSTICS")]
    assert codes.count("unreadable-file") == len(failed)
    told = capsys.readouterr().err
    assert "missing.txt: No such file or directory" in told
    assert "g.txt: this is not a regular file" in told
    assert "d.jsonl:1: there is no text in 'text'" in told
    assert f"{len(failed):9,}  failed" in told


def test_a_damaged_member_does_not_end_its_archive(folder: Path, tmp_path: Path) -> None:
    file = contained(folder)["zip"](tmp_path)
    damaged = bytearray(file.read_bytes())
    with zipfile.ZipFile(file) as archive:
        second = archive.infolist()[1]
    place = second.header_offset + 30 + len(second.filename) + 20
    damaged[place : place + 40] = b"\0" * 40
    file.write_bytes(damaged)
    refusals = [item.refusal is not None for item in items_of([str(file)], Columns())]
    assert refusals == [number == 1 for number in range(len(TEXTS))]


def test_half_a_character_in_json_is_a_lost_one(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": "a\ud800b"}))
    assert list(items_of([str(tmp_path / "a.jsonl")], Columns())) == [Item(f"{tmp_path / 'a.jsonl'}:1", "a\ufffdb")]


def test_a_line_and_a_text_have_a_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "LONGEST", 100)
    monkeypatch.setattr(files, "LONGEST", 100)
    (tmp_path / "a.jsonl").write_text('{"text": "' + "x" * 350 + '"}\n{"text": "y"}\n')
    (tmp_path / "b.txt.gz").write_bytes(gzip.compress(b"x" * 101))
    long, short, packed = items_of([str(tmp_path)], Columns())
    assert long.refusal is not None
    assert short.content == "y"
    assert packed.refusal is not None


class StopRunError(Exception):
    pass


@pytest.mark.parametrize("at", range(0, 31, 3))
def test_an_interrupted_run_goes_on_to_the_same_bytes(
    at: int, folder: Path, whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is interrupted before a file is written, whichever it is; the rest of its tables is there."""
    out, written = tmp_path / "out", 0

    def write_or_end(path: Any, content: str | bytes) -> None:
        nonlocal written
        if written == at:
            Path(path).with_name(".form4-0.part").write_bytes(b"half")
            raise StopRunError
        written += 1
        files.write_file(path, content)

    with monkeypatch.context() as patched:
        patched.setattr(store, "write_file", write_or_end)
        with pytest.raises(StopRunError):
            extract(folder, out)
    extract(folder, out)
    assert bytes_in(out) == bytes_in(whole)


def test_a_finished_run_tells_the_same_again(
    folder: Path, whole: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    first = extract(folder, out), capsys.readouterr().err
    again = extract(folder, out), capsys.readouterr().err
    assert first == again
    assert bytes_in(out) == bytes_in(whole)
    assert "7 documents\n" in first[1]
    assert "6  classic-tab\n" in first[1] or "7  classic-tab\n" in first[1]


def test_two_processes_write_the_same_bytes(folder: Path, whole: Path, tmp_path: Path) -> None:
    extract(folder, tmp_path / "out", more=(*PARTS, "--workers", "2"))
    assert bytes_in(tmp_path / "out") == bytes_in(whole)


@pytest.mark.parametrize("deaths", [1, 2])
def test_a_text_whose_process_dies_is_read_again_and_then_reported(
    deaths: int, folder: Path, whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = deaths

    def second_dies(function, items, count, **_):  # type: ignore[no-untyped-def]
        nonlocal left
        for item in items:
            if item[0] == 2 and left:
                left -= 1
                yield pools.Lost(-signal.SIGKILL)
            else:
                yield function(item)

    monkeypatch.setattr("form4_grammar.extracting.run.map_in_processes", second_dies)
    status = extract(folder, tmp_path / "out", more=(*PARTS, "--workers", "2"))
    if deaths == 1:
        assert bytes_in(tmp_path / "out") == bytes_in(whole)
    else:
        assert status == 4
        failed = [row for row in rows_in(tmp_path / "out", "DOCUMENTS") if row["STATUS"] == "failed"]
        assert [row["F4_DOCUMENT"] for row in failed] == [2]
        [told] = [row for row in rows_in(tmp_path / "out", "DIAGNOSTICS") if row["F4_DOCUMENT"] == 2]
        assert (told["CODE"], told["MESSAGE"]) == (
            "worker-died",
            "the process that read it has died twice (-9); is memory short?",
        )


def test_a_full_disk_ends_the_run_with_nothing_half_written(folder: Path, whole: Path, tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))

    arguments = ("extract", str(folder), "--out", str(tmp_path / "out"), "--format", "jsonl", *PARTS)
    done = form4(*arguments, before=limit)
    assert done.status == 4
    assert done.err.count("\n") == 1
    assert "part-00000" in done.err
    expected = bytes_in(whole)
    for name, content in bytes_in(tmp_path / "out").items():
        assert expected[name] == content
    extract(folder, tmp_path / "out")
    assert bytes_in(tmp_path / "out") == expected


def test_a_folder_with_something_else_is_refused(
    folder: Path, whole: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    shutil.copytree(whole, out)
    assert extract(folder, out, more=("--part-size", "4")) == 2
    assert "part size is 3, not 4; choose another folder, or delete it" in capsys.readouterr().err
    assert extract(folder / "more", out) == 2
    assert "holds a run over other texts: part 1 has others" in capsys.readouterr().err
    (tmp_path / "else").mkdir()
    (tmp_path / "else" / "file").touch()
    assert extract(folder, tmp_path / "else") == 2
    assert "is not empty, and holds no run" in capsys.readouterr().err
    (out / "run.json").write_bytes(b"{")
    assert extract(folder, out) == 2
    assert "run.json is damaged" in capsys.readouterr().err
    assert bytes_in(tmp_path / "else") == {"file": b""}


def test_tables_among_the_texts_are_no_texts(folder: Path, tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    shutil.copytree(folder, texts)
    extract(texts, texts / "tables")
    extract(texts, texts / "tables")
    assert len(rows_in(texts / "tables", "DOCUMENTS")) == len(TEXTS)


def test_no_text_at_all_gives_empty_tables(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    assert extract(tmp_path / "texts", tmp_path / "out", form="csv") == 0
    assert {len(content.splitlines()) for name, content in bytes_in(tmp_path / "out").items() if "csv" in name} == {1}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "name texts, folders or archives"),
        (["-"], "--files-from - reads a list of files"),
        (["a.txt", "--workers", "0"], "--workers takes a number from 1, not 0"),
        (["a.txt", "--part-size", "0"], "--part-size takes a number from 1, not 0"),
    ],
)
def test_wrong_usage(arguments: list[str], told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", *arguments, "--out", str(tmp_path / "out"), "--format", "csv"]) == 2
    assert told in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_line_a_minute_tells_how_far_it_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    now = 0.0
    monkeypatch.setattr(progress.time, "monotonic", lambda: now)
    with progress.progress(400) as advance:
        for number in range(180):
            now = float(number)
            advance(is_new=number >= 60)
    assert capsys.readouterr().err.splitlines() == [
        "form4: 61 documents, 0 a second, 5:39:00 left of 400",
        "form4: 121 documents, 1 a second, 0:09:09 left of 400",
    ]
    with progress.progress(None) as advance:
        now += 60
        advance(is_new=True)
    assert capsys.readouterr().err == "form4: 1 documents, 0 a second\n"
