"""Converts the text of a token to a value, and back. The grammar decides where each token belongs."""

from __future__ import annotations

import html
import re
from datetime import date
from decimal import Decimal
from html.entities import name2codepoint
from unicodedata import normalize

from .typography import plain

LINE_BREAK = re.compile(r"<br */?>", re.IGNORECASE)
TAGS = re.compile(r"</?(?:b|strong|i|em|u|small|sup|span|font)(?: [^<>]*)?>", re.IGNORECASE)
MARK_UP = re.compile(rf"{LINE_BREAK.pattern}|{TAGS.pattern}", re.IGNORECASE)
EMPHASIS = re.compile(r"(\*\*|__|\*|_)(?=\S)(.*\S)\1", re.DOTALL)
# With its address, or with the number of a line at the end of the text that has the address. A number alone in
# parentheses is a footnote mark.
LINK = re.compile(r"(?<!\\)\[((?:[^\[\]\\]|\\.)*+)\](?:\((?![0-9]{1,2}\))[^()\s]*\)|\[[0-9]{1,3}\])")
LINK_GOES_ON = re.compile(r"\](?=[(\[])")
CIK = re.compile(r"\]\([^()\s]*[?&]CIK=([0-9]{10}|[1-9][0-9]{0,9})(?=[&)])", re.IGNORECASE)
# Text that a spelling could read as a footnote mark at the end of a text.
LAST_MARK = re.compile(r"([1-9][0-9]?[ \xa0]?\\?|[⁰¹²³⁴-⁹])([)\]^⁾])(?=[)\]^⁾]*$)")
# The end of a text whose footnote mark was cut off.
CUT_OFF_MARK = re.compile(r"\([ )]*$|\([1-9][0-9]?$")
# The end of a text that a filer hardly typed, so a footnote mark in another shape: [1], {1}, ⁽¹⁾, ², (a).
ODD_MARK = re.compile(
    r"(?:[\[({<\uff08/^][ ]?(?:fn|note)?[ -]?[0-9]{1,2}[ ]?\\?[\])}>\uff09/^]"
    r"|[⁰¹²³⁴-⁹⁽⁾†‡§¶]|\*\*|(?<!4[0-9]{2})\([a-j]\))$",
    re.IGNORECASE,
)
# A text that ends in a link to a note, or in two marks that look like a link.
LINK_TO_NOTE = re.compile(r"\](?:\(#[^()\s]*\)|\[[0-9]{1,3}\])$")
# The end of a text that may be a filer's, or a mark: Note 1, a digit behind a letter.
MAY_BE_A_MARK = re.compile(r"(?:\([a-z]\)|(?:fn|note)[.: ]*[0-9]{1,2}|(?<=[a-z)])[0-9]{1,2})$", re.IGNORECASE)
# Soft hyphens, zero-width characters, and those that direct the writing. No text loses anything with them.
_HIDDEN = (0xAD, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070))
INVISIBLE = dict.fromkeys(_HIDDEN)
# Control characters, the separators of lines and paragraphs, and what stands for a picture or a lost character.
NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffc\ufffd]")
ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|([A-Za-z][A-Za-z0-9]{1,31}));")
# Those of HTML 4 and XML. HTML 5 has so many that a damaged entity is likely to match another one.
ENTITIES = frozenset({*name2codepoint, "apos"})
DECIMAL_COMMA = re.compile(
    r"\\?\$?[ \xa0]*(?:[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+|[0-9]{1,3}(?:\.[0-9]{3}){2,}"
    r"|0,[0-9]+|[0-9]+,(?![0-9]{3}$)[0-9]+)"
)
POINT_OR_COMMA = re.compile(r"\\?\$?[ \xa0]*[1-9][0-9]{0,2}[.,][0-9]{3}")
# CommonMark: a backslash before ASCII punctuation stands for that character.
ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


def to_text(written: str) -> str | None:
    """Fold white space and resolve mark-up, entities and escapes. Returns None if nothing is left.

    >>> to_text("<b>Smith &amp; Sons,  Inc.</b>")
    'Smith & Sons, Inc.'
    """
    text = TAGS.sub("", LINE_BREAK.sub(" ", written)) if "<" in written else written
    text = without_links(text)
    if "&" in text:
        text = ENTITY.sub(_character_of, text)
    if "*" in text or "_" in text:
        whole = EMPHASIS.fullmatch(text.strip())
        text = whole[2] if whole else text
    if "\\" in text:
        text = ESCAPE.sub(r"\1", text)
    if not text.isascii():
        text = text.translate(INVISIBLE)
    return " ".join(text.split()) or None


def _character_of(entity: re.Match[str]) -> str:
    return html.unescape(entity[0]) if entity[1] is None or entity[1] in ENTITIES else entity[0]


