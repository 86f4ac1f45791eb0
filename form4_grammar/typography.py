"""Typeset characters. Word processors print dashes, quotation marks and blanks that the form's own words lack.

A grammar sees a text with plain characters in their place, one for one, so that no place changes. The tree and the
filing have the given characters: a filer may have typed them.
"""

from __future__ import annotations

import re

PLAIN = {
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"), "-"),
    **dict.fromkeys(map(ord, "\u2018\u2019"), "'"),
    **dict.fromkeys(map(ord, "\u201c\u201d"), '"'),
    **dict.fromkeys((*range(0x2002, 0x200B), 0x202F), " "),
}
# Between words only: a page pads cells with no-break blanks.
NO_BREAK = re.compile(r"(?<=[A-Za-z,.)%])\xa0(?=[A-Za-z(-])")
TYPESET = re.compile(f"[{''.join(map(chr, PLAIN))}]|{NO_BREAK.pattern}")


def plain(text: str) -> str:
    """A text with plain dashes, quotation marks and blanks for typeset ones; it is as long as the given text."""
    if text.isascii() or TYPESET.search(text) is None:
        return text
    return NO_BREAK.sub(" ", text.translate(PLAIN))
