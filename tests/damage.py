"""Kinds of damage to texts, as converters, editors and people cause it.

Each kind is a function that takes a text and ``choose``, and returns the edits that it would make. ``choose`` returns a
number between two others, both included, as ``random.Random(seed).randint`` does.
"""

from __future__ import annotations

import re
from collections.abc import Callable

Choose = Callable[[int, int], int]
Edit = tuple[int, int, str]  # start and end of what is replaced, and by what
Kind = Callable[[str, Choose], list[Edit]]

LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+")
SEPARATOR = re.compile(r"[\t|]")
HEADING = re.compile(
    r"^[^\r\n]{0,12}(?:1\\?\. ?Name and Address|Table I{1,2} |Reporting Owners|Signatures|Explanation of Responses)",
    re.M,
)
# What a character may become: what a value, a mark or a separator is made of, what no keyboard types, what no terminal
# expects.
CHARACTERS = "0123456789ABDFGIJKMPSVXZadefiklmostx .,:;$#*()[]/-_<>&\\|\t\n\r\xa0\u200b\ufeffé☒\x00"
# What a cell may be full of: words, digits, blanks, and the beginnings of whatever a pattern looks ahead for.
PATTERNS = ("word ", "x", "1", "1,000", "(1) ", " ", "\xa0", "(", "[", "\\", "*", "-", "<b>", "X ")


def damaged(text: str, edits: list[Edit]) -> str:
    """The text after the edits."""
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def lines_of(text: str) -> list[tuple[int, int]]:
    """Start and end of every line, including its line end; a text without lines has one empty line."""
    return [found.span() for found in LINE.finditer(text)] or [(0, 0)]


# ------------------------------------------------------------------------------------------------- lines


def line_dropped(text: str, choose: Choose) -> list[Edit]:
    start, end = _line(text, choose)
    return [(start, end, "")]


def line_doubled(text: str, choose: Choose) -> list[Edit]:
    start, end = _line(text, choose)
    return [(end, end, text[start:end])]


def lines_swapped(text: str, choose: Choose) -> list[Edit]:
    one, other = _line(text, choose), _line(text, choose)
    return _swapped(text, one, other)


def neighbours_swapped(text: str, choose: Choose) -> list[Edit]:
    lines = _filled_lines(text)
    number = choose(0, max(0, len(lines) - 2))
    return _swapped(text, *lines[number : number + 2]) if len(lines) > 1 else []


def line_cut(text: str, choose: Choose) -> list[Edit]:
    """A line loses its last characters, but keeps its line end."""
    start, end = _line(text, choose)
    end = start + len(text[start:end].rstrip("\r\n"))
    return [(choose(start, end), end, "")]


def line_broken(text: str, choose: Choose) -> list[Edit]:
    start, end = _line(text, choose)
    place = choose(start, start + len(text[start:end].rstrip("\r\n")))
    return [(place, place, "\n")]


def lines_joined(text: str, choose: Choose) -> list[Edit]:
    ends = [found.span() for found in re.finditer(r"(?:\r\n?|\n)+", text)]
    return [(*ends[choose(0, len(ends) - 1)], " ")] if ends else []


def rest_cut_off(text: str, choose: Choose) -> list[Edit]:
    return [(choose(0, len(text)), len(text), "")]


# ------------------------------------------------------------------------------- separators and characters


def separator_lost(text: str, choose: Choose) -> list[Edit]:
    return [(place, place + 1, "") for place in _separator(text, choose)]


def separator_blanked(text: str, choose: Choose) -> list[Edit]:
    return [(place, place + 1, " ") for place in _separator(text, choose)]


def separator_doubled(text: str, choose: Choose) -> list[Edit]:
    return [(place, place, text[place]) for place in _separator(text, choose)]


def character_replaced(text: str, choose: Choose) -> list[Edit]:
    place = choose(0, max(0, len(text) - 1))
    return [(place, min(place + 1, len(text)), _character(choose))]


