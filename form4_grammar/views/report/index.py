"""The index of the pages of many texts: counts by cause and by layout, and a table of the files."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from urllib.parse import quote

import attrs

from ...diagnostics import SEVERITIES, told
from ...escapes import file_name, visible
from ...language import Answer
from ...reading import Reading
from .assets import asset, filled
from .diagnostics import causes_of
from .numbers import Numbers

UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
LONGEST_NAME = 120  # characters of a page's name, but for its suffix
SIGNS = {"error": "✖", "warning": "▲", "info": "\N{INFORMATION SOURCE}"}


def page_names(sources: Sequence[str], taken: Iterable[str] = ()) -> Iterator[str]:
    """Yield a name for the page of each file, the same in each run: its path from the folder that all are in.

    No two names are the same, on a disk that does not tell small letters from capitals either.
    """
    base = _common_folder(sources)
    seen = {name.lower() for name in taken}
    for source in sources:
        path = "standard-input" if source == "-" else os.path.abspath(source).removeprefix(base)
        stem = UNSAFE.sub("-", path).lstrip(".-")[-LONGEST_NAME:].lstrip(".-") or "text"
        name, number = f"{stem}.html", 1
        while name.lower() in seen:
            number += 1
            name = f"{stem}-{number}.html"
        seen.add(name.lower())
        yield name


def _common_folder(sources: Iterable[str]) -> str:
    folders = [os.path.dirname(os.path.abspath(source)) for source in sources if source != "-"]
    try:
        return os.path.commonpath(folders) if folders else ""
    except ValueError:  # on several drives
        return ""


@attrs.frozen
class _File:
    """A file in the table: its page, and what its reading says of it."""

    page: str
    source: str
    form: str | None
    layout: str
    issuer: str | None
    is_read: bool
    counts: Counter[str]

    @property
    def status(self) -> tuple[str, str]:
        """The severity that counts most, if any, and the words for it."""
        if not self.is_read:
            return "error", "not read"
        worst = next((severity for severity in SEVERITIES[:2] if self.counts[severity]), "")
        return worst, f"{worst}s" if worst else "read"


@attrs.define
class _Cause:
    """How often a cause was found, and the first place."""

    severity: str
    name: str
    example: str
    link: str
    count: int = 0
    files: int = 0


class Index:
    """Takes the readings of many texts one by one, and keeps what the index shows of each."""

    def __init__(self) -> None:
        self._files: list[_File] = []
        self._causes: dict[tuple[str, str], _Cause] = {}
        self._refused: list[str] = []

    def add(self, read: Reading | Answer, page: str) -> None:
        """Take a reading and the name of its page."""
        source = file_name(read.source or page)
        filing = read.filing if isinstance(read, Reading) else None
        self._files.append(
            _File(
                page,
                source,
                filing.form_type if filing else None,
                str(read.language if isinstance(read, Answer) else read.layout or "no text"),
                filing.issuer.name if filing else None,
                read.tree is not None if isinstance(read, Answer) else filing is not None,
                Counter(diagnostic.severity for diagnostic in read.diagnostics),
            )
        )
        numbers = Numbers(read.text)
        for cause in causes_of(told(read.diagnostics)):
            start, end = numbers.place(cause.found[0][0].span)
            link = quote(page) if start is None else f"{quote(page)}#{start}-{end}"
            new = _Cause(cause.severity, cause.name, source, link)
            found = self._causes.setdefault((cause.severity, cause.name), new)
            found.count += len(cause.found)
            found.files += 1

    def add_refused(self, why: str) -> None:
        """Take a file that could not be opened, and why."""
        self._refused.append(why)

    def page(self) -> str:
        """The index as a self-contained HTML page."""
        return filled(
            "index.html",
            style="index.css",
            script=asset("js/index.js"),
            summary=", ".join(self._summary()),
            causes=self._table("causes", ("Cause", "Places", "Files", "First place"), self._cause_rows()),
            layouts=self._table("layouts", ("Layout", "Files", "With errors"), self._layout_rows()),
            files=self._table("files", tuple(self._file_columns()), self._file_rows()),
            refused="".join(f"<li>{_text(why)}</li>" for why in self._refused) or "<li>none</li>",
        )

    def _summary(self) -> Iterator[str]:
        yield f"{len(self._files):,} file{'' if len(self._files) == 1 else 's'}"
        for status, count in Counter(file.status[1] for file in self._files).most_common():
            words = {"errors": "with errors", "warnings": "with warnings alone", "read": "without errors or warnings"}
            yield f"{count:,} {words.get(status, status)}"
        if self._refused:
            yield f"{len(self._refused):,} could not be opened"

    def _table(self, name: str, headings: Sequence[str], rows: Iterator[Sequence[_Cell]]) -> str:
        """A table that can be sorted by each column; words if it has no rows."""
        head = "".join(f'<th scope="col"><button type="button">{heading}</button></th>' for heading in headings)
        body = "".join(f"<tr>{''.join(map(str, row))}</tr>\n" for row in rows)
        if not body:
            return "<p>none</p>"
        return f'<table id="{name}"><thead><tr>{head}</tr></thead><tbody>\n{body}</tbody></table>'

    def _cause_rows(self) -> Iterator[Sequence[_Cell]]:
        by_severity = sorted(
            self._causes.values(), key=lambda each: (SEVERITIES.index(each.severity), -each.count, each.name)
        )
        for cause in by_severity:
            name = f'<b class="{cause.severity}">{SIGNS[cause.severity]} {cause.severity}</b> {_text(cause.name)}'
            first = f'<a href="{escape(cause.link)}">{_text(cause.example)}</a>'
            yield _Cell(name), _Cell.of(cause.count), _Cell.of(cause.files), _Cell(first)

    def _layout_rows(self) -> Iterator[Sequence[_Cell]]:
        with_errors = Counter(file.layout for file in self._files if file.status[0] == "error")
        for layout, count in sorted(Counter(file.layout for file in self._files).items()):
            yield _Cell(_text(layout)), _Cell.of(count), _Cell.of(with_errors[layout])

    @property
    def _has_filings(self) -> bool:
        return any(file.form or file.issuer for file in self._files)

    def _file_columns(self) -> Iterator[str]:
        yield from ("Status", "File", "Layout")
        if self._has_filings:
            yield from ("Form", "Issuer")
        yield from ("Errors", "Warnings")

    def _file_rows(self) -> Iterator[Sequence[_Cell]]:
        for file in self._files:
            severity, words = file.status
            status = f'<b class="{severity}">{SIGNS[severity]} {words}</b>' if severity else words
            link = f'<a href="{escape(quote(file.page))}">{_text(file.source)}</a>'
            of_filing = [_Cell(_text(file.form or "")), _Cell(_text(file.issuer or ""))] if self._has_filings else []
            counts = [_Cell.of(file.counts[severity]) for severity in SEVERITIES[:2]]
            yield _Cell(status), _Cell(link), _Cell(_text(file.layout)), *of_filing, *counts


@attrs.frozen
class _Cell:
    """A cell of a table: mark-up that is safe, and whether it is a number."""

    content: str
    is_number: bool = False

    @classmethod
    def of(cls, number: int) -> _Cell:
        return cls(f"{number:,}", is_number=True)

    def __str__(self) -> str:
        return f'<td class="number">{self.content}</td>' if self.is_number else f"<td>{self.content}</td>"


def _text(text: str) -> str:
    """A text as mark-up that shows it; what cannot be seen is shown as an escape."""
    return escape(visible(text))
