"""An operator's bad day: full and closed streams, odd files, kills, hostile data. The rows are those of fault_rows."""

from __future__ import annotations

import copy
import decimal
import errno
import io
import json
import os
import pickle
import resource
import select
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import commands
import pytest
from commands import CLOSED, Done, at_call, form4, kill_self
from conftest import FIXTURES, text_of
from fault_rows import ROWS

import form4_grammar as f4
from form4_grammar import cli, files, grammars, lark_grammar, limits, once, pools
from form4_grammar.checking import outcomes, variants
from form4_grammar.checking.store import Store
from form4_grammar.cli import main
from form4_grammar.files import tidy, write_file
from form4_grammar.views import page, snapshot

pytestmark = pytest.mark.skipif(os.name != "posix", reason="these are faults of POSIX systems")

Answer = Callable[[str, object], None]
PURCHASE = FIXTURES / "purchase" / "classic-tab.txt"
TEXT = text_of(PURCHASE)
FILING = f4.loads(TEXT)
FULL = "form4: standard output: No space left on device\n"


@pytest.fixture
def answer(record_property: Callable[[str, object], None]) -> Answer:
    """Keeps what came of a row, for the table that benchmarks/faults.py makes."""

    def tell(row: str, what: object) -> None:
        assert row in ROWS
        record_property(row, str(what))

    return tell


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a text in it, in which commands run."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "filing.json").write_text(f4.to_json(FILING), encoding="utf-8")
    return tmp_path


def is_refused(done: Done, status: int = 4) -> bool:
    """Whether a command has ended with this status and one line on standard error."""
    return done.status == status and done.err.startswith("form4: ") and done.err.count("\n") == 1


COMMANDS = [
    ["parse", "texts/a.txt"],
    ["parse", "--json", "texts/a.txt"],
    ["parse", "--jsonl", "texts/a.txt"],
    ["parse", "--csv", "texts/a.txt"],
    ["parse", "--diagnostics", "sarif", "texts/a.txt"],
    ["tree", "texts/a.txt"],
    ["tokens", "texts/a.txt"],
    ["trace", "--at", "1:1", "texts/a.txt"],
    ["coverage", "texts/a.txt"],
    ["compare", "texts/a.txt", "texts/a.txt"],
    ["compare", "--json", "texts/a.txt", "texts/a.txt"],
    ["grammar", "classic-tab"],
    ["check", "texts"],
    ["report", "texts/a.txt"],
    ["convert", "texts/a.txt", "--to", "classic-tab"],
    ["render", "filing.json", "--to", "classic-tab"],
    ["--version"],
    ["--help"],
]
each_command = pytest.mark.parametrize("command", COMMANDS, ids=" ".join)


# ------------------------------------------------------------------------------------------------ standard streams


@each_command
def test_a_full_output_is_one_line(command: list[str], folder: Path, answer: Answer) -> None:
    with open("/dev/full", "wb") as full:
        done = form4(*command, stdout=full.fileno())
    assert (done.status, done.err) == (4, FULL)
    answer("full output", done)


@each_command
def test_a_closed_output_is_one_line(command: list[str], folder: Path, answer: Answer) -> None:
    done = form4(*command, stdout=CLOSED)
    assert (done.status, done.err) == (4, "form4: standard output: it is closed\n")
    answer("closed output", done)


@each_command
def test_a_pipe_that_nobody_reads_ends_quietly(command: list[str], folder: Path, answer: Answer) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = form4(*command, stdout=writer)
    os.close(writer)
    assert (done.status, done.err) == (0, "")
    answer("closed pipe", done)


def test_a_file_is_written_though_the_output_is_closed(folder: Path, answer: Answer) -> None:
    done = form4("convert", "texts/a.txt", "--to", "classic-tab", "-o", "new.txt", stdout=CLOSED)
    assert (done.status, done.err) == (0, "")
    assert f4.load("new.txt") == FILING
    answer("closed output", f"with -o: {done}")


def test_a_closed_input_is_one_line(folder: Path, answer: Answer) -> None:
    for command in (["parse", "-"], ["render", "-", "--to", "classic-tab"]):
        done = form4(*command, stdin=CLOSED)
        assert (done.status, done.err) == (4, "form4: standard input: it is closed\n")
    assert form4("check", "texts", "--review", stdin=CLOSED).out.startswith(b"1 text: 1 new")
    answer("closed input", done)


def test_standard_input_is_read_once(folder: Path, answer: Answer) -> None:
    done = form4("parse", "-", "-")
    assert is_refused(done, 2)
    answer("input twice", done)


@pytest.mark.parametrize("unbuffered", [False, True])
def test_what_a_limit_cuts_off_is_said(unbuffered: bool, folder: Path, answer: Answer) -> None:
    with open("out", "wb") as out:
        limit = 1000
        before = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))  # noqa: E731
        done = form4("parse", "--json", "texts/a.txt", stdout=out.fileno(), unbuffered=unbuffered, before=before)
    assert (done.status, done.err) == (4, "form4: standard output: File too large\n")
    assert Path("out").stat().st_size == limit
    answer("short writes" if unbuffered else "size limit", done)


