"""Railroad diagrams of rules and terminals, as SVG, drawn by the package railroad-diagrams."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from importlib import import_module
from io import StringIO
from typing import Any

from lark import Token, Tree
from lark.exceptions import GrammarError

from ..lark_grammar import LarkGrammar
from .resolved import Definition, Grammar, resolve

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
    drawing = _Drawing({definition.name for definition in found})
    return drawing.page(found)


def _in_order(grammar: Grammar) -> Iterable[Definition]:
    """The definitions in the order of the files, rules before terminals."""
    by_statement = {definition.statement: definition for definition in grammar.definitions.values()}
    ordered = [by_statement[each] for source in grammar.sources for each in source.statements if each in by_statement]
    return sorted(ordered, key=lambda definition: definition.statement.is_terminal)


class _Drawing:
    """Draws definitions; a name that is drawn, too, is a link to it."""

    def __init__(self, linked: set[str]) -> None:
        self._library: Any = import_module("railroad")  # it may be absent
        self._linked = linked

    def page(self, definitions: Iterable[Definition]) -> str:
        parts, top, widest = [], MARGIN, 0
        for definition in definitions:
            drawn = self._library.Diagram(self._definition(definition))
            width, height = self._size(drawn)
            title = escape(f"{definition.name}  {definition.statement}")
            parts.append(
                f'<text class="title" id="{escape(definition.name)}" x="{MARGIN}" y="{top + 16}">{title}</text>'
            )
            drawn.attrs |= {"x": str(MARGIN), "y": str(top + TITLE)}
            svg = StringIO()
            drawn.writeSvg(svg.write)
            parts.append(svg.getvalue())
            top += TITLE + height
            widest = max(widest, width)
        size = f'width="{widest + 2 * MARGIN}" height="{top + MARGIN}"'
        style = f"<style>{self._library.DEFAULT_STYLE}{STYLE}</style>"
        spaces = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
        return f"<svg {spaces} {size}>\n{style}\n{''.join(parts)}\n</svg>\n"

    def _size(self, drawn: Any) -> tuple[int, int]:
        drawn.format()
        return round(float(drawn.attrs["width"])), round(float(drawn.attrs["height"]))

    def _definition(self, definition: Definition) -> Any:
        names = {written: needed.name for written, needed in definition.names.items()}
        return self._choice([self._part(each.body, names) for each in definition.statements])

    def _part(self, tree: Tree[Token], names: dict[str, str]) -> Any:
        library = self._library
        children = [child for child in tree.children if isinstance(child, Tree)]
        match tree.data:
            case "expansions":
                return self._choice([self._part(child, names) for child in children])
            case "expansion" | "alias":
                items = [self._part(child, names) for child in children]
                return library.Sequence(*items) if len(items) != 1 else items[0]
            case "maybe":
                return library.Optional(self._part(children[0], names))
            case "expr":
                return self._repeated(self._part(children[0], names), [str(each) for each in tree.children[1:]])
            case "name":
                name = names.get(str(tree.children[0]), str(tree.children[0]))
                return library.NonTerminal(name, href=f"#{name}" if name in self._linked else None)
            case "template_usage":
                template, *arguments = (self._written(child) for child in children)
                return library.NonTerminal(f"{template}{{{', '.join(arguments)}}}")
            case "literal_range":
                return library.Terminal(" to ".join(map(str, tree.scan_values(lambda _: True))))
            case _:
                return library.Terminal(self._written(tree))

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
