"""The states of an LALR parser before Lark decides what each does: items, lookaheads, and where they conflict."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import attrs
from lark import Lark
from lark.common import ParserConf
from lark.parsers.lalr_analysis import LALR_Analyzer

from ..lark_grammar import LarkGrammar

Item = tuple[int, int]  # the number of a rule, and how many of its symbols are read
END = "$END"
# Lark builds a grammar with conflicts for this parser; its rules and terminals are those for LALR.
WITHOUT_TABLES = {"parser": "earley", "lexer": "basic", "ambiguity": "auto", "strict": False}


def compiled(grammar: LarkGrammar) -> Lark:
    """Return Lark's parser of a grammar; one by Earley if the grammar has conflicts. Raises GrammarError otherwise."""
    options = tuple(sorted({**dict(grammar.options), **WITHOUT_TABLES}.items()))
    return attrs.evolve(grammar, options=options).parser()


class States:
    """The states of an LALR parser, numbered in an order that follows from the grammar alone.

    Attributes:
        origins: the name of each rule
        expansions: the symbols of each rule
        priorities: the priority of each rule
        items: the items of each state, in the order of the grammar
        goto: the state after each symbol
        lookaheads: the rules that may end in each state, by the terminal that follows
        starts: the first state of each start rule
    """

    def __init__(self, parser: Lark, starts: tuple[str, ...]) -> None:
        conf = ParserConf(parser.rules, {}, list(starts))
        analysis: Any = LALR_Analyzer(conf)
        for step in ("lr0_states", "reads_relations", "includes_lookback", "lookaheads"):
            getattr(analysis, f"compute_{step}")()
        roots = [next(iter(state.kernel)).rule for state in analysis.lr0_start_states.values()]
        rules = [*parser.rules, *roots]
        numbers = {rule: number for number, rule in enumerate(rules)}
        self.origins = [str(rule.origin.name) for rule in rules]
        self.expansions = [tuple(str(symbol.name) for symbol in rule.expansion) for rule in rules]
        self.priorities = [rule.options.priority or 0 if rule.options else 0 for rule in rules]
        self._nullable = {str(symbol.name) for symbol in analysis.NULLABLE}
        self._first = {
            str(symbol.name): frozenset(str(each.name) for each in first) for symbol, first in analysis.FIRST.items()
        }
        ordered = list(analysis.lr0_start_states.values())
        found = {state: number for number, state in enumerate(ordered)}
        self.items: list[list[Item]] = []
        self.goto: list[dict[str, int]] = []
        for state in ordered:
            items = sorted((numbers[each.rule], each.index) for each in state.closure)
            self.items.append(items)
            following = {str(symbol.name): after for symbol, after in state.transitions.items()}
            symbols = [symbol for symbol in dict.fromkeys(map(self.next, items)) if symbol is not None]
            for symbol in symbols:
                if following[symbol] not in found:
                    found[following[symbol]] = len(ordered)
                    ordered.append(following[symbol])
            self.goto.append({symbol: found[following[symbol]] for symbol in symbols})
        self.lookaheads = [
            {
                str(terminal.name): sorted(numbers[rule] for rule in ending)
                for terminal, ending in sorted(state.lookaheads.items(), key=lambda each: str(each[0].name))
            }
            for state in ordered
        ]
        self.starts = {start: found[state] for start, state in analysis.lr0_start_states.items()}

    def next(self, item: Item) -> str | None:
        """Return the symbol that an item expects; None if all of it is read."""
        rule, index = item
        return self.expansions[rule][index] if index < len(self.expansions[rule]) else None

    def is_rule(self, symbol: str) -> bool:
        return symbol in self._origins

    def may_begin(self, symbols: tuple[str, ...], terminal: str) -> tuple[bool, bool]:
        """Return whether a terminal may begin what some symbols stand for, and whether that may be nothing."""
        for symbol in symbols:
            if terminal in self._first.get(symbol, (symbol,)):
                return True, self._are_nullable(symbols)
            if symbol not in self._nullable:
                return False, False
        return False, True

    def _are_nullable(self, symbols: tuple[str, ...]) -> bool:
        return all(symbol in self._nullable for symbol in symbols)

    @cached_property
    def expecting(self) -> list[dict[str, list[Item]]]:
        """For each state, the items that expect a symbol."""
        found: list[dict[str, list[Item]]] = []
        for items in self.items:
            here: dict[str, list[Item]] = {}
            for item in items:
                symbol = self.next(item)
                if symbol is not None:
                    here.setdefault(symbol, []).append(item)
            found.append(here)
        return found

    @cached_property
    def before(self) -> list[list[tuple[int, str]]]:
        """For each state, the states and symbols after which it comes."""
        found: list[list[tuple[int, str]]] = [[] for _ in self.items]
        for state, following in enumerate(self.goto):
            for symbol, after in following.items():
                found[after].append((state, symbol))
        return found

    @cached_property
    def _origins(self) -> set[str]:
        return set(self.origins)


@attrs.frozen
class Clash:
    """Two things that a parser could do in a state when it sees a terminal.

    Attributes:
        state: the state
        terminal: the terminal
        rule: the number of the rule that may end here
        other: the number of the other rule that may end here; None if the terminal may go on with another
    """

    state: int
    terminal: str
    rule: int
    other: int | None


def clashes(states: States) -> list[Clash]:
    """Return all conflicts, in the order of the states, but for those of two rules that their priorities decide."""
    found = []
    for state, lookaheads in enumerate(states.lookaheads):
        for terminal, ending in lookaheads.items():
            ranked = sorted(ending, key=lambda rule: -states.priorities[rule])
            best = ranked[0]
            found += [
                Clash(state, terminal, best, other)
                for other in ranked[1:]
                if states.priorities[other] == states.priorities[best]
            ]
            if terminal in states.goto[state]:
                found.append(Clash(state, terminal, best, None))
    return found
