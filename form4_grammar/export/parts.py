"""The parts of a filing that become rows, each with its place and with what was not read of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import attrs

from ..diagnostics import Diagnostic
from ..fields import Cell
from ..filing import Filing
from ..reading import Reading
from ..spans import Span

ROWS = ("non_derivative", "derivative")


@attrs.frozen
class Part:
    """A part of a filing, such as a row, and what a column may say of it.

    Attributes:
        filing: the filing
        path: the place of the part in it: "derivative[2]"
        number: its number among its like, from 1
        value: the row, owner, footnote or signature
    """

    filing: Filing
    path: str
    number: int
    value: Any
    _spans: Mapping[str, Span] | None = None
    _errors: Sequence[Diagnostic] | None = None

    def cell(self, name: str) -> Cell[Any]:
        """A cell of the row; an empty one for a column that its kind of row has not."""
        return getattr(self.value, name, None) or Cell(None)

    @property
    def line(self) -> int | None:
        """The line of the text that it begins on; None without a reading."""
        span = self._spans.get(self.path) if self._spans else None
        return span.line if span else None

    @property
    def unread(self) -> str | None:
        """What an error is about: cells of the row, the row, or its table; blank if all was read, None without a
        reading.
        """
        if self._errors is None:
            return None
        table = self.path.partition("[")[0]
        around = {self.path: "row", table: "table"}
        found = []
        for diagnostic in self._errors:
            path = diagnostic.path or ""
            if path in around:
                found.append(around[path])
            elif path.startswith(f"{self.path}."):
                found.append(path.removeprefix(f"{self.path}."))
        return " ".join(dict.fromkeys(found))


def parts(found: Filing | Reading, *names: str) -> Iterator[Part]:
    """Yield the parts of a filing that are in its fields of these names, in the order of the page."""
    reading = found if isinstance(found, Reading) else None
    filing = reading.filing if reading else found
    if not isinstance(filing, Filing):
        return
    spans, errors = (reading.spans(), reading.errors) if reading else (None, None)
    for name in names:
        for index, value in enumerate(getattr(filing, name)):
            yield Part(filing, f"{name}[{index}]", index + 1, value, spans, errors)
