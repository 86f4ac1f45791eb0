"""How a place of a text was read, in words: the rules around it, what was tried there, and what won."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator

from lark import Token
from lark.lexer import TerminalDef

from ..detection import FormEvidence
from ..escapes import escaped
from ..grammars import Layout
from ..language import Answer
from ..lossless import leaves
from ..parsing import Parse, prepare
from ..reading import Reading
from ..spans import Lines
from ..typography import plain
from ..workbench.lexing import Attempt, why_before
from ..workbench.resolved import Definition, Grammar, resolve
from ..workbench.samples import is_caption, samples
from ..workbench.trace import Trace, Tracer
from .tree import captions

WIDTH = 60  # of a token that is shown

Explain = Callable[[int], list[str]]


def explainer(read: Reading | Answer) -> Explain:
    """Return a function that explains the place at an index of a text that was read, in lines.

    It raises ValueError for a place that is not in the text. Raises ValueError where no trace is possible: of a text
    that was read without a grammar, or by Earley.
    """
    lines = Lines(read.text)
    if isinstance(read, Answer):
        tracer = read.tracer()
        grammar = resolve(read.language.grammar)
        return lambda at: list(_trace_lines(tracer.trace(at), lines, grammar, _as_it_is, is_filing=False))
    if read.tree is None or not isinstance(read.layout, Layout):
        raise ValueError(f"{read.layout} is read without a grammar")
    layout, form = read.layout, read.form
    # What the grammar reads: folds are joined, and HTML is the text that it shows.
    unfolded = prepare(read.text, layout, None, None).unfolded
    whole = unfolded.text if unfolded.text.endswith(("\n", "\r")) else f"{unfolded.text}\n"
    tokens = list(Parse(whole, layout, "filing", FormEvidence(form, is_told=True)).leaves)
    starts = [leaf.start_pos or 0 for leaf in leaves(read.tree)]  # of each token, in the given text
    tracer = Tracer(plain(unfolded.text), tokens, layout.parser(form=form))
    grammar = resolve(layout.grammar(form))

    def explain(at: int) -> list[str]:
        if at >= len(read.text):
            raise ValueError("the text ends before this place")
        found = tracer.trace(tokens[bisect_right(starts, at) - 1].start_pos or 0)
        return list(_trace_lines(found, lines, grammar, unfolded.place, is_filing=True))

    return explain


def _as_it_is(start: int, end: int) -> tuple[int, int]:
    return start, end


def _trace_lines(
    found: Trace, lines: Lines, grammar: Grammar, place: Callable[[int, int], tuple[int, int]], *, is_filing: bool
) -> Iterator[str]:
    """Yield the lines of a trace; ``place`` says where a start and an end are in the given text."""
    yield _shown(found.leaf, lines, place)
    yield "in the rules"
    yield from _rules(found.rules, grammar, is_filing)
    if found.refusal:
        yield f"a line that no rule takes{'; of it was read' if found.refusal.tokens else ''}"
        for token in found.refusal.tokens:
            yield f"  {_shown(token, lines, place)}"
        yield "with the rules begun"
        yield from _rules(found.refusal.rules, grammar, is_filing)
    span = lines.span(*place(found.at, found.at))
    yield f"tried at {span.line}:{span.column}, in this order"
    yield from _attempts(found, grammar)


def _shown(token: Token, lines: Lines, place: Callable[[int, int], tuple[int, int]]) -> str:
    """A token with its place: '12:3 DATE "03/14/2023"'."""
    span = lines.span(*place(token.start_pos or 0, token.end_pos or 0))
    return f"{span.line}:{span.column} {token.type} {_short(token)}"


def _short(text: str) -> str:
    return escaped(text if len(text) <= WIDTH else f"{text[: WIDTH - 1]}…")


def _rules(rules: Iterable[str], grammar: Grammar, is_filing: bool) -> Iterator[str]:
    """Yield a line for each rule: where it is defined, and the caption of its column."""
    rules = list(rules)
    table = next((rule for rule in rules if rule in ("table_1", "table_2")), "") if is_filing else ""
    for rule in rules:
        definition = grammar.definitions.get(rule.partition("{")[0])
        place = str(definition.statement) if definition else ""
        caption = captions(table).get(rule)
        yield f"  {place:24} {rule}{f'  [{caption}]' if caption else ''}{_replaced(definition)}"


def _attempts(found: Trace, grammar: Grammar) -> Iterator[str]:
    """Yield a line for each terminal that was tried: where it is defined, its priority, and the outcome."""
    winner = next((each.terminal for each in found.attempts if each.terminal.name == found.taken), None)
    for attempt in found.attempts:
        terminal = attempt.terminal
        definition = grammar.definitions.get(terminal.name)
        place = str(definition.statement) if definition else ""
        outcome = _outcome(attempt, winner, found)
        yield f"  {place:24} {terminal.name:21} {terminal.priority:3}  {outcome}{_replaced(definition)}".rstrip()
    if winner is None:
        yield "  none of them matches"


def _replaced(definition: Definition | None) -> str:
    return f"  (in place of {definition.replaced})" if definition and definition.replaced else ""


def _outcome(attempt: Attempt, winner: TerminalDef | None, found: Trace) -> str:
    if attempt.text is None:
        pattern = attempt.terminal.pattern.to_regexp()
        return f"not {_short(samples(pattern)[0][0])}" if is_caption(pattern) else ""
    if winner is None or attempt.terminal is winner:
        return f"takes {_short(attempt.text)}{', and no rule goes on with it' if found.refusal else ''}"
    return f"would take {_short(attempt.text)}, but {why_before(winner, attempt.terminal)}"
