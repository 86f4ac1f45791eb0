"""The public names, but for those that few need: ``form4_grammar`` imports this module on first use."""

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
    "to_dict",
    "to_json",
    "transform",
    "validate",
]  # fmt: skip

_install_displays()
