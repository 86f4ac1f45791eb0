"""The notebook among the examples, executed: what it prints is what is stored in it."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import ROOT

nbformat = pytest.importorskip("nbformat", reason="no notebooks here: pip install 'form4-grammar[notebook]'")
nbclient = pytest.importorskip("nbclient", reason="no notebooks here: pip install 'form4-grammar[notebook]'")
for each in ("ipykernel", "matplotlib", "pandas"):
    pytest.importorskip(each, reason="no notebooks here: pip install 'form4-grammar[notebook]'")

NOTEBOOK = ROOT / "examples" / "net_buying.ipynb"


def printed(notebook: Any) -> list[str]:
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    return [output.get("text", "") or " ".join(sorted(output.data)) for output in outputs]


@pytest.mark.filterwarnings("ignore")  # those of Jupyter's own code
def test_the_notebook_prints_what_is_stored_in_it() -> None:
    stored = nbformat.read(NOTEBOOK, as_version=4)
    executed = nbformat.read(NOTEBOOK, as_version=4)
    where = {"metadata": {"path": str(NOTEBOOK.parent)}}
    nbclient.NotebookClient(executed, timeout=300, kernel_name="python3", resources=where).execute()
    assert printed(executed) == printed(stored)
    assert any("image/png" in each for each in printed(stored))
