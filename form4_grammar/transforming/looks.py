"""What a text has the looks of, by grammar/looks.lark: the parts of the form that one in a wrong place may be."""

from __future__ import annotations

from functools import lru_cache

import attrs

from ..grammars import looks_pattern

LONGEST = 500  # characters that are looked at; what stands in a box is no longer
# The fewest separators of a row of Table I or II, and of one of "Reporting Owners".
OF_A_ROW, OF_AN_OWNER = 8, 4
# What a terminal says that a text may be, and the fields that it held then.
PARTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "ROW": ("a row of Table I or II", ("non_derivative", "derivative")),
    "OWNER": ("an owner's row", ("reporting_owners",)),
    "BOX_1": ("box 1", ("reporting_owners",)),
    "NOTE": ("a footnote", ("footnotes", "remarks")),
    "REMARKS": ("the remarks", ("remarks",)),
    "SIGNATURE": ("a signature", ("signatures",)),
    "SYMBOL": ("a trading symbol", ("issuer",)),
    "FOREIGN_SYMBOL": ("item 2a", ("issuer.foreign_trading_symbol",)),
    "EXIT_BOX": ("the exit box", ("not_subject_to_section_16",)),
    "PLAN_BOX": ("the box of Rule 10b5-1(c)", ("aff_10b5_one",)),
}
OF_AN_ADDRESS = frozenset({"CARE_OF", "STREET"})
OF_THE_FORM = frozenset({"REMARKS", "BOX_1", "EXIT_BOX", "PLAN_BOX", "FOREIGN_SYMBOL", "PRINTED"})


@attrs.frozen
class Looks:
    """What a text has the looks of.

    Attributes:
        kinds: terminals of grammar/looks.lark, and ROW or OWNER by the number of separators
    """

    kinds: frozenset[str]

    @property
    def parts(self) -> str:
        """In words: "box 1 or a footnote"; blank for none."""
        return " or ".join(words for kind, (words, _) in PARTS.items() if kind in self.kinds)

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that the text may have held."""
        return tuple(dict.fromkeys(field for kind in PARTS if kind in self.kinds for field in PARTS[kind][1]))

    @property
    def begin_an_address(self) -> bool:
        """Whether the text begins as a street does, or another line between a name and its city."""
        return not OF_AN_ADDRESS.isdisjoint(self.kinds)

    @property
    def are_printed(self) -> bool:
        """Whether the text has words that the form prints, and no filer types."""
        return not OF_THE_FORM.isdisjoint(self.kinds)


def looks_of(text: str, *, of_rows: bool = True) -> Looks:
    """The looks of a text, of which no more than the first 500 characters are looked at; those of a row by choice."""
    return _looks_of(text[:LONGEST], of_rows)


@lru_cache(maxsize=4096)  # of titles and natures there are many alike
def _looks_of(text: str, of_rows: bool) -> Looks:
    found = [match.lastgroup or "" for match in looks_pattern().finditer(text)]
    looks = Looks(frozenset(found) - {"SEPARATOR"})
    if "PRINTED" in looks.kinds:  # an item's number is no note's
        looks = Looks(looks.kinds - {"NOTE"})
    separators = found.count("SEPARATOR")
    if of_rows and separators >= OF_AN_OWNER:
        looks = Looks(looks.kinds | {"ROW" if separators >= OF_A_ROW else "OWNER"})
    return looks
