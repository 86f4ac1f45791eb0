"""The HTML page of a reading, without a browser (see tests/browser): its data, its escapes, its policy, the command."""

from __future__ import annotations

import json
import os
import re
from base64 import b64encode
from decimal import Decimal
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
from form4_grammar.views.report.assets import asset
from form4_grammar.views.report.diagnostics import TRACED
from form4_grammar.views.report.index import page_names
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


def whole(row: list[Any]) -> list[Any]:
    """A row with the nulls at its end: depth, name, text, start, end, and a caption or footnotes."""
    return [*row, *[None] * (6 - len(row))]


def fields_of(reading: f4.Reading) -> dict[str, tuple[str, str | None]]:
    """The fields on the page of a reading: the value of each with its footnotes, and the text at its place."""
    data = report_data(reading)
    found, way = {}, [""]
    for depth, name, value, start, end, notes in map(whole, data["fields"]):
        way[depth:] = [data["words"][name]]
        if value is not None:
            marks = [f"({note})" for note in notes or ()]
            found[".".join(way[1:]).replace(".[", "[")] = (
                " ".join([data["words"][value], *marks]),
                None if start is None else reading.text[start:end],
            )
    return found


@pytest.mark.parametrize("path", TEXTS, ids=name_of)
def test_the_page_has_every_line_of_the_tree(path: Path) -> None:
    reading = reading_of(path)
    data = Page(report(reading, traces=0)).data
    word = [*data["words"], None].__getitem__
    assert reading.tree is not None
    assert data["text"] == reading.text
    assert [
        (depth, word(name), *(None if i is None else word(i) for i in (caption, text)))
        for depth, name, text, _, _, caption in map(whole, data["tree"])
    ] == [(line.depth, line.name, line.caption, line.text) for line in tree_lines(reading.text, reading.tree)]


def test_places_are_counted_as_javascript_counts() -> None:
    reading = hostile_reading()
    assert reading.tree is not None
    units = reading.text.encode("utf-16-le")
    lines = list(tree_lines(reading.text, reading.tree))
    rows = report_data(reading)["tree"]
    for line, (*_, start, end, _) in zip(lines, map(whole, rows), strict=True):
        if line.span is None:
            assert start is end is None
        else:
            assert units[2 * start : 2 * end].decode("utf-16-le") == reading.text[line.span.start : line.span.end]
    assert rows[-1][4] == len(units) // 2 == len(reading.text) + 1


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


def test_diagnostics_are_grouped_by_cause_errors_first_and_have_their_places() -> None:
    text = text_of(FIXTURES / "two-footnotes-on-one-line" / "classic-tab.txt").replace(
        "03/14/2023\t\t", "02/30/2023\t\t"
    )
    reading = f4.read(text)
    data = report_data(reading)
    words = data["words"]
    causes = [(cause["severity"], cause["code"], cause["about"]) for cause in data["causes"]]
    assert ("error", "impossible-date", "period_of_report") in causes[:2]
    order = [("error", "warning", "info").index(severity) for severity, *_ in causes]
    assert order == sorted(order)
    assert len(set(order)) > 1
    marks = data["causes"][causes.index(("warning", "mark-without-note", "non_derivative[].security_title"))]["found"][
        0
    ]
    assert [words[path] for path in marks["paths"]] == ["non_derivative[0].security_title", "footnotes"]
    assert text[marks["start"] : marks["end"]] == "(1)(2)"
    numbers = [number for cause in data["causes"] for found in cause["found"] for number in found["numbers"]]
    assert sorted(numbers) == list(range(len(reading.diagnostics)))


def sheet_values(data: dict[str, Any]) -> dict[int, str | None]:
    """What the view "Filing" says of each field, by the number of its line."""
    sheet, words = data["sheet"], [*data["words"], None]
    items = [*sheet["items"], *(item for owner in sheet["owners"] for item in owner), *sheet["notes"], sheet["remarks"]]
    values = [sheet["title"], *sheet["boxes"], *(value for item in items for value in item["values"])]
    values += [value for signature in sheet["signatures"] for value in signature]
    found = {number: None if word is None else words[word] for number, word, *_ in values}
    for table in sheet["tables"]:
        for _, *cells in table["rows"]:
            assert len(cells) == len(table["columns"])
            for cell in filter(None, cells):
                found |= {n: None if w is None else words[w] for n, w in zip(cell[::2], cell[1::2], strict=True)}
    return found


# Fields without a value of their own on the form: what kind of row it is; the number of a note, which is its caption.
NOT_VALUES = {"kind", "id"}


EDGAR = sorted((ROOT / "tests" / "edgar").glob("*.xml"))


