"""The names of the issuer and of the owners, which may be links to their filings."""

from __future__ import annotations

from lark import Token

from ..fields import columns
from ..filing import DerivativeTransaction
from ..values import has_broken_link, to_text
from .findings import Findings

CAPTIONS = frozenset(
    printed.caption
    for column in columns(DerivativeTransaction).values()
    for printed in (column.table_1, column.table_2)
    if printed
)


def read_name(name: Token, path: str, findings: Findings) -> str | None:
    """The name that a token is; ``path`` is that of its issuer or owner."""
    findings.place(f"{path}.name", name)
    text = to_text(name)
    if text and (has_broken_link(text) or not any(map(str.isalnum, text)) or text in CAPTIONS or text[0] == "("):
        message = "this is read as a name, but has the looks of a damaged link, of a caption, or of no name"
        for field in ("name", "cik"):
            findings.report("contradiction", message, f"{path}.{field}", [name], expected="a name")
    return text
