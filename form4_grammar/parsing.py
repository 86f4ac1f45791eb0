"""Parses a text into a tree. Total: every text has one. Lossless: the leaves of the tree, joined, are the text."""

from __future__ import annotations

from collections.abc import Iterator

import attrs
from lark import Lark, Token, Tree

from .detection import FormEvidence, detect_shown, tell_form
from .folds import Unfolded, with_text
from .forms import FORM_4, FORMS, Form
from .grammars import PUBLIC_RULES, Layout, find_layout
from .lossless import leaves, parse_whole
from .mark_up import is_html, shown_text
from .typography import plain

# The terminals and rules for text that has no place in the form.
ERROR_NODES = frozenset({"ODD", "ODD_BOLD", "ODD_TEXT", "REFUSED", "STRAY"} | {"odd_box", "refused_box"})


@attrs.frozen
class Parse:
    """A parsed text.

    Attributes:
        text: the given text
        layout: the layout whose grammar was used
        tree: the parse; its leaves are tokens with positions which, joined, are the text
        start: the public rule that was parsed
        evidence: which form the text is, and what tells it
        joined: the tree of the text with its folds joined or without its mark-up; it is the tree if there are none
        unfolded: that text, which the places in ``joined`` are of
    """

    text: str
    layout: Layout
    tree: Tree[Token] = attrs.field(eq=False, repr=False)
    start: str = "filing"
    evidence: FormEvidence = attrs.field(default=FormEvidence(None, is_told=False), repr=False)
    joined: Tree[Token] = attrs.field(
        default=attrs.Factory(lambda self: self.tree, takes_self=True), eq=False, repr=False
    )
    unfolded: Unfolded = attrs.field(
        default=attrs.Factory(lambda self: Unfolded(self.text, self.text), takes_self=True), eq=False, repr=False
    )

    @property
    def form(self) -> Form:
        """The form whose grammar was used; Form 4 for a grammar of no form."""
        return FORMS.get((self.evidence.form or "").removeprefix("form"), FORM_4)

    def parser(self, start: str) -> Lark:
        """Return the parser of the same grammar that starts at a rule."""
        return self.layout.parser(start, self.evidence.form)

    @property
    def leaves(self) -> Iterator[Token]:
        """The tokens, in the order of the text."""
        return leaves(self.tree)


def parse(text: str, layout: Layout | str | None = None, start: str | None = None, form: str | None = None) -> Parse:
    """Parse a text, or one section of it, into a lossless tree. Never raises because of the text.

    ``start`` is a public rule: "filing", "header", "table_1", "table_2", "reporting_owners", "signatures" or
    "footnotes". Without ``layout``, the layout is detected; if none qualifies, the most similar one is used. ``form``
    is "3", "4" or "5"; without it, the text tells its form. Raises ValueError for an unknown layout, rule or form.
    """
    chosen = find_layout(layout) if layout is not None else None
    is_of_html = is_html(text) if chosen is None else chosen.is_of_html
    unfolded = shown_text(text) if is_of_html else None
    if chosen is None:
        chosen = detect_shown(unfolded.text if unfolded else text, is_of_html=is_of_html).nearest
    unfolded = unfolded or Unfolded.of(text, chosen.folding)
    start = start or "filing"
    if start not in PUBLIC_RULES:
        raise ValueError(f"no public rule {start!r}; there are {', '.join(PUBLIC_RULES)}")
    told = None if form is None else FormEvidence(_grammar_of(form, chosen), is_told=True)
    parsed = plain(unfolded.text)
    evidence = told or tell_form(parsed, chosen)
    tree = parse_whole(chosen.parser(start, evidence.form), parsed)
    if parsed != unfolded.text:
        tree = with_text(tree, unfolded.text)
    if tree.data == "lone_part" and len(tree.children) == 1 and isinstance(tree.children[0], Tree):
        tree = tree.children[0]  # there is nothing before the section
    if not unfolded.is_folded:
        return Parse(text, chosen, tree, start, evidence)
    return Parse(text, chosen, unfolded.as_given(tree), start, evidence, tree, unfolded)


def parsed_tokens(text: str, tree: Tree[Token], layout: Layout, start: str, form: str | None) -> list[Token]:
    """Return the tokens that the parser took, given the tree of a text: its leaves, and a supplied line end."""
    if not layout.is_of_html and not text.endswith(("\n", "\r")):
        tree = with_text(parse_whole(layout.parser(start, form), f"{plain(text)}\n"), f"{text}\n")
    return list(leaves(tree))


def _grammar_of(form: str, layout: Layout) -> str:
    name = f"form{form}"
    if name not in layout.forms:
        known = ", ".join(known.removeprefix("form") for known in sorted(layout.forms))
        raise ValueError(f"no form {form!r} in layout {layout}; there are {known or 'none'}")
    return name
