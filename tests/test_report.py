"""The HTML page of a reading, without a browser (see tests/browser): its data, its escapes, its policy, the command."""

from __future__ import annotations

import json
import os
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from conftest import FIXTURES, ROOT, TEXTS, name_of, reading_of, text_of

import form4_grammar as f4
from form4_grammar.cli import main
from form4_grammar.views.report import report, report_data
from form4_grammar.views.tree import tree_lines

PURCHASE = FIXTURES / "purchase" / "classic-tab.txt"
BROKEN = FIXTURES / "impossible-date" / "classic-tab.txt"
DOUBTFUL = FIXTURES / "price-without-dollar-sign" / "classic-tab.txt"
# Texts that would end the surrounding script, begin one, be a character reference, or be filled in by a template.
HOSTILE = "</script><!--<script><img src=x onerror=alert(1)>&lt;]]>\u2028\u2029 $data ${script} $$ \N{ROCKET}"


class Page(HTMLParser):
    """A page as a browser parses it: its elements in order, and the text that each begins with."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.texts.append("")

    def handle_data(self, data: str) -> None:
        if self.texts:
            self.texts[-1] = self.texts[-1] or data

    def text_of(self, tag: str, **attributes: str) -> str:
        return self.texts[
            next(i for i, (t, a) in enumerate(self.elements) if t == tag and attributes.items() <= a.items())
        ]

    @property
    def data(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.text_of("script", id="data"))
        return found


def hostile_reading() -> f4.Reading:
    reading = f4.read(text_of(PURCHASE).replace("Common Stock", f"Common {HOSTILE} Stock"))
    assert reading.filing
    return reading


def fields_of(reading: f4.Reading) -> dict[str, tuple[str, str | None]]:
    """The fields on the page of a reading: the value of each, and the text at its place."""
    data = report_data(reading)
    found, way = {}, [""]
    for depth, name, _, value, start, end in data["fields"]:
        way[depth:] = [data["words"][name]]
        if value is not None:
            found[".".join(way[1:]).replace(".[", "[")] = (
                data["words"][value],
                None if start is None else reading.text[start:end],
            )
    return found


@pytest.mark.parametrize("path", TEXTS, ids=name_of)
def test_the_page_has_every_line_of_the_tree(path: Path) -> None:
    reading = reading_of(path)
    data = Page(report(reading)).data
    word = [*data["words"], None].__getitem__
    assert reading.tree is not None
    assert data["text"] == reading.text
    assert [
        (depth, word(name), *(None if i is None else word(i) for i in (caption, text)))
        for depth, name, caption, text, *_ in data["tree"]
    ] == [(line.depth, line.name, line.caption, line.text) for line in tree_lines(reading.text, reading.tree)]


def test_places_are_counted_as_javascript_counts() -> None:
    reading = hostile_reading()
    assert reading.tree is not None
    units = reading.text.encode("utf-16-le")
    lines = list(tree_lines(reading.text, reading.tree))
    rows = report_data(reading)["tree"]
    for line, (*_, start, end) in zip(lines, rows, strict=True):
        if line.span is None:
            assert start is end is None
        else:
            assert units[2 * start : 2 * end].decode("utf-16-le") == reading.text[line.span.start : line.span.end]
    assert rows[-1][-1] == len(units) // 2 == len(reading.text) + 1


def test_fields_are_spelled_as_in_json_with_the_text_at_their_places() -> None:
    fields = fields_of(reading_of(FIXTURES / "two-footnotes-on-one-line" / "classic-tab.txt"))
    row = "non_derivative[0]"
    assert fields["period_of_report"] == ('"2023-03-14"', "03/14/2023")
    assert fields["aff_10b5_one"] == ("null", None)
    assert fields["reporting_owners[0].relationship.is_director"] == ("true", "[X]")
    assert fields["reporting_owners[0].address.city"] == ('"TULSA"', "TULSA")
    assert fields[f"{row}.transaction_shares"] == ('"640" (F1) (F2)', "640")
    assert fields[f"{row}.transaction_price_per_share"] == ("null (F1) (F2)", "(1)(2)")
    assert fields[f"{row}.deemed_execution_date"] == ("null", None)
    assert fields["derivative"] == ("[]", None)


def test_diagnostics_of_one_cause_are_one_and_have_their_place() -> None:
    reading = reading_of(FIXTURES / "two-footnotes-on-one-line" / "classic-tab.txt")
    first = report_data(reading)["diagnostics"][0]
    assert (first["severity"], first["code"]) == ("warning", "mark-without-note")
    assert first["paths"] == ("non_derivative[0].security_title", "footnotes")
    assert reading.text[first["start"] : first["end"]] == "(1)(2)"


def test_a_file_that_is_no_text_has_a_page_with_its_diagnostic(tmp_path: Path) -> None:
    binary = tmp_path / "binary"
    binary.write_bytes(b"\0")
    data = report_data(f4.read_file(binary))
    assert (data["layout"], data["text"], data["tree"], data["fields"]) == (None, "", [], [])
    [found] = data["diagnostics"]
    assert (found["code"], found["start"], found["end"]) == ("binary-file", None, None)


def test_no_text_of_a_filing_becomes_mark_up() -> None:
    """The page has the same elements and scripts as any other, and the text comes out as it went in."""
    hostile, harmless = Page(report(hostile_reading())), Page(report(reading_of(PURCHASE)))
    assert hostile.elements == harmless.elements
    differ = [i for i, texts in enumerate(zip(hostile.texts, harmless.texts, strict=True)) if texts[0] != texts[1]]
    assert [hostile.elements[i] for i in differ] == [("script", {"id": "data", "type": "application/json"})]
    assert HOSTILE in hostile.data["text"]
    assert not set("<>&\u2028\u2029") & set(hostile.text_of("script", id="data"))


def test_the_page_runs_its_own_script_and_style_and_asks_for_nothing() -> None:
    page = Page(report(reading_of(PURCHASE)))
    _, policy = page.elements[page.elements.index(("meta", {"charset": "utf-8"})) + 1]
    assert policy["http-equiv"] == "Content-Security-Policy"
    hashes = {
        tag: b64encode(sha256(page.texts[page.elements.index((tag, {}))].encode()).digest()).decode()
        for tag in ("script", "style")
    }
    assert policy["content"] == (
        f"default-src 'none'; script-src 'sha256-{hashes['script']}'; style-src 'sha256-{hashes['style']}'; "
        "base-uri 'none'; form-action 'none'"
    )
    assert [a for _, a in page.elements if a.keys() & {"src", "href", "style", "onclick"}] == []


def test_report_writes_a_page_to_a_file_or_to_standard_output(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    file = tmp_path / "page.html"
    file.write_text("the page of yesterday", encoding="utf-8")
    assert main(["report", str(PURCHASE), "-o", str(file)]) == 0
    assert capfdbinary.readouterr() == (b"", b"")
    assert Page(file.read_text(encoding="utf-8")).data["source"] == str(PURCHASE)
    assert list(tmp_path.iterdir()) == [file]
    assert main(["report", str(PURCHASE)]) == 0
    assert capfdbinary.readouterr().out == file.read_bytes()


def test_report_has_what_the_rules_doubt_unless_told_not_to(tmp_path: Path) -> None:
    text, file = tmp_path / "sold-as-acquired.txt", tmp_path / "page.html"
    text.write_text(text_of(PURCHASE).replace("\tP\t", "\tS\t"), encoding="utf-8")
    assert main(["report", "--strict", str(text), "-o", str(file)]) == 1
    assert [d["code"] for d in Page(file.read_text()).data["diagnostics"]] == ["code-against-direction"]
    assert main(["report", "--strict", "--no-rules", str(text), "-o", str(file)]) == 0
    assert Page(file.read_text()).data["diagnostics"] == []


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        ([BROKEN], 1, None),
        ([DOUBTFUL], 0, None),
        (["--strict", DOUBTFUL], 1, None),
        (["--layout", "classic-markdown", PURCHASE], 0, None),
        (["--grammar", ROOT / "grammar" / "layouts" / "classic-markdown.lark", PURCHASE], 0, None),
        (["--layout", "no-such-layout", PURCHASE], 2, "form4: no layout 'no-such-layout'; there are "),
        (["--grammar", "no such grammar", PURCHASE], 2, "form4: no such grammar: No such file or directory\n"),
        ([FIXTURES], 2, f"form4: {FIXTURES}: a report is of one file, and this is a folder\n"),
        (["no such file"], 4, "form4: no such file: No such file or directory\n"),
    ],
)
def test_exit_status_of_report(
    arguments: list[str | Path], status: int, message: str | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A text with errors gets a page; a file that cannot be read gets none."""
    file = tmp_path / "page.html"
    assert main(["report", *map(str, arguments), "-o", str(file)]) == status
    assert file.exists() == (message is None)
    assert capsys.readouterr().err.startswith(message or "")


