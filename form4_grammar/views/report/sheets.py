"""The sheet of a filing as data of a page: every value by the number of its field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ...filing import Filing
from ..sheet import Item, RowTable, Value, is_figures, kind_of, sheet
from .numbers import Numbers


def sheet_data(filing: Filing, extras: Iterable[str], fields: Mapping[str, int], numbers: Numbers) -> dict[str, Any]:
    """What the view "Filing" shows. ``fields`` has the number of each field's line, by its path.

    A value is its line, its words or null, its kind and its label. In a table, where the column tells the kind, it is
    its line and its words; a row is its line and its cells, each the values in it one after the other, or 0 for none.
    """

    def value(each: Value) -> list[Any]:
        return [fields[each.path], numbers.word(each.text), each.kind, each.label]

    def item(each: Item) -> dict[str, Any]:
        return {"caption": each.caption, "values": list(map(value, each.values))}

    def table(each: RowTable, path: str) -> dict[str, Any]:
        return {
            "title": each.title,
            "columns": [
                {
                    "heading": column.heading,
                    "subheading": column.subheading,
                    "kind": kind_of(column.names[0]),
                    "figures": is_figures(column),
                }
                for column in each.columns
            ],
            "rows": [
                [fields[f"{path}[{number}]"]]
                + [[n for v in cell for n in (fields[v.path], numbers.word(v.text))] or 0 for cell in row]
                for number, row in enumerate(each.rows)
            ],
        }

    shown = sheet(filing)
    return {
        "title": value(shown.title),
        "statement": shown.statement,
        "boxes": list(map(value, shown.boxes)),
        "items": list(map(item, shown.items)),
        "owners": [list(map(item, owner)) for owner in shown.owners],
        "tables": [
            table(each, path) for each, path in zip(shown.tables, ("non_derivative", "derivative"), strict=True)
        ],
        "notes": list(map(item, shown.notes)),
        "remarks": item(shown.remarks),
        "signatures": [[value(name), value(date)] for name, date in shown.signatures],
        "extras": [{"caption": path, "values": [[fields[path], None, "text", ""]]} for path in extras],
    }
