"""Support for your own tests: pin filings and generate filings. Requires ``pip install form4-grammar[testing]``.

Pin your own filings with a syrupy extension that stores each reading in a text file:

    # conftest.py
    import pytest
    from form4_grammar.testing import snapshots_in

    @pytest.fixture
    def filing_snapshot(snapshot):
        return snapshot.use_extension(snapshots_in("my_snapshots"))

    # test_filings.py
    @pytest.mark.parametrize("path", ["filings/purchase.txt"])
    def test_filing(path, filing_snapshot):
        assert form4_grammar.read_file(path) == filing_snapshot(name=path)

``pytest --snapshot-update`` writes the snapshots, here my_snapshots/filings/purchase.txt.snap. ``form4 check filings
--store my_snapshots`` reads and writes the same files.

Pin the trees of any Lark grammar with two lines:

    # conftest.py
    from form4_grammar.testing import pinned
    pinned_tree = pinned("hcl2.lark", "my_snapshots")

    # test_trees.py
    def test_tree(pinned_tree):
        pinned_tree("texts/pump.tf")

``form4 check texts --grammar hcl2.lark --store my_snapshots --accept-new`` writes the snapshots.

Generate filings, and their texts with ``dumps``, to test a parser or a database of your own:

    from hypothesis import given
    from form4_grammar.testing import filings

    @given(filings())
    def test_my_parser(filing):
        assert my_parser(form4_grammar.dumps(filing, "current-html2text")) == form4_grammar.to_dict(filing)
"""

from .snapshots import ReadingSnapshotExtension, snapshots_in
from .strategies import filings, names, owners, rows, texts
from .trees import pinned

__all__ = ["ReadingSnapshotExtension", "filings", "names", "owners", "pinned", "rows", "snapshots_in", "texts"]
