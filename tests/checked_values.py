"""The values of a filing that have a fixed shape, so that changing one character makes them unreadable."""

from __future__ import annotations

import re
from collections.abc import Iterator

import attrs
from damage import CHARACTERS

import form4_grammar as f4
from form4_grammar.fields import Kind, columns
from form4_grammar.forms import FORM_4
from form4_grammar.lossless import leaves

NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?|\.[0-9]+"
AMOUNT = rf"(?:\\?\$[ \xa0]*)?-?(?:{NUMBER})"
# The values of each kind, without blanks at the ends.
SHAPES = {
    Kind.DATE: re.compile(r"[0-9]{2}/[0-9]{2}/(19|20)[0-9]{2}|(19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}"),
    Kind.CODE: re.compile("[A-Z](/K)?"),
    Kind.V: re.compile("V"),
    Kind.ACQUIRED_DISPOSED: re.compile("[AD]"),
    Kind.OWNERSHIP_FORM: re.compile("[DI]"),
    **dict.fromkeys((Kind.NUMBER, Kind.DOLLARS, Kind.PRICE), re.compile(AMOUNT)),
}
TERMINALS = frozenset(
    {"DATE", "NUMBER", "DOLLARS", "PRICE", "CODE", "EQUITY_SWAP", "V", "ACQUIRED_DISPOSED", "OWNERSHIP_FORM"}
)
SPLITTING = frozenset("\t|\r\n\0")


@attrs.frozen
class Value:
    """A value that was read: the path of its field, its kind, its start and end in the text."""

    path: str
    kind: Kind
    start: int
    end: int

    def damages(self, text: str) -> list[tuple[int, str]]:
        """The place and the new character of every change that makes it no longer a value of its kind."""
        return [
            (place, new)
            for place in range(self.start, self.end)
            for new in CHARACTERS
            if new not in SPLITTING and not self._fits(text[self.start : place] + new + text[place + 1 : self.end])
        ]

    def _fits(self, written: str) -> bool:
        bare = written.strip(" \xa0\u200b\ufeff")
        return not bare or SHAPES[self.kind].fullmatch(bare) is not None


def values_of(reading: f4.Reading) -> Iterator[Value]:
    """The dates, numbers, codes and letters of a reading that have a place in the text."""
    assert reading.tree is not None
    tokens = [token for token in leaves(reading.tree) if token.type in TERMINALS]
    for path, kind in _paths(reading.filing):
        try:
            span = reading.span(path)
        except KeyError:
            continue
        own = [token for token in tokens if span.start <= (token.start_pos or 0) < span.end]
        if own:
            start, end = own[0].start_pos or 0, own[-1].end_pos or 0
            mark_up = reading.text.find("<", start, end)  # of HTML, which belongs to the leaf before it
            yield Value(path, kind, start, mark_up if mark_up > start else end)


def _paths(filing: f4.Filing | None) -> Iterator[tuple[str, Kind]]:
    if filing is None:
        return
    for path in ("period_of_report", "date_of_original_submission"):
        if getattr(filing, path) is not None:
            yield path, Kind.DATE
    for number, signature in enumerate(filing.signatures):
        if signature.date is not None:
            yield f"signatures[{number}].date", Kind.DATE
    for table in ("non_derivative", "derivative"):
        for number, row in enumerate(getattr(filing, table)):
            for name, column in columns(type(row)).items():
                cell = getattr(row, name)
                # In Table II, "A" and "D" are columns, not text.
                if (
                    column.kind in SHAPES
                    and cell is not None
                    and cell.value is not None
                    and _is_printed(filing, table, column)
                ):
                    yield f"{table}[{number}].{name}", column.kind


def _is_printed(filing: f4.Filing, table: str, column: f4.fields.Column) -> bool:
    form = filing.form or FORM_4
    printed = form.table_1 if table == "non_derivative" else form.table_2
    return any(column.rule == each.rule for each in printed)
