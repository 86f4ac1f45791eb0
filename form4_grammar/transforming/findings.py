"""What a transformation finds beside values: the place of every field, and diagnostics."""

from __future__ import annotations

from collections.abc import Iterable

from lark import Token, Tree

from ..diagnostics import CODES, Diagnostic
from ..parsing import leaves
from ..spans import Lines

Place = tuple[int, int]


class Findings:
    """Collects places and diagnostics while a tree is read; it is written to and never asked.

    Attributes:
        places: start and end in the text, by path
        diagnostics: in the order in which they were found
    """

    def __init__(self, text: str) -> None:
        self.lines = Lines(text)
        self.places: dict[str, Place] = {}
        self.diagnostics: list[Diagnostic] = []

    def place(self, path: str, *tokens: Token) -> None:
        """A field was read from these tokens, or follows from where they stand."""
        place = place_of(tokens)
        if place:
            self.places[path] = place

    def report(
        self,
        code: str,
        message: str,
        path: str | None,
        tokens: Iterable[Token] | Tree[Token] = (),
        *,
        expected: str | None = None,
        hint: str | None = None,
        at_end: bool = False,
    ) -> None:
        """A diagnostic at the place of these tokens, or at the text's end; what they hold is what was found."""
        place = place_of(leaves(tokens) if isinstance(tokens, Tree) else tokens)
        if at_end:
            place = len(self.lines.text), len(self.lines.text)
        self.report_at(code, message, path, place, expected=expected, hint=hint)

    def report_at(
        self,
        code: str,
        message: str,
        path: str | None,
        place: Place | None,
        *,
        expected: str | None = None,
        hint: str | None = None,
    ) -> None:
        """A diagnostic at a place; None where it concerns the text as a whole."""
        span = self.lines.span(*place) if place else None
        found = self.lines.text[place[0] : place[1]] if place else None
        self.diagnostics.append(Diagnostic(code, CODES[code], message, path, span, expected, found, hint))


def tokens_of(branch: Tree[Token] | None, *terminals: str) -> list[Token]:
    """The tokens that are a branch's own, not those of the rules below it; none of a branch that is not there.

    All of them, or those of some terminals.
    """
    own = [child for child in branch.children if isinstance(child, Token)] if branch is not None else []
    return [token for token in own if token.type in terminals] if terminals else own


def branches_of(branch: Tree[Token], *rules: str) -> list[Tree[Token]]:
    """The branches that are a branch's own and bear one of these rules, in the order of the text."""
    wanted = frozenset(rules)  # a rule's name is a Token, whose hash is fast, but whose comparison is not
    return [child for child in branch.children if isinstance(child, Tree) and child.data in wanted]


def written_in(branch: Tree[Token]) -> str:
    """What stands in a box, the gap behind it left out."""
    return "".join(leaf for leaf in leaves(branch) if leaf.type != "_GAP").strip()


def place_of(tokens: Iterable[Token]) -> Place | None:
    """From the first to the last of some tokens, blanks at both ends left out; None where there is nothing else."""
    seen = [token for token in tokens if not token.isspace()]
    if not seen:
        return None
    first, last = seen[0], seen[-1]
    assert first.start_pos is not None
    assert last.end_pos is not None
    return first.start_pos + len(first) - len(first.lstrip()), last.end_pos - len(last) + len(last.rstrip())
