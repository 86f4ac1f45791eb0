"""The reference of the Python names: a page for each group. Every public name is in one of them."""

from __future__ import annotations

from collections.abc import Iterator

from listings import table

import form4_grammar as f4
import form4_grammar.testing

GROUPS = {
    "reading": (
        "Reading",
        "read read_file load loads detect parse transform Reading Diagnostic FilingError Span Detection Parse",
    ),
    "filing": (
        "The filing",
        "Filing Issuer ReportingOwner Address Relationship NonDerivativeTransaction "
        "NonDerivativeHolding DerivativeTransaction DerivativeHolding Cell Footnote Signature",
    ),
    "writing": ("Writing", "dumps shown UnwritableError snapshot_text"),
    "data": ("JSON", "to_dict to_json from_dict from_json json_schema DataError Fault"),
    "tables": ("Rows and tables", "rows frame COLUMNS Column tables to_arrow TABLES Table TableColumn superseded"),
    "many": ("Many texts", "read_many Result WorkerDiedError read_batch batch_schema"),
    "checking": ("Rules and comparing", "validate compare Comparison ComparedField"),
    "grammars": ("Grammars", "layouts Layout Language grammar_path import_grammar"),
}
OF_TESTING = "testing"


def pages() -> dict[str, str]:
    """Return the pages by address. Raises ValueError if a public name is missing, or not public."""
    grouped = [name for _, names in GROUPS.values() for name in names.split()]
    public = {name for name in dir(f4) if name != "__version__"}
    if wrong := public ^ set(grouped):
        raise ValueError(f"names of form4_grammar that website/api.py lacks or should not have: {sorted(wrong)}")
    found = {_address(group): _page(title, "form4_grammar", names.split()) for group, (title, names) in GROUPS.items()}
    found[_address(OF_TESTING)] = _page("Testing", "form4_grammar.testing", form4_grammar.testing.__all__)
    return found


def _address(group: str) -> str:
    return f"reference/api/{group}.md"


def _page(title: str, module: str, names: list[str]) -> str:
    return f"# {title}\n\n" + "\n".join(f"::: {module}.{name}\n" for name in names)


def overview() -> str:
    """Return a table of the pages with their names."""
    return table("page | names", _rows())


def _rows() -> Iterator[list[str]]:
    for group, (title, names) in GROUPS.items():
        yield _row(group, title, "form4_grammar", names.split())
    yield _row(OF_TESTING, "Testing", "form4_grammar.testing", form4_grammar.testing.__all__)


def _row(group: str, title: str, module: str, names: list[str]) -> list[str]:
    return [f"[{title}]({group}.md)", ", ".join(f"[`{name}`]({group}.md#{module}.{name})" for name in names)]
