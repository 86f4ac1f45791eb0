"""form4-grammar: SEC insider filings (Forms 3, 4 and 5), read from text by formal grammars.

    >>> import form4_grammar as f4
    >>> reading = f4.read(open("filing.txt").read())      # doctest: +SKIP
    >>> reading.filing.issuer.name, reading.diagnostics   # doctest: +SKIP

Importing this package builds no grammar and pulls in neither rich nor the command line.
"""

from .api import UnwritableError, dumps, load, loads, read, read_file
from .composition import grammar_path, import_grammar
from .detection import Detection, detect
from .diagnostics import Diagnostic, FilingError
from .displays import install as _install_displays
from .export.flat import rows
from .export.json import from_dict, from_json, to_dict, to_json
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

__version__ = "0.1.0"

_install_displays()

__all__ = [
    "Address", "Cell", "DerivativeHolding", "DerivativeTransaction", "Detection", "Diagnostic", "Filing", "FilingError",
    "Footnote", "Issuer", "Layout", "NonDerivativeHolding", "NonDerivativeTransaction", "Parse", "Reading",
    "Relationship", "ReportingOwner", "Signature", "Span", "UnwritableError", "__version__", "detect", "dumps",
    "from_dict", "from_json", "grammar_path", "import_grammar", "layouts", "load", "loads", "parse", "read",
    "read_file", "rows", "shown", "snapshot_text", "to_dict", "to_json", "transform", "validate",
]  # fmt: skip
