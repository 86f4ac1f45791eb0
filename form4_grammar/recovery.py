"""Finds the tokens of a text that a grammar refuses in places, in one pass, however many places there are."""

from __future__ import annotations

from lark.exceptions import GrammarError

from .automaton import END, REFUSED, Automaton, RefusedError
from .spans import LINE_END

Taken = tuple[str, int, int]  # a terminal, its start and its end


class NoPlaceError(GrammarError):
    """A grammar refuses a text and has no place for what it refuses."""


def accepted(automaton: Automaton, text: str, start: str) -> list[Taken]:
    """Return terminals that the grammar accepts; the part of a line that it refuses becomes one of them, REFUSED.

    Raises NoPlaceError if the grammar has no place for a refused line.
    """
    rehearsal = _Rehearsal(automaton, text, start)
    rehearsal.run()
    return rehearsal.taken


class _Rehearsal:
    """A dry run of the parser that finds the refused lines.

    It saves the parser's states at the end of each line. When the parser refuses a line, the dry run goes back to the
    last saved states and continues with REFUSED in place of the line. If the grammar does not accept that either, it
    refuses the line above too. In the worst case, all lines end up as strays.

    Attributes:
        taken: the terminals accepted so far
    """

    def __init__(self, automaton: Automaton, text: str, start: str) -> None:
        self.taken: list[Taken] = []
        self._automaton = automaton
        self._text = text
        self._start = start
        self._states = [automaton.tables.starts[start][0]]
        self._place = 0
        self._refused: dict[int, int] = {}  # start and end of each refused piece of the text
        # At the end of each line: the parser's states, the number of accepted terminals, and the place of the next.
        self._kept: list[tuple[list[int], int, int]] = []
        self._keep()

    def run(self) -> None:
        while True:
            try:
                self._go_on()
                return
            except RefusedError:
                self._go_back()

    def _go_on(self) -> None:
        self._take_refused()
        while self._place < len(self._text):
            name, end = self._automaton.next_token(self._states[-1], self._text, self._place)
            start, self._place = self._place, end
            if name is None:
                continue
            self._take(name, start)
            if LINE_END.search(self._text, start, end):
                self._keep()
                self._take_refused()
        if not self._automaton.follow(self._states, END, self._start):
            raise RefusedError(self._place)

    def _take(self, name: str, start: int) -> None:
        """Take the terminal between a place and the present one."""
        if not self._automaton.follow(self._states, name, self._start):
            raise RefusedError(start)
        self.taken.append((name, start, self._place))

    def _take_refused(self) -> None:
        end = self._refused.get(self._place)
        if end is not None:
            start, self._place = self._place, end
            self._take(REFUSED, start)

    def _keep(self) -> None:
        self._kept.append((self._states.copy(), len(self.taken), self._place))

    def _go_back(self) -> None:
        while self._kept:
            self._states, count, start = self._kept.pop()
            del self.taken[count:]
            self._place = start
            found = LINE_END.search(self._text, start)
            end = found.start() if found else len(self._text)
            if start < end and start not in self._refused:
                self._refused[start] = end
                return
        raise NoPlaceError(
            "the grammar must accept REFUSED in place of a refused line, as stray in section16.lark does"
        )
