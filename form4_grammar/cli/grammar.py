"""``form4 grammar``: the composed grammar of a layout, and its faults."""

from __future__ import annotations

import argparse

from ..grammars import Layout, layouts
from ..limits import time_limit
from ..workbench.flat import flat_text
from ..workbench.lint import Fault, lint, lint_shared
from ..workbench.resolved import resolve
from .inputs import chosen_language, chosen_layout
from .outputs import show, write
from .statuses import ERRORS, OK, UsageError


def run(arguments: argparse.Namespace) -> int:
    """Print the grammar of a layout or its faults; without a layout, list the layouts or the faults of all."""
    language = chosen_language(arguments)
    if language:
        if arguments.lint:
            with time_limit(language):
                return _show_faults(language.lint())
        write(flat_text(resolve(language.grammar)))
        return OK
    layout = chosen_layout(arguments)
    if arguments.lint:
        return _show_faults(_faults_of(layout))
    if layout:
        write(flat_text(resolve(layout.grammar(_form_of(arguments, layout)))))
    else:
        for known in layouts():
            show(f"{known.name:20} {known.path}")
    return OK


def _faults_of(layout: Layout | None) -> list[Fault]:
    if layout:
        return lint(layout.grammars)
    grammars = [grammar for known in layouts() for grammar in known.grammars]
    return [*lint(grammars), *lint_shared(grammars)]


def _show_faults(faults: list[Fault]) -> int:
    for fault in dict.fromkeys(faults):  # layouts share many
        show(str(fault))
    return ERRORS if faults else OK


def _form_of(arguments: argparse.Namespace, layout: Layout) -> str | None:
    if arguments.form is None:
        return None
    form = f"form{arguments.form}"
    if form not in layout.forms:
        raise UsageError(f"layout {layout} has no form {arguments.form}")
    return form
