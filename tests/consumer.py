"""A consumer's code, as type checkers see it: each function of the public API, used as the docs say. Run by a test."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import form4_grammar as f4


def whole_answer(text: str) -> dict[str, Any]:
    reading: f4.Reading = f4.read(text, max_chars=1_000_000, max_diagnostics=None)
    back: f4.Reading = f4.Reading.from_json(reading.to_json(indent=1, places=True))
    spans: dict[str, f4.Span] = back.spans()
    lines: list[int] = [span.line for span in spans.values()]
    diagnostics: list[dict[str, Any]] = [diagnostic.to_dict() for diagnostic in back.diagnostics]
    return {"lines": lines, "diagnostics": diagnostics, **f4.Reading.from_dict(reading.to_dict()).to_dict()}


def prices(filing: f4.Filing) -> Iterator[Decimal]:
    for row in filing.non_derivative:
        if isinstance(row, f4.NonDerivativeTransaction):
            cell: f4.Cell[Decimal] | None = row.transaction_price_per_share
            if cell is not None and cell.value is not None:
                yield cell.value


def checked(data: dict[str, Any]) -> f4.Filing | list[str]:
    try:
        return f4.from_dict(data)
    except f4.DataError as refusal:
        faults: tuple[f4.Fault, ...] = refusal.faults
        return [fault.path for fault in faults]


def batch(paths: list[Path]) -> list[str]:
    told: list[str] = []
    seen: list[tuple[int, int | None]] = []
    results: Iterator[f4.Result] = f4.read_many(paths, workers=1, on_progress=lambda n, total: seen.append((n, total)))
    for result in results:
        if result.reading is not None:
            told.append(str(result.reading.layout))
        elif isinstance(result.error, f4.WorkerDiedError):
            told.append("died")
        else:
            told.append(str(result.error))
    return told


def table(readings: list[f4.Reading]) -> tuple[list[dict[str, Any]], dict[str, list[Any]], list[str]]:
    columns: tuple[f4.Column, ...] = f4.COLUMNS
    originals: dict[int, tuple[int, ...]] = f4.superseded([reading.filing for reading in readings])
    kept = [reading for index, reading in enumerate(readings) if index not in originals]
    return f4.rows(kept), f4.frame(kept), [f"{column.name}: {column.dtype}" for column in columns]


def schemas() -> list[dict[str, Any]]:
    return [f4.json_schema(), f4.json_schema("reading"), f4.json_schema("diagnostic", inline=True)]


def main(name: str) -> None:
    filing: f4.Filing = f4.load(name)
    period: dt.date | None = filing.period_of_report
    print(period, list(prices(filing)), checked(f4.to_dict(filing)) == filing, checked({}))
    print(batch([Path(name), Path("no such file")]))
    reading = f4.read_file(name)
    found, by_column, columns = table([reading])
    print(len(found), len(by_column), columns[0], len(schemas()), len(whole_answer(reading.text)))
    print(f4.from_json(f4.to_json(filing)) == filing, f4.dumps(filing, "classic-tab")[:6], len(f4.validate(filing)))


if __name__ == "__main__":
    main(sys.argv[1])
