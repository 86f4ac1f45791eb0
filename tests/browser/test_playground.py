"""The playground in a browser, as a person uses it: texts, grammars, files, keys, a grammar that never ends.

It needs playwright and Chromium, as test_report_page.py does, and the playground: the folder that FORM4_PLAYGROUND
names, or else one that is built here, which needs pip and npm and their registries. Otherwise these tests are skipped.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import attrs
import pytest
from chromium import launched
from conftest import FIXTURES, ROOT, text_of
from playwright.sync_api import Browser, FrameLocator, Page, Route, Worker, expect

SALE = text_of(ROOT / "examples" / "filing.txt")
ROW = next(line for line in SALE.split("\n") if line.startswith("Common Stock\t"))
SECONDS = 60_000  # milliseconds; the machine may be busy with other tests
END = "ControlOrMeta+End"
ELSEWHERE = "asked-of-another-server"
expect.set_options(timeout=SECONDS)


@attrs.define
class Site:
    """A server of the playground, and what was asked of it.

    Attributes:
        address: of the page
        requests: the addresses that the browser asked for, those of other servers included
    """

    address: str
    requests: list[str] = attrs.field(factory=list)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        pass


class _Server(ThreadingHTTPServer):
    def handle_error(self, *args: object) -> None:
        pass  # the browser has left


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if "FORM4_PLAYGROUND" in os.environ:
        return Path(os.environ["FORM4_PLAYGROUND"])
    if not shutil.which("npm"):
        pytest.skip("SKIPPED: no npm, which fetches Python for the browser")
    out = tmp_path_factory.mktemp("site") / "playground"
    built = subprocess.run(
        [sys.executable, ROOT / "playground" / "build.py", out], capture_output=True, text=True, check=False
    )
    if built.returncode:
        pytest.skip(f"SKIPPED: the playground cannot be built here: {built.stderr.strip()[-300:]}")
    return out


browser = pytest.fixture(scope="module", name="browser")(launched)


@pytest.fixture(scope="module")
def site(folder: Path) -> Iterator[Site]:
    server = _Server(("127.0.0.1", 0), partial(_Quiet, directory=str(folder.parent)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/"
    site = Site(f"{address}{folder.name}/")
    yield site
    server.shutdown()
    server.server_close()
    elsewhere = [url for url in site.requests if not url.startswith((address, f"blob:{address}", "data:"))]
    assert elsewhere == []


def opened(browser: Browser, site: Site) -> tuple[Page, list[str]]:
    """A new page, and what went wrong on it."""
    context = browser.new_context(viewport={"width": 1300, "height": 900})
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site.address)
    page = context.new_page()
    page.set_default_timeout(SECONDS)
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda message: said.append(message.text))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    context.on("request", lambda request: site.requests.append(request.url))
    return page, said


@pytest.fixture(scope="module")
def loaded(browser: Browser, site: Site) -> Iterator[Page]:
    page, said = opened(browser, site)
    page.goto(site.address)
    yield page
    page.context.close()
    assert [words for words in said if ELSEWHERE not in words] == []


@pytest.fixture
def page(loaded: Page) -> Page:
    """The page with the first example, read by the layout's grammar."""
    loaded.set_viewport_size({"width": 1300, "height": 900})
    loaded.locator("#grammar-tab").click()
    if loaded.locator("#discard").is_enabled():
        loaded.locator("#discard").click()
    loaded.locator("#example").select_option("")
    loaded.locator("#example").select_option("0")
    loaded.locator("#text-tab").click()
    told(loaded, "Read by classic-tab: nothing to remark.")
    return loaded


def told(page: Page, message: str) -> None:
    """Wait for what the line on top says, from its beginning."""
    expect(page.locator("#message")).to_have_text(re.compile(f"^{re.escape(message)}"))


def reading(page: Page) -> FrameLocator:
    """The frame of the report, once the report before has gone."""
    expect(page.locator("#reading-panel iframe.next")).to_have_count(0)
    return page.frame_locator("#reading-panel iframe:not(.next)")


def write(page: Page, words: str, editor: str = "#own") -> None:
    """Add to the end of an editor, by keys."""
    page.locator(f"{editor} textarea").focus()
    page.keyboard.press(END)
    page.keyboard.insert_text(words)


def paste(page: Page, words: str, editor: str = "#text") -> None:
    """Put a text in the place of another one."""
    page.locator(f"{editor} textarea").focus()
    page.evaluate("words => navigator.clipboard.writeText(words)", words)
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.press("ControlOrMeta+v")


