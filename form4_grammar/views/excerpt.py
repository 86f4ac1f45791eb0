"""A diagnostic with its source line and a marker under its place."""

from __future__ import annotations

from ..diagnostics import Diagnostic
from ..escapes import visible
from ..spans import Lines

TAB = "→"  # one column wide, as the tab that it stands for is one column


def excerpt(
    diagnostic: Diagnostic, paths: tuple[str, ...], lines: Lines, source: str, width: int = 80, what: str = "field"
) -> str:
    """Format a diagnostic as compilers do, with lines of at most ``width`` columns if words allow it.

    ``paths`` are the fields that it concerns; ``what`` is what to call them.
    """
    out = [f"{diagnostic.severity}[{diagnostic.code}]: {diagnostic.message}"]
    span = diagnostic.span
    if span is None:
        out.append(f"  --> {source}")
        gutter = " " * 3
    else:
        out.append(f"  --> {source}:{span.line}:{span.column}")
        number = str(span.line)
        gutter = " " * (len(number) + 1)
        line = lines.line_text(span.line)
        length = max(1, min(span.end - span.start, len(line) - span.column + 1))
        shown, start, length = _window(line, span.column - 1, length, width - len(gutter) - 2)
        out += [f"{gutter}|", f"{number} | {shown}", f"{gutter}| {' ' * start}{'^' * length}"]
    more = {what: ", ".join(paths), "expected": diagnostic.expected, "hint": diagnostic.hint}
    out += [f"{gutter}= {name}: {value}" for name, value in more.items() if value]
    return "\n".join(map(visible, out))


def _window(line: str, start: int, length: int, width: int) -> tuple[str, int, int]:
    """As much of a line as fits, with visible tabs, and the position of the marker under it."""
    visible = "".join(
        TAB if c == "\t" else c if c.isprintable() else " " if c.isspace() else "\N{REPLACEMENT CHARACTER}"
        for c in line
    )
    width = max(width, 20)
    if len(visible) <= width:
        return visible, start, length
    length = min(length, width - 2)
    left = max(0, min(start - (width - length) // 2, len(visible) - width))
    shown = visible[left : left + width]
    if left > 0:
        shown = "…" + shown[1:]
    if left + width < len(visible):
        shown = shown[:-1] + "…"
    return shown, start - left, length
