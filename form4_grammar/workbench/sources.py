"""A .lark file as written: its statements and their places, parsed with Lark's own grammar of such files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import attrs
import lark
from lark import Lark, Token, Tree
from lark.exceptions import GrammarError, UnexpectedInput

LARK_GRAMMARS = Path(lark.__file__).parent / "grammars"
# Lark's grammar of its own language lacks something that its loader accepts.
MISSING_FROM_LARK = """
%extend statement: "%override" token -> override_token
    | "%extend" rule -> extend_rule
    | "%extend" token -> extend_token
"""


@attrs.frozen(eq=False)
class Statement:
    """The definition of a rule or a terminal.

    Attributes:
        source: the file that contains it
        name: the name as written, without modifiers
        params: the parameters of a template
        body: the right-hand side, as a tree of Lark's grammar
        place: start and end in the file's text, from the name (or "%override") to the last character of the body
        name_start: where the name begins in the file's text
        extends: whether it adds to another definition ("%extend")
        replaces: whether it replaces another definition ("%override")
    """

    source: Source = attrs.field(repr=False)
    name: str
    params: tuple[str, ...]
    body: Tree[Token] = attrs.field(repr=False)
    place: tuple[int, int]
    name_start: int
    extends: bool = False
    replaces: bool = False

    @property
    def is_terminal(self) -> bool:
        return self.name.isupper()

    @property
    def references(self) -> list[Token]:
        """The names of rules and terminals in the body."""
        return [name for name in _names(self.body) if name not in self.params]

    @property
    def line(self) -> int:
        return self.source.text.count("\n", 0, self.place[0]) + 1

    def __str__(self) -> str:
        return f"{self.source.path.name}:{self.line}"


@attrs.frozen
class Import:
    """An ``%import``.

    Attributes:
        path: the imported file, as written: ("form4",)
        is_relative: whether to look for it only beside the importing file
        names: the imported names, each with the name that it gets
        line: the line of the statement
    """

    path: tuple[str, ...]
    is_relative: bool
    names: dict[str, str]
    line: int = 0


@attrs.frozen(eq=False)
class Source:
    """A .lark file.

    Attributes:
        path: the file
        text: its content, with a line end after the last line
        statements: the definitions, in order
        imports: the imports, in order
        ignored: the names of the terminals that are ignored, or parts of such ("%ignore")
        declared: the names of the terminals that a postlex makes ("%declare")
        directives: the other statements, each as written
    """

    path: Path
    text: str = attrs.field(repr=False)
    statements: list[Statement] = attrs.field(factory=list, repr=False)
    imports: list[Import] = attrs.field(factory=list, repr=False)
    ignored: list[Token] = attrs.field(factory=list, repr=False)
    declared: list[Token] = attrs.field(factory=list, repr=False)
    directives: list[str] = attrs.field(factory=list, repr=False)


# Where a statement may begin: what goes on with the one before it is indented, or begins with "|".
STATEMENT = re.compile(r"^(?=[!?]*[A-Za-z_]|%)", re.MULTILINE)


@cache
def read_source(path: Path) -> Source:
    """Read a .lark file. Raises OSError, and lark.exceptions.GrammarError if it is not a valid one."""
    source = Source(path, path.read_text(encoding="utf-8").rstrip() + "\n")
    try:
        statements: list[Any] = _reader().parse(source.text).children
    except UnexpectedInput as refusal:
        raise GrammarError(f"{path}:{refusal.line}:{refusal.column}: unexpected text") from None
    for statement in statements:
        if statement.data in ("import", "multi_import"):
            source.imports.append(_import(statement))
        elif statement.data in ("ignore", "declare"):
            (source.ignored if statement.data == "ignore" else source.declared).extend(_names(statement))
            source.directives.append(source.text[slice(*span_of(statement))])
        else:
            source.statements.append(_definition(source, statement))
    return source


def broken_statements(text: str) -> Iterator[tuple[int, int]]:
    """Yield line and column of the first fault of each statement of a .lark file that is not a valid one."""
    starts = [found.start() for found in STATEMENT.finditer(text)]
    for start, end in pairwise([0, *starts, len(text)]):
        try:
            _reader().parse("\n" * text.count("\n", 0, start) + text[start:end].rstrip() + "\n")
        except UnexpectedInput as refusal:
            yield refusal.line, refusal.column


def span_of(tree: Tree[Token]) -> tuple[int, int]:
    """Return start and end of a part of a statement, including the parentheses around it."""
    meta = tree.meta
    return (
        getattr(meta, "container_start_pos", meta.start_pos),
        getattr(meta, "container_end_pos", meta.end_pos),
    )


@cache
def _reader() -> Lark:
    written = (LARK_GRAMMARS / "lark.lark").read_text(encoding="utf-8")
    return Lark(written + MISSING_FROM_LARK, parser="lalr", propagate_positions=True, maybe_placeholders=False)


def _definition(source: Source, statement: Tree[Token]) -> Statement:
    definition = next(statement.find_pred(lambda tree: tree.data in ("rule", "token")))
    parts: list[Any] = definition.children  # name, parameters, optional priority, body
    name = parts[0].lstrip("!?")
    name_start = parts[0].end_pos - len(name)
    params = tuple(map(str, parts[1].children))
    extends, replaces = (statement.data.startswith(word) for word in ("extend", "override"))
    return Statement(source, name, params, parts[-1], span_of(statement), name_start, extends, replaces)


def _import(statement: Tree[Token]) -> Import:
    parts: list[Any] = statement.children  # what is imported; then a list of names, a new name or nothing
    path, target = (list(map(str, _names(part))) for part in (parts[0], Tree("names", parts[1:])))
    is_relative = parts[0].children[0] == "."
    if statement.data == "multi_import":
        return Import(tuple(path), is_relative, dict(zip(target, target, strict=True)), statement.meta.line)
    *path, name = path
    return Import(tuple(path), is_relative, {name: target[0] if target else name}, statement.meta.line)


def _names(tree: Tree[Token]) -> list[Token]:
    """Return the names of rules and terminals in a part of a statement, without the names of aliases."""
    return [name for part in tree.find_data("name") for name in part.scan_values(lambda _: True)]