def python(worker: Worker, source: str) -> object:
    return worker.evaluate("source => self.python.runPython(source)", source)


def test_an_example_is_read(page: Page) -> None:
    expect(reading(page).locator("body")).to_contain_text("Tarnwick Biologics Corp")
    page.locator("#example").select_option(label="Form 5")
    told(page, "Read by classic-markdown: ")
    page.locator("#example").select_option(label="Ownership XML")
    told(page, "Read by xml: ")
    page.locator("#grammar-tab").click()
    expect(page.locator("#grammar-hint")).to_contain_text("read without a grammar")


def test_no_table_is_made_of_what_comes_with_the_package(page: Page) -> None:
    """Its tables are made when the wheel is, for the same version of Lark: readings do not wait for them."""
    made = "from form4_grammar.table_cache import cache_folder; len(list(cache_folder().glob('*')))"
    assert python(page.workers[0], made) == 0


def test_a_pasted_text_is_read(page: Page) -> None:
    paste(page, text_of(FIXTURES / "impossible-date" / "classic-tab.txt"))
    told(page, "Read by classic-tab: 1 error.")
    assert page.locator("#example").input_value() == ""
    expect(reading(page).locator("h1")).to_have_text("Form 4")  # no file's name
    paste(page, "Dear Sir or Madam")
    told(page, "No filing was read")


def test_a_layout_can_be_chosen(page: Page) -> None:
    page.locator("#layout").select_option("current-tab")
    told(page, "Read by current-tab: ")
    page.locator("#layout").select_option("")
    told(page, "Read by classic-tab: ")


def test_a_fault_of_the_grammar_is_told_with_its_line_and_mended(page: Page) -> None:
    page.locator("#grammar-tab").click()
    expect(page.locator("#own textarea")).to_have_value(re.compile("//: page classic"))
    write(page, "rows: row_that_is_not_there\n")
    told(page, "The grammar has a fault: row_that_is_not_there is used and not defined")
    expect(page.locator("#reading-panel")).to_have_class("stale")
    line = page.locator("#own textarea").input_value().count("\n")
    fault = page.locator("#faults button")
    expect(fault).to_contain_text(f"classic-tab.lark:{line}")
    page.keyboard.press(END)
    page.keyboard.press("ControlOrMeta+Home")
    fault.click()
    assert page.evaluate("() => document.activeElement.selectionStart") > 0
    page.keyboard.press("Shift+End")
    page.keyboard.press("Delete")
    told(page, "Read by your grammar classic-tab: nothing to remark.")
    expect(page.locator("#reading-panel")).not_to_have_class("stale")
    expect(page.locator("#changes-note")).to_have_text("Nothing, against the layout classic-tab.")


def test_what_a_grammar_changes_is_listed_and_what_lark_does_not_report(page: Page) -> None:
    page.locator("#grammar-tab").click()
    write(page, "%override NUMBER.10: /[0-9]+/\nUNUSED: /x/\n")
    told(page, "Read by your grammar classic-tab: ")
    expect(page.locator("#changes")).to_contain_text("non_derivative[].transaction_shares changed")
    expect(page.locator("#faults")).to_contain_text("no rule of classic-tab.lark uses UNUSED")
    page.locator("#compare").click()
    expect(page.locator("#changes-note")).to_have_text("Nothing, against the grammar as it was.")
    page.locator("#discard").click()
    told(page, "Read by classic-tab: nothing to remark.")


def test_the_files_that_a_grammar_builds_on_are_shown(page: Page) -> None:
    page.locator("#grammar-tab").click()
    files = page.locator("#grammar-file")
    expect(files.locator("option")).to_contain_text(["classic-tab.lark", "pages/classic.lark", "forms/form4.lark"])
    files.select_option(label="pages/classic.lark, to look at")
    shown = page.locator("#imported textarea")
    expect(shown).to_have_value(text_of(ROOT / "grammar" / "pages" / "classic.lark"))
    assert shown.get_attribute("readonly") is not None
    files.select_option(index=0)


def test_the_users_grammar_stays_among_the_layouts(page: Page) -> None:
    page.locator("#grammar-tab").click()
    write(page, "// mine\n")
    told(page, "Read by your grammar classic-tab: nothing to remark.")
    page.locator("#example").select_option(label="Form 3")
    told(page, "Read by current-tab: ")
    page.locator("#layout").select_option(label="your grammar: classic-tab")
    told(page, "Read by your grammar classic-tab: ")
    expect(page.locator("#own textarea")).to_have_value(re.compile("// mine\n$"))


