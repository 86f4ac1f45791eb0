"""What a grammar can derive, shortest first, as sequences of terminals."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from heapq import heappop, heappush
from math import inf

from lark.grammar import Rule

Sentence = tuple[str, ...]  # names of terminals
MOST_FORMS = 50_000  # sentential forms that are kept while sentences are looked for


class Sentences:
    """The sentences of a grammar, given the rules that Lark has made of it; none that has a terminal of ``without``."""

    def __init__(self, rules: Iterable[Rule], without: Container[str] = ()) -> None:
        self._rules: dict[str, list[Sentence]] = {}
        for rule in rules:
            expansion = tuple(str(symbol.name) for symbol in rule.expansion)
            expansions = self._rules.setdefault(str(rule.origin.name), [])
            if not any(symbol in without for symbol in expansion):
                expansions.append(expansion)
        self._shortest = self._with_shortest()

    def shortest(self, symbol: str) -> Sentence | None:
        """Return the shortest sentence of a rule, or the terminal itself; None if the rule never comes to an end."""
        return self._shortest.get(symbol) if symbol in self._rules else (symbol,)

    def of(self, rule: str) -> Iterator[Sentence]:
        """Yield the sentences of a rule, those with fewer terminals first, each once.

        It ends early if there are too many ways to go on.
        """
        seen: set[Sentence] = {(rule,)}
        waiting: list[tuple[float, int, int, Sentence]] = []
        self._push(waiting, (rule,), 0)
        while waiting and len(seen) < MOST_FORMS:
            *_, form = heappop(waiting)
            at = next((at for at, symbol in enumerate(form) if symbol in self._rules), None)
            if at is None:
                yield form
                continue
            for expansion in self._rules[form[at]]:
                longer = (*form[:at], *expansion, *form[at + 1 :])
                if longer not in seen:
                    seen.add(longer)
                    self._push(waiting, longer, len(seen))

    def _push(self, waiting: list[tuple[float, int, int, Sentence]], form: Sentence, number: int) -> None:
        least = sum(self._length(symbol) for symbol in form)
        if least < inf:  # among equals, first what has fewer rules left
            heappush(waiting, (least, sum(symbol in self._rules for symbol in form), number, form))

    def _length(self, symbol: str) -> float:
        sentence = self.shortest(symbol)
        return inf if sentence is None else len(sentence)

    def _with_shortest(self) -> dict[str, Sentence]:
        """Find the shortest sentence of each rule; the first in the grammar's order of several."""
        found: dict[str, Sentence] = {}
        changed = True
        while changed:
            changed = False
            for origin, expansions in self._rules.items():
                for expansion in expansions:
                    parts = [found.get(symbol) if symbol in self._rules else (symbol,) for symbol in expansion]
                    known = [part for part in parts if part is not None]
                    if len(known) == len(parts):
                        sentence = tuple(name for part in known for name in part)
                        if origin not in found or len(sentence) < len(found[origin]):
                            found[origin] = sentence
                            changed = True
        return found
