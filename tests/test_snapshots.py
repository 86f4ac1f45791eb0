"""The public syrupy extension, and what users' snapshots do with it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from conftest import FIXTURES, SECTIONS, TEXTS, name_of, reading_of, snapshot_of, start_of, text_of

import form4_grammar as f4
from form4_grammar.cli import main
from form4_grammar.escapes import escaped
from form4_grammar.views.snapshot import parse_snapshot

pytest_plugins = ["pytester"]

TEST = """
import pytest, form4_grammar as f4
from form4_grammar.testing import snapshots_in

@pytest.fixture
def pinned(snapshot):
    return snapshot.use_extension(snapshots_in("mine"))

@pytest.mark.parametrize("name", {names})
def test_filing(name, pinned):
    assert f4.read_file(name) == pinned{named}
"""
PURCHASE = text_of(FIXTURES / "purchase" / "classic-tab.txt")


@pytest.fixture
def folder(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A folder with two texts. Tests run in it do not see that the outer run has several processes."""
    for name in os.environ:
        if name.startswith("PYTEST_XDIST"):
            monkeypatch.delenv(name)
    for name in ("a.txt", "b.txt"):
        (pytester.path / name).write_text(PURCHASE, encoding="utf-8")
    return pytester


def run(folder: pytest.Pytester, names: list[str], *arguments: str, named: str = "") -> pytest.RunResult:
    folder.makepyfile(TEST.format(names=names, named=named))
    return folder.runpytest_subprocess("-p", "no:cacheprovider", *arguments)


def test_users_pin_their_own_filings(folder: pytest.Pytester) -> None:
    run(folder, ["a.txt", "b.txt"]).assert_outcomes(failed=2)
    run(folder, ["a.txt", "b.txt"], "--snapshot-update").assert_outcomes(passed=2)
    snapshots = sorted((folder.path / "mine").iterdir())
    assert [path.name for path in snapshots] == ["test_filing[a.txt].snap", "test_filing[b.txt].snap"]

    (folder.path / "a.txt").write_text(PURCHASE.replace("Common Stock", "Preferred Stock"), encoding="utf-8")
    changed = run(folder, ["a.txt", "b.txt"])
    changed.assert_outcomes(passed=1, failed=1)
    changed.stdout.fnmatch_lines(["*Preferred Stock*"])

    unused = run(folder, ["b.txt"])
    unused.assert_outcomes(passed=1)
    assert unused.ret == 1, "an unused snapshot fails the run"


def test_a_missing_and_an_unused_snapshot_fail_a_run_in_several_processes(folder: pytest.Pytester) -> None:
    run(folder, ["a.txt"], "--snapshot-update").assert_outcomes(passed=1)
    run(folder, ["a.txt", "b.txt"], "-n2").assert_outcomes(passed=1, failed=1)
    (folder.path / "mine" / "test_filing[c.txt].snap").write_text("unused", encoding="utf-8")
    unused = run(folder, ["a.txt"], "-n2")
    unused.assert_outcomes(passed=1)
    assert unused.ret == 1, "an unused snapshot fails the run"


def test_a_snapshot_named_by_its_text_is_the_one_that_form4_check_keeps(folder: pytest.Pytester) -> None:
    (folder.path / "texts").mkdir()
    (folder.path / "a.txt").rename(folder.path / "texts" / "a.txt")
    run(folder, ["texts/a.txt", "b.txt"], "--snapshot-update", named="(name=name)").assert_outcomes(passed=2)
    assert main(["check", "b.txt", "texts", "--store", "mine"]) == 0
    assert sorted((folder.path / "mine").rglob("*.snap")) == [
        folder.path / "mine" / "b.txt.snap",
        folder.path / "mine" / "texts" / "a.txt.snap",
    ]
    unused = run(folder, ["b.txt"], named="(name=name)")
    unused.assert_outcomes(passed=1)
    assert unused.ret == 1, "an unused snapshot fails the run"


def test_a_snapshot_says_the_tree_the_filing_and_the_diagnostics() -> None:
    snapshot = snapshot_of(FIXTURES / "impossible-date" / "classic-tab.txt").read_text("utf-8")
    layout, tree, filing, diagnostics = (snapshot.index(part) for part in ("layout: ", "# tree", "# filing", "# diag"))
    assert layout < tree < filing < diagnostics
    assert 'DATE "02/30/2022"' in snapshot[tree:filing]
    assert "error[impossible-date]" in snapshot[diagnostics:]


@pytest.mark.parametrize("path", [*TEXTS, *SECTIONS], ids=name_of)
def test_a_snapshot_taken_apart_says_what_its_reading_does(path: Path) -> None:
    reading = reading_of(path)
    snapshot = parse_snapshot(snapshot_of(path).read_text("utf-8"))
    assert snapshot.layout == str(reading.layout)
    assert snapshot.filing == (f4.to_dict(reading.filing) if reading.filing else None)
    assert [(r.severity, r.code, r.path) for r in snapshot.remarks] == [
        (d.severity, d.code, d.path) for d in reading.diagnostics
    ]
    assert [r.place for r in snapshot.remarks] == [d.span and (d.span.line, d.span.column) for d in reading.diagnostics]
    assert reading.tree is not None
    leaves = [(entry.name, entry.text) for entry in snapshot.tree if entry.text is not None]
    assert leaves == [(leaf.type, escaped(leaf)) for leaf in reading.tree.scan_values(lambda _: True)]
    assert snapshot.start == start_of(path)


@pytest.mark.parametrize("text", ["", "layout: classic-tab\n", "# tree\n\n# filing\n{\n\n# diagnostics\n"])
def test_another_text_is_no_snapshot(text: str) -> None:
    with pytest.raises(ValueError, match="no snapshot"):
        parse_snapshot(text)
