"""The texts of a run, one by one and in a stable order: files, members of archives, lines of JSON, rows of Parquet."""

from __future__ import annotations

import gzip
import json
import lzma
import os
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any, BinaryIO, cast

import attrs

from ..files import LONGEST, read_bytes
from ..walking import SUFFIXES, files_in, irregular, is_irregular

LINES = (".jsonl", ".ndjson")
ZIPS, TARS = (".zip",), (".tar", ".tgz", ".tar.gz", ".tar.bz2", ".tar.xz")
CONTAINERS = (*LINES, *ZIPS, *TARS, ".gz", ".parquet")
ROWS_AT_ONCE = 64
# What the libraries raise about a file that is damaged, encrypted or compressed in a way that they do not know.
REFUSALS = (
    *(OSError, EOFError, ValueError, RuntimeError, NotImplementedError),
    *(zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError),
)


@attrs.frozen
class Item:
    """A text of a run.

    Attributes:
        name: of its file, its place in one ("filings.zip/4.txt", "filings.jsonl:12"), or its id
        content: the path of a file that is still to be opened, the bytes of a file, or the text
        refusal: why there is no text; None if there is one
    """

    name: str
    content: os.PathLike[str] | bytes | str = b""
    refusal: str | None = None


@attrs.frozen
class Path:
    """A path of a file, which is no text."""

    path: str

    def __fspath__(self) -> str:
        return self.path


@attrs.frozen
class Columns:
    """Which columns of Parquet, or keys of JSON lines, hold the text and its id.

    Attributes:
        text: that of the text
        id: that of its id; None for the file's name and the number of the line or row
    """

    text: str = "text"
    id: str | None = None


def items_of(paths: Iterable[str], columns: Columns, *, omit: str | None = None) -> Iterator[Item]:
    """Yield the texts of files and folders, one at a time; what cannot be opened is an item, too.

    Of a folder, the texts and the containers of texts are taken, in the order of their paths, except from the folder
    ``omit``. The texts in a container are in its order.
    """
    for path in paths:
        if os.path.isdir(path):
            for file in files_in(path, (*SUFFIXES, *CONTAINERS), omit=omit):
                yield from _refused(file) if isinstance(file, OSError) else _items_in(file, columns)
        elif is_irregular(path):
            yield from _refused(irregular(path))
        else:
            yield from _items_in(path, columns)


def count_of(paths: Iterable[str], *, omit: str | None = None) -> int | None:
    """How many texts there are, if that can be told without opening containers."""
    count = 0
    for path in paths:
        for file in files_in(path, (*SUFFIXES, *CONTAINERS), omit=omit) if os.path.isdir(path) else [path]:
            if isinstance(file, str) and file.endswith(CONTAINERS):
                return None
            count += 1
    return count


def _refused(refusal: OSError) -> Iterator[Item]:
    yield Item(str(refusal.filename), refusal=refusal.strerror or str(refusal))


def _items_in(path: str, columns: Columns) -> Iterator[Item]:
    """The texts in a file, told by its suffix."""
    if not path.endswith(CONTAINERS):
        yield Item(path, Path(path))
        return
    try:
        yield from _reader_of(path)(path, columns)
    except REFUSALS as refusal:
        reason = refusal.strerror if isinstance(refusal, OSError) and refusal.strerror else str(refusal)
        yield Item(path, refusal=f"it cannot be read on: {reason or type(refusal).__name__}")


def _reader_of(path: str) -> Callable[[str, Columns], Iterator[Item]]:
    if path.endswith((*LINES, *(f"{suffix}.gz" for suffix in LINES))):
        return _lines
    if path.endswith(ZIPS):
        return _zip
    if path.endswith(TARS):
        return _tar
    return _parquet if path.endswith(".parquet") else _gzip


def _gzip(path: str, columns: Columns) -> Iterator[Item]:
    with gzip.open(path) as opened:
        yield Item(path, read_bytes(cast(BinaryIO, opened)))


def _zip(path: str, columns: Columns) -> Iterator[Item]:
    with zipfile.ZipFile(path) as archive:
        for member in archive.infolist():
            if not member.is_dir() and member.filename.endswith(SUFFIXES):
                yield _member(path, member.filename, lambda member=member: archive.open(member))  # type: ignore[misc]


def _tar(path: str, columns: Columns) -> Iterator[Item]:
    with tarfile.open(path) as archive:
        for member in archive:
            if member.isfile() and member.name.endswith(SUFFIXES):
                yield _member(path, member.name, lambda member=member: archive.extractfile(member))  # type: ignore[misc]
            archive.members.clear()  # type: ignore[attr-defined]  # it would keep them all


def _member(path: str, name: str, opened: Callable[[], Any]) -> Item:
    """A member of an archive. A damaged one does not end the archive."""
    where = f"{path}/{name}"
    try:
        with opened() as file:
            return Item(where, read_bytes(file))
    except REFUSALS as refusal:
        return Item(where, refusal=str(refusal) or type(refusal).__name__)


def _lines(path: str, columns: Columns) -> Iterator[Item]:
    number = 0
    with gzip.open(path) if path.endswith(".gz") else open(path, "rb") as opened:
        while line := opened.readline(LONGEST + 1):
            number += 1
            where = f"{path}:{number}"
            if len(line) > LONGEST:
                while line and not line.endswith(b"\n"):
                    line = opened.readline(LONGEST)
                yield Item(where, refusal=f"the line is longer than {LONGEST // 1024**2} MB")
            elif line.strip():
                yield _line(line, where, columns)


def _line(line: bytes, where: str, columns: Columns) -> Item:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as refusal:
        return Item(where, refusal=f"this line is no JSON: {refusal}")
    return _record(found if isinstance(found, dict) else {}, where, columns)


def _parquet(path: str, columns: Columns) -> Iterator[Item]:
    try:
        from pyarrow import parquet
    except ImportError:
        raise ValueError("Parquet needs pyarrow: pip install 'form4-grammar[arrow]'") from None
    number = 0
    names = [columns.text, *([columns.id] if columns.id else [])]
    with parquet.ParquetFile(path) as file:
        missing = set(names).difference(file.schema_arrow.names)
        if missing:
            raise ValueError(f"there is no column {min(missing)!r}")
        for batch in file.iter_batches(ROWS_AT_ONCE, columns=names):
            for record in batch.to_pylist():
                number += 1
                yield _record(record, f"{path}:{number}", columns)


def _record(record: dict[str, Any], where: str, columns: Columns) -> Item:
    text = record.get(columns.text)
    name = str(record[columns.id]) if columns.id and record.get(columns.id) is not None else where
    if not isinstance(text, str):
        return Item(name, refusal=f"there is no text in {columns.text!r}")
    return Item(_whole(name), _whole(text))


def _whole(text: str) -> str:
    """A text with U+FFFD for each half of a character: JSON can have them, files cannot."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text
