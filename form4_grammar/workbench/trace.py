"""Explains how a place of a text was read: the rules around it, and the terminals that the lexer tried."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate
from typing import Any

import attrs
from lark import Lark, Token
from lark.exceptions import UnexpectedInput

from ..parse_tables import lexers_of
from .derivations import Step, derive, parser_state
from .lexing import Attempt, after_ignored, attempts, taken
from .refusals import begun, copy_of


@attrs.frozen
class Trace:
    """How a place was read.

    Attributes:
        leaf: the token of the tree that covers the place
        rules: the rules around the leaf, from the outside in, including those that the tree does not show
        at: the index in the text of the attempts: the start of the leaf, or where the parser stopped in a line that it
            refused
        attempts: the terminals that the lexer tried there, in its order
        taken: the name of the terminal that it took; None if none matches
        refusal: how far the line was read, if it was refused
    """

    leaf: Token
    rules: tuple[str, ...]
    at: int
    attempts: tuple[Attempt, ...]
    taken: str | None
    refusal: Refusal | None


@attrs.frozen
class Refusal:
    """How far a line was read that the grammar refuses.

    Attributes:
        tokens: the tokens that were read
        rules: the rules that were open where the parser stopped, from the outside in
    """

    tokens: tuple[Token, ...]
    rules: tuple[str, ...]


class Tracer:
    """Explains places of one text; what they have in common is worked out once."""

    def __init__(self, text: str, tokens: Sequence[Token], parser: Lark, *, is_refused: bool = False) -> None:
        """Take a text and the tokens that a parser has taken; ``is_refused`` is whether it stopped after them."""
        self._text = f"{text}\n"  # a last line end may have been supplied
        self._length = len(text)
        self._tokens = tokens
        self._parser = parser
        self._is_refused = is_refused
        # A postlex may have made tokens without a place, so an end counts only beyond those before it.
        self._ends = list(accumulate((token.end_pos or 0 for token in tokens), max))
        self._state, self._count = parser_state(parser), 0  # the state after so many tokens

    def trace(self, at: int) -> Trace:
        """Explain how the text at an index was read. Raises ValueError if it is after the end of the text."""
        if at >= self._length:
            raise ValueError("the text ends before this place")
        text, tokens, parser = self._text, self._tokens, self._parser
        number = bisect_right(self._ends, at)
        state, before = self._state_after(number), tokens[:number]
        if number == len(tokens) or at < (tokens[number].start_pos or 0):
            is_refused = self._is_refused and number == len(tokens)
            return _untaken(text, before, parser, state.position, at, is_refused=is_refused)
        leaf = tokens[number]
        rules = begun(parser, tokens[: number + 1]).names if self._is_refused else self._rules_around(leaf)
        place = leaf.start_pos or 0
        if leaf.type != "REFUSED":
            lexer = lexers_of(parser)[state.position]
            return Trace(leaf, rules, place, tuple(attempts(lexer, text, place)), leaf.type, None)
        read: list[Token] = []
        while True:
            lexer, found = lexers_of(parser)[state.position], None
            place = after_ignored(lexer, text, place)
            try:
                token = taken(lexer, text, place)
                found = token.type
                state.feed_token(token)
            except (UnexpectedInput, EOFError):
                refusal = Refusal(tuple(read), begun(parser, [*before, *read]).names)
                return Trace(leaf, rules, place, tuple(attempts(lexer, text, place)), found, refusal)
            read.append(token)
            place = token.end_pos or 0

    def _state_after(self, number: int) -> Any:
        """A state after so many tokens that can go on alone; places in the order of the text take the least time."""
        if number < self._count:
            self._state, self._count = parser_state(self._parser), 0
        for token in self._tokens[self._count : number]:
            self._state.feed_token(token)
        self._count = number
        return copy_of(self._state)

    def _rules_around(self, leaf: Token) -> tuple[str, ...]:
        """The rules around a token, from the outside in."""
        rules: list[str] = []
        step = self._steps_above.get(id(leaf))
        while step is not None:
            rules.append(step.name)
            step = self._steps_above.get(id(step))
        return tuple(reversed(rules))

    @cached_property
    def _steps_above(self) -> dict[int, Step]:
        """The step above each step and each token of the derivation, by its id."""
        derivation = derive(self._tokens, self._parser)
        return {id(child): step for step in derivation.steps() for child in step.children}


def _untaken(text: str, before: Sequence[Token], parser: Lark, state: int, at: int, *, is_refused: bool) -> Trace:
    """Explain a place that is in no token: it was ignored, or the parser stopped before it."""
    lexer, end = lexers_of(parser)[state], before[-1].end_pos or 0 if before else 0
    rules = begun(parser, before).names
    while True:
        tried = tuple(attempts(lexer, text, end))
        found = next((each for each in tried if each.text is not None), None)
        if found is None or found.terminal.name not in lexer.ignore_types:
            break
        stop = end + len(found.text or "")
        if at < stop:
            leaf = Token(found.terminal.name, found.text or "", start_pos=end, end_pos=stop)
            return Trace(leaf, rules, end, tried, leaf.type, None)
        end = stop
    stop = text.find("\n", end)
    leaf = Token("UNREAD", text[end:stop], start_pos=end, end_pos=stop)
    refusal = Refusal((), rules) if is_refused else None
    return Trace(leaf, rules, end, tried, found.terminal.name if found else None, refusal)