def test_a_page_that_cannot_be_written_is_said_and_leaves_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = tmp_path / "missing" / "page.html"
    assert main(["report", str(PURCHASE), "-o", str(missing)]) == 4
    assert main(["report", str(PURCHASE), "-o", str(tmp_path)]) == 4
    file = tmp_path / "page.html"
    file.write_text("the page of yesterday", encoding="utf-8")

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", refuse)
    assert main(["report", str(PURCHASE), "-o", str(file)]) == 4
    assert file.read_text(encoding="utf-8") == "the page of yesterday"
    assert list(tmp_path.iterdir()) == [file]
    assert capsys.readouterr().err.splitlines() == [
        f"form4: {missing}: No such file or directory",
        f"form4: {tmp_path}: Is a directory",
        f"form4: {file}: No space left on device",
    ]


def test_a_pipe_is_written_to_and_a_link_stays_one(tmp_path: Path) -> None:
    """Neither is replaced by a file."""
    pipe, link, file = tmp_path / "pipe", tmp_path / "link.html", tmp_path / "page.html"
    os.mkfifo(pipe)
    piped: list[bytes] = []
    reader = Thread(target=lambda: piped.append(pipe.read_bytes()), daemon=True)
    reader.start()
    assert main(["report", str(PURCHASE), "-o", str(pipe)]) == 0
    assert pipe.is_fifo()
    reader.join(timeout=10)
    file.touch()
    link.symlink_to(file)
    assert main(["report", str(PURCHASE), "-o", str(link)]) == 0
    assert link.is_symlink()
    assert piped == [file.read_bytes()]
