"""HTML: whatever its mark-up looks like, the page shows the same, and every leaf keeps its place."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from conftest import FIXTURES, text_of

import form4_grammar as f4
from form4_grammar.mark_up import shown_text
from form4_grammar.parsing import leaves

PAGES = ("classic-html", "current-html")
TAG = re.compile(r"<(/?[a-z0-9]+)([^<>]*)>")
SPELLINGS: dict[str, Callable[[str], str]] = {
    "tags in capitals": lambda html: TAG.sub(lambda tag: f"<{tag[1].upper()}{tag[2]}>", html),
    "attributes in single quotes": lambda html: html.replace('"', "'"),
    "attributes with an angle bracket": lambda html: re.sub("<td", "<td\n title='a > b' ", html),
    "no end tags of cells and rows": lambda html: re.sub(r"</t[dhr]>", "", html),
    "text of cells in spans": lambda html: html.replace("<td>", "<td><span class=x>").replace("</td>", "</span></td>"),
    "cells centred": lambda html: html.replace("<td>", "<td>\n  <center><p>").replace("</td>", "</p></center>\n</td>"),
    "blanks as line ends": lambda html: re.sub(r" (?![^<>]*>)", "\n\t ", html),
    "one line": lambda html: html.replace("\n", ""),
    "no head": lambda html: html.partition("<body>")[2],
    "comments": lambda html: html.replace("<td>", "<td><!-- <td> a -- b -->"),
    "scripts": lambda html: html.replace("<table>", "<script>if (a < b) '<td>'</script><table>"),
    "digits as entities": lambda html: re.sub(r"(?<=>)[0-9]", lambda digit: f"&#{ord(digit[0])};", html),
    "empty elements closed": lambda html: re.sub(r"<(br|hr)>", r"<\1 />", html).replace("<td></td>", "<td/>"),
}


def html_of(page: str) -> str:
    return text_of(FIXTURES / "same-filing" / f"{page}.html")


def with_director(mark: str) -> f4.Reading:
    html = html_of("current-html")
    assert "<td>X</td><td>Director" in html
    return f4.read(html.replace("<td>X</td><td>Director", f"<td>{mark}</td><td>Director"))


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("page", PAGES)
def test_html_that_shows_the_same_reads_the_same(page: str, spelling: str) -> None:
    html = html_of(page)
    spelled = SPELLINGS[spelling](html)
    assert spelled != html
    reading = f4.read(spelled)
    assert (str(reading.layout), reading.filing) == (page, f4.read(html).filing)
    assert reading.tree is not None
    assert "".join(leaves(reading.tree)) == spelled


@pytest.mark.parametrize("page", PAGES)
def test_html_that_is_cut_off_is_reported(page: str) -> None:
    html = html_of(page)
    for end in range(len(html.partition("<td>")[0]) + 10, html.index("Signature"), 211):
        reading = f4.read(html[:end])
        assert reading.errors, html[end - 20 : end]
        assert reading.tree is not None
        assert "".join(leaves(reading.tree)) == html[:end]


@pytest.mark.parametrize("piece", ["<table><tr><td>", "<span>", "<", '<a "', "<!-- ", "<script>", "<sup>", "&", "_"])
def test_html_that_never_closes_is_taken_apart_in_one_pass(piece: str) -> None:
    """10,000 levels of nesting are no recursion; what does not close is not tried again."""
    html = html_of("current-html").replace("By trust", f"{piece * 10_000}By trust")
    reading = f4.read(html)
    assert reading.tree is not None
    assert "".join(leaves(reading.tree)) == html


@pytest.mark.parametrize("mark", ["X", "<b>x</b>", "&#9746;", "<input type=checkbox checked>"])
def test_a_check_mark_may_be_a_letter_a_sign_or_an_input(mark: str) -> None:
    reading = with_director(mark)
    assert not reading.diagnostics
    assert reading.filing is not None
    assert reading.filing.reporting_owners[0].relationship.is_director is True


@pytest.mark.parametrize("mark", ['<img src="checked.gif">', "<svg><path/></svg>", '<input type="image">'])
def test_a_picture_beside_a_box_is_no_blank(mark: str) -> None:
    assert "unreadable-value" in {diagnostic.code for diagnostic in with_director(mark).errors}


def test_only_a_raised_number_is_a_footnote_mark() -> None:
    html = html_of("current-html").replace("Class A Units</td>", "Class (1)<i><sup> (1) </sup></i></td>", 1)
    reading = f4.read(html)
    assert reading.filing is not None
    title = reading.filing.non_derivative[0].security_title
    assert (title.value, title.footnotes) == ("Class (1)", ("F1",))


def test_characters_of_a_filer_are_no_mark_up() -> None:
    typed = r"*A* _B_ \C &amp;amp; &lt;b&gt;D [E](F)"
    html = html_of("current-html").replace("By trust for a niece", typed)
    reading = f4.read(html)
    assert reading.filing is not None
    assert reading.filing.non_derivative[0].nature_of_ownership.value == r"*A* _B_ \C &amp; <b>D [E](F)"


def test_the_place_of_a_value_is_its_text_in_the_html() -> None:
    html = html_of("current-html").replace("<td>Class A Units", "<td> <span>Class &#65; Units</span> ", 1)
    span = f4.read(html).span("non_derivative[0].security_title")
    assert html[span.start : span.end] == "Class &#65; Units"


def test_a_row_is_a_line_and_a_tab_separates_two_cells() -> None:
    html = "<table><tr><td>a<td><p>b<p>c</p><tr><td><table><tr><td>d</td></tr></table><td>e&nbsp;f <br></table>g"
    assert shown_text(html).text == "\na\tb\nc\nd\n\te\xa0f\ng\n"
