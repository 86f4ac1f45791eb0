"""Parses a text into a tree. Total: every text has one. Lossless: the leaves of the tree, joined, are the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

import attrs
from lark import Token, Tree

from .detection import FormEvidence, detect_shown, tell_form
from .folds import Unfolded
from .forms import FORM_4, FORMS, Form
from .grammars import PUBLIC_RULES, Layout, find_layout
from .lossless import leaves, parse_whole, place_lines
from .mark_up import is_html, shown_text
from .part import Part
from .typography import plain

# The terminals and rules for text that has no place in the form.
ERROR_NODES = frozenset({"ODD", "ODD_BOLD", "ODD_TEXT", "REFUSED", "STRAY"} | {"odd_box", "refused_box"})


# Of a layout, or its name; None detects it, several detect it among them.
LayoutChoice = Layout | str | Sequence[Layout] | None


@attrs.frozen
class Parse:
    """A parsed text.

    Attributes:
        text: the given text
        layout: the layout whose grammar was used
        start: the public rule that was parsed
        evidence: which form the text is, and what tells it
        unfolded: the text with its folds joined or without its mark-up, which is what the grammar reads
    """

    text: str
    layout: Layout
    start: str = "filing"
    evidence: FormEvidence = attrs.field(default=FormEvidence(None, is_told=False), repr=False)
    unfolded: Unfolded = attrs.field(
        default=attrs.Factory(lambda self: Unfolded(self.text, self.text), takes_self=True), eq=False, repr=False
    )

    @property
    def form(self) -> Form:
        """The form whose grammar was used; Form 4 for a grammar of no form."""
        return FORMS.get((self.evidence.form or "").removeprefix("form"), FORM_4)

    @cached_property
    def part(self) -> Part:
        """What the start rule made of the text; its leaves, joined, are the text of ``unfolded``."""
        found = self.again(self.unfolded.text, self.start)
        if found.rule == "lone_part" and len(found.children) == 1 and found.parts:
            return found.parts[0]  # there is nothing before the section
        return found

    @cached_property
    def tree(self) -> Tree[Token]:
        """The parse; its leaves are tokens with positions which, joined, are the given text."""
        tree = self.part.tree()
        if self.unfolded.is_folded:
            tree = self.unfolded.as_given(tree)
        place_lines(leaves(tree), self.text)
        return tree

    @property
    def leaves(self) -> Iterator[Token]:
        """The tokens, in the order of the text."""
        return leaves(self.tree)

    def again(self, text: str, start: str) -> Part:
        """Parse another text with the same grammar, from a public rule or a row of a table."""
        automaton = self.layout.automaton(start, self.evidence.form)
        return parse_whole(automaton, self.layout.rule(start), plain(text), text)

    def __reduce__(self) -> tuple[Any, ...]:
        # Leave out what is made on first use: it is large, and Lark's tokens lose their ends when they are pickled.
        return Parse, (self.text, self.layout, self.start, self.evidence, self.unfolded)


def parse(text: str, layout: LayoutChoice = None, start: str | None = None, form: str | None = None) -> Parse:
    """Parse a text, or one section of it, into a lossless tree. Never raises because of the text.

    ``start`` is a public rule: "filing", "header", "table_1", "table_2", "reporting_owners", "signatures" or
    "footnotes"; or a rule that your own grammar has and none of ours. Without ``layout``, the layout is detected; if
    none qualifies, the most similar one is used. Of several layouts, the one that is detected among them is used:
    ``[*layouts(), your_own]``. ``form`` is "3", "4" or "5"; without it, the text tells its form. Raises ValueError for
    an unknown layout, rule or form, and lark.exceptions.GrammarError for an error in a grammar of your own, or if it
    refuses the text and has no place for what it refuses.
    """
    found = prepare(text, layout, start, form)
    _ = found.part  # an error in the grammar shows here
    return found


def prepare(text: str, layout: LayoutChoice, start: str | None, form: str | None) -> Parse:
    """Choose what to parse a text with, as ``parse`` does; its tree is made on first use."""
    chosen = find_layout(layout) if isinstance(layout, Layout | str) else None
    among = layout if isinstance(layout, Sequence) and not isinstance(layout, str) else None
    is_of_html = is_html(text) if chosen is None else chosen.is_of_html
    unfolded = shown_text(text) if is_of_html else None
    if chosen is None:
        chosen = detect_shown(unfolded.text if unfolded else text, is_of_html=is_of_html, among=among).nearest
    if unfolded is None or not chosen.is_of_html:
        unfolded = Unfolded.of(text, chosen.folding)
    start = start or "filing"
    if start not in PUBLIC_RULES and start not in chosen.own_rules:
        raise ValueError(f"no public rule {start!r}; there are {', '.join(PUBLIC_RULES)}")
    told = None if form is None else FormEvidence(_grammar_of(form, chosen), is_told=True)
    return Parse(text, chosen, start, told or tell_form(plain(unfolded.text), chosen), unfolded)


def parsed_tokens(text: str, tree: Tree[Token], layout: Layout, start: str, form: str | None) -> list[Token]:
    """Return the tokens that the parser took, given the tree of a text: its leaves, and a supplied line end."""
    if layout.is_of_html or text.endswith(("\n", "\r")):
        return list(leaves(tree))
    return list(Parse(f"{text}\n", layout, start, FormEvidence(form, is_told=True)).leaves)


def _grammar_of(form: str, layout: Layout) -> str:
    name = f"form{form}"
    if name not in layout.forms:
        known = ", ".join(known.removeprefix("form") for known in sorted(layout.forms))
        raise ValueError(f"no form {form!r} in layout {layout}; there are {known or 'none'}")
    return name
