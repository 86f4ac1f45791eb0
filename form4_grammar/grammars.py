"""Layouts: a grammar file for each, found by name; their parsers, one for each form, built on first use."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path

import attrs
from lark import Lark
from lark.exceptions import GrammarError
from lark.lexer import PatternRE, TerminalDef

from .automaton import Automaton
from .composition import FOLDERS, Composition, forms_of, grammar_path
from .folds import Folding
from .lark_grammar import RULE, LarkGrammar
from .once import once

# A layout's file lists its landmarks in comments of this form: regular expressions that match at the start of a line,
# with \n for any kind of line end.
LANDMARK = re.compile(r"^//: landmark +(?P<pattern>.+?) *$", re.MULTILINE)
# A spelling states in the same way what its folds are, and what shows that a text's line ends differ from them.
FOLDING = re.compile(r"^//: (?P<part>line end|fold|fold in a word) +(?P<pattern>/.+/) *$", re.MULTILINE)
# A spelling states that its texts are HTML.
OF_HTML = re.compile(r"^//: mark-up html *$", re.MULTILINE)
ALIAS = re.compile(r"-> *(?P<name>[a-z][_a-z0-9]*)")
# An escape or a character class, which stays; or the parenthesis that begins a capturing group.
ESCAPE_CLASS_OR_GROUP = re.compile(r"(\\.|\[\^?\]?(?:\\.|[^\]\\])*\])|\((?!\?)", re.DOTALL)
PUBLIC_RULES = ("filing", "header", "table_1", "table_2", "reporting_owners", "signatures", "footnotes")
WHOLE = PUBLIC_RULES[:2]  # they begin a text, so nothing comes before them
ROWS = ("table_1_row", "table_2_row")
ROWS_WITH_COLUMNS = (*ROWS, "reporting_owner")
# Their start rules.
SMALL_GRAMMARS = {
    "address": ("city_state_zip", "city_cells", "name_and_address", "owner_lines"),
    "submission": ("header",),
    "looks": ("looks",),
    "html": ("html",),
}
OPTIONS = {
    "parser": "lalr",
    "lexer": "contextual",
    "keep_all_tokens": True,
    "maybe_placeholders": False,
    "propagate_positions": False,  # tokens have positions; those of a tree follow from its first and last token
}


@attrs.frozen
class Layout:
    """A page in a spelling: one formal grammar for each form that the page prints.

    Attributes:
        name: the name of the grammar file without ".lark"
        path: the grammar file
    """

    name: str
    path: Path = attrs.field(eq=False)

    @classmethod
    def from_file(cls, path: str | Path) -> Layout:
        """Use a grammar file of your own like one that ships.

        It may build on a page and spellings that ship (``//: page classic``), and import from them (``%import form4
        (…)``). Raises OSError if the file does not exist. An error in the grammar raises lark.exceptions.GrammarError
        on first use.
        """
        path = Path(path)
        path.stat()
        return cls(path.stem, path.resolve())

    @property
    def forms(self) -> tuple[str, ...]:
        """The forms of its grammars by their file names ("form4"), the usual one first; none if there is only one."""
        return forms_of(self.path)

    @property
    def page(self) -> str | None:
        """The page that its grammar builds on, by its file name, if it is one that ships: "classic"."""
        pages = grammar_path() / "pages"
        parts = Composition.of(self.path).parts
        return next((part.path.stem for part in parts if part.path.parent == pages), None)

    def parser(self, start: str = "filing", form: str | None = None) -> Lark:
        """Return the LALR parser for a form, by default the usual one, that starts at a rule; built on first use."""
        grammar = self.grammar(form)
        return grammar.parser(self._start_of(grammar, start))

    def automaton(self, start: str = "filing", form: str | None = None) -> Automaton:
        """Return the same parser as ``parser``, as the loop that reads texts; it starts at ``rule(start)``."""
        grammar = self.grammar(form)
        return grammar.automaton(self._start_of(grammar, start))

    @property
    def grammars(self) -> tuple[LarkGrammar, ...]:
        """Its grammars, one for each form."""
        return tuple(map(self.grammar, self.forms or (None,)))

    def rule(self, start: str = "filing") -> str:
        """Return the start rule of a public rule in the grammar."""
        return start if start in WHOLE or start in self.own_rules else f"lone_{start}"

    def grammar(self, form: str | None = None) -> LarkGrammar:
        """Return the grammar for a form, by default the usual one."""
        return _grammar(self.path, form or next(iter(self.forms), None))

    @cached_property
    def own_rules(self) -> frozenset[str]:
        """The rules that a user's grammar has and none of ours; none for a layout that ships."""
        return self._own(RULE)

    @cached_property
    def own_nodes(self) -> frozenset[str]:
        """The names of these rules in a tree: their aliases as well."""
        return self.own_rules | self._own(ALIAS)

    def _own(self, names: re.Pattern[str]) -> frozenset[str]:
        if grammar_path() in self.path.parents:
            return frozenset()
        parts = [part for form in self.forms or (None,) for part in Composition.of(self.path, form).parts]
        own = [part for part in parts if grammar_path() not in part.path.parents]
        found = {name["name"] for part in own for name in names.finditer(part.text)}
        return frozenset(found) - _nodes_that_ship() if own else frozenset()

    def own_columns(self, form: str | None) -> Mapping[str, frozenset[str]]:
        """Return the rules that a user's grammar adds to a row as its columns, by the rule of the row."""
        return _own_columns(self.path, form, self.own_rules) if self.own_rules else {}

    def _start_of(self, grammar: LarkGrammar, start: str) -> str:
        rule = self.rule(start)
        if rule not in grammar.start and start not in self.own_rules:
            raise GrammarError(
                f"{self.path}: {start} cannot be parsed alone: the grammar lacks it, or a template stray{{section}}"
            )
        return rule

    @cached_property
    def landmarks(self) -> dict[str, re.Pattern[str]]:
        """The landmarks that the grammar file lists, compiled for ``detect``."""
        source = self.path.read_text(encoding="utf-8")
        stated = [found["pattern"] for found in LANDMARK.finditer(source)]
        return {pattern: re.compile(rf"\n{pattern}") for pattern in stated}

    @cached_property
    def is_of_html(self) -> bool:
        """Whether its texts are HTML, whose mark-up is taken away before a text is parsed."""
        return OF_HTML.search(Composition.of(self.path).text) is not None

    @cached_property
    def folding(self) -> Folding | None:
        """How this layout's spelling folds lines, if it does."""
        stated = {found["part"]: found["pattern"][1:-1] for found in FOLDING.finditer(Composition.of(self.path).text)}
        if not stated:
            return None
        fold = re.compile(f"(?P<inside>{stated['fold in a word']})|{stated['fold']}")
        return Folding(re.compile(stated["line end"]), fold)

    def __str__(self) -> str:
        return self.name


