"""Explains how a place of a text was read: the rules around it, and the terminals that the lexer tried."""

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


def trace(text: str, tree: Tree[Token], layout: Layout, at: int, form: str | None = None) -> Trace:
    """Explain how the text at an index was read, given the tree that a layout's grammar for a form has read it into.

    Raises ValueError if the index is after the end of the text.
    """
    if at >= len(text):
        raise ValueError("the text ends before this place")
    parser = layout.parser(form=form)
    derivation = derive(text, tree, layout, form=form)
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
    """Return the rules around a place, from the outside in, and the token that covers it."""
    waiting: list[tuple[Step | Token, tuple[str, ...]]] = [(derivation, ())]
    while waiting:
        part, rules = waiting.pop()
        if isinstance(part, Step):
            waiting += [(child, (*rules, part.name)) for child in part.children]
        elif (part.start_pos or 0) <= at < (part.end_pos or 0):
            return rules, part
    raise AssertionError("every character is in a token")


def _begun(parser: Lark, tokens: list[Token]) -> tuple[str, ...]:
    """Return the rules that a parser has begun but not finished after some tokens, from the outside in."""
    analysis = LALR_Analyzer(parser.parser.parser_conf, debug=True)  # without debug, states are plain numbers
    analysis.compute_lalr()  # type: ignore[no-untyped-call]
    state = parser_state(parser, analysis.parse_table)
    for token in tokens:
        state.feed_token(token)
    *stack, top = state.state_stack
    read = [item for item in top if item.index]
    begun = _names(read)
    for items in reversed(stack):
        # Items one part behind those of the state above; for a rule that begins here, also the items that expect it.
        here = [item for item in items for later in read if (item.rule, item.index + 1) == (later.rule, later.index)]
        for item in here:
            if not item.index:
                around = [each for each in items if not each.is_satisfied and each.next == item.rule.origin]
                here += [each for each in around if each not in here]
        begun += _names(here)
        read = [item for item in here if item.index]
    return tuple(reversed(dict.fromkeys(begun)))


def _names(items: Iterable[Any]) -> list[str]:
    """Return the rules of items, without those that Lark generates."""
    return [name for item in items if not (name := str(item.rule.origin.name)).startswith(("__", "$"))]
