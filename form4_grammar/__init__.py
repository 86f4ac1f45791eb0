"""form4-grammar: SEC insider filings (Forms 3, 4 and 5), read from text by formal grammars.

    >>> import form4_grammar as f4
    >>> reading = f4.read(open("filing.txt").read())      # doctest: +SKIP
    >>> reading.filing.issuer.name, reading.diagnostics   # doctest: +SKIP

Importing this package imports none of its modules: its names do, on first use. None of them builds a grammar or imports
rich or the command line.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .datasets.arrow import to_arrow as to_arrow
    from .datasets.nested import batch_schema as batch_schema
    from .datasets.nested import read_batch as read_batch
    from .language import Language as Language
    from .public import *  # noqa: F403

__version__ = "0.1.0"

# What few need, and what needs a package that may be missing.
_LATER = {
    "Language": "language",
    "batch_schema": "datasets.nested",
    "read_batch": "datasets.nested",
    "to_arrow": "datasets.arrow",
}


def __getattr__(name: str) -> Any:
    if name == "__all__":  # without what may be missing
        found: Any = ["__version__", *import_module(".public", __name__).__all__]
    elif name in _LATER:
        found = getattr(import_module(f".{_LATER[name]}", __name__), name)
    elif name in (public := import_module(".public", __name__)).__all__:
        found = getattr(public, name)
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted([*import_module(".public", __name__).__all__, *_LATER, "__version__"])
