"""Which part of the form a text looks like, by the terminals of grammar/looks.lark."""

from __future__ import annotations

import re
from functools import cache, cached_property, lru_cache

import attrs

from ..grammars import looks_pattern
from ..typography import plain

LONGEST = 500  # characters that are searched; the content of a box is no longer
# The fewest separators of a row of Table I or II, and of one of "Reporting Owners".
ROW_SEPARATORS, OWNER_SEPARATORS = 8, 4
# For each kind of text: the part of the form, and the fields that it holds.
_PARTS_OF_ONE_LINE: dict[str, tuple[str, tuple[str, ...]]] = {
    "ROW": ("a row of Table I or II", ("non_derivative", "derivative")),
    "OWNER": ("an owner's row", ("reporting_owners",)),
    "BOX_1": ("box 1", ("reporting_owners",)),
    "NOTE": ("a footnote", ("footnotes", "remarks")),
    "REMARKS": ("the remarks", ("remarks",)),
    "SIGNATURE": ("a signature", ("signatures",)),
    "SYMBOL": ("a trading symbol", ("issuer",)),
    "FOREIGN_SYMBOL": ("the foreign trading symbol", ("issuer.foreign_trading_symbol",)),
    "EXIT_BOX": ("the exit box", ("not_subject_to_section_16",)),
    "FORM_5_BOX": ("a box of Form 5", ("form3_holdings_reported", "form4_transactions_reported")),
    "PLAN_BOX": ("the box of Rule 10b5-1(c)", ("aff_10b5_one",)),
}
ALL_FIELDS = tuple(dict.fromkeys(field for _, fields in _PARTS_OF_ONE_LINE.values() for field in fields))
PARTS = _PARTS_OF_ONE_LINE | {
    "FORM_TITLE": ("the title of another filing", ("form_type", "period_of_report", "no_securities_owned", *ALL_FIELDS))
}
ADDRESS = frozenset({"CARE_OF", "STREET"})
PRINTED = frozenset(
    {"FORM_TITLE", "REMARKS", "BOX_1", "EXIT_BOX", "FORM_5_BOX", "PLAN_BOX", "FOREIGN_SYMBOL", "ITEM", "PRINTED"}
)


@attrs.frozen(slots=False)
class Likeness:
    """What a text looks like.

    Attributes:
        kinds: terminals of grammar/looks.lark, and ROW or OWNER by the number of separators
    """

    kinds: frozenset[str]

    @cached_property
    def words(self) -> str:
        """The parts of the form that it looks like: "box 1 or a footnote"; blank if there are none."""
        return " or ".join(words for kind, (words, _) in PARTS.items() if kind in self.kinds)

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """The fields that the text may belong to."""
        return tuple(dict.fromkeys(field for kind in PARTS if kind in self.kinds for field in PARTS[kind][1]))

    @property
    def begins_an_address(self) -> bool:
        """Whether the text begins like a street, or like another line between a name and its city."""
        return not ADDRESS.isdisjoint(self.kinds)

    @cached_property
    def is_row_alone(self) -> bool:
        """Whether the number of its separators is all that makes it look like a part of the form."""
        return bool(self.kinds) and self.kinds <= {"ROW", "OWNER"}

    @cached_property
    def is_printed(self) -> bool:
        """Whether the text has words that the form prints and no filer types."""
        return not PRINTED.isdisjoint(self.kinds)


def classify(text: str, *, as_row: bool = True) -> Likeness:
    """What the first 500 characters of a text look like; ``as_row`` counts its separators, too."""
    return _classify(plain(text[:LONGEST]), as_row)


NOTHING = Likeness(frozenset())


@cache
def _any_kind() -> re.Pattern[str]:
    """The same terminals without their names: most texts have none of them, which is found faster so."""
    return re.compile(re.sub(r"\(\?P<\w+>", "(?:", looks_pattern().pattern))


@lru_cache(maxsize=4096)  # many titles and natures are alike
def _classify(text: str, as_row: bool) -> Likeness:
    if not _any_kind().search(text):
        return NOTHING
    found = [match.lastgroup or "" for match in looks_pattern().finditer(text)]
    kinds = frozenset(found) - {"SEPARATOR"}
    if not kinds.isdisjoint({"ITEM", "PRINTED"}):  # the number before it is an item's, not a footnote's
        kinds -= {"NOTE"}
    separators = found.count("SEPARATOR")
    if as_row and separators >= OWNER_SEPARATORS:
        kinds |= {"ROW" if separators >= ROW_SEPARATORS else "OWNER"}
    return Likeness(kinds)