@pytest.mark.parametrize("path", [*TEXTS, *EDGAR], ids=name_of)
def test_the_filing_on_the_page_is_what_was_read_all_of_it_and_nothing_else(path: Path) -> None:
    data = report_data(reading_of(path), traces=0)
    if data["sheet"] is None:
        return
    shown, words = sheet_values(data), data["words"]
    for number, (_, name, text, _, _, notes) in enumerate(map(whole, data["fields"])):
        value = None if text is None else json.loads(words[text])
        if value in (None, False, []):
            # Only a box tells that it is not checked; what was not read has no words.
            assert shown.get(number) in (None, "not checked"), words[name]
            assert value is not None or shown.get(number) is None, words[name]
        elif words[name] not in NOT_VALUES:
            there = shown[number]
            assert there, words[name]
            written = there.removeprefix("$").removeprefix("Form ")
            assert notes is None or value in (written, written.replace(",", ""), written == "V"), words[name]


def test_a_value_is_written_as_on_the_form() -> None:
    data = report_data(reading_of(FIXTURES / "form-5" / "classic-tab.txt"))
    first = data["sheet"]["tables"][0]
    headings = [(column["heading"], column["subheading"]) for column in first["columns"]]
    assert headings[4:7] == [
        ("4. Securities Acquired (A) or Disposed Of (D) (Instr. 3, 4 and 5)", half)
        for half in ("Amount", "(A) or (D)", "Price")
    ]
    rows = [[[data["words"][word] for word in cell[1::2]] if cell else [] for cell in row[1:]] for row in first["rows"]]
    assert rows[2] == [
        *(
            ["Class B Units"],
            ["2021-03-04"],
            [],
            ["P", "Form 5", "late"],
            ["300"],
            ["A"],
            ["$9.75"],
            ["4,100"],
            ["D"],
            [],
        ),
    ]
    assert rows[3][3] == ["J", "/K", "Form 4"]
    assert [box[3] for box in data["sheet"]["boxes"]][1] == "Form 3 Holdings Reported"


def tinted(reading: f4.Reading) -> dict[str, str]:
    """The letter of each token, by its text; of the same text, the last one's."""
    data = report_data(reading)
    leaves = [row for row in map(whole, data["tree"]) if row[2] is not None]
    assert len(leaves) == len(data["tints"])
    return {reading.text[start:end]: tint for (*_, start, end, _), tint in zip(leaves, data["tints"], strict=True)}


def test_the_text_is_tinted_by_what_it_became() -> None:
    text = text_of(FIXTURES / "two-footnotes-on-one-line" / "classic-tab.txt")
    row = next(line for line in text.split("\n") if line.startswith("Common Stock"))
    found = tinted(f4.read(text.replace(row, f"{row}\nwhat is this?")))
    kinds = {
        "03/14/2023": "d",
        "640": "n",
        "J": "k",
        "Common Stock": "t",
        "(1)": "m",
        "what is this?": "r",
        "\t": "s",
    }
    assert {part: found[part] for part in kinds} == kinds
    assert next(tint for part, tint in found.items() if part.startswith("Table I - Non-Derivative")) == "c"


def test_what_is_in_no_field_and_what_fits_no_cell_have_tints_of_their_own() -> None:
    assert tinted(reading_of(BROKEN))["02/30/2022"] == "o"
    text = text_of(PURCHASE)
    row = next(line for line in text.split("\n") if line.startswith("Common Stock"))
    assert tinted(f4.read(text.replace(row, row.replace("1,500", "1,5x0"))))["1,5x0"] == "r"


def test_what_fits_no_cell_and_was_read_all_the_same_has_the_tint_of_its_field() -> None:
    reading = reading_of(FIXTURES / "row-missing-a-cell" / "classic-tab.txt")
    assert reading.filing
    assert reading.filing.non_derivative[0].transaction_price_per_share == f4.Cell(Decimal(90))
    assert tinted(reading)["$90"] == "n"


@pytest.mark.parametrize("path", EDGAR, ids=name_of)
def test_a_text_without_a_tree_is_shown_in_pieces(path: Path) -> None:
    reading = f4.read_file(path)
    data = report_data(reading)
    ends = [end for end, _ in data["pieces"]]
    assert ends == sorted(set(ends))
    assert (ends[-1], len(ends)) == (len(reading.text), len(data["tints"]))
    assert {"c", "t", "d", "n"} <= set(data["tints"])


