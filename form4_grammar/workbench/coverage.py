"""Which rules, alternatives and terminals of the grammars a set of texts exercises, file by file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Literal

import attrs
from lark import Token

from ..lark_grammar import LarkGrammar
from ..spans import Lines
from .alternatives import Alternative, Matcher, alternatives_of
from .derivations import derive
from .resolved import Grammar, resolve
from .sources import Source, Statement

Kind = Literal["rule", "alternative", "terminal"]
# A part is a terminal that only other terminals use. A match of one of those does not tell which of its parts it used.
Status = Literal["met", "never met", "unreachable", "part"]


@attrs.frozen
class Place:
    """Something in a grammar file that a text can meet: a rule, a terminal, or in a rule an alternative or a terminal.

    Attributes:
        statement: the rule or the terminal
        alternative: one of its alternatives
        literal: a string or an expression in it, which is a terminal without a name
    """

    statement: Statement
    alternative: Alternative | None = None
    literal: Token | None = None

    @property
    def kind(self) -> Kind:
        if self.alternative:
            return "alternative"
        return "terminal" if self.literal or self.statement.is_terminal else "rule"

    @property
    def start(self) -> int:
        if self.literal:
            return self.literal.start_pos or 0
        return self.alternative.start if self.alternative else self.statement.name_start

    @property
    def end(self) -> int:
        if self.literal:
            return self.literal.end_pos or 0
        return self.alternative.end if self.alternative else self.start + len(self.statement.name)

    def __str__(self) -> str:
        """The file, line and column, and what is there: "form4.lark:195:27 footnote: without paragraph"."""
        source = self.statement.source
        place = Lines(source.text).span(self.start, self.end)
        within = self.alternative or self.literal
        what = f"{self.statement.name}: {within}" if within else self.statement.name
        return f"{source.path.name}:{place.line}:{place.column} {what}"


@cache
def places_of(source: Source) -> tuple[Place, ...]:
    """Return all places of a file, in the order of its text; a nested place follows the place around it."""
    found: list[Place] = []
    for statement in source.statements:
        inner = [Place(statement, alternative) for alternative in alternatives_of(statement)]
        inner += _literals_in(statement)
        found += [Place(statement), *sorted(inner, key=lambda place: (place.start, -place.end))]
    return tuple(found)


@cache
def _literals_in(statement: Statement) -> tuple[Place, ...]:
    """The strings and expressions in a rule; a terminal consists of nothing else."""
    if statement.is_terminal:
        return ()
    literals = (part.children[0] for part in statement.body.find_data("literal"))
    return tuple(Place(statement, literal=literal) for literal in literals if isinstance(literal, Token))


class Coverage:
    """What the added texts have met in the grammars of their layouts.

    Attributes:
        times: how often each place was met
    """

    def __init__(self) -> None:
        self.times: Counter[Place] = Counter()
        self._grammars: dict[LarkGrammar, tuple[Grammar, Matcher]] = {}
        self._reachable: set[Statement] = set()
        self._parts: set[Statement] = set()
        self._anonymous: dict[Place, str] = {}  # the terminals of literals that have no definition of their own

    def add(
        self,
        tokens: Sequence[Token],
        file: LarkGrammar,
        start: str | None = None,
        ignored: Iterable[Token] = (),
    ) -> None:
        """Count what a text meets, given the tokens that the parser of a start rule has taken or ignored.

        Raises NotImplementedError for a grammar that is not LALR.
        """
        if not file.is_lalr:
            raise NotImplementedError(f"{file.path.name}: coverage needs an LALR grammar; this one is read by Earley")
        grammar, matcher = self._known(file)
        for step in derive(tokens, file.parser(start)).steps():
            definition = grammar.definitions.get(step.name.partition("{")[0])
            if definition:  # the rule around a section that is parsed alone is in no file
                self.times.update(Place(*met) for met in matcher.met(step))
                for statement in definition.statements:
                    for place in dict.fromkeys(_literals_in(statement)):
                        self.times[place] += step.parts.count(self._anonymous.get(place, ""))
        for token in (*tokens, *ignored):
            if token.type in grammar.definitions:  # and not a string within a rule
                self.times[Place(grammar.definitions[token.type].statement)] += 1

    def status(self, place: Place) -> Status:
        """Return whether a place was met, or else whether a text in one of the added grammars could meet it."""
        if self.times[place]:
            return "met"
        if place.statement in self._reachable:
            return "part" if place.literal and place not in self._anonymous else "never met"
        return "part" if place.statement in self._parts else "unreachable"

    def never_met(self) -> list[Place]:
        """Return the places that could be met and were not, file by file."""
        return [place for source in self.sources for place in places_of(source) if self.status(place) == "never met"]

    @property
    def sources(self) -> list[Source]:
        """The grammar files, each before those that it imports."""
        found: dict[Source, None] = {}
        for grammar, _ in self._grammars.values():
            for source in grammar.sources:
                found.pop(source, None)
                found[source] = None
        return list(found)

    def _known(self, file: LarkGrammar) -> tuple[Grammar, Matcher]:
        if file not in self._grammars:
            grammar = resolve(file)
            self._grammars[file] = grammar, Matcher(grammar)
            tokens = {terminal.name for terminal in file.parser().terminals}
            for name, definition in grammar.definitions.items():
                is_part = definition.statement.is_terminal and name not in tokens
                (self._parts if is_part else self._reachable).update(definition.statements)
                for place in (place for statement in definition.statements for place in _literals_in(statement)):
                    assert place.literal is not None
                    terminal = self._grammars[file][1].terminal_of(place.literal)
                    if terminal not in grammar.definitions:
                        self._anonymous[place] = terminal
        return self._grammars[file]
