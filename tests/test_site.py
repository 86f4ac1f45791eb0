"""Links between pages and files hold on GitHub, and what website/ makes of them holds on the site that it builds."""

from __future__ import annotations

import re
import sys
from functools import cache
from pathlib import Path

import pytest
from conftest import ROOT

from form4_grammar.workbench.sources import Source

sys.path.append(str(ROOT / "website"))  # behind the tests: both have a module of commands
import api
from built_site import faults
from grammar_source import Entry, blocks_of, files

PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
FENCED = re.compile(r"^```.*?^```$|^ {4}[^\n]*$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?P<path>[^)\s#]*)#?(?P<anchor>[^)\s]*)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
# Pages that website/ makes, and the code that names a page.
MADE = re.compile(r"docs/reference/api/\w+\.md$")
NAMED = re.compile(r"docs/[\w/-]+\.md")
CODE = [path for folder in ("form4_grammar", "tests", "benchmarks", "fuzz") for path in (ROOT / folder).rglob("*.py")]


@cache
def anchors(path: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub and mkdocs.yml make them."""
    headings = HEADING.findall(FENCED.sub("", path.read_text(encoding="utf-8")))
    return {re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_to_files_and_headings(page: Path) -> None:
    text = FENCED.sub("", page.read_text(encoding="utf-8"))
    for link in LINK.finditer(re.sub(r"`[^`\n]+`", "", text)):
        target = (page.parent / link["path"]).resolve() if link["path"] else page
        if "://" in link["path"] or MADE.search(target.as_posix()):
            continue
        assert target.exists(), link[0]
        if link["anchor"] and target.suffix == ".md":
            assert link["anchor"] in anchors(target) or "<!-- made: " in target.read_text(encoding="utf-8"), link[0]


def test_pages_that_code_names_are_there() -> None:
    for path in CODE:
        for name in NAMED.findall(path.read_text(encoding="utf-8")):
            assert (ROOT / name).is_file(), f"{path.relative_to(ROOT)} names {name}"


def test_every_public_name_is_in_a_group() -> None:
    assert set(api.pages()) == {f"reference/api/{group}.md" for group in (*api.GROUPS, api.OF_TESTING)}


@pytest.mark.parametrize("source", files(), ids=lambda source: source.path.stem)
def test_every_definition_and_comment_of_a_grammar_is_on_its_page(source: Source) -> None:
    blocks = blocks_of(source)
    entries = [block for block in blocks if isinstance(block, Entry)]
    assert [entry.statement for entry in entries] == source.statements
    comments = [*(block for block in blocks if isinstance(block, list)), *(entry.comment for entry in entries)]
    written = re.findall(r"^//(?![: ] ?-{3})(?!:) ?(.*)$", source.text, re.MULTILINE)
    assert sorted(line for comment in comments for line in comment) == sorted(written)


def test_faults_of_a_built_site_are_found(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "one.html").write_text(
        '<h1 id="top"></h1><a href="../two.html#here"></a><a href="#top"></a><a href="https://example.org"></a>'
        '<a href="../two.html#gone"></a><a href="three.html"></a><img src="https://example.org/x.png">'
        '<link rel="stylesheet" href="//example.org/x.css"><link rel="canonical" href="https://example.org/a">'
        '<a href="../playground/index.html"></a><svg><a xlink:href="#nowhere"></a></svg>',
        encoding="utf-8",
    )
    (tmp_path / "two.html").write_text('<p id="here"></p><a href="a/one.html"></a><a href="/a/one.html"></a>')
    (tmp_path / "x.css").write_text("a {background: url('https://example.org/x.png')} b {background: url(x.png)}")
    assert list(faults(tmp_path)) == [
        "a/one.html: loads //example.org/x.css",
        "a/one.html: loads https://example.org/x.png",
        "a/one.html: #nowhere leads nowhere",
        "a/one.html: ../two.html#gone leads nowhere",
        "a/one.html: three.html leads nowhere",
        "x.css: loads something from elsewhere",
    ]