def test_the_text_of_any_language_is_shown_with_what_its_grammar_leaves_out() -> None:
    answer = f4.Language.from_file(ROOT / "examples" / "settings.lark").read_file(ROOT / "examples" / "settings.conf")
    data = Page(report(answer)).data
    starts = [0, *(end for end, _ in data["pieces"])]
    found = [
        (answer.text[start:end], data["words"][name], tint)
        for start, (end, name), tint in zip(starts, data["pieces"], data["tints"], strict=False)
    ]
    assert "".join(text for text, *_ in found) == answer.text
    assert {("flow", "NAME", "t"), ("12", "NUMBER", "n"), ("alarm = maybe", "REFUSED", "r"), ("on", "ON", "c")} <= {
        *found
    }
    assert (data["fields"], data["sheet"], data["grammar"]["setting"]) == (None, None, "settings.lark:6")
    [cause] = data["causes"]
    assert "tried at 3:9, in this order" in data["words"][cause["found"][0]["trace"]]


def test_the_trace_of_a_diagnostic_is_what_form4_trace_says(capsys: pytest.CaptureFixture[str]) -> None:
    data = report_data(reading_of(BROKEN))
    [cause] = data["causes"]
    [found] = cause["found"]
    text = text_of(BROKEN)
    line, column = text.count("\n", 0, found["start"]) + 1, found["start"] - text.rfind("\n", 0, found["start"])
    assert main(["trace", str(BROKEN), "--at", f"{line}:{column}"]) == 1
    assert capsys.readouterr().out == f"{BROKEN}:{data['words'][found['trace']]}\n"
    assert data["grammar"]["transaction_date"] in data["words"][found["trace"]]


def test_only_the_first_places_of_a_cause_are_traced() -> None:
    text = text_of(PURCHASE)
    row = next(line for line in text.split("\n") if line.startswith("Common Stock"))
    reading = f4.read(text.replace(row, "\n".join([row.replace("1,500", "1,5x0")] * 50)), max_diagnostics=None)
    [cause, *_] = report_data(reading)["causes"]
    assert len(cause["found"]) == 50
    assert ["trace" in found for found in cause["found"]] == [True] * TRACED + [False] * (50 - TRACED)
    assert not any("trace" in found for found in report_data(reading, traces=0)["causes"][0]["found"])


def test_a_reading_of_data_has_a_page_without_places() -> None:
    reading = f4.Reading.from_dict(reading_of(BROKEN).to_dict(places=True))
    data = report_data(reading)
    assert data["sheet"]["title"][1] is not None
    assert {start for _, _, _, start, _, _ in map(whole, data["fields"])} == {None}
    assert data["causes"][0]["found"][0]["start"] is None


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_text_has_the_contrast_of_wcag_aa_in_light_and_dark() -> None:
    stated = dict(re.findall(r"--([a-z]+): light-dark\((#\w+, #\w+)\);", asset("colours.css")))
    for mode in (0, 1):
        colour = {name: luminance(both.split(", ")[mode]) for name, both in stated.items()}
        words = colour.keys() - {"paper", "shade", "line", "selected", "pointer", "refused", "focus"}
        pairs = [(name, ground) for name in words for ground in ("paper", "shade")]
        pairs += [("ink", ground) for ground in ("selected", "pointer", "refused")]
        for name, ground in pairs:
            low, high = sorted((colour[name], colour[ground]))
            assert (high + 0.05) / (low + 0.05) >= 4.5, (name, ground, mode)


def test_a_file_that_is_no_text_has_a_page_with_its_diagnostic(tmp_path: Path) -> None:
    binary = tmp_path / "binary"
    binary.write_bytes(b"\0")
    data = report_data(f4.read_file(binary))
    assert (data["layout"], data["text"], data["tree"], data["fields"]) == (None, "", [], [])
    [cause] = data["causes"]
    [found] = cause["found"]
    assert (cause["code"], found["start"], found["end"]) == ("binary-file", None, None)


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
    assert [cause["code"] for cause in Page(file.read_text()).data["causes"]] == ["code-against-direction"]
    assert main(["report", "--strict", "--no-rules", str(text), "-o", str(file)]) == 0
    assert Page(file.read_text()).data["causes"] == []


def index_of(folder: Path) -> Page:
    return Page((folder / "index.html").read_text(encoding="utf-8"))


def links_of(page: Page) -> list[str]:
    return [str(attributes["href"]) for tag, attributes in page.elements if tag == "a"]


