"""The promises of docs/concepts/guarantees.md, as assertions on one text or one filing."""

from __future__ import annotations

from contextlib import suppress
from io import BytesIO
from random import Random

from checked_values import Value, values_of
from differences import changed, fields_of, is_covered
from lark import Token, Tree
from lark.exceptions import UnexpectedInput

import form4_grammar as f4
from form4_grammar.automaton import RefusedError
from form4_grammar.differences import differences
from form4_grammar.lossless import leaves, place_lines
from form4_grammar.rendering import PRINTERS
from form4_grammar.typography import plain

TOLD = [field for field in Token.__slots__ if field != "value"]  # of a token

# ---------------------------------------------------------------------------------------------------- texts


def loses_nothing(text: str, reading: f4.Reading) -> None:
    """The tree is the text, every diagnostic lies within it, and an error reports a missing filing."""
    assert reading.tree is not None
    assert "".join(leaves(reading.tree)) == text
    for diagnostic in reading.diagnostics:
        assert diagnostic.span is None or 0 <= diagnostic.span.start <= diagnostic.span.end <= len(text)
    assert reading.filing is not None or reading.errors
    f4.snapshot_text(reading)


def has_the_tree_that_lark_makes(parsed: f4.Parse) -> None:
    """The loop makes what Lark's own makes of a text, or refuses what Lark refuses."""
    form, text = parsed.evidence.form, plain(parsed.unfolded.text)
    automaton = parsed.layout.automaton("filing", form)
    expected = found = None
    with suppress(UnexpectedInput):
        expected = told(parsed.layout.parser("filing", form).parse(text))
    with suppress(RefusedError):
        tree = automaton.parse(text, "filing").tree()
        place_lines(leaves(tree), text)
        found = told(tree)
    assert found == expected


def told(tree: Tree[Token]) -> list[object]:
    """Everything about a tree."""
    return [
        str(tree.data),
        [
            told(child) if isinstance(child, Tree) else [str(child), *(getattr(child, name) for name in TOLD)]
            for child in tree.children
        ],
    ]


def is_read_in_one_encoding(data: bytes) -> None:
    """A file of several encodings is read as one of them, or is reported as binary."""
    reading = f4.read_file(BytesIO(data))
    codes = {diagnostic.code for diagnostic in reading.diagnostics}
    if b"\0" in data:
        assert codes == {"binary-file"}
    elif "windows-1252" in codes:
        loses_nothing(data.decode("cp1252", errors="replace"), reading)
    else:
        loses_nothing(data.decode("utf-8"), reading)


# --------------------------------------------------------------------------------------------------- values

# What follows from a value: whether a form is an amendment; and which of its two fields a column holds.
BOX_4 = "date_of_original_submission"
FOLLOWS = {
    BOX_4: "form_type",
    "value_owned_following_transaction": "shares_owned_following_transaction",
    "transaction_total_value": "transaction_shares",
    "underlying_security_value": "underlying_security_shares",
    "transaction_code": "equity_swap_involved",
}


def with_a_damaged_value(whole: f4.Reading, random: Random) -> tuple[Value, str] | None:
    """A value of a text, and the text with that value made unreadable by one character; None if there are no values."""
    damages = [(value, *damage) for value in values_of(whole) for damage in value.damages(whole.text)]
    if not damages:
        return None
    value, place, new = random.choice(damages)
    return value, whole.text[:place] + new + whole.text[place + 1 :]


def reports_a_damaged_value(whole: f4.Reading, value: Value, text: str) -> None:
    """The field of the damaged value is absent and reported, and no other field changes."""
    damaged = f4.read(text)
    after = fields_of(damaged)
    assert value.path not in after
    assert f"{value.path}.value" not in after
    assert is_covered(value.path, damaged)
    kept = value.path.rpartition(".")
    also = "".join(kept[:2]) + FOLLOWS.get(kept[2], kept[2])
    # A damaged date alone on a line may be taken for a part of the address beside it; this is reported.
    beside = ("reporting_owners[0].address",) if value.path in ("period_of_report", BOX_4) else ()
    others = [field for field in changed(whole, damaged) if not field.startswith((value.path, also, *beside))]
    assert others == []
    assert all(is_covered(field, damaged) for field in changed(whole, damaged))


# -------------------------------------------------------------------------------------------------- filings

RICHEST = "current-html2text"  # shows most


def is_written_and_read_in_every_layout(filing: f4.Filing) -> None:
    """A written filing reads the same, without a warning, and is written the same again; its layouts agree."""
    number = (filing.form_type or "4")[0]
    layouts = [layout for layout, printer in PRINTERS.items() if number in printer.forms]
    read = {layout: _written_and_read(filing, layout) for layout in layouts}
    lost = {layout: {d.path for d in differences(filing, f4.shown(filing, layout))} for layout in layouts}
    xml = f4.read(f4.dumps(filing, "xml"))
    for layout in layouts:
        for difference in differences(read[RICHEST].filing, read[layout].filing):
            assert difference.path in lost[RICHEST] | lost[layout], f"{RICHEST} and {layout} differ"
        for other in (read[RICHEST], xml):
            assert f4.compare(read[layout], other).is_same, f"what {layout} cannot show is not explained"


def _written_and_read(filing: f4.Filing, layout: str) -> f4.Reading:
    text = f4.dumps(filing, layout)
    reading = f4.read(text)
    assert str(reading.layout) == layout
    assert not list(differences(f4.shown(filing, layout), reading.filing)), layout
    # But for a filer's text that holds words which the form prints, nothing has a warning.
    assert {d.code for d in reading.diagnostics if d.severity != "info"} <= {"heading-in-text"}, layout
    assert reading.tree is not None
    assert "".join(leaves(reading.tree)) == text
    assert reading.filing is not None
    assert f4.dumps(reading.filing, layout) == text
    return reading


def is_judged_without_an_error(filing: f4.Filing) -> None:
    """The rules find the same every time, each at a field that exists."""
    found = f4.validate(filing)
    assert found == f4.validate(filing)
    assert all(diagnostic.severity != "error" and diagnostic.path for diagnostic in found)
