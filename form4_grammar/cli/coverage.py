"""``form4 coverage``: which parts of the grammars a set of texts exercises."""

from __future__ import annotations

import argparse
import sys
from collections import Counter

from rich.table import Table

from ..grammars import Layout
from ..language import Answer, Language
from ..parsing import parsed_tokens
from ..reading import Format, Reading
from ..workbench.annotated import annotated_page
from ..workbench.coverage import Coverage, Kind, places_of
from ..workbench.lcov import lcov
from .inputs import answers, chosen_language, chosen_layouts, readings, status_of, without_tree
from .outputs import console_of, say, show, show_diagnostics, write
from .statuses import ERRORS, OK, UsageError

KINDS: tuple[Kind, ...] = ("rule", "alternative", "terminal")


def run(arguments: argparse.Namespace) -> int:
    """Show how much of each grammar file the texts exercise, and what they miss; errors in them do not matter."""
    language = chosen_language(arguments)
    coverage = Coverage()
    status = _add_answers(coverage, arguments, language) if language else _add_readings(coverage, arguments)
    _show(coverage)
    if arguments.html:
        write(annotated_page(coverage), arguments.html)
    if arguments.lcov:
        write(lcov(coverage), arguments.lcov)
    return status


def _add_answers(coverage: Coverage, arguments: argparse.Namespace, language: Language) -> int:
    status = OK
    for answer in answers(arguments, language):
        if isinstance(answer, OSError) or answer.tree is None:
            status = max(status, status_of(answer, strict=False))
            if isinstance(answer, Answer):
                show_diagnostics(answer)
                say(f"{answer.source}: not counted, because the grammar refuses it")
            continue
        try:
            answer.add_to(coverage)
        except NotImplementedError as refusal:
            raise UsageError(str(refusal)) from None
    return status


def _add_readings(coverage: Coverage, arguments: argparse.Namespace) -> int:
    status = OK
    for reading in readings(arguments, chosen_layouts(arguments)):
        if not isinstance(reading, Reading):
            status = max(status, status_of(reading, strict=False))
        elif isinstance(reading.layout, Layout) and reading.tree is not None:
            layout, form = reading.layout, reading.form
            tokens = parsed_tokens(reading.text, reading.tree, layout, "filing", form)
            coverage.add(tokens, layout.grammar(form))
        else:
            without_tree(reading)
            status = max(status, OK if isinstance(reading.layout, Format) else ERRORS)
    return status


def _show(coverage: Coverage) -> None:
    """Print a table of the files, then a line for each place that was missed."""
    table = Table("grammar", *(f"{kind}s met" for kind in KINDS), "unreachable")
    for source in coverage.sources:
        count = Counter((place.kind, coverage.status(place)) for place in places_of(source))
        shares = (f"{count[kind, 'met']} of {count[kind, 'met'] + count[kind, 'never met']}" for kind in KINDS)
        unreachable = sum(count[kind, "unreachable"] for kind in KINDS)
        table.add_row(source.path.name, *shares, str(unreachable))
    console_of(sys.stdout).print(table)
    for status in ("never met", "unreachable"):
        places = (place for source in coverage.sources for place in places_of(source))
        # A string that is a whole alternative is two places, with the same words.
        for line in dict.fromkeys(str(place) for place in places if coverage.status(place) == status):
            show(f"{status}: {line}")
