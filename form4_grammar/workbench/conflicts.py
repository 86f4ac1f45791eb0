"""Conflicts of an LALR grammar: where a parser that sees one terminal ahead could do two things."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

import attrs
from lark.exceptions import LarkError

from ..lark_grammar import LarkGrammar
from .lalr import END, Clash, States, clashes, compiled
from .readings import MOST_PAIRS, Node, Readings, Search
from .refusals import without_arguments
from .sentences import Sentences
from .spelling import Speller

MOST_PLACES = 2  # of one conflict, from which a text with both readings is looked for
MOST_AHEAD = 6  # terminals that are named; the others are counted
LONGEST_CHAIN = 2  # rules of one part each, around one another, that are all shown


@attrs.frozen
class Conflict:
    """A conflict of two rules, or of the end of a rule with going on.

    Attributes:
        rule: the rule that may end, as it is written
        message: what happens
        detail: a text that reaches it and its two readings, in lines
    """

    rule: str
    message: str
    detail: tuple[str, ...]


def conflicts(grammar: LarkGrammar) -> list[Conflict]:
    """Return the conflicts of a grammar, those of the same two rules as one.

    Raises lark.exceptions.GrammarError for other errors in it.
    """
    try:
        parser, is_built = grammar.parser(), True
    except LarkError:
        parser, is_built = compiled(grammar), False
    states = States(parser, grammar.start)
    together: dict[tuple[str, str, bool], list[Clash]] = {}
    for clash in clashes(states):
        together.setdefault(_rules_of(states, clash), []).append(clash)
    if not together:
        return []
    search = Search(states, Sentences(parser.rules))
    starts = {state: start for start, state in states.starts.items()}
    found = []
    for (rule, other, goes_on), same in together.items():
        readings, start = None, grammar.start[0]
        for stack, clash in islice(search.ways(same), MOST_PLACES):
            here = search.readings(stack, clash)
            if readings is None or here.is_ambiguous:
                readings, start = here, starts[stack[0]]
            if here.is_ambiguous:
                break
        speller = Speller(grammar.parser(start) if is_built else parser, reads=is_built)
        ahead = _ahead([clash.terminal for clash in same], speller)
        ways = "goes on; Lark always does" if goes_on else "ends; Lark refuses the grammar"
        detail = tuple(_told(readings, rule, other, goes_on, speller))
        found.append(Conflict(rule, f"conflict before {ahead}: {rule} ends, or {other} {ways}", detail))
    return found


def _rules_of(states: States, clash: Clash) -> tuple[str, str, bool]:
    """Return the rule that may end, the other one, and whether that goes on."""
    goes_on = clash.other is None
    other = states.expecting[clash.state][clash.terminal][0][0] if clash.other is None else clash.other
    return _written(states.origins[clash.rule]), _written(states.origins[other]), goes_on


def _written(name: str) -> str:
    """Return the name of the rule that Lark has made a rule of: "block" for "__block_star_0", "pair" for "pair{A}"."""
    return without_arguments("_".join(name[2:].split("_")[:-2]) if name.startswith("__") else name)


def _ahead(terminals: Sequence[str], speller: Speller) -> str:
    shown = list(dict.fromkeys(speller.shown([name]) if name != END else "the end of the text" for name in terminals))
    more = f" and {len(shown) - MOST_AHEAD} more" if len(shown) > MOST_AHEAD else ""
    return ", ".join(shown[:MOST_AHEAD]) + more


def _told(readings: Readings | None, rule: str, other: str, goes_on: bool, speller: Speller) -> Iterator[str]:
    if readings is None:
        yield "no text reaches it: LALR merges states that a stronger parser tells apart"
        return
    labels = [f"{other} goes on", f"{rule} ends"] if goes_on else [f"{rule} ends", f"{other} ends"]
    before, after = readings.before, [readings.first, readings.other]
    parts = _where_they_differ(*readings.nodes, len(before), readings.is_ambiguous)
    shown = [_bracketed(*part, len(before), speller, LONGEST_CHAIN) for part in parts]
    if shown[0] == shown[1]:
        shown = [_bracketed(*part, len(before), speller) for part in parts]
    if readings.is_ambiguous:
        yield f"a text with two readings:  {_text(before, after[0], speller)}"
        if shown[0] == shown[1]:
            yield f"both build the same tree:  {shown[0]}"
            return
    else:
        yield f"no text with two readings within {MOST_PAIRS} steps; one for each:"
    width = max(map(len, labels))
    for label, following, tree in zip(labels, after, shown, strict=True):
        if not readings.is_ambiguous:
            yield f"{label:{width}}  {_text(before, following, speller)}"
            label = ""
        yield f"{label:{width}}  {tree}"


def _text(before: Sequence[str], after: Sequence[str], speller: Speller) -> str:
    """Show a text as terminals, with a dot at the conflict, and as text if there is one."""
    terminals = " ".join([*([speller.shown(before)] if before else []), "•", speller.shown(after) if after else ""])
    text = speller.shown_text([*before, *after])
    return f"{terminals.rstrip()}  {text}".rstrip()


def _where_they_differ(one: Node, other: Node, dot: int, is_ambiguous: bool) -> list[tuple[Node, int]]:
    """Return the smallest parts of two derivations outside which they are the same, each with where it begins."""
    start = 0
    while True:
        found = _child_at(one, dot - start)
        if found is None or found != _child_at(other, dot - start):
            break
        index, offset = found
        inner = one.children[index], other.children[index]
        behind = [[(each.name, each.leaves) for each in node.children[index + 1 :]] for node in (one, other)]
        if not is_ambiguous:
            behind = [[(name, ()) for name, _ in each] for each in behind]
        if behind[0] != behind[1] or inner[0].name != inner[1].name or not all(each.children for each in inner):
            break
        one, other, start = *inner, start + offset
    return [(one, start), (other, start)]


def _child_at(node: Node, place: int) -> tuple[int, int] | None:
    """Return the index of the child in which a place is, and where that begins."""
    offset = 0
    for index, child in enumerate(node.children):
        length = len(child.leaves)
        if offset <= place < offset + length:
            return index, offset
        offset += length
    return None


def _bracketed(node: Node, start: int, dot: int, speller: Speller, longest_chain: int | None = None) -> str:
    """Show a derivation on one line: "call[NAME "(" • ")"]"."""
    if node.terminals is not None:
        is_rule = node.terminals != (node.name,) and not node.name.startswith("__")
        shown = without_arguments(node.name) if is_rule else speller.shown(node.terminals)
        return f"• {shown}" if start == dot and node.terminals else shown
    names, inner = [node.name], node
    while len(inner.children) == 1 and inner.children[0].terminals is None:
        inner = inner.children[0]
        names.append(inner.name)
    names = [without_arguments(name) for name in names if not name.startswith("__")]
    parts = []
    for child in inner.children:
        if child.terminals != ():
            parts.append(_bracketed(child, start, dot, speller, longest_chain))
        start += len(child.leaves)
    if longest_chain and len(names) > longest_chain:
        names = [names[0], f"… {names[-1]}"]
    return "".join(f"{name}[" for name in names) + " ".join(filter(None, parts)) + "]" * len(names)
