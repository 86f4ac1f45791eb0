"""Tables I and II: their names, their kinds of row, their columns, and the fields that a row prints."""

from __future__ import annotations

from functools import cache

import attrs

from ..captions import Printed
from ..fields import TABLE_2_A_OR_D, Kind, columns
from ..filing import DerivativeHolding, DerivativeTransaction, NonDerivativeHolding, NonDerivativeTransaction
from ..forms import FORMS, Form
from ..part import Part

# The columns whose contents make a row a transaction. Table II has two columns for the number of securities.
TRANSACTION_RULES = frozenset(
    {"transaction_date", "deemed_execution_date", "transaction_code", "voluntarily_reported_early"}
    | {"transaction_amount", "acquired_amount", "disposed_amount", "acquired_disposed_code"}
    | {"transaction_price_per_share"}
)
# The columns that accept one kind of value, unlike those of text.
TYPED = frozenset(printed.cell for form in FORMS.values() for printed in (*form.table_1, *form.table_2)) - {
    column.rule for column in columns(DerivativeTransaction).values() if column.kind is Kind.TEXT
}
# The column of a transaction's code, which on Form 5 tells the form on which a row was due as well.
CODE, HOLDING = "transaction_code", "holding_form_type"


@attrs.frozen(cache_hash=True)  # results are kept by table
class TableKind:
    """Table I or Table II of a form.

    Attributes:
        form: the form
        name: in the form's words
        rule: the rule of the section
        field: its place in the filing
        transaction: the class of its transactions
        holding: the class of its holdings
        columns: as the form prints them
    """

    form: Form
    name: str
    rule: str
    field: str
    transaction: type[attrs.AttrsInstance]
    holding: type[attrs.AttrsInstance]
    columns: tuple[Printed, ...] = attrs.field(eq=False)

    @property
    def width(self) -> int:
        """The number of its columns."""
        return len(self.columns)

    def column(self, cell: str) -> str:
        """A column in the form's words, by the rule of its cell."""
        printed = next(printed for printed in self.columns if printed.cell == (CODE if cell == HOLDING else cell))
        return str(printed) if printed.cell == printed.rule else TABLE_2_A_OR_D

    def row_class(self, filled: frozenset[str]) -> type[attrs.AttrsInstance]:
        """The class of a row by the rules of its filled cells."""
        return self.holding if TRANSACTION_RULES.isdisjoint(filled) else self.transaction

    def fields(self, row_class: type[attrs.AttrsInstance]) -> list[tuple[str, Kind, Printed]]:
        """The fields of a row that this table prints, each with its kind of value and its column."""
        return _fields(self.columns, row_class)


@cache
def _fields(table: tuple[Printed, ...], row_class: type[attrs.AttrsInstance]) -> list[tuple[str, Kind, Printed]]:
    by_rule = {printed.rule: printed for printed in reversed(table)}
    return [
        (name, column.kind, by_rule[column.rule])
        for name, column in columns(row_class).items()
        if column.rule in by_rule
    ]


@cache
def tables_of(form: Form) -> tuple[TableKind, TableKind]:
    """Tables I and II of a form."""
    return (
        TableKind(
            *(form, "Table I", "table_1", "non_derivative"),
            *(NonDerivativeTransaction, NonDerivativeHolding, form.table_1),
        ),
        TableKind(
            *(form, "Table II", "table_2", "derivative"),
            *(DerivativeTransaction, DerivativeHolding, form.table_2),
        ),
    )


def suits(cell: Part, kind: Kind) -> bool:
    """Whether a cell belongs to the field of a kind: one column serves a number and an amount after "$"."""
    return kind not in (Kind.NUMBER, Kind.DOLLARS) or (kind is Kind.DOLLARS) == cell.has("DOLLARS")
