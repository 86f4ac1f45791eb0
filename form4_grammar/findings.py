"""Findings of the checks and of the form's rules, and the place of tokens in the text."""

from __future__ import annotations

from collections.abc import Iterable

import attrs
from lark import Token

Place = tuple[int, int]


def _as_paths(paths: str | tuple[str, ...]) -> tuple[str, ...]:
    return (paths,) if isinstance(paths, str) else paths


@attrs.frozen
class Finding:
    """Something that a check or a rule reports.

    Attributes:
        message: one sentence, in the form's words
        paths: the fields that it concerns; a check declares them, so they are optional there
        expected: what the form has there
        found: what the filing has there; for a check, the text at the place
        hint: what may have happened
        place: start and end in the text; None for a rule of the form, which only knows the filing
        rests_on: the other fields that it follows from; if one of them was not read, the finding is dropped
        code: stable name of the kind of finding; by default, that of the check or rule
    """

    message: str
    paths: tuple[str, ...] = attrs.field(default=(), converter=_as_paths)
    expected: str | None = None
    found: str | None = None
    hint: str | None = None
    place: Place | None = attrs.field(default=None, kw_only=True)
    rests_on: tuple[str, ...] = attrs.field(default=(), kw_only=True)
    code: str = attrs.field(default="", kw_only=True)


def place_of(tokens: Iterable[Token]) -> Place | None:
    """Return the place from the first to the last token, without surrounding blanks; None if all are blank."""
    first: Token | None = None
    for token in tokens:
        if not token.isspace():
            first, last = first or token, token
    if first is None:
        return None
    assert first.start_pos is not None
    assert last.end_pos is not None
    return first.start_pos + len(first) - len(first.lstrip()), last.end_pos - len(last) + len(last.rstrip())