def character_dropped(text: str, choose: Choose) -> list[Edit]:
    place = choose(0, max(0, len(text) - 1))
    return [(place, min(place + 1, len(text)), "")]


def character_inserted(text: str, choose: Choose) -> list[Edit]:
    place = choose(0, len(text))
    return [(place, place, _character(choose))]


# ------------------------------------------------------------------------------------------ sections and size


def section_repeated(text: str, choose: Choose) -> list[Edit]:
    """From one of the form's headings to the next, a second time."""
    headings = [found.start() for found in HEADING.finditer(text)]
    if not headings:
        return []
    number = choose(0, len(headings) - 1)
    end = [*headings, len(text)][number + 1]
    return [(end, end, text[headings[number] : end])]


def line_3000_times(text: str, choose: Choose) -> list[Edit]:
    """A table of 3,000 rows, or as many of any other line."""
    start, end = _line(text, choose)
    return [(end, end, text[start:end] * 2_999)]


def cell_of_1_mb(text: str, choose: Choose) -> list[Edit]:
    """A word, a number or a blank within a line becomes a million characters long."""
    start, end = _line(text, choose)
    place = choose(start, start + len(text[start:end].rstrip("\r\n")))
    pattern = PATTERNS[choose(0, len(PATTERNS) - 1)]
    return [(place, place, pattern * (1_000_000 // len(pattern)))]


# One change of a document each.
SMALL: tuple[Kind, ...] = (
    *(line_dropped, line_doubled, lines_swapped, neighbours_swapped, line_cut, line_broken, lines_joined, rest_cut_off),
    *(separator_lost, separator_blanked, separator_doubled),
    *(character_replaced, character_dropped, character_inserted),
    section_repeated,
)


# ------------------------------------------------------------------------------------------------ encodings


def stray_windows_1252(data: bytes, choose: Choose) -> bytes:
    return _inserted(data, choose, bytes([choose(0x80, 0xFF)]))


def piece_of_utf_16(data: bytes, choose: Choose) -> bytes:
    """Without its NUL bytes, as some tools leave it, or with them."""
    piece = "Prénom ☒".encode(("utf-16-le", "utf-16-be", "utf-16")[choose(0, 2)])
    return _inserted(data, choose, piece.replace(b"\0", b"") if choose(0, 1) else piece)


def byte_order_mark_inside(data: bytes, choose: Choose) -> bytes:
    return _inserted(data, choose, (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")[choose(0, 2)])


def character_cut_in_two(data: bytes, choose: Choose) -> bytes:
    return _inserted(data, choose, "é☒𝄞"[choose(0, 2)].encode()[:-1])


ENCODINGS = (stray_windows_1252, piece_of_utf_16, byte_order_mark_inside, character_cut_in_two)

# ------------------------------------------------------------------------------------------------- helpers


def _filled_lines(text: str) -> list[tuple[int, int]]:
    """The lines that are not blank: a missing blank line rarely matters."""
    return [(start, end) for start, end in lines_of(text) if text[start:end].strip()] or [(0, 0)]


def _line(text: str, choose: Choose) -> tuple[int, int]:
    lines = _filled_lines(text)
    return lines[choose(0, len(lines) - 1)]


def _swapped(text: str, one: tuple[int, int], other: tuple[int, int]) -> list[Edit]:
    return [] if one == other else [(*one, text[slice(*other)]), (*other, text[slice(*one)])]


def _separator(text: str, choose: Choose) -> list[int]:
    """The place of one separator, if there is any."""
    places = [found.start() for found in SEPARATOR.finditer(text)]
    return [places[choose(0, len(places) - 1)]] if places else []


def _character(choose: Choose) -> str:
    return CHARACTERS[choose(0, len(CHARACTERS) - 1)]


def _inserted(data: bytes, choose: Choose, piece: bytes) -> bytes:
    place = choose(0, len(data))
    return data[:place] + piece + data[place:]
