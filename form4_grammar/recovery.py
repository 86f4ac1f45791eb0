"""Which lines a grammar refuses, found in one pass over the text, however many they are."""

from __future__ import annotations

from copy import copy
from typing import Any

from lark import Lark, Token
from lark.exceptions import GrammarError, UnexpectedInput
from lark.lexer import LineCounter

from .spans import LINE_END

REFUSED = "\0"  # what grammar/form4.lark calls REFUSED


def mask_refused_lines(parser: Lark, text: str) -> str:
    """The text with the lines, or ends of lines, masked that the grammar refuses; at least one is."""
    rehearsal = _Rehearsal(parser, text)
    rehearsal.run()
    parts, done = [], 0
    for start, end in sorted(rehearsal.masks.items()):
        parts += [text[done:start], REFUSED * (end - max(start, done))]
        done = max(done, end)
    return "".join([*parts, text[done:]])


class _Rehearsal:
    """A parse for the sake of its errors: at each line's end the parser's states are kept; from a line that it refuses
    it goes back to the last ones kept, and on with a mask instead of the line.

    Where the grammar has no place for a mask, the line above is masked as well: in the end, a text of masked lines is
    one of strays.

    Attributes:
        masks: the start of each masked piece of the text, with its end
    """

    def __init__(self, parser: Lark, text: str) -> None:
        self._text = text
        self._running: Any = parser.parse_interactive(text)  # Lark leaves most of what is called here without types
        self._state = self._running.parser_state
        self._state.parse_conf = copy(self._state.parse_conf)
        self._state.parse_conf.callbacks = {}  # no trees are built
        self._kept: list[tuple[list[int], int]] = []  # the states, and the place in the text
        self.masks: dict[int, int] = {}
        self._keep()

    def run(self) -> None:
        while True:
            try:
                self._go_on()
                return
            except UnexpectedInput:
                self._go_back()

    def _go_on(self) -> None:
        self._take_mask()
        for token in self._running.lexer_thread.lex(self._state):
            self._running.feed_token(token)
            if "\n" in token or "\r" in token:
                self._keep()
                self._take_mask()
        self._running.feed_eof()

    def _take_mask(self) -> None:
        place = self._place()
        end = self.masks.get(place.char_pos)
        if end is not None:
            self._running.feed_token(Token("REFUSED", self._text[place.char_pos : end]))
            place.char_pos = end

    def _keep(self) -> None:
        self._kept.append((self._state.state_stack.copy(), self._place().char_pos))

    def _go_back(self) -> None:
        while self._kept:
            states, start = self._kept.pop()
            self._state.state_stack[:] = states
            self._state.value_stack[:] = [None] * (len(states) - 1)
            self._place().char_pos = start
            found = LINE_END.search(self._text, start)
            end = found.start() if found else len(self._text)
            if start < end and start not in self.masks:
                self.masks[start] = end
                return
        raise GrammarError("the grammar has no place for lines that it refuses: REFUSED, as in form4.lark's stray")

    def _place(self) -> LineCounter:
        """Where the lexer is in the text."""
        place: LineCounter = self._running.lexer_thread.state.line_ctr
        return place
