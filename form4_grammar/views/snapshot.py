"""A reading as text to be kept and compared: the tree, the filing, the diagnostics."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Diagnostic
from ..export.json import to_json
from ..reading import Reading
from .escapes import escaped
from .tree import plain, tree_lines


def snapshot_text(reading: Reading) -> str:
    """A reading as text that a reviewer can compare line by line; it ends with a line end.

    First the layout, then the tree, a line each rule and token (its place, terminal and text with escapes), then the
    filing as JSON, then the diagnostics. It does not hold the file's name.
    """
    return "\n".join(_lines(reading)) + "\n"


def _lines(reading: Reading) -> Iterator[str]:
    yield f"layout: {reading.layout}"
    yield ""
    yield "# tree"
    if reading.tree is not None:
        yield from map(plain, tree_lines(reading.text, reading.tree))
    yield ""
    yield "# filing"
    yield to_json(reading.filing, indent=1) if reading.filing else "none"
    yield ""
    yield "# diagnostics"
    for diagnostic in reading.diagnostics:
        yield from _diagnostic_lines(diagnostic)


def _diagnostic_lines(diagnostic: Diagnostic) -> Iterator[str]:
    yield str(diagnostic)
    yield f"  path: {diagnostic.path}"
    for name in ("expected", "found", "hint"):
        value = getattr(diagnostic, name)
        if value is not None:
            yield f"  {name}: {escaped(value) if name == 'found' else value}"
