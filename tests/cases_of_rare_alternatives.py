"""What fixtures are about that are there for an alternative of the grammars that no other fixture meets.

A case of RARE_CASES names tests/fixtures/<layout>/<name>.txt or .md; one of RARE_SECTION_CASES a section of tab text
alone, tests/fixtures/sections/<name>.txt. All of it was worked out by hand from the texts.
"""

from __future__ import annotations

from cases import Case

BOXES_OF_5 = "reporting_owners[0].relationship"

RARE_CASES: tuple[Case, ...] = (
    Case(
        "cut-off-above-table-1",
        "The text begins with Table I: no box is read, and each is said to be missing.",
        {"issuer.name": None, "period_of_report": None, "len(non_derivative)": 1, "len(reporting_owners)": 1},
        codes=("missing-section",),
        spellings=("classic-tab",),
    ),
    Case(
        "cut-off-above-table-1",
        "The text begins with Table I: no box is read, and each is said to be missing.",
        {"issuer.name": None, "period_of_report": None, "len(non_derivative)": 1, "len(reporting_owners)": 2},
        codes=("missing-section",),
        spellings=("current-tab",),
    ),
    Case(
        "cut-off-above-table-1",
        "Blank lines, then Table I: no box is read, and each is said to be missing.",
        {"issuer.name": None, "period_of_report": None, "len(non_derivative)": 1, "len(reporting_owners)": 2},
        codes=("missing-item", "unreadable-value"),
        spellings=("current-browser",),
    ),
    Case(
        "cut-off-above-table-1",
        "A page number, then Table I: no box is read, and each is said to be missing.",
        {"issuer.name": None, "period_of_report": None, "len(non_derivative)": 1, "len(reporting_owners)": 2},
        codes=("missing-item", "unreadable-value"),
        spellings=("current-markdown",),
    ),
    Case(
        "cut-off-behind-a-check-mark",
        "The text ends behind a check mark of box 6: its line, which holds box 4 and the city, is not read.",
        {
            "issuer.name": "Quillmark Robotics, Inc.",
            "period_of_report": "2023-03-14",
            "date_of_original_submission": None,
            "reporting_owners[0].name": "Tresham Odile R",
            "reporting_owners[0].address.city": None,
            "non_derivative": [],
        },
        codes=("missing-item", "missing-section", "truncated", "unreadable-value"),
    ),
    Case(
        "cut-off-behind-a-check-mark",
        "The text ends behind a check mark of box 6: its line, which holds box 4, is not read.",
        {
            "issuer.name": "Marrowby Ceramics Inc.",
            "period_of_report": "2016-05-09",
            "date_of_original_submission": None,
            "non_derivative": [],
        },
        codes=("missing-item", "missing-section", "truncated", "unreadable-value"),
        spellings=("current-markdown",),
    ),
    Case(
        "cut-off-behind-the-first-signature",
        "The text ends behind the first of two signatures.",
        {"signatures": [{"name": "By: /s/ Petra L. Ashgrove, Manager", "date": "2016-11-15"}]},
        codes=("truncated",),
        spellings=("current-tab",),
    ),
    Case(
        "without-table-1",
        "Table II follows the boxes: Table I is missing.",
        {"non_derivative": [], "len(derivative)": 1},
        codes=("missing-section",),
        spellings=("current-tab",),
    ),
    Case(
        "without-table-2",
        "The owners follow Table I: Table II is missing.",
        {"len(non_derivative)": 1, "derivative": [], "len(reporting_owners)": 2},
        codes=("missing-section",),
        spellings=("current-tab",),
    ),
    Case(
        "rows-of-every-length",
        "Below the row of each table, others end after the first column, the second and so on: but for the longest, "
        "which may lack no more than a blank cell, none is read.",
        {
            "len(non_derivative)": 2,
            "non_derivative[1].direct_or_indirect_ownership.value": "I",
            "non_derivative[1].nature_of_ownership": None,
            "len(derivative)": 2,
            "derivative[1].direct_or_indirect_ownership.value": "I",
            "derivative[1].nature_of_ownership": None,
        },
        codes=("cell-count", "contradiction"),
        spellings=("current-markdownify",),
    ),
    Case(
        "bold-in-cells",
        "A date and an amount of Table I are in bold.",
        {
            "non_derivative[0].transaction_date.value": "2023-03-14",
            "non_derivative[0].transaction_shares.value": "1500",
        },
        spellings=("classic-markdown",),
    ),
    Case(
        "bold-in-cells",
        "A date and an amount of Table I are in bold.",
        {
            "non_derivative[0].transaction_date.value": "2024-10-09",
            "non_derivative[0].transaction_shares.value": "2750",
        },
        spellings=("current-markdown",),
    ),
    Case(
        "bold-text-in-the-head",
        "Bold text stands between box 3 and box 4, in which no text can stand: either may lack it.",
        {"period_of_report": "2016-05-09", "date_of_original_submission": None},
        codes=("unknown-text",),
        spellings=("current-markdown",),
    ),
    Case(
        "unknown-label-of-a-tick-box",
        "A checked box of item 5 has a label that the form has not.",
        {f"{BOXES_OF_5}.is_director": True, f"{BOXES_OF_5}.is_officer": False},
        codes=("unknown-text",),
    ),
    Case(
        "unknown-label-of-a-tick-box",
        "A checked box of item 5 has a label that the form has not.",
        {f"{BOXES_OF_5}.is_director": True, f"{BOXES_OF_5}.is_officer": False},
        codes=("unknown-text",),
        spellings=("current-markdown", "current-tab"),
    ),
    Case(
        "other-alone-in-box-5",
        'Of item 5 the last label alone is there: "Reporting Owners" says what the owner is.',
        {
            f"{BOXES_OF_5}.is_director": True,
            f"{BOXES_OF_5}.officer_title": None,
            f"{BOXES_OF_5}.other_text": None,
        },
        codes=("contradiction", "missing-item"),
        spellings=("classic-tab",),
    ),
    Case(
        "other-behind-the-name-labels",
        'Of item 5 the last label alone is there, and below "(Middle)": "Reporting Owners" says what the owner is.',
        {f"{BOXES_OF_5}.is_director": True, f"{BOXES_OF_5}.is_other": False, f"{BOXES_OF_5}.other_text": None},
        codes=("contradiction", "missing-item"),
        spellings=("classic-browser",),
    ),
    Case(
        "owner-on-one-line",
        "The first of two owners has name and address on one line, the other one on several: a row may be broken.",
        {
            "reporting_owners[0].name": "Wrenfield Partners LLC",
            "reporting_owners[0].address.city": "TROMSO",
            "reporting_owners[1].name": "Ashgrove Petra L",
        },
        codes=("contradiction",),
        spellings=("classic-browser",),
    ),
    Case(
        "head-on-one-line",
        'The form\'s title and the commission share a line; between "(Middle)" and "(Street)" stands no street.',
        {
            "form_type": "4",
            "reporting_owners[0].name": "Wrenfield Partners LLC",
            "reporting_owners[0].address.street1": None,
            "reporting_owners[0].address.city": "TROMSO",
        },
        spellings=("current-tab",),
    ),
    Case(
        "words-above-the-title",
        "A line above the title is no part of the form.",
        {"form_type": "4", "issuer.name": "Marrowby Ceramics Inc."},
        spellings=("current-tab",),
    ),
    Case(
        "words-before-a-label",
        'The label "(Middle)" is gone: the street before "(Street)" belongs to none of box 1, and the box below holds.',
        {"reporting_owners[0].address.street1": "Floor 12", "reporting_owners[0].address.street2": "40 LANTERN QUAY"},
        codes=("contradiction", "missing-item"),
        spellings=("current-tab",),
    ),
    Case(
        "blank-issuer",
        "Box 2 is blank, and a gap behind it.",
        {"issuer.name": None, "issuer.trading_symbol": None},
        codes=("missing-value",),
        spellings=("current-tab",),
    ),
    Case(
        "title-before-box-2a",
        "Box 2 is blank, and boxes 5 and 2a follow on its line: the title ends where box 2a begins.",
        {
            "issuer.name": None,
            "issuer.foreign_trading_symbol": "MRW",
            f"{BOXES_OF_5}.is_officer": True,
            f"{BOXES_OF_5}.officer_title": "Treasurer",
        },
        codes=("missing-value",),
        spellings=("current-tab",),
    ),
    Case(
        "joint-owners-on-one-line",
        "Each box 1 below the tables is one line; the second owner has no street.",
        {
            "reporting_owners[0].name": "Wrenfield Partners LLC",
            "reporting_owners[0].address.city": "TROMSO",
            "reporting_owners[1].name": "Ashgrove Petra L",
            "reporting_owners[1].address.street1": None,
            "reporting_owners[1].address.city": "KINGSTON",
            "reporting_owners[1].address.zip_code": "K7L 1A1",
        },
        spellings=("current-tab",),
    ),
    Case(
        "joint-owner-of-2026",
        "The second owner's address ends with a country, on a form of 2026.",
        {"reporting_owners[1].address.state": "ONTARIO", "reporting_owners[1].address.country": "CANADA"},
        spellings=("current-tab",),
    ),
    Case(
        "joint-owner-without-labels",
        "The second box 1 below the tables has lost its labels: nothing of it is read.",
        {"len(reporting_owners)": 2, "reporting_owners[1].name": None, "reporting_owners[1].address.city": None},
        codes=("missing-item", "missing-value", "unknown-text"),
        spellings=("current-tab",),
    ),
    Case(
        "joint-owners-with-odd-lines",
        "A line stands among the labels of the second box 1, and a third box 1 is blank.",
        {
            "len(reporting_owners)": 3,
            "reporting_owners[1].name": "Ashgrove Petra L",
            "reporting_owners[1].address.street1": "77 ORCHARD ROAD",
            "reporting_owners[2].name": None,
        },
        codes=("missing-item", "missing-value", "unknown-text"),
        spellings=("current-tab",),
    ),
    Case(
        "item-3-below-the-last-owner",
        "The caption of item 3 stands below the last owner, where the form has no place for it.",
        {"period_of_report": "2016-05-09", "len(reporting_owners)": 2},
        codes=("unknown-text",),
        spellings=("current-tab",),
    ),
    Case(
        "words-before-the-signature-s-label",
        "A line below the signatures has the words of their label behind others: no rule takes it.",
        {"len(signatures)": 2, "signatures[1].date": "2016-07-28"},
        codes=("stray-line",),
        spellings=("current-tab",),
    ),
    Case(
        "signatures-without-emphasis",
        "The first signature is not in italics, and behind the second date stands a blank cell.",
        {
            "signatures": [
                {"name": "By: /s/ Petra L. Ashgrove, Manager", "date": "2016-11-15"},
                {"name": "/s/ Petra L. Ashgrove", "date": "2016-07-28"},
            ]
        },
        spellings=("current-html2text",),
    ),
    Case(
        "row-among-the-signatures",
        "The row of Table I stands below the signatures: it is not read, and both tables may lack it.",
        {"non_derivative": [], "len(derivative)": 1, "len(signatures)": 2},
        codes=("stray-line",),
        spellings=("current-html2text", "current-markdownify"),
    ),
    Case(
        "unknown-caption-in-head",
        "The last column of Table I has a caption that the form has not.",
        {"non_derivative[0].nature_of_ownership.value": "By trust for a niece"},
        codes=("unknown-caption",),
        spellings=("current-html2text", "current-markdownify"),
    ),
    Case(
        "notes-in-odd-lines",
        "A note begins below its mark, a line of it has the bold caption of the remarks; below all is a stray line.",
        {
            "footnotes": [{"id": "F1", "text": "Held by the Juniper Street Trust. See the **Remarks:** below."}],
            "remarks": "Exhibit 24 is attached.",
        },
        codes=("heading-in-text", "stray-line"),
        spellings=("classic-tab",),
    ),
    Case(
        "footnote-like-heading",
        "The second paragraph of a note is the heading of Table II.",
        {"len(footnotes)": 1, "len(derivative)": 1},
        codes=("heading-in-text",),
        spellings=("current-markdownify",),
    ),
    Case(
        "footnote-like-caption",
        "The second paragraph of a note begins as an item of the head does.",
        {
            "footnotes[0].text": "Vests in three parts on the first of each June. "
            "Date of Earliest Transaction (Month/Day/Year) 11/14/2016",
        },
        codes=("heading-in-text",),
        spellings=("current-markdownify",),
    ),
)

