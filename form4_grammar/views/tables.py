"""Tables that show every figure, however narrow the console is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs
from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, JustifyMethod, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

LONGEST_WORD = 20  # of a text; a longer one may be broken


@attrs.frozen
class Heading:
    """The head of a column.

    Attributes:
        text: the words
        is_figures: whether the column holds figures, which stand to the right
    """

    text: str
    is_figures: bool


@attrs.frozen
class FittedTable:
    """A table that drops blank columns, then the blanks beside the lines, then the lines, until no value is cut.

    Attributes:
        title: stands above
        headings: the columns
        rows: the cells; a cell may be broken at its blanks
    """

    title: str
    headings: Sequence[Heading]
    rows: Sequence[Sequence[Text]]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterable[RenderableType]:
        all_columns = range(len(self.headings))
        filled = [column for column in all_columns if any(row[column] for row in self.rows)]
        for columns, padding in ((all_columns, 1), (filled, 1), (filled, 0)):
            room = options.max_width - sum(2 * padding + 1 for _ in columns) - 1
            if sum(map(self._least, columns)) <= room:
                yield self._table(columns, padding, room)
                return
        yield from self._stacked(filled, options.max_width)

    def _texts(self, column: int) -> list[str]:
        return [self.headings[column].text, *(row[column].plain for row in self.rows)]

    def _least(self, column: int) -> int:
        """The width of the longest word in a column, which must not be broken."""
        longest = max((cell_len(word) for text in self._texts(column) for word in text.split()), default=1)
        has_figures = any(any(c.isdigit() for c in row[column].plain) for row in self.rows)
        return longest if has_figures else min(longest, LONGEST_WORD)

    def _widths(self, columns: Sequence[int], room: int) -> list[int]:
        """The widths of columns: the least, and each a share of the room that is left, as far as it needs more."""
        least = [self._least(column) for column in columns]
        wanted = [max(map(cell_len, self._texts(column))) for column in columns]
        missing = [max(0, most - width) for width, most in zip(least, wanted, strict=True)]
        share = min(1.0, (room - sum(least)) / (sum(missing) or 1))
        return [width + int(share * more) for width, more in zip(least, missing, strict=True)]

    def _table(self, columns: Sequence[int], padding: int, room: int) -> Table:
        table = Table(
            title=self.title, title_justify="left", title_style="bold", header_style="dim", padding=(0, padding)
        )
        for column, width in zip(columns, self._widths(columns, room), strict=True):
            heading = self.headings[column]
            justify: JustifyMethod = "right" if heading.is_figures else "left"
            table.add_column(heading.text, justify=justify, width=width, overflow="fold")
        for row in self.rows:
            table.add_row(*(row[column] for column in columns))
        return table

    def _stacked(self, columns: Sequence[int], width: int) -> Iterable[RenderableType]:
        """Yield each row as lines of headings and values."""
        yield Text(self.title, style="bold")
        for row in self.rows:
            lines = [Text()]
            for column in columns:
                if not row[column]:
                    continue
                part = Text.assemble((f"{self.headings[column].text} ", "dim"), row[column])
                if lines[-1] and lines[-1].cell_len + 2 + part.cell_len > width - 2:
                    lines.append(Text())
                lines[-1].append("  " if lines[-1] else "").append_text(part)
            for number, line in enumerate(lines):
                line.overflow = "fold"
                yield Padding(line, (0, 0, 0, 2 if number else 0), expand=False)
