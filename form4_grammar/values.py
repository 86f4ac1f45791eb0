"""From the text of one token to a value. Which token stands where is the grammar's to say, not this module's."""

from __future__ import annotations

import html
import re
from datetime import date
from decimal import Decimal

LINE_BREAK = re.compile(r"<br */?>", re.IGNORECASE)
TAGS = re.compile(r"</?(?:b|strong|i|em|u|small|sup|span|font)(?: [^<>]*)?>", re.IGNORECASE)
EMPHASIS = re.compile(r"(\*\*|__|\*|_)(?=\S)(.*\S)\1", re.DOTALL)
LINK = re.compile(r"\[([^\[\]]*)\]\([^()\s]*\)")
CIK = re.compile(r"\]\([^()\s]*\bCIK=([0-9]{1,10})\b", re.IGNORECASE)
INVISIBLE = dict.fromkeys(map(ord, "\u200b\u2060\ufeff\xad"))
ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
# CommonMark: a backslash before ASCII punctuation stands for that character.
ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


def to_text(written: str) -> str | None:
    """White space folded, mark-up, entities and escapes undone; None where nothing is left.

    >>> to_text("<b>Smith &amp; Sons,  Inc.</b>")
    'Smith & Sons, Inc.'
    """
    text = TAGS.sub("", LINE_BREAK.sub(" ", written)) if "<" in written else written
    if "](" in text:
        text = LINK.sub(r"\1", text)
    if "&" in text:
        text = ENTITY.sub(lambda entity: html.unescape(entity[0]), text)
    if "*" in text or "_" in text:
        whole = EMPHASIS.fullmatch(text.strip())
        text = whole[2] if whole else text
    if "\\" in text:
        text = ESCAPE.sub(r"\1", text)
    return " ".join(text.translate(INVISIBLE).split()) or None


def has_broken_link(text: str) -> bool:
    """Whether a text without mark-up still holds some: what is left of a link that was damaged."""
    return "](" in text or "CIK=" in text or "/cgi-bin" in text


def to_date(written: str) -> date:
    """A date printed as MM/DD/YYYY; raises ValueError for any other text, and where the calendar has no such day."""
    if written[2:3] != "/" or written[5:6] != "/":
        raise ValueError(f"{written!r} is no date")
    return date.fromisoformat(f"{written[6:]}-{written[:2]}-{written[3:5]}")


def is_date(written: str) -> bool:
    """Whether a text is a date that ``to_date`` takes."""
    try:
        to_date(written)
    except ValueError:
        return False
    return True


def to_decimal(written: str) -> Decimal:
    """A number with or without thousands commas and a dollar sign, with the digits as printed."""
    return Decimal(written.lstrip("\\$ ").replace(",", ""))


def to_footnote_id(mark: str) -> str:
    """The id of the footnote that a mark refers to: ``<sup>(3)</sup>`` is "F3"."""
    digits = re.search(r"[0-9]+", mark)
    assert digits, mark  # the grammar's MARK and NOTE_MARK hold digits
    return f"F{int(digits[0])}"


def to_cik(written: str) -> str | None:
    """The CIK in a link to a filer's page on sec.gov, as printed; None where there is no such link."""
    found = CIK.search(written)
    return found[1] if found else None


def to_symbol(written: str) -> str | None:
    """What stands between the brackets of a trading symbol: ``[ NYSE: AB ]`` is "NYSE: AB"."""
    text = to_text(written)
    return (text.removeprefix("[").removesuffix("]").strip() or None) if text else None
