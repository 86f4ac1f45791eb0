"""Which layout a text is in, and which form it is, by what the grammar files list as evidence.

A layout's file lists landmarks. A form's file lists its title, its statement and its captions, in comments such as
``//: caption Date of Earliest Transaction``: regular expressions that match anywhere. What two forms share, the file
that both build on lists once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import attrs

from .composition import Composition, grammar_path
from .grammars import Layout, layouts
from .mark_up import is_html, shown_text
from .typography import plain

# The plain text that a pattern begins with.
PLAIN = re.compile(r"[A-Za-z0-9 ',-]+(?![*?{])")
SIGN = re.compile(r"^//: (title|statement|caption) +(.+?) *$", re.MULTILINE)


@attrs.frozen
class Detection:
    """Which layout a text is in.

    Attributes:
        layout: the layout, or None if no layout has more landmarks found than missing
        nearest: the most similar layout
        reasons: the evidence for and against it, a line each
    """

    layout: Layout | None
    nearest: Layout
    reasons: tuple[str, ...]


@attrs.frozen
class Sign:
    """Something that a form prints.

    Attributes:
        kind: "title", "statement" or "caption"
        forms: the forms that print it, by their file names
        pattern: a regular expression
        start: the plain text that it begins with, which is found fast
    """

    kind: str
    forms: frozenset[str]
    pattern: re.Pattern[str]
    start: str


@attrs.frozen
class FormEvidence:
    """Which form a text is.

    Attributes:
        form: the form whose grammar fits best, by its file name; None for a grammar that has no forms
        is_told: whether the title, the statement and the captions that were found tell this form and no other
        found: what was found, each with its place in the text
    """

    form: str | None
    is_told: bool
    found: tuple[tuple[Sign, int, int], ...] = ()


def detect(text: str, among: Sequence[Layout] | None = None) -> Detection:
    """Detect the layout of a text by the landmarks in it. Of HTML, what the page shows is searched.

    A layout qualifies if more of its landmarks are found than are missing. The layout with the largest share wins; if
    shares are equal, the one with the most landmarks found, and of those the first. ``among`` are the layouts that take
    part, by default all that ship: ``[*layouts(), your_own]``. Raises ValueError if one of them has no landmarks.
    """
    shown = shown_text(text).text if is_html(text) else None
    return detect_shown(text if shown is None else shown, is_of_html=shown is not None, among=among)


def detect_shown(text: str, *, is_of_html: bool, among: Sequence[Layout] | None = None) -> Detection:
    """Detect the layout of a text without mark-up, among those that are HTML or among those that are not."""
    known = layouts() if among is None else _all_with_landmarks(among)
    of_its_kind = [layout for layout in known if layout.is_of_html == is_of_html] or known
    # Normalise line ends and add one before the first line: a pattern that begins with a plain character is fast.
    lines = "\n{}\n".format(plain(text).replace("\r\n", "\n").replace("\r", "\n"))
    seen = {layout: [mark.search(lines) is not None for mark in layout.landmarks.values()] for layout in of_its_kind}

    def likeness(layout: Layout) -> tuple[float, int]:
        return sum(seen[layout]) / len(seen[layout]), sum(seen[layout])

    nearest = max(seen, key=likeness)
    reasons = tuple(
        f"{'for' if there else 'against'} {nearest}: {'found' if there else 'missing'} {pattern}"
        for pattern, there in zip(nearest.landmarks, seen[nearest], strict=True)
    )
    return Detection(nearest if likeness(nearest)[0] > 0.5 else None, nearest, reasons)


def _all_with_landmarks(known: Sequence[Layout]) -> Sequence[Layout]:
    for layout in known:
        if not layout.landmarks:
            raise ValueError(f"{layout.path}: it has no landmarks, by which a text is told to be in a layout")
    if not known:
        raise ValueError("there is no layout to detect")
    return known


def tell_form(text: str, layout: Layout) -> FormEvidence:
    """Tell the form of a text from its first title, its first statement and its captions.

    They may name one form, none or several. If they do not name one that the layout has, the form whose grammar is
    used is the layout's form with the most evidence.
    """
    found = _signs_in(text)
    if not layout.forms:
        return FormEvidence(None, is_told=True, found=found)
    forms = set(signs_of_forms())
    for sign, _, _ in found:
        forms &= sign.forms
    votes = {form: sum(form in sign.forms for sign, _, _ in found) for form in layout.forms}
    best = max(layout.forms, key=lambda form: votes[form])
    return FormEvidence(best, is_told=forms == {best}, found=found)


def _signs_in(text: str) -> tuple[tuple[Sign, int, int], ...]:
    """Find the first title and the first statement, whatever form they name, and all captions."""
    found: dict[str | Sign, tuple[Sign, int, int]] = {}
    for sign in dict.fromkeys(sign for signs in signs_of_forms().values() for sign in signs):
        match = sign.pattern.search(text) if sign.start in text else None
        key = sign if sign.kind == "caption" else sign.kind
        if match and (key not in found or match.start() < found[key][1]):
            found[key] = (sign, *match.span())
    return tuple(found.values())


@cache
def signs_of_forms() -> dict[str, tuple[Sign, ...]]:
    """Return what each form that ships prints, by the form's file name."""
    stated: dict[tuple[str, str], set[str]] = {}
    names = sorted(path.stem for path in (grammar_path() / "forms").glob("*.lark"))
    for name in names:
        for part in Composition.of(grammar_path() / "forms" / f"{name}.lark").parts:
            for kind, pattern in SIGN.findall(part.text):
                stated.setdefault((kind, pattern), set()).add(name)
    forms = {
        name for (kind, _), found in stated.items() if kind == "title" for name in found
    }  # others are shared parts
    signs = [_sign(kind, frozenset(found & forms), pattern) for (kind, pattern), found in stated.items()]
    return {form: tuple(sign for sign in signs if form in sign.forms) for form in sorted(forms)}


def _sign(kind: str, forms: frozenset[str], pattern: str) -> Sign:
    plain = PLAIN.match(pattern)
    return Sign(kind, forms, re.compile(pattern), plain[0] if plain else "")