def test_a_raw_write_that_comes_back_short_is_gone_on_with(folder: Path, answer: Answer) -> None:
    """The pipe does not block, and nobody reads until it is full."""
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    texts = ["texts/a.txt"] * 80
    devnull = os.open(os.devnull, os.O_RDWR)
    child = commands.start(("parse", "--json", *texts), (devnull, writer, 2), unbuffered=True)
    while select.select([], [writer], [], 0)[1]:
        time.sleep(0.001)
    os.close(writer)
    os.close(devnull)
    with open(reader, "rb") as read:
        written = read.read()
    assert commands.end_of(child) == 0
    assert written == form4("parse", "--json", *texts).out
    assert written.count(b'"form_type"') == len(texts)
    answer("short writes", f"a non-blocking pipe: status 0, {len(written):,} of {len(written):,} bytes")


def test_data_stay_data_though_standard_error_is_closed(folder: Path, answer: Answer) -> None:
    broken = folder / "texts" / "b.txt"
    broken.write_text(TEXT.replace("10/", "99/"), encoding="utf-8")
    texts = ["texts/a.txt", "no such file", "texts/b.txt"] * 10
    told, silent = form4("parse", "--csv", *texts), form4("parse", "--csv", *texts, stderr=CLOSED)
    assert silent.out == told.out
    assert told.out.count(b"\n") > 10
    assert silent.status == told.status == 4
    answer("closed errors", silent)


@pytest.mark.parametrize("stream", ["stdin", "stdout", "stderr"])
def test_no_file_comes_to_stand_for_a_closed_stream(stream: str, folder: Path) -> None:
    def watch() -> None:
        original = os.open

        def instead(*arguments: Any, **more: Any) -> int:
            opened = original(*arguments, **more)
            if opened < 3 and arguments[0] != os.devnull:
                os._exit(77)
            return opened

        os.open = instead  # type: ignore[assignment]

    done = form4("check", "texts", "--accept-new", before=watch, **{stream: CLOSED})
    assert done.status == (4 if stream == "stdout" else 0)
    assert len(os.listdir("snapshots")) == 1


def test_a_real_interpreter_without_buffers_loses_nothing(folder: Path) -> None:
    """One run of everything: a shell, a fresh interpreter, its own streams."""
    command = f'ulimit -f 1; "{sys.executable}" -m form4_grammar parse --json texts/a.txt > out'
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False, env=environment)
    assert (done.returncode, done.stderr) == (4, "form4: standard output: File too large\n")


