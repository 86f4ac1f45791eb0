"""What Lark makes of a grammar, as plain data that can be kept: expressions, lexers, states and rules."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable
from typing import Any

import attrs
from lark import Lark
from lark.grammar import Rule
from lark.lexer import BasicLexer, TerminalDef, _create_unless
from lark.parsers.lalr_analysis import Shift

# The children that a rule keeps: the index of each, and whether it is the list that a rule such as "_rows" leaves.
Kept = list[list[int]]
# A rule: the number of its symbols; the symbol that it becomes; the name of its node; the children that are kept, None
# for all as they are; whether a node with one child is left out.
RuleTable = tuple[int, str, str, Kept | None, bool]
# A state: its lexer; what is done on each terminal; the state after each rule. What is done is the state that follows,
# or the complement of the number of the rule that ends.
StateTable = tuple[int, dict[str, int], dict[str, int]]
# A lexer: its terminals in the order in which they are tried; by terminal, those of its texts that are another one.
LexerTable = tuple[list[str], dict[str, dict[str, str]]]


@attrs.frozen
class ParseTables:
    """The lexers and the automaton of an LALR grammar, in types that JSON has.

    Attributes:
        terminals: the expression of each terminal, those of higher priority first
        ignored: the terminals that the lexers leave out
        flags: those of all expressions
        lexers: states that accept the same terminals share one
        rules: the rules that can end
        states: by their numbers
        starts: for each start rule, the first state and the last
    """

    terminals: dict[str, str]
    ignored: list[str]
    flags: int
    lexers: list[LexerTable]
    rules: list[RuleTable]
    states: list[StateTable]
    starts: dict[str, tuple[int, int]]

    @classmethod
    def of(cls, parser: Lark) -> ParseTables:
        """Take the tables of an LALR parser of Lark's without placeholders."""
        inner: Any = parser.parser.parser  # Lark has no types for its parts
        table = inner.parser.parse_table
        numbers = {state: number for number, state in enumerate(table.states)}
        by_state = lexers_of(parser)
        lexers = {lexer: number for number, lexer in enumerate(dict.fromkeys(by_state.values()))}
        symbols = {rule.origin.name for rule in parser.rules}
        rules: dict[Rule, int] = {}
        states: list[StateTable] = []
        for state, actions in table.states.items():
            on_terminal: dict[str, int] = {}
            after_rule: dict[str, int] = {}
            for symbol, (action, argument) in actions.items():
                if action is not Shift:
                    on_terminal[symbol] = ~rules.setdefault(argument, len(rules))
                else:
                    (after_rule if symbol in symbols else on_terminal)[symbol] = numbers[argument]
            states.append((lexers[by_state[state]], on_terminal, after_rule))
        return cls(
            _expressions(sorted(parser.terminals, key=lambda terminal: -terminal.priority)),
            sorted(parser.ignore_tokens),
            int(parser.options.g_regex_flags),
            list(map(_lexer, lexers)),
            list(map(_rule, rules)),
            states,
            {start: (numbers[state], numbers[table.end_states[start]]) for start, state in table.start_states.items()},
        )

    @classmethod
    def from_bytes(cls, data: bytes) -> ParseTables:
        """Load what ``to_bytes`` made. Raises OSError, EOFError, ValueError, TypeError or zlib.error for other data."""
        loaded = cls(**json.loads(gzip.decompress(data)))
        # JSON has lists for tuples.
        tuples: Any = {name: [tuple(each) for each in getattr(loaded, name)] for name in ("lexers", "rules", "states")}
        starts: Any = {start: tuple(states) for start, states in loaded.starts.items()}
        return attrs.evolve(loaded, starts=starts, **tuples)

    def to_bytes(self) -> bytes:
        """Return the same as compressed JSON."""
        data = {field.name: getattr(self, field.name) for field in attrs.fields(type(self))}
        return gzip.compress(json.dumps(data, separators=(",", ":")).encode(), mtime=0)


def lexers_of(parser: Lark) -> dict[int, BasicLexer]:
    """Return the lexer of each state of a parser. States that accept the same terminals share one."""
    lexer: Any = parser.parser.lexer
    lexer = getattr(lexer, "lexer", lexer)  # before a postlex
    if isinstance(lexer, BasicLexer):
        table: Any = parser.parser.parser
        return dict.fromkeys(table.parser.parse_table.states, lexer)
    found: dict[int, BasicLexer] = lexer.lexers
    return found


def _lexer(lexer: BasicLexer) -> LexerTable:
    # What a lexer does when it is first used, but for compiling its expressions.
    made: Any = _create_unless(  # type: ignore[no-untyped-call]
        lexer.terminals, lexer.g_regex_flags, lexer.re, lexer.use_bytes
    )
    terminals, callbacks = made
    keywords = {name: _expressions(call.scanner.terminals) for name, call in callbacks.items()}
    return [terminal.name for terminal in terminals], keywords


def _expressions(terminals: Iterable[TerminalDef]) -> dict[str, str]:
    return {terminal.name: terminal.pattern.to_regexp() for terminal in terminals}


def _rule(rule: Rule) -> RuleTable:
    kept = [
        [index, not symbol.is_term and symbol.name.startswith("_")]
        for index, symbol in enumerate(rule.expansion)
        if rule.options.keep_all_tokens or not getattr(symbol, "filter_out", False)
    ]
    are_all = len(kept) == len(rule.expansion) and not any(is_list for _, is_list in kept)
    name = rule.alias or rule.options.template_source or rule.origin.name
    is_left_out = bool(rule.options.expand1 and not rule.alias)
    return len(rule.expansion), str(rule.origin.name), str(name), None if are_all else kept, is_left_out
