"""Text that acts on nothing that shows it: what a terminal, a log or a reader's eye would obey is an escape."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, TypeVar

import attrs

T = TypeVar("T")

# Characters that Python calls printable, but that take no room or look like a blank: Unicode's Default_Ignorable.
INVISIBLE = {0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0}
INVISIBLE |= {*range(0x180B, 0x1810), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)}
# What GitHub's logs obey, "::error::" at the start of a line and "##[group]" anywhere; where a line starts is up to
# the width of the page.
LOG_COMMAND = re.compile(r":(?=:)|#(?=#\[)")
# JSON escapes control characters of ASCII itself; line ends and blanks outside of its strings are its own.
UNSAFE_IN_JSON = re.compile(r"[^\x00-\x7e]")
# A cell that begins with one of these is a formula to a spreadsheet; the last four are the full-width ones.
FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")


class _Escapes(dict[int, str]):
    """What each character is written as, by its code; those that were asked for once are kept."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if character.isprintable() and code not in INVISIBLE:
            self[code] = character
        else:
            self[code] = f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
        return self[code]


QUOTED = _Escapes({ord("\t"): "\\t", ord("\n"): "\\n", ord("\r"): "\\r", ord("\\"): "\\\\", ord('"'): '\\"'})
# How Python writes a byte of a file's name that is no UTF-8; it is shown as that byte.
ODD_BYTES = {0xDC00 + byte: f"\\x{byte:02x}" for byte in range(0x80, 0x100)}
VISIBLE = _Escapes({ord("\t"): "\\t", ord("\n"): "\\n", ord("\r"): "\\r", 0xA0: " "} | ODD_BYTES)


def escaped(text: str) -> str:
    """A text between quotes, on one line: what cannot be seen is written as an escape, as Python writes it."""
    return f'"{text.translate(QUOTED)}"'


def visible(text: str) -> str:
    r"""A text on one line for a terminal or a log, to which it is text and nothing else.

    >>> visible("a\x1b[31m\n::error::b")
    'a\\x1b[31m\\n\\x3a:error\\x3a:b'
    """
    text = text if text.isascii() and text.isprintable() else text.translate(VISIBLE)
    return LOG_COMMAND.sub(lambda found: f"\\x{ord(found[0]):02x}", text) if "::" in text or "##" in text else text


def visible_lines(text: str) -> str:
    """A text of several lines, each of them visible; tabs are kept."""
    return "\n".join("\t".join(map(visible, line.split("\t"))) for line in text.split("\n"))


def all_visible(value: T) -> T:
    """A value of attrs classes, tuples and strings with all of its strings visible."""
    found: Any = value
    if isinstance(found, str):
        found = visible(found)
    elif isinstance(found, tuple):
        found = tuple(map(all_visible, found))
    elif attrs.has(type(found)):
        changed = {}
        for field in attrs.fields(type(found)):
            old = getattr(found, field.name)
            new = all_visible(old)
            if new is not old and new != old:
                changed[field.alias] = new
        found = attrs.evolve(found, **changed) if changed else found
    shown: T = found
    return shown


def file_name(path: str) -> str:
    r"""A file's name as data: bytes in it that are no UTF-8 stand as ``\xff``."""
    return path.translate(ODD_BYTES)


def to_json_text(data: Mapping[str, Any] | list[Any], indent: int | None = None) -> str:
    r"""JSON in which letters of all scripts stand as they are, and what cannot be seen as ``\u`` escapes."""
    return UNSAFE_IN_JSON.sub(_json_escape, json.dumps(data, ensure_ascii=False, indent=indent))


def to_csv_text(text: str, *, guard_formulas: bool) -> str:
    """A cell of a CSV file; line ends are kept. To a guarded one, spreadsheets see an apostrophe, and run nothing."""
    shown = "\n".join(map(visible, text.split("\n")))
    return f"'{shown}" if guard_formulas and shown.startswith(FORMULA) else shown


def _json_escape(found: re.Match[str]) -> str:
    character = found[0]
    seen = character.isprintable() and ord(character) not in INVISIBLE
    return character if seen else json.dumps(character)[1:-1]
