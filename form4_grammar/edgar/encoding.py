"""The encoding of XML, where it is not UTF-8: as its first bytes or its declaration say."""

from __future__ import annotations

import re

from ..files import encoding_of
from .elements import is_ownership_xml

LATIN_1 = re.compile(rb"<\?xml[^<>]{1,100}encoding\s*=\s*[\"'](?:iso-8859-1|latin-?1)[\"']", re.IGNORECASE)
# ISO 8859-1 has control characters at these bytes, Windows-1252 dashes and quotation marks.
CONTROLS = re.compile(rb"[\x80-\x9f]")


def declared_text(data: bytes) -> str | None:
    """Decode XML that is in UTF-16, or that is not UTF-8 and says that it is ISO 8859-1; None for anything else."""
    encoding = encoding_of(data)
    if encoding in ("UTF-16LE", "UTF-16BE"):
        text = data.decode(encoding, errors="replace")
        return text if is_ownership_xml(text) else None
    if LATIN_1.search(data) and not CONTROLS.search(data) and not _is_utf_8(data):
        return data.decode("iso-8859-1")
    return None


def _is_utf_8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
