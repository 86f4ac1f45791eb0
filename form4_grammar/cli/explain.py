"""``form4 explain``: what the code of a diagnostic means."""

from __future__ import annotations

import argparse
from difflib import get_close_matches

from ..explanations import explanations
from .outputs import show
from .statuses import OK, UsageError


def run(arguments: argparse.Namespace) -> int:
    """Explain a code, or list all codes."""
    known = explanations()
    if arguments.code is None:
        for found in known.values():
            show(f"{found[0].code:28} {found[0].severity:8} {found[0].meaning}")
        return OK
    if arguments.code not in known:
        near = get_close_matches(arguments.code, known, 3)
        hint = f"; did you mean {' or '.join(near)}?" if near else "; form4 explain lists them all"
        raise UsageError(f"no code {arguments.code!r}{hint}")
    for each in known[arguments.code]:
        show(f"{each.severity}[{each.code}]")
        show(f"  {each.meaning}")
        for name, value in (("what to do", each.advice), ("example", each.example), ("source", each.source)):
            if value:
                show(f"  {name}: {f'tests/fixtures/{value}' if name == 'example' else value}")
    return OK
