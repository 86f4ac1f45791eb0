"""Why a parser stopped: what was begun, what it expected in the grammar's own words, and where the lexer went wrong."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import attrs
from lark import Lark, Token
from lark.exceptions import UnexpectedInput, UnexpectedToken
from lark.lexer import PatternStr, TerminalDef
from lark.parsers.lalr_analysis import LALR_Analyzer

from ..automaton import REFUSED
from ..escapes import escaped
from ..parse_tables import lexers_of
from .derivations import Step, parser_state
from .lexing import attempts, taken, whole_lexer, why_before
from .samples import is_caption, samples
from .sentences import Sentence, Sentences

# A rule that is begun: its name, and the place of its first part on the stack of what is read.
Place = tuple[str, int]

WORD = re.compile(r"\w+|[^\n]")
MOST = 8  # things expected that are named; the others are counted
FEW = 3  # terminals that a rule may begin with, to be named beside it
LOOKED_BACK = 3  # tokens before the place that the lexer may have got wrong
WIDTH = 40  # of a text that is shown


@attrs.frozen
class Open:
    """A rule that a parser has begun and not finished.

    Attributes:
        name: the rule
        first: its first token so far; None if it has none yet
        rest: the fewest terminals that would complete it; None if nothing can
        is_certain: whether what was read belongs to it in any case
    """

    name: str
    first: Token | None
    rest: Sentence | None
    is_certain: bool = True

    @property
    def is_complete(self) -> bool:
        """Whether it may end here."""
        return self.rest == ()


@attrs.frozen
class Begun:
    """Where a parser is in a grammar after some tokens.

    Attributes:
        rules: the rules that are begun and not finished, from the outside in
        expected: what may be next: rules, then texts in quotes, then names of terminals
        alternatives: the rules that are not complete and that what is read last may belong to, if it may to another
    """

    rules: tuple[Open, ...]
    expected: tuple[str, ...]
    alternatives: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(rule.name for rule in self.rules)

    @property
    def innermost(self) -> Open | None:
        """The innermost rule that is certainly open and not complete; if all are complete, the outermost one."""
        shown = [rule for rule in reversed(self.rules) if rule.is_certain and not rule.name.startswith("_")]
        return next((rule for rule in shown if not rule.is_complete), shown[-1] if shown else None)


@attrs.frozen
class Refused:
    """Why a parser stopped at a place of a text.

    Attributes:
        start: where it stopped
        end: the end of what it found there
        found: what it found: "'}' (RBRACE)", or "the end of the text"
        begun: where it was in the grammar
        wrong_turn: a token before that kept the text from being read, if one did, and what would have been read
        closing: the fewest terminals that would complete the innermost rule, as the grammar writes them
    """

    start: int
    end: int
    found: str
    begun: Begun
    wrong_turn: str | None
    closing: tuple[str, ...] = ()

    @property
    def message(self) -> str:
        return f"{self.found} does not fit here"

    @property
    def expected(self) -> str:
        return _listed(self.begun.expected)

    @property
    def innermost(self) -> Open | None:
        """The innermost rule that is certainly open and not complete; if all are complete, the outermost one."""
        return self.begun.innermost

    @property
    def hint(self) -> str | None:
        """Where the lexer took a wrong turn, or else what would have completed the innermost rule."""
        if self.wrong_turn or not self.innermost or not self.closing:
            return self.wrong_turn
        return f"{' '.join(self.closing)} would complete {without_arguments(self.innermost.name)}"

    @property
    def alternatives(self) -> str:
        """The rules that may have been begun last, if they are several: "types, constants or predicates"."""
        return _listed(self.begun.alternatives)


def _listed(names: Sequence[str]) -> str:
    more = f" or {len(names) - MOST} more" if len(names) > MOST else ""
    shown = names[:MOST]
    return (", ".join(shown) if more or len(shown) < 2 else f"{', '.join(shown[:-1])} or {shown[-1]}") + more


def begun(parser: Lark, tokens: Sequence[Token]) -> Begun:
    """Return where a parser is after some tokens."""
    analysis = _analysed(parser)
    state = parser_state(parser, analysis.parse_table)
    for token in tokens:
        state.feed_token(token)
    # A state is a set of items: in the order of the grammar, the answer is the same in each run.
    order = {rule: number for number, rule in enumerate(parser.rules)}
    *stack, top = (sorted(each, key=lambda item: (order.get(item.rule, -1), item.index)) for each in state.state_stack)
    values = state.value_stack
    sentences = _sentences(parser)
    rules: dict[Place, Open] = {}  # from the inside out
    around_it: dict[Place, set[Place]] = defaultdict(set)  # the rules that may be directly around a rule

    def left(item: Any) -> Sentence | None:
        parts = [sentences.shortest(str(symbol.name)) for symbol in item.rule.expansion[item.index :]]
        return None if None in parts else tuple(name for part in parts if part for name in part)

    def note(items: Mapping[Any, Sentence | None], depth: int) -> None:
        for item, rest in items.items():
            name, start = place(item, depth)
            if not name.startswith(("__", "$")):
                known = rules.get((name, start)) or Open(name, _first_token(values[start:]), None)
                rules[name, start] = attrs.evolve(known, rest=_shorter(rest, known.rest))

    def place(item: Any, depth: int) -> Place:
        return str(item.rule.origin.name), depth - item.index

    read = {item: left(item) for item in top if item.index}
    innermost = {place(item, len(values)) for item in read}
    note(read, len(values))
    for depth in range(len(stack) - 1, -1, -1):
        # Items one part behind those of the state above; for a rule that begins here, also the items that expect it.
        items = stack[depth]
        places = {(later.rule, later.index - 1): rest for later, rest in read.items()}
        here = {item: places[item.rule, item.index] for item in items if (item.rule, item.index) in places}
        waiting = [item for item in here if not item.index]
        for item in waiting:
            for around in items:
                if not around.is_satisfied and around.next == item.rule.origin:
                    around_it[place(item, depth)].add(place(around, depth))
                    rest = _joined(here[item], left(around.advance(around.next)))
                    if around not in here or _shorter(rest, here[around]) != here[around]:
                        here[around] = rest
                        waiting += [around] if not around.index else []
        note(here, depth)
        read = {item: rest for item, rest in here.items() if item.index}
    last = {str(item.rule.origin.name): item.is_satisfied for item in top if item.index}
    names = (without_arguments(name) for name, may_end in last.items() if not (may_end or name.startswith("_")))
    several = tuple(dict.fromkeys(names)) if len(last) > 1 else ()
    found = (
        attrs.evolve(rule, is_certain=not _can_pass(here, innermost, around_it))
        for here, rule in reversed(rules.items())
    )
    return Begun(tuple(found), tuple(_expected(parser, top, tokens)), several)


def _can_pass(rule: Place, innermost: Iterable[Place], around_it: Mapping[Place, Iterable[Place]]) -> bool:
    """Return whether there is a way from the innermost rules out to the root that does not pass a rule."""
    seen = {rule}
    waiting = [place for place in innermost if place != rule]
    for place in waiting:
        if place[0].startswith("$"):
            return True
        if place not in seen:
            seen.add(place)
            waiting += around_it.get(place, ())
    return False


def _joined(one: Sentence | None, other: Sentence | None) -> Sentence | None:
    return None if one is None or other is None else (*one, *other)


def _shorter(one: Sentence | None, other: Sentence | None) -> Sentence | None:
    """Return the shorter of two sentences; None stands for none. Of two as short, the second."""
    if one is None or other is None:
        return other if one is None else one
    return one if len(one) < len(other) else other


def refused(text: str, parser: Lark, tokens: Sequence[Token], error: UnexpectedInput) -> Refused:
    """Explain why a parser stopped after some tokens."""
    where = begun(parser, tokens)
    innermost = where.innermost
    closing = _written(innermost.rest if innermost and innermost.rest else (), parser)
    start = error.pos_in_stream if error.pos_in_stream is not None else len(text)
    if isinstance(error, UnexpectedToken):
        token = error.token
        start = len(text) if token.type == "$END" else token.start_pos or 0
        if token.type == "$END":
            return Refused(start, start, "the end of the text", where, None, closing)
        end, name = token.end_pos or start, f" ({token.type})"
        if text[start:end] != token:  # a postlex has made it
            return Refused(start, end, token.type, where, None, closing)
    else:
        word = WORD.match(text, start)
        end, name = word.end() if word else start + 1, ""
    found = f"{escaped(_short(text[start:end]))}{name}"
    return Refused(start, end, found, where, _wrong_turn(text, parser, tokens, start), closing)


def _written(sentence: Sentence, parser: Lark) -> tuple[str, ...]:
    """Terminals as a grammar writes them: strings in quotes, the others by their names; the first ones of many."""
    terminals = {terminal.name: terminal for terminal in parser.terminals}
    written = tuple(_caption(terminals.get(name)) or name for name in sentence[:MOST])
    return (*written, "…") if len(sentence) > MOST else written


def _wrong_turn(text: str, parser: Lark, tokens: Sequence[Token], stopped: int) -> str | None:
    """Return a token that another terminal would have replaced, so that the parser goes on farther than it has."""
    by_state = lexers_of(parser)
    other = _other(text, parser, by_state, _state_after(parser, tokens), stopped, stopped)
    if other is not None:
        winner = next((each.terminal for each in attempts(whole_lexer(parser), text, stopped) if each.text), None)
        return _told(winner, text, stopped, other, parser)
    for back in range(1, min(LOOKED_BACK, len(tokens)) + 1):
        wrong = tokens[-back]
        place = wrong.start_pos or 0
        state = _state_after(parser, tokens[:-back])
        other = _other(text, parser, by_state, state, place, stopped, wrong.type)
        if other is not None:
            winner = next((t for t in parser.terminals if t.name == wrong.type), None)
            return _told(winner, text, place, other, parser)
    return None


def _told(winner: TerminalDef | None, text: str, place: int, other: Token, parser: Lark) -> str | None:
    if winner is None:
        return None
    terminal = next(t for t in parser.terminals if t.name == other.type)
    found = re.compile(winner.pattern.to_regexp()).match(text, place)
    if found is None or winner is terminal:
        return None
    was, would = (escaped(_short(each)) for each in (found[0], str(other)))
    return f"{winner.name} has taken {was}; {terminal.name} would take {would}, but {why_before(winner, terminal)}"


def _other(
    text: str, parser: Lark, by_state: Any, state: Any, place: int, stopped: int, but: str | None = None
) -> Token | None:
    """Return another token at a place that the parser goes on with, beyond where it stopped."""
    accepted = parser.parser.parser.parser.parse_table.states[state.position]
    for attempt in attempts(whole_lexer(parser), text, place):
        name = attempt.terminal.name
        if not attempt.text or name == but or name not in accepted:
            continue
        token = Token(name, attempt.text, place, end_pos=place + len(attempt.text))
        further = copy_of(state)
        try:
            further.feed_token(token)
            while (token.end_pos or 0) <= stopped:
                following = taken(by_state[further.position], text, token.end_pos or 0)
                further.feed_token(following)
                if (following.start_pos or 0) >= stopped:
                    break
                token = following
        except (UnexpectedInput, EOFError):
            continue
        return Token(name, attempt.text, place, end_pos=place + len(attempt.text))
    return None


def copy_of(state: Any) -> Any:
    """Copy a parser's state, so that the copy can go on alone."""
    return state.copy(deepcopy_values=False)


