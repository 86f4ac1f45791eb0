"""The loop of an LALR parser over the tables of a grammar: the same tokens and trees as Lark's own, in half the time.

What holds, and is tested against Lark on every fixture:

- The lexer of a state takes the first of its terminals that matches, in Lark's order.
- There is a value for each state of the stack but the first.
- A rule whose name begins with "_" leaves the list of its children, which the rule around it takes in.
- A list is taken in once, so it may be extended in place: a list of n rows is built in n steps.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from lark import Token

from .parse_tables import Kept, ParseTables, RuleTable
from .part import Part

END = "$END"
REFUSED = "REFUSED"
NONE: Mapping[int, int] = {}
# A lexer tries its terminals one by one until it has been asked more than so often. They are quicker as one expression,
# which takes long to compile; and most lexers are asked a few times in a text.
FEW = 24

Match = Callable[[str, int], "re.Match[str] | None"]
EndRule = Callable[[list[Any]], None]


class RefusedError(Exception):
    """A grammar does not accept a text.

    Attributes:
        place: where the token stands that does not fit, or the text that is no token
    """

    def __init__(self, place: int) -> None:
        super().__init__(place)
        self.place = place


class Automaton:
    """Parses texts by the tables of a grammar.

    Attributes:
        tables: what Lark has made of the grammar
    """

    def __init__(self, tables: ParseTables) -> None:
        self.tables = tables
        self._rules = [(rule[0], rule[1], _end_of(rule)) for rule in tables.rules]
        self._matches: list[Match] = [self._asked_rarely(number) for number in range(len(tables.lexers))]
        self._alone: dict[str, Match] = {}
        self._keywords = {
            (number, name): self._compiled(keywords)
            for number, (_, by_terminal) in enumerate(tables.lexers)
            for name, keywords in by_terminal.items()
        }
        # The terminals that may be left out or turn out to be another one.
        self._special = frozenset(tables.ignored).union(name for _, name in self._keywords)

    def parse(self, text: str, start: str, shown: str | None = None, refused: Mapping[int, int] = NONE) -> Any:
        """Return what a start rule makes of a text: a Part, or the only child of a rule that is left out.

        The tokens are cut from ``shown``, a text of the same length or a little shorter. ``refused`` has start and end
        of what becomes a REFUSED. Raises RefusedError if the grammar does not accept the text.
        """
        shown = text if shown is None else shown
        states, rules, matches, special = self.tables.states, self._rules, self._matches, self._special
        state, last_state = self.tables.starts[start]
        stack: list[int] = [state]
        values: list[Any] = []
        place, length = 0, len(text)
        token: Token | None
        try:
            while True:
                lexer, actions, _ = states[state]
                if place == length:
                    name, token = END, None
                else:
                    if refused and place in refused:
                        name, end = REFUSED, refused[place]
                    else:
                        found = matches[lexer](text, place)
                        if found is None:
                            raise RefusedError(place)
                        name, end = found.lastgroup or "", found.end()
                        if name in special:
                            name = self._meant(lexer, name, found[0])
                            if name in self.tables.ignored:
                                place = end
                                continue
                    # As Token(name, …) would do it, in a quarter of its time.
                    value = shown[place:end]
                    token = str.__new__(Token, value)
                    token.type, token.value, token.start_pos, token.end_pos = name, value, place, end
                    token.line = token.column = token.end_line = token.end_column = None
                action = actions[name]
                while action < 0:
                    size, symbol, end_rule = rules[~action]
                    if size:
                        del stack[-size:]
                    if end_rule is not None:
                        end_rule(values)
                    state = states[stack[-1]][2][symbol]
                    stack.append(state)
                    if token is None and state == last_state:
                        return values[-1]
                    action = states[state][1][name]
                stack.append(action)
                values.append(token)
                state, place = action, end
        except KeyError:
            raise RefusedError(place) from None

    def next_token(self, state: int, text: str, place: int) -> tuple[str | None, int]:
        """Return the terminal that the lexer of a state takes, and its end; None for one that is left out.

        Raises RefusedError if there is none.
        """
        lexer = self.tables.states[state][0]
        found = self._matches[lexer](text, place)
        if found is None:
            raise RefusedError(place)
        name = self._meant(lexer, found.lastgroup or "", found[0])
        return None if name in self.tables.ignored else name, found.end()

    def follow(self, stack: list[int], name: str, start: str) -> bool:
        """Move a stack of states over a terminal. Returns False if the grammar does not accept it there."""
        states = self.tables.states
        while True:
            action = states[stack[-1]][1].get(name)
            if action is None:
                return False
            if action >= 0:
                stack.append(action)
                return True
            size, symbol, _ = self._rules[~action]
            if size:
                del stack[-size:]
            stack.append(states[stack[-1]][2][symbol])
            if name == END and stack[-1] == self.tables.starts[start][1]:
                return True

    def pattern(self) -> re.Pattern[str]:
        """Return all terminals as one expression; the last group of a match names the terminal."""
        return self._compiled(self.tables.terminals)

    def _meant(self, lexer: int, name: str, value: str) -> str:
        keywords = self._keywords.get((lexer, name))
        found = keywords.fullmatch(value) if keywords else None
        return (found.lastgroup if found else None) or name

    def _asked_rarely(self, lexer: int) -> Match:
        """The lexer that tries its terminals one by one until it has been asked too often."""
        terminals = self.tables.lexers[lexer][0]
        asked = 0

        def match(text: str, place: int) -> re.Match[str] | None:
            nonlocal asked
            asked += 1
            if asked > FEW:
                whole = self._compiled({name: self.tables.terminals[name] for name in terminals}).match
                self._matches[lexer] = whole
                return whole(text, place)
            for name in terminals:
                alone = self._alone.get(name)
                if alone is None:
                    alone = self._alone[name] = self._compiled({name: self.tables.terminals[name]}).match
                found = alone(text, place)
                if found:
                    return found
            return None

        return match

    def _compiled(self, expressions: Mapping[str, str]) -> re.Pattern[str]:
        joined = "|".join(f"(?P<{name}>{expression})" for name, expression in expressions.items())
        return re.compile(joined, self.tables.flags)


def _end_of(rule: RuleTable) -> EndRule | None:
    """What the end of a rule does to the stack of values: those of its symbols become one. None if that is nothing."""
    size, symbol, name, kept, is_left_out = rule
    if symbol.startswith("_"):
        return _end_of_list(size, kept)

    def end_rule(values: list[Any]) -> None:
        children = _popped(values, size)
        if kept is not None:
            children = _gathered(children, kept)
        values.append(children[0] if is_left_out and len(children) == 1 else Part.of(name, children))

    return end_rule


def _end_of_list(size: int, kept: Kept | None) -> EndRule | None:
    """The end of a rule that leaves a list. Four of five rules that end in a text are of the first four shapes."""

    def begin(values: list[Any]) -> None:
        values[-1] = [values[-1]]

    def append(values: list[Any]) -> None:
        last = values.pop()
        values[-1].append(last)

    def extend(values: list[Any]) -> None:
        last = values.pop()
        values[-1] += last

    def gather(values: list[Any]) -> None:
        children = _popped(values, size)
        values.append(children if kept is None else _gathered(children, kept))

    if size == 1 and kept is None:
        return begin
    if size == 1 and kept == [[0, True]]:
        return None
    if size == 2 and kept == [[0, True], [1, False]]:
        return append
    if size == 2 and kept == [[0, True], [1, True]]:
        return extend
    return gather


def _popped(values: list[Any], size: int) -> list[Any]:
    if not size:
        return []
    children = values[-size:]
    del values[-size:]
    return children


def _gathered(values: list[Any], kept: Kept) -> list[Any]:
    children: list[Any] = []
    for index, is_list in kept:
        if not is_list:
            children.append(values[index])
        elif children:
            children += values[index]
        else:
            children = values[index]
    return children
