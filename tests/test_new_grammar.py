"""``form4 new-grammar``: a draft gives every text a tree, and its trees are pinned at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT

from form4_grammar.cli import main
from form4_grammar.language import Language
from form4_grammar.workbench.drafts import draft

pytest_plugins = ["pytester"]

ORDERS = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "examples" / "orders").glob("*.txt"))]


@pytest.mark.parametrize(
    "texts",
    [
        ORDERS,
        ORDERS[:1],
        ["Lamp | 2 | 3.5\n| --- | --- |\nBolt|1|\n"],
        ['a "q\\y"\n  x   y  z\n', 'a "q\\y"\nb  c\n\n\n'],
        ["number\nrow\n1 a\n", "number\nrow\n1 a\n"],
        [""],
    ],
    ids=["tabs", "one text", "pipes", "blanks", "names", "nothing"],
)
def test_a_draft_is_total_and_has_no_fault(texts: list[str], tmp_path: Path) -> None:
    file = tmp_path / "mine.lark"
    file.write_text(draft(texts, "Mine."), encoding="utf-8")
    language = Language.from_file(file)
    assert language.recovers
    assert language.lint() == []
    for text in (*texts, *ORDERS, " \tindented\r\rx", "\0"):
        answer = language.read(text)
        assert answer.tree is not None
        assert "".join(piece.token for piece in answer.pieces) == text
        assert text not in texts or answer.diagnostics == ()


def test_texts_with_an_ending_of_their_own_are_named_by_a_pattern(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("0.log").write_text(ORDERS[0], encoding="utf-8")
    assert main(["new-grammar", "orders", "--from", "0.log"]) == 0
    texts = str(Path("orders", "texts"))
    command = capsys.readouterr().out.rpartition("next: form4 ")[2].split()
    assert command[-1] == str(Path(texts, "*"))
    assert main(command) == 0
    assert capsys.readouterr().out.startswith("document\n")
    assert main(["check", texts]) == 2
    assert f"a pattern names others: {texts}/*" in capsys.readouterr().err


def test_a_new_grammar_has_sections_labels_and_rows_and_is_pinned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for number, text in enumerate(ORDERS):
        Path(f"{number}.txt").write_text(text, encoding="utf-8")
    assert main(["new-grammar", "orders", "--from", "0.txt", "1.txt"]) == 0
    check = ["check", "orders/texts", "--grammar", "orders/orders.lark", "--store", "orders/snapshots"]
    assert main(check) == 0
    assert main(["tree", "--grammar", "orders/orders.lark", "orders/texts/1.txt"]) == 0
    out = capsys.readouterr().out
    tree = 'document\n  order_of_parts\n    1:1 ORDER_OF_PARTS "Order of Parts"\n    customer\n'
    assert tree in out
    assert '    row\n      cell\n        6:1 TEXT "Cog"\n      cell\n      cell\n        6:6 NUMBER "$12.00"\n' in out
    assert main(["new-grammar", "orders", "--from", "0.txt"]) == 2
    assert main(["new-grammar", "Orders!", "--from", "0.txt"]) == 2


def test_the_written_test_fails_where_a_tree_differs(pytester: pytest.Pytester) -> None:
    pytester.makefile(".txt", zero=ORDERS[0], one=ORDERS[1])
    assert main(["new-grammar", "orders", "--from", "zero.txt", "one.txt"]) == 0
    pytester.runpytest_inprocess("-p", "no:xdist", "-p", "no:cacheprovider", "orders").assert_outcomes(passed=2)
    text = pytester.path / "orders" / "texts" / "one.txt"
    text.write_text(ORDERS[1].replace("Cog", "12"), encoding="utf-8")
    done = pytester.runpytest_inprocess("-p", "no:xdist", "-p", "no:cacheprovider", "orders")
    done.assert_outcomes(passed=1, failed=1)
    done.stdout.fnmatch_lines(
        ["*one.txt: changed", "  tree: *", "form4 check *one.txt --grammar *orders.lark --store *"]
    )


def test_a_draft_is_made_exact_as_the_page_in_docs_does(tmp_path: Path) -> None:
    file, written = tmp_path / "mine.lark", draft(ORDERS, "Mine.")
    page = (ROOT / "docs" / "guides" / "grammar.md").read_text(encoding="utf-8")
    exact = page.split("```lark\nparts: ", 1)[1].split("```")[0]
    file.write_text(written.replace("parts: PARTS _END _line*\n", f"parts: {exact}"), encoding="utf-8")
    language = Language.from_file(file)
    assert language.read(ORDERS[0]).diagnostics == ()
    [found] = language.read(ORDERS[1]).diagnostics
    assert found.found == "send soon"
    assert "does not fit here, in part, begun at 7:1" in found.message