def has_unknown_entity(written: str) -> bool:
    """Return whether a text has something that looks like an entity but is not one, such as a damaged entity."""
    return any(entity[1] is not None and entity[1] not in ENTITIES for entity in ENTITY.finditer(written))


def without_links(written: str) -> str:
    """Replace links with their text: ``[NAME](address)`` and ``[NAME][1]`` become "NAME"."""
    return LINK.sub(r"\1", written) if "](" in written or "][" in written else written


def from_text(text: str) -> str:
    """Escape a text so that ``to_text`` restores it: anything that looks like mark-up becomes an escape or an entity.

    >>> from_text("AT&amp;T <b>bold</b> (1)")
    'AT&amp;amp;T &lt;b>bold&lt;/b> (1&#41;'
    """
    written = text.replace("\\", r"\\")
    if EMPHASIS.fullmatch(written):
        written = f"\\{written}"
    if "&" in written:
        written = ENTITY.sub(lambda entity: f"&amp;{entity[0][1:]}", written)
    if "<" in written:
        written = MARK_UP.sub(lambda tag: f"&lt;{tag[0][1:]}", written)
    written = LINK_GOES_ON.sub("&#93;", written)
    written = LAST_MARK.sub(lambda mark: f"{mark[1]}&#{ord(mark[2])};", written)
    return f"{written[:-1]}&#{ord(written[-1])};" if ODD_MARK.search(written) else written


def has_broken_link(text: str) -> bool:
    """Return whether a text still contains part of a link after mark-up was removed: the link was damaged."""
    return "](" in text or "CIK=" in text or "/cgi-bin" in text


def to_date(written: str) -> date:
    """Convert a date printed as MM/DD/YYYY or YYYY-MM-DD. Raises ValueError for any other text, and for a day that does
    not exist.
    """
    written = plain(written)
    if written[4:5] == "-" and written[7:8] == "-":
        return date.fromisoformat(written[:10])
    if written[2:3] != "/" or written[5:6] != "/":
        raise ValueError(f"{written!r} is not a date")
    return date.fromisoformat(f"{written[6:]}-{written[:2]}-{written[3:5]}")


def from_date(date: date) -> str:
    """Format a date as the form prints it: MM/DD/YYYY."""
    return f"{date.month:02}/{date.day:02}/{date.year:04}"


def is_date(written: str) -> bool:
    """Return whether ``to_date`` accepts a text."""
    try:
        to_date(written)
    except ValueError:
        return False
    return True


def is_day_first(written: str) -> bool:
    """Return whether a text is a date only as DD/MM/YYYY."""
    return not is_date(written) and is_date(_other_order(written))


def may_be_day_first(written: str) -> bool:
    """Return whether a text is another date as DD/MM/YYYY than as MM/DD/YYYY."""
    other = _other_order(written)
    return other != written and is_date(written) and is_date(other)


def _other_order(written: str) -> str:
    return f"{written[3:6]}{written[:3]}{written[6:]}"


def has_decimal_comma(written: str) -> bool:
    """Return whether a text is a number only with a decimal comma: 1.234,56 or 1.234.567 or 0,5."""
    return DECIMAL_COMMA.fullmatch(written) is not None


def may_have_decimal_comma(written: str) -> bool:
    """Return whether a text is another number with a decimal comma: 1.234 or 1,234."""
    return POINT_OR_COMMA.fullmatch(written) is not None


def to_decimal(written: str) -> Decimal:
    """Convert a number, with or without thousands commas and a dollar sign; digits stay as printed."""
    return Decimal(plain(written).lstrip("\\$ ").replace(",", ""))


def from_decimal(number: Decimal) -> str:
    """Format a number as the form prints it: thousands commas, no trailing zeros, but a single decimal padded to two.

    >>> from_decimal(Decimal("1234567.500"))
    '1,234,567.50'
    """
    whole, _, decimals = f"{number:,f}".partition(".")
    decimals = decimals.rstrip("0")
    return f"{whole}.{decimals:0<2}" if decimals else whole


def to_footnote_id(mark: str) -> str:
    """Return the id of the footnote that a mark refers to: "F3" for ``<sup>(3)</sup>`` and for ``⁽³⁾``."""
    digits = re.search(r"[0-9]+", normalize("NFKC", mark))
    assert digits, mark  # MARK and NOTE_MARK always contain digits
    return f"F{int(digits[0])}"


def to_cik(written: str) -> str | None:
    """Return the CIK in a link to a filer's page on sec.gov, as printed, or None if there is no such link."""
    found = CIK.search(written)
    return found[1] if found else None


def to_symbol(written: str) -> str | None:
    """Return the text between the brackets of a trading symbol: "NYSE: AB" for ``[ NYSE: AB ]``."""
    return to_text(written[written.index("[") + 1 : written.rindex("]")].rstrip("\\ "))
