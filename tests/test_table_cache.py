"""ParseTables are kept in the user's cache, and made again wherever those that are kept may be wrong."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from form4_grammar import lark_grammar
from form4_grammar.lark_grammar import LarkGrammar
from form4_grammar.parse_tables import ParseTables
from form4_grammar.table_cache import cache_folder, kept_tables

GRAMMAR = "start: WORD\n%import .words (WORD)\n"


@pytest.fixture
def grammar(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> LarkGrammar:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "words.lark").write_text("WORD: /a+/\n")
    (tmp_path / "letters.lark").write_text(GRAMMAR)
    return LarkGrammar.from_file(tmp_path / "letters.lark", lexer="contextual", maybe_placeholders=False)


def kept(grammar: LarkGrammar) -> tuple[Path, ParseTables, Callable[[], bool]]:
    """The file in which the tables of a grammar are kept, what it has, and whether they would be made again."""
    folder, name = cache_folder(), grammar.tables_file
    assert folder
    assert name
    made: list[ParseTables] = []

    def make() -> ParseTables:
        made.append(ParseTables.of(grammar.parser()))
        return made[-1]

    tables = kept_tables(name, make)

    def is_made_again() -> bool:
        made.clear()
        assert kept_tables(name, make).to_bytes() == tables.to_bytes()
        return bool(made)

    return folder / name, tables, is_made_again


def test_tables_are_made_once(grammar: LarkGrammar) -> None:
    file, tables, is_made_again = kept(grammar)
    assert ParseTables.from_bytes(file.read_bytes()).terminals == tables.terminals == {"WORD": "a+"}
    assert not is_made_again()


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[:-20],
        lambda data: data[:40] + bytes([data[40] ^ 1]) + data[41:],
        lambda data: gzip.compress(b"[]"),
        lambda data: gzip.compress(b'{"terminals": {}}'),
    ],
    ids=["empty", "cut off", "a bit changed", "a list", "incomplete"],
)
def test_a_damaged_file_is_written_again(grammar: LarkGrammar, damage: Callable[[bytes], bytes]) -> None:
    file, _, is_made_again = kept(grammar)
    data = file.read_bytes()
    file.write_bytes(damage(data))
    assert is_made_again()
    assert file.read_bytes() == data


def test_a_file_that_others_can_write_is_not_used(grammar: LarkGrammar) -> None:
    file, _, is_made_again = kept(grammar)
    file.chmod(0o620)
    assert is_made_again()
    assert file.stat().st_mode & 0o777 == 0o600


def test_nothing_is_kept_in_a_folder_that_others_can_write(grammar: LarkGrammar) -> None:
    file, _, is_made_again = kept(grammar)
    file.parent.chmod(0o777)
    assert cache_folder() is None
    assert is_made_again()


def test_a_home_that_cannot_be_written_keeps_nothing(
    grammar: LarkGrammar, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "a file"))
    assert cache_folder() is None
    assert kept_tables("any", lambda: ParseTables.of(grammar.parser())).terminals == {"WORD": "a+"}


@pytest.mark.parametrize("file", ["letters.lark", "words.lark"])
def test_the_name_follows_from_the_grammar_and_what_it_imports(grammar: LarkGrammar, file: str) -> None:
    before = grammar.tables_file
    path = grammar.path.parent / file
    path.write_text(path.read_text() + "\n// more\n")
    assert grammar.tables_file != before


def test_the_name_follows_from_the_options_and_the_version_of_lark(
    grammar: LarkGrammar, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = LarkGrammar.from_file(grammar.path, lexer="basic", maybe_placeholders=False)
    assert other.tables_file != grammar.tables_file
    before = grammar.tables_file
    monkeypatch.setattr(lark_grammar.lark, "__version__", "0")
    assert grammar.tables_file != before


def test_what_imports_an_unknown_file_has_no_name(grammar: LarkGrammar) -> None:
    (grammar.path.parent / "words.lark").unlink()
    assert grammar.tables_file is None


def test_the_oldest_files_are_forgotten(grammar: LarkGrammar, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("form4_grammar.table_cache.MOST", 3)
    tables = ParseTables.of(grammar.parser())
    for number in range(5):
        kept_tables(f"{number}.json.gz", lambda: tables)
    folder = cache_folder()
    assert folder
    assert len(list(folder.iterdir())) == 3
