"""Railroad diagrams of rules and terminals, as SVG, drawn by the package railroad-diagrams."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from html import escape
from importlib import import_module
from io import StringIO
from typing import Any

from lark import Token, Tree
from lark.exceptions import GrammarError

from ..lark_grammar import LarkGrammar
from .resolved import Definition, Grammar, resolve
from .sources import Statement

Link = Callable[[str], str | None]  # where a name leads

MARGIN, TITLE = 20, 30  # pixels: around the diagrams; for the name above each
STYLE = """
    svg {background: #fbfaf8} svg.railroad-diagram {background: none}
    text.title {font: bold 16px sans-serif; text-anchor: start}
"""


def diagram(file: LarkGrammar, name: str | None = None) -> str:
    """Return the diagram of a rule or a terminal, or of all that the grammar uses, each below the other, as SVG.

    Raises lark.exceptions.GrammarError if there is no such rule or terminal, and ImportError without the package
    railroad-diagrams.
    """
    grammar = resolve(file)
    if name is not None and name not in grammar.definitions:
        raise GrammarError(f"{file.path.name}: there is no rule or terminal {name}")
    found = [grammar.definitions[name]] if name else _in_order(grammar)
    linked = {definition.name for definition in found}
    return _page(found, _Drawing(lambda name: f"#{name}" if name in linked else None))


def drawn(statement: Statement, link: Link, longest: int) -> str:
    """Return the diagram of one statement as an SVG element without a style.

    A name leads to what ``link`` gives for it, if that is not None. Strings and expressions with more characters than
    ``longest`` are cut off. Raises ImportError without the package railroad-diagrams.
    """
    drawing = _Drawing(link, longest)
    return drawing.svg(drawing.diagram([statement], {}))


def _in_order(grammar: Grammar) -> Iterable[Definition]:
    """The definitions in the order of the files, rules before terminals."""
    by_statement = {definition.statement: definition for definition in grammar.definitions.values()}
    ordered = [by_statement[each] for source in grammar.sources for each in source.statements if each in by_statement]
    return sorted(ordered, key=lambda definition: definition.statement.is_terminal)


def _page(definitions: Iterable[Definition], drawing: _Drawing) -> str:
    parts, top, widest = [], MARGIN, 0
    for definition in definitions:
        names = {written: needed.name for written, needed in definition.names.items()}
        diagram = drawing.diagram(definition.statements, names)
        width, height = drawing.size(diagram)
        title = escape(f"{definition.name}  {definition.statement}")
        parts.append(f'<text class="title" id="{escape(definition.name)}" x="{MARGIN}" y="{top + 16}">{title}</text>')
        diagram.attrs |= {"x": str(MARGIN), "y": str(top + TITLE)}
        parts.append(drawing.svg(diagram))
        top += TITLE + height
        widest = max(widest, width)
    size = f'width="{widest + 2 * MARGIN}" height="{top + MARGIN}"'
    style = f"<style>{drawing.style}{STYLE}</style>"
    spaces = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f"<svg {spaces} {size}>\n{style}\n{''.join(parts)}\n</svg>\n"


class _Drawing:
    """Makes diagrams of the library railroad-diagrams."""

    def __init__(self, link: Link, longest: int | None = None) -> None:
        self._library: Any = import_module("railroad")  # it may be absent
        self._link = link
        self._longest = longest

    @property
    def style(self) -> str:
        return str(self._library.DEFAULT_STYLE)

    def diagram(self, statements: Iterable[Statement], names: Mapping[str, str]) -> Any:
        return self._library.Diagram(self._choice([self._part(each.body, names) for each in statements]))

    def svg(self, diagram: Any) -> str:
        written = StringIO()
        diagram.writeSvg(written.write)
        return written.getvalue()

    def size(self, diagram: Any) -> tuple[int, int]:
        diagram.format()
        return round(float(diagram.attrs["width"])), round(float(diagram.attrs["height"]))

    def _part(self, tree: Tree[Token], names: Mapping[str, str]) -> Any:
        library = self._library
        children = [child for child in tree.children if isinstance(child, Tree)]
        match tree.data:
            case "expansions":
                return self._choice([self._part(child, names) for child in children])
            case "expansion" | "alias":
                items = [self._part(child, names) for child in children]
                if not items:
                    return library.Skip()
                return library.Sequence(*items) if len(items) > 1 else items[0]
            case "maybe":
                return library.Optional(self._part(children[0], names))
            case "expr":
                return self._repeated(self._part(children[0], names), [str(each) for each in tree.children[1:]])
            case "name":
                name = names.get(str(tree.children[0]), str(tree.children[0]))
                return library.NonTerminal(name, href=self._link(name))
            case "template_usage":
                template, *arguments = (self._written(child) for child in children)
                href = self._link(names.get(template, template))
                return library.NonTerminal(f"{template}{{{', '.join(arguments)}}}", href=href)
            case "literal_range":
                return library.Terminal(" to ".join(map(str, tree.scan_values(lambda _: True))))
            case _:
                return library.Terminal(self._cut(self._written(tree)))

    def _cut(self, text: str) -> str:
        return f"{text[: self._longest - 1]}…" if self._longest and len(text) > self._longest else text

    def _written(self, tree: Tree[Token]) -> str:
        return "".join(map(str, tree.scan_values(lambda _: True)))

    def _choice(self, items: list[Any]) -> Any:
        return self._library.Choice(0, *items) if len(items) > 1 else items[0]

    def _repeated(self, item: Any, counts: list[str]) -> Any:
        library = self._library
        match counts:
            case ["?"]:
                return library.Optional(item)
            case ["*"]:
                return library.ZeroOrMore(item)
            case ["+"]:
                return library.OneOrMore(item)
        return library.OneOrMore(item, library.Comment(f"{' to '.join(counts)} times"))
