"""The boxes of the head and of an owner: what a filer typed beside the form's captions and labels."""

from __future__ import annotations

from functools import cached_property

import attrs
from lark import Token

from ..filing import Relationship
from ..part import Part
from .head_items import TEXT_BOXES


def content_of(box: Part) -> str:
    """The content of a box, without the gap after it."""
    return "".join(leaf for leaf in box.leaves if leaf.type != "_GAP").strip()


@attrs.frozen(eq=False, slots=False)
class Boxes:
    """The boxes of the head, or those of one owner's box 1.

    Attributes:
        path: the place in the filing of the owner in box 1
        whole: all of them
        parts: boxes, texts and labels in the order of the text
        unmarked: rules of tick boxes beside which something stands that is no check mark
        titles: the texts below the boxes of item 5 that can be a title
    """

    path: str
    whole: Part
    parts: tuple[Part, ...]
    unmarked: frozenset[str] = frozenset()
    titles: tuple[Part, ...] = ()

    @cached_property
    def boxes(self) -> tuple[Part, ...]:
        """The boxes and texts, without the labels."""
        return tuple(part for part in self.parts if not part.rule.isupper())

    @cached_property
    def texts(self) -> tuple[Part, ...]:
        """The boxes that hold what a filer typed, or what has no caption."""
        return tuple(part for part in self.parts if part.rule in TEXT_BOXES)

    @cached_property
    def by_rule(self) -> dict[str, Part]:
        """The first box of each rule, and the first label of each terminal."""
        return {part.rule: part for part in reversed(self.parts)}

    def box(self, rule: str) -> Part | None:
        return self.by_rule.get(rule)

    def token(self, rule: str, *terminals: str) -> Token | None:
        """The first token of some terminals in a box; None if there is no such box."""
        box = self.by_rule.get(rule)
        return box.first(*terminals) if box is not None else None

    def all(self, rule: str, *terminals: str) -> list[Token]:
        """The tokens of some terminals in all boxes of a rule."""
        return [token for part in self.boxes if part.rule == rule for token in part.all(*terminals)]

    def tokens(self, rule: str) -> tuple[Token, ...]:
        """The content of a box; nothing if there is no such box."""
        box = self.by_rule.get(rule)
        return box.tokens if box is not None else ()

    def of(self, *rules: str) -> list[Part]:
        """The boxes of some rules."""
        return [part for part in self.boxes if part.rule in rules]

    @cached_property
    def names(self) -> list[Token]:
        """Box 1: the owner's name, and any further text there."""
        return [*self.all("owner_name", "TEXT"), *self.all("name", "NAME")]

    @cached_property
    def streets(self) -> list[Token]:
        return self.all("street", "TEXT")

    @cached_property
    def cities(self) -> list[Token]:
        """City, state and postal code: one text, or a cell for each."""
        return self.all("city", "TEXT", "CITY")

    @cached_property
    def countries(self) -> list[Token]:
        return self.all("country", "TEXT", "COUNTRY")

    @property
    def issuer_name(self) -> Token | None:
        """Box 2: the name before the symbol, or alone."""
        return self.token("issuer", "ISSUER_NAME") or self.token("issuer", "TEXT")

    def title_and_other(self, relationship: Relationship) -> tuple[Token | None, Token | None]:
        """Box 5: the officer's title, and the text of Other; the first text is Other's if only Other is checked."""
        texts = [token for line in self.titles for token in line.all("TEXT")]
        title, other = (*texts, None, None)[:2]
        return (None, title) if relationship.is_other and not relationship.is_officer else (title, other)
