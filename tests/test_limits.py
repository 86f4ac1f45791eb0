"""The limits of ``read``, and what it says of a text that is none."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from conftest import FIXTURES, TEXTS, name_of, text_of

import form4_grammar as f4
from form4_grammar.diagnostics import MORE

PURCHASE = FIXTURES / "purchase" / "classic-tab.txt"
TEXT = text_of(PURCHASE)
ROW = next(line for line in TEXT.splitlines(keepends=True) if line.startswith("Common Stock\t"))
UNREAD = TEXT.replace(ROW, 400 * ROW.replace("$", "about ", 1), 1)  # rows without their price


def is_within(path: str | None, around: str | None) -> bool:
    return around is None or (path or "").startswith(around)


def test_a_text_that_is_too_long_is_reported_and_not_read() -> None:
    reading = f4.read(TEXT, max_chars=len(TEXT) - 1)
    assert reading.filing is None
    assert [(d.code, d.severity) for d in reading.diagnostics] == [("too-long", "error")]
    assert f4.read(TEXT, max_chars=len(TEXT)) == f4.read(TEXT)
    assert f4.read_file(PURCHASE, max_chars=5).diagnostics[0].code == "too-long"


def test_a_page_of_diagnostics_is_the_default_and_the_others_are_counted_by_code() -> None:
    everything = f4.read(UNREAD, max_diagnostics=None).diagnostics
    found = f4.read(UNREAD).diagnostics
    kept = [d for d in found if d.code not in MORE.values()]
    assert 45 < len(kept) <= 50
    assert [d for d in everything if d in kept] == kept, "in the order of the text"
    assert len(everything) == 400
    counted = [(d.code, d.path, d.message) for d in found if d not in kept]
    assert counted == [("more-errors", "non_derivative", "350 more errors: 350 unreadable-value")]


@pytest.mark.parametrize("path", TEXTS, ids=name_of)
@pytest.mark.parametrize("most", [0, 1, 3])
def test_what_is_left_out_has_a_diagnostic_for_its_part_of_the_filing(path: Path, most: int) -> None:
    everything = f4.read_file(path, max_diagnostics=None).diagnostics
    found = f4.read_file(path, max_diagnostics=most).diagnostics
    kept = [d for d in found if d in everything]
    counted = [d for d in found if d not in everything]
    assert len(kept) <= most
    for left in set(everything) - set(kept):
        assert any(d.severity == left.severity and is_within(left.path, d.path) for d in counted)
    errors_left = [d for d in everything if d.severity == "error" and d not in kept]
    if errors_left:
        assert all(d.severity == "error" for d in kept), "errors are kept before warnings and infos"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (None, "read takes a text as str, not NoneType"),
        (b"Form 4", "call read_file\\(io.BytesIO\\(data\\)\\)"),
        (PURCHASE, "a path \\(PosixPath|WindowsPath\\): call read_file\\(path\\)"),
        (io.BytesIO(b""), "BytesIO: call read_file\\(file\\)"),
        (5, "not int"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_is_no_text_is_a_type_error_that_says_what_to_call(given: Any, told: str) -> None:
    for function in (f4.read, f4.loads):
        with pytest.raises(TypeError, match=told):
            function(given)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (None, "a path or an open binary file, not NoneType"),
        (b"Form 4", "call read_file\\(io.BytesIO\\(data\\)\\)"),
        (io.StringIO("Form 4"), "open in binary mode"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_is_no_file_is_a_type_error_that_says_what_to_call(given: Any, told: str) -> None:
    for function in (f4.read_file, f4.load):
        with pytest.raises(TypeError, match=told):
            function(given)


def test_loads_has_every_diagnostic() -> None:
    with pytest.raises(f4.FilingError) as refusal:
        f4.loads(UNREAD)
    assert refusal.value.diagnostics == f4.read(UNREAD, max_diagnostics=None).diagnostics
