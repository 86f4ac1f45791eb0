"""Why a place of a text was read as it was: the rules around it, and what the lexer tried there."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import takewhile
from typing import Any

import attrs
from lark import Lark, Token, Tree
from lark.exceptions import UnexpectedInput
from lark.parsers.lalr_analysis import LALR_Analyzer

from ..grammars import Layout
from ..recovery import lexers
from .derivations import Step, derive, parser_state
from .lexing import Attempt, attempts, taken


@attrs.frozen
class Trace:
    """How a place was read.

    Attributes:
        leaf: the token of the tree that covers the place
        rules: the rules that the leaf stands in, from the outside in, with those that the tree does not show
        at: the place, an index into the text, that the attempts were made at: the leaf's, or that where the parser
            came to an end of a line that it refused
        attempts: the terminals that the lexer tried there, in its order
        taken: the name of the one that it took; None where none matches
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
        tokens: what was read of it
        rules: the rules that were begun where the parser came to an end, from the outside in
    """

    tokens: tuple[Token, ...]
    rules: tuple[str, ...]


def trace(text: str, tree: Tree[Token], layout: Layout, at: int) -> Trace:
    """Why a text that a layout's grammar has read into a tree was read as it was at a place, an index into it.

    Raises ValueError where the text has nothing at the place.
    """
    if at >= len(text):
        raise ValueError("the text has nothing at this place")
    parser = layout.parser()
    derivation = derive(text, tree, layout)
    rules, leaf = _path(derivation, at)
    before = list(takewhile(lambda token: token is not leaf, derivation.tokens()))
    state = parser_state(parser)
    for token in before:
        state.feed_token(token)
    text, place = f"{text}\n", leaf.start_pos or 0  # a last line end may have been supplied
    if leaf.type != "REFUSED":
        lexer = lexers(parser)[state.position]
        return Trace(leaf, rules, place, tuple(attempts(lexer, text, place)), leaf.type, None)
    read: list[Token] = []
    while True:
        lexer, found = lexers(parser)[state.position], None
        try:
            token = taken(lexer, text, place)
            found = token.type
            state.feed_token(token)
        except (UnexpectedInput, EOFError):
            refusal = Refusal(tuple(read), _begun(parser, [*before, *read]))
            return Trace(leaf, rules, place, tuple(attempts(lexer, text, place)), found, refusal)
        read.append(token)
        place = token.end_pos or 0


def _path(derivation: Step, at: int) -> tuple[tuple[str, ...], Token]:
    """The rules that a place stands in, from the outside in, and the token that covers it."""
    waiting: list[tuple[Step | Token, tuple[str, ...]]] = [(derivation, ())]
    while waiting:
        part, rules = waiting.pop()
        if isinstance(part, Step):
            waiting += [(child, (*rules, part.name)) for child in part.children]
        elif (part.start_pos or 0) <= at < (part.end_pos or 0):
            return rules, part
    raise AssertionError("every character is in a token")


def _begun(parser: Lark, tokens: list[Token]) -> tuple[str, ...]:
    """The rules that a parser has begun and not ended behind some tokens, from the outside in."""
    analysis = LALR_Analyzer(parser.parser.parser_conf, debug=True)  # or else states are but numbers
    analysis.compute_lalr()  # type: ignore[no-untyped-call]
    state = parser_state(parser, analysis.parse_table)
    for token in tokens:
        state.feed_token(token)
    *stack, top = state.state_stack
    read = [item for item in top if item.index]
    begun = _names(read)
    for items in reversed(stack):
        # What was read up to the state above, one part less; of rules that begin here, those that they stand in too.
        here = [item for item in items for later in read if (item.rule, item.index + 1) == (later.rule, later.index)]
        for item in here:
            if not item.index:
                around = [each for each in items if not each.is_satisfied and each.next == item.rule.origin]
                here += [each for each in around if each not in here]
        begun += _names(here)
        read = [item for item in here if item.index]
    return tuple(reversed(dict.fromkeys(begun)))


def _names(items: Iterable[Any]) -> list[str]:
    """The rules of items, but those that Lark has made itself."""
    return [name for item in items if not (name := str(item.rule.origin.name)).startswith(("__", "$"))]
