"""What Lark's contextual lexer does at a place: which token it takes, which terminals it tries, and why one wins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import attrs
from lark import Lark, Token
from lark.lexer import BasicLexer, LexerState, PatternStr, TerminalDef
from lark.utils import TextSlice


@attrs.frozen
class Attempt:
    """A terminal that a lexer tries at a place.

    Attributes:
        terminal: the terminal
        text: what it matches there; None if it does not match
    """

    terminal: TerminalDef
    text: str | None


@lru_cache(maxsize=16)
def whole_lexer(parser: Lark) -> Any:
    """A lexer that tries all terminals, in the order of Lark's."""
    lexer: Any = parser.parser.lexer
    lexer = getattr(lexer, "lexer", lexer)
    return getattr(lexer, "root_lexer", lexer)


def taken(lexer: BasicLexer, text: str, place: int = 0) -> Token:
    """Return the token that a lexer takes at a place; raise lark.exceptions.UnexpectedCharacters if none matches."""
    return lexer.next_token(LexerState(TextSlice(text, place, len(text))))


class Takers:
    """Tells which terminal the lexers of a parser take at the beginning of a text, one that they ignore included.

    They do the same as ``taken``, which builds an expression of all terminals for each lexer.
    """

    def __init__(self, parser: Lark) -> None:
        lexer = whole_lexer(parser)
        self._expressions = [
            (each, re.compile(each.pattern.to_regexp(), lexer.g_regex_flags)) for each in lexer.terminals
        ]
        self._names: dict[BasicLexer, set[str]] = {}
        self._matching: dict[str, list[tuple[TerminalDef, str]]] = {}

    def first(self, lexer: BasicLexer, text: str) -> tuple[TerminalDef, str] | None:
        """Return the terminal and what it takes; None if there is none."""
        if text not in self._matching:  # in the order of all lexers
            tried = ((terminal, compiled.match(text)) for terminal, compiled in self._expressions)
            self._matching[text] = [(terminal, found[0]) for terminal, found in tried if found]
        if lexer not in self._names:
            self._names[lexer] = {terminal.name for terminal in lexer.terminals}
        names = self._names[lexer]
        here = [each for each in self._matching[text] if each[0].name in names]
        if here and not isinstance(here[0][0].pattern, PatternStr):
            for other in here[1:]:
                if self._is_keyword(other, here[0]):
                    return other
        return here[0] if here else None

    def _is_keyword(self, one: tuple[TerminalDef, str], winner: tuple[TerminalDef, str]) -> bool:
        """Return whether the winner has matched a string of the same priority, for which Lark takes it then."""
        (word, found), (terminal, taken) = one, winner
        if not isinstance(word.pattern, PatternStr) or word.priority != terminal.priority or found != taken:
            return False
        value = word.pattern.value
        compiled = next(each for known, each in self._expressions if known is terminal)
        return found == value or compiled.fullmatch(value) is not None


def attempts(lexer: BasicLexer, text: str, place: int = 0) -> Iterator[Attempt]:
    """Yield the terminals that a lexer tries at a place, in its order."""
    for terminal in lexer.terminals:
        found = re.compile(terminal.pattern.to_regexp()).match(text, place)
        yield Attempt(terminal, found[0] if found else None)


def after_ignored(lexer: BasicLexer, text: str, place: int) -> int:
    """Return the place after what a lexer ignores at a place."""
    while lexer.ignore_types:
        first = next((each for each in attempts(lexer, text, place) if each.text), None)
        if first is None or first.terminal.name not in lexer.ignore_types:
            break
        place += len(first.text or "")
    return place


def why_before(winner: TerminalDef, other: TerminalDef) -> str:
    """Explain why a terminal wins over another that would also match: "its priority is lower: -10 after 10"."""
    if winner.priority != other.priority:
        return f"its priority is lower: {other.priority} after {winner.priority}"
    if winner.pattern.type == "str" and other.pattern.type == "re":
        return f"{winner.name} has the same priority and is a string"
    if winner.pattern.max_width != other.pattern.max_width:
        return f"{winner.name} has the same priority and can match more text"
    if len(winner.pattern.value) != len(other.pattern.value):
        return f"{winner.name} has the same priority and maximum length, and the longer expression"
    return f"{winner.name} comes first by name, and they do not differ otherwise"