Layouts = Layout | tuple[Layout, ...] | None  # several, or None for all that ship: the one that a text shows


@cache
def _nodes_that_ship() -> frozenset[str]:
    folders = [grammar_path() / folder for folder in FOLDERS.values()]
    texts = [path.read_text(encoding="utf-8") for folder in folders for path in folder.glob("*.lark")]
    return frozenset(found["name"] for text in texts for names in (RULE, ALIAS) for found in names.finditer(text))


@once
def _own_columns(path: Path, form: str | None, own_rules: frozenset[str]) -> Mapping[str, frozenset[str]]:
    from .workbench.resolved import composed  # no grammar that ships needs it

    names: dict[str, list[str]] = {}
    for source in reversed(composed(path, form)):
        for statement in source.statements:
            before = names.get(statement.name, []) if statement.extends else []
            names[statement.name] = before + [str(name) for name in statement.references]
    columns = {row: own_rules.intersection(_directly_in(row, names)) for row in ROWS_WITH_COLUMNS}
    return {row: rules for row, rules in columns.items() if rules}


def _directly_in(rule: str, names: Mapping[str, Iterable[str]]) -> Iterator[str]:
    """The rules whose parts stand directly in the part of a rule: those that it names, or a rule such as "_rest"."""
    waiting = [rule]
    for each in waiting:
        yield from (name for name in names.get(each, ()) if not name.startswith("_"))
        waiting += [name for name in names.get(each, ()) if name.startswith("_") and name not in waiting]


