"""``form4 new-grammar``: a folder with a first grammar for some texts, the texts, their snapshots and a test."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from ..checking.outcomes import accept, check
from ..checking.readings import Chosen
from ..checking.store import Store
from ..files import read_bytes, write_file
from ..language import Language
from ..limits import time_limit
from ..walking import SUFFIXES
from ..workbench.drafts import draft
from .inputs import files
from .outputs import say, show
from .statuses import OK, UsageError

NAME = re.compile(r"[a-z][a-z0-9_]*")
TEST = '''\
"""The trees of the texts are those in snapshots: pytest compares them, form4 check says what a change does."""

from pathlib import Path

import pytest

from form4_grammar.testing import pinned

HERE = Path(__file__).parent
pinned_tree = pinned(HERE / "{name}.lark", HERE / "snapshots")


@pytest.mark.parametrize("path", sorted((HERE / "texts").iterdir()), ids=lambda path: path.name)
def test_tree(path, pinned_tree):
    pinned_tree(path)
'''


def run(arguments: argparse.Namespace) -> int:
    """Write the folder, and say what is in it."""
    folder = Path(arguments.name)
    name = folder.name
    if not NAME.fullmatch(name):
        raise UsageError(f"{name}: the name of a grammar has small letters, digits and underscores")
    if folder.exists():
        raise UsageError(f"{folder}: this is there already")
    texts = _texts(arguments.texts)
    (folder / "texts").mkdir(parents=True)
    grammar = folder / f"{name}.lark"
    write_file(grammar, draft(list(texts.values()), f"Texts of {name}."))
    for file, text in texts.items():
        write_file(folder / "texts" / file, text)
    write_file(folder / f"test_{name}.py", TEST.format(name=name))
    language = Language.from_file(grammar)
    store = Store.open(folder / "snapshots")
    with time_limit(language):
        for outcome in check([str(folder / "texts" / file) for file in texts], store, Chosen(language)):
            refusal = accept(outcome, store, Chosen(language), error_case=True)
            if refusal:
                say(f"{outcome.path}: not accepted: {refusal}")
    for what, about in (
        (grammar, "the grammar"),
        (folder / "texts", f"the texts: {len(texts):,}"),
        (folder / "snapshots", "their trees"),
        (folder / f"test_{name}.py", "a test for pytest"),
    ):
        show(f"{what!s:<40} {about}")
    named = folder / "texts" if all(file.endswith(SUFFIXES) for file in texts) else folder / "texts" / "*"
    show(f"next: form4 tree --grammar {grammar} {named}")
    return OK


def _texts(paths: list[str]) -> dict[str, str]:
    """The texts by the names that their copies have; raises OSError if one cannot be read."""
    found: dict[str, str] = {}
    for path in files(paths, regular=True):
        if isinstance(path, OSError):
            raise path
        name = Path(path).name
        if Path(name).stem in {Path(other).stem for other in found}:
            raise UsageError(f"{path}: another text has this name")
        try:
            found[name] = read_bytes(path).decode("utf-8")
        except UnicodeDecodeError:
            raise UsageError(f"{path}: this is not UTF-8") from None
    if not found:
        raise UsageError("there is no text to start from")
    return found
