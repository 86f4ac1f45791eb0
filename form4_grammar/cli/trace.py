"""``form4 trace``: explain why a place of a text was read as it was."""

from __future__ import annotations

import argparse

from ..grammars import Layout
from ..language import Answer
from ..reading import Reading
from ..spans import Lines
from ..views.tracing import explainer
from .inputs import answers, chosen_language, chosen_layouts, readings, stated_place, status_of, without_tree
from .outputs import show, show_diagnostics
from .statuses import UsageError


def run(arguments: argparse.Namespace) -> int:
    """Trace a place of every file; return the highest of their exit statuses."""
    place = stated_place(arguments.at)
    status = 0
    language = chosen_language(arguments)
    if language:
        for answer in answers(arguments, language):
            status = max(status, status_of(answer, arguments.strict))
            if isinstance(answer, Answer):
                _show(answer, place)
                show_diagnostics(answer)
        return status
    for reading in readings(arguments, chosen_layouts(arguments)):
        status = max(status, status_of(reading, arguments.strict))
        if not isinstance(reading, Reading):
            continue
        if reading.tree is None or not isinstance(reading.layout, Layout):
            status = max(status, without_tree(reading))
        else:
            _show(reading, place)
    return status


def _show(read: Reading | Answer, place: tuple[int, int]) -> None:
    try:
        first, *others = explainer(read)(Lines(read.text).offset(*place))
    except ValueError as refusal:
        raise UsageError(f"{read.source}: {refusal}") from None
    show(f"{read.source}:{first}")
    for line in others:
        show(line)
