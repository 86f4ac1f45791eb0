"""Any Lark grammar as a language whose texts can be read, shown, traced, covered and compared with snapshots."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from os import PathLike
from pathlib import Path
from typing import Any, BinaryIO

import attrs
from lark import Lark, Token, Tree
from lark.exceptions import GrammarError, LarkError, UnexpectedInput
from lark.utils import TextSlice

from .diagnostics import Diagnostic
from .escapes import escaped
from .files import read_bytes
from .lark_grammar import LarkGrammar
from .limits import TooSlowError
from .lossless import leaves, place_lines
from .recovery import accepted
from .spans import Lines
from .workbench.coverage import Coverage
from .workbench.lint import Fault, lint
from .workbench.refusals import Refused, refused, without_arguments
from .workbench.trace import Trace, Tracer
from .workbench.trees import TreeLine, diagnostic_lines, plain, tree_lines

REFUSED = "REFUSED"  # the terminal by which a grammar offers a place for what it refuses
EXPLAINED = 20  # refused lines of a text: each takes as long to explain as the text before it takes to read
# The codes of the diagnostics of any language, with what each means.
CODES = {
    "unexpected-text": "the grammar does not allow this text here",
    "unexpected-end": "the text ends where the grammar expects more",
    "refused-line": "no rule takes this line, and the grammar has a place for such lines",
    "not-utf-8": "the file is not UTF-8; nothing of it was read",
    "error-in-transformer": "the language's own transformer raised an exception",
}

Transformer = Callable[["Answer"], Any]
File = str | PathLike[str] | BinaryIO


@attrs.frozen
class Language:
    """A grammar, and what is made of the trees of its texts.

    Attributes:
        grammar: the grammar file, its start rules and the options of Lark
        transformer: a function of an answer with a tree; what it returns is the answer's result
        shown: how a result is written in a snapshot
    """

    grammar: LarkGrammar
    transformer: Transformer | None = None
    shown: Callable[[Any], str] = repr

    @classmethod
    def from_file(
        cls,
        path: str | Path,
        start: str | Iterable[str] = (),
        *,
        transformer: Transformer | None = None,
        shown: Callable[[Any], str] = repr,
        **options: Any,
    ) -> Language:
        """Use a grammar file.

        ``start`` is its start rule, or several with the usual one first. ``options`` are those of ``lark.Lark``;
        ``postlex`` may also be "module:Class". Both may stand in the file: ``//: start RULE`` and ``//: option NAME
        VALUE``. Raises OSError if the file does not exist. An error in the grammar raises
        lark.exceptions.GrammarError, an option that there is not on this call and other errors on first use.
        """
        rules = (start,) if isinstance(start, str) else tuple(start)
        return cls(LarkGrammar.from_file(path, rules, **options), transformer, shown)

    @property
    def path(self) -> Path:
        return self.grammar.path

    @property
    def name(self) -> str:
        return self.grammar.name

    def read(self, text: str, start: str | None = None, source: str | None = None) -> Answer:
        """Read a text. Never raises because of the text: what the grammar refuses is a diagnostic."""
        rule = start or self.grammar.start[0]
        parsed = (_parsed if self.grammar.is_lalr else _parsed_by_earley)(text, self.grammar, rule)
        answer = Answer(
            *(text, self, rule, parsed.tree, parsed.tokens, parsed.diagnostics), source=source, begun=parsed.begun
        )
        if self.transformer is None or answer.tree is None:
            return answer
        try:
            return attrs.evolve(answer, result=self.transformer(answer))
        except Exception as error:  # whatever the user's own function raises
            message = f"the transformer of {self.name} raised {type(error).__name__}: {error}"
            found = Diagnostic("error-in-transformer", "error", message)
            return attrs.evolve(answer, diagnostics=(*answer.diagnostics, found))

    def read_file(self, file: File, start: str | None = None) -> Answer:
        """Read a file in UTF-8, given its path or the open binary file. Raises OSError if it cannot be read."""
        source = str(Path(file)) if isinstance(file, str | PathLike) else str(getattr(file, "name", "<file>"))
        data = read_bytes(BytesIO(file) if isinstance(file, bytes) else file)
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            rule = start or self.grammar.start[0]
            found = Diagnostic(
                "not-utf-8", "error", f"byte {error.start + 1} is not UTF-8; nothing of the file was read"
            )
            return Answer("", self, rule, None, (), (found,), source=source)
        return self.read(text, start, source)

    def lint(self) -> list[Fault]:
        """Return the faults of the grammar, those that keep Lark from building it included."""
        return lint([self.grammar])

    @property
    def recovers(self) -> bool:
        """Whether the grammar has a place for what it refuses."""
        return _recovers(self.grammar.parser())

    def __str__(self) -> str:
        return self.name


@attrs.frozen
class Piece:
    """A piece of a text.

    Attributes:
        kind: "token" if the parser took it, "ignored" if the lexer left it out, "unread" if neither read it
        token: its terminal, text and place
    """

    kind: str
    token: Token


@attrs.frozen
class Answer:
    """What a language reads of a text.

    Attributes:
        text: the text
        language: the language
        start: the rule that it was read by
        tree: Lark's own tree; None if the text was refused
        begun: of a text that was refused, what the parser had read before it stopped, below the start rule: the trees
            of the rules that were complete, and the tokens of those that were not
        tokens: what the parser took, in order, those that the tree does not show included
        diagnostics: what was refused, and where; the path of each is the rule that the parser was in
        result: what the language's transformer has made of it
        source: the file's name
    """

    text: str
    language: Language
    start: str
    tree: Tree[Token] | None = attrs.field(eq=False, repr=False)
    tokens: tuple[Token, ...] = attrs.field(repr=False)
    diagnostics: tuple[Diagnostic, ...] = ()
    result: Any = None
    source: str | None = None
    begun: Tree[Token] | None = attrs.field(default=None, eq=False, repr=False)

    @property
    def pieces(self) -> Iterator[Piece]:
        """The text in pieces: joined, those with a place of their own are the text.

        A postlex may have made tokens that no text stands for: they have the place of the token before them.
        """
        ignored = _ignored(self.language.grammar.parser(self.start))
        done = 0
        for token in self.tokens:
            start, end = token.start_pos, token.end_pos
            if start is None or end is None or start < done:
                continue  # made by a postlex
            yield from _between(self.text, done, start, ignored, self.tree is not None)
            yield Piece("token", Token(token.type, self.text[start:end], start, end_pos=end))
            done = end
        yield from _between(self.text, done, len(self.text), ignored, self.tree is not None)

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        return tuple(found for found in self.diagnostics if found.severity == "error")

    def tree_lines(self, depth: int | None = None, at: int | None = None) -> Iterator[TreeLine]:
        """The lines of the tree from top to bottom, or of what was begun of it; none if there is neither."""
        tree = self.tree if self.tree is not None else self.begun
        return tree_lines(self.text, tree, depth, at) if tree is not None else iter(())

    def piece_lines(self, at: int | None = None) -> Iterator[TreeLine]:
        """The pieces of the text, a line each; what is ignored or unread says so."""
        lines = Lines(self.text)
        for piece in self.pieces:
            token = piece.token
            start, end = token.start_pos or 0, token.end_pos or 0
            if at is None or start <= at < end:
                caption = None if piece.kind == "token" else piece.kind
                yield TreeLine(0, lines.span(start, end), token.type, caption, escaped(token))

    def trace(self, at: int) -> Trace:
        """Explain how the text at an index was read.

        Raises ValueError if the index is after the end of the text, or the grammar is not LALR.
        """
        return self.tracer().trace(at)

    def tracer(self) -> Tracer:
        """Explains several places of the text. Raises ValueError if the grammar is not LALR."""
        if not self.language.grammar.is_lalr:
            raise ValueError(f"{self.language.path.name}: a trace needs an LALR grammar; this one is read by Earley")
        parser = self.language.grammar.parser(self.start)
        return Tracer(self.text, self.tokens, parser, is_refused=self.tree is None)

    def coverage(self) -> Coverage:
        """Return which rules, alternatives and terminals of the grammar the text exercises.

        Raises NotImplementedError for a grammar that is not LALR.
        """
        found = Coverage()
        self.add_to(found)
        return found

    def add_to(self, coverage: Coverage) -> None:
        """Count what the text exercises, if it was read; raises as ``coverage`` does."""
        if self.tree is not None:
            ignored = (piece.token for piece in self.pieces if piece.kind == "ignored")
            coverage.add(self.tokens, self.language.grammar, self.start, ignored)

    def snapshot(self) -> str:
        """Return the answer as text that can be stored and compared line by line; it ends with a line end."""
        return "\n".join(self._snapshot_lines()) + "\n"

    def _snapshot_lines(self) -> Iterator[str]:
        yield f"grammar: {self.language}, from {self.start}"
        yield ""
        yield "# tree"
        yield from map(plain, self.tree_lines())
        yield ""
        yield "# result"
        yield "none" if self.result is None else self.language.shown(self.result)
        yield ""
        yield "# diagnostics"
        for found in self.diagnostics:
            yield from diagnostic_lines(found)


@attrs.frozen
class _Parsed:
    tree: Tree[Token] | None
    tokens: tuple[Token, ...]
    diagnostics: tuple[Diagnostic, ...] = ()
    begun: Tree[Token] | None = None


def _parsed(text: str, grammar: LarkGrammar, start: str) -> _Parsed:
    parser = grammar.parser(start)
    recovers = _recovers(parser)
    # A grammar with a place for refused lines ends each line with a terminal, so the last one needs a line end.
    supplied = "\n" if recovers and text and not text.endswith(("\n", "\r")) else ""
    running: Any = parser.parse_interactive(text + supplied)  # Lark has no types for most of what is called here
    tokens: list[Token] = []
    tree: Tree[Token] | None = None
    diagnostics: list[Diagnostic] = []
    try:
        for token in running.lexer_thread.lex(running.parser_state):
            running.feed_token(token)
            tokens.append(token)
        tree = running.feed_eof(tokens[-1] if tokens else None)
    except UnexpectedInput as error:
        refusal = refused(text, parser, tokens, error)
        if recovers:
            try:
                tokens = _accepted(text + supplied, grammar, start)
                tree = _tree_of(parser, tokens)
            except GrammarError:  # it has no such place here
                pass
        if tree is None:
            diagnostics = [_diagnostic(text, refusal)]
        else:
            diagnostics = list(_of_lines(text, parser, tokens, text + supplied))
    except TooSlowError:
        raise
    except LarkError as error:  # of a postlex: tabs and blanks are mixed, for example
        place = tokens[-1].end_pos if tokens else 0
        diagnostics = [
            Diagnostic("unexpected-text", "error", str(error), span=Lines(text).span(place or 0, place or 0))
        ]
    if supplied and tree is not None:
        _cut(tree, tokens, len(text))
    begun = None if tree is not None else Tree(start, _shown(running.parser_state.value_stack))
    return _Parsed(tree, tuple(tokens), tuple(diagnostics), begun)


def _shown(values: Iterable[Any]) -> list[Any]:
    """What a parser has made so far, without the rules that a tree does not show."""
    found: list[Any] = []
    for value in values:
        is_hidden = isinstance(value, Tree) and str(value.data).startswith("_")
        found += _shown(value.children) if is_hidden else [value]
    return found


def _accepted(text: str, grammar: LarkGrammar, start: str) -> list[Token]:
    """Return tokens that the grammar accepts. Raises GrammarError if it has no place for a refused line."""
    found = accepted(grammar.automaton(start), text, start)
    tokens = [Token(name, text[begin:end], begin, end_pos=end) for name, begin, end in found]
    place_lines(tokens, text)
    return tokens


def _tree_of(parser: Lark, tokens: Iterable[Token]) -> Tree[Token]:
    """Build the tree of tokens that the grammar accepts."""
    running: Any = parser.parse_interactive()  # Lark has no types for feed_eof
    for token in tokens:
        running.feed_token(token)
    tree: Tree[Token] = running.feed_eof()
    return tree


def _cut(tree: Tree[Token], tokens: list[Token], length: int) -> None:
    """Cut the supplied line end from the last token, and from the tree if it shows that token."""
    last = tokens[-1]
    if (last.end_pos or 0) <= length:
        return  # it was ignored
    given = last.update(value=last[: length - (last.start_pos or 0)])
    given.end_pos = length
    for branch in tree.iter_subtrees():
        if branch.children and branch.children[-1] is last:
            branch.children[-1:] = [given] if given else []
        if not branch.meta.empty:
            branch.meta.end_pos = min(branch.meta.end_pos, length)
    tokens[-1:] = [given] if given else []


def _parsed_by_earley(text: str, grammar: LarkGrammar, start: str) -> _Parsed:
    try:
        tree = grammar.parser(start).parse(text)
        whole = attrs.evolve(grammar, options=tuple(sorted({**dict(grammar.options), "keep_all_tokens": True}.items())))
        tokens = sorted(leaves(whole.parser(start).parse(text)), key=lambda token: token.start_pos or 0)
        return _Parsed(tree, tuple(tokens))
    except UnexpectedInput as error:
        place = error.pos_in_stream if error.pos_in_stream is not None and error.pos_in_stream >= 0 else len(text)
        expected = getattr(error, "allowed", None) or getattr(error, "expected", None) or ()
        return _Parsed(None, (), (_stopped(text, place, min(place + 1, len(text)), expected),))


def _stopped(text: str, start: int, end: int, expected: Iterable[str]) -> Diagnostic:
    span = Lines(text).span(start, end)
    names = ", ".join(sorted(map(str, expected))) or None
    if start == len(text):
        return Diagnostic("unexpected-end", "error", "the end of the text does not fit here", None, span, names)
    found = text[start:end]
    message = f"{escaped(found)} does not fit here"
    return Diagnostic("unexpected-text", "error", message, None, span, names, found)


def _diagnostic(text: str, refusal: Refused) -> Diagnostic:
    lines = Lines(text)
    code = "unexpected-text" if refusal.start < len(text) else "unexpected-end"
    innermost = refusal.innermost
    span = lines.span(refusal.start, refusal.end)
    return Diagnostic(
        code,
        "error",
        f"{refusal.message}{_within(refusal, lines)}",
        without_arguments(innermost.name) if innermost else None,
        span,
        refusal.expected or None,
        text[refusal.start : refusal.end],
        refusal.hint,
    )


def _of_lines(text: str, parser: Lark, tokens: list[Token], whole: str) -> Iterator[Diagnostic]:
    """The diagnostics of the refused lines; of the first ones, why each was refused."""
    places = [place for place, token in enumerate(tokens) if token.type == REFUSED]
    lines = Lines(text)
    for number, place in enumerate(places):
        refusal = _why_refused(whole, parser, tokens[:place], tokens[place]) if number < EXPLAINED else None
        yield _of_line(lines, tokens[place], refusal)


def _why_refused(text: str, parser: Lark, before: list[Token], line: Token) -> Refused | None:
    """Read a refused line again, after the tokens before it; None if it is a later line that does not fit."""
    running: Any = parser.parse_interactive(TextSlice(text, line.start_pos or 0, len(text)))
    tokens = list(before)
    try:
        for token in tokens:
            running.feed_token(token)
        for token in running.lexer_thread.lex(running.parser_state):
            running.feed_token(token)
            tokens.append(token)
            if (token.start_pos or 0) > (line.end_pos or 0):
                return None
    except UnexpectedInput as error:
        return refused(text, parser, tokens, error)
    return None


def _of_line(lines: Lines, token: Token, refusal: Refused | None) -> Diagnostic:
    start, end = token.start_pos or 0, token.end_pos or 0
    message = "no rule takes this line"
    found = Diagnostic("refused-line", "error", message, None, lines.span(start, end), found=str(token))
    if refusal is None or not start <= refusal.start <= end:
        return found
    place = lines.span(refusal.start, refusal.end)
    message += f": at {place.line}:{place.column}, {refusal.message}{_within(refusal, lines)}"
    return attrs.evolve(found, message=message, expected=refusal.expected or None, hint=refusal.hint)


def _within(refusal: Refused, lines: Lines) -> str:
    """Say which rules are open: ", in attribute, begun at 3:1"; ", perhaps in types or constants, in domain, …"."""
    innermost = refusal.innermost
    if innermost is None or innermost.first is None:
        return ""
    start = innermost.first.start_pos or 0
    place = lines.span(start, start)
    may_be = f", perhaps in {refusal.alternatives}," if refusal.alternatives else ","
    return f"{may_be} in {without_arguments(innermost.name)}, begun at {place.line}:{place.column}"


def _recovers(parser: Lark) -> bool:
    return any(symbol.name == REFUSED for rule in parser.rules for symbol in rule.expansion)


def _ignored(parser: Lark) -> list[Any]:
    """The terminals that a parser ignores, in the order in which its lexer tries them."""
    names = set(parser.ignore_tokens)
    return [terminal for terminal in sorted(parser.terminals, key=lambda t: -t.priority) if terminal.name in names]


def _between(text: str, start: int, end: int, ignored: list[Any], is_whole: bool) -> Iterator[Piece]:
    """Yield what is between two tokens: pieces that were ignored, or else what was not read."""
    while start < end:
        matches = ((t, re.compile(t.pattern.to_regexp()).match(text, start, end)) for t in ignored)
        terminal, stop = next(((t.name, m.end()) for t, m in matches if m and m.end() > start), ("", end))
        if not terminal:
            yield Piece("unread", Token("UNREAD", text[start:end], start, end_pos=end))
            return
        yield Piece("ignored", Token(terminal, text[start:stop], start, end_pos=stop))
        start = stop
