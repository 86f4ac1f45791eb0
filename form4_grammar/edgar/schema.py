"""The elements of the SEC's ownership XML, and the field of the filing that each holds: schemas X0101 to X0609.

The source is the EDGAR Ownership XML Technical Specification, version 3, and what later schemas added. An element's
name is its field's in camel case; the tables name those whose is not. The columns are those of the row classes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum
from functools import cached_property

import attrs

from ..fields import Kind, columns
from ..filing import DerivativeHolding, DerivativeTransaction, NonDerivativeHolding, NonDerivativeTransaction
from ..showing import FLAGS

ROOT, VALUE, MARK, ID = "ownershipDocument", "value", "footnoteId", "id"


class Plain(Enum):
    """The kinds of value outside the columns, in the specification's words."""

    TEXT = "text"
    DATE = "a date as YYYY-MM-DD"
    BOOLEAN = "1, 0, true or false"
    CIK = "up to ten digits"
    DOCUMENT = "3, 3/A, 4, 4/A, 5 or 5/A"
    TIMELINESS = "E, L or nothing"


@attrs.frozen(slots=False)
class Element:
    """An element of the schema.

    Attributes:
        name: its name
        field: its field in the part of the filing around it; "" if it has none of its own
        kind: the kind of its value; None for an element that has parts instead
        parts: the elements in it
        is_cell: whether its value is in an element of its own, beside marks of footnotes
        is_many: whether it may occur more than once
        row: the class of the row that it is
        holding: the class of the row that it is if it has no column of a transaction, where one element is for both
    """

    name: str
    field: str = ""
    kind: Kind | Plain | None = None
    parts: tuple[Element, ...] = attrs.field(default=(), kw_only=True, repr=False)
    is_cell: bool = attrs.field(default=False, kw_only=True)
    is_many: bool = attrs.field(default=False, kw_only=True)
    row: type[attrs.AttrsInstance] | None = attrs.field(default=None, kw_only=True)
    holding: type[attrs.AttrsInstance] | None = attrs.field(default=None, kw_only=True)

    @cached_property
    def by_name(self) -> dict[str, Element]:
        return {part.name: part for part in self.parts}


def camel(field: str) -> str:
    """The name of an element by its field.

    >>> camel("transaction_price_per_share")
    'transactionPricePerShare'
    """
    first, *rest = field.split("_")
    return first + "".join(map(str.capitalize, rest))


# The marks of a footnote, in a cell and in a transaction's coding. They are read from their attribute.
MARKS = Element(MARK, is_many=True)


def _values(kind: Plain, *names: str, prefix: str = "", **named: str) -> tuple[Element, ...]:
    """Elements named as their fields are, after a prefix, and elements whose names are given."""
    made = [Element(camel(f"{prefix}_{name}".lstrip("_")), name, kind) for name in names]
    return (*made, *(Element(name, field, kind) for name, field in named.items()))


# Groups of columns, in the order of the specification. The name of a group that has columns stands before them.
ROW: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("", ("security_title", "conversion_or_exercise_price", "transaction_date", "deemed_execution_date")),
    ("transactionCoding", ("transaction_form_type", "transaction_code", "equity_swap_involved")),
    ("", ("transaction_timeliness",)),
    (
        "transactionAmounts",
        ("transaction_shares", "transaction_total_value", "transaction_price_per_share", "acquired_disposed_code"),
    ),
    ("", ("exercise_date", "expiration_date")),
    (
        "underlyingSecurity",
        ("underlying_security_title", "underlying_security_shares", "underlying_security_value"),
    ),
    ("postTransactionAmounts", ("shares_owned_following_transaction", "value_owned_following_transaction")),
    ("ownershipNature", ("direct_or_indirect_ownership", "nature_of_ownership")),
)
CODING = "transactionCoding"
NAMES = {"acquired_disposed_code": "transactionAcquiredDisposedCode"}
# Fields that are no columns, with what their elements hold.
PLAIN = {"equity_swap_involved": Plain.BOOLEAN, "transaction_timeliness": Plain.TIMELINESS}
EQUITY_SWAP, TIMELINESS = PLAIN


def _row(name: str, cls: type[attrs.AttrsInstance]) -> Element:
    """The element of a row: its cells are the columns of its class."""
    found = columns(cls)
    fields = {field.name for field in attrs.fields(cls)}
    parts: list[Element] = []
    for group, names in ROW:
        cells = tuple(
            Element(
                NAMES.get(field, camel(field)),
                field,
                PLAIN.get(field) or found[field].kind,
                is_cell=group != CODING,
                parts=() if group == CODING else (Element(VALUE, kind=PLAIN.get(field) or found[field].kind), MARKS),
            )
            for field in names
            if field in fields
        )
        more = (MARKS,) if group == CODING else ()
        parts += [Element(group, parts=(*cells, *more))] if group and cells else cells
    return Element(name, parts=tuple(parts), is_many=True, row=cls)


