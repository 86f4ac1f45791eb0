"""``form4 grammar``: the grammar in force for a layout, and what is wrong with it."""

from __future__ import annotations

import argparse

from lark.exceptions import LarkError

from ..grammars import Layout, layouts
from ..workbench.flat import flat_text
from ..workbench.lint import lint, lint_shared
from ..workbench.resolved import resolve
from .inputs import ERRORS, OK, USAGE, UsageError, chosen_layout, say
from .outputs import write


def run(arguments: argparse.Namespace) -> int:
    """Show the grammar of a layout, or its faults; without a layout, the layouts, or the faults of all."""
    try:
        layout = chosen_layout(arguments)
        if arguments.lint:
            return _show_faults(layout)
        if layout:
            write(flat_text(resolve(layout)))
        else:
            for known in layouts():
                print(f"{known.name:20} {known.path}")
        return OK
    except (UsageError, LarkError) as refusal:
        say(str(refusal))
        return USAGE


def _show_faults(layout: Layout | None) -> int:
    if layout:
        faults = lint(layout)
    else:
        faults = [*(fault for known in layouts() for fault in lint(known)), *lint_shared(layouts())]
    for fault in dict.fromkeys(faults):  # layouts share many
        print(fault)
    return ERRORS if faults else OK
