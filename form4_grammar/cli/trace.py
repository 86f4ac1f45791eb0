"""``form4 trace``: explain why a place of a text was read as it was."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator

from lark import Token
from lark.lexer import TerminalDef

from ..escapes import escaped
from ..grammars import Layout
from ..language import Answer
from ..parsing import parsed_tokens
from ..reading import Reading
from ..spans import Lines
from ..typography import plain
from ..views.tree import captions
from ..workbench.lexing import Attempt, why_before
from ..workbench.resolved import Definition, Grammar, resolve
from ..workbench.samples import is_caption, samples
from ..workbench.trace import Trace, trace
from .inputs import answers, chosen_language, chosen_layouts, readings, stated_place, status_of, without_tree
from .outputs import show, show_diagnostics
from .statuses import UsageError

WIDTH = 60  # of a token that is shown


def run(arguments: argparse.Namespace) -> int:
    """Trace a place of every file; return the highest of their exit statuses."""
    place = stated_place(arguments.at)
    status = 0
    language = chosen_language(arguments)
    if language:
        for answer in answers(arguments, language):
            status = max(status, status_of(answer, arguments.strict))
            if isinstance(answer, Answer):
                _show_answer(answer, place)
        return status
    layout = chosen_layouts(arguments)
    for reading in readings(arguments, layout):
        status = max(status, status_of(reading, arguments.strict))
        if isinstance(reading, Reading):
            status = max(status, _show(reading, place))
    return status


def _show(reading: Reading, place: tuple[int, int]) -> int:
    if reading.tree is None or not isinstance(reading.layout, Layout):
        return without_tree(reading)
    lines, layout, form = Lines(reading.text), reading.layout, reading.form
    tokens = parsed_tokens(reading.text, reading.tree, layout, "filing", form)
    try:
        found = trace(plain(reading.text), tokens, layout.parser(form=form), lines.offset(*place))
    except ValueError as refusal:
        raise UsageError(f"{reading.source}: {refusal}") from None
    _print(reading.source, found, lines, resolve(layout.grammar(form)))
    return 0


def _show_answer(answer: Answer, place: tuple[int, int]) -> None:
    lines = Lines(answer.text)
    try:
        found = answer.trace(lines.offset(*place))
    except ValueError as refusal:
        raise UsageError(f"{answer.source}: {refusal}") from None
    _print(answer.source, found, lines, resolve(answer.language.grammar), is_filing=False)
    show_diagnostics(answer)


def _print(source: str | None, found: Trace, lines: Lines, grammar: Grammar, *, is_filing: bool = True) -> None:
    show(f"{source}:{_shown(found.leaf, lines)}")
    show("in the rules")
    for line in _rules(found.rules, grammar, is_filing):
        show(line)
    if found.refusal:
        show(f"a line that no rule takes{'; of it was read' if found.refusal.tokens else ''}")
        for token in found.refusal.tokens:
            show(f"  {_shown(token, lines)}")
        show("with the rules begun")
        for line in _rules(found.refusal.rules, grammar, is_filing):
            show(line)
    span = lines.span(found.at, found.at)
    show(f"tried at {span.line}:{span.column}, in this order")
    for line in _attempts(found, grammar):
        show(line)


def _shown(token: Token, lines: Lines) -> str:
    """A token with its place: '12:3 DATE "03/14/2023"'."""
    span = lines.span(token.start_pos or 0, token.end_pos or 0)
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
