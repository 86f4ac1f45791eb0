"""What each piece of a text became: a caption, a value of some kind, a separator, or nothing.

It follows from the fields that have their place there, and from the grammar's terminals; no text is looked for.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence

from lark import Token
from lark.lexer import PatternStr

from ...grammars import Layout
from ...language import Answer, Piece
from ...parsing import ERROR_NODES
from ...workbench.samples import is_caption
from ..sheet import kind_of
from .fields import FieldLine

CAPTION, SEPARATOR, MARK, REFUSED, OTHER = "c", "s", "m", "r", "o"
KINDS = {"date": "d", "number": "n", "code": "k", "box": "k", "text": "t"}
MARKS = frozenset({"MARK", "NOTE_MARK", "FIRST_NOTE"})  # the terminals of footnote marks
# What the values of other grammars look like.
NUMBER = re.compile(r"[-+]?(?:\d[\d,_]*(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?%?")
DATE = re.compile(r"\d{4}-\d\d-\d\d(?:[T ].*)?|\d\d?[/.]\d\d?[/.]\d{4}")


def of_filing(tokens: Sequence[Token], layout: Layout, form: str | None, fields: Iterable[FieldLine]) -> str:
    """A letter for each token of a filing, in the order of the text."""
    captions = _captions(layout, form)
    of_fields = _of_places(tokens, fields)
    return "".join(_of_token(token, captions, of_fields.get(number)) for number, token in enumerate(tokens))


def _of_token(token: Token, captions: frozenset[str], of_field: str | None) -> str:
    if token.type in MARKS:
        return MARK
    if token.type.startswith("_") or token.isspace():
        return SEPARATOR
    if of_field is not None:
        return of_field
    return REFUSED if token.type in ERROR_NODES else CAPTION if token.type in captions else OTHER


def _of_places(tokens: Sequence[Token], fields: Iterable[FieldLine]) -> dict[int, str]:
    """The letters of the tokens in which fields have their places; of several fields, that with the shortest place.

    What fits no cell may still be read, in another one. But a line that no rule takes is no part of a note around it.
    """
    starts, ends = [token.start_pos or 0 for token in tokens], [token.end_pos or 0 for token in tokens]
    places = [(field.span, field) for field in fields if field.value not in (None, "null") and field.span]
    found = {}
    for span, field in sorted(places, key=lambda place: place[0].start - place[0].end):
        for number in range(bisect_right(ends, span.start), bisect_left(starts, span.end)):
            is_within = starts[number] <= span.start and span.end <= ends[number]
            if is_within or tokens[number].type not in ERROR_NODES:
                found[number] = _letter(field)
    return found


def _letter(field: FieldLine) -> str:
    return KINDS[kind_of(field.name)]


def _captions(layout: Layout, form: str | None) -> frozenset[str]:
    """The terminals that match words which the form prints."""
    terminals = layout.automaton(form=form).tables.terminals
    return frozenset(name for name, pattern in terminals.items() if is_caption(pattern))


def of_answer(pieces: Iterable[Piece], answer: Answer) -> str:
    """A letter for each piece of a text in any language: a terminal that is one text is a caption or a separator."""
    literals = {
        terminal.name
        for terminal in answer.language.grammar.parser(answer.start).terminals
        if isinstance(terminal.pattern, PatternStr) or is_caption(terminal.pattern.to_regexp())
    }
    return "".join(_of_piece(piece, literals) for piece in pieces)


def _of_piece(piece: Piece, literals: set[str]) -> str:
    text, name = str(piece.token), piece.token.type
    if piece.kind == "unread" or name in ERROR_NODES:
        return REFUSED
    if piece.kind == "ignored":
        return SEPARATOR if text.isspace() else CAPTION  # blanks; comments
    if name in literals:
        return CAPTION if any(map(str.isalpha, text)) else SEPARATOR
    if name.startswith("_") or not any(map(str.isalnum, text)):
        return SEPARATOR
    return "d" if DATE.fullmatch(text) else "n" if NUMBER.fullmatch(text) else "t"


def of_fields(text: str, fields: Mapping[str, FieldLine]) -> Iterator[tuple[int, str, str]]:
    """Pieces of a text that was read without a grammar: the end of each, its field if it is one, and its letter."""
    done = 0
    for line in sorted(
        (line for line in fields.values() if line.value not in (None, "null") and line.span),
        key=lambda line: (line.span.start, -line.span.end) if line.span else (0, 0),
    ):
        assert line.span
        if line.span.start < done or line.span.start == line.span.end:
            continue
        if line.span.start > done:
            yield line.span.start, "", CAPTION
        done = line.span.end
        yield done, line.path, _letter(line)
    if done < len(text):
        yield len(text), "", CAPTION
