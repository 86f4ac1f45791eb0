"""``form4 tree`` and ``form4 tokens``: a parse, pretty-printed."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable

from ..grammars import Layout
from ..language import Answer
from ..parsing import ERROR_NODES, parse
from ..reading import Reading
from ..spans import Lines
from ..views.tree import token_lines, tree_lines
from ..workbench.trees import TreeLine, plain
from .inputs import answers, chosen_language, chosen_layouts, readings, stated_place, status_of, without_tree
from .outputs import console_of, show_diagnostics, shows_colour
from .statuses import UsageError


def run(arguments: argparse.Namespace) -> int:
    """Print the trees of all files; return the highest of their exit statuses."""
    place = None if arguments.at is None else stated_place(arguments.at)
    status = 0
    language = chosen_language(arguments)
    if language:
        for answer in answers(arguments, language):
            status = max(status, status_of(answer, arguments.strict))
            if isinstance(answer, Answer):
                _show_answer(answer, arguments, place)
        return status
    layout = chosen_layouts(arguments)
    for reading in readings(arguments, layout):
        if isinstance(reading, OSError) or not arguments.start:
            status = max(status, status_of(reading, arguments.strict))
        if isinstance(reading, Reading):
            status = max(status, _show(reading, arguments, place))
    return status


def _show(reading: Reading, arguments: argparse.Namespace, place: tuple[int, int] | None) -> int:
    if reading.tree is None:
        return without_tree(reading)
    text, tree = reading.text, reading.tree
    chosen = reading.layout if isinstance(reading.layout, Layout) else None
    try:
        if arguments.start:
            tree = parse(text, chosen, arguments.start).tree
        at = Lines(text).offset(*place) if place else None
    except ValueError as refusal:
        raise UsageError(f"{reading.source}: {refusal}") from None
    if arguments.what == "tree":
        _print(tree_lines(text, tree, arguments.depth, at))
    else:
        _print(token_lines(text, tree, at))
    return 0


def _show_answer(answer: Answer, arguments: argparse.Namespace, place: tuple[int, int] | None) -> None:
    try:
        at = Lines(answer.text).offset(*place) if place else None
    except ValueError as refusal:
        raise UsageError(f"{answer.source}: {refusal}") from None
    _print(answer.tree_lines(arguments.depth, at) if arguments.what == "tree" else answer.piece_lines(at))
    show_diagnostics(answer)


def _print(lines: Iterable[TreeLine]) -> None:
    """Print with colour on a terminal, plain elsewhere."""
    if not shows_colour(sys.stdout):
        for line in lines:
            print(plain(line))  # its text is escaped
        return
    from rich.text import Text

    console = console_of(sys.stdout)
    for line in lines:
        indent = "  " * line.depth
        caption = (f"  [{line.caption}]", "dim")
        if line.text is None:
            text = Text.assemble(indent, (line.name, "bold"), caption if line.caption else "")
        else:
            error = line.name in ERROR_NODES or line.caption == "unread"
            place = (f"{line.span.line}:{line.span.column} " if line.span else "0:0 ", "dim")
            name = (f"{line.name} ", "bold red" if error else "cyan")
            text = Text.assemble(indent, place, name, (line.text, "green"), caption if line.caption else "")
        console.print(text, soft_wrap=True)
