"""What Lark's contextual lexer does at a place: what it takes, which terminals it tries, and why one wins."""

from __future__ import annotations

import re
from collections.abc import Iterator

import attrs
from lark import Token
from lark.lexer import BasicLexer, LexerState, TerminalDef
from lark.utils import TextSlice


@attrs.frozen
class Attempt:
    """A terminal that a lexer tries at a place.

    Attributes:
        terminal: the terminal
        text: what it matches there; None for nothing
    """

    terminal: TerminalDef
    text: str | None


def taken(lexer: BasicLexer, text: str, place: int = 0) -> Token:
    """The token that a lexer takes at a place; raises lark.exceptions.UnexpectedCharacters where none matches."""
    return lexer.next_token(LexerState(TextSlice(text, place, len(text))))


def attempts(lexer: BasicLexer, text: str, place: int = 0) -> Iterator[Attempt]:
    """The terminals that a lexer tries at a place, in its order."""
    for terminal in lexer.terminals:
        found = re.compile(terminal.pattern.to_regexp()).match(text, place)
        yield Attempt(terminal, found[0] if found else None)


def why_before(winner: TerminalDef, other: TerminalDef) -> str:
    """Why a terminal is taken where another would match as well: "its priority is lower: -10 after 10"."""
    if winner.priority != other.priority:
        return f"its priority is lower: {other.priority} after {winner.priority}"
    if winner.pattern.type == "str" and other.pattern.type == "re":
        return f"{winner.name} is a string, and of the same priority"
    if winner.pattern.max_width != other.pattern.max_width:
        return f"{winner.name} may be longer, and is of the same priority"
    if len(winner.pattern.value) != len(other.pattern.value):
        return f"{winner.name} may be as long, has the longer expression, and is of the same priority"
    return f"{winner.name} comes first by name, and is alike in all else"
