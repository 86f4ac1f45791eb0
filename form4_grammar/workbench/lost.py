"""Finds terminals that always lose to others, with a text that proves it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import attrs
from lark import Lark
from lark.lexer import BasicLexer, PatternStr, TerminalDef

from ..parse_tables import lexers_of
from .lexing import Takers
from .samples import samples

BEHIND = ("", "\n", " ", "x", "1", ";")  # what may follow a text
# Texts that many expressions match in more places than their simplest ones, which may be words of the grammar.
COMMON = (
    "zq",
    "Zq",
    "Zq_7",
    "zq-7.x",
    "7",
    "70.25",
    "-7",
    "7e7",
    "0x7f",
    '"zq"',
    "'zq'",
    "zq: 7, (8)",
    "#zq",
    "//zq",
    "é",
)


@attrs.frozen
class Loss:
    """A terminal that no lexer has taken.

    Attributes:
        terminal: the terminal
        text: a text that it matches
        winner: what is taken instead
        tried: how many texts were tried
    """

    terminal: TerminalDef
    text: str
    winner: TerminalDef
    tried: int


def lost(parser: Lark) -> Iterator[Loss]:
    """Yield the terminals that lose all texts tried, in each lexer that tries them."""
    takers = Takers(parser)
    lexers: dict[str, list[BasicLexer]] = {}
    for lexer in dict.fromkeys(lexers_of(parser).values()):
        for terminal in lexer.terminals:
            lexers.setdefault(terminal.name, []).append(lexer)
    for terminal in parser.terminals:
        texts = _texts(terminal)
        found: Loss | None = None
        for lexer in lexers.get(terminal.name, ()):
            for text, behind in texts:
                winner = takers.first(lexer, text + behind)
                if winner is None or winner[0].name == terminal.name:
                    break
                found = found or Loss(terminal, text, winner[0], len({text for text, _ in texts}))
            else:
                continue
            break
        else:
            if found:
                yield found


def _texts(terminal: TerminalDef) -> list[tuple[str, str]]:
    if isinstance(terminal.pattern, PatternStr):
        return [(terminal.pattern.value, behind) for behind in BEHIND]
    pattern = terminal.pattern.to_regexp()
    compiled = re.compile(pattern)
    found = [*samples(pattern), *((text, "") for text in COMMON if compiled.fullmatch(text))]
    ends = ((text, after) for text, behind in found for after in dict.fromkeys((behind, *BEHIND)))
    return [(text, after) for text, after in ends if (match := compiled.match(text + after)) and match[0] == text]