def _table(field: str, *rows: Element) -> Element:
    return Element(camel(f"{field}_table"), field, parts=rows, is_many=True)


def _row_of_2003(name: str, table: Element, names: dict[str, str]) -> Element:
    """The element of a row, a transaction or a holding; some of its cells have another name, too."""
    transaction, holding = table.parts

    def known_as(element: Element) -> Iterator[Element]:
        yield attrs.evolve(element, parts=tuple(each for part in element.parts for each in known_as(part)))
        if element.field in names:
            yield attrs.evolve(element, name=names[element.field])

    [row] = known_as(transaction)
    return attrs.evolve(row, name=name, field=table.field, holding=holding.row)


TABLES = (
    _table(
        "non_derivative",
        _row("nonDerivativeTransaction", NonDerivativeTransaction),
        _row("nonDerivativeHolding", NonDerivativeHolding),
    ),
    _table(
        "derivative",
        _row("derivativeTransaction", DerivativeTransaction),
        _row("derivativeHolding", DerivativeHolding),
    ),
)

# X0101, of 2003, has the rows of both tables in the document itself; the price of Table I has another name.
ROWS_OF_2003 = (
    _row_of_2003("nonDerivativeSecurity", TABLES[0], {"transaction_price_per_share": "transactionValue"}),
    _row_of_2003("derivativeSecurity", TABLES[1], {}),
)

ISSUER = Element(
    "issuer",
    "issuer",
    parts=(
        *_values(Plain.CIK, "cik", prefix="issuer"),
        *_values(Plain.TEXT, "name", "trading_symbol", "foreign_trading_symbol", prefix="issuer"),
    ),
)
STREET = ("street1", "street2", "city")
ADDRESS = Element(
    "reportingOwnerAddress",
    "address",
    parts=(
        Element("rptOwnerNonUSAddressFlag", kind=Plain.BOOLEAN),
        *_values(Plain.TEXT, *STREET, prefix="rpt_owner"),
        # A state is in the one or in the other.
        *_values(Plain.TEXT, rptOwnerNonUSStateTerritory="state", rptOwnerState="state"),
        *_values(Plain.TEXT, "country", "zip_code", prefix="rpt_owner"),
        Element("rptOwnerStateDescription", kind=Plain.TEXT),
        Element("rptOwnerGoodAddress", kind=Plain.BOOLEAN),
    ),
)
RELATIONSHIP = Element(
    "reportingOwnerRelationship",
    "relationship",
    parts=(
        *_values(Plain.BOOLEAN, *FLAGS),
        *_values(Plain.TEXT, "officer_title", "other_text"),
    ),
)
OWNER = Element(
    "reportingOwner",
    "reporting_owners",
    parts=(
        Element(
            "reportingOwnerId",
            parts=(
                *_values(Plain.CIK, "cik", prefix="rpt_owner"),
                Element("rptOwnerCcc", kind=Plain.TEXT),
                *_values(Plain.TEXT, "name", prefix="rpt_owner"),
            ),
        ),
        ADDRESS,
        RELATIONSHIP,
    ),
    is_many=True,
)
FOOTNOTE = Element("footnote", "footnotes", Plain.TEXT, is_many=True)
SIGNATURE = Element(
    "ownerSignature",
    "signatures",
    parts=(*_values(Plain.TEXT, signatureName="name"), *_values(Plain.DATE, signatureDate="date")),
    is_many=True,
)
BOXES = (
    "no_securities_owned",
    "not_subject_to_section_16",
    "form3_holdings_reported",
    "form4_transactions_reported",
)
NAMES_OF_BOXES = {"not_subject_to_section_16": "notSubjectToSection16", "aff_10b5_one": "aff10b5One"}


def _boxes(fields: Iterable[str]) -> Iterator[Element]:
    for field in fields:
        yield Element(NAMES_OF_BOXES.get(field, camel(field)), field, Plain.BOOLEAN)


DOCUMENT = Element(
    ROOT,
    parts=(
        Element("schemaVersion", kind=Plain.TEXT),
        Element("documentType", "form_type", Plain.DOCUMENT),
        *_values(Plain.DATE, "period_of_report", "date_of_original_submission"),
        *_boxes(BOXES),
        ISSUER,
        OWNER,
        *_boxes(("aff_10b5_one",)),
        *TABLES,
        *ROWS_OF_2003,
        Element("footnotes", "footnotes", parts=(FOOTNOTE,), is_many=True),
        *_values(Plain.TEXT, "remarks"),
        SIGNATURE,
    ),
)
