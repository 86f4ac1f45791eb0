"""What the head of the page prints: its boxes by their rules, and the fields that they hold."""

from __future__ import annotations

OWNER = "reporting_owners[0]"
RELATIONSHIP = f"{OWNER}.relationship"
CHECK_BOXES = ("not_subject_to_section_16", "aff_10b5_one")
TICK_BOXES = ("is_director", "is_ten_percent_owner", "is_officer", "is_other")

# What every head prints: its rule, or a label's terminal; its name for people; and the field that is lost with it.
PRINTED = (
    ("form_title", 'the title "FORM 4"', "form_type"),
    ("not_subject_to_section_16", "Check this box if no longer subject to Section 16", "not_subject_to_section_16"),
    ("owner_name", "1. Name and Address of Reporting Person", OWNER),
    ("issuer", "2. Issuer Name and Ticker or Trading Symbol", "issuer"),
    ("period_of_report", "3. Date of Earliest Transaction", "period_of_report"),
    ("date_of_original_submission", "4. If Amendment, Date Original Filed", "date_of_original_submission"),
    ("relationship", "5. Relationship of Reporting Person(s) to Issuer", RELATIONSHIP),
    ("is_director", "the box Director", RELATIONSHIP),
    ("is_ten_percent_owner", "the box 10% Owner", RELATIONSHIP),
    ("is_officer", "the box Officer (give title below)", RELATIONSHIP),
    ("is_other", "the box Other (specify below)", RELATIONSHIP),
    ("MIDDLE_LABEL", "(Last) (First) (Middle)", f"{OWNER}.address"),
    ("STREET_LABEL", "(Street)", f"{OWNER}.address"),
    ("CITY_LABEL", "(City) (State) (Zip)", f"{OWNER}.address"),
)
# The boxes that a head has once: rule and field.
REPEATABLE = {
    **{rule: path for rule, _, path in PRINTED if rule.islower()},
    "foreign_trading_symbol": "issuer.foreign_trading_symbol",
    "aff_10b5_one": "aff_10b5_one",
}
ODD_BOXES = ("odd_box", "refused_box")
# The boxes that hold what a filer typed, or what has no caption.
TEXT_BOXES = (*ODD_BOXES, "street", "city", "country", "relationship_text", "name")
ITEMS = ("owner_name", "issuer", "period_of_report", "date_of_original_submission", "relationship", "group_filing")
# The field that a text without a caption may belong to, by the box or label beside it.
ITEM_FIELDS = {
    **{rule: path for rule, _, path in PRINTED},
    **dict.fromkeys(("owner_name", "name", "street", "city", "country"), OWNER),
    **dict.fromkeys(("LAST_LABEL", "FIRST_LABEL", "MIDDLE_LABEL", "STREET_LABEL"), OWNER),
    **dict.fromkeys(("CITY_LABEL", "STATE_LABEL", "ZIP_LABEL", "COUNTRY_LABEL"), OWNER),
    **dict.fromkeys(("relationship_text", "group_filing"), RELATIONSHIP),
    "foreign_trading_symbol": "issuer",
    "aff_10b5_one": "aff_10b5_one",
}
