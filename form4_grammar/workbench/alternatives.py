"""The alternatives of a rule, and which of them a derivation has met.

A rule is a regular expression over the names of its parts. This module translates it into one for Python, with a
character for each name and a group for each alternative. It then matches the parts of a step with it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Literal

import attrs
from lark import Token, Tree
from lark.lexer import Pattern, PatternRE, TerminalDef
from lark.load_grammar import _literal_to_pattern

from .derivations import Step
from .resolved import Grammar
from .sources import Statement, span_of

Kind = Literal["choice", "with", "without"]
Choice = tuple[Statement, "Alternative | None"]  # a statement alone if one of its steps was met
CHARACTERS = 0xF0000  # the start of a private use area of 65,534 characters


@attrs.frozen
class Alternative:
    """A choice that a rule allows.

    Attributes:
        kind: "choice" is one side of a "|"; "with" and "without" are the two choices of "?", "*" and "[ ]"
        start: where it begins in the file's text; for an empty choice, the sign that allows it
        end: where it ends
        written: the text of what is chosen, or left out
    """

    kind: Kind
    start: int
    end: int
    written: str

    def __str__(self) -> str:
        written = " ".join(self.written.split())
        return (written or "nothing") if self.kind == "choice" else f"{self.kind} {written}"


def alternatives_of(statement: Statement) -> list[Alternative]:
    """Return the alternatives of a rule in the order of the text; those of a terminal are not listed."""
    translation = _Translation(statement, lambda _: "")
    if not statement.is_terminal:
        translation.expression(statement.body)
    return translation.alternatives


class Matcher:
    """Finds which alternatives the steps of a grammar's derivations have met."""

    def __init__(self, grammar: Grammar) -> None:
        self._grammar = grammar
        self._terminals = {terminal.pattern: terminal.name for terminal in grammar.file.parser().terminals}
        self._characters: dict[str, str] = {}
        self._rules: dict[str, tuple[re.Pattern[str], list[Choice]]] = {}
        self._met: dict[tuple[str, ...], list[Choice]] = {}

    def terminal_of(self, literal: Token) -> str:
        """Return the name of the terminal that a string or an expression within a rule is."""
        return self._terminals[self._pattern(literal)]

    def met(self, step: Step) -> list[Choice]:
        """Return what a step's parts have met: the statement of its rule, and the alternatives in it."""
        key = (step.name, *step.parts)
        if key not in self._met:
            if step.name not in self._rules:
                self._rules[step.name] = self._translated(step.name)
            pattern, alternatives = self._rules[step.name]
            found = pattern.fullmatch("".join(map(self._character, step.parts)))
            assert found, f"{step.name} cannot be {' '.join(step.parts)}"
            self._met[key] = [each for number, each in enumerate(alternatives, 1) if found[number] is not None]
        return self._met[key]

    def _translated(self, rule: str) -> tuple[re.Pattern[str], list[Choice]]:
        name, _, arguments = rule.partition("{")
        definition = self._grammar.definitions[name]
        names = {written: needed.name for written, needed in definition.names.items()}
        # An argument may be a template with arguments itself.
        names |= zip(definition.statement.params, re.split(r",(?![^{]*\})", arguments[:-1]), strict=False)

        def name_of(part: Tree[Token]) -> str:
            if part.data == "template_usage":
                template, *values = (name_of(value) for value in part.children if isinstance(value, Tree))
                return f"{template}{{{','.join(values)}}}"
            [written] = part.children
            if part.data == "name":
                return names.get(str(written), str(written))  # a declared terminal has no definition
            return self.terminal_of(written)  # type: ignore[arg-type]

        expressions: list[str] = []
        choices: list[Choice] = []
        for statement in definition.statements:
            translation = _Translation(statement, lambda part: self._character(name_of(part)))
            expressions.append(f"({translation.expression(statement.body)})")
            choices += [(statement, None), *((statement, each) for each in translation.alternatives)]
        return re.compile("|".join(expressions)), choices

    def _pattern(self, literal: Any) -> Pattern:
        """Return the pattern of a string or an expression within a rule, as the grammar's terminals have it."""
        pattern: Pattern = _literal_to_pattern(literal)  # type: ignore[no-untyped-call]
        if self._grammar.file.edit and isinstance(pattern, PatternRE):
            self._grammar.file.edit(TerminalDef("_", pattern))
        return pattern

    def _character(self, name: str) -> str:
        return self._characters.setdefault(name, chr(CHARACTERS + len(self._characters)))


class _Translation:
    """Translates a rule's body into a regular expression.

    Attributes:
        alternatives: the alternatives of the body, in the order of the expression's groups
    """

    def __init__(self, statement: Statement, part: Callable[[Tree[Token]], str]) -> None:
        self._text = statement.source.text
        self._part = part
        self.alternatives: list[Alternative] = []

    def expression(self, tree: Tree[Token]) -> str:
        children = [child for child in tree.children if isinstance(child, Tree)]
        match tree.data:
            case "expansions":
                return f"(?:{'|'.join(self._choice(children, i) for i in range(len(children)))})"
            case "expansion" | "alias":
                return "".join(map(self.expression, children))
            case "maybe":
                return self._option(tree, children[0], "?")
            case "expr":
                operator = str(tree.children[1])
                if operator in ("?", "*"):
                    return self._option(tree, children[0], operator)
                counts = ",".join(str(count) for count in tree.children[1:])
                return f"(?:{self.expression(children[0])}){operator if operator == '+' else f'{{{counts}}}'}"
            case "literal_range":
                return "."  # a terminal that Lark has named
            case _:
                return self._part(tree)

    def _choice(self, choices: list[Tree[Token]], i: int) -> str:
        choice = choices[i]
        if not choice.meta.empty:
            place = span_of(choice)
            return self._group(Alternative("choice", *place, self._text[slice(*place)]), choice)
        if i:
            sign = self._text.index("|", span_of(choices[i - 1])[1])
        else:
            sign = self._text.rindex("|", 0, span_of(choices[1])[0])
        return self._group(Alternative("choice", sign, sign + 1, ""), choice)

    def _option(self, tree: Tree[Token], inner: Tree[Token], operator: str) -> str:
        start, end = span_of(tree)
        written = self._text[slice(*span_of(inner))]
        present = self._group(Alternative("with", start, end, written), inner)
        absent = self._group(Alternative("without", end - 1, end, written))
        return f"(?:{present}{'+' if operator == '*' else ''}|{absent})"

    def _group(self, alternative: Alternative, inner: Tree[Token] | None = None) -> str:
        self.alternatives.append(alternative)
        return f"({self.expression(inner) if inner else ''})"
