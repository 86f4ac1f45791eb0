"""What the head of the page prints: its boxes by their rules, and the fields that they hold."""

from __future__ import annotations

from functools import cache

from ..forms import Form

OWNER = "reporting_owners[0]"
RELATIONSHIP = f"{OWNER}.relationship"
# The check boxes above the items, with their labels; a form has some of them.
LABELS = {
    "not_subject_to_section_16": "Check this box if no longer subject to Section 16",
    "form3_holdings_reported": "Form 3 Holdings Reported",
    "form4_transactions_reported": "Form 4 Transactions Reported",
    "aff_10b5_one": "the box of Rule 10b5-1(c)",
}
CHECK_BOXES = tuple(LABELS)
TICK_BOXES = ("is_director", "is_ten_percent_owner", "is_officer", "is_other")
# The field that is lost with a box or label of the head.
FIELDS = {
    "form_title": "form_type",
    **{rule: rule for rule in CHECK_BOXES},
    "owner_name": OWNER,
    **{rule: rule for rule in ("issuer", "period_of_report", "date_of_original_submission")},
    **dict.fromkeys(("relationship", *TICK_BOXES), RELATIONSHIP),
    **dict.fromkeys(("MIDDLE_LABEL", "STREET_LABEL", "CITY_LABEL"), f"{OWNER}.address"),
}


@cache
def printed_items(form: Form) -> tuple[tuple[str, str, str], ...]:
    """What every head of a form prints: a rule, or a label's terminal; its name for people; and the field lost with it.

    The box of Rule 10b5-1(c) is not among them: forms before April 2023 lack it.
    """
    names = {
        "form_title": f'the title "FORM {form.number}"',
        **{rule: LABELS[rule] for rule in form.corner_boxes if rule != "aff_10b5_one"},
        **{rule: form.item(rule) for rule in form.boxes if rule in FIELDS},
        "is_director": "the box Director",
        "is_ten_percent_owner": "the box 10% Owner",
        "is_officer": "the box Officer (give title below)",
        "is_other": "the box Other (specify below)",
        "MIDDLE_LABEL": "(Last) (First) (Middle)",
        "STREET_LABEL": "(Street)",
        "CITY_LABEL": "(City) (State) (Zip)",
    }
    return tuple((rule, name, FIELDS[rule]) for rule, name in names.items())


# The boxes that a head has once: rule and field.
REPEATABLE = {
    **{rule: path for rule, path in FIELDS.items() if rule.islower()},
    "foreign_trading_symbol": "issuer.foreign_trading_symbol",
}
ODD_BOXES = ("odd_box", "refused_box")
# The boxes that hold what a filer typed, or what has no caption.
TEXT_BOXES = (*ODD_BOXES, "street", "city", "country", "relationship_text", "name")
ITEMS = ("owner_name", "issuer", "period_of_report", "date_of_original_submission", "relationship", "group_filing")
# The field that a text without a caption may belong to, by the box or label beside it.
ITEM_FIELDS = {
    **FIELDS,
    **dict.fromkeys(("owner_name", "name", "street", "city", "country"), OWNER),
    **dict.fromkeys(("LAST_LABEL", "FIRST_LABEL", "MIDDLE_LABEL", "STREET_LABEL"), OWNER),
    **dict.fromkeys(("CITY_LABEL", "STATE_LABEL", "ZIP_LABEL", "COUNTRY_LABEL"), OWNER),
    **dict.fromkeys(("relationship_text", "group_filing"), RELATIONSHIP),
    "foreign_trading_symbol": "issuer",
}
