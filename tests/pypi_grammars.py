"""Grammars of packages on PyPI, with a text of our own each; tests that use one are skipped where it is absent."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from form4_grammar.language import Answer, Language

# The packages are not imported: their files are enough.
PYPI: dict[str, tuple[str, str, str, dict[str, Any]]] = {
    "hcl2": ("hcl2", "hcl2.lark", 'pump "main" {\n  # the first\n  flow = 12\n  tags = ["a", "b"]\n}\n', {}),
    "pddl": (
        "pddl",
        "parser/grammar.lark",
        "(define (domain lamps)\n  (:predicates (on ?x)) ; lit\n  (:action dim :parameters (?x) :effect (on ?x)))\n",
        {"start": "domain"},
    ),
    "mappyfile": ("mappyfile", "mapfile.lark", 'MAP\n  NAME "Harbour" # a name\n  SIZE 400 300\nEND\n', {}),
    "optimade": ("optimade", "grammar/v1.2.0.lark", 'nelements >= 2 AND elements HAS "Si"', {"start": "filter"}),
    "lark": ("lark", "grammars/lark.lark", 'start: word+ // words\nword: WORD\n%ignore " "\n', {}),
    "python": (
        "lark",
        "grammars/python.lark",
        "def double(x):\n    # twice\n    if x:\n        return x * 2\n    return 0\n\nprint(double(21))\n",
        {"start": "file_input", "postlex": "lark.indenter:PythonIndenter"},
    ),
}


@cache
def of_pypi(name: str) -> Answer:
    package, file, text, options = PYPI[name]
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        pytest.skip(f"{package} is not installed: pip install --no-deps {'python-hcl2' if name == 'hcl2' else package}")
    return Language.from_file(Path(spec.submodule_search_locations[0]) / file, **options).read(text)
