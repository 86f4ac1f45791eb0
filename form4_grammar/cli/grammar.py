"""``form4 grammar``: the composed grammar of a layout, and its faults."""

from __future__ import annotations

import argparse
from itertools import islice

from lark.exceptions import GrammarError

from ..escapes import escaped
from ..grammars import Layout, layouts
from ..lark_grammar import LarkGrammar
from ..limits import time_limit
from ..workbench.diagrams import diagram
from ..workbench.flat import flat_text
from ..workbench.lint import Fault, lint, lint_shared
from ..workbench.resolved import resolve
from ..workbench.spelling import samples_of
from .inputs import chosen_language, chosen_layout
from .outputs import show, write
from .progress import with_progress
from .statuses import ERRORS, OK, UsageError


def run(arguments: argparse.Namespace) -> int:
    """Print the grammar of a layout, or what is asked about it; without a layout, the layouts or the faults of all."""
    language = chosen_language(arguments)
    layout = None if language else chosen_layout(arguments)
    with time_limit(language):
        if arguments.lint:
            return _show_faults(language.lint() if language else _faults_of(layout))
        grammar = language.grammar if language else None
        if layout:
            grammar = layout.grammar(_form_of(arguments, layout))
        for option, do in (("samples", _show_samples), ("diagram", _show_diagram)):
            if getattr(arguments, option) is not None:
                if grammar is None:
                    raise UsageError(f"--{option} needs a layout, or a grammar of your own (--grammar)")
                return do(arguments, grammar)
        if grammar:
            write(flat_text(resolve(grammar)))
            return OK
    for known in layouts():
        show(f"{known.name:20} {known.path}")
    return OK


def _faults_of(layout: Layout | None) -> list[Fault]:
    if layout:
        return lint(layout.grammars)
    grammars = [grammar for known in layouts() for grammar in known.grammars]
    return [*lint(with_progress(grammars, len(grammars))), *lint_shared(grammars)]


def _show_faults(faults: list[Fault]) -> int:
    for fault in dict.fromkeys(faults):  # layouts share many
        for line in str(fault).split("\n"):
            show(line)
    return ERRORS if faults else OK


def _show_samples(arguments: argparse.Namespace, grammar: LarkGrammar) -> int:
    if arguments.count < 1:
        raise UsageError("--count takes a number from 1")
    try:
        found = list(islice(samples_of(grammar, arguments.samples or None), arguments.count))
        if not found:
            show("no text found")
        for sample in found:
            if sample.text is None:
                show(f"{sample.terminals}  (no text found that is read as these terminals)")
            else:
                show(escaped(sample.text))
    except GrammarError as refusal:
        raise UsageError(str(refusal)) from None
    return OK


def _show_diagram(arguments: argparse.Namespace, grammar: LarkGrammar) -> int:
    try:
        write(diagram(grammar, arguments.diagram or None), arguments.output)
    except ImportError:
        raise UsageError("--diagram needs a package: pip install 'form4-grammar[diagrams]'") from None
    except GrammarError as refusal:
        raise UsageError(str(refusal)) from None
    return OK


def _form_of(arguments: argparse.Namespace, layout: Layout) -> str | None:
    if arguments.form is None:
        return None
    form = f"form{arguments.form}"
    if form not in layout.forms:
        raise UsageError(f"layout {layout} has no form {arguments.form}")
    return form
