"""Explains how a place of a text was read: the rules around it, and the terminals that the lexer tried."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
from lark import Lark, Token
from lark.exceptions import UnexpectedInput

from ..parse_tables import lexers_of
from .derivations import Step, derive, parser_state
from .lexing import Attempt, after_ignored, attempts, taken
from .refusals import begun


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


def trace(text: str, tokens: Sequence[Token], parser: Lark, at: int, *, is_refused: bool = False) -> Trace:
    """Explain how the text at an index was read, given the tokens that a parser has taken.

    ``is_refused`` is whether the parser stopped after these tokens. Raises ValueError if the index is after the end of
    the text.
    """
    if at >= len(text):
        raise ValueError("the text ends before this place")
    number = next((i for i, token in enumerate(tokens) if (token.end_pos or 0) > at), len(tokens))
    before = tokens[:number]
    state = parser_state(parser)
    for token in before:
        state.feed_token(token)
    text = f"{text}\n"  # a last line end may have been supplied
    if number == len(tokens) or at < (tokens[number].start_pos or 0):
        return _untaken(text, before, parser, state.position, at, is_refused=is_refused and number == len(tokens))
    leaf = tokens[number]
    rules = begun(parser, tokens[: number + 1]).names if is_refused else _path(derive(tokens, parser), leaf)
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


def _path(derivation: Step, leaf: Token) -> tuple[str, ...]:
    """Return the rules around a token, from the outside in."""
    waiting: list[tuple[Step | Token, tuple[str, ...]]] = [(derivation, ())]
    while waiting:
        part, rules = waiting.pop()
        if isinstance(part, Step):
            waiting += [(child, (*rules, part.name)) for child in part.children]
        elif part is leaf:
            return rules
    raise AssertionError("every token is in the derivation")
