"""form4-grammar: SEC insider filings (Forms 3, 4 and 5), read from text by formal grammars.

    >>> import form4_grammar as f4
    >>> reading = f4.read(open("filing.txt").read())      # doctest: +SKIP
    >>> reading.filing.issuer.name, reading.diagnostics   # doctest: +SKIP

Importing this package builds no grammar and pulls in neither rich nor the command line.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .api import UnwritableError, dumps, load, loads, read, read_file
from .batches import Result, WorkerDiedError, read_many
from .comparing import ComparedField, Comparison, compare
from .composition import grammar_path, import_grammar
from .data.contract import DataError, Fault, json_schema
from .data.json import from_dict, from_json, to_dict, to_json
from .datasets import tables
from .datasets.columns import TableColumn
from .datasets.schema import TABLES, Table
from .detection import Detection, detect
from .diagnostics import Diagnostic, FilingError
from .displays import install as _install_displays
from .export.amendments import superseded
from .export.flat import COLUMNS, Column, frame, rows
from .fields import Cell
from .filing import (
    Address,
    DerivativeHolding,
    DerivativeTransaction,
    Filing,
    Footnote,
    Issuer,
    NonDerivativeHolding,
    NonDerivativeTransaction,
    Relationship,
    ReportingOwner,
    Signature,
)
from .grammars import Layout, layouts
from .parsing import Parse, parse
from .reading import Reading
from .rendering import shown
from .rules import validate
from .spans import Span
from .transforming import transform
from .views.snapshot import snapshot_text

if TYPE_CHECKING:
    from .datasets.arrow import to_arrow
    from .language import Language

__version__ = "0.1.0"

_install_displays()


# What is imported on first use: reading filings needs none of it, and pyarrow may be missing.
_LATER = {"Language": "language", "to_arrow": "datasets.arrow"}


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_LATER[name]}", __name__), name)


__all__ = [
    "COLUMNS",
    "TABLES",
    "Address",
    "Cell",
    "Column",
    "ComparedField",
    "Comparison",
    "DataError",
    "DerivativeHolding",
    "DerivativeTransaction",
    "Detection",
    "Diagnostic",
    "Fault",
    "Filing",
    "FilingError",
    "Footnote",
    "Issuer",
    "Language",
    "Layout",
    "NonDerivativeHolding",
    "NonDerivativeTransaction",
    "Parse",
    "Reading",
    "Relationship",
    "ReportingOwner",
    "Result",
    "Signature",
    "Span",
    "Table",
    "TableColumn",
    "UnwritableError",
    "WorkerDiedError",
    "__version__",
    "compare",
    "detect",
    "dumps",
    "frame",
    "from_dict",
    "from_json",
    "grammar_path",
    "import_grammar",
    "json_schema",
    "layouts",
    "load",
    "loads",
    "parse",
    "read",
    "read_file",
    "read_many",
    "rows",
    "shown",
    "snapshot_text",
    "superseded",
    "tables",
    "to_arrow",
    "to_dict",
    "to_json",
    "transform",
    "validate",
]  # fmt: skip
