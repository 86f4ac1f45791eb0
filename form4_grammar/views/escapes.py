"""Text made visible: control characters and blanks that look like nothing, as escapes."""

from __future__ import annotations

NAMED = {"\t": "\\t", "\n": "\\n", "\r": "\\r", "\\": "\\\\", '"': '\\"'}


def escaped(text: str) -> str:
    """A text between quotes, on one line: what cannot be seen is written as an escape, as Python writes it."""
    return '"' + "".join(_escape(character) for character in text) + '"'


def _escape(character: str) -> str:
    if character in NAMED:
        return NAMED[character]
    if character.isprintable():
        return character
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
