"""What is read from a page: the filing, the place of every field, and the cells that do not fit their types."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import attrs
from lark import Token

from ..filing import Filing, ReportingOwner
from ..findings import Finding, Place, place_of
from .addresses import NameAndAddress

# Fields that hold a text, by their last name: names and addresses, columns, notes.
OF_NAMES = frozenset({"name", "street1", "street2", "city", "state", "country", "officer_title", "other_text"})
OF_ROWS = frozenset({"security_title", "underlying_security_title", "nature_of_ownership"})
OF_NOTES = frozenset({"text", "remarks"})
TEXTS = OF_NAMES | OF_ROWS | OF_NOTES


@attrs.frozen
class Text:
    """A text that was read.

    Attributes:
        path: its field
        field: the last name of the path: "city"
        content: as it is written
        place: start and end in the page's text
    """

    path: str
    field: str
    content: str
    place: Place


@attrs.frozen(slots=False)
class Readout:
    """What is read from a page.

    Attributes:
        text: the text of the page
        filing: the filing
        places: start and end in the text of every field, by its path
        box_1: the first owner as boxes 1 and 5 have it; None if the page has no head
        marks: the ids of the footnotes that cells refer to
        listed: for each row of "Reporting Owners", its name and address; None where box 1 tells them apart
    """

    text: str
    filing: Filing = Filing()
    places: dict[str, Place] = attrs.field(factory=dict)
    box_1: ReportingOwner | None = None
    marks: frozenset[str] = frozenset()
    listed: tuple[NameAndAddress | None, ...] = ()

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """The texts that were read, as they are written."""
        return tuple(
            Text(path, field, self.text[slice(*place)], place)
            for path, place in self.places.items()
            if (field := path.rpartition(".")[2]) in TEXTS
        )


class Record:
    """Collects, while a page is read, the places of fields, the marks of cells, and what does not fit its type.

    Attributes:
        doubtful: "DATE" if some date of the text can only be DD/MM/YYYY, "NUMBER" if some number has a decimal comma:
            every other one that may be meant so is not read
        foreign: the same, of what was read so far
    """

    def __init__(self, doubtful: frozenset[str] = frozenset()) -> None:
        self.doubtful = doubtful
        self.foreign: set[str] = set()
        self.places: dict[str, Place] = {}
        self.marks: set[str] = set()
        self.misfits: list[Finding] = []

    def place(self, path: str, tokens: Iterable[Token]) -> None:
        """A field was read from these tokens, or follows from where they stand."""
        place = place_of(tokens)
        if place:
            self.places[path] = place

    def misfit(self, path: str, tokens: Iterable[Token], expected: str, *, of: str = "") -> None:
        """A cell or box holds something else than its type; ``of`` names it."""
        self._add("unreadable-value", path, list(tokens), expected, of)

    def impossible_date(self, path: str, tokens: Iterable[Token], expected: str, *, of: str = "") -> None:
        """A date is not in the calendar."""
        self._add("impossible-date", path, list(tokens), expected, of, ", which is not in the calendar")

    def ambiguous(self, path: str, token: Token, expected: str, other: str, *, of: str = "") -> None:
        """A date or number may be meant in another way, as some other one of the text is."""
        why = f", which may be {other}: so is another one in this text"
        self._add("ambiguous-value", path, [token], expected, of, why)

    def _add(self, code: str, path: str, tokens: list[Token], expected: str, of: str, why: str = "") -> None:
        found = "".join(tokens).strip()
        short = found if len(found) <= 40 else found[:37] + "…"
        message = f"{of}: " * bool(of) + f"expected {expected}, found {short!r}{why}"
        self.misfits.append(Finding(message, path, expected, place=place_of(tokens), code=code))