def _state_after(parser: Lark, tokens: Sequence[Token]) -> Any:
    state = parser_state(parser)
    for token in tokens:
        state.feed_token(token)
    return state


@lru_cache(maxsize=16)
def _sentences(parser: Lark) -> Sentences:
    return Sentences(parser.rules)


@lru_cache(maxsize=16)
def _analysed(parser: Lark) -> Any:
    analysis = LALR_Analyzer(parser.parser.parser_conf, debug=True)  # without debug, states are plain numbers
    analysis.compute_lalr()  # type: ignore[no-untyped-call]
    return analysis


def _expected(parser: Lark, items: Any, tokens: Sequence[Token]) -> Iterable[str]:
    """Yield what may be next: rules that the tree shows, texts in quotes, names of terminals."""
    terminals = {terminal.name: terminal for terminal in parser.terminals}
    accepted = _accepted(parser, tokens)
    rules: dict[str, list[str]] = {}
    covered: set[str] = set()
    kernel = [item for item in items if item.index or str(item.rule.origin.name).startswith("$")]
    waiting = [item.next for item in kernel if not item.is_satisfied]
    direct: dict[str, None] = {}
    for symbol in waiting:
        if symbol.is_term:
            direct[symbol.name] = None
        elif not str(symbol.name).startswith("_"):
            begins = _first(items, symbol) & accepted
            rules[str(symbol.name)] = sorted(begins)
            covered |= begins
        else:
            waiting += [
                item.next
                for item in items
                if item.rule.origin == symbol and not item.index and not item.is_satisfied and item.next not in waiting
            ]
    for name, first in rules.items():
        rule = without_arguments(name)
        words = [_caption(terminals.get(name)) or name for name in first]
        yield f"{rule} ({' or '.join(words)})" if 0 < len(words) <= FEW else rule
    left = [name for name in (*direct, *sorted(accepted - covered - direct.keys())) if name in accepted]
    captions = {name: caption for name in left if (caption := _caption(terminals.get(name)))}
    yield from dict.fromkeys(captions.values())
    yield from ("the end of the text" if name == "$END" else name for name in left if name not in captions)


