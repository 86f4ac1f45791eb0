"""A Lark grammar in a file, and how Lark is to build it. Nothing here knows what the grammar is of."""

from __future__ import annotations

import gc
import hashlib
import inspect
import re
from collections.abc import Callable, Mapping
from copy import copy
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import attrs
import lark
from lark import Lark
from lark.exceptions import GrammarError, LarkError
from lark.lexer import TerminalDef

from .automaton import Automaton
from .composition import Composition, import_grammar, imported
from .once import once
from .parse_tables import ParseTables
from .table_cache import kept_tables

# A grammar file states its start rules and Lark's options in comments of this form.
STATED = re.compile(r"^//: (?P<what>start|option) +(?P<value>\S.*?) *$", re.MULTILINE)
RULE = re.compile(r"^[?!]*(?P<name>_?[a-z][_a-z0-9]*)(\{.*\})?(\.-?[0-9]+)?\s*:", re.MULTILINE)
FLAGS = {"i": re.IGNORECASE, "m": re.MULTILINE, "s": re.DOTALL, "u": re.UNICODE, "l": re.LOCALE, "x": re.VERBOSE}
# What an option of Lark may be. "postlex" runs code, so a file cannot state it.
OPTIONS: dict[str, tuple[str, ...] | type[bool] | None] = {
    "parser": ("lalr", "earley"),
    "lexer": ("auto", "basic", "contextual", "dynamic", "dynamic_complete"),
    "ambiguity": ("auto", "resolve", "explicit"),
    "priority": ("auto", "normal", "invert"),
    "maybe_placeholders": bool,
    "keep_all_tokens": bool,
    "strict": bool,
    "g_regex_flags": None,
    "postlex": None,
}
DEFAULTS = {"parser": "lalr"}


@attrs.frozen
class LarkGrammar:
    """A grammar file, and how Lark is to build it.

    Attributes:
        path: the file
        start: the rules that a text can be parsed with, the usual one first
        options: options of ``lark.Lark``, as pairs
        form: what the file is composed with, if it can be composed in several ways
        rules: rules that are added to those of the file
        edit: what is done to each terminal before the parser is built
    """

    path: Path
    start: tuple[str, ...]
    options: tuple[tuple[str, Any], ...] = tuple(DEFAULTS.items())
    form: str | None = None
    rules: str = attrs.field(default="", repr=False)
    edit: Callable[[TerminalDef], None] | None = attrs.field(default=None, repr=False)

    @classmethod
    def from_file(cls, path: str | Path, start: tuple[str, ...] = (), **options: Any) -> LarkGrammar:
        """Use a grammar file with the start rules and options that are given, or else those that it states.

        Without either, the start rule is "start", or the first rule of the file if there is no such rule. Raises
        OSError if the file does not exist, and lark.exceptions.GrammarError for an option that there is not.
        """
        path = Path(path).resolve()
        text = path.read_text(encoding="utf-8")
        stated: dict[str, Any] = {}
        for found in STATED.finditer(text):
            if found["what"] == "start":
                start = start or tuple(found["value"].split())
                continue
            name, _, value = found["value"].partition(" ")
            try:
                if name == "postlex":
                    raise ValueError("postlex names code to run, so a grammar file cannot state it: use --postlex")
                stated |= option(name, value.strip())
            except ValueError as refusal:
                line = text.count("\n", 0, found.start()) + 1
                raise GrammarError(f"{path}:{line}: {refusal}") from None
        if not start:
            rules = [found["name"] for found in RULE.finditer(text)]
            start = tuple(rules[:1]) if rules and "start" not in rules else ("start",)
        return cls(path, start, tuple(sorted((DEFAULTS | stated | options).items())))

    @property
    def name(self) -> str:
        return self.path.stem

    @property
    def is_lalr(self) -> bool:
        return dict(self.options).get("parser") == "lalr"

    def starting(self, start: str | None) -> LarkGrammar:
        """Return the grammar with a start rule: itself if it has that one, or if none is asked for."""
        return self if start is None or start in self.start else attrs.evolve(self, start=(start,))

    def parser(self, start: str | None = None) -> Lark:
        """Return Lark's parser that starts at a rule, by default the usual one; built on first use.

        Raises lark.exceptions.GrammarError for an error in the grammar.
        """
        return _parser(self, start or self.start[0])

    @property
    def tables_file(self) -> str | None:
        """The name of the file that can keep its tables; None if it is not known what they follow from."""
        if any(name == "postlex" for name, _ in self.options):
            return None
        try:
            composition = Composition.of(self.path, self.form)
            texts = [composition.text, *(each.text for each in imported(composition)), self.rules]
            makers: tuple[Any, ...] = (LarkGrammar, ParseTables, *([self.edit] if self.edit else ()))
            code = [Path(inspect.getfile(maker)).read_text(encoding="utf-8") for maker in makers]
        except (OSError, LarkError, RecursionError):  # to build it tells what is wrong
            return None
        facts = (lark.__version__, self.start, self.options, *texts, *code)
        key = hashlib.sha256(repr(facts).encode()).hexdigest()[:32]
        return f"{self.name}-{self.form or 'any'}-{key}.json.gz"

    def automaton(self, start: str | None = None) -> Automaton:
        """Return the loop that reads texts by the tables of an LALR grammar, from a rule, or any of the start rules.

        It does what ``parser`` does, but for placeholders and a postlex. Raises as ``parser`` does.
        """
        return _automaton(self.starting(start))


