"""Finds the tokens of a text that a grammar refuses in places, in one pass, however many places there are."""

from __future__ import annotations

from copy import copy
from typing import Any

from lark import Lark, Token
from lark.exceptions import GrammarError, UnexpectedInput
from lark.lexer import BasicLexer, LexerState, LineCounter
from lark.utils import TextSlice

from .spans import LINE_END


def accepted_tokens(parser: Lark, text: str) -> list[Token]:
    """Return tokens that the grammar accepts; the part of a line that it refuses becomes one token, REFUSED."""
    rehearsal = _Rehearsal(parser, text)
    rehearsal.run()
    return rehearsal.tokens


def lexers(parser: Lark) -> dict[int, BasicLexer]:
    """Return the lexer of each state of a parser. States that accept the same terminals share one."""
    lexer: Any = parser.parser.lexer  # Lark has no types for this
    lexer = getattr(lexer, "lexer", lexer)  # before a postlex
    if isinstance(lexer, BasicLexer):
        table: Any = parser.parser.parser
        return dict.fromkeys(table.parser.parse_table.states, lexer)
    found: dict[int, BasicLexer] = lexer.lexers
    return found


class _Rehearsal:
    """A dry run of the parser that finds the refused lines.

    It saves the parser's states at the end of each line. When the parser refuses a line, the dry run goes back to the
    last saved states and continues with REFUSED in place of the line. If the grammar does not accept that either, it
    refuses the line above too. In the worst case, all lines end up as strays.

    Attributes:
        tokens: the tokens accepted so far
    """

    def __init__(self, parser: Lark, text: str) -> None:
        self.tokens: list[Token] = []
        self._text = text
        self._running: Any = parser.parse_interactive()  # Lark has no types for most of what is called here
        self._state = self._running.parser_state
        self._state.parse_conf = copy(self._state.parse_conf)
        self._state.parse_conf.callbacks = {}  # build no trees
        self._lexers = lexers(parser)
        self._lexed = LexerState(TextSlice(text, 0, len(text)))
        self._refused: dict[int, int] = {}  # start and end of each refused piece of the text
        # At the end of each line: the parser's states, the number of accepted tokens, and the place of the next one.
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
            # Call the lexer directly: when it refuses a character, Lark's own loop would first try all other lexers.
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
        raise GrammarError("the grammar must accept REFUSED in place of a refused line, as stray in form4.lark does")

    @property
    def _place(self) -> LineCounter:
        """The position of the lexer in the text."""
        return self._lexed.line_ctr
