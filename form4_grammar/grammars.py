"""The layouts: one grammar file each, found by name; their parsers, built when first needed; detection."""

from __future__ import annotations

import re
from copy import copy
from functools import cache, cached_property, partial
from pathlib import Path

import attrs
from lark import Lark
from lark.exceptions import LarkError
from lark.lexer import PatternRE, TerminalDef

from .composition import Composition, find_import, grammar_path
from .once import once

# What a layout is told by stands in its grammar file, in comments of this form: regular expressions for how a line
# of the text begins, with \n for the end of a line, whichever the text has.
LANDMARK = re.compile(r"^//: landmark +(?P<pattern>.+?) *$", re.MULTILINE)
# An escape or a character class, kept as it is; or the parenthesis that a capturing group begins with.
ESCAPE_CLASS_OR_GROUP = re.compile(r"(\\.|\[\^?\]?(?:\\.|[^\]\\])*\])|\((?!\?)", re.DOTALL)
PUBLIC_RULES = ("filing", "header", "table_1", "table_2", "reporting_owners", "signatures", "footnotes")
SECTIONS = PUBLIC_RULES[1:]
ROWS = ("table_1_row", "table_2_row")


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
        return _parser(self.path, start)

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
    """The layouts that ship, by name."""
    return tuple(Layout(path.stem, path) for path in sorted((grammar_path() / "layouts").glob("*.lark")))


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
def _parser(path: Path, start: str) -> Lark:
    if start == "filing":
        return _build(Composition.of(path), [start])
    # Parsers of sections share their tables and lexers, and differ in where they start; so do those of rows.
    whole = _parser_of_parts(path, ROWS if start in ROWS else SECTIONS)
    parser, frontend = copy(whole), copy(whole.parser)
    frontend.parser_conf = copy(frontend.parser_conf)
    frontend.parser_conf.start = [start if start == "header" else f"lone_{start}"]
    parser.parser = frontend
    return parser


@once
def _parser_of_parts(path: Path, known: tuple[str, ...]) -> Lark:
    """The parser of parts that are parsed alone; they may have blank lines and unknown lines before them."""
    composition = Composition.of(path)
    parts = [part for part in known if re.search(rf"\b{part}\b", composition.text)]
    lone = {part: f"lone_{part}" for part in parts if part != "header"}
    rules = "".join(f"\n{name}: _EOL? stray{{{part}}}* {part}? -> lone_part\n" for part, name in lone.items())
    return _build(composition, [lone.get(part, part) for part in parts], rules)


def _build(composition: Composition, start: list[str], rules: str = "") -> Lark:
    try:
        return Lark(
            composition.text + rules,
            parser="lalr",
            lexer="contextual",
            start=start,
            source_path=str(composition.path),  # the place of "%import .name"
            import_paths=[partial(_load_import, composition.path.parent)],
            keep_all_tokens=True,
            maybe_placeholders=False,
            propagate_positions=False,  # tokens have their places; a tree's follow from its first and last
            edit_terminals=_capture_nothing,
        )
    except LarkError as error:
        raise composition.located(error) from None


def _load_import(folder: Path, base: str | None, name: str) -> tuple[str, str]:
    """What Lark imports under the name of a file: that file as it is composed."""
    found = find_import(Path(base) if base else folder, name)
    if found is None:
        raise OSError(f"no {name}")  # Lark goes on to its own grammars
    return str(found), Composition.of(found).text


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
