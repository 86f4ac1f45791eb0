"""The public syrupy extension: what users' snapshots do."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import FIXTURES, SECTIONS, TEXTS, name_of, reading_of, snapshot_of, text_of

import form4_grammar as f4
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
    assert f4.read_file(name) == pinned
"""


def run(pytester: pytest.Pytester, names: list[str], *arguments: str) -> pytest.RunResult:
    pytester.makepyfile(TEST.format(names=names))
    return pytester.runpytest_subprocess("-p", "no:cacheprovider", *arguments)


def test_users_pin_their_own_filings(pytester: pytest.Pytester) -> None:
    text = text_of(FIXTURES / "classic-tab" / "purchase.txt")
    for name in ("a.txt", "b.txt"):
        (pytester.path / name).write_text(text, encoding="utf-8")
    snapshots = pytester.path / "mine"

    assert run(pytester, ["a.txt", "b.txt"]).ret == 1, "a missing snapshot fails"
    assert run(pytester, ["a.txt", "b.txt"], "--snapshot-update").ret == 0
    assert sorted(path.name for path in snapshots.iterdir()) == ["test_filing[a.txt].snap", "test_filing[b.txt].snap"]
    assert run(pytester, ["a.txt", "b.txt"]).ret == 0
    assert run(pytester, ["a.txt"]).ret == 1, "an unused snapshot fails"

    (pytester.path / "a.txt").write_text(text.replace("Common Stock", "Preferred Stock"), encoding="utf-8")
    changed = run(pytester, ["a.txt", "b.txt"])
    assert changed.ret == 1
    changed.stdout.fnmatch_lines(["*Preferred Stock*"])


def test_a_snapshot_says_the_tree_the_filing_and_the_diagnostics() -> None:
    snapshot = snapshot_of(FIXTURES / "classic-tab" / "impossible-date.txt").read_text("utf-8")
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
    assert snapshot.start == (reading.tree.data if path.parent.name == "sections" else "filing")


@pytest.mark.parametrize("text", ["", "layout: classic-tab\n", "# tree\n\n# filing\n{\n\n# diagnostics\n"])
def test_another_text_is_no_snapshot(text: str) -> None:
    with pytest.raises(ValueError, match="no snapshot"):
        parse_snapshot(text)
