"""How a grammar derives a text: every rule that was applied, including those that trees do not show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

import attrs
from lark import Lark, Token
from lark.grammar import Rule
from lark.parsers.lalr_parser_state import ParseConf, ParserState


@attrs.frozen(eq=False)
class Step:
    """A rule that was applied.

    Attributes:
        name: the rule's name; a template's with its arguments: "stray{TABLE_1}"
        parts: the names of the rules and terminals in it, in order
        children: the step or token of each part
    """

    name: str
    parts: list[str]
    children: list[Step | Token]

    def steps(self) -> Iterator[Step]:
        """The step and all below it."""
        return (part for part in self._parts() if isinstance(part, Step))

    def tokens(self) -> Iterator[Token]:
        """Yield the tokens below the step, in the order of the text."""
        return (part for part in self._parts() if isinstance(part, Token))

    def _parts(self) -> Iterator[Step | Token]:
        waiting: list[Step | Token] = [self]
        while waiting:
            part = waiting.pop()
            yield part
            if isinstance(part, Step):
                waiting += reversed(part.children)


def derive(tokens: Iterable[Token], parser: Lark) -> Step:
    """Return the derivation of a text, given the tokens that a parser has taken."""
    state = parser_state(parser)
    for token in tokens:
        state.feed_token(token)
    derivation: Step = state.feed_token(Token("$END", ""), is_end=True)
    return derivation


def parser_state(parser: Lark, parse_table: Any = None) -> Any:
    """Return Lark's automaton before the first token, with callbacks that build a Step for each rule."""
    inner: Any = parser.parser.parser.parser  # Lark has no types for this
    steps: Any = {rule: partial(_step, rule) for rule in parser.rules}
    lexer: Any = None  # the caller feeds tokens
    return ParserState(ParseConf(parse_table or inner.parse_table, steps, parser.parser.parser_conf.start[0]), lexer)


# Lark turns a repetition into a separate rule, whose name begins with two underscores.
Repetition = list[tuple[str, Step | Token]]


def _step(rule: Rule, children: list[Step | Token | Repetition]) -> Step | Repetition:
    parts: Repetition = []
    for symbol, child in zip(rule.expansion, children, strict=True):
        if not isinstance(child, list):
            parts.append((symbol.name, child))
        elif parts:
            parts += child
        else:
            parts = child  # reused, not copied, so that a repetition of n parts takes linear time
    name = str(rule.origin.name)
    if name.startswith("__"):
        return parts
    return Step(name, [part for part, _ in parts], [child for _, child in parts])
