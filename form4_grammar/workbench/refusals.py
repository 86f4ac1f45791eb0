"""Why a parser stopped: what was begun, what it expected in the grammar's own words, and where the lexer went wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

import attrs
from lark import Lark, Token
from lark.exceptions import UnexpectedInput, UnexpectedToken
from lark.lexer import PatternStr, TerminalDef
from lark.parsers.lalr_analysis import LALR_Analyzer

from ..escapes import escaped
from ..parse_tables import lexers_of
from .derivations import Step, parser_state
from .lexing import attempts, taken, whole_lexer, why_before
from .samples import is_caption, samples

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
        is_complete: whether it may end here
    """

    name: str
    first: Token | None
    is_complete: bool


@attrs.frozen
class Begun:
    """Where a parser is in a grammar after some tokens.

    Attributes:
        rules: the rules that are begun and not finished, from the outside in
        expected: what may be next: rules, then texts in quotes, then names of terminals
        alternatives: the rules that what is read last may belong to, if they are several
    """

    rules: tuple[Open, ...]
    expected: tuple[str, ...]
    alternatives: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(rule.name for rule in self.rules)


@attrs.frozen
class Refused:
    """Why a parser stopped at a place of a text.

    Attributes:
        start: where it stopped
        end: the end of what it found there
        found: what it found: "'}' (RBRACE)", or "the end of the text"
        begun: where it was in the grammar
        wrong_turn: a token before that kept the text from being read, if one did, and what would have been read
    """

    start: int
    end: int
    found: str
    begun: Begun
    wrong_turn: str | None

    @property
    def message(self) -> str:
        return f"{self.found} does not fit here"

    @property
    def expected(self) -> str:
        return _listed(self.begun.expected)

    @property
    def innermost(self) -> Open | None:
        """The innermost rule that is certainly open and not complete; else the innermost one."""
        shown = [rule for rule in reversed(self.begun.rules) if not rule.name.startswith("_")]
        if self.begun.alternatives:  # what is read last may belong to several: the rule around them is certain
            last = shown[0].first
            shown = [rule for rule in shown if rule.first is not last] or shown
        return next((rule for rule in shown if not rule.is_complete), shown[0] if shown else None)

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
    state = parser_state(parser, _analysed(parser).parse_table)
    for token in tokens:
        state.feed_token(token)
    # A state is a set of items: in the order of the grammar, the answer is the same in each run.
    order = {rule: number for number, rule in enumerate(parser.rules)}
    *stack, top = (sorted(each, key=lambda item: (order.get(item.rule, -1), item.index)) for each in state.state_stack)
    values = state.value_stack
    read = [item for item in top if item.index]
    rules: dict[str, Open] = {}  # from the inside out
    may_end: dict[Any, bool] = {}

    def note_end(rule: Any, *, may: bool) -> None:
        may_end[rule] = may or may_end.get(rule, False)

    def note(items: Iterable[Any], depth: int) -> None:
        here: dict[str, Open] = {}
        for item in items:
            name = str(item.rule.origin.name)
            if not name.startswith(("__", "$")):
                first = here[name].first if name in here else _first_token(values[depth - item.index :])
                is_complete = may_end[item.rule] or (name in here and here[name].is_complete)
                here[name] = Open(name, first, is_complete)  # complete if any of its alternatives is
        for name, rule in here.items():
            rules.setdefault(name, rule)

    for item in read:
        note_end(item.rule, may=item.is_satisfied)

    note(read, len(values))
    for depth in range(len(stack) - 1, -1, -1):
        # Items one part behind those of the state above; for a rule that begins here, also the items that expect it.
        items = stack[depth]
        here = [item for item in items for later in read if (item.rule, item.index + 1) == (later.rule, later.index)]
        for item in here:
            if not item.index:
                around = [each for each in items if not each.is_satisfied and each.next == item.rule.origin]
                for each in around:
                    is_last = each.advance(each.next).is_satisfied
                    note_end(each.rule, may=is_last and may_end[item.rule])
                here += [each for each in around if each not in here]
        note(here, depth)
        read = [item for item in here if item.index]
    names = (str(item.rule.origin.name) for item in top if item.index and not item.is_satisfied)
    alternatives = tuple(dict.fromkeys(without_arguments(name) for name in names if not name.startswith("_")))
    several = alternatives if len(alternatives) > 1 else ()
    return Begun(tuple(reversed(rules.values())), tuple(_expected(parser, top, tokens)), several)


def refused(text: str, parser: Lark, tokens: Sequence[Token], error: UnexpectedInput) -> Refused:
    """Explain why a parser stopped after some tokens."""
    where = begun(parser, tokens)
    start = error.pos_in_stream if error.pos_in_stream is not None else len(text)
    if isinstance(error, UnexpectedToken):
        token = error.token
        start = len(text) if token.type == "$END" else token.start_pos or 0
        if token.type == "$END":
            return Refused(start, start, "the end of the text", where, None)
        end, name = token.end_pos or start, f" ({token.type})"
        if text[start:end] != token:  # a postlex has made it
            return Refused(start, end, token.type, where, None)
    else:
        word = WORD.match(text, start)
        end, name = word.end() if word else start + 1, ""
    found = f"{escaped(_short(text[start:end]))}{name}"
    return Refused(start, end, found, where, _wrong_turn(text, parser, tokens, start))


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
        if not name.isupper():
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
