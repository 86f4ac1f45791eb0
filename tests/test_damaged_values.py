"""One character of a value damaged beyond reading: that field is absent and said to be, no other changes."""

from __future__ import annotations

from checked_values import values_of
from conftest import TEXTS, text_of
from differences import changed, fields_of, is_covered
from hypothesis import assume, given
from hypothesis import strategies as st
from test_properties import FIXTURE, examples

import form4_grammar as f4

# What follows from a value: whether a form is an amendment; and which of its two fields a column holds.
BOX_4 = "date_of_original_submission"
FOLLOWS = {
    BOX_4: "form_type",
    "value_owned_following_transaction": "shares_owned_following_transaction",
    "transaction_total_value": "transaction_shares",
    "underlying_security_value": "underlying_security_shares",
    "transaction_code": "equity_swap_involved",
}
# Texts with a fault beside which a second one is not read: in a row whose last blank cell is cut off, columns 6 and 7
# are told apart by what stands in them; in one with a cell too few or too many, all columns are; notes without their
# heading are told by the date of the signature below them.
FAULTY = (
    *("blank-cells-cut-off", "rows-of-every-length", "missing-a-cell", "extra-cell"),
    *("footnotes-heading-misspelled", "remarks-without-heading", "remarks-on-caption-line-without-heading"),
)
FAULTY_TEXTS = {text_of(path) for path in TEXTS if any(name in path.parent.name for name in FAULTY)}


@examples(300)
@given(st.data())
def test_a_value_damaged_beyond_reading_is_absent_and_said_to_be(data: st.DataObject) -> None:
    text = data.draw(FIXTURE.filter(lambda text: text not in FAULTY_TEXTS))
    whole = f4.read(text)
    values = list(values_of(whole))
    assume(values)
    value = data.draw(st.sampled_from(values))
    damages = value.damages(text)
    assume(damages)
    place, new = data.draw(st.sampled_from(damages))
    damaged = f4.read(text[:place] + new + text[place + 1 :])
    after = fields_of(damaged)
    assert value.path not in after
    assert f"{value.path}.value" not in after
    assert is_covered(value.path, damaged)
    kept = value.path.rpartition(".")
    also = "".join(kept[:2]) + FOLLOWS.get(kept[2], kept[2])
    # On a line of its own, what is no date any more may be taken for a part of the address beside it, and said to be.
    beside = ("reporting_owners[0].address",) if value.path in ("period_of_report", BOX_4) else ()
    others = [field for field in changed(whole, damaged) if not field.startswith((value.path, also, *beside))]
    assert others == []
    assert all(is_covered(field, damaged) for field in changed(whole, damaged))
