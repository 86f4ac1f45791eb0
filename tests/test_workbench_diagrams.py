"""``form4 grammar --diagram``: railroad diagrams as SVG."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from xml.etree import ElementTree

import pytest
from lark.exceptions import GrammarError
from pypi_grammars import of_pypi

from form4_grammar.cli import main
from form4_grammar.grammars import find_layout
from form4_grammar.lark_grammar import LarkGrammar
from form4_grammar.workbench.diagrams import diagram

pytest.importorskip("railroad")
SVG = "{http://www.w3.org/2000/svg}"
LINK = "{http://www.w3.org/1999/xlink}href"
SOURCE = """\
start: pair{NAME}* "<" [other] ">" | "!" other~2..3
pair{what}: what "&" what (| "?")
other: NAME "-"+ | "a".."f"
%extend other: "x"
NAME: /[g-z]/
"""


def words_of(svg: str) -> list[str]:
    words = [text.text or "" for text in ElementTree.fromstring(svg).iter(f"{SVG}text")]
    return [word for word, _ in groupby(words)]  # the library writes the text of a link twice


def test_all_parts_of_a_grammar_are_drawn_and_linked(tmp_path: Path) -> None:
    (tmp_path / "mine.lark").write_text(SOURCE, encoding="utf-8")
    drawn = diagram(LarkGrammar.from_file(tmp_path / "mine.lark"))
    assert words_of(drawn) == [
        *("start  mine.lark:1", "pair{NAME}", '"<"', "other", '">"', '"!"', "other", "2 to 3 times"),
        *("pair  mine.lark:2", "what", '"&"', "what", '"?"'),
        *("other  mine.lark:3", "NAME", '"-"', '"a" to "f"', '"x"'),
        *("NAME  mine.lark:5", "/[g-z]/"),
    ]
    page = ElementTree.fromstring(drawn)
    titles = {text.get("id") for text in page.iter(f"{SVG}text")} - {None}
    links = {link.get(LINK, "")[1:] for link in page.iter(f"{SVG}a")}
    assert links == {"other", "pair", "NAME"}
    assert links < titles
    assert len(list(page.iter(f"{SVG}svg"))) == 5


@pytest.mark.parametrize("name", ["pddl", "mappyfile", "optimade", "lark", "python"])
def test_a_grammar_of_pypi_is_drawn(name: str) -> None:
    grammar = of_pypi(name).language.grammar
    titles = [word.partition("  ")[0] for word in words_of(diagram(grammar)) if ".lark:" in word]
    assert grammar.start[0] in titles
    assert len(titles) == len(set(titles))


def test_one_rule_of_a_layout_is_drawn() -> None:
    words = words_of(diagram(find_layout("classic-tab").grammar(), "footnote"))
    assert words[0].startswith("footnote  section16.lark:")
    assert "NOTE_MARK" in words


def test_the_command_writes_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.lark").write_text(SOURCE, encoding="utf-8")
    command = ["grammar", "--grammar", str(tmp_path / "mine.lark"), "--diagram"]
    assert main([*command, "other", "-o", str(tmp_path / "other.svg")]) == 0
    assert words_of((tmp_path / "other.svg").read_text(encoding="utf-8"))[0] == "other  mine.lark:3"
    assert main([*command, "nothing"]) == 2
    assert "there is no rule or terminal nothing" in capsys.readouterr().err
    with pytest.raises(GrammarError):
        diagram(LarkGrammar.from_file(tmp_path / "mine.lark"), "nothing")
