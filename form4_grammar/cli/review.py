"""``form4 check --review``: show the texts one by one, to accept, reject or skip them."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from functools import partial

import attrs
from rich.console import Console, Group, RenderableType
from rich.prompt import Confirm, Prompt
from rich.text import Text

from ..checking.outcomes import UNMARKED, Outcome, accept
from ..checking.readings import Chosen, read_as
from ..checking.report import STYLES, changes_of_one
from ..checking.store import Store
from ..escapes import visible
from ..language import Answer
from ..reading import Reading
from ..views.page import diagnostics_page, page
from ..workbench.trees import plain
from .outputs import console_of

QUESTION = "[bold]a[/]ccept, [bold]r[/]eject, [bold]s[/]kip, or [bold]q[/]uit"


def review(outcomes: Iterable[Outcome], store: Store, chosen: Chosen, *, strict: bool) -> Iterator[Outcome]:
    """The outcomes, with those accepted or rejected as such of which the person at the terminal says so.

    A text that has a snapshot is shown by its changes, any other by what is read of it. At the end of the input, and
    after "q", all others are skipped. Raises OSError where a file cannot be read or written.
    """
    console = console_of(sys.stdout)
    asked = sys.stdin is not None
    for outcome in outcomes:
        if not asked or outcome.status in ("unchanged", "unopened"):
            yield outcome
            continue
        name, status = (visible(outcome.path), "bold"), (outcome.status, STYLES[outcome.status])
        console.print(Text.assemble("\n", name, "  ", status))
        if outcome.changes:
            console.print(changes_of_one(outcome.changes))
        else:
            console.print(_page(read_as(outcome.path, store.stored(outcome.path), chosen)))
        try:
            answer = Prompt.ask(QUESTION, console=console, choices=list("arsq"), show_choices=False)
            if answer == "a":
                keep = partial(accept, outcome, store, chosen, strict=strict)
                refusal = keep(error_case=False)
                if refusal and refusal.startswith(UNMARKED) and _is_one(refusal, console):
                    refusal = keep(error_case=True)
                if refusal is None:
                    outcome = Outcome(outcome.path, "accepted")
                else:
                    console.print(Text(f"not accepted: {refusal}"))
            elif answer == "r":
                outcome = attrs.evolve(outcome, status="rejected")
            asked = answer != "q"
        except EOFError:
            asked = False
        yield outcome


def _is_one(refusal: str, console: Console) -> bool:
    """Whether the person at the terminal says that a text is an error case."""
    return Confirm.ask(Text(f"{refusal}; accept it as one?"), console=console)


def _page(reading: Reading | Answer) -> RenderableType:
    """What was read of a text: the filing, or the tree of any other language."""
    if isinstance(reading, Reading):
        return page(reading)
    return Group(Text("\n".join(map(plain, reading.tree_lines()))), diagnostics_page(reading))
