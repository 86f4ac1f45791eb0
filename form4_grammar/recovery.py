"""The tokens of a text that a grammar refuses in places, found in one pass over it, however many those are."""

from __future__ import annotations

from copy import copy
from typing import Any

from lark import Lark, Token
from lark.exceptions import GrammarError, UnexpectedInput
from lark.lexer import BasicLexer, LexerState, LineCounter
from lark.utils import TextSlice

from .spans import LINE_END


def accepted_tokens(parser: Lark, text: str) -> list[Token]:
    """The text's tokens as the grammar accepts them all: what it refuses of a line is one token, REFUSED."""
    rehearsal = _Rehearsal(parser, text)
    rehearsal.run()
    return rehearsal.tokens


def lexers(parser: Lark) -> dict[int, BasicLexer]:
    """The lexer of each state of a parser; states that accept the same terminals share one."""
    contextual: Any = parser.parser.lexer  # Lark leaves this without types
    found: dict[int, BasicLexer] = contextual.lexers
    return found


class _Rehearsal:
    """A parse for the sake of its errors: at each line's end the parser's states are kept; from a line that it refuses
    it goes back to the last ones kept, and on with REFUSED instead of the line.

    Where the grammar has no place for that, the line above is refused as well: in the end, a text of refused lines is
    one of strays.

    Attributes:
        tokens: what was accepted so far
    """

    def __init__(self, parser: Lark, text: str) -> None:
        self.tokens: list[Token] = []
        self._text = text
        self._running: Any = parser.parse_interactive()  # Lark leaves most of what is called here without types
        self._state = self._running.parser_state
        self._state.parse_conf = copy(self._state.parse_conf)
        self._state.parse_conf.callbacks = {}  # no trees are built
        self._lexers = lexers(parser)
        self._lexed = LexerState(TextSlice(text, 0, len(text)))
        self._refused: dict[int, int] = {}  # the start of each refused piece of the text, with its end
        # At each line's end: the parser's states, how many tokens were accepted, and the next token's place.
        self._kept: list[tuple[list[int], int, tuple[int, int, int]]] = []
        self._keep()

    def run(self) -> None:
        while True:
            try:
                self._go_on()
                return
            except UnexpectedInput:
                self._go_back()

    def _go_on(self) -> None:
        self._take_refused()
        while self._place.char_pos < len(self._text):
            # The lexer is asked itself: Lark's own loop looks in all other lexers first for what this one refuses.
            token = self._lexers[self._state.position].next_token(self._lexed, self._state)
            self._take(token)
            if "\n" in token or "\r" in token:
                self._keep()
                self._take_refused()
        self._running.feed_eof()

    def _take(self, token: Token) -> None:
        self._running.feed_token(token)
        self.tokens.append(token)

    def _take_refused(self) -> None:
        place = self._place
        end = self._refused.get(place.char_pos)
        if end is not None:
            token = Token("REFUSED", self._text[place.char_pos : end], place.char_pos, place.line, place.column)
            place.feed(token, test_newline=False)
            token.end_line, token.end_column, token.end_pos = place.line, place.column, place.char_pos
            self._take(token)

    def _keep(self) -> None:
        place = self._place
        where = place.char_pos, place.line, place.line_start_pos
        self._kept.append((self._state.state_stack.copy(), len(self.tokens), where))

    def _go_back(self) -> None:
        place = self._place
        while self._kept:
            states, count, (start, line, line_start) = self._kept.pop()
            self._state.state_stack[:] = states
            self._state.value_stack[:] = [None] * (len(states) - 1)
            del self.tokens[count:]
            place.char_pos, place.line, place.line_start_pos = start, line, line_start
            place.column = start - line_start + 1
            found = LINE_END.search(self._text, start)
            end = found.start() if found else len(self._text)
            if start < end and start not in self._refused:
                self._refused[start] = end
                return
        raise GrammarError("the grammar has no place for lines that it refuses: REFUSED, as in form4.lark's stray")

    @property
    def _place(self) -> LineCounter:
        """Where the lexer is in the text."""
        return self._lexed.line_ctr