def test_any_grammar_for_lark_can_be_pasted(page: Page) -> None:
    paste(page, "one two three")
    page.locator("#grammar-tab").click()
    paste(page, 'start: WORD+\nWORD: /[a-z]+/\n%ignore " "\n', "#own")
    told(page, "Read by the grammar mine: nothing to remark.")
    expect(page.locator("#changes-note")).to_contain_text("no grammar to compare with")
    page.locator("#compare").click()
    expect(page.locator("#changes-note")).to_have_text("Nothing, against the grammar as it was.")
    paste(page, 'start: WORD WORD\nWORD: /[a-z]+/\n%ignore " "\n', "#own")
    told(page, "Read by the grammar mine: 1 error.")
    expect(page.locator("#changes")).to_contain_text("new: error[unexpected-text]")


def test_what_is_saved_is_opened_again(page: Page, tmp_path: Path) -> None:
    page.locator("#grammar-tab").click()
    write(page, "// mine\n")
    told(page, "Read by your grammar classic-tab: nothing to remark.")
    with page.expect_download() as waiting:
        page.locator("#save").click()
    assert waiting.value.suggested_filename == "filing.form4.json"
    file = tmp_path / "filing.form4.json"
    waiting.value.save_as(file)
    saved = json.loads(file.read_text("utf-8"))
    assert saved["text"] == SALE
    assert saved["own"]["text"].endswith("// mine\n")
    page.locator("#discard").click()
    page.locator("#example").select_option(label="Form 3")
    told(page, "Read by current-tab: ")
    page.locator("#file").set_input_files(file)
    told(page, "Read by your grammar classic-tab: nothing to remark.")
    expect(page.locator("#own textarea")).to_have_value(saved["own"]["text"])
    expect(page.locator("#text textarea")).to_have_value(SALE)