# --------------------------------------------------------------------------------------------------- files read


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user may enter."""
    made = Path(tempfile.mkdtemp())
    made.chmod(0o755)
    yield made
    subprocess.run(["rm", "-rf", str(made)], check=True)


def as_nobody() -> None:
    """To the superuser, nothing is forbidden."""
    if os.geteuid() == 0:
        os.seteuid(65534)
        cli.version = lambda name: "0"  # the installed package may be in a folder of another user's


def test_what_may_not_be_entered_is_named(open_folder: Path, answer: Answer) -> None:
    shutil.copy(PURCHASE, open_folder / "a.txt")
    (open_folder / "closed").mkdir()
    shutil.copy(PURCHASE, open_folder / "closed" / "b.txt")
    (open_folder / "closed").chmod(0)
    main(["parse", "--jsonl", str(open_folder / "a.txt")])  # what it imports may be another user's
    done = form4("parse", "--jsonl", str(open_folder), before=as_nobody)
    assert done.err == f"form4: {open_folder}/closed: Permission denied\n"
    assert (done.status, done.out.count(b"\n")) == (4, 1)
    answer("forbidden", done)
    named = form4("parse", "--jsonl", f"{open_folder}/closed/b.txt", before=as_nobody)
    assert named.err == f"form4: {open_folder}/closed/b.txt: Permission denied\n"


@pytest.mark.parametrize("command", ["parse", "tree", "tokens", "trace --at 1:1", "coverage", "check", "report"])
def test_a_name_of_300_characters_is_one_line(command: str, folder: Path, answer: Answer) -> None:
    done = form4(*command.split(), "n" * 300)
    assert is_refused(done)
    assert done.err.endswith(": File name too long\n")
    answer("forbidden", f"300 characters: status {done.status}, File name too long")


def test_a_deep_folder_is_one_line_and_the_rest_is_read(open_folder: Path, answer: Answer) -> None:
    shutil.copy(PURCHASE, open_folder / "a.txt")
    here = os.open(open_folder, os.O_RDONLY)
    for _ in range(2100):
        os.mkdir("d", dir_fd=here)
        deeper = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = deeper
    os.close(here)
    done = form4("parse", "--jsonl", str(open_folder))
    assert (done.status, done.out.count(b"\n"), done.err.count("\n")) == (4, 1, 1)
    assert done.err.endswith(": File name too long\n")
    answer("deep folder", f"status {done.status}, …/d/d: File name too long; the rest is read")
    done = form4("parse", "--jsonl", "***", before=lambda: os.chdir(open_folder))
    assert "Traceback" not in done.err
    assert done.err.count("\n") <= 2
    answer("deep folder", f"***: {done}")


def test_an_empty_name_is_refused(folder: Path, answer: Answer) -> None:
    done = form4("parse", "")
    assert (done.status, done.err) == (2, "form4: a file's name is empty\n")
    answer("empty name", done)


def test_a_folder_is_entered_whatever_its_name_is(folder: Path, answer: Answer) -> None:
    (folder / "texts" / "x.txt").mkdir()
    shutil.copy(PURCHASE, folder / "texts" / "x.txt" / "b.txt")
    done = form4("parse", "--jsonl", "texts")
    assert (done.status, done.err) == (0, "")
    assert [json.loads(line)["source"] for line in done.out.splitlines()] == ["texts/a.txt", "texts/x.txt/b.txt"]
    answer("folder x.txt", done)


def test_a_number_of_5000_digits_is_no_place(folder: Path, answer: Answer) -> None:
    done = form4("tree", "--at", "9" * 5000 + ":1", "texts/a.txt")
    assert is_refused(done, 2)
    assert len(done.err) < 200
    answer("long place", done)


@pytest.mark.parametrize("what", ["snapshot", ".texts_in", "text in a folder"])
def test_a_pipe_among_files_is_one_line(what: str, folder: Path, answer: Answer) -> None:
    (folder / "snapshots").mkdir()
    snapshot_file = Store.open(folder / "snapshots").file("texts/a.txt")
    place = {"snapshot": snapshot_file, ".texts_in": folder / "snapshots" / ".texts_in"}.get(
        what, folder / "texts/p.txt"
    )
    place.parent.mkdir(parents=True, exist_ok=True)
    os.mkfifo(place)
    done = form4("check", "texts")
    assert done.status == 4
    assert done.err.endswith(f"{place.name}: this is not a regular file\n")
    assert done.err.count("\n") == 1
    answer("pipes", f"{what}: status {done.status}, this is not a regular file")


def test_a_pipe_that_is_named_is_read(folder: Path, answer: Answer) -> None:
    os.mkfifo("pipe")
    writer = threading.Thread(target=lambda: Path("pipe").write_text(TEXT, encoding="utf-8"))
    writer.start()
    done = form4("parse", "--jsonl", "pipe")
    writer.join()
    assert done.status == 0
    assert json.loads(done.out)["filing"]["form_type"] == "4"
    answer("pipes", f"by name: {done}")


def test_what_has_no_end_is_one_line(folder: Path, monkeypatch: pytest.MonkeyPatch, answer: Answer) -> None:
    assert files.LONGEST == 64 * 2**20
    monkeypatch.setattr(files, "LONGEST", 2**20)
    for name in ("/dev/zero", "/dev/urandom"):
        done = form4("parse", name)
        assert (done.status, done.err) == (4, f"form4: {name}: longer than 1 MB, the most that is read\n")
        answer("endless", done)
    kept = Store.open("snapshots").file("texts/a.txt")
    kept.parent.mkdir(parents=True)
    kept.symlink_to("/dev/zero")
    done = form4("check", "texts")
    assert done.status == 4
    assert done.err.count("\n") == 1
    answer("endless", done)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"])
def test_another_encoding_is_named(encoding: str, answer: Answer) -> None:
    [found] = f4.read_file(io.BytesIO(TEXT.encode(encoding))).diagnostics
    name = encoding.upper().replace("-LE", "LE").replace("-BE", "BE")
    assert found.code == "binary-file"
    assert f"looks like {name}" in found.message
    assert found.hint
    assert found.hint.startswith(f"convert it: iconv -f {name}")
    answer("UTF-16", f"{found.message}; {found.hint}")


def test_what_is_neither_is_binary() -> None:
    for data in (b"\0\1\2\3" * 100, b"abc\0def", bytes(range(256)) * 4, b"\0" * 64, b"\0"):
        [found] = f4.read_file(io.BytesIO(data)).diagnostics
        assert (found.code, found.hint) == ("binary-file", None)


def test_two_names_of_odd_bytes_are_told_apart(folder: Path, answer: Answer) -> None:
    for name in (b"odd/\xff.txt", b"odd/\xfe.txt"):
        Path(os.fsdecode(name)).parent.mkdir(exist_ok=True)
        shutil.copy(PURCHASE, os.fsdecode(name))
    done = form4("parse", "--jsonl", "odd")
    sources = [json.loads(line)["source"] for line in done.out.splitlines()]
    assert sources == ["odd/\\xfe.txt", "odd/\\xff.txt"]
    answer("byte names", sources)


def test_a_text_that_is_no_filing_is_a_line_of_a_summary(folder: Path, answer: Answer) -> None:
    (folder / "texts" / "letter.md").write_text("Dear Sir,\nno.\n" * 50, encoding="utf-8")
    done = form4("parse", "texts")
    assert done.status == 1
    assert done.err.splitlines() == [
        "form4: 1 of 2 texts are no Form 3, 4 or 5:",
        "  texts/letter.md: no part of a Form 3, 4 or 5 was recognised in this text",
    ]
    answer("other texts", " / ".join(done.err.splitlines()))


@pytest.mark.parametrize("layout", [None, "classic-tab", "current-tab"])
def test_a_text_that_only_quotes_the_form_is_refused_once(layout: str | None, answer: Answer) -> None:
    quoted = "Table I - Non-Derivative Securities Acquired, Disposed of, or Beneficially Owned\n"
    words = "".join(f"It says so in line {number} of the manual, which is long.\n" for number in range(30))
    reading = f4.read(f"# A manual\n\n{words}\n{quoted}\n{words}", layout)
    assert reading.filing is None
    assert [found.code for found in reading.diagnostics] == ["not-a-form"]
    answer("quotes", reading.diagnostics[0])


def test_many_unread_cells_are_counted(monkeypatch: pytest.MonkeyPatch, folder: Path, answer: Answer) -> None:
    made: list[object] = []

    class Counted(page.Lines):
        def __init__(self, text: str) -> None:
            made.append(text)
            super().__init__(text)

    monkeypatch.setattr(page, "Lines", Counted)
    row = next(line for line in TEXT.splitlines(keepends=True) if line.startswith("Common Stock\t"))
    reading = f4.read(TEXT.replace(row, 400 * row.replace("$", "about ", 1), 1), max_diagnostics=None)
    shown = io.StringIO()
    from rich.console import Console

    Console(file=shown, width=100).print(reading)
    assert len(made) == 1, "the text is split once, not for each diagnostic"
    assert shown.getvalue().count(" --> ") == page.MOST
    assert "more; form4 parse --diagnostics json has them all" in shown.getvalue()
    answer("many strays", shown.getvalue().strip().rsplit("\n", 1)[-1])


def test_why_a_text_is_unread_is_found_in_time_linear_in_its_length() -> None:
    def calls(lines: int) -> int:
        text = snapshot.snapshot_text(f4.read(TEXT + "".join(f"stray {number}\n" for number in range(lines))))
        parsed = snapshot.parse_snapshot(text)
        count = 0

        def counting(*_: object) -> None:
            nonlocal count
            count += 1

        sys.setprofile(counting)
        try:
            variants.causes(parsed)
        finally:
            sys.setprofile(None)
        return count

    few, many = calls(100), calls(400)
    assert many < 5 * few


# ------------------------------------------------------------------------------------------------- files written


def test_a_file_that_is_replaced_keeps_its_mode_and_is_on_the_disk_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: Answer
) -> None:
    file = tmp_path / "page.html"
    file.write_text("old", encoding="utf-8")
    file.chmod(0o600)
    order: list[str] = []
    for name in ("fsync", "replace"):
        original = getattr(os, name)
        monkeypatch.setattr(os, name, lambda *a, name=name, original=original: (order.append(name), original(*a)))
    write_file(file, "new")
    assert (file.read_text(encoding="utf-8"), stat.S_IMODE(file.stat().st_mode)) == ("new", 0o600)
    assert order == ["fsync", "replace"]
    answer("modes", oct(stat.S_IMODE(file.stat().st_mode)))
    answer("fsync", " before ".join(order))


def test_a_new_file_has_the_mode_that_the_umask_leaves(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_file(tmp_path / "new", "new")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o640


def test_a_slash_asks_for_a_folder(folder: Path, answer: Answer) -> None:
    done = form4("convert", "texts/a.txt", "--to", "classic-tab", "-o", "new/")
    assert (done.status, done.err) == (4, "form4: new/: no such folder\n")
    assert not Path("new").exists()
    answer("slash", done)


def test_a_link_that_is_named_is_followed_and_stays_one(folder: Path) -> None:
    Path("link").symlink_to("target")
    assert form4("convert", "texts/a.txt", "--to", "classic-tab", "-o", "link").status == 0
    assert Path("link").is_symlink()
    assert f4.load("target") == FILING


def test_a_link_out_of_the_store_or_the_variants_is_replaced(folder: Path, answer: Answer) -> None:
    outside = folder / "outside"
    outside.write_text("mine", encoding="utf-8")
    kept = Store.open("snapshots").file("texts/a.txt")
    kept.parent.mkdir(parents=True)
    kept.symlink_to(outside)
    assert form4("check", "texts", "--accept", "texts/a.txt").status == 0
    assert not kept.is_symlink()
    broken = TEXT + "a stray line\n"
    (folder / "texts" / "b.txt").write_text(broken, encoding="utf-8")
    [name] = _variants(form4("check", "texts/b.txt", "--variants", "variants", before=commands.study_in_short))
    Path(name).unlink()
    Path(name).symlink_to(outside)
    _variants(form4("check", "texts/b.txt", "--variants", "variants", before=commands.study_in_short))
    assert not Path(name).is_symlink()
    assert outside.read_text(encoding="utf-8") == "mine"
    answer("links", "the link is replaced; the file outside is untouched")


def test_a_folder_of_the_store_that_is_a_link_out_of_it_is_refused(folder: Path, answer: Answer) -> None:
    (folder / "outside").mkdir()
    (folder / "snapshots").mkdir()
    (folder / "snapshots" / "texts").symlink_to(folder / "outside")
    (folder / "texts" / "deeper").mkdir()
    shutil.copy(PURCHASE, folder / "texts" / "deeper" / "b.txt")
    for text, place in (("texts/a.txt", "snapshots/texts"), ("texts/deeper/b.txt", "snapshots/texts/deeper")):
        done = form4("check", text, "--accept-new")
        message = f"form4: {place}: this folder is a link out of the store: 0 kept, 1 not kept\n"
        assert (done.status, done.err) == (4, message)
    assert not list((folder / "outside").iterdir())
    answer("links", done)


def _variants(done: Done) -> list[str]:
    lines = done.out.decode().splitlines()
    return [line.removeprefix("  written to ") for line in lines if line.startswith("  written to ")]


def test_what_is_no_regular_file_is_written_to(folder: Path, answer: Answer) -> None:
    command = ["convert", "texts/a.txt", "--to", "classic-tab", "-o"]
    expected = f4.dumps(FILING, "classic-tab")
    with open("out", "wb") as out:
        out.write(b"before\n")
        out.flush()
        inode = os.fstat(out.fileno()).st_ino
        assert form4(*command, "/dev/stdout", stdout=out.fileno()).status == 0
        assert form4(*command, f"/dev/fd/{out.fileno()}").status == 0
    assert Path("out").stat().st_ino == inode
    assert Path("out").read_text(encoding="utf-8") == f"before\n{expected}{expected}"

    reader, writer = os.pipe()
    assert form4(*command, f"/dev/fd/{writer}").status == 0  # what a shell makes of >(cmd)
    os.close(writer)
    with open(reader, encoding="utf-8") as read:
        assert read.read() == expected

    os.mkfifo("pipe")
    both = os.open("pipe", os.O_RDWR)
    assert form4(*command, "pipe").status == 0
    assert os.read(both, 100_000).decode() == expected
    os.close(both)
    assert stat.S_ISFIFO(os.stat("pipe").st_mode)
    full = form4(*command, "/dev/full")
    assert full.err == "form4: /dev/full: No space left on device\n"
    answer("special output", "/dev/stdout, /dev/fd/N, a FIFO: written to; /dev/full: " + str(full))


def test_a_folder_that_is_gone_is_named(folder: Path, answer: Answer) -> None:
    def leave() -> None:
        os.mkdir("gone")
        os.chdir("gone")
        os.rmdir("../gone")

    done = form4("check", str(folder / "texts"), "--store", "snapshots", before=leave)
    assert (done.status, done.err) == (4, "form4: the current folder: No such file or directory\n")
    answer("no folder", done)


# ------------------------------------------------------------------------------------------------------- the store


def test_a_long_name_is_kept(folder: Path, answer: Answer) -> None:
    name = "n" * (255 - len(".txt.snap")) + ".txt"
    shutil.copy(PURCHASE, folder / "texts" / name)
    assert len(Store.open("snapshots").file(f"texts/{name}").name) + len(".12345.part") > 255
    done = form4("check", f"texts/{name}", "--accept-new")
    assert (done.status, done.err) == (0, "")
    assert form4("check", f"texts/{name}").status == 0
    answer("long name", done)


def test_texts_that_share_a_snapshot_are_told_in_each_run(folder: Path, answer: Answer) -> None:
    Path("inside").mkdir()
    os.chdir("inside")  # where the store is: a text beside this folder has a name that begins with ".."
    names = ("a/classic-tab.txt", "a/classic-tab.md"), ("../b/c.txt", "up/b/c.txt")
    for name in (name for pair in names for name in pair):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(PURCHASE, name)
    for pair in names:
        for name in pair:
            done = form4("check", name, "--accept-new")
            message = f"form4: {' and '.join(sorted(pair))} would share one snapshot: rename one of them\n"
            assert (done.status, done.err) == (2, message)
            answer("two runs", done)
    for name, other in names:
        Path(other).unlink()
        assert form4("check", name, "--accept-new").status == 0


def test_only_what_was_shown_is_accepted(folder: Path, monkeypatch: pytest.MonkeyPatch, answer: Answer) -> None:
    text = folder / "texts" / "a.txt"

    class Slow(io.StringIO):
        """Someone who thinks while the text changes."""

        def readline(self, *_: object) -> str:  # type: ignore[override]
            text.write_text(TEXT.replace("1,500", "9,999"), encoding="utf-8")
            return "a\n"

    monkeypatch.setattr(sys, "stdin", Slow())
    out = io.StringIO()
    monkeypatch.setattr(sys, "stdout", out)
    assert main(["check", "texts", "--review"]) == 1
    assert "not accepted: it has changed since it was read" in out.getvalue()
    assert not list(folder.glob("snapshots/*"))
    answer("review", "not accepted: it has changed since it was read")


def test_what_could_not_be_kept_is_counted(folder: Path, answer: Answer) -> None:
    for number in range(5):
        shutil.copy(PURCHASE, folder / "texts" / f"{number}.txt")

    def fail() -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    done = form4("check", "texts", "--accept-new", before=at_call("replace", 3, fail))
    assert done.status == 4
    assert done.err.endswith(": No space left on device: 2 kept, 4 not kept\n")
    assert len(list(folder.glob("snapshots/texts/*"))) == 2
    assert not parts_in_store()
    answer("half accepted", done)


@pytest.mark.parametrize(("call", "number"), [("open", 1), ("write", 1), ("fsync", 1), ("replace", 1), ("replace", 2)])
def test_a_writer_that_is_killed_leaves_whole_files_and_the_next_run_tidies(
    call: str, number: int, folder: Path, answer: Answer
) -> None:
    shutil.copy(PURCHASE, folder / "texts" / "b.txt")
    die = at_call(call, number, kill_self(signal.SIGKILL)) if call != "open" else _kill_when_a_part_is_open
    done = form4("check", "texts", "--accept-new", before=die)
    assert done.status == -signal.SIGKILL
    assert parts_in_store(), "it was killed while a part was there"
    expected = f4.snapshot_text(f4.read(TEXT))
    whole = list(folder.glob("snapshots/**/*.snap"))
    assert len(whole) == number - 1
    assert all(file.read_text(encoding="utf-8") == expected for file in whole)
    again = form4("check", "texts", "--accept-new")
    assert again.status == 0
    assert not parts_in_store()
    answer("killed writer", f"killed at {call} {number}: a hidden part is left; the next run: {again}, none left")


def parts_in_store() -> list[Path]:
    return list(Path("snapshots").rglob(".*"))


def _kill_when_a_part_is_open() -> None:
    original = os.open

    def instead(path: Any, *arguments: Any, **more: Any) -> int:
        opened = original(path, *arguments, **more)
        if str(path).endswith(files.PART_SUFFIX):
            os.kill(os.getpid(), signal.SIGKILL)
        return opened

    os.open = instead  # type: ignore[assignment]


def test_what_is_being_written_is_not_tidied_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace = os.replace

    def tidy_first(source: str, target: str) -> None:
        tidy(tmp_path)
        replace(source, target)

    monkeypatch.setattr(os, "replace", tidy_first)
    write_file(tmp_path / "a", "new")
    assert (tmp_path / "a").read_text(encoding="utf-8") == "new"


def test_a_part_that_was_tidied_before_it_was_locked_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original, opened = os.open, []

    def tidy_behind(path: Any, *arguments: Any, **more: Any) -> int:
        descriptor = original(path, *arguments, **more)
        if str(path).endswith(files.PART_SUFFIX) and not opened:
            opened.append(path)
            tidy(tmp_path)
        return descriptor

    monkeypatch.setattr(os, "open", tidy_behind)
    write_file(tmp_path / "a", "new")
    assert os.listdir(tmp_path) == ["a"]


def test_writers_with_equal_ids_do_not_meet(folder: Path, answer: Answer) -> None:
    texts = folder / "texts"
    for number in range(4):
        shutil.copy(PURCHASE, texts / f"{number}.txt")
    expected = f4.snapshot_text(f4.read(TEXT))
    devnull = os.open(os.devnull, os.O_RDWR)
    for _ in range(5):
        shutil.rmtree("snapshots", ignore_errors=True)
        equal = lambda: setattr(os, "getpid", lambda: 7)  # noqa: E731
        arguments = ("check", "texts", "--accept-new")
        both = [commands.start(arguments, (devnull, devnull, 2), before=equal) for _ in range(2)]
        assert [commands.end_of(child) for child in both] == [0, 0]
        kept = list(folder.glob("snapshots/texts/*.snap"))
        assert len(kept) == 5
        assert all(file.read_text(encoding="utf-8") == expected for file in kept)
        assert os.listdir("snapshots") == ["texts"]
        assert len(os.listdir("snapshots/texts")) == 5, "nothing else"
    os.close(devnull)
    answer("equal ids", "5 rounds of two writers with the id 7: 0 torn, 0 failed, 0 parts left")


# -------------------------------------------------------------------------------------------------------- the pool


def with_pool() -> None:
    """Make few texts many, and one core two."""
    outcomes.MANY = 2
    os.cpu_count = lambda: 2  # type: ignore[assignment]


@pytest.mark.parametrize(
    ("number", "status", "row"),
    [
        (signal.SIGKILL, -signal.SIGKILL, "killed pool"),
        (signal.SIGTERM, 143, "killed pool"),
        (signal.SIGINT, 130, "interrupted pool"),
    ],
)
def test_the_pool_ends_with_its_parent(
    number: signal.Signals, status: int, row: str, folder: Path, answer: Answer
) -> None:
    """The signal comes when the first worker has started. Whoever still lives then holds the pipe open."""
    for name in range(9):
        shutil.copy(PURCHASE, folder / "texts" / f"{name}.txt")

    def before() -> None:
        signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job ignores it
        with_pool()
        started = pools._Worker.expect_start

        def signalled(worker: pools._Worker) -> None:
            started(worker)
            os.write(1, b"now")
            os.kill(os.getpid(), number)

        pools._Worker.expect_start = signalled  # type: ignore[method-assign]

    reader, writer = os.pipe()
    devnull = os.open(os.devnull, os.O_RDWR)
    child = commands.start(("check", "texts", "--store", "none"), (devnull, writer, writer), before=before)
    os.close(writer)
    os.close(devnull)
    with open(reader, "rb", buffering=0) as read:
        assert read.read(3) == b"now"
        sent = time.monotonic()
        assert commands.end_of(child) == status
        assert read.read(1) == b""
        took = time.monotonic() - sent
    assert took < 5  # on a busy machine; a worker that is left alone works for longer
    answer(row, f"{number.name}: status {status}, all processes gone after {took:.2f} s")


def test_a_worker_that_is_busy_ends_with_its_parent(answer: Answer) -> None:
    reader, writer = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        parent = os.fork()
    if not parent:
        os.dup2(writer, 1)
        list(pools.map_in_processes(commands.sleep_on, [0], 1))
        os._exit(0)
    os.close(writer)
    with open(reader, "rb", buffering=0) as read:
        assert read.read(5) == b"begun"
        os.kill(parent, signal.SIGKILL)
        sent = time.monotonic()
        commands.end_of(parent)
        assert read.read(1) == b""
        took = time.monotonic() - sent
    assert took < commands.TIMEOUT / 4
    answer("killed pool", f"SIGKILL while a worker is at a text: gone after {took:.2f} s")


def test_a_worker_that_dies_costs_the_text_that_it_was_at(answer: Answer) -> None:
    found = list(pools.map_in_processes(commands.double_or_die, range(6), 2))
    assert found == [0, 2, 4, pools.Lost(-signal.SIGKILL), 8, 10]
    with pytest.raises(ValueError, match="ninety-nine"):
        list(pools.map_in_processes(commands.double_or_die, [1, 99], 1))
    answer("dead worker", "0 2 4 (lost) 8 10")


def test_a_text_whose_process_died_is_reported(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], answer: Answer
) -> None:
    shutil.copy(PURCHASE, folder / "texts" / "b.txt")

    def one_dies(function: Callable[[str], object], items: list[str], count: int, *, alike: object) -> Iterator[object]:
        yield pools.Lost(-9)
        yield function(items[1])

    with_pool_of = {"MANY": 2, "map_in_processes": one_dies}
    for name, value in with_pool_of.items():
        monkeypatch.setattr(outcomes, name, value)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    assert main(["check", "texts"]) == 4
    out, err = capsys.readouterr()
    assert err == "form4: texts/a.txt: the process that read it has died (-9); is memory short?\n"
    assert out.startswith("2 texts: 1 new, 1 unopened\n")
    answer("dead worker", f"status 4, {err.strip()}")


def test_what_is_computed_once_is_computed_once_by_any_number_of_threads(answer: Answer) -> None:
    begun = threading.Barrier(32)
    computed: list[int] = []

    @once.once
    def slow(number: int) -> object:
        computed.append(number)
        time.sleep(0.05)
        return object()

    found: list[object] = []

    def ask() -> None:
        begun.wait()
        found.append(slow(1))

    threads = [threading.Thread(target=ask) for _ in range(32)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert computed == [1]
    assert len(set(map(id, found))) == 1
    for built in (lark_grammar._parser, lark_grammar._built, lark_grammar._automaton, grammars.looks_pattern):
        assert hasattr(built, "found"), "it is made by once"
    answer("threads", "32 threads: built 1 time")


def test_errors_can_be_sent_to_another_process(answer: Answer) -> None:
    with pytest.raises(f4.FilingError) as unread:
        f4.loads("nothing")
    with pytest.raises(f4.UnwritableError) as unwritable:
        f4.dumps(f4.from_dict({**f4.to_dict(FILING), "remarks": "a\tb"}), "classic-tab")
    for error in (unread.value, unwritable.value, limits.TooSlowError("slow")):
        for again in (pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error)):
            assert (type(again), str(again), vars(again)) == (type(error), str(error), vars(error))
    answer("pickles", "FilingError, UnwritableError, TooSlowError: equal after pickle, copy and deepcopy")


# ------------------------------------------------------------------------------------------------- numbers and JSON

CONTEXTS = {
    "precision 3": decimal.Context(prec=3),
    "traps": decimal.Context(traps=[decimal.Inexact, decimal.Rounded, decimal.FloatOperation]),
    "no traps": decimal.Context(traps=[]),
    "Emax 5": decimal.Context(Emax=5, Emin=-5),
}


@pytest.mark.parametrize("name", CONTEXTS)
def test_the_caller_s_decimal_context_changes_nothing_and_is_not_changed(name: str, answer: Answer) -> None:
    def all_of_it() -> list[object]:
        found: list[object] = []
        for behaviour in ("reported-early", "purchase", "option-exercise"):
            text = text_of(FIXTURES / behaviour / "classic-tab.txt").replace("1,500", "1,234,567.8901")
            reading = f4.read(text).with_rules()
            assert reading.filing
            written = f4.to_dict(reading.filing)
            found += [reading.filing, reading.diagnostics, f4.validate(reading.filing), f4.snapshot_text(reading)]
            found += [written, f4.from_dict(written), f4.rows(reading.filing), f4.dumps(reading.filing, "classic-tab")]
        return found

    expected = all_of_it()
    assert "balance-does-not-add-up" in str(expected), "a rule has calculated with amounts"
    with decimal.localcontext(CONTEXTS[name]) as context:
        found = all_of_it()
        flags = [flag for flag, is_set in context.flags.items() if is_set]
    assert found == expected
    assert flags == []
    answer("decimal context", f"{name}: nothing differs, no flag is set")


@pytest.mark.parametrize(
    "amount",
    [
        *("NaN", "sNaN", "Infinity", "-Infinity", "1e999999", "1e99999999", "1e999999999999999999", "1E+3"),
        *("1_000", " 5 ", "٣", "-0", "", "5.", "5\n", "1,000", "+5"),
    ],
)
def test_an_amount_that_no_page_can_show_is_refused(amount: str, answer: Answer) -> None:
    data = f4.to_dict(FILING)
    data["non_derivative"][0]["transaction_shares"]["value"] = amount
    with pytest.raises(
        ValueError, match=r"non_derivative\[0\]\.transaction_shares\.value: expected a number as a string of digits"
    ):
        f4.from_dict(data)
    answer("odd amounts", f"{amount!r}: refused")


@pytest.mark.parametrize("amount", ["0", "5", "-5", "5.50", "0.0001", ".5", "9" * 5000])
def test_an_amount_that_a_page_can_show_is_taken(amount: str) -> None:
    data = f4.to_dict(FILING)
    data["non_derivative"][0]["transaction_shares"]["value"] = amount
    shares = f4.from_dict(data).non_derivative[0]
    assert isinstance(shares, f4.NonDerivativeTransaction)
    assert shares.transaction_shares
    assert shares.transaction_shares.value == Decimal(amount)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ('{"issuer": ' + "[" * 100_000 + "]" * 100_000 + "}", "nested too deeply"),
        ('{"schema": ' + "9" * 5000 + "}", "schema"),
        ('{"remarks": ' + "9" * 5000 + "}", "remarks: expected a string or null, found inf"),
        ('{"remarks": 1e99999999}', "remarks: expected a string or null, found inf"),
        ('{"remarks": "\\ud800"}', "remarks: half of a character (a lone surrogate) in '\\ud800'"),
        ('{"remarks": NaN}', "remarks: expected a string or null, found nan"),
        ("[]", "this JSON holds no filing"),
        ("", "this is no JSON"),
        ("\udcff", "utf-8"),
    ],
    ids=lambda value: value[:20],
)
def test_json_that_is_no_filing_is_one_line(written: str, told: str, folder: Path, answer: Answer) -> None:
    Path("hostile.json").write_bytes(written.encode("utf-8", "surrogateescape"))
    done = form4("render", "hostile.json", "--to", "classic-tab")
    assert is_refused(done, 1)
    assert told in done.err
    assert len(done.err) < 2000
    answer("surrogate" if "surrogate" in told else "hostile JSON", done)


def test_an_exponent_is_refused_with_its_place(folder: Path, answer: Answer) -> None:
    for exponent in ("1e99999999", "1e-999999999999999999"):
        data = f4.to_dict(FILING)
        data["non_derivative"][0]["transaction_shares"]["value"] = exponent
        Path("hostile.json").write_text(json.dumps(data), encoding="utf-8")
        done = form4("render", "hostile.json", "--to", "classic-tab")
        assert is_refused(done, 1)
        assert "non_derivative[0].transaction_shares" in done.err
        answer("hostile JSON", done)


# --------------------------------------------------------------------------------------------- grammars of the user's


def test_a_grammar_that_takes_for_ever_is_stopped(
    folder: Path, monkeypatch: pytest.MonkeyPatch, answer: Answer
) -> None:
    assert limits.SECONDS == 60
    monkeypatch.setattr(limits, "SECONDS", 0.3)
    grammar = (
        "//: landmark x\nfiling: line*\nline: (BAD | GOOD | REFUSED)? EOL\nBAD.2: /(x+x+)+y/\n"
        "GOOD: /x/\nREFUSED: /\\0/\nEOL: /\\r?\\n/\n"
    )
    Path("mine.lark").write_text(grammar, encoding="utf-8")
    Path("texts/a.txt").write_text("x" * 200 + "\n", encoding="utf-8")
    for command in (["parse"], ["tree"], ["check"]):
        done = form4(*command, "texts/a.txt", "--grammar", "mine.lark")
        assert is_refused(done, 2)
        assert "takes longer than 0.3 seconds over a text" in done.err
    answer("grammars", done)


@pytest.mark.parametrize(
    ("grammar", "place"),
    [
        ("%import .mine (filing)\n", "mine.lark"),
        ("filing: A\nA: /(/\nREFUSED: /x/\n", "{folder}/mine.lark:2"),
        ("filing: A\nA: B\nB: A\n", "{folder}/mine.lark:1"),
        ("filing: A\nA: /x{99999999999999999999}/\nREFUSED: /x/\n", "mine.lark"),
        ("\udcff\udcfe", "mine.lark"),
        ("\0", "{folder}/mine.lark:1:1"),
        ("", "{folder}/mine.lark"),
        ("x" * (2**20 + 1), "mine.lark"),
        ("filing: " + "(" * 5000 + "A" + ")" * 5000 + "\nA: /x/\n", "mine.lark"),
    ],
    ids=lambda value: value[:24],
)
def test_a_grammar_that_cannot_be_is_one_line(grammar: str, place: str, folder: Path, answer: Answer) -> None:
    """A fault that Lark finds is told with the file and the line, for it may be in a file that this one builds on."""
    Path("mine.lark").write_bytes(grammar.encode("utf-8", "surrogateescape"))
    done = form4("parse", "texts/a.txt", "--grammar", "mine.lark")
    assert is_refused(done, 2), done
    assert done.err.startswith(f"form4: {place.format(folder=folder.resolve())}: ")
    answer("grammars", done)


def test_a_grammar_that_repeats_without_end_refuses_the_text(folder: Path, answer: Answer) -> None:
    Path("mine.lark").write_text("filing: A~100000000\nA: /x/\n", encoding="utf-8")
    done = form4("parse", "texts/a.txt", "--grammar", "mine.lark")
    assert done.status == 1
    assert done.err.startswith("error[unexpected-text]: ")
    answer("grammars", done)


def test_grammars_that_import_each_other_are_one_line(folder: Path, answer: Answer) -> None:
    Path("one.lark").write_text("%import .two (filing)\n", encoding="utf-8")
    Path("two.lark").write_text("%import .one (filing)\n", encoding="utf-8")
    done = form4("parse", "texts/a.txt", "--grammar", "one.lark")
    assert is_refused(done, 2)
    answer("grammars", done)
