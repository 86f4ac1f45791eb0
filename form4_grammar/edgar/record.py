"""What is found while data is read: places, marks of footnotes, and findings that become diagnostics."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from ..diagnostics import CODES, Diagnostic
from ..filing import Filing
from ..findings import Finding, Place
from ..spans import Lines
from .elements import Fault, Node

LONGEST_FOUND = 40


@attrs.frozen
class Interpretation:
    """What a text is read as.

    Attributes:
        filing: None where the text is no Form 3, 4 or 5
        diagnostics: in the order of the text, those without a place first
        places: start and end in the text of every value, by its path
    """

    filing: Filing | None
    diagnostics: tuple[Diagnostic, ...]
    places: dict[str, Place] = attrs.field(factory=dict, repr=False)


def place_in_text(diagnostic: Diagnostic) -> int:
    """Where a diagnostic stands among others; first if it has no place."""
    return diagnostic.span.start if diagnostic.span else -1


class Record:
    """Collects the places of values, the marks of cells, and the findings, while data is read."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.places: dict[str, Place] = {}
        self.marks: list[tuple[str, str, Place]] = []  # the path of a cell, the id of a note, and the mark's place
        self.found: list[Finding] = []

    def report(self, code: str, message: str, place: Place, *paths: str, **more: str | None) -> None:
        self.found.append(Finding(message, paths, place=place, code=code, **more))  # type: ignore[arg-type]

    def misfit(self, code: str, node: Node, path: str, name: str, wanted: str, why: str = "") -> None:
        written = node.text or ""
        short = written if len(written) <= LONGEST_FOUND else f"{written[: LONGEST_FOUND - 1]}…"
        message = f"<{name}>: expected {wanted}, found {short!r}{why}"
        self.report(code, message, node.text_place or node.place, path, expected=wanted)

    def strays(self, node: Node, paths: Iterable[str]) -> None:
        """Report what the schema does not have in an element."""
        for name, (place, count) in node.unknown.items():
            times = f" ({count:,} times)" if count > 1 else ""
            message = f"<{node.element.name}> has an element that the schema does not have: <{name[:60]}>{times}"
            self.report("unknown-element", message, place, *paths)
        if node.element.parts and node.text_place is not None:
            message = f"<{node.element.name}> has text between its elements"
            self.report("unknown-text", message, node.text_place, *paths)

    def cut_off(self, fault: Fault, root: Node) -> None:
        """Report that the XML ends early, at each field that may be lost."""
        whole = {node.element.field for node in root.children if node.is_closed and not node.element.is_many}
        whole |= {"footnotes"} & {node.element.field for node in root.children if node.is_closed}
        lost = [field.name for field in attrs.fields(Filing) if field.name not in whole | {"accession_number"}]
        message = f"the XML is damaged here, and nothing behind this place is read: {fault.message}"
        self.report("damaged-xml", message, fault.place, *lost)

    def marks_without_notes(self, filing: Filing) -> None:
        known: set[str] = set()
        for i, note in enumerate(filing.footnotes):
            if note.id in known:
                place = self.places.get(f"footnotes[{i}].text", (0, 0))
                self.report("repeated-item", f"there is more than one footnote {note.id}", place, f"footnotes[{i}]")
            known.add(note.id)
        for path, mark, place in self.marks:
            if mark not in known:
                self.report("mark-without-note", f"there is no footnote {mark}", place, path)

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        lines = Lines(self.text)
        made: list[Diagnostic] = []
        for finding in self.found:
            span = lines.span(*finding.place) if finding.place else None
            found = self.text[slice(*finding.place)] or None if finding.place else None
            for path in finding.paths or (None,):
                code = finding.code
                made.append(
                    Diagnostic(code, CODES[code], finding.message, path, span, finding.expected, found, finding.hint)
                )
        return tuple(sorted(made, key=place_in_text))
