"""The HTML page of a reading in a browser, as a person uses it: pointer, keys, search, colours, a large filing.

It needs playwright (``pip install -e ".[browser]"``) and Chromium: /usr/bin/chromium, or the one that FORM4_CHROMIUM
names. Otherwise these tests are skipped.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import attrs
import pytest
from chromium import launched
from conftest import FIXTURES, ROOT, text_of
from playwright.sync_api import Browser, Locator, Page, expect

import form4_grammar as f4
from form4_grammar.cli import main
from form4_grammar.views.report import report

PURCHASE = text_of(FIXTURES / "purchase" / "classic-tab.txt")
IMPOSSIBLE_DATE = text_of(FIXTURES / "impossible-date" / "classic-tab.txt")
ROW = next(line for line in PURCHASE.split("\n") if line.startswith("Common Stock\t"))
ROW_LINE = PURCHASE.split("\n").index(ROW) + 1

Show = Callable[..., Page]


browser = pytest.fixture(scope="module", name="browser")(launched)


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Show]:
    """Opens the page of a text, which must not raise errors, write to the console, or request another file."""
    said: list[str] = []
    asked: list[str] = []
    pages = []

    def open_page(
        text: str | f4.Reading | f4.Answer,
        width: int = 1200,
        height: int = 800,
        colours: str = "light",
        view: str | None = None,
    ) -> Page:
        file = tmp_path / "page.html"
        file.write_text(report(f4.read(text) if isinstance(text, str) else text), encoding="utf-8")
        page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=colours)
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("console", lambda message: said.append(message.text))
        page.on("dialog", lambda dialog: said.append(dialog.message))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(file.as_uri())
        pages.append(page)
        if view:
            page.locator(f"#{view}-tab").click()
        return page

    yield open_page
    for page in pages:
        page.close()
    assert said == []
    assert asked == [(tmp_path / "page.html").as_uri()] * len(pages)


def token(page: Page, text: str) -> Locator:
    return page.locator("#text span").get_by_text(text, exact=True).first


def item(page: Page, name: str) -> Locator:
    """A line of the visible tree, by the name on it."""
    names = page.locator("[role=tabpanel]:visible .label > :is(.branch, .leaf)")
    return names.get_by_text(name, exact=True).first


def lit(page: Page, name: str = "selected") -> str:
    """The highlighted text."""
    script = """name => [...CSS.highlights.get(name) ?? []].map((found) => {
        const range = new Range();
        range.setStart(found.startContainer, found.startOffset);
        range.setEnd(found.endContainer, found.endOffset);
        return range.toString();
    }).join('|')"""
    return str(page.evaluate(script, name))


def chosen(page: Page) -> str:
    """The text of the chosen line in the visible tree."""
    return page.locator("[role=tabpanel]:visible [aria-selected=true] > .label").inner_text()


def status(page: Page) -> str:
    return page.locator("#status").inner_text()


def test_a_token_under_the_pointer_is_lit(show: Show) -> None:
    page = show(PURCHASE, view="tree")
    token(page, "1,500").hover()
    assert lit(page, "pointer") == "1,500"
    item(page, "table_1").hover()
    assert lit(page, "pointer").startswith("Table I - Non-Derivative")
    page.locator("h1").hover()
    assert lit(page, "pointer") == ""


def test_the_tree_follows_a_click_in_the_text(show: Show) -> None:
    page = show(PURCHASE, view="tree")
    token(page, "1,500").click()
    assert lit(page) == "1,500"
    assert chosen(page).startswith("NUMBER")
    expect(page.locator("[aria-selected=true] > .label")).to_be_in_viewport()
    assert "filing \N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK} table_1" in status(page)
    assert status(page).startswith(f"{ROW_LINE}:{ROW.index('1,500') + 1}  ")
    assert status(page).endswith('non_derivative[0].transaction_shares  "1500"')


def test_the_text_follows_a_click_in_the_tree(show: Show) -> None:
    page = show(PURCHASE, height=300, view="tree")
    item(page, "table_1").click()
    item(page, "table_1_row").click()
    assert lit(page).strip() == ROW.strip()
    expect(token(page, "1,500")).to_be_in_viewport()
    assert page.locator(".line.current").first.get_attribute("data-number") == str(ROW_LINE)


def test_a_branch_opens_and_closes_by_its_mark(show: Show) -> None:
    page = show(PURCHASE, view="tree")
    mark = page.locator("[role=treeitem] .twisty").nth(1)
    assert item(page, "form_title").count() == 0, "what is closed has not been made"
    mark.click()
    expect(item(page, "form_title")).to_be_visible()
    mark.click()
    expect(item(page, "form_title")).to_be_hidden()
    assert lit(page) == "", "to open is not to choose"


def test_fields_and_text_follow_each_other(show: Show) -> None:
    page = show(PURCHASE)
    token(page, "1,500").click()
    page.locator("#fields-tab").click()
    assert chosen(page).splitlines() == ["transaction_shares", f"{ROW_LINE}:{ROW.index('1,500') + 1}", '"1500"']
    item(page, "security_title").click()
    assert lit(page) == "Common Stock"
    item(page, "deemed_execution_date").click()
    assert (lit(page), status(page)) == ("", "the text has no place for this")
    page.locator("#tree-tab").click()
    assert page.locator("#tree-panel [aria-selected=true]").count() == 0


def test_a_field_that_is_part_of_a_token_is_lit_alone(show: Show) -> None:
    page = show(PURCHASE)
    page.locator("#fields-tab").click()
    for name in ("reporting_owners", "[0]", "address", "state"):
        item(page, name).click()
    assert lit(page) == f4.loads(PURCHASE).reporting_owners[0].address.state
    page.locator("#tree-tab").click()
    assert "TEXT" in chosen(page)


def test_a_diagnostic_leads_to_its_place(show: Show) -> None:
    page = show(IMPOSSIBLE_DATE)
    assert lit(page, "error") == "02/30/2022"
    page.locator("#diagnostics-tab").click()
    found = page.get_by_role("button", name="error[impossible-date]")
    found.click()
    assert found.get_attribute("aria-current") == "true"
    assert lit(page) == "02/30/2022"
    expect(token(page, "02/30/2022")).to_be_in_viewport()
    assert page.locator(".line.current").get_attribute("data-severity") == "error"
    page.locator("#tree-tab").click()
    assert "02/30/2022" in chosen(page)


def test_the_diagnostic_of_a_token_is_marked(show: Show) -> None:
    page = show(IMPOSSIBLE_DATE)
    page.locator("#diagnostics-tab").click()
    found = page.get_by_role("button", name="error[impossible-date]")
    token(page, "02/30/2022").click()
    assert found.get_attribute("aria-current") == "true"
    token(page, "FORM 4").click()
    assert found.get_attribute("aria-current") == "false"


def test_the_tree_works_by_keys(show: Show) -> None:
    page = show(PURCHASE, view="tree")
    page.locator("#tree-tab").focus()
    page.keyboard.press("Tab")

    def pressed(*keys: str) -> str:
        for key in keys:
            page.keyboard.press(key)
        return str(page.evaluate("document.activeElement.querySelector('.label > :is(.branch, .leaf)').textContent"))

    def is_open() -> str | None:
        return page.locator(":focus").get_attribute("aria-expanded")

    assert pressed("ArrowDown") == "header"
    assert pressed("ArrowDown") == "table_1"
    assert (pressed("ArrowRight"), is_open()) == ("table_1", "true")
    assert pressed("ArrowRight") == "TABLE_1"
    assert lit(page).startswith("Table I")
    assert page.locator(":focus > .label").evaluate("label => getComputedStyle(label).outlineStyle") == "solid"
    assert pressed("ArrowLeft") == "table_1"
    assert (pressed("ArrowLeft"), is_open()) == ("table_1", "false")
    assert (pressed("Enter"), is_open()) == ("table_1", "true")
    assert pressed("ArrowUp") == "header"
    assert pressed("ArrowUp") == "filing"
    last = pressed("End")
    assert pressed("ArrowDown") == last
    assert pressed("Home") == "filing"
    assert pressed("ArrowUp") == "filing"
    assert (pressed("ArrowLeft"), is_open()) == ("filing", "false")
    assert pressed("End") == "filing"


def test_a_branch_closed_around_the_reached_line_is_reached_instead(show: Show) -> None:
    page = show(PURCHASE, view="tree")
    token(page, "1,500").click()
    page.locator("[role=treeitem] .twisty").first.click()
    assert page.locator("#tree-panel [tabindex='0']").evaluate("item => item.getAttribute('aria-expanded')") == "false"
    expect(page.locator("#tree-panel [tabindex='0']")).to_be_visible()


def test_the_text_works_by_keys(show: Show) -> None:
    page = show(PURCHASE)
    token(page, "Common Stock").click()
    page.keyboard.press("ArrowRight")
    assert lit(page) == "\t"
    assert page.locator(".tab.selected").count() == 1, "Chromium paints no highlight on a tab"
    page.keyboard.press("ArrowRight")
    assert lit(page) == "03/14/2023"
    assert page.locator(".tab.selected").count() == 0
    page.keyboard.press("ArrowLeft")
    assert lit(page) == "\t"
    page.keyboard.press("ArrowUp")
    assert int(page.locator(".line.current").first.get_attribute("data-number") or 0) == ROW_LINE - 1
    page.keyboard.press("ArrowDown")
    assert lit(page) == "Common Stock"
    page.keyboard.press("End")
    assert PURCHASE.endswith(lit(page))
    page.keyboard.press("ArrowDown")
    assert PURCHASE.endswith(lit(page))
    page.keyboard.press("Home")
    assert PURCHASE.startswith(lit(page))
    assert page.locator("#text").evaluate("text => getComputedStyle(text).outlineStyle") == "solid"


def test_the_tabs_work_by_keys(show: Show) -> None:
    page = show(PURCHASE)
    page.locator("#sheet-tab").focus()
    for key, name in (
        ("ArrowRight", "diagnostics"),
        ("ArrowRight", "tree"),
        ("ArrowRight", "fields"),
        ("ArrowRight", "json"),
        ("ArrowRight", "sheet"),
        ("ArrowLeft", "json"),
    ):
        page.keyboard.press(key)
        assert page.locator(":focus").get_attribute("id") == f"{name}-tab"
        assert page.locator("[role=tabpanel]:visible").get_attribute("id") == f"{name}-panel"


def test_search_finds_texts_and_names(show: Show) -> None:
    page = show(PURCHASE)
    found = page.locator("#found")
    page.keyboard.press("/")
    page.keyboard.type("common  STOCK")
    assert (lit(page), found.inner_text()) == ("Common Stock", f"1 of {PURCHASE.count('Common Stock')}")
    page.keyboard.press("/")
    assert found.inner_text() == "not found", "in the field of the search, a / is a /"
    page.locator("#query").fill("date")
    first, count = found.inner_text().split(" of ")
    page.keyboard.press("Enter")
    assert found.inner_text() == f"{int(first) % int(count) + 1} of {count}"
    page.keyboard.press("Shift+Enter")
    assert found.inner_text() == f"{first} of {count}"
    page.locator("#query").fill("owned_following_transaction")
    assert lit(page) == "8,200", "a name of the tree leads to what stands there"
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowRight")
    assert lit(page) == "\t"


def test_light_and_dark_follow_the_system_until_one_is_chosen(show: Show) -> None:
    def background(page: Page) -> str:
        return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))

    light, dark = show(PURCHASE), show(PURCHASE, colours="dark")
    colours = [background(light), background(dark)]
    assert colours == ["rgb(255, 255, 255)", "rgb(22, 24, 29)"]
    for page in (light, dark):
        page.get_by_role("button", name="Light / dark").click()
    assert [background(dark), background(light)] == colours
    light.get_by_role("button", name="Light / dark").click()
    assert background(light) == colours[0]


def test_text_and_tree_stand_side_by_side_where_there_is_room(show: Show) -> None:
    def boxes(page: Page) -> tuple[dict[str, float], dict[str, float]]:
        text, side = page.locator("#text").bounding_box(), page.locator("#side").bounding_box()
        assert text
        assert side
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        return dict(text), dict(side)

    text, side = boxes(show(PURCHASE))
    assert text["x"] + text["width"] <= side["x"]
    text, side = boxes(show(PURCHASE, width=400))
    assert text["y"] + text["height"] <= side["y"]


HOSTILE = '</script><script>alert("a")</script><img src=x onerror=alert("b")><b>&amp;\u2028'


def test_what_a_text_says_is_shown_and_never_run(show: Show) -> None:
    plain = show(PURCHASE)
    elements = {tag: plain.locator(tag).count() for tag in ("script", "img", "#text b")}
    text = PURCHASE.replace("Common Stock", f"Common {HOSTILE} Stock")
    page = show(text)
    page.locator("#text span", has_text="</script>").first.click()
    assert lit(page) == f"Common {HOSTILE} Stock"
    page.locator("#fields-tab").click()
    assert "<img src=x" in chosen(page)
    assert {tag: page.locator(tag).count() for tag in elements} == elements


def test_the_policy_runs_no_other_script(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(report(f4.read(PURCHASE)), encoding="utf-8")
    page = browser.new_page()
    page.goto(file.as_uri())
    page.evaluate("document.body.append(Object.assign(document.createElement('script'), {text: 'window.ran = true'}))")
    assert page.evaluate("window.ran") is None
    page.close()


def test_a_copy_of_the_text_is_the_text(show: Show) -> None:
    """The marks of tabs and line ends are not copied, and no line is lost; characters above U+FFFF shift nothing."""
    row = ROW.replace("Common", "\N{ROCKET}\N{ROCKET}")
    text = PURCHASE.replace(ROW, row)
    page = show(text)
    page.evaluate("getSelection().selectAllChildren(document.getElementById('text'))")
    assert page.evaluate("getSelection().toString()") == text
    token(page, "1,500").click()
    assert lit(page) == "1,500"
    assert status(page).startswith(f"{ROW_LINE}:{row.index('1,500') + 1}  ")


def test_every_line_end_is_one(show: Show) -> None:
    page = show("FORM 4\rone\r\ntwo\n\nthree")
    assert page.locator(".line").count() == 5
    token(page, "three").click()
    assert status(page).startswith("5:1  ")


@pytest.mark.parametrize("text", ["", "\n", "Dear Sir or Madam"])
def test_what_is_no_filing_has_a_page(show: Show, text: str) -> None:
    page = show(text)
    assert "no filing was read" in page.locator("#summary").inner_text()
    page.locator("#text").focus()
    page.keyboard.press("ArrowRight")
    page.locator("#fields-tab").click()
    assert page.locator("#fields-panel").inner_text() == "none"
    page.locator("#diagnostics-tab").click()
    page.get_by_role("button", name="error[not-a-form]").click()


def test_a_filing_of_3000_rows_is_used_like_a_small_one(show: Show) -> None:
    rows = "\n".join(ROW.replace("1,500", str(100_000 + i)) for i in range(3_000))
    page = show(PURCHASE.replace(ROW, rows), view="tree")

    def amount(row: int) -> Locator:
        line = page.locator(f"#text .line[data-number='{ROW_LINE + row}']")
        return line.locator("span", has_text=str(100_000 + row))

    assert page.locator("[role=treeitem]").count() < 30, "the lines of the tree are made when they are opened"
    page.keyboard.press("/")
    page.keyboard.type("102997")
    expect(amount(2_997)).to_be_in_viewport()
    amount(2_998).click()
    assert chosen(page).startswith("NUMBER")
    expect(page.locator("[aria-selected=true] > .label")).to_be_in_viewport()
    page.locator("#fields-tab").click()
    assert status(page).endswith('non_derivative[2998].transaction_shares  "102998"')
    item(page, "[7]").click()
    expect(amount(7)).to_be_in_viewport()


NOTED = text_of(FIXTURES / "two-footnotes-on-one-line" / "classic-tab.txt")


def value(page: Page, text: str) -> Locator:
    """A value in the view "Filing"."""
    return page.locator("#sheet-panel").get_by_role("button", name=text, exact=True).first


def test_the_page_opens_with_the_filing(show: Show) -> None:
    page = show(text_of(FIXTURES / "joint-owners" / "classic-tab.txt"))
    assert page.locator("[role=tabpanel]:visible").get_attribute("id") == "sheet-panel"
    filing = f4.loads(text_of(FIXTURES / "joint-owners" / "classic-tab.txt"))
    said = page.locator("#sheet-panel").inner_text()
    assert said.startswith("Form 4")
    assert str(filing.issuer.name) in said
    assert f"Reporting person 2 of {len(filing.reporting_owners)}" in said
    for owner in filing.reporting_owners:
        assert str(owner.name) in said
    table = page.get_by_role("table", name="Table I - Non-Derivative Securities")
    assert table.locator("tbody tr").count() == len(filing.non_derivative)
    assert table.get_by_role("columnheader", name="4. Securities Acquired").get_attribute("colspan") == "3"


def test_the_filing_and_the_text_follow_each_other(show: Show) -> None:
    page = show(PURCHASE)
    value(page, "1,500").click()
    assert lit(page) == "1,500"
    assert status(page).endswith('non_derivative[0].transaction_shares  "1500"')
    token(page, "03/14/2023").click()
    assert page.locator("#sheet-panel [aria-current=true]").all_inner_texts() == ["2023-03-14"]
    value(page, "Director: checked").click()
    assert "is_director  true" in status(page)
    value(page, "1").click()
    assert lit(page).strip() == ROW.strip()


def test_a_mark_leads_to_its_note(show: Show) -> None:
    page = show(NOTED)
    page.get_by_role("button", name="footnote 1").first.click()
    note = page.locator(".notes [aria-current=true]")
    assert note.text_content() == f4.read(NOTED).filing.footnotes[0].text  # type: ignore[union-attr]
    expect(note).to_be_focused()
    assert lit(page).split() == note.inner_text().split()
    assert page.locator("#sheet-panel .mark.unknown").first.get_attribute("role") is None, "there is no second note"


def test_the_filing_works_by_keys(show: Show) -> None:
    page = show(PURCHASE.replace(ROW, f"{ROW}\n{ROW.replace('1,500', '1,600')}"))
    page.locator("#sheet-tab").focus()
    page.keyboard.press("Tab")

    def pressed(*keys: str) -> str:
        for key in keys:
            page.keyboard.press(key)
        return page.locator(":focus").inner_text()

    assert pressed() == "4"
    assert pressed("ArrowRight") == "Quillmark Robotics, Inc."
    assert lit(page) == "Quillmark Robotics, Inc."
    value(page, "1,500").click()
    assert pressed("ArrowDown") == "1,600"
    assert lit(page) == "1,600"
    assert pressed("ArrowLeft") == "P"
    assert pressed("ArrowUp") == "P"
    assert pressed("ArrowRight") == "1,500"
    assert page.locator(":focus").evaluate("value => getComputedStyle(value).outlineStyle") == "solid"
    assert pressed("End") == "2023-03-16"
    assert pressed("Home") == "4"
    assert page.locator("#sheet-panel [tabindex='0']").count() == 1


def test_what_was_not_read_says_so_and_what_is_not_shown_too(show: Show) -> None:
    page = show(IMPOSSIBLE_DATE)
    panel = page.locator("#sheet-panel")
    assert panel.locator(".unread").all_inner_texts() == ["not read"]
    assert "4. If Amendment, Date Original Filed\nnot shown" in panel.inner_text()
    value(page, "not read").click()
    assert lit(page) == "02/30/2022"


def test_rows_that_no_rule_takes_are_plain_to_see(show: Show) -> None:
    page = show(PURCHASE.replace(ROW, f"{ROW}\nwhat is this?"))
    refused = token(page, "what is this?")
    assert refused.get_attribute("class") == "refused"
    assert refused.evaluate("piece => getComputedStyle(piece).outlineStyle") == "dashed"
    assert "not read" in page.locator("#legend").inner_text()
    assert "not read" not in show(PURCHASE).locator("#legend").inner_text()


def test_a_diagnostic_leads_to_the_grammar_and_to_what_trace_says(show: Show) -> None:
    text = PURCHASE.replace(ROW, f"{ROW}\nwhat is this?")
    page = show(attrs.evolve(f4.read(text), source="it's $(here).txt"), view="diagnostics")
    assert page.locator(".cause summary").first.inner_text().startswith("\N{HEAVY MULTIPLICATION X} stray-line")
    why = page.locator(".why").first
    assert rf"form4 trace 'it'\''s $(here).txt' --at {ROW_LINE + 1}:1" in why.inner_text()
    assert "no rule takes it; kept as" in why.inner_text()
    assert "section16.lark:" in why.inner_text()
    trace = why.locator("pre")
    expect(trace).to_be_hidden()
    why.locator("summary").click()
    expect(trace).to_be_visible()
    assert "tried at" in trace.inner_text()


def test_a_cause_with_many_places_shows_some_and_then_more(show: Show) -> None:
    rows = "\n".join(ROW.replace("1,500", f"1,5x{i}") for i in range(100))
    page = show(f4.read(PURCHASE.replace(ROW, rows), max_diagnostics=None), view="diagnostics")
    cause = page.locator(".cause").first
    assert "100 places" in cause.inner_text()
    assert "trace of the first 3 places" in cause.inner_text()
    assert cause.locator("li").count() == 20
    token(page, "1,5x70").click()
    assert cause.locator("[aria-current=true]").count() == 1
    cause.get_by_role("button", name="show 29 more").click()
    assert cause.locator("li").count() == 100
    assert cause.locator(".more").count() == 0


@pytest.mark.parametrize("name", ["two-footnotes-on-one-line", "impossible-date", "joint-owners", "form-5"])
def test_the_json_is_that_of_the_reading(show: Show, name: str) -> None:
    text = text_of(FIXTURES / name / "classic-tab.txt").replace("Common", "\N{ROCKET} Common")
    reading = f4.read(text).with_rules()
    page = show(reading, view="json")
    assert json.loads(page.locator("#json-panel pre").inner_text()) == reading.to_dict()


def test_a_copy_of_the_json_has_all_of_it(show: Show) -> None:
    rows = "\n".join(ROW.replace("1,500", str(100_000 + i)) for i in range(300))
    reading = f4.read(PURCHASE.replace(ROW, rows))
    page = show(reading, view="json")
    assert "a copy has all of it" in page.locator("#json-panel output").inner_text()
    page.evaluate("addEventListener('copy', (event) => (window.copied = event.clipboardData.getData('text/plain')))")
    page.get_by_role("button", name="Copy").click()
    assert json.loads(page.evaluate("copied")) == reading.to_dict()
    assert page.locator("#json-panel output").inner_text() == "copied"


def test_the_rows_of_a_large_table_are_turned_like_pages(show: Show) -> None:
    rows = "\n".join(ROW.replace("1,500", f"{100_000 + i}(1)") for i in range(3_000))
    page = show(
        PURCHASE.replace(ROW, rows).replace("Explanation of Responses:", "Explanation of Responses:\n(1) A note.")
    )
    shown = page.locator(".pages output")
    assert shown.inner_text() == "rows 1 to 100 of 3,000"
    page.get_by_role("button", name="after").click()
    assert shown.inner_text() == "rows 101 to 200 of 3,000"
    page.keyboard.press("/")
    page.keyboard.type("102997")
    assert shown.inner_text() == "rows 2901 to 3000 of 3,000"
    expect(value(page, "102,997")).to_be_in_viewport()
    expect(value(page, "102,997")).to_have_attribute("aria-current", "true")
    assert page.get_by_role("button", name="after").is_disabled()
    assert page.locator("#sheet-panel tbody tr").count() == 100
    page.get_by_role("button", name="footnote 1").last.click()
    assert page.locator("#sheet-panel [aria-current=true]").inner_text() == "A note."


def test_lines_that_come_into_view_are_tinted_before_it_is_their_turn(show: Show) -> None:
    rows = "\n".join(ROW.replace("1,500", str(100_000 + i)) for i in range(3_000))
    page = show(PURCHASE.replace(ROW, rows))
    page.evaluate("text.fillFrom = () => {}")
    line = page.locator(f"#text .line[data-number='{ROW_LINE + 2_990}']")
    line.evaluate("line => line.scrollIntoView()")
    expect(line.locator(".number").first).to_have_text("102990")


def test_a_link_may_name_a_place(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(report(f4.read(PURCHASE)), encoding="utf-8")
    page = browser.new_page()
    start = PURCHASE.index("1,500")
    page.goto(f"{file.as_uri()}#{start}-{start + 5}")
    assert lit(page) == "1,500"
    page.close()


def test_in_a_sandbox_the_page_tells_what_is_selected_and_may_be_told(browser: Browser) -> None:
    page = browser.new_page()
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda message: said.append(message.text))
    page.evaluate(
        """html => {
            window.told = [];
            addEventListener("message", ({ data }) => told.push(data));
            const frame = document.createElement("iframe");
            Object.assign(frame, { srcdoc: html, width: 900, height: 700 });
            frame.sandbox = "allow-scripts";
            document.body.append(frame);
        }""",
        report(f4.read(PURCHASE)),
    )
    inside = page.frame_locator("iframe")
    inside.locator("#sheet-panel").get_by_role("button", name="1,500", exact=True).click()
    start = PURCHASE.index("1,500")
    page.wait_for_function("told.length")
    assert page.evaluate("told") == [{"form4": "selected", "start": start, "end": start + 5}]
    place = PURCHASE.index("Common Stock")
    for message in (
        {"form4": "select", "start": 5, "end": len(PURCHASE) + 1},
        {"form4": "select", "start": "5", "end": 7},
        {"form4": "other", "start": 5, "end": 7},
        {"form4": "select", "start": place, "end": place + 12},
    ):
        page.evaluate("message => document.querySelector('iframe').contentWindow.postMessage(message, '*')", message)
    expect(inside.locator("#sheet-panel [aria-current=true]")).to_have_text("Common Stock")
    page.evaluate("document.querySelector('iframe').contentWindow.postMessage({ form4: 'view', view: 'tree' }, '*')")
    expect(inside.locator("#tree-panel")).to_be_visible()
    assert len(page.evaluate("told")) == 1, "what was asked for is not told again"
    inside.locator("#json-tab").click()
    page.wait_for_function("told.length === 2")
    assert page.evaluate("told[1]") == {"form4": "viewed", "view": "json"}
    inside.get_by_role("button", name="Copy").click()
    expect(inside.locator("#json-panel output")).to_have_text("copied")
    assert said == []
    page.close()


def test_a_text_of_any_language_is_shown_whole(show: Show) -> None:
    language = f4.Language.from_file(ROOT / "examples" / "settings.lark")
    answer = language.read_file(ROOT / "examples" / "settings.conf")
    page = show(answer)
    page.evaluate("getSelection().selectAllChildren(document.getElementById('text'))")
    assert page.evaluate("getSelection().toString()") == answer.text
    assert page.get_by_role("tab").all_inner_texts() == ["Diagnostics (1)", "Tree"]
    assert token(page, "alarm = maybe").get_attribute("class") == "refused"
    page.locator("#tree-tab").click()
    token(page, "12").click()
    assert chosen(page).startswith("NUMBER")


def test_nothing_runs_over_the_edge_of_a_telephone(show: Show) -> None:
    for text in (PURCHASE, IMPOSSIBLE_DATE):
        page = show(text, width=390, height=844)
        for view in ("sheet", "diagnostics", "tree", "fields", "json"):
            page.locator(f"#{view}-tab").click()
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), view
            expect(page.locator(f"#{view}-panel")).to_be_in_viewport()


def test_the_index_is_sorted_by_its_headings(browser: Browser, tmp_path: Path) -> None:
    texts, pages = tmp_path / "texts", tmp_path / "pages"
    texts.mkdir()
    bad = IMPOSSIBLE_DATE
    for name, text in {"a.txt": bad, "b.txt": PURCHASE, "c.txt": bad.replace("07/", "13/"), "d10.txt": bad}.items():
        (texts / name).write_text(text, encoding="utf-8")
    main(["report", str(texts), "-o", str(pages)])
    page = browser.new_page()
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda message: said.append(message.text))
    page.goto((pages / "index.html").as_uri())

    def files() -> list[str]:
        return [text.rpartition("/")[2] for text in page.locator("#files tbody a").all_inner_texts()]

    assert files() == ["a.txt", "b.txt", "c.txt", "d10.txt"]
    heading = page.locator("#files").get_by_role("button", name="File")
    heading.click()
    heading.click()
    assert files() == ["d10.txt", "c.txt", "b.txt", "a.txt"]
    assert page.locator("#files th[aria-sort]").get_attribute("aria-sort") == "descending"
    page.locator("#files").get_by_role("button", name="Errors").click()
    assert files()[-1] == "b.txt"
    page.locator("#causes a").first.click()
    assert lit(page) != ""
    assert said == []
    page.close()
