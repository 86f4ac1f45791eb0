"""The current page as a browser copies it and as tab-delimited text or Markdown: what a reader must find in each.

A case names a fixture: tests/fixtures/<layout>/<name>.txt or .md in each layout that it is written in. The same
invented filing reads alike in all of them.
"""

from __future__ import annotations

from cases import Case

SPELLINGS = ("current-browser", "current-markdown", "current-tab")
WITHOUT_MARKDOWN = ("current-browser", "current-tab")
BROWSER_AND_MARKDOWN = ("current-browser", "current-markdown")
WITHOUT_BROWSER = ("current-markdown", "current-tab")

CURRENT_PAGE_CASES: tuple[Case, ...] = (
    # ------------------------------------------------------ what filings say
    Case(
        "three-joint-owners",
        "Box 1 comes again for each of three owners, and three signatures stand above one line of labels.",
        {
            "reporting_owners": [
                {
                    "name": "Ravenscleugh Capital IV, L.P.",
                    "cik": None,
                    "address": {
                        "street1": "9 TURNSTILE STREET",
                        "street2": "SUITE 1400",
                        "city": "DENVER",
                        "state": "CO",
                        "zip_code": "80202",
                        "country": None,
                    },
                    "relationship": {
                        "is_director": False,
                        "is_officer": False,
                        "is_ten_percent_owner": True,
                        "is_other": False,
                        "officer_title": None,
                        "other_text": None,
                    },
                },
                {
                    "name": "Ravenscleugh GP, LLC",
                    "cik": None,
                    "address": {
                        "street1": "9 TURNSTILE STREET",
                        "street2": "SUITE 1400",
                        "city": "DENVER",
                        "state": "CO",
                        "zip_code": "80202",
                        "country": None,
                    },
                    "relationship": None,
                },
                {
                    "name": "Halvorsen Gunnar T",
                    "cik": None,
                    "address": {
                        "street1": "41 JUNIPER PASS",
                        "street2": None,
                        "city": "BOULDER",
                        "state": "CO",
                        "zip_code": "80302",
                        "country": None,
                    },
                    "relationship": None,
                },
            ],
            "non_derivative[0].nature_of_ownership": {"value": "By fund", "footnotes": ["F1"]},
            "signatures": [
                {
                    "name": "Ravenscleugh Capital IV, L.P., By: Ravenscleugh GP, LLC, its general partner",
                    "date": "2023-08-16",
                },
                {"name": "Ravenscleugh GP, LLC, By: /s/ Gunnar T. Halvorsen, managing member", "date": "2023-08-16"},
                {"name": "/s/ Gunnar T. Halvorsen", "date": "2023-08-17"},
            ],
        },
        spellings=SPELLINGS,
    ),
    Case(
        "amendment",
        "A date in box 4 makes the form an amendment.",
        {
            "form_type": "4/A",
            "date_of_original_submission": "2024-02-08",
            "period_of_report": "2024-02-06",
            "reporting_owners[0].relationship.is_officer": True,
            "reporting_owners[0].relationship.officer_title": "Chief Level Designer",
            "reporting_owners[0].relationship.other_text": None,
            "remarks": "Corrects the price of the first report.",
            "signatures": [{"name": "/s/ Ulric Castellanos", "date": "2024-02-20"}],
        },
        spellings=SPELLINGS,
    ),
    Case(
        "holdings-only",
        "Rows of both tables that report holdings alone have no transaction keys.",
        {
            "non_derivative": [
                {
                    "kind": "holding",
                    "security_title": {"value": "Common Shares", "footnotes": []},
                    "shares_owned_following_transaction": {"value": "12600", "footnotes": []},
                    "value_owned_following_transaction": None,
                    "direct_or_indirect_ownership": {"value": "D", "footnotes": []},
                    "nature_of_ownership": None,
                },
                {
                    "kind": "holding",
                    "security_title": {"value": "Common Shares", "footnotes": []},
                    "shares_owned_following_transaction": {"value": "480", "footnotes": []},
                    "value_owned_following_transaction": None,
                    "direct_or_indirect_ownership": {"value": "I", "footnotes": []},
                    "nature_of_ownership": {"value": "By grandchild", "footnotes": []},
                },
            ],
            "derivative": [
                {
                    "kind": "holding",
                    "security_title": {"value": "Option to Buy", "footnotes": []},
                    "shares_owned_following_transaction": {"value": "1500", "footnotes": []},
                    "value_owned_following_transaction": None,
                    "direct_or_indirect_ownership": {"value": "D", "footnotes": []},
                    "nature_of_ownership": None,
                    "conversion_or_exercise_price": {"value": "22.40", "footnotes": []},
                    "exercise_date": {"value": None, "footnotes": ["F1"]},
                    "expiration_date": {"value": "2031-03-31", "footnotes": []},
                    "underlying_security_title": {"value": "Common Shares", "footnotes": []},
                    "underlying_security_shares": {"value": "1500", "footnotes": []},
                    "underlying_security_value": None,
                }
            ],
        },
        spellings=WITHOUT_MARKDOWN,
    ),
    Case(
        "exit-box-checked",
        "The exit box is checked, the box of Rule 10b5-1(c) below it is not.",
        {
            "not_subject_to_section_16": True,
            "aff_10b5_one": False,
            "reporting_owners[0].relationship.officer_title": "Harbour Master",
            "non_derivative[0].shares_owned_following_transaction.value": "0",
        },
        spellings=SPELLINGS,
    ),
    Case(
        "plan-box-checked",
        "The box of Rule 10b5-1(c) is checked, the exit box above it is not.",
        {
            "not_subject_to_section_16": False,
            "aff_10b5_one": True,
            "reporting_owners[0].relationship.is_director": True,
            "reporting_owners[0].relationship.is_officer": True,
            "non_derivative[0].transaction_code.value": "S",
        },
        spellings=SPELLINGS,
    ),
    Case(
        "option-exercise",
        "A unit is exercised whose price, dates and worth are footnote marks alone.",
        {
            "non_derivative[0].transaction_price_per_share": {"value": None, "footnotes": ["F1"]},
            "non_derivative[0].transaction_shares.value": "4000",
            "derivative": [
                {
                    "kind": "transaction",
                    "security_title": {"value": "Performance Unit", "footnotes": []},
                    "shares_owned_following_transaction": {"value": "2000", "footnotes": []},
                    "value_owned_following_transaction": None,
                    "direct_or_indirect_ownership": {"value": "D", "footnotes": []},
                    "nature_of_ownership": None,
                    "transaction_date": {"value": "2022-12-05", "footnotes": []},
                    "deemed_execution_date": None,
                    "transaction_code": {"value": "M", "footnotes": []},
                    "equity_swap_involved": False,
                    "voluntarily_reported_early": None,
                    "transaction_shares": {"value": "4000", "footnotes": []},
                    "transaction_total_value": None,
                    "transaction_price_per_share": {"value": None, "footnotes": ["F3"]},
                    "acquired_disposed_code": {"value": "D", "footnotes": []},
                    "conversion_or_exercise_price": {"value": None, "footnotes": ["F1"]},
                    "exercise_date": {"value": None, "footnotes": ["F2"]},
                    "expiration_date": {"value": None, "footnotes": ["F2"]},
                    "underlying_security_title": {"value": "Common Stock", "footnotes": []},
                    "underlying_security_shares": {"value": "4000", "footnotes": []},
                    "underlying_security_value": None,
                }
            ],
            "len(footnotes)": 3,
        },
        spellings=SPELLINGS,
    ),
    Case(
        "note-like-another-note",
        "A note's own text begins with a number and a point, another's with a mark in parentheses.",
        {
            "footnotes": [
                {"id": "F1", "text": "2. and 3. of the grant letter name the dates of vesting."},
                {"id": "F2", "text": "(1) above holds for the price as well."},
            ],
            "non_derivative[0].transaction_shares": {"value": "1200", "footnotes": ["F1"]},
            "non_derivative[0].transaction_price_per_share": {"value": "0", "footnotes": ["F2"]},
        },
        spellings=SPELLINGS,
    ),
    Case(
        "no-notes-no-remarks",
        "Nothing stands below the heading of the notes; the page has no box for Rule 10b5-1(c) yet.",
        {
            "footnotes": [],
            "remarks": None,
            "not_subject_to_section_16": False,
            "aff_10b5_one": None,
            "signatures": [{"name": "/s/ Griselda Quenneville", "date": "2018-08-10"}],
        },
        spellings=WITHOUT_BROWSER,
    ),
    Case(
        "remarks-left-blank",
        "The heading of the remarks stands below the notes, and nothing below it.",
        {
            "footnotes": [{"id": "F1", "text": "Given to a school."}],
            "remarks": None,
            "non_derivative[0].voluntarily_reported_early": {"value": True, "footnotes": []},
            "signatures": [{"name": "/s/ Fergal Drummond-Okoye", "date": "2023-03-23"}],
        },
        spellings=BROWSER_AND_MARKDOWN,
    ),
    # ---------------------------------------------------- how texts spell it
    Case(
        "box-1-over-lines",
        "Box 1 stands in lines of its own among the other boxes: each of its two streets has one.",
        {
            "reporting_owners[0].name": "Featherstone-Ruiz Dolores M",
            "reporting_owners[0].address": {
                "street1": "C/O THE MALT HOUSE",
                "street2": "2710 COPPER KETTLE ROAD",
                "city": "WALLA WALLA",
                "state": "WA",
                "zip_code": "99362",
                "country": None,
            },
            "reporting_owners[0].relationship.officer_title": "Head Brewer",
            "issuer.name": "Hexham Vale Breweries, Inc.",
            "issuer.trading_symbol": "HXVB",
            "period_of_report": "2023-10-02",
            "date_of_original_submission": None,
        },
        spellings=SPELLINGS,
    ),
    Case(
        "box-1-in-one-cell",
        "Box 1 stands in one cell: where the first street ends is not told, and the first holds both.",
        {
            "reporting_owners[0].name": "Trelawney-Boateng Sidonie K",
            "reporting_owners[0].address": {
                "street1": "C/O LARKMEAD FOUNDRY GROUP 19 CRUCIBLE WAY",
                "street2": None,
                "city": "CEDAR RAPIDS",
                "state": "IA",
                "zip_code": "52401",
                "country": None,
            },
            "reporting_owners[0].relationship.is_ten_percent_owner": True,
            "issuer.name": "Larkmead Foundry Group",
            "issuer.trading_symbol": "LKMD",
        },
        spellings=WITHOUT_BROWSER,
    ),
    Case(
        "head-without-spans",
        "The head of each table has fewer tabs than its rows, and no cell of the rows is blank.",
        {
            "len(non_derivative)": 1,
            "non_derivative[0].transaction_date.value": "2023-07-10",
            "non_derivative[0].deemed_execution_date.value": "2023-07-11",
            "non_derivative[0].transaction_code.value": "X",
            "non_derivative[0].voluntarily_reported_early": {"value": True, "footnotes": []},
            "non_derivative[0].transaction_shares.value": "300",
            "non_derivative[0].acquired_disposed_code.value": "A",
            "non_derivative[0].transaction_price_per_share.value": "2.50",
            "non_derivative[0].shares_owned_following_transaction.value": "1300",
            "non_derivative[0].direct_or_indirect_ownership.value": "I",
            "non_derivative[0].nature_of_ownership.value": "By spouse",
            "len(derivative)": 1,
            "derivative[0].security_title.value": "Warrant",
            "derivative[0].conversion_or_exercise_price.value": "2.50",
            "derivative[0].deemed_execution_date.value": "2023-07-11",
            "derivative[0].transaction_code.value": "X",
            "derivative[0].voluntarily_reported_early": {"value": True, "footnotes": []},
            "derivative[0].transaction_shares.value": "300",
            "derivative[0].acquired_disposed_code.value": "D",
            "derivative[0].exercise_date.value": "2018-01-02",
            "derivative[0].expiration_date.value": "2028-01-02",
            "derivative[0].underlying_security_title.value": "Common Stock",
            "derivative[0].underlying_security_shares.value": "300",
            "derivative[0].transaction_price_per_share.value": "0.10",
            "derivative[0].shares_owned_following_transaction.value": "700",
            "derivative[0].direct_or_indirect_ownership.value": "I",
            "derivative[0].nature_of_ownership.value": "By spouse",
        },
        spellings=("current-browser",),
    ),
    Case(
        "blank-cells-cut-off",
        "Blank cells at the end of lines were cut off.",
        {
            "not_subject_to_section_16": False,
            "reporting_owners[0].address.street1": "22 GLASSBLOWER ROW",
            "reporting_owners[0].relationship.is_director": True,
            "reporting_owners[0].relationship.is_other": False,
            "reporting_owners[0].relationship.officer_title": None,
            "period_of_report": "2019-03-08",
            "len(non_derivative)": 2,
            "non_derivative[0].direct_or_indirect_ownership.value": "D",
            "non_derivative[0].nature_of_ownership": None,
            "non_derivative[1].kind": "holding",
            "non_derivative[1].shares_owned_following_transaction.value": "950",
            "len(derivative)": 1,
            "derivative[0].conversion_or_exercise_price.value": "0",
            "derivative[0].acquired_disposed_code.value": "A",
            "derivative[0].transaction_shares.value": "600",
            "derivative[0].direct_or_indirect_ownership.value": "D",
            "derivative[0].nature_of_ownership": None,
        },
        spellings=SPELLINGS,
    ),
    # ------------------------------------------------------------- bad input
    Case(
        "row-with-a-cell-too-few",
        "A blank cell of the first row is lost beside its date: which of the two dates that is, is not told.",
        {
            "len(non_derivative)": 2,
            "non_derivative[0].security_title.value": "Common Stock",
            "non_derivative[0].transaction_date": None,
            "non_derivative[0].deemed_execution_date": None,
            "non_derivative[1].transaction_date.value": "2024-06-04",
            "non_derivative[1].transaction_shares.value": "250",
            "non_derivative[1].transaction_price_per_share.value": "14.30",
            "non_derivative[1].shares_owned_following_transaction.value": "2350",
        },
        codes=("cell-count",),
        spellings=SPELLINGS,
    ),
    Case(
        "impossible-date",
        "A transaction date that no calendar has.",
        {
            "non_derivative[0].transaction_date": {"value": None, "footnotes": []},
            "non_derivative[0].transaction_code.value": "P",
            "non_derivative[0].transaction_shares.value": "60",
            "non_derivative[0].shares_owned_following_transaction.value": "1060",
            "period_of_report": "2024-02-29",
        },
        codes=("impossible-date",),
        spellings=BROWSER_AND_MARKDOWN,
    ),
    Case(
        "unreadable-amount",
        "An amount with a letter in it is no number; its mark and the rest of its row are read.",
        {
            "non_derivative[0].transaction_shares": {"value": None, "footnotes": ["F1"]},
            "non_derivative[0].acquired_disposed_code.value": "A",
            "non_derivative[0].transaction_price_per_share.value": "8.45",
            "non_derivative[0].shares_owned_following_transaction.value": "3300",
        },
        codes=("unreadable-value",),
        spellings=WITHOUT_MARKDOWN,
    ),
    Case(
        "cut-off-in-footnotes",
        "The text ends within the second note: what is there is read, and the signatures below it are missing.",
        {
            "footnotes": [
                {"id": "F1", "text": "Bought in three lots."},
                {"id": "F2", "text": "Counts the shares that the owner's bro"},
            ],
            "remarks": None,
            "signatures": [],
            "non_derivative[0].transaction_shares.footnotes": ["F1"],
            "non_derivative[0].shares_owned_following_transaction": {"value": "3640", "footnotes": ["F2"]},
        },
        codes=("missing-section", "truncated"),
        spellings=SPELLINGS,
    ),
)