RARE_SECTION_CASES: tuple[Case, ...] = (
    Case(
        "header-without-its-title",
        "The commission's name, then the boxes.",
        {"form_type": "4", "issuer.name": "Brackenford Bancshares, Inc.", "period_of_report": "2023-03-14"},
    ),
    Case(
        "header-on-one-line",
        "All boxes on one line, nothing between them, nothing in most of them.",
        {
            "aff_10b5_one": True,
            "issuer.name": None,
            "reporting_owners[0].name": None,
            f"{BOXES_OF_5}.is_director": True,
            "date_of_original_submission": None,
        },
        codes=("missing-value",),
    ),
    Case(
        "header-of-blank-items",
        "Boxes 1, 2 and 3 are blank.",
        {"reporting_owners[0].name": None, "issuer.name": None, "period_of_report": None},
        codes=("missing-value",),
    ),
    Case(
        "header-of-blank-labels",
        "Box 1 has all its labels, and no address.",
        {"reporting_owners[0].name": "Hallqvist Greta M", "reporting_owners[0].address.city": None},
        codes=("missing-value",),
    ),
    Case(
        "header-of-a-blank-item-above-other",
        'Box 2 is blank; below it stands a second "Other (specify below)", with two texts.',
        {
            "issuer.name": None,
            f"{BOXES_OF_5}.is_other": False,
            f"{BOXES_OF_5}.officer_title": "Adviser to the trust",
            f"{BOXES_OF_5}.other_text": "Lender",
        },
        codes=("contradiction", "missing-value", "repeated-item"),
    ),
    Case(
        "header-with-other-behind-the-name-labels",
        'The box "Other" and its text stand behind "(Middle)".',
        {f"{BOXES_OF_5}.is_other": True, f"{BOXES_OF_5}.other_text": "Adviser to the trust"},
        codes=("missing-value",),
    ),
    Case(
        "header-with-other-behind-the-street-label",
        'The box "Other" and its text stand behind "(Street)".',
        {
            f"{BOXES_OF_5}.is_other": True,
            f"{BOXES_OF_5}.other_text": "Adviser to the trust",
            "reporting_owners[0].address.street1": "31 MILL STREET",
            "reporting_owners[0].address.city": None,
        },
        codes=("missing-value",),
    ),
    Case(
        "header-with-other-behind-the-zip-label",
        'The box "Other" and its text stand behind "(Zip)".',
        {
            f"{BOXES_OF_5}.is_other": True,
            f"{BOXES_OF_5}.other_text": "Adviser to the trust",
            "reporting_owners[0].address.zip_code": "04101",
        },
    ),
    Case(
        "header-with-a-country",
        "A country behind the last labels, then box 6: the text before them is a city alone.",
        {"reporting_owners[0].address.city": "PORTLAND", "reporting_owners[0].address.country": "NORWAY"},
        codes=("contradiction",),
    ),
    Case(
        "header-with-country-labels",
        'The label "(Country)" stands twice, once before box 6, and no country.',
        {"reporting_owners[0].address.state": "ME", "reporting_owners[0].address.country": None},
        codes=("missing-value",),
    ),
    Case(
        "header-of-foreign-symbols",
        "Box 2a has a symbol, and box 3 follows on its line.",
        {"issuer.foreign_trading_symbol": "BKN", "period_of_report": "2023-03-14"},
    ),
    Case(
        "header-of-a-blank-foreign-symbol",
        "Box 2 has a symbol and no name; box 2a is blank.",
        {"issuer.name": None, "issuer.trading_symbol": "BKFB", "issuer.foreign_trading_symbol": None},
        codes=("missing-value",),
    ),
    Case(
        "header-of-odd-dates",
        "Box 3 has words on its caption's line, box 4 a date and words below it.",
        {"period_of_report": None, "date_of_original_submission": None},
        codes=("unreadable-value",),
    ),
    Case(
        "header-of-dates-with-more",
        "Box 3 has a date and words below its caption, box 4 on its line.",
        {"period_of_report": None, "date_of_original_submission": None},
        codes=("unreadable-value",),
    ),
    Case(
        "table_1-of-titles-with-marks",
        "A mark within a title is a part of it; a row may have no title.",
        {
            "len(non_derivative)": 2,
            "non_derivative[0].security_title": {"value": "Common Stock(1) of Series B", "footnotes": []},
            "non_derivative[1].security_title": None,
            "non_derivative[1].transaction_shares.value": "200",
        },
    ),
    Case(
        "table_1-with-captions-in-lines",
        "Each caption of the head stands on a line of its own.",
        {"len(non_derivative)": 1, "non_derivative[0].transaction_shares.value": "300"},
    ),
    Case(
        "table_1-with-words-behind-its-heading",
        "The heading goes on with words that are not the form's.",
        {"len(non_derivative)": 1},
        codes=("stray-line",),
    ),
    Case("table_1-without-rows", "The heading alone.", {"non_derivative": []}),
    Case("table_2-without-rows", "The heading alone.", {"derivative": []}),
    Case(
        "table_2-with-captions-in-lines",
        "Each caption of the head stands on a line of its own.",
        {"len(derivative)": 1, "derivative[0].transaction_shares.value": "40"},
    ),
    Case(
        "table_2-with-an-unknown-caption",
        "The last column has a caption that the form has not.",
        {"len(derivative)": 1},
        codes=("unknown-caption",),
    ),
    Case(
        "table_2-of-marks-for-titles",
        "Of two underlying securities, the one has a mark for its title, the other nothing.",
        {
            "derivative[0].underlying_security_title": {"value": None, "footnotes": ["F1"]},
            "derivative[1].underlying_security_title": None,
            "derivative[1].underlying_security_shares.value": "40",
        },
    ),
    Case(
        "table_2-with-surplus-cells",
        "The first of two rows has a cell too many, with a mark: what may be another column's is not read.",
        {
            "len(derivative)": 2,
            "derivative[0].conversion_or_exercise_price.value": "5",
            "derivative[0].direct_or_indirect_ownership": None,
            "derivative[1].conversion_or_exercise_price.value": "6",
        },
        codes=("cell-count",),
    ),
    Case(
        "table_2-with-headings-again",
        "The headings of both tables stand again among the rows, some with words that are not the form's.",
        {"len(derivative)": 2, "derivative[1].conversion_or_exercise_price.value": "6", "non_derivative": []},
        codes=("repeated-item", "stray-line"),
    ),
    Case(
        "reporting_owners-without-any",
        "The heading alone.",
        {"reporting_owners": []},
        codes=("missing-value",),
    ),
    Case(
        "reporting_owners-of-short-rows",
        "Rows that end after the second and the third box; a mark in brackets.",
        {
            "reporting_owners[0].relationship.is_director": True,
            "reporting_owners[0].relationship.is_ten_percent_owner": True,
            "reporting_owners[1].relationship.officer_title": "Head of Mills",
        },
    ),
    Case(
        "reporting_owners-with-a-surplus-cell",
        "A row with a cell too many: which boxes are checked is not read.",
        {"reporting_owners[0].name": "Yamagiwa Ken", "reporting_owners[0].relationship": None},
        codes=("cell-count",),
    ),
    Case(
        "reporting_owners-with-odd-heads",
        "The head's first line is one caption, its second has one that the form has not; the last line is no owner.",
        {"len(reporting_owners)": 1, "reporting_owners[0].relationship.is_director": True},
        codes=("stray-line",),
    ),
    Case("signatures-without-any", "The heading alone.", {"signatures": []}, codes=("missing-value",)),
    Case(
        "signatures-with-odd-dates",
        "A date with more behind it, and one in words: neither is read. The first label stands alone on its line.",
        {
            "signatures": [
                {"name": "/s/ Wilma Achterberg", "date": None},
                {"name": "/s/ Otis Achterberg", "date": None},
            ]
        },
        codes=("unreadable-value",),
    ),
)