def option(name: str, value: str) -> Mapping[str, Any]:
    """Return an option of Lark and its value, given as text. Raises ValueError if there is no such one."""
    if name not in OPTIONS:
        raise ValueError(f"no option {name!r}; there are {', '.join(OPTIONS)}")
    allowed = OPTIONS[name]
    if allowed is bool:
        if value not in ("true", "false"):
            raise ValueError(f"option {name} is true or false, not {value!r}")
        return {name: value == "true"}
    if isinstance(allowed, tuple) and value not in allowed:
        raise ValueError(f"option {name} is one of {', '.join(allowed)}, not {value!r}")
    if name == "g_regex_flags":
        unknown = set(value) - FLAGS.keys()
        if unknown:
            raise ValueError(f"option {name} has letters of {''.join(FLAGS)}, not {min(unknown)!r}")
        return {name: sum(FLAGS[letter] for letter in set(value))}
    return {name: value}


@once
def _automaton(grammar: LarkGrammar) -> Automaton:
    def make() -> ParseTables:
        return ParseTables.of(_built(grammar))

    file = grammar.tables_file
    return Automaton(kept_tables(file, make) if file else make())


@once
def _parser(grammar: LarkGrammar, start: str) -> Lark:
    # The parsers of a grammar share their tables and lexers; only their start rules differ.
    whole = _built(grammar.starting(start))
    parser, frontend = copy(whole), copy(whole.parser)
    frontend.parser_conf = copy(frontend.parser_conf)
    frontend.parser_conf.start = [start]
    parser.parser = frontend
    return parser


@once
def _built(grammar: LarkGrammar) -> Lark:
    composition = Composition.of(grammar.path, grammar.form)
    options: dict[str, Any] = {"propagate_positions": True} | dict(grammar.options)
    postlex = options.pop("postlex", None)
    if postlex is not None:
        options["postlex"] = _loaded(postlex) if isinstance(postlex, str) else postlex
    collects = gc.isenabled()
    gc.disable()  # building takes a tenth longer with garbage collection, and leaves hardly any garbage
    try:
        return Lark(
            composition.text + grammar.rules,
            start=list(grammar.start),
            source_path=str(composition.path),  # the base of "%import .name"
            import_paths=[partial(import_grammar, folder=composition.path.parent)],
            edit_terminals=grammar.edit,
            **options,
        )
    except LarkError as error:
        raise composition.located(error) from None
    except FileNotFoundError as error:
        raise GrammarError(f"{grammar.path}: there is no {error.filename}, which is imported") from None
    finally:
        if collects:
            gc.enable()


def _loaded(name: str) -> Any:
    """Return an instance of the class that "module:Class" names."""
    module, _, attribute = name.partition(":")
    try:
        return getattr(import_module(module), attribute)()
    except (ImportError, AttributeError, ValueError) as refusal:
        raise GrammarError(f"postlex {name}: {refusal}") from None
