"""Which diagnostics are shown: ``--select``, ``--ignore``, and [tool.form4] of the nearest pyproject.toml."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable
from fnmatch import fnmatchcase

import attrs

from ..explanations import explanations
from ..reading import Reading
from .settings import settings
from .statuses import UsageError


@attrs.frozen
class Selection:
    """The codes of the diagnostics to show; codes may be patterns ("missing-*").

    Attributes:
        select: only these; empty for all
        ignore: none of these
        by_path: for the files that a pattern matches: none of these
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    by_path: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def is_everything(self) -> bool:
        return self == Selection()

    def of(self, reading: Reading) -> Reading:
        """The reading with the selected diagnostics."""
        if self.is_everything:
            return reading
        ignored = [*self.ignore]
        for pattern, codes in self.by_path:
            if _is_path(reading.source, pattern):
                ignored += codes
        select = self.select or ("*",)
        shown = tuple(
            diagnostic
            for diagnostic in reading.diagnostics
            if _is_one_of(diagnostic.code, select) and not _is_one_of(diagnostic.code, ignored)
        )
        return attrs.evolve(reading, diagnostics=shown)


def chosen_selection(arguments: argparse.Namespace) -> Selection:
    """The selection of the command line and of the settings; raises UsageError for a code that there is not.

    ``--select`` takes the place of the settings' "select"; ``--ignore`` adds to their "ignore".
    """
    found = settings()
    file, stated = found.file, found.stated
    select = _codes(arguments.select, "--select") or _codes(stated.get("select"), f"{file}: select")
    ignore = _codes(arguments.ignore, "--ignore") + _codes(stated.get("ignore"), f"{file}: ignore")
    by_pattern = found.table("per-path-ignores", of="patterns")
    by_path = tuple((pattern, _codes(codes, f"{file}: {pattern}")) for pattern, codes in by_pattern.items())
    return Selection(select, ignore, by_path)


def _codes(stated: object, where: str) -> tuple[str, ...]:
    """The codes of a setting, a list, or of an option, whose values may hold several with commas between."""
    if stated is None:
        return ()
    if not isinstance(stated, list) or not all(isinstance(each, str) for each in stated):
        raise UsageError(f"{where}: this is no list of codes")
    codes = tuple(code.strip() for each in stated for code in each.split(",") if code.strip())
    for code in codes:
        if not any(fnmatchcase(known, code) for known in explanations()):
            raise UsageError(f"{where}: no diagnostic has the code {code!r}; form4 explain lists them all")
    return codes


def _is_one_of(code: str, patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(code, pattern) for pattern in patterns)


def _is_path(source: str | None, pattern: str) -> bool:
    if source is None:
        return False
    relative = os.path.relpath(source) if os.path.isabs(source) else os.path.normpath(source)
    return fnmatchcase(relative.replace(os.sep, "/"), pattern)
