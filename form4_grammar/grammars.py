"""The layouts: one grammar file each, found by name; their parsers, built when first needed; detection."""

from __future__ import annotations

import re
from functools import cache, cached_property
from pathlib import Path

import attrs
from lark import Lark
from lark.lexer import PatternRE, TerminalDef

from .once import once

PACKAGE = Path(__file__).parent
# What a layout is told by stands in its grammar file, in comments of this form: regular expressions for how a line
# of the text begins, with \n for the end of a line, whichever the text has.
LANDMARK = re.compile(r"^//: landmark +(?P<pattern>.+?) *$", re.MULTILINE)
# An escape or a character class, kept as it is; or the parenthesis that a capturing group begins with.
ESCAPE_CLASS_OR_GROUP = re.compile(r"(\\.|\[\^?\]?(?:\\.|[^\]\\])*\])|\((?!\?)", re.DOTALL)
PUBLIC_RULES = ("filing", "header", "table_1", "table_2", "reporting_owners", "signatures", "footnotes")


@cache
def grammar_path() -> Path:
    """The folder of the .lark files, for the ``import_paths`` of another Lark grammar.

    In a wheel it lies inside the package, in a checkout beside it.
    """
    return next(path for path in (PACKAGE / "grammar", PACKAGE.parent / "grammar") if path.is_dir())


@attrs.frozen
class Layout:
    """A page in a spelling: one formal grammar.

    Attributes:
        name: the grammar file's name without ".lark"
        path: the grammar file
    """

    name: str
    path: Path = attrs.field(eq=False)

    @classmethod
    def from_file(cls, path: str | Path) -> Layout:
        """A user's own grammar, used like one of ours; it may import from them (``%import .classic (…)`` does not
        find them, ``%import classic (…)`` does).

        Raises OSError if there is no such file; a fault in the grammar raises lark.exceptions.GrammarError when the
        grammar is first used.
        """
        path = Path(path)
        path.stat()
        return cls(path.stem, path.resolve())

    def parser(self, start: str = "filing") -> Lark:
        """The LALR parser of one rule, built when first asked for and kept."""
        return _build(self.path, start)

    @cached_property
    def landmarks(self) -> dict[str, re.Pattern[str]]:
        """What ``detect`` looks for: the landmarks that the grammar file states, ready to be searched for."""
        source = self.path.read_text(encoding="utf-8")
        stated = [found["pattern"] for found in LANDMARK.finditer(source)]
        return {pattern: re.compile(rf"\n{pattern}") for pattern in stated}

    def __str__(self) -> str:
        return self.name


@attrs.frozen
class Detection:
    """Which layout a text is in.

    Attributes:
        layout: the layout, or None where no layout's landmarks are all but there
        nearest: the layout that the text comes nearest to
        reasons: what speaks for and against it, a line each
    """

    layout: Layout | None
    nearest: Layout
    reasons: tuple[str, ...]


@cache
def layouts() -> tuple[Layout, ...]:
    """The layouts that ship, by name. A grammar file is a layout's if it states landmarks."""
    found = (Layout(path.stem, path) for path in sorted(grammar_path().glob("*.lark")))
    return tuple(layout for layout in found if layout.landmarks)


def find_layout(layout: Layout | str) -> Layout:
    """A layout by its name; raises ValueError, which lists the names, if there is none."""
    if isinstance(layout, Layout):
        return layout
    for known in layouts():
        if known.name == layout:
            return known
    raise ValueError(f"no layout {layout!r}; there are {', '.join(map(str, layouts()))}")


def detect(text: str) -> Detection:
    """Name the layout of a text by the landmarks of each layout that stand in it.

    A layout is named if more of its landmarks are there than are missing; of two such, the one with the larger share,
    of two alike the one with more of them.
    """
    # One kind of line end, and one before the first line: a pattern that begins with a plain character is found fast.
    lines = "\n{}\n".format(text.replace("\r\n", "\n").replace("\r", "\n"))
    seen = {layout: [mark.search(lines) is not None for mark in layout.landmarks.values()] for layout in layouts()}

    def likeness(layout: Layout) -> tuple[float, int]:
        return sum(seen[layout]) / len(seen[layout]), sum(seen[layout])

    nearest = max(seen, key=likeness)
    reasons = tuple(
        f"{'for' if there else 'against'} {nearest}: {'found' if there else 'missing'} {pattern}"
        for pattern, there in zip(nearest.landmarks, seen[nearest], strict=True)
    )
    return Detection(nearest if likeness(nearest)[0] > 0.5 else None, nearest, reasons)


@once
def _build(path: Path, start: str) -> Lark:
    # A section that is parsed alone may have blank lines and unknown lines before it.
    source = path.read_text(encoding="utf-8")
    rule = start
    if start not in ("filing", "header"):
        rule = "lone_section"  # no name that a template of a grammar in one piece has for its parameter
        source += f"\n{rule}: _EOL? stray{{{start}}}* {start}?\n"
    return Lark(
        source,
        parser="lalr",
        lexer="contextual",
        start=rule,
        source_path=str(path),  # for "%import .name"
        # For "%import name", and tried first for ".name", too: a copy of our grammars is made of its own files.
        import_paths=[str(path.parent), str(grammar_path())],
        keep_all_tokens=True,
        maybe_placeholders=False,
        propagate_positions=False,  # tokens have their places; a tree's follow from its first and last
        edit_terminals=_capture_nothing,
    )


def _capture_nothing(terminal: TerminalDef) -> None:
    """Make the groups of a regular expression groups that capture nothing, which the grammars need not write then.

    Lark joins the terminals of a state into one expression, and Python copies what all its groups have captured at
    every turn of a repetition: a cell of 1 MB takes 1 second to match without, 5 with them.
    """
    if isinstance(terminal.pattern, PatternRE):
        terminal.pattern.value = ESCAPE_CLASS_OR_GROUP.sub(lambda found: found[1] or "(?:", terminal.pattern.value)


@once
def address_parser() -> Lark:
    """The parser of grammar/address.lark."""
    return Lark.open(
        str(grammar_path() / "address.lark"),
        parser="lalr",
        start=["city_state_zip", "city_cells", "name_and_address", "owner_lines"],
        maybe_placeholders=False,
    )


@once
def looks_pattern() -> re.Pattern[str]:
    """The terminals of grammar/looks.lark as one expression to search with; a match's last group is its terminal."""
    grammar = Lark.open(str(grammar_path() / "looks.lark"), parser="lalr", lexer="basic", start="looks")
    by_priority = sorted(grammar.terminals, key=lambda terminal: -terminal.priority)
    return re.compile("|".join(f"(?P<{terminal.name}>{terminal.pattern.to_regexp()})" for terminal in by_priority))
