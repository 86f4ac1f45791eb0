"""The names of the issuer and of the owners, which may be links to their filings, with their CIKs."""

from __future__ import annotations

from lark import Token

from ..values import has_broken_link, to_cik, to_text
from .findings import Findings


def read_name_and_cik(name: Token | None, path: str, findings: Findings, *beside: str) -> tuple[str | None, str | None]:
    """The name that a token is, and the CIK that it links to; ``path`` is that of its issuer or owner.

    ``beside`` are other fields of theirs that are lost if the token is no name.
    """
    if name is None:
        return None, None
    findings.place(f"{path}.name", name)
    text, cik = to_text(name), to_cik(name)
    leads_nowhere = "/browse-edgar" in name and cik is None  # a link to a filer, whose CIK is damaged
    if text and (leads_nowhere or has_broken_link(text) or not any(map(str.isalnum, text)) or text[0] == "("):
        message = "this is read as a name, but has the looks of a damaged link or of no name"
        for field in ("name", "cik", *beside):
            findings.report("contradiction", message, f"{path}.{field}", [name], expected="a name")
    if cik:
        findings.place(f"{path}.cik", name)
    return text, cik
