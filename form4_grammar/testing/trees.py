"""A pytest fixture that compares the trees of texts with their snapshots."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ..checking.outcomes import Outcome, check_one
from ..checking.readings import Chosen
from ..checking.store import Store
from ..language import Language

Compare = Callable[[str | Path], None]


def pinned(grammar: Language | str | Path, store: str | Path = "snapshots", **options: Any) -> Any:
    """Make a fixture: a function that fails the test unless the tree of a text is the one in a store.

    ``grammar`` is a language, or the file of one; ``options`` are those of ``Language.from_file``. ``form4 check TEXT
    --grammar FILE --store STORE`` compares and accepts the same snapshots.
    """
    language = grammar if isinstance(grammar, Language) else Language.from_file(grammar, **options)

    @pytest.fixture
    def pinned_tree() -> Compare:
        def compare(path: str | Path) -> None:
            outcome = check_one(str(path), Store.open(store), Chosen(language))
            if outcome.status != "unchanged":
                command = f"form4 check {path} --grammar {language.path} --store {store}"
                pytest.fail(f"{path}: {outcome.status}{_told(outcome)}\n{command}", pytrace=False)

        return compare

    return pinned_tree


def _told(outcome: Outcome) -> str:
    lines = [f"{change.kind}: {change.what} {change.example}".rstrip() for change in outcome.changes]
    return "".join(f"\n  {line}" for line in (*lines, *map(str, outcome.causes), *filter(None, [outcome.message])))
