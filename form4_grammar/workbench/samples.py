"""Generates texts that a terminal matches from its regular expression."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from re import _parser  # Python's own parser of regular expressions
from typing import Any

BEHIND = ("\n", "\t\n", " \n", "|\n")  # what may follow a text
CHARACTERS = "aA0 \t\n" + "".join(map(chr, range(33, 127)))  # a class is represented by the first one that it matches
CATEGORIES = {"DIGIT": r"\d", "NOT_DIGIT": r"\D", "SPACE": r"\s", "NOT_SPACE": r"\S", "WORD": r"\w", "NOT_WORD": r"\W"}
REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")
MARK_UP = re.compile(r"<[^>]*>|&#?\w+;")


@cache
def samples(pattern: str) -> tuple[tuple[str, str], ...]:
    """Return texts that a regular expression matches, each with a continuation at which the match ends.

    The first is the simplest. Every other text differs from it in one choice of the expression.
    """
    compiled, nodes = re.compile(pattern), _parser.parse(pattern)
    behind = (*BEHIND, *(f"{text}\n" for text in looked_for(nodes)))
    found = {}
    for text in texts(nodes):
        for after in behind:
            match = compiled.match(text + after)
            if match and match.end() == len(text):
                found[text] = after
                break
    return tuple(found.items())


@cache
def is_caption(pattern: str) -> bool:
    """Return whether a regular expression matches words that a form prints, rather than arbitrary text."""
    has_words = any(re.search("[A-Za-z]{3}", MARK_UP.sub("", text)) for text, _ in samples(pattern))
    return has_words and not any(
        operation in REPEATS and argument[1] == _parser.MAXREPEAT and _takes_any_letter(argument[2])
        for operation, argument in _nodes(_parser.parse(pattern))
    )


def texts(nodes: Any) -> list[str]:
    """Return texts for a sequence of nodes: the simplest, then those that differ from it in one node."""
    choices = [_choices(str(operation), argument) for operation, argument in nodes]
    plainest = [texts[0] for texts in choices]
    others = [
        "".join([*plainest[:i], text, *plainest[i + 1 :]]) for i, texts in enumerate(choices) for text in texts[1:]
    ]
    return ["".join(plainest), *others]


def _choices(operation: str, argument: Any) -> list[str]:
    """Return texts for one node, the simplest first. Lookaheads and lookbehinds match no text themselves."""
    match operation:
        case "LITERAL":
            return [chr(argument)]
        case "RANGE":
            return [chr(argument[0])]
        case "IN" if str(argument[0][0]) != "NEGATE":
            return [text for member in argument for text in _choices(str(member[0]), member[1])]
        case "IN" | "NOT_LITERAL" | "ANY" | "CATEGORY":
            return [next((each for each in CHARACTERS if takes(operation, argument, each)), "")]  # [^\s\S] takes none
        case "BRANCH" | "SUBPATTERN" | "ATOMIC_GROUP":
            return [text for nodes in inner_nodes(operation, argument) for text in texts(nodes)]
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            some = [text * max(argument[0], 1) for text in texts(argument[2])]
            return some if argument[0] else ["", *some]
    return [""]


def takes(operation: str, argument: Any, character: str) -> bool:
    """Return whether a node matches this one character."""
    code = ord(character)
    match operation:
        case "LITERAL" | "NOT_LITERAL":
            return (code == argument) is (operation == "LITERAL")
        case "RANGE":
            return code in range(argument[0], argument[1] + 1)
        case "CATEGORY":
            return re.match(CATEGORIES[str(argument).removeprefix("CATEGORY_")], character) is not None
        case "IN":
            members = [(str(member[0]), member[1]) for member in argument]
            is_taken = any(takes(*member, character) for member in members)
            return is_taken is not (members[0][0] == "NEGATE")
    return operation == "ANY"


def _takes_any_letter(nodes: Any) -> bool:
    return any(all(takes(str(operation), argument, letter) for letter in "Qx") for operation, argument in _nodes(nodes))


def looked_for(nodes: Any) -> Iterator[str]:
    """Yield texts that the lookaheads among the nodes match."""
    for operation, argument in _nodes(nodes):
        if str(operation) == "ASSERT":
            yield from texts(argument[1])


def _nodes(nodes: Any) -> Iterator[tuple[Any, Any]]:
    """Yield nodes and their inner nodes, except those of lookaheads and lookbehinds."""
    for operation, argument in nodes:
        yield str(operation), argument
        for inner in inner_nodes(str(operation), argument):
            yield from _nodes(inner)


def inner_nodes(operation: str, argument: Any) -> list[Any]:
    """Return the inner nodes of a node; none of a lookahead or lookbehind."""
    match operation:
        case "BRANCH":
            return list(argument[1])
        case "SUBPATTERN":
            return [argument[3]]
        case "ATOMIC_GROUP":
            return [argument]
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            return [argument[2]]
    return []
