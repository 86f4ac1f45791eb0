"""What a check is: a function of a page and of what was read from it, declared with its code.

    @check("repeated-item", on="owner_box", fields="reporting_owners")
    def label_twice(page: Page, read: Readout) -> Iterator[Finding]:
        '''A label of box 1 appears twice: another line stood there, or a part of the text is doubled.'''

A check changes no value. It runs only on pages that have one of the rules or terminals that it hangs ``on``. Its
docstring is what docs/reference/checks.md shows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import ModuleType

import attrs

from ...findings import Finding
from ..page import Page
from ..readout import Readout

Find = Callable[[Page, Readout], Iterator[Finding]]


def _as_tuple(names: str | tuple[str, ...]) -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else names


@attrs.frozen
class Check:
    """A check of what was read.

    Attributes:
        code: stable name of what it finds
        on: the rules and terminals of which a page must have one; none if it runs on every page
        fields: the fields that its findings question, or the first parts of their paths
        of_any_form: whether it runs on a text that is not read, because it is no such form, as well
        find: its findings
    """

    code: str
    on: tuple[str, ...] = attrs.field(converter=_as_tuple, kw_only=True)
    fields: tuple[str, ...] = attrs.field(converter=_as_tuple, kw_only=True)
    of_any_form: bool = attrs.field(kw_only=True)
    find: Find = attrs.field(kw_only=True)

    @property
    def name(self) -> str:
        return self.find.__name__

    @property
    def summary(self) -> str:
        """What it finds, in a sentence."""
        return " ".join((self.find.__doc__ or "").split())


def check(
    code: str, *, on: str | tuple[str, ...], fields: str | tuple[str, ...], of_any_form: bool = False
) -> Callable[[Find], Check]:
    """Declares a function as a check."""
    return lambda find: Check(code, on=on, fields=fields, of_any_form=of_any_form, find=find)


def checks_of(*modules: ModuleType) -> tuple[Check, ...]:
    """The checks that modules declare, in their order."""
    return tuple(value for module in modules for value in vars(module).values() if isinstance(value, Check))
