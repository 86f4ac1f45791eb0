"""A light tree: what the rules of a grammar took of a text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs
from lark import Token, Tree

from .findings import Place, place_of


@attrs.frozen(eq=False)
class Part:
    """What one rule of a grammar took of a text.

    Attributes:
        rule: the rule, or what a reader calls tokens that it has put together
        tokens: its own tokens; those of its parts are left out
        parts: what rules below it took
        children: both, in the order of the text
    """

    rule: str
    tokens: tuple[Token, ...]
    parts: tuple[Part, ...] = ()
    children: tuple[Token | Part, ...] = attrs.field(default=attrs.Factory(lambda self: self.tokens, takes_self=True))

    @classmethod
    def of(cls, rule: str, children: Sequence[Token | Part]) -> Part:
        """Make the part of a rule and its children."""
        parts = tuple([child for child in children if type(child) is cls])
        if not parts:
            tokens: tuple[Token, ...] = tuple(children)  # type: ignore[arg-type]
            return cls(rule, tokens, (), tokens)
        return cls(rule, tuple([child for child in children if type(child) is Token]), parts, tuple(children))

    def all(self, *terminals: str) -> list[Token]:
        """Its own tokens of some terminals."""
        return [token for token in self.tokens if token.type in terminals]

    def first(self, *terminals: str) -> Token | None:
        for token in self.tokens:
            if token.type in terminals:
                return token
        return None

    def has(self, *terminals: str) -> bool:
        return self.first(*terminals) is not None

    def parts_of(self, *rules: str) -> list[Part]:
        """Its own parts of some rules."""
        return [part for part in self.parts if part.rule in rules]

    @property
    def leaves(self) -> Iterator[Token]:
        """Its tokens and those of its parts, from left to right."""
        if not self.parts:
            yield from self.tokens
            return
        for child in self.children:
            if isinstance(child, Part):
                yield from child.leaves
            else:
                yield child

    @property
    def text(self) -> str:
        """All of its content."""
        return "".join(self.leaves)

    @property
    def place(self) -> Place | None:
        return place_of(self.leaves)

    @property
    def names(self) -> frozenset[str]:
        """The rules and terminals that occur in it."""
        found: set[str] = set()
        stack = [self]
        while stack:
            part = stack.pop()
            found.add(part.rule)
            found.update([token.type for token in part.tokens])
            stack += part.parts
        return frozenset(found)

    def tree(self) -> Tree[Token]:
        """The same as a tree of Lark's; it shares the tokens."""
        return Tree(self.rule, [child.tree() if isinstance(child, Part) else child for child in self.children])
