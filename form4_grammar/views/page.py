"""A filing and a reading as a page for people, on a terminal or in a notebook."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from ..diagnostics import MORE, Diagnostic, by_cause, told
from ..escapes import all_visible, visible
from ..fields import Cell
from ..filing import Filing, ReportingOwner
from ..forms import FORM_3, FORM_4, FORM_5
from ..reading import Reading
from ..spans import Lines
from .excerpt import excerpt
from .sheet import CORNER_BOXES, EQUITY_SWAP, RowTable, Value, is_figures, row_table
from .tables import FittedTable, Heading

if TYPE_CHECKING:
    from ..language import Answer

PERIODS = {FORM_3: "event", FORM_4: "earliest transaction", FORM_5: "fiscal year ended"}
MOST = 50  # diagnostics that a page shows; the others are counted
STYLES = {"error": "bold red", "warning": "yellow", "info": "cyan"}


def page(reading: Reading) -> RenderableType:
    """A reading: the filing and what is read beside it, then its diagnostics with their places."""
    parts: list[RenderableType] = [read_page(reading)]
    if told(reading.diagnostics):
        parts += [Text(), diagnostics_page(reading)]
    return Group(*parts)


def read_page(reading: Reading) -> RenderableType:
    """The filing, and what a grammar of the user's adds to it."""
    if reading.filing is None:
        return Text("no filing was read")
    extras = [_extra(visible(path), all_visible(cell)) for path, cell in reading.extras.items()]
    return Group(filing_page(reading.filing), *([Text(), *extras] if extras else []))


def diagnostics_page(reading: Reading | Answer) -> RenderableType:
    """The diagnostics, each with its source line and a marker."""
    lines, causes = Lines(reading.text), by_cause(told(reading.diagnostics))
    what = "field" if isinstance(reading, Reading) else "rule"
    counted = [cause for cause in causes if cause[0].code in MORE.values()]
    causes = [cause for cause in causes if cause not in counted]
    shown = causes[:MOST] + counted
    parts: list[RenderableType] = [_Excerpt(*cause, lines, reading.source, what) for cause in shown]
    if len(causes) > MOST:
        counts = Counter(diagnostic.severity for diagnostic, _ in causes[MOST:])
        more = ", ".join(f"{count:,} {severity}s" for severity, count in sorted(counts.items()))
        where = "; form4 parse --diagnostics json has them all" if isinstance(reading, Reading) else ""
        parts.append(Text(f"and {more} more{where}"))
    return Group(*_with_blank_lines(parts))


def filing_page(filing: Filing) -> RenderableType:
    """A filing as a page: issuer, owners, both tables, footnotes, signatures."""
    filing = all_visible(filing)
    issuer = filing.issuer
    title = Text.assemble((f"Form {filing.form_type or 'not told'}", "bold"), f"  {_or_dash(issuer.name)}")
    title.append(f"  [{issuer.trading_symbol}]" if issuer.trading_symbol else "")
    title.append(f"  [{issuer.foreign_trading_symbol}]" if issuer.foreign_trading_symbol else "")
    facts = [f"{PERIODS[filing.form or FORM_4]} {_or_dash(filing.period_of_report)}"]
    if filing.date_of_original_submission:
        facts.append(f"amends the form of {filing.date_of_original_submission}")
    boxes = (filing.form or FORM_4).corner_boxes
    facts += [f"{name} {_ticked(getattr(filing, box))}" for box, (_, name) in CORNER_BOXES.items() if box in boxes]
    if filing.no_securities_owned:
        facts.append("no securities are beneficially owned")
    parts: list[RenderableType] = [title, Text(", ".join(facts))]
    parts += [Text(), *(_owner(owner) for owner in filing.reporting_owners)]
    for field in ("non_derivative", "derivative"):
        table = row_table(getattr(filing, field), field, filing.form or FORM_4)
        parts += [Text(), _table(table)] if table.rows else []
    if filing.footnotes or filing.remarks:
        parts.append(Text())
        notes = [(f"({note.id[1:]})", note.text) for note in filing.footnotes]
        parts += [_note(label, text) for label, text in notes]
        parts += [_note("Remarks:", filing.remarks)] if filing.remarks else []
    parts += [Text(), *(Text(f"{_or_dash(s.name)}  {_or_dash(s.date)}") for s in filing.signatures)]
    return Group(*parts)


