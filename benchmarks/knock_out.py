"""Remove each alternative from the grammars, and see which snapshots change.

    python benchmarks/knock_out.py [FILE.lark ...]

Each alternative, as ``form4 coverage`` counts them, is removed in turn from the grammar in force for each layout: one
side of a "|" is dropped, or an option ("?", "*") is never present, or always present. The fixtures that exercise the
alternative are read with the rest of the grammar, and those whose reading changes are listed. A fixture that does not
exercise it would read the same: its derivation remains valid, and no state of the parser accepts more than before.

The output has a line for each alternative of the given files, or of all files: how many of its fixtures change, and the
first of them. A line that begins with "!" is an alternative whose removal changes nothing: it is useless, or no fixture
contains what it is for. If Lark cannot build the rest of the grammar, all fixtures count as changed, and the line says
so. A run takes an hour, and is not part of the gate.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory

from lark.exceptions import LarkError

import form4_grammar as f4
from form4_grammar import grammars, lark_grammar
from form4_grammar.parsing import parsed_tokens
from form4_grammar.transforming import interpret
from form4_grammar.workbench.alternatives import Alternative, alternatives_of
from form4_grammar.workbench.coverage import Coverage, Place
from form4_grammar.workbench.flat import flat_text
from form4_grammar.workbench.resolved import Grammar, resolve

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from conftest import SECTIONS, TEXTS, name_of, reading_of, start_of  # noqa: E402


def fixtures_by_place() -> dict[Place, dict[f4.Layout, list[Path]]]:
    """The fixtures that exercise each alternative, by layout."""
    found: dict[Place, dict[f4.Layout, list[Path]]] = defaultdict(lambda: defaultdict(list))
    coverage = Coverage()
    for path in (*TEXTS, *SECTIONS):
        reading = reading_of(path)
        assert reading.tree
        assert reading.layout
        coverage.times.clear()
        start = start_of(path)
        tokens = parsed_tokens(reading.text, reading.tree, reading.layout, start, None)
        coverage.add(tokens, reading.layout.grammar(), reading.layout.rule(start))
        for place in coverage.times:
            if place.alternative:
                found[place][reading.layout].append(path)
    return found


def without(text: str, alternative: Alternative) -> str:
    """The text of a grammar without an alternative."""
    before, taken, after = text[: alternative.start], text[alternative.start : alternative.end], text[alternative.end :]
    if alternative.kind == "with" or taken == "|":
        return before + after
    if alternative.kind == "without":
        return before + taken.replace("?", "").replace("*", "+") + after
    if before.rstrip().endswith("|"):
        return before.rstrip()[:-1] + after
    return before + after.lstrip().removeprefix("|")


class KnockedOut:
    """The grammars in one piece, with one alternative at a time removed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._whole: dict[f4.Layout, Grammar] = {}
        for layout in f4.layouts():
            path = folder / "whole" / layout.path.name
            path.parent.mkdir(exist_ok=True)
            path.write_text(flat_text(resolve(layout.grammar())), encoding="utf-8")
            self._whole[layout] = resolve(f4.Layout.from_file(path).grammar())

    def layout(self, layout: f4.Layout, place: Place) -> f4.Layout:
        """A layout without an alternative."""
        statement = self._whole[layout].definitions[place.statement.name].statement
        same = dict(zip(alternatives_of(place.statement), alternatives_of(statement), strict=True))
        path = self._folder / layout.path.name
        path.write_text(without(statement.source.text, same[place.alternative]), encoding="utf-8")
        # The file has the name of the last one.
        for parser in (lark_grammar._parser, lark_grammar._built, grammars._grammar):
            parser.found.clear()
        return f4.Layout.from_file(path)


def snapshot(path: Path, layout: f4.Layout) -> str:
    text = reading_of(path).text
    parsed = f4.parse(text, layout, start_of(path))
    found = interpret(parsed)
    return f4.snapshot_text(f4.Reading(text, layout, parsed.tree, found.filing, found.diagnostics))


def main() -> None:
    files = sys.argv[1:]
    met = fixtures_by_place()
    before = {path: f4.snapshot_text(reading_of(path)) for path in (*TEXTS, *SECTIONS)}
    with TemporaryDirectory() as folder:
        knocked_out = KnockedOut(Path(folder))
        for place in sorted(met, key=lambda place: (place.statement.source.path, place.start)):
            if files and place.statement.source.path.name not in files:
                continue
            noticed, is_built = [], True
            for layout, paths in met[place].items():
                other = knocked_out.layout(layout, place)
                try:
                    noticed += [name_of(path) for path in paths if snapshot(path, other) != before[path]]
                except LarkError:
                    noticed += map(name_of, paths)
                    is_built = False
            count = sum(map(len, met[place].values()))
            notes = [] if is_built else ["(not built)"]
            print(f"{' ' if noticed else '!'} {place}: {len(noticed)} of {count}", *notes, *noticed[:3], flush=True)


if __name__ == "__main__":
    main()
