"""The scores on the corpus must not fall. The corpus is not part of the project: set FORM4_CORPUS, or put it beside."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

import attrs
import pytest

import form4_grammar as f4
from form4_grammar.parsing import ERROR_NODES
from form4_grammar.rules import MEASURED_FILINGS, RULES

ROOT = Path(__file__).parent.parent
CORPUS = Path(os.environ.get("FORM4_CORPUS", ROOT.parent / "shared" / "corpus"))
SCORE = CORPUS.parent / "check" / "score.py"
SHARED = CORPUS.parent
# The texts of each layout are in the corpus, or in that of more converters beside it.
CORPORA = {
    str(layout): next(
        (c for c in (CORPUS, SHARED / "corpus-converters", SHARED / "corpus-inputs") if (c / str(layout)).is_dir()),
        CORPUS,
    )
    for layout in f4.layouts()
}


@attrs.frozen
class Floor:
    """What the score of a folder must not fall below.

    Attributes:
        right: share of the fields
        silent: fields at most
        placed: share of the values
        layout: share of the documents whose layout is recognised
        alarms: share of the documents that are read right, but with an error or a warning, at most
    """

    right: float = 0.9995
    silent: int = 0
    placed: float = 0.99
    layout: float = 0.99
    alarms: float = 0.01


# The dataset's page and ownership XML write dates as YYYY-MM-DD, where score.py looks for MM/DD/YYYY. In the keys of
# the dataset's page, footnotes have the numbers of the filing, which its converter changes.
ISO_DATES = 0.85
# Two of 80 documents: one whose postal code is none, one with an asterisk behind a text.
OF_HTML = 0.026
WITHOUT_NAMES = {"real-doc4-1b7db3"}  # HTML whose owners and issuer have no names: it has errors
FLOORS = {
    **{
        (corpus, layout): Floor()
        for layout, corpus in CORPORA.items()
        if layout != "sefd" and not layout.endswith("-html")
    },
    **{(SHARED / "corpus-forms-3-and-5", layout): Floor(0.999, layout=0.95) for layout in map(str, f4.layouts())},
    (SHARED / "corpus-converters", "sefd"): Floor(0.993, 170, ISO_DATES),
    (SHARED / "corpus-converters", "current-markitdown"): Floor(),
    (SHARED / "corpus-converters", "current-html2text-wrapped"): Floor(),
    (SHARED / "corpus-inputs", "xml"): Floor(placed=ISO_DATES),
    (SHARED / "corpus-inputs", "submission"): Floor(placed=ISO_DATES),
    (SHARED / "corpus-inputs", "classic-html"): Floor(0.999, alarms=OF_HTML),
    (SHARED / "corpus-inputs", "current-html"): Floor(alarms=OF_HTML),
}
FOLDERS = [
    pytest.param(*folder, id="/".join((folder[0].name, folder[1]))) for folder in FLOORS if Path(*folder).is_dir()
]

pytestmark = pytest.mark.skipif(
    not (CORPUS.is_dir() and SCORE.is_file()),
    reason=f"SKIPPED: no corpus at {CORPUS} (set FORM4_CORPUS to its folder to check the scores)",
)


@pytest.fixture(scope="module")
def scores(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[Path, str], dict[str, float]]:
    file = tmp_path_factory.mktemp("score") / "scores.json"
    found: dict[tuple[Path, str], dict[str, float]] = {}
    for corpus in dict.fromkeys(corpus for corpus, _ in FLOORS):
        names = [name for other, name in FLOORS if other == corpus and (corpus / name).is_dir()]
        layouts = [argument for name in names for argument in ("--layout", name)]
        if names:
            subprocess.run([sys.executable, str(SCORE), str(corpus), *layouts, "--json", str(file)], check=True)
            found |= {(corpus, name): score for name, score in json.loads(file.read_text()).items()}
    return found


@pytest.mark.parametrize(("corpus", "folder"), FOLDERS)
def test_scores_hold(scores: dict[tuple[Path, str], dict[str, float]], corpus: Path, folder: str) -> None:
    found, floor = scores[corpus, folder], FLOORS[corpus, folder]
    assert found["right"] / found["fields"] >= floor.right
    assert found["silent"] <= floor.silent
    assert found["refused"] == found["raised"] == 0
    assert found["alarms"] / found["documents"] <= floor.alarms
    assert found["whole"] == found["documents"]
    assert found["placed"] / found["placeable"] >= floor.placed
    assert found["layout"] / found["documents"] >= floor.layout


@pytest.mark.parametrize("layout", CORPORA)
def test_a_document_that_is_read_right_has_no_error_leaf(layout: str) -> None:
    for path in sorted((CORPORA[layout] / layout).iterdir()):
        if path.stem in WITHOUT_NAMES:
            continue
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
