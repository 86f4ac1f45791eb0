"""What the shell may complete on a command line: layouts, rules, codes and files, by argcomplete."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable


def complete(parser: argparse.ArgumentParser) -> None:
    """Answer the shell and end the process, if it is the shell that asks; else do nothing."""
    if "_ARGCOMPLETE" in os.environ:
        from argcomplete import autocomplete

        autocomplete(parser)


def layout_names(**_: object) -> Iterable[str]:
    """The layouts that a text can be read in."""
    from ..grammars import layouts

    return [layout.name for layout in layouts()]


def writable_names(**_: object) -> Iterable[str]:
    """The layouts that a filing can be written in."""
    from ..rendering import WRITABLE

    return WRITABLE


def codes(prefix: str = "", **_: object) -> Iterable[str]:
    """The codes of diagnostics, behind those that the word has already."""
    from ..explanations import explanations

    before = prefix[: prefix.rfind(",") + 1]
    return [f"{before}{code}" for code in explanations()]


def rules(parsed_args: argparse.Namespace, **_: object) -> Iterable[str]:
    """The rules of the grammar that is named before, or else those of a filing that can be read alone."""
    from ..grammars import PUBLIC_RULES, Layout, find_layout
    from ..workbench.resolved import resolve
    from .inputs import grammar_in

    grammar, layout = getattr(parsed_args, "grammar", None), getattr(parsed_args, "layout", None)
    if not grammar and not layout:
        return PUBLIC_RULES
    found = grammar_in(grammar) if grammar else find_layout(str(layout))
    file = found.grammar() if isinstance(found, Layout) else found.grammar
    return [name for name in resolve(file).definitions if not name.startswith("_")]