def test_a_folder_gets_a_page_for_each_text_and_an_index(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    texts, pages = tmp_path / "texts", tmp_path / "pages"
    (texts / "2023").mkdir(parents=True)
    for name, source in {"a.txt": PURCHASE, "2023/a.txt": BROKEN, "2023/b & <c>.txt": DOUBTFUL}.items():
        (texts / name).write_text(text_of(source), encoding="utf-8")
    assert main(["report", str(texts), "--no-rules", "-o", str(pages)]) == 1
    names = ["2023-a.txt.html", "2023-b-c-.txt.html", "a.txt.html", "index.html"]
    assert sorted(path.name for path in pages.iterdir()) == names
    for name in names[:3]:
        assert Page((pages / name).read_text(encoding="utf-8")).data["sheet"]
    index = (pages / "index.html").read_text(encoding="utf-8")
    assert "3 files, 1 with errors, 1 with warnings alone, 1 without errors or warnings" in index
    assert "impossible-date:non_derivative[].transaction_date" in index
    assert "2023/b &amp; &lt;c&gt;.txt" in index
    bad, doubtful = text_of(BROKEN).index("02/30/2022"), text_of(DOUBTFUL).index("2.75")
    dates, prices, *links = links_of(index_of(pages))
    assert dates == f"{names[0]}#{bad}-{bad + 10}"
    assert f"{names[1]}#{doubtful}-{doubtful + 4}" in (prices, *links)
    assert links[-3:] == names[:3]
    assert capsys.readouterr() == ("", "")


def test_pages_are_not_read_as_texts_when_a_folder_is_reported_again(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(text_of(PURCHASE), encoding="utf-8")
    pages = tmp_path / "pages"
    for _ in range(2):
        assert main(["report", str(tmp_path), "-o", str(pages)]) == 0
        assert sorted(path.name for path in pages.iterdir()) == ["a.txt.html", "index.html"]
    assert main(["report", str(tmp_path), "-o", str(tmp_path)]) == 2


def test_the_names_of_pages_are_safe_and_never_the_same() -> None:
    sources = ["in/a.txt", "in/A.txt", "in/a.TXT", "in/x/y.txt", "in/x-y.txt", "in/index", "in/\udcff\n.txt"]
    names = list(page_names([*sources, "in/" + "long" * 100], taken=["index.html"]))
    assert names[:6] == ["a.txt.html", "A.txt-2.html", "a.TXT-3.html", "x-y.txt.html", "x-y.txt-2.html", "index-2.html"]
    assert len({name.lower() for name in names}) == len(names)
    assert all(re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9._-]*\.html", name) for name in names)
    assert max(map(len, names)) < 140


def test_a_pattern_that_matches_the_pages_too_reads_each_text_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "m").mkdir()
    for name in ("a.txt", "b.txt"):
        (tmp_path / "m" / name).write_text("FORM 4\n")
    for pattern in ("m/*", "m/**", "m/*"):
        main(["report", pattern, "-o", "m/out"])
        assert sorted(path.name for path in (tmp_path / "m" / "out").iterdir()) == [
            "a.txt.html",
            "b.txt.html",
            "index.html",
        ]


def test_what_cannot_be_opened_is_in_the_index(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    missing, pages = tmp_path / "missing.txt", tmp_path / "pages"
    text = tmp_path / "text.txt"
    text.write_text(text_of(PURCHASE), encoding="utf-8")
    assert main(["report", str(missing), str(text), "-o", str(pages)]) == 4
    told = f"{missing}: No such file or directory"
    assert told in (pages / "index.html").read_text(encoding="utf-8")
    assert sorted(path.name for path in pages.iterdir()) == ["index.html", "text.txt.html"]
    assert Page((pages / "text.txt.html").read_text()).data["source"] == str(text)
    assert capsys.readouterr().err == f"form4: {told}\n"


def test_a_folder_of_any_language_gets_pages_and_an_index(tmp_path: Path) -> None:
    texts, pages = tmp_path / "texts", tmp_path / "pages"
    texts.mkdir()
    conf = (ROOT / "examples" / "settings.conf").read_text(encoding="utf-8")
    for name, text in {"a.txt": conf, "b.txt": conf.replace("maybe", "on")}.items():
        (texts / name).write_text(text, encoding="utf-8")
    grammar = str(ROOT / "examples" / "settings.lark")
    assert main(["report", "--grammar", grammar, str(texts), "-o", str(pages)]) == 1
    index = index_of(pages)
    assert links_of(index) == [
        f"a.txt.html#{conf.index('alarm')}-{conf.index(' pump'.strip()) - 1}",
        "a.txt.html",
        "b.txt.html",
    ]
    assert "Issuer" not in index.texts


def test_the_pages_of_several_files_need_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "file"
    file.touch()
    assert main(["report", str(FIXTURES / "purchase")]) == 2
    assert main(["report", str(PURCHASE), str(BROKEN), "-o", str(file)]) == 4
    assert capsys.readouterr().err == (
        f"form4: the report of several files takes -o DIR, the folder of its pages\nform4: {file}: File exists\n"
    )


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


def test_the_name_of_a_grammar_cannot_become_mark_up(tmp_path: Path) -> None:
    grammar = tmp_path / "<img src=x>&lt;.lark"
    grammar.write_text('start: "a"\n')
    page = Page(report(f4.Language.from_file(grammar).read("a")))
    assert page.text_of("title") == "<img src=x>&lt;"
    assert "img" not in [tag for tag, _ in page.elements]
