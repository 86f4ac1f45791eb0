"""The tables: the SEC's Insider Transactions Data Sets, each column declared once, and two tables of our own.

What no page shows is null. Columns that the SEC's tables have not begin with ``F4_`` and come last. The SEC spells the
same column in two ways, EXCERCISE_DATE and EXERCISE_DATE; so do we.

Source: SEC, Insider Transactions Data Sets, readme and metadata.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import attrs

from ..export.parts import Part
from .columns import TableColumn, never, notes_of, of_cell, of_filing, of_part, own, sec
from .documents import Document

KEY = "F4_DOCUMENT"
NUMBER = "NUMBER(16,2)"
# The SEC's words and their order.
RELATIONSHIPS = {
    "Director": "is_director",
    "Officer": "is_officer",
    "TenPercentOwner": "is_ten_percent_owner",
    "Other": "is_other",
}


@attrs.frozen
class Table:
    """A table.

    Attributes:
        name: its name, and that of the folder with its files
        columns: its columns, in their order
    """

    name: str
    columns: tuple[TableColumn, ...]
    items: Callable[[Document], Iterable[Any]] = attrs.field(repr=False, eq=False)


def _form_type(document: Document, row: Part) -> str | None:
    """The form on which a transaction was due; on Form 4, a V tells that it is Form 5."""
    due = row.cell("transaction_form_type").value
    form = row.filing.form
    if due is not None or form is None or form.number != "4":
        return str(due) if due is not None else None
    if {"voluntarily_reported_early", "row", "table"}.intersection((row.unread or "").split()):
        return None
    return "5" if row.cell("voluntarily_reported_early").value else "4"


def _relationship(document: Document, owner: Part) -> str | None:
    """The boxes that are checked; None if one of them is unknown."""
    boxes = {word: getattr(owner.value.relationship, box, None) for word, box in RELATIONSHIPS.items()}
    return None if None in boxes.values() else ",".join(word for word, checked in boxes.items() if checked) or None


ACCESSION_NUMBER = of_filing("ACCESSION_NUMBER", "VARCHAR2(25)", "accession_number")
DOCUMENT = own(KEY, "int", "the number of the document, from 1", lambda document, item: document.number)
LINE = own("F4_LINE", "int", "the line of the text that it begins on", lambda document, part: part.line)
ROW = own("F4_ROW", "int", "its number in the filing, from 1", lambda document, part: part.number)
UNREAD = own(
    "F4_UNREAD",
    "str",
    'cells with an error, or "row" or "table", with blanks between; blank if there is none',
    lambda document, row: row.unread,
)

# Columns that several tables have.
TITLE = of_cell("SECURITY_TITLE", "VARCHAR2(60)", "security_title")
DATES = (
    *of_cell("TRANS_DATE", "DATE", "transaction_date"),
    *of_cell("DEEMED_EXECUTION_DATE", "DATE", "deemed_execution_date"),
)
CODING = (
    sec("TRANS_FORM_TYPE", "VARCHAR2(1)", "transaction_form_type; on Form 4, 5 at a V and else 4", _form_type),
    of_cell("TRANS_CODE", "VARCHAR2(1)", "transaction_code")[0],
    of_part("EQUITY_SWAP_INVOLVED", "CHAR(1)", "equity_swap_involved", "bool"),
    notes_of("EQUITY_SWAP_TRANS_CD_FN", "transaction_code"),
    of_part("TRANS_TIMELINESS", "VARCHAR2(1)", "transaction_timeliness"),
    notes_of("TRANS_TIMELINESS_FN", "voluntarily_reported_early"),
)
SHARES = of_cell("TRANS_SHARES", NUMBER, "transaction_shares")
PRICE = (
    *of_cell("TRANS_PRICEPERSHARE", NUMBER, "transaction_price_per_share"),
    *of_cell("TRANS_ACQUIRED_DISP_CD", "VARCHAR2(1)", "acquired_disposed_code"),
)
HOLDING_FORM_TYPE = of_cell("TRANS_FORM_TYPE", "VARCHAR2(1)", "transaction_form_type")
CONVERSION_PRICE = of_cell("CONV_EXERCISE_PRICE", NUMBER, "conversion_or_exercise_price")
UNDERLYING = (
    *of_cell("EXPIRATION_DATE", "DATE", "expiration_date"),
    *of_cell("UNDLYNG_SEC_TITLE", "VARCHAR2(50)", "underlying_security_title"),
    *of_cell("UNDLYNG_SEC_SHARES", NUMBER, "underlying_security_shares"),
    *of_cell("UNDLYNG_SEC_VALUE", NUMBER, "underlying_security_value"),
)
OWNED = (
    *of_cell("SHRS_OWND_FOLWNG_TRANS", NUMBER, "shares_owned_following_transaction"),
    *of_cell("VALU_OWND_FOLWNG_TRANS", NUMBER, "value_owned_following_transaction"),
    *of_cell("DIRECT_INDIRECT_OWNERSHIP", "VARCHAR(5)", "direct_or_indirect_ownership"),
    *of_cell("NATURE_OF_OWNERSHIP", "VARCHAR2(100)", "nature_of_ownership"),
)


def _rows(name: str, field: str, kind: str, *columns: TableColumn) -> Table:
    """The rows of one kind in Table I or II. Their numbers are those of the page, where both kinds stand together."""
    meaning = "the number of the row in its table of the page, from 1"
    key = sec(f"{name}_SK", "NUMBER(38)", meaning, lambda document, row: row.number)
    columns = (ACCESSION_NUMBER, key, *columns, DOCUMENT, LINE, UNREAD)
    return Table(name, columns, lambda document: [r for r in document.parts.get(field, ()) if r.value.kind == kind])


def _parts(name: str, field: str, *columns: TableColumn) -> Table:
    columns = (ACCESSION_NUMBER, *columns, DOCUMENT, ROW, LINE)
    return Table(name, columns, lambda document: document.parts.get(field, ()))


def _of_diagnostic(name: str, field: str, meaning: str) -> TableColumn:
    return own(name, "str", meaning, lambda document, diagnostic: getattr(diagnostic, field))


TABLES = (
    Table(
        "SUBMISSION",
        (
            ACCESSION_NUMBER,
            never("FILING_DATE", "DATE", "EDGAR's day is not on the form"),
            of_filing("PERIOD_OF_REPORT", "DATE", "period_of_report"),
            of_filing("DATE_OF_ORIG_SUB", "DATE", "date_of_original_submission"),
            of_filing("NO_SECURITIES_OWNED", "VARCHAR(1)", "no_securities_owned", "bool"),
            of_filing("NOT_SUBJECT_SEC16", "VARCHAR(1)", "not_subject_to_section_16", "bool"),
            of_filing("FORM3_HOLDINGS_REPORTED", "VARCHAR(1)", "form3_holdings_reported", "bool"),
            of_filing("FORM4_TRANS_REPORTED", "VARCHAR(1)", "form4_transactions_reported", "bool"),
            of_filing("DOCUMENT_TYPE", "VARCHAR(20)", "form_type"),
            of_filing("ISSUERCIK", "VARCHAR2(10)", "issuer.cik"),
            of_filing("ISSUERNAME", "VARCHAR2(150)", "issuer.name"),
            of_filing("ISSUERTRADINGSYMBOL", "VARCHAR2(10)", "issuer.trading_symbol"),
            of_filing("REMARKS", "VARCHAR2(2000)", "remarks"),
            of_filing("AFF10B5ONE", "VARCHAR2(25)", "aff_10b5_one", "bool"),
            DOCUMENT,
            own(
                "F4_FOREIGN_TRADING_SYMBOL",
                "str",
                "issuer.foreign_trading_symbol",
                lambda document, filing: filing.issuer.foreign_trading_symbol,
            ),
        ),
        lambda document: [document.filing] if document.filing else [],
    ),
    _parts(
        "REPORTINGOWNER",
        "reporting_owners",
        of_part("RPTOWNERCIK", "VARCHAR2(10)", "cik"),
        of_part("RPTOWNERNAME", "VARCHAR2(150)", "name"),
        sec("RPTOWNER_RELATIONSHIP", "VARCHAR2(100)", "relationship: the boxes that are checked", _relationship),
        of_part("RPTOWNER_TITLE", "VARCHAR2(150)", "relationship.officer_title"),
        of_part("RPTOWNER_TXT", "VARCHAR2(50)", "relationship.other_text"),
        of_part("RPTOWNER_STREET1", "VARCHAR2(150)", "address.street1"),
        of_part("RPTOWNER_STREET2", "VARCHAR2(150)", "address.street2"),
        of_part("RPTOWNER_CITY", "VARCHAR2(150)", "address.city"),
        of_part("RPTOWNER_STATE", "VARCHAR2(2)", "address.state"),
        of_part("RPTOWNER_ZIPCODE", "VARCHAR2(10)", "address.zip_code"),
        never("RPTOWNER_STATE_DESC", "VARCHAR2(150)", "the form has the state's code"),
        never("FILE_NUMBER", "VARCHAR2(30)", "EDGAR's number is not on the form"),
        own("F4_COUNTRY", "str", "address.country", lambda document, owner: owner.value.address.country),
    ),
    _rows("NONDERIV_TRANS", "non_derivative", "transaction", *TITLE, *DATES, *CODING, *SHARES, *PRICE, *OWNED),
    _rows("NONDERIV_HOLDING", "non_derivative", "holding", *TITLE, *HOLDING_FORM_TYPE, *OWNED),
    _rows(
        "DERIV_TRANS",
        "derivative",
        "transaction",
        *(*TITLE, *CONVERSION_PRICE, *DATES, *CODING, *SHARES),
        *of_cell("TRANS_TOTAL_VALUE", NUMBER, "transaction_total_value"),
        *(*PRICE, *of_cell("EXCERCISE_DATE", "DATE", "exercise_date"), *UNDERLYING, *OWNED),
    ),
    _rows(
        "DERIV_HOLDING",
        "derivative",
        "holding",
        *(*TITLE, *CONVERSION_PRICE, *HOLDING_FORM_TYPE),
        *(*of_cell("EXERCISE_DATE", "DATE", "exercise_date"), *UNDERLYING, *OWNED),
    ),
    _parts(
        "FOOTNOTES",
        "footnotes",
        of_part("FOOTNOTE_ID", "VARCHAR2(10)", "id"),
        of_part("FOOTNOTE_TXT", "VARCHAR2(2000)", "text"),
    ),
    _parts(
        "OWNER_SIGNATURE",
        "signatures",
        of_part("OWNERSIGNATURENAME", "VARCHAR2(255)", "name"),
        of_part("OWNERSIGNATUREDATE", "DATE", "date"),
    ),
    Table(
        "DIAGNOSTICS",
        (
            DOCUMENT,
            _of_diagnostic("CODE", "code", "the stable name of its kind"),
            _of_diagnostic("SEVERITY", "severity", '"error", "warning" or "info"'),
            _of_diagnostic("MESSAGE", "message", "one sentence"),
            _of_diagnostic("FIELD", "path", "the field or the part of the filing"),
            own("LINE", "int", "the line of the text", lambda document, d: d.span.line if d.span else None),
            own("POSITION", "int", "the place in the line", lambda document, d: d.span.column if d.span else None),
            _of_diagnostic("EXPECTED", "expected", "what the form has there"),
            _of_diagnostic("FOUND", "found", "what the text has there"),
            _of_diagnostic("HINT", "hint", "what may have happened"),
        ),
        lambda document: document.diagnostics,
    ),
    Table(
        "DOCUMENTS",
        (
            DOCUMENT,
            own("SOURCE", "str", "the name of the file, or of the place in one", lambda document, _: document.source),
            own("LAYOUT", "str", "the layout that it was read in", lambda document, _: document.layout),
            own("STATUS", "str", "read, warnings, errors, unread or failed", lambda document, _: document.status),
            own("ERRORS", "int", "how many errors there are", lambda document, _: document.count("error")),
            own("WARNINGS", "int", "how many warnings there are", lambda document, _: document.count("warning")),
        ),
        lambda document: [document],
    ),
)
