"""Spells a sequence of terminals as a text that the parser reads back as these terminals."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any

import attrs
from lark import Lark
from lark.exceptions import GrammarError, LarkError, UnexpectedInput
from lark.lexer import PatternStr, TerminalDef

from ..automaton import REFUSED
from ..escapes import escaped
from ..lark_grammar import LarkGrammar
from .lexing import taken, whole_lexer
from .samples import samples
from .sentences import Sentences

MOST_TEXTS = 12  # of one terminal, that are tried
MOST_GAPS = 4  # texts that the lexer leaves out, that are tried between two terminals


@attrs.frozen
class Sample:
    """A text that a rule can print.

    Attributes:
        terminals: its terminals: strings in quotes, the others by their names
        text: the text, as the parser reads it back; None if none was found that it reads back
    """

    terminals: str
    text: str | None


def samples_of(grammar: LarkGrammar, rule: str | None = None) -> Iterator[Sample]:
    """Yield what a rule can print, those with the fewest terminals first; of a terminal, texts that it matches.

    Refused lines are left out: their text is what no rule takes.

    Raises lark.exceptions.GrammarError if there is no such rule or terminal, or the grammar is not LALR.
    """
    if not grammar.is_lalr:
        raise GrammarError(f"{grammar.path.name}: samples need an LALR grammar; this one is read by Earley")
    rule = rule or grammar.start[0]
    if rule.isupper():
        terminal = next((each for each in grammar.parser().terminals if each.name == rule), None)
        if terminal is None:
            raise GrammarError(f"{grammar.path.name}: no rule uses a terminal {rule} as a whole")
        yield from (Sample(rule, text) for text, _ in _texts(terminal))
        return
    try:
        parser = grammar.parser(rule)
    except GrammarError as refusal:
        if f"undefined rule: {rule}" in str(refusal):
            raise GrammarError(f"{grammar.path.name}: there is no rule {rule}") from None
        raise
    speller = Speller(parser)
    refused = {REFUSED} - {terminal.name for terminal in parser.terminals}  # declared alone: it has no pattern
    for terminals in Sentences(parser.rules, without=refused).of(rule):
        yield Sample(speller.shown(terminals), speller.text(terminals))


class Speller:
    """Spells sequences of terminals for one parser of Lark's.

    Terminals follow one another directly if the lexer tells them apart, or else with what it leaves out between them.
    A parser that cannot be asked what it reads (``reads``) has a lexer at least.
    """

    def __init__(self, parser: Lark, *, reads: bool = True) -> None:
        self._parser = parser
        self._reads = reads
        self._terminals = {terminal.name: terminal for terminal in parser.terminals}
        self._texts = {name: _texts(terminal) for name, terminal in self._terminals.items()}
        ignored = dict.fromkeys(text for name in parser.ignore_tokens for text, _ in self._texts.get(name, ()))
        self._gaps = ["", *sorted(ignored, key=lambda text: (text != " ", len(text), text))[:MOST_GAPS]]

    def text(self, names: Sequence[str]) -> str | None:
        """Return a text that the parser accepts as these terminals; None if none was found."""
        text = self._beginning(names, self._takes)
        return text if text is not None and self._takes(text, names, is_whole=True) else None

    def shown_text(self, names: Sequence[str]) -> str:
        """Show a text of these terminals: in quotes, and whether the parser refuses it; nothing if none was found."""
        text = self.text(names) if self._reads else None
        if text is not None:
            return escaped(text)
        text = self._beginning(names, self._lexes)
        if text is None:
            return ""
        if not self._reads:
            return escaped(text)
        try:
            self._parser.parse(text)
        except LarkError:
            return f"{escaped(text)} (which Lark refuses)"
        return ""  # it is read in another way

    def _beginning(self, names: Sequence[str], takes: Callable[[str, Sequence[str]], bool]) -> str | None:
        text = ""
        for count, name in enumerate(names, 1):
            ends = (
                (f"{text}{gap}{end}", behind)
                for end, behind in self._texts.get(name, ())
                for gap in self._gaps_between(text, end)
            )
            found = (longer for longer, behind in ends if takes(longer + behind, names[:count]))
            longer = next(found, None)
            if longer is None:
                return None
            text = longer
        return text

    def shown(self, names: Sequence[str]) -> str:
        """Show terminals as a grammar writes them: strings in quotes, the others by their names."""
        return " ".join(map(self._shown, names)) or "nothing"

    def _shown(self, name: str) -> str:
        terminal = self._terminals.get(name)
        return escaped(terminal.pattern.value) if terminal and isinstance(terminal.pattern, PatternStr) else name

    def _gaps_between(self, text: str, end: str) -> list[str]:
        are_words = text[-1:].isalnum() and end[:1].isalnum()
        return sorted(self._gaps, key=bool, reverse=are_words)

    def _lexes(self, text: str, names: Sequence[str]) -> bool:
        """Return whether a lexer that tries all terminals takes these from a text to begin with."""
        place, lexer = 0, whole_lexer(self._parser)
        try:
            for name in names:
                token = taken(lexer, text, place)
                if token.type != name:
                    return False
                place = token.end_pos or 0
        except (UnexpectedInput, EOFError):
            return False
        return True

    def _takes(self, text: str, names: Sequence[str], is_whole: bool = False) -> bool:
        """Return whether the parser takes these terminals from a text, at least to begin with."""
        running: Any = self._parser.parse_interactive(text)  # Lark has no types for what is called here
        tokens = running.lexer_thread.lex(running.parser_state)
        last = None
        try:
            for name in names:
                last = next(tokens, None)
                if last is None or last.type != name:
                    return False
                running.feed_token(last)
            if is_whole:
                if next(tokens, None) is not None:
                    return False
                running.feed_eof(last)
        except LarkError:
            return False
        return True


def _texts(terminal: TerminalDef) -> list[tuple[str, str]]:
    """Return texts of a terminal, each with a continuation at which it ends."""
    if isinstance(terminal.pattern, PatternStr):
        return [(terminal.pattern.value, "")]
    found = (each for each in samples(terminal.pattern.to_regexp()) if each[0])
    return sorted(islice(found, MOST_TEXTS), key=lambda each: "\r" in each[0])  # a line end is "\n" where it may be