def without_arguments(rule: str) -> str:
    """Return the name of a rule as it is written: "pair" of "pair{NAME,value}"."""
    return rule.partition("{")[0]


def _first(items: Any, symbol: Any) -> set[str]:
    """Return the terminals that a rule may begin with, as far as the items of a state show them."""
    found, seen, waiting = set(), {symbol}, [symbol]
    for rule in waiting:
        for item in items:
            if item.rule.origin == rule and not item.index and not item.is_satisfied:
                if item.next.is_term:
                    found.add(item.next.name)
                elif item.next not in seen:
                    seen.add(item.next)
                    waiting.append(item.next)
    return found


def _accepted(parser: Lark, tokens: Sequence[Token]) -> set[str]:
    """Return the names of the terminals that a parser goes on with after some tokens."""
    table: Any = parser.parser.parser.parser.parse_table
    state = _state_after(parser, tokens)
    found = set()
    for name in table.states[state.position]:
        if not name.isupper() or name == REFUSED:  # which no text is meant to be
            continue
        try:
            copy_of(state).feed_token(Token(name, ""), is_end=name == "$END")
        except UnexpectedInput:
            continue
        found.add(name)
    return found


def _caption(terminal: TerminalDef | None) -> str | None:
    """Return the text that a terminal stands for, in quotes, if it stands for one."""
    if terminal is None:
        return None
    if isinstance(terminal.pattern, PatternStr):
        return escaped(terminal.pattern.value)
    pattern = terminal.pattern.to_regexp()
    return escaped(samples(pattern)[0][0]) if is_caption(pattern) and samples(pattern) else None


def _first_token(values: Sequence[Any]) -> Token | None:
    for value in values:
        for part in value if isinstance(value, list) else [value]:
            found = part[1] if isinstance(part, tuple) else part
            if isinstance(found, Step):
                found = next(found.tokens(), None)
            if isinstance(found, Token):
                return found
    return None


def _short(text: str) -> str:
    return text if len(text) <= WIDTH else f"{text[: WIDTH - 1]}…"
