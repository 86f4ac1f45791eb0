"""Rules about footnotes, signatures, and how many of everything a form has."""

from __future__ import annotations

from collections.abc import Iterator

from ..filing import Filing
from ..findings import Finding
from .rule import SPECIFICATION, TABLES, rule
from .table_rows import mark_of, rows_of, texts_of


@rule("mark-without-note", "warning", "R30", fires=0, source=f"{SPECIFICATION}: every reference is defined")
def mark_without_note(filing: Filing) -> Iterator[Finding]:
    """A cell refers to a footnote that is not there; it is reported at the first cell that does."""
    seen = {note.id for note in filing.footnotes}
    for row in rows_of(filing):
        for name in row.columns:
            for mark in row.marks(name):
                if mark not in seen:
                    message, expected = f"marked {mark_of(mark)}, but there is no such footnote", "a footnote"
                    yield row.finding(name, message, expected, mark_of(mark), rests_on=("footnotes",))
                seen.add(mark)


@rule("note-without-mark", "warning", "R30", fires=0, source=f"{SPECIFICATION}: every footnote is referenced")
def note_without_mark(filing: Filing) -> Iterator[Finding]:
    """Nothing refers to a footnote."""
    rows, texts = rows_of(filing), texts_of(filing)
    marks = {mark for row in rows for mark in row.marks()}
    forgotten = [
        (index, mark_of(note.id))
        for index, note in enumerate(filing.footnotes)
        if rows and note.id not in marks and mark_of(note.id) not in texts
    ]
    if len(forgotten) == len(filing.footnotes) > 1:
        message = f"Explanation of Responses: nothing refers to any of the {len(forgotten)} footnotes"
        hint = "did a converter drop the marks?"
        yield Finding(message, "footnotes", "cells with their marks", hint=hint, rests_on=TABLES)
        return
    for index, mark in forgotten:
        message = f"Explanation of Responses: nothing refers to {mark}"
        yield Finding(message, f"footnotes[{index}]", "a cell with its mark", mark, rests_on=TABLES)


@rule("repeated-note", "warning", "R30", fires=0, source=f"{SPECIFICATION}: ids are unique")
def repeated_note(filing: Filing) -> Iterator[Finding]:
    """Two footnotes have one number."""
    seen = set()
    for index, note in enumerate(filing.footnotes):
        if note.id in seen:
            message = f"Explanation of Responses: a second footnote {mark_of(note.id)}"
            yield Finding(message, f"footnotes[{index}].id", "another number", mark_of(note.id))
        seen.add(note.id)


@rule(
    "over-the-limit",
    "warning",
    "R28 R29 R31",
    fires=0,
    source=f"{SPECIFICATION}: 30 rows a table, 10 owners, 10 signatures",
)
def over_the_limit(filing: Filing) -> Iterator[Finding]:
    """There are more rows in a table, owners or signatures than a form can have."""
    for path, what, limit in (
        ("reporting_owners", "reporting owners", 10),
        ("non_derivative", "rows of Table I", 30),
        ("derivative", "rows of Table II", 30),
        ("signatures", "signatures", 10),
    ):
        count = len(getattr(filing, path))
        if count > limit:
            message = f"{count} {what}: a form has {limit} at most"
            yield Finding(message, path, f"{limit} at most", str(count), "are two forms joined?")


@rule("signatures-against-owners", "info", "R29", fires=3, source="Form 4, General Instruction 4(b)(v)")
def signatures_against_owners(filing: Filing) -> Iterator[Finding]:
    """There are several signatures, but not one for each owner."""
    owners, count = len(filing.reporting_owners), len(filing.signatures)
    if owners and count > 1 and count != owners:
        message = f"Signatures: {count} for {owners} reporting owner{'s' if owners > 1 else ''}"
        expected = "one for all owners, or one for each"
        yield Finding(message, "signatures", expected, rests_on=("reporting_owners",))
