"""The installed package, its examples, and which module may import which."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import FIXTURES, ROOT

PACKAGE = ROOT / "form4_grammar"
PURCHASE = FIXTURES / "purchase" / "classic-tab.txt"

# A module imports only from lower floors (or its own folder).
FLOORS = [
    {"typography"},
    {"spans", "values", "captions", "states", "differences", "files", "findings", "folds", "composition"}
    | {"escapes", "decimals", "once", "pools", "walking"},
    # From here to language: what knows Lark and no form.
    {"part", "parse_tables"},
    {"automaton", "table_cache"},
    {"diagnostics", "lark_grammar", "limits", "recovery"},
    {"lossless"},
    {"workbench"},
    {"language"},
    {"fields", "forms"},
    {"filing", "grammars"},
    {"mark_up", "showing"},
    {"detection"},
    {"parsing"},
    {"transforming", "rules", "data", "edgar", "other_kinds"},
    {"reading"},
    {"rendering"},
    {"api", "comparing", "explanations", "export"},
    {"batches", "datasets"},
    {"extracting"},
    {"views"},
    {"displays"},
    {"checking"},
    {"testing"},
    {"cli"},
    {"public"},
    {"__init__", "__main__"},
]


def floor_of(module: str) -> int:
    return next(i for i, floor in enumerate(FLOORS) if module in floor)


def name_of(path: Path) -> str:
    """A module's name in the package: "rules.dates"; "rules" for rules/__init__.py."""
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")


MODULES = {name_of(path): path for path in sorted(PACKAGE.rglob("*.py"))}


def imports_of(module: str) -> set[str]:
    """The modules of the package that a module imports, including inside functions and for type checkers."""
    path = MODULES[module]
    folder = list(path.relative_to(PACKAGE).parts[:-1])
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            start = [*folder[: len(folder) - node.level + 1], *(node.module or "").split(".")]
            base = ".".join(filter(None, start))
            for alias in node.names:
                inner = f"{base}.{alias.name}".lstrip(".")
                found.add(inner if inner in MODULES else base or "__init__")
    return found - {module}


@pytest.mark.parametrize("module", MODULES)
def test_imports_go_down(module: str) -> None:
    own = module.split(".")[0]
    for imported in imports_of(module):
        other = imported.split(".")[0]
        assert other == own or floor_of(other) < floor_of(own), f"{module} imports {imported}"


def test_the_floors_are_those_of_the_picture_for_contributors() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    picture = text.split("lines below its own:\n\n")[1].split("\n\n")[0]
    assert [set(line.split(" · ")) for line in picture.replace("    ", "").splitlines()] == FLOORS[::-1]


def test_no_module_imports_itself_by_way_of_others() -> None:
    imports = {module: imports_of(module) for module in MODULES}
    while ready := {module for module, needed in imports.items() if not needed & imports.keys()}:
        imports = {module: needed for module, needed in imports.items() if module not in ready}
    assert not imports, "these import one another in a circle"


@pytest.mark.parametrize("path", sorted((ROOT / "examples").glob("*.py")), ids=lambda path: path.name)
def test_examples_run(path: Path) -> None:
    if "import duckdb" in path.read_text(encoding="utf-8"):
        for name in ("duckdb", "pyarrow"):
            pytest.importorskip(name, reason=f"{name} is not installed")
    done = subprocess.run([sys.executable, str(path)], capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    assert done.stdout


def test_the_wheel_reads_a_filing(tmp_path: Path) -> None:
    """Unpacked outside the checkout, it has the grammar, the schema, the parts of a report and py.typed."""
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    [wheel] = tmp_path.glob("*.whl")
    site = tmp_path / "site"
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(site), str(wheel)]
    subprocess.run(install, check=True, capture_output=True)
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); import form4_grammar as f4;"
        "assert f4.__file__.startswith(sys.argv[1]) and str(f4.grammar_path()).startswith(sys.argv[1]);"
        "f4.json_schema('reading');"
        "from form4_grammar.views.report import report; report(f4.read_file(sys.argv[2]));"
        "print(f4.load(sys.argv[2]).form_type)"
    )
    command = [sys.executable, "-c", code, str(site), str(PURCHASE)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout == "4\n"
    assert (site / "form4_grammar" / "py.typed").exists()
    [metadata] = site.glob("form4_grammar-*/METADATA")
    links = re.findall(r"\]\(([^)]+)\)", metadata.read_text(encoding="utf-8"))
    assert len(links) > 10
    assert all(link.startswith("https://") for link in links), "PyPI knows no files of the repository"


def test_the_version_is_said_once() -> None:
    import tomllib

    import form4_grammar

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert form4_grammar.__version__ == project["version"]
    assert f"## {project['version']}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_readme_s_ten_lines_print_what_it_says() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    code, _, rest = readme.split("```python\n")[1].partition("```\n")
    shown = [line.removeprefix("    ") for line in rest.strip("\n").split("\n\n")[0].splitlines()]
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.splitlines() == shown
