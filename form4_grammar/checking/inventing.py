"""Replaces the names, amounts and footnotes of a text with invented ones."""

from __future__ import annotations

import re
from collections.abc import Iterator

import attrs
from lark import Token, Tree

from ..grammars import Layout
from ..language import Answer
from ..parsing import ERROR_NODES
from ..reading import Reading
from ..states import STATE_CODES
from .minimising import Read, Shows

INVENTED = (
    *("Alder", "Birch", "Cedar", "Dogwood", "Elmwood", "Firth", "Gorse", "Hazel", "Ironwood", "Juniper", "Kapok"),
    *("Larch", "Maple", "Nettle", "Oakley", "Poplar", "Quince", "Rowan", "Sorrel", "Tamarack", "Umbrel", "Viburnum"),
    *("Willow", "Yarrow", "Zelkova"),
)
DIGITS = "27182845945235362874713526624977"
# A word or number that may be part of a name or an amount; or, to keep: mark-up but for the CIK of a link, a date or a
# footnote mark.
PIECE = re.compile(
    r"(?P<kept>&\w+;|</?\w(?:(?!CIK=[0-9])[^<>])*(?:CIK=|>)|(?<=CIK=[0-9]{10})[^<>()\s]*[\"'][^<>]*>"
    r"|\]\([^()\s0-9]*|\b[0-9]{1,4}[/-][0-9]{1,2}[/-][0-9]{1,4}\b|\([0-9]{1,2}\))"
    r"|(?P<word>[^\W\d_]{2,})|(?P<number>[0-9][0-9,.]*[0-9])"
)
WORD_OF_A_PATTERN = re.compile(r"[A-Za-z]{2,}|\b[0-9]{2}\b")


@attrs.frozen
class Invention:
    """A text with invented words and numbers.

    Attributes:
        text: the text
        kept: the words and numbers of the original that could not be replaced without losing what the text shows
    """

    text: str
    kept: tuple[str, ...]
    is_invented: bool = True


def invented(text: str, read: Read, shows: Shows) -> Invention:
    """Replace the words and numbers that a filer wrote with others of the same shape, consistently.

    Text that the form prints stays. Words of the form also stay in text that the grammar refused, where they may be
    printed.
    """
    pieces = list(_pieces(read(text)))
    written = dict.fromkeys(piece for piece, is_filers in pieces if is_filers)
    replacements: dict[str, str] = {}
    for number, piece in enumerate(written):
        more = replacements | {piece: _invent(piece, number)}
        if shows(_replaced(pieces, more)):
            replacements = more
    return Invention(_replaced(pieces, replacements), tuple(piece for piece in written if piece not in replacements))


def _replaced(pieces: list[tuple[str, bool]], replacements: dict[str, str]) -> str:
    return "".join(replacements.get(piece, piece) if is_filers else piece for piece, is_filers in pieces)


def _pieces(reading: Reading | Answer) -> Iterator[tuple[str, bool]]:
    """Split a text into pieces, each with whether it is a word or number that the filer wrote."""
    assert isinstance(reading, Reading)
    assert isinstance(reading.layout, Layout)
    assert reading.tree
    terminals = reading.layout.parser(form=reading.form).terminals
    # Captions, marks and check marks have these priorities in section16.lark. Other words are the filer's.
    printed = {terminal.name for terminal in terminals if 20 <= terminal.priority < 30} | {"MARK", "DATE"}
    forms_words = {
        word.casefold() for terminal in terminals for word in WORD_OF_A_PATTERN.findall(terminal.pattern.value)
    }
    for token, is_refused in _tokens(reading.tree):
        if token.type in printed:
            yield token, False
            continue
        done = 0
        for found in PIECE.finditer(token):
            yield token[done : found.start()], False
            is_forms = found["kept"] or found[0] in STATE_CODES or (is_refused and found[0].casefold() in forms_words)
            yield found[0], not is_forms
            done = found.end()
        yield token[done:], False


def _tokens(branch: Tree[Token], is_refused: bool = False) -> Iterator[tuple[Token, bool]]:
    is_refused = is_refused or branch.data in ERROR_NODES
    for child in branch.children:
        if isinstance(child, Token):
            yield child, is_refused or child.type in ERROR_NODES
        else:
            yield from _tokens(child, is_refused)


def _invent(piece: str, number: int) -> str:
    """Return an invented word of the same case, or a number with as many digits; ``number`` selects it."""
    if piece[0].isdigit():
        digits = iter(DIGITS[number % len(DIGITS) :] + DIGITS * len(piece))
        return "".join(next(digits) if character.isdigit() else character for character in piece)
    word = INVENTED[number % len(INVENTED)]
    if number >= len(INVENTED):
        word += INVENTED[number // len(INVENTED) % len(INVENTED)].lower()
    return word.upper() if piece.isupper() else word.lower() if piece.islower() else word
