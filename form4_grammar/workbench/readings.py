"""The two readings of a conflict: the shortest text that reaches it, and how it goes on in both ways.

The way to a conflict is the shortest one on which both readings are possible; what LALR has merged is told apart. From
there, a parser goes on in both ways at once, terminal by terminal, until both are in the same place: the grammar is
ambiguous. Where this does not happen within a bound, each reading is completed for itself, with the fewest terminals.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from heapq import heappop, heappush
from typing import Any

import attrs

from .lalr import END, Clash, Item, States
from .sentences import Sentence, Sentences

ROOT = "$root"  # begins the name of the rule around a start rule
MOST_PAIRS = 400  # pairs of parsers that are followed until they are in the same place

Stack = tuple[int, ...]  # a parser's states, the first one at the bottom
Move = tuple[tuple[int, ...], Stack]  # the rules that end before a terminal, and the stack behind it


@attrs.frozen(eq=False)
class Node:
    """A part of a derivation.

    Attributes:
        name: the rule or the terminal
        children: the parts of a rule
        terminals: what a rule stands for, if its parts are not shown; a terminal stands for itself
    """

    name: str
    children: tuple[Node, ...] = ()
    terminals: Sentence | None = None

    @property
    def leaves(self) -> Sentence:
        if self.terminals is not None:
            return self.terminals
        return _leaves(self.children)


def _leaves(nodes: Iterable[Node]) -> Sentence:
    return tuple(leaf for node in nodes for leaf in node.leaves)


@attrs.frozen
class Readings:
    """How a conflict can be read.

    Attributes:
        before: the terminals before the place
        first: the terminals from the place on, as Lark reads them, or as the first rule of two
        other: those of the other reading; the same if the grammar is ambiguous
        nodes: the derivations of both
    """

    before: Sentence
    first: Sentence
    other: Sentence
    nodes: tuple[Node, Node]

    @property
    def is_ambiguous(self) -> bool:
        return self.first == self.other


class Search:
    """Finds the readings of conflicts."""

    def __init__(self, states: States, sentences: Sentences) -> None:
        self._states = states
        self._sentences = sentences
        self._moves = cache(self._moves_of)
        self._rest = cache(self._completion)
        self._ends = cache(self._completions)
        self._terminals = cache(self._terminals_of)

    def readings(self, stack: Stack, clash: Clash) -> Readings:
        """Return the readings of a conflict, from a stack with which a parser comes to it."""
        firsts = [self._moves_after((clash.rule,), stack, clash.terminal)]
        if clash.other is None:
            firsts.insert(0, [((), (*stack, self._states.goto[stack[-1]][clash.terminal]))])
        else:
            firsts.append(self._moves_after((clash.other,), stack, clash.terminal))
        read = self._same([move[1] for move in firsts[0]], [move[1] for move in firsts[1]])
        symbols = (self._accessed_by(state) for state in stack[1:])
        before = [Node(symbol, (), self._sentences.shortest(symbol)) for symbol in symbols]
        count = len(_leaves(before))
        nodes = []
        for moves in firsts:
            shortest = min((self._rest(stack) for _, stack in moves), key=len)
            nodes.append(self._whole(before, moves, clash.terminal, shortest if read is None else read))
        one, other = nodes
        return Readings(_leaves(before), one.leaves[count:], other.leaves[count:], (one, other))

    def ways(self, same: list[Clash]) -> Iterator[tuple[Stack, Clash]]:
        """Yield the stack of the shortest text to each conflict that allows both, the shortest text first."""
        states = self._states
        starts = set(states.starts.values())
        waiting: list[tuple[int, int, Any, Any]] = []
        for number, clash in enumerate(same):
            others = () if clash.other is None else (clash.other,)
            needs = ((rule, len(states.expansions[rule])) for rule in (clash.rule, *others))
            waiting.append((0, number, (clash, clash.state, *needs), ()))
        seen: set[Any] = set()
        number = len(same)
        while waiting:
            cost, _, node, way = heappop(waiting)
            clash, state, *needs = node
            if node in seen or clash in seen:
                continue
            seen.add(node)
            if state in starts and all(
                need is None or (clash.terminal == END and self._is_of_start(need)) for need in needs
            ):
                seen.add(clash)
                yield (state, *way), clash
                continue
            for step, least, (before, *earlier) in self._steps_back(state, needs, clash.terminal):
                number += 1
                heappush(
                    waiting, (cost + least, number, (clash, before, *earlier), way if step is None else (step, *way))
                )

    def _is_of_start(self, item: Item) -> bool:
        """Return whether an item is the one around a start rule, with nothing read."""
        return item[1] == 0 and self._states.origins[item[0]].startswith(ROOT)

    def _steps_back(self, state: int, needs: list[Item | None], terminal: str) -> Iterator[tuple[int | None, int, Any]]:
        """Yield the steps to a place before: the state behind, if a symbol is read; its length; what is needed.

        An item is needed as long as nothing behind it says that the terminal may follow.
        """
        states = self._states
        for at, need in enumerate(needs):
            if need is not None and need[1] == 0 and not self._is_of_start(need):
                origin = states.origins[need[0]]
                for around in states.expecting[state].get(origin, ()):
                    behind = states.expansions[around[0]][around[1] + 1 :]
                    begins, may_be_nothing = states.may_begin(behind, terminal)
                    for after in ([None] if begins else []) + ([around] if may_be_nothing else []):
                        yield None, 0, (state, *needs[:at], after, *needs[at + 1 :])
                return
        for before, symbol in states.before[state]:
            sentence = self._sentences.shortest(symbol)
            if sentence is not None:
                earlier = [None if need is None else (need[0], need[1] - 1) for need in needs]
                yield state, len(sentence), (before, *earlier)

    def _accessed_by(self, state: int) -> str:
        """Return the symbol after which a state comes."""
        return self._states.before[state][0][1]

    def _ended(self, stack: Stack, rule: int) -> Stack:
        kept = stack[: len(stack) - len(self._states.expansions[rule])]
        return (*kept, self._states.goto[kept[-1]][self._states.origins[rule]])

    def _moves_of(self, stack: Stack, terminal: str) -> list[Move]:
        """Return what a parser can do with a terminal; at the end of the text, how it comes to its end."""
        return self._moves_after((), stack, terminal)

    def _moves_after(self, rules: tuple[int, ...], stack: Stack, terminal: str) -> list[Move]:
        for rule in rules:
            stack = self._ended(stack, rule)
        found, waiting, seen = [], [(rules, stack)], {stack}
        while waiting:
            rules, stack = waiting.pop()
            top = stack[-1]
            if terminal == END and any(self._is_of_start((rule, index - 1)) for rule, index in self._states.items[top]):
                found.append((rules, stack))
            elif terminal in self._states.goto[top]:
                found.append((rules, (*stack, self._states.goto[top][terminal])))
            for rule in self._states.lookaheads[top].get(terminal, ()):
                ended = self._ended(stack, rule)
                if ended not in seen:
                    seen.add(ended)
                    waiting.append(((*rules, rule), ended))
        return found

    def _same(self, ones: list[Stack], others: list[Stack]) -> Sentence | None:
        """Return the shortest text with which two parsers come to the end of the text in the same way."""
        waiting: list[tuple[int, int, Stack, Stack, Sentence]] = []
        seen = set()

        def push(pairs: Iterable[tuple[Stack, Stack]], read: Sentence) -> None:
            for pair in pairs:
                if pair not in seen:
                    seen.add(pair)
                    least = max(len(self._rest(stack)) for stack in pair)
                    heappush(waiting, (len(read) + least, len(seen), *pair, read))

        push(((one, other) for one in ones for other in others), ())
        for _ in range(MOST_PAIRS):
            if not waiting:
                return None
            _, _, one, other, read = heappop(waiting)
            if one == other:
                return (*read, *self._rest(one))
            for terminal in self._terminals(one[-1]):
                if terminal not in self._terminals(other[-1]):
                    continue
                pairs = [(a, b) for _, a in self._moves(one, terminal) for _, b in self._moves(other, terminal)]
                push(pairs, read if terminal == END else (*read, terminal))
        return None

    def _terminals_of(self, state: int) -> dict[str, None]:
        states = self._states
        ahead = (symbol for symbol in states.goto[state] if not states.is_rule(symbol))
        return dict.fromkeys((*ahead, *states.lookaheads[state]))

    def _completion(self, stack: tuple[int, ...]) -> Sentence:
        """Return the fewest terminals with which a parser comes to the end of a text."""
        states = self._states
        waiting: list[tuple[int, int, tuple[int, ...], Sentence]] = [(0, 0, stack, ())]
        seen = set()
        number = 0
        while waiting:
            _, _, here, read = heappop(waiting)
            if here in seen:
                continue
            seen.add(here)
            for (origin, index), part in self._ends(here[-1]).items():
                if origin.startswith(ROOT):
                    return read
                kept = here[: len(here) - index]
                number += 1
                longer = (*read, *part)
                heappush(waiting, (len(longer), number, (*kept, states.goto[kept[-1]][origin]), longer))
        return ()

    def _completions(self, state: int) -> dict[tuple[str, int], Sentence]:
        """Return the fewest terminals with which each rule that is begun ends, by its name and what is read of it."""
        found: dict[tuple[str, int], Sentence] = {}
        for rule, index in self._states.items[state]:
            parts = [self._sentences.shortest(symbol) for symbol in self._states.expansions[rule][index:]]
            if index and None not in parts:
                rest = tuple(name for part in parts if part for name in part)
                key = self._states.origins[rule], index
                if key not in found or len(rest) < len(found[key]):
                    found[key] = rest
        return found

    def _whole(self, before: list[Node], moves: list[Move], first: str, rest: Sentence) -> Node:
        """Return the derivation of a text: what is on a stack, then a terminal with some moves, then the rest."""
        ways = {stack: self._built(before, rules, first) for rules, stack in moves}
        for terminal in (*rest, END):
            following: dict[Stack, list[Node]] = {}
            for here, nodes in ways.items():
                for rules, stack in self._moves(here, terminal):
                    if stack not in following:
                        following[stack] = self._built(nodes, rules, terminal)
            ways = following
        return next(iter(ways.values()))[0]

    def _built(self, nodes: list[Node], rules: tuple[int, ...], terminal: str) -> list[Node]:
        nodes = list(nodes)
        for rule in rules:
            kept = len(nodes) - len(self._states.expansions[rule])
            nodes[kept:] = [Node(self._states.origins[rule], tuple(nodes[kept:]))]
        return nodes if terminal == END else [*nodes, Node(terminal, (), (terminal,))]
