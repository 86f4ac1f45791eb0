"""The public syrupy extension: what users' snapshots do."""

from __future__ import annotations

import pytest
from conftest import FIXTURES, snapshot_of, text_of

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
