"""What is written is read: dumps and read are inverses, in every layout, for generated filings."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, given, settings

import form4_grammar as f4
from form4_grammar.differences import differences
from form4_grammar.parsing import leaves
from form4_grammar.rendering import PRINTERS
from form4_grammar.testing import filings

EXAMPLES = 25 * int(os.environ.get("FORM4_EXAMPLES", "1"))
each_layout = pytest.mark.parametrize("layout", PRINTERS)
many = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))


@each_layout
@many
@given(filing=filings())
def test_what_is_written_is_read(layout: str, filing: f4.Filing) -> None:
    text = f4.dumps(filing, layout)
    reading = f4.read(text)
    assert str(reading.layout) == layout
    assert not list(differences(f4.shown(filing, layout), reading.filing))
    # But for a filer's text that holds words which the form prints, nothing is doubtful.
    assert {d.code for d in reading.diagnostics if d.severity != "info"} <= {"heading-in-text"}
    assert reading.tree is not None
    assert "".join(leaves(reading.tree)) == text


@each_layout
@many
@given(filing=filings())
def test_what_was_read_is_written_alike(layout: str, filing: f4.Filing) -> None:
    text = f4.dumps(filing, layout)
    again = f4.read(text).filing
    assert again is not None
    assert f4.dumps(again, layout) == text


@many
@given(filing=filings())
def test_all_layouts_say_the_same(filing: f4.Filing) -> None:
    """But for what one of them cannot show."""
    read = {layout: f4.read(f4.dumps(filing, layout)).filing for layout in PRINTERS}
    lost = {layout: {d.path for d in differences(filing, f4.shown(filing, layout))} for layout in PRINTERS}
    for layout in PRINTERS:
        for difference in differences(read["current-html2text"], read[layout]):
            assert difference.path in lost["current-html2text"] | lost[layout]
