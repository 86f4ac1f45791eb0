"""What fixtures of damaged texts are about: what is lost or doubtful is said, and the rest is read.

A case names tests/fixtures/<layout>/<name>.txt or .md, as far as it has these spellings. All of it was worked out by
hand from the texts.
"""

from __future__ import annotations

from cases import Case

DAMAGE_CASES: tuple[Case, ...] = (
    Case(
        "bold-date-damaged",
        "A date in bold has lost a digit: it is not read, and the rest of its row is.",
        {
            "non_derivative[0].transaction_date": {"value": None, "footnotes": []},
            "non_derivative[0].transaction_shares.value": "2750",
            "non_derivative[0].nature_of_ownership.value": "By trust for a niece",
        },
        codes=("unreadable-value",),
        spellings=("classic-markdown",),
    ),
    Case(
        "bold-date-of-two-owners-damaged",
        "On the current page, a date in bold has lost a digit: it is not read, and the rest of its row is.",
        {
            "non_derivative[0].transaction_date": {"value": None, "footnotes": []},
            "non_derivative[0].transaction_shares.value": "2750",
            "non_derivative[0].nature_of_ownership.value": "By trust for a niece",
        },
        codes=("unreadable-value",),
        spellings=("current-markdown",),
    ),
    Case(
        "notes-without-heading",
        "The heading of the notes is misspelled: the line that the classic page has below it tells them.",
        {"footnotes": [{"id": "F1", "text": "Vests in three parts on the first of each June."}], "remarks": None},
        codes=("missing-heading", "stray-line"),
        spellings=("classic-tab",),
    ),
    Case(
        "first-note-alone",
        "The heading of the notes and both lines below it are missing: the first note tells them.",
        {"footnotes": [{"id": "F1", "text": "Vests in three parts on the first of each June."}], "remarks": None},
        codes=("missing-heading",),
        spellings=("classic-tab",),
    ),
    Case(
        "first-note-without-heading",
        "The heading of the notes is misspelled: the first note tells them, by the signature below it.",
        {"footnotes": [{"id": "F1", "text": "Vests in three parts on the first of each June."}], "remarks": None},
        codes=("missing-heading", "unknown-text"),
        spellings=("current-tab",),
    ),
    Case(
        "remarks-without-heading",
        "The heading of the notes is missing: the remarks tell the section, by the signature below them.",
        {"footnotes": [], "remarks": "The trust has a new trustee."},
        codes=("mark-without-note", "missing-heading"),
        spellings=("current-tab",),
    ),
    Case(
        "remarks-on-one-line-without-heading",
        "The same with the remarks on the line of their caption.",
        {"footnotes": [], "remarks": "The trust has a new trustee."},
        codes=("mark-without-note", "missing-heading"),
        spellings=("current-tab",),
    ),
    Case(
        "signature-in-a-note",
        "A signature was joined to a footnote, and is read as a part of it, with a warning on the signatures.",
        {
            "footnotes[0].text": "Vests in three parts on the first of each June. By: /s/ Petra L. Ashgrove, Manager",
            "len(signatures)": 2,
        },
        codes=("separator-in-text",),
        spellings=("classic-tab",),
    ),
    Case(
        "note-joined-to-another",
        "The second footnote stands on the line of the first, and is read as a part of it, with a warning.",
        {
            "len(footnotes)": 2,
            "footnotes[0].text": "The form was filed on paper as well. ( 2) The trust has been wound up.",
            "footnotes[1].id": "F3",
        },
        codes=("note-number",),
        spellings=("classic-tab",),
    ),
    Case(
        "caption-among-the-remarks",
        "An item of the head stands among the remarks, and is read as a part of them, with a warning.",
        {"remarks": "The owner left the board. 3. Date of Earliest Transaction (Month/Day/Year) 03/14/2023"},
        codes=("heading-in-text",),
        spellings=("classic-tab",),
    ),
    Case(
        "table-1-heading-misspelled",
        "The heading of Table I is misspelled: the table is told by its captions, with a warning.",
        {
            "len(non_derivative)": 1,
            "non_derivative[0].transaction_shares.value": "1500",
            "derivative": [],
        },
        codes=("contradiction", "missing-heading"),
        spellings=("classic-tab",),
    ),
    Case(
        "table-2-heading-behind-a-row",
        "The heading of Table II stands on the line of a row of Table I, and is read as a part of its last cell.",
        {
            "len(non_derivative)": 1,
            "non_derivative[0].direct_or_indirect_ownership.value": "D",
            "derivative": [],
        },
        codes=("contradiction", "heading-in-text", "missing-heading"),
        spellings=("classic-tab",),
    ),
    Case(
        "table-1-doubled",
        "Table I stands twice, one below the other: all rows are read, with a warning on the tables.",
        {
            "len(non_derivative)": 2,
            "non_derivative[0].transaction_shares.value": "1500",
            "non_derivative[1].transaction_shares.value": "1500",
            "derivative": [],
        },
        codes=("repeated-item",),
    ),
    Case(
        "row-below-the-signatures",
        "The row of Table I stands below the signature: it is not read, and both tables may lack it.",
        {
            "non_derivative": [],
            "derivative": [],
            "signatures": [{"name": "/s/ Tobin Brackwater", "date": "2023-03-16"}],
        },
        codes=("stray-line",),
    ),
    Case(
        "row-among-the-notes",
        "The row of Table I stands among the notes: it is not read, and both tables may lack it.",
        {"non_derivative": [], "derivative": [], "footnotes": [], "remarks": None},
        codes=("stray-line",),
    ),
    Case(
        "note-among-the-signatures",
        "The second footnote stands below the signature: it is not read, and its mark has no note.",
        {
            "len(footnotes)": 1,
            "footnotes[0].id": "F1",
            "footnotes[0].text": "Vests at age twenty-one.",
            "len(signatures)": 1,
        },
        codes=("mark-without-note", "stray-line"),
        spellings=("classic-tab",),
    ),
    Case(
        "mark-cut-off",
        "The mark of a note is cut off behind its parenthesis: what is left of it is read as text, with a warning.",
        {
            "non_derivative[0].nature_of_ownership": {
                "value": "By the 1998 Mirembe Annuity Trust(",
                "footnotes": [],
            },
        },
        codes=("mark-without-note",),
        spellings=("classic-tab",),
    ),
    Case(
        "title-without-its-box",
        "A title stands below the boxes of item 5, but Officer is not checked.",
        {
            "reporting_owners[0].relationship.is_director": True,
            "reporting_owners[0].relationship.is_officer": False,
            "reporting_owners[0].relationship.officer_title": "Treasurer",
            "reporting_owners[0].relationship.other_text": None,
        },
        codes=("contradiction",),
        spellings=("current-tab",),
    ),
    Case(
        "box-1-caption-misspelled",
        "The caption of the first repeated box 1 is misspelled: its lines are no rows of Table II, above it.",
        {
            "len(reporting_owners)": 2,
            "reporting_owners[0].name": "Thornquay GP, LLC",
            "derivative": [],
        },
        codes=("cell-count", "contradiction", "stray-line"),
        spellings=("current-tab",),
    ),
    Case(
        "owner-doubled",
        "Box 1 of the third owner stands twice.",
        {
            "len(reporting_owners)": 4,
            "reporting_owners[2].name": "Mbeki-Larsen Sune",
            "reporting_owners[3].name": "Mbeki-Larsen Sune",
        },
        codes=("repeated-item",),
        spellings=("current-tab",),
    ),
    Case(
        "damaged-link",
        "The link of the issuer's name has lost a bracket: no CIK is read, and the name is doubtful.",
        {"issuer.cik": None, "issuer.trading_symbol": "FGDC", "reporting_owners[0].cik": "0000070013"},
        codes=("contradiction",),
        spellings=("current-markdownify", "current-html2text"),
    ),
    Case(
        "remarks-behind-a-note",
        'The heading "Remarks:" stands on the line of the last note, and is read as text.',
        {"remarks": None, "len(footnotes)": 6},
        codes=("heading-in-text",),
        spellings=("current-html2text",),
    ),
    Case(
        "remarks-below-the-signature",
        "The remarks stand below the signature: they are not read.",
        {"remarks": None, "len(footnotes)": 6, "signatures": [{"name": "/s/ Imre Delacroix", "date": "2024-11-07"}]},
        codes=("stray-line",),
        spellings=("current-markdownify",),
    ),
    Case(
        "remarks-without-caption",
        "The caption of the remarks is lost: they are read as a second paragraph of the last note, with a warning.",
        {
            "remarks": None,
            "len(footnotes)": 6,
            "footnotes[5].text": (
                "A third of the units vests on each May 1 until 2027. Filed on paper as well; Exhibit 24 is attached."
            ),
        },
        codes=("second-paragraph",),
        spellings=("current-markdownify",),
    ),
    Case(
        "signature-in-the-first-cell",
        "The signature has lost the blank cell before it: the remarks may hold it.",
        {"len(footnotes)": 6, "signatures": []},
        codes=("missing-value", "separator-in-text"),
        spellings=("current-markdownify",),
    ),
    Case(
        "plan-box-misspelled",
        "The label of the box of Rule 10b5-1(c) is misspelled: whether it is checked is not told.",
        {"aff_10b5_one": None, "not_subject_to_section_16": False, "len(non_derivative)": 1},
        codes=("unknown-text",),
        spellings=("current-tab",),
    ),
    Case(
        "box-4-in-words",
        "The date of box 4 is in words, on a line of its own: neither it nor the form's type is told.",
        {"date_of_original_submission": None, "period_of_report": "2012-03-12", "len(non_derivative)": 1},
        codes=("contradiction", "unreadable-value"),
        spellings=("classic-browser",),
    ),
    Case(
        "unknown-check-mark",
        "What stands before the exit box is no check mark: whether it is checked is not told.",
        {"not_subject_to_section_16": None, "form_type": "4", "reporting_owners[0].relationship.is_director": True},
        codes=("unreadable-value",),
        spellings=("current-browser", "current-markdown", "current-tab"),
    ),
    Case(
        "missing-caption",
        "The caption of item 3 is missing: its date belongs to no item and is not read.",
        {
            "period_of_report": None,
            "form_type": "4",
            "date_of_original_submission": None,
            "issuer.trading_symbol": "OXLN",
            "reporting_owners[0].name": "Szymborski Leontyna",
            "reporting_owners[0].address.street1": "19 WICKFIELD AVENUE",
            "reporting_owners[0].address.street2": None,
            "reporting_owners[0].address.city": "TOLEDO",
            "reporting_owners[0].relationship.is_director": True,
            "reporting_owners[0].relationship.officer_title": None,
            "reporting_owners[0].relationship.other_text": None,
            "len(non_derivative)": 1,
        },
        codes=("missing-item",),
        spellings=("current-browser", "current-markdown", "current-tab"),
    ),
    Case(
        "missing-caption",
        "The caption of item 3 is missing: its date belongs to no item, and may belong to the address beside it.",
        {
            "period_of_report": None,
            "form_type": "4",
            "date_of_original_submission": None,
            "issuer.trading_symbol": "RKHP",
            "reporting_owners[0].name": "Tennyson-Duarte Clement",
            "reporting_owners[0].address": {
                "street1": "17 SMELTER ROW",
                "street2": None,
                "city": "LEADVILLE",
                "state": "CO",
                "zip_code": "80461",
                "country": None,
            },
            "reporting_owners[0].relationship.is_director": True,
            "reporting_owners[0].relationship.officer_title": None,
            "len(non_derivative)": 1,
        },
        codes=("contradiction", "missing-item"),
        spellings=("classic-browser",),
    ),
)
