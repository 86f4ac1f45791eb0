"""What a page shows, as its script takes it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lark.exceptions import LarkError

from ...data.contract import SCHEMA_VERSION
from ...escapes import file_name
from ...grammars import Layout
from ...language import Answer
from ...lark_grammar import LarkGrammar
from ...lossless import leaves
from ...reading import Reading
from ...workbench.resolved import resolve_sound
from ...workbench.trees import TreeLine
from ..tree import tree_lines
from . import tints
from .diagnostics import TRACES, causes_data
from .fields import FieldLine, field_lines
from .numbers import Numbers
from .sheets import sheet_data


def report_data(read: Reading | Answer, *, traces: int = TRACES) -> dict[str, Any]:
    """What the page of a reading shows.

    ``tree`` and ``fields`` are lists of lines from top to bottom: depth; name and text as indices into ``words``; start
    and end, if the text has a place for it; of a line of the tree its caption, an index too, and of a cell the ids of
    its footnotes. Nulls at the end of a line are left out. ``pieces`` are the ends and names of the pieces of the text;
    null if they are the leaves of the tree. ``tints`` has a letter for each piece. Places are counted in UTF-16 code
    units, as JavaScript counts.
    """
    numbers = Numbers(read.text)
    lines = list(_tree_lines(read))
    return {
        "source": file_name(read.source) if read.source is not None else None,
        "layout": _grammar_name(read),
        "text": read.text,
        "tree": [_tree_row(line, numbers) for line in lines],
        "grammar": _grammar_places(read, lines, numbers),
        **(_of_reading(read, numbers) if isinstance(read, Reading) else _of_answer(read, numbers)),
        "causes": causes_data(read, numbers, traces),
        "words": numbers.words,  # all of them are there now
    }


def _of_reading(reading: Reading, numbers: Numbers) -> dict[str, Any]:
    spans = reading.spans()
    fields = list(field_lines(reading, spans))
    by_path = {line.path: number for number, line in enumerate(fields)}
    pieces, letters = _pieces(reading, fields, numbers)
    return {
        "schema": SCHEMA_VERSION,
        "root": "filing",  # of the fields, and its key in the reading
        "notes": [] if reading.filing else ["no filing was read"],
        "pieces": pieces,
        "tints": letters,
        "fields": [_field_row(line, numbers) for line in fields],
        "sheet": sheet_data(reading.filing, reading.extras, by_path, numbers) if reading.filing else None,
    }


def _pieces(
    reading: Reading, fields: list[FieldLine], numbers: Numbers
) -> tuple[list[tuple[int, int | None]] | None, str]:
    if reading.tree is not None and isinstance(reading.layout, Layout):
        return None, tints.of_filing(list(leaves(reading.tree)), reading.layout, reading.form, fields)
    pieces = list(tints.of_fields(reading.text, {line.path: line for line in fields}))
    return [(numbers.units(end), numbers.word(name)) for end, name, _ in pieces], "".join(p[2] for p in pieces)


def _of_answer(answer: Answer, numbers: Numbers) -> dict[str, Any]:
    pieces = list(answer.pieces)
    ends = [(numbers.units(each.token.end_pos or 0), numbers.word(each.token.type)) for each in pieces]
    return {"notes": [], "pieces": ends, "tints": tints.of_answer(pieces, answer), "fields": None, "sheet": None}


def _grammar_name(read: Reading | Answer) -> str | None:
    if isinstance(read, Answer):
        return str(read.language)
    return str(read.layout) if read.layout else None


def _tree_lines(read: Reading | Answer) -> Iterable[TreeLine]:
    if isinstance(read, Answer):
        return read.tree_lines()
    return tree_lines(read.text, read.tree) if read.tree else ()


def _grammar_places(read: Reading | Answer, lines: Iterable[TreeLine], numbers: Numbers) -> dict[str, str]:
    """Where the rules and terminals of the tree are defined: "form4.lark:12", by their names."""
    grammar: LarkGrammar | None = None
    if isinstance(read, Answer):
        grammar = read.language.grammar
    elif isinstance(read.layout, Layout):
        grammar = read.layout.grammar(read.form)
    if grammar is None:
        return {}
    try:
        definitions = resolve_sound(grammar).definitions
    except (LarkError, OSError):  # the file was changed or deleted after the text was read
        return {}
    names = {line.name for line in lines} & definitions.keys()
    return {name: str(definitions[name].statement) for name in sorted(names)}


def _tree_row(line: TreeLine, numbers: Numbers) -> list[Any]:
    words = map(numbers.word, (line.name, line.text))
    return _trimmed([line.depth, *words, *numbers.place(line.span), numbers.word(line.caption)])


def _field_row(line: FieldLine, numbers: Numbers) -> list[Any]:
    words = map(numbers.word, (line.name, line.value))
    return _trimmed([line.depth, *words, *numbers.place(line.span), line.notes])


def _trimmed(row: list[Any]) -> list[Any]:
    """A row without the nulls at its end, of which a large page would have a hundred thousand."""
    while row[-1] is None:
        del row[-1]
    return row