@cache
def layouts() -> tuple[Layout, ...]:
    """Return the layouts that ship, sorted by name."""
    return tuple(Layout(path.stem, path) for path in sorted((grammar_path() / "layouts").glob("*.lark")))


def find_layout(layout: Layout | str) -> Layout:
    """Return a layout by its name. Raises ValueError, which lists the names, if there is none."""
    if isinstance(layout, Layout):
        return layout
    for known in layouts():
        if known.name == layout:
            return known
    raise ValueError(f"no layout {layout!r}; there are {', '.join(map(str, layouts()))}")


@once
def _grammar(path: Path, form: str | None) -> LarkGrammar:
    """The grammar of the filing and of the parts that can be parsed alone. Unknown lines may come before a part."""
    composition = Composition.of(path, form)
    has_strays = re.search(r"^stray\{", composition.text, re.MULTILINE)
    parts = [part for part in (*PUBLIC_RULES[2:], *ROWS) if has_strays and re.search(rf"\b{part}\b", composition.text)]
    whole = [rule for rule in WHOLE if rule == "filing" or re.search(rf"\b{rule}\b", composition.text)]
    rules = "".join(f"\nlone_{part}: _EOL? stray{{{part}}}* {part}? -> lone_part\n" for part in parts)
    start = (*whole, *(f"lone_{part}" for part in parts))
    return LarkGrammar(path, start, tuple(OPTIONS.items()), form, rules, _capture_nothing)


def _capture_nothing(terminal: TerminalDef) -> None:
    """Make the groups of a regular expression non-capturing, so that the grammars can use plain parentheses.

    Lark joins the terminals of a state into one expression. Python copies the captures of all its groups on every
    iteration of a repetition: a cell of 1 MB takes 5 seconds to match with capturing groups, and 1 second without.
    """
    if isinstance(terminal.pattern, PatternRE):
        terminal.pattern.value = ESCAPE_CLASS_OR_GROUP.sub(lambda found: found[1] or "(?:", terminal.pattern.value)


def small_grammars() -> Iterator[LarkGrammar]:
    """The grammars that are no layout's: of addresses, of a submission's header, of what texts look like, of HTML."""
    options = {"parser": "lalr", "lexer": "contextual", "maybe_placeholders": False}
    for name, start in SMALL_GRAMMARS.items():
        yield LarkGrammar(grammar_path() / f"{name}.lark", start, tuple(options.items()))


@once
def _small_parser(name: str) -> Automaton:
    return next(grammar for grammar in small_grammars() if grammar.name == name).automaton()


def address_parser() -> Automaton:
    """Return the parser of grammar/address.lark; its start rules take an address apart."""
    return _small_parser("address")


def header_parser() -> Automaton:
    """Return the parser of grammar/submission.lark, which starts at "header"."""
    return _small_parser("submission")


@once
def looks_pattern() -> re.Pattern[str]:
    """Return the terminals of grammar/looks.lark as one expression; the last group of a match names the terminal."""
    return _small_parser("looks").pattern()


@once
def html_pattern() -> re.Pattern[str]:
    """Return the terminals of grammar/html.lark as one expression; the last group of a match names the terminal."""
    return _small_parser("html").pattern()


def keep_tables(folder: Path) -> None:
    """Write the tables of all grammars that ship to a folder. A wheel has them, so that no user waits for Lark."""
    from concurrent.futures import ProcessPoolExecutor  # nothing else here needs it

    with ProcessPoolExecutor() as processes:
        grammars = (*(grammar for layout in layouts() for grammar in layout.grammars), *small_grammars())
        for name, tables in processes.map(_tables_of, grammars):
            (folder / name).write_bytes(tables)


def _tables_of(grammar: LarkGrammar) -> tuple[str, bytes]:
    name = grammar.tables_file
    assert name is not None
    return name, grammar.automaton().tables.to_bytes()
