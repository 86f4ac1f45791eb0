"""Proves of an expression that it matches no text at all."""

from __future__ import annotations

import re
from re import _parser  # Python's own parser of regular expressions
from typing import Any

REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")
EMPTY_CLASS = "it has a class of no characters"
REFUSES_ALL = "it has a negative look-ahead that refuses every text"
START_BEHIND = "it asks for the start of the text behind a character"
END_BEFORE = "it asks for the end of the text before a character"


def why_never(pattern: str) -> str | None:
    """Return why a regular expression can match no text; None where that is not certain."""
    return _why(_parser.parse(pattern), is_multiline=bool(re.compile(pattern).flags & re.MULTILINE))


def _why(nodes: Any, *, is_multiline: bool) -> str | None:
    """Return why a sequence of nodes matches nothing."""
    starts = ("AT_BEGINNING_STRING",) if is_multiline else ("AT_BEGINNING_STRING", "AT_BEGINNING")
    is_behind = is_at_end = False
    for operation, argument in nodes:
        if why := _why_node(str(operation), argument, is_multiline):
            return why
        least = _least(operation, argument)
        if str(operation) == "AT" and str(argument) in starts and is_behind:
            return START_BEHIND
        if is_at_end and least:
            return END_BEFORE
        is_behind = is_behind or least > 0
        is_at_end = is_at_end or (str(operation) == "AT" and str(argument) == "AT_END_STRING")
    return None


def _why_node(operation: str, argument: Any, is_multiline: bool) -> str | None:
    match operation:
        case "IN":
            return EMPTY_CLASS if _is_empty(argument) else None
        case "FAILURE":  # "(?!)", as Python 3.13 has it
            return REFUSES_ALL
        case "ASSERT_NOT":
            return REFUSES_ALL if _matches_always(argument[1]) else None
        case "ASSERT" | "ATOMIC_GROUP":
            return _why(argument[-1] if operation == "ASSERT" else argument, is_multiline=is_multiline)
        case "SUBPATTERN":
            _, added, _, nodes = argument
            return _why(nodes, is_multiline=is_multiline or bool(added & re.MULTILINE))
        case "BRANCH":
            reasons = [_why(branch, is_multiline=is_multiline) for branch in argument[1]]
            return reasons[0] if all(reasons) else None
        case _ if operation in REPEATS:
            return _why(argument[2], is_multiline=is_multiline) if argument[0] else None
    return None


def _least(operation: Any, argument: Any) -> int:
    """The fewest characters that a node matches."""
    sequence: Any = _parser.SubPattern(_parser.State(), [(operation, argument)])
    return int(sequence.getwidth()[0])


def _matches_always(nodes: Any) -> bool:
    """Whether a sequence of nodes matches the empty text wherever it stands."""
    conditions = ("AT_", "ASSERT", "GROUPREF")  # at any depth
    return nodes.getwidth()[0] == 0 and not any(each in str(nodes.data) for each in conditions)


def _is_empty(members: Any) -> bool:
    """Whether a class excludes a category and its opposite: "[^\\s\\S]"."""
    is_negated = bool(members) and str(members[0][0]) == "NEGATE"
    categories = {str(member) for operation, member in members if str(operation) == "CATEGORY"}
    return is_negated and any(category.replace("CATEGORY_", "CATEGORY_NOT_") in categories for category in categories)
