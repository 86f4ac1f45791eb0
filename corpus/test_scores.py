"""The scores on the corpus must not fall. The corpus is not part of the project: set FORM4_CORPUS, or put it beside."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import form4_grammar as f4
from form4_grammar.parsing import ERROR_NODES
from form4_grammar.rules import MEASURED_FILINGS, RULES

ROOT = Path(__file__).parent.parent
CORPUS = Path(os.environ.get("FORM4_CORPUS", ROOT.parent / "shared" / "corpus"))
SCORE = CORPUS.parent / "check" / "score.py"
# The texts of each layout are in the corpus, or in that of more converters beside it.
CORPORA = {
    str(layout): next((c for c in (CORPUS, CORPUS.parent / "corpus-converters") if (c / str(layout)).is_dir()), CORPUS)
    for layout in f4.layouts()
}

pytestmark = pytest.mark.skipif(
    not (CORPUS.is_dir() and SCORE.is_file()),
    reason=f"SKIPPED: no corpus at {CORPUS} (set FORM4_CORPUS to its folder to check the scores)",
)


@pytest.fixture(scope="module")
def scores(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, float]]:
    file = tmp_path_factory.mktemp("score") / "scores.json"
    found: dict[str, dict[str, float]] = {}
    for corpus in dict.fromkeys(CORPORA.values()):
        layouts = [argument for layout in CORPORA if CORPORA[layout] == corpus for argument in ("--layout", layout)]
        subprocess.run([sys.executable, str(SCORE), str(corpus), *layouts, "--json", str(file)], check=True)
        found |= json.loads(file.read_text())
    return found


@pytest.mark.parametrize("layout", CORPORA)
def test_scores_hold(scores: dict[str, dict[str, float]], layout: str) -> None:
    found = scores[layout]
    assert found["right"] / found["fields"] >= 0.9995
    assert found["silent"] == found["refused"] == found["raised"] == 0
    assert found["alarms"] / found["documents"] <= 0.01
    assert found["whole"] == found["documents"]
    assert found["placed"] / found["placeable"] >= 0.99
    assert found["layout"] / found["documents"] >= 0.99


@pytest.mark.parametrize("layout", CORPORA)
def test_a_document_that_is_read_right_has_no_error_leaf(layout: str) -> None:
    for path in sorted((CORPORA[layout] / layout).iterdir()):
        tree = f4.parse(path.read_bytes().decode("utf-8"), layout).tree
        odd = list(tree.scan_values(lambda leaf: leaf.type in ERROR_NODES))
        boxes = list(tree.find_pred(lambda branch: branch.data in ERROR_NODES))
        assert (odd, boxes) == ([], []), path.name


@pytest.mark.parametrize("path", sorted((CORPUS.parent / "wild").glob("*")), ids=lambda path: path.name)
def test_texts_of_no_known_layout_say_so(path: Path) -> None:
    reading = f4.read_file(path)
    assert [d for d in reading.diagnostics if d.severity == "error"]


def test_rules_fire_on_as_many_real_filings_as_they_say_and_no_warning_on_more_than_one_in_fifty() -> None:
    spec = importlib.util.spec_from_file_location("rule_rates", ROOT / "benchmarks" / "rule_rates.py")
    assert spec
    assert spec.loader
    rates = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(rates)
    filings = rates.real_filings(CORPUS)
    fired = {code: len(names) for code, names in rates.firings(filings).items()}
    assert len(filings) == MEASURED_FILINGS
    assert fired == {rule.code: rule.fires for rule in RULES}
    assert [rule.code for rule in RULES if rule.level == "warning" and rule.rate > 0.02] == []
