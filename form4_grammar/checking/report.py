"""The output of ``form4 check``, as wide as the console."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

import attrs
from rich.console import Console, ConsoleOptions, Group, RenderableType
from rich.text import Text

from ..escapes import visible
from ..spans import LINE_END
from ..views.excerpt import TAB
from ..views.page import diagnostics_page
from .changes import Change
from .studies import Study
from .tally import ChangeGroup, Tally, Variant

STYLES = {
    "unchanged": "green",
    "accepted": "green",
    "rejected": "bold red",
    "new": "cyan",
    "changed": "yellow",
    "unread": "bold red",
    "unopened": "bold red",
}
CHANGES = 8  # groups of changes shown; rarer changes mostly follow from these
NAMES = 5  # names of new texts shown, enough to tell which folder they are from


@attrs.frozen
class _Wrapped:
    """A line of words that is wrapped with a hanging indent."""

    indent: str
    text: str
    style: str = ""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterable[RenderableType]:
        width = max(20, options.max_width - len(self.indent))
        lines = textwrap.wrap(visible(self.text), width, break_on_hyphens=False) or [""]
        yield Text(self.indent + f"\n{' ' * len(self.indent)}".join(lines), style=self.style, overflow="fold")


def summary(tally: Tally) -> Text:
    """Count the texts of each status."""
    text = Text(f"{_texts(sum(map(len, tally.paths.values())))}: ")
    parts = [(f"{len(paths):,} {status}", STYLES[status]) for status, paths in tally.paths.items() if paths]
    return text.append_text(Text(", ").join(Text(*part) for part in parts))


def changes_page(groups: list[ChangeGroup]) -> RenderableType:
    """List the most frequent changes, each with an example below it."""
    lines = [line for group in groups[:CHANGES] for line in _change(f"{group.count:>6,} ", group.change, group.path)]
    rest = groups[CHANGES:]
    if rest:
        lines.append(_Wrapped(" " * 7, f"and {len(rest):,} more"))
    return Group(*lines)


def changes_of_one(changes: Iterable[Change]) -> RenderableType:
    """List the changes of one text, each with its example."""
    return Group(*(line for change in changes for line in _change("  ", change, "")))


def new_page(paths: list[str]) -> RenderableType:
    """List the texts that have no snapshot."""
    more = [f"and {len(paths) - NAMES:,} more"] if len(paths) > NAMES else []
    return Group(*(_Wrapped("  ", line) for line in (*paths[:NAMES], *more)))


def variant_page(variant: Variant, study: Study) -> RenderableType:
    """Show a variant: the number of texts, the first of them, the nearest known text and a minimal reproduction."""
    return Group(*_variant(variant, study))


def variant_line(variant: Variant) -> RenderableType:
    """Show a variant in one line."""
    return _Wrapped(f"  {_texts(variant.count)}: ", f"{variant.cause}; {variant.path}")


def _change(indent: str, change: Change, path: str) -> Iterator[RenderableType]:
    kind = f"{change.kind:<13} "
    yield _Wrapped(f"{indent}{kind}", change.what)
    example = " ".join(part for part in (path, change.example) if part)
    if example:
        yield _Wrapped(" " * len(indent + kind), example, style="dim")


def _variant(variant: Variant, study: Study) -> Iterator[RenderableType]:
    yield _Wrapped(f"  {_texts(variant.count)}: ", str(variant.cause), style="bold")
    yield diagnostics_page(study.example)
    yield _Wrapped("  nearest known: ", study.nearest or "none has an error of this code")
    reproduction = study.reproduction
    if reproduction is None:
        has_tree = study.example.tree is not None
        why = "the error is not in a part of the text" if has_tree else "there is no tree of this file"
        yield _Wrapped("  ", f"no minimal reproduction: {why}")
        return
    invented = ", with invented names, amounts and footnotes" if reproduction.is_invented else ""
    yield _Wrapped("  ", f"a minimal reproduction{invented}:")
    for line in LINE_END.split(reproduction.text.removesuffix("\n")):
        yield _Wrapped("  | ", line.replace("\t", TAB))
    if reproduction.kept:
        yield _Wrapped("  ", f"kept, because the error depends on it: {' '.join(reproduction.kept)}")


def _texts(count: int) -> str:
    return f"{count:,} text{'' if count == 1 else 's'}"