def to_html(renderable: RenderableType) -> str:
    """A page as HTML for a notebook; text of the filing is escaped."""
    console = Console(record=True, width=140, file=io.StringIO(), force_jupyter=False)
    console.print(renderable)
    code = '<pre style="font-family:monospace;line-height:1.2;white-space:pre;overflow-x:auto">{code}</pre>'
    return console.export_html(inline_styles=True, code_format=code)


class _Excerpt:
    """One diagnostic, as wide as its console."""

    def __init__(
        self, diagnostic: Diagnostic, paths: tuple[str, ...], lines: Lines, source: str | None, what: str
    ) -> None:
        self.diagnostic, self.paths, self.lines, self.source = diagnostic, paths, lines, source or "<text>"
        self.what = what

    def __rich_console__(self, console: Console, options: Any) -> Iterable[RenderableType]:
        lines = excerpt(self.diagnostic, self.paths, self.lines, self.source, options.max_width, self.what).split("\n")
        style = STYLES[self.diagnostic.severity]
        head, _, message = lines[0].partition(": ")
        yield Text.assemble((head, style), ": ", message)
        for line in lines[1:]:
            marker = line.strip(" |^") == "" and "^" in line
            if line.lstrip().startswith("= "):  # a field, what was expected, a hint: words, which may go on below
                yield Text(line)
            else:
                yield Text(line, style=style if marker else "", no_wrap=True, overflow="ellipsis")


def _owner(owner: ReportingOwner) -> Text:
    found = owner.relationship
    what = []
    if found is not None:
        what = [
            name
            for name, ticked in (("Director", found.is_director), ("10% Owner", found.is_ten_percent_owner))
            if ticked
        ]
        what += [f"Officer: {_or_dash(found.officer_title)}"] if found.is_officer else []
        what += [f"Other: {_or_dash(found.other_text)}"] if found.is_other else []
    address = owner.address
    place = (address.street1, address.street2, address.city, address.state, address.zip_code, address.country)
    text = Text.assemble((_or_dash(owner.name), "bold"), "  ", ", ".join(what) or "relationship not shown")
    return text.append(f"\n  {', '.join(part for part in place if part) or '-'}", style="dim")


def _table(table: RowTable) -> FittedTable:
    """The table, with columns that have one short name put together."""
    joined: dict[str, list[int]] = {}
    for number, column in enumerate(table.columns):
        joined.setdefault(column.short, []).append(number)
    return FittedTable(
        table.title,
        [Heading(name, is_figures(table.columns[numbers[0]])) for name, numbers in joined.items()],
        [[_cell(value for i in numbers for value in row[i]) for numbers in joined.values()] for row in table.rows],
    )


def _cell(values: Iterable[Value]) -> Text:
    """The values in a column of the page, with their footnote marks."""
    text, marks = Text(), ""  # the marks of the value before: "/K" stands between a code and its marks
    for value in values:
        if value.text != EQUITY_SWAP:
            text.append(marks, style="dim").append(" " if text else "")
            marks = ""
        marks += "".join(f"({note[1:]})" for note in value.marks)
        if value.text is not None:
            text.append(value.text)
        elif not value.marks:
            text.append("?", style=STYLES["error"])
    return text.append(marks, style="dim")


def _note(label: str, text: str | None) -> RenderableType:
    return Padding(Text.assemble((f"{label} ", "dim"), text or "-"), (0, 0, 0, 1), expand=False)


def _extra(path: str, cell: Cell[str]) -> Text:
    marks = "".join(f"({note[1:]})" for note in cell.footnotes)
    return Text.assemble((f"{path}: ", "dim"), cell.value or ("" if marks else "-"), (marks, "dim"))


def _ticked(box: bool | None) -> str:
    return {True: "checked", False: "not checked", None: "not shown"}[box]


def _or_dash(value: object) -> str:
    return "-" if value is None else str(value)


def _with_blank_lines(parts: Iterable[RenderableType]) -> list[RenderableType]:
    return [line for part in parts for line in (part, Text())][:-1]
