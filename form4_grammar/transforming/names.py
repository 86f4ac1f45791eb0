"""The names of the issuer and of the owners, which may be links to their filings."""

from __future__ import annotations

from lark import Token

from ..values import has_broken_link, to_text
from .findings import Findings


def read_name(name: Token, path: str, findings: Findings) -> str | None:
    """The name that a token is; ``path`` is that of its issuer or owner."""
    findings.place(f"{path}.name", name)
    text = to_text(name)
    if text and (has_broken_link(text) or not any(map(str.isalnum, text))):
        message = "this is read as a name, but has the looks of a damaged link, or of no name"
        for field in ("name", "cik"):
            findings.report("contradiction", message, f"{path}.{field}", [name], expected="a name")
    return text