def test_files_of_all_kinds_are_opened(page: Page, tmp_path: Path) -> None:
    def opened(name: str, content: bytes) -> None:
        (tmp_path / name).write_bytes(content)
        page.locator("#file").set_input_files(tmp_path / name)

    opened("windows.txt", SALE.replace("Biologics", "Biologi\N{LATIN SMALL LETTER E WITH ACUTE}s").encode("cp1252"))
    told(page, "Read by classic-tab: 1 warning.")
    expect(page.locator("#text textarea")).to_have_value(re.compile("Biologi\N{LATIN SMALL LETTER E WITH ACUTE}s"))
    opened("nothing.txt", b"")
    told(page, "No filing was read")
    opened("picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    told(page, "No filing was read")
    opened("other.json", b'{"form4-playground": 9}')
    told(page, "Not opened: other.json was saved by another version")
    opened("settings.conf", text_of(ROOT / "examples" / "settings.conf").encode())
    opened("settings.lark", text_of(ROOT / "examples" / "settings.lark").encode())
    told(page, "Read by the grammar settings: 1 error.")


def test_a_file_is_dropped_and_its_line_ends_are_kept(page: Page, tmp_path: Path) -> None:
    files = page.evaluate_handle(
        """text => {
          const files = new DataTransfer();
          files.items.add(new File([text], "dropped.txt"));
          return files;
        }""",
        SALE.replace("\n", "\r\n"),
    )
    page.dispatch_event("#text", "dragenter", {"dataTransfer": files})
    expect(page.locator("#drop")).to_be_visible()
    page.dispatch_event("#drop", "drop", {"dataTransfer": files})
    expect(page.locator("#drop")).to_be_hidden()
    expect(reading(page).locator("body")).to_contain_text("dropped.txt")
    write(page, "more\n", "#text")
    told(page, "Read by classic-tab: 2 errors.")
    with page.expect_download() as waiting:
        page.locator("#save").click()
    waiting.value.save_as(tmp_path / "saved.json")
    saved = json.loads((tmp_path / "saved.json").read_text("utf-8"))
    assert saved["text"] == SALE.replace("\n", "\r\n") + "more\r\n"


def test_a_grammar_that_never_ends_is_stopped(page: Page) -> None:
    paste(page, "a" * 60)
    page.locator("#grammar-tab").click()
    paste(page, "start: A\nA: /(a+)+c/\n", "#own")
    page.locator("#stop").click()
    told(page, "Stopped after ")
    expect(page.locator("#reading-panel")).to_have_class("stale")
    paste(page, "start: A\nA: /a+/\n", "#own")
    told(page, "Read by the grammar mine: nothing to remark.")


def test_a_filing_of_3000_rows_is_read(page: Page) -> None:
    paste(page, SALE.replace(ROW, "\n".join(ROW.replace("2,700", f"{100_000 + i:,}") for i in range(3_000))))
    told(page, "Read by classic-tab: 1 warning.")  # they are more than were owned
    expect(page.locator("#text .numbers")).to_have_text(re.compile("30..$"))
    expect(reading(page).locator("#text")).to_contain_text("102,999")


def test_everything_is_reached_by_keys(page: Page) -> None:
    page.locator("#example").focus()
    for name in ("layout", "open", "save", "theme", "text-tab", "Text"):
        page.keyboard.press("Tab")
        assert page.evaluate("() => document.activeElement.id || document.activeElement.ariaLabel") == name
    page.locator("#text-tab").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#grammar-tab")).to_be_focused()
    expect(page.locator("#own textarea")).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#text-tab")).to_be_focused()


def test_a_narrow_page_has_the_reading_behind_a_tab(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    expect(page.locator("#reading-panel")).to_be_hidden()
    page.locator("#reading-tab").click()
    expect(page.locator("#reading-panel")).to_be_visible()
    expect(page.locator("#text-panel")).to_be_hidden()
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    page.set_viewport_size({"width": 1300, "height": 900})
    expect(page.locator("#text-panel")).to_be_visible()


def test_the_reading_has_the_colours_of_the_page(page: Page) -> None:
    def backgrounds() -> list[str]:
        body = reading(page).locator("body")
        expect(body).to_be_visible()
        return [
            each.evaluate("body => getComputedStyle(body).backgroundColor") for each in (page.locator("body"), body)
        ]

    light = backgrounds()
    page.locator("#theme").click()
    expect(reading(page).locator("body")).not_to_have_css("background-color", light[1])
    dark = backgrounds()
    assert light[0] == light[1] != dark[0] == dark[1]
    page.locator("#theme").click()
    expect(reading(page).locator("body")).not_to_have_css("background-color", dark[1])


def test_nothing_can_be_asked_of_another_server(page: Page) -> None:
    """Neither by the page, nor by the report in its frame, nor by Python."""
    ask = "url => fetch(url).then(() => 'answered', () => 'refused')"
    with _Server(("127.0.0.1", 0), _Quiet) as other:  # it would answer
        threading.Thread(target=other.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{other.server_port}/{ELSEWHERE}"
        assert reading(page).locator("body").evaluate(f"(body, url) => ({ask})(url)", url) == "refused"
        for place in (page, *page.workers):
            assert place.evaluate(ask, url) == "refused"
        other.shutdown()


def test_text_and_reading_follow_each_other(page: Page) -> None:
    report = reading(page)
    report.locator("#tree-tab").click()
    report.locator("#text span").get_by_text("$31.0725", exact=True).click()
    expect(page.locator("#text .band")).to_be_visible()
    line = SALE[: SALE.index("$31.0725")].count("\n") + 1
    band = page.locator("#text .band").evaluate("band => band.getBoundingClientRect().top")
    first = page.locator("#text textarea").evaluate(
        "area => area.getBoundingClientRect().top - area.scrollTop + parseFloat(getComputedStyle(area).paddingTop)"
    )
    height = page.locator("#text textarea").evaluate("area => parseFloat(getComputedStyle(area).lineHeight)")
    assert round((band - first) / height) == line - 1
    page.locator("#text textarea").evaluate(
        """(area, at) => {
          area.focus();
          area.setSelectionRange(at, at + 8);
        }""",
        SALE.index("Vandermolen Casper"),
    )
    expect(report.locator("#status")).to_contain_text("reporting_owners[0].name")
    write(page, " ", "#text")
    told(page, "Read by classic-tab: ")
    expect(reading(page).locator("#tree-panel")).to_be_visible()  # the view that was chosen


def test_a_failure_to_load_is_told_and_tried_again(browser: Browser, site: Site) -> None:
    page, _ = opened(browser, site)

    def refuse(route: Route) -> None:
        route.abort()

    page.context.route("**/*.whl", refuse)
    page.goto(site.address)
    expect(page.locator("#message")).to_have_text(re.compile(r"^Python could not be loaded: \S+\.whl did not come\."))
    page.context.unroute("**/*.whl", refuse)
    page.locator("#again").click()
    told(page, "Read by classic-tab: ")
    page.context.close()
