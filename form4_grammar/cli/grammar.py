"""``form4 grammar``: the composed grammar of a layout, and its faults."""

from __future__ import annotations

import argparse

from ..grammars import Layout, layouts
from ..workbench.flat import flat_text
from ..workbench.lint import lint, lint_shared
from ..workbench.resolved import resolve
from .inputs import ERRORS, OK, UsageError, chosen_layout
from .outputs import show, write


def run(arguments: argparse.Namespace) -> int:
    """Print the grammar of a layout or its faults; without a layout, list the layouts or the faults of all."""
    layout = chosen_layout(arguments)
    if arguments.lint:
        return _show_faults(layout)
    if layout:
        write(flat_text(resolve(layout, _form_of(arguments, layout))))
    else:
        for known in layouts():
            show(f"{known.name:20} {known.path}")
    return OK


def _show_faults(layout: Layout | None) -> int:
    if layout:
        faults = lint(layout)
    else:
        faults = [*(fault for known in layouts() for fault in lint(known)), *lint_shared(layouts())]
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
