"""Text made visible: control characters and blanks that look like nothing, as escapes."""

from __future__ import annotations


class _Escapes(dict[int, str]):
    """What each character is written as, by its code; those that were asked for once are kept."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if character.isprintable():
            self[code] = character
        else:
            self[code] = f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
        return self[code]


ESCAPES = _Escapes({ord("\t"): "\\t", ord("\n"): "\\n", ord("\r"): "\\r", ord("\\"): "\\\\", ord('"'): '\\"'})


def escaped(text: str) -> str:
    """A text between quotes, on one line: what cannot be seen is written as an escape, as Python writes it."""
    return f'"{text.translate(ESCAPES)}"'
