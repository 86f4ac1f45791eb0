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
    """Something in a grammar file that a text can meet: a rule, a terminal, or an alternative of a rule.

    Attributes:
        statement: the rule or the terminal
        alternative: None for the statement itself
    """

    statement: Statement
    alternative: Alternative | None = None

    @property
    def kind(self) -> Kind:
        return "alternative" if self.alternative else "terminal" if self.statement.is_terminal else "rule"

    @property
    def start(self) -> int:
        return self.alternative.start if self.alternative else self.statement.name_start

    @property
    def end(self) -> int:
        return self.alternative.end if self.alternative else self.start + len(self.statement.name)

    def __str__(self) -> str:
        """The file, line and column, and what is there: "form4.lark:195:27 footnote: without paragraph"."""
        source = self.statement.source
        place = Lines(source.text).span(self.start, self.end)
        what = f"{self.statement.name}: {self.alternative}" if self.alternative else self.statement.name
        return f"{source.path.name}:{place.line}:{place.column} {what}"


@cache
def places_of(source: Source) -> tuple[Place, ...]:
    """Return all places of a file, in the order of its text; a nested place follows the place around it."""
    return tuple(
        Place(statement, alternative)
        for statement in source.statements
        for alternative in (None, *alternatives_of(statement))
    )


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
        for token in (*tokens, *ignored):
            if token.type in grammar.definitions:  # and not a string within a rule
                self.times[Place(grammar.definitions[token.type].statement)] += 1

    def status(self, place: Place) -> Status:
        """Return whether a place was met, or else whether a text in one of the added grammars could meet it."""
        if self.times[place]:
            return "met"
        if place.statement in self._reachable:
            return "never met"
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
        return self._grammars[file]
