"""Builds the playground: a folder of static files that any server can serve, whatever its address.

    python playground/build.py OUT [--wheel WHEEL]

It needs pip and npm, for Pyodide and the packages that ours depends on; OUT is replaced whole.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import Any

import form4_grammar as f4
from form4_grammar.views.report import report
from form4_grammar.views.report.assets import asset

HERE = Path(__file__).parent
ROOT = HERE.parent
PAGE = ("style.css", "session.py", *sorted(path.name for path in HERE.glob("*.js")))
COLOURS = "colours.css"  # the report's palette, so that both pages look alike
# Of Pyodide: what loads Python, Python, its library, and the list of packages, of which none is loaded.
PYODIDE = ("pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
FETCHED = (*PYODIDE[2:], "session.py")  # the others come by imports, whose bytes are not counted
# For consoles: no module that the page uses imports them.
LEFT_OUT = ("rich", "pygments", "markdown_it_py", "mdurl")
# A title, the text, and the grammar that it is read with unless it is a layout's.
EXAMPLES = (
    ("Form 4, three sales", "examples/filing.txt", None),
    ("Form 4, an option exercised: Markdown", "tests/fixtures/option-exercise/current-markdownify.md", None),
    ("Form 4, joint owners: copied from a browser", "tests/fixtures/joint-owners/current-browser.txt", None),
    ("Form 4 in HTML", "tests/fixtures/html-with-styles/current-html.html", None),
    ("Form 3", "tests/fixtures/form-3/current-tab.txt", None),
    ("Form 5", "tests/fixtures/form-5/classic-markdown.md", None),
    ("A row that lacks a cell", "tests/fixtures/row-missing-a-cell/classic-tab.txt", None),
    ("A date that there is not", "tests/fixtures/impossible-date/classic-tab.txt", None),
    ("Ownership XML", "tests/edgar/form-4.xml", None),
    ("A form of its own that borrows from ours", "examples/sale_notice.tsv", "examples/sale_notice.lark"),
    ("Settings, a grammar of its own", "examples/settings.conf", "examples/settings.lark"),
)
# Everything comes from the same place. WebAssembly needs a word of its own; the worker is made by the page (engine.js).
POLICY = {
    "default-src": ["'none'"],
    "script-src": ["'self'", "'wasm-unsafe-eval'"],
    "style-src": ["'self'"],
    "connect-src": ["'self'"],
    "worker-src": ["'self'", "blob:"],
    "img-src": ["data:"],
    "base-uri": ["'none'"],
    "form-action": ["'none'"],
}


def main(arguments: list[str] | None = None) -> int:
    """Build the playground; the exit status is 0, or 1 if npm or pip failed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("out", type=Path, help="the folder to write")
    parser.add_argument("--wheel", type=Path, help="our wheel, if it was built before")
    given = parser.parse_args(arguments)
    try:
        build(given.out, given.wheel)
    except (subprocess.CalledProcessError, OSError) as error:
        print(f"not built: {error}", file=sys.stderr)
        return 1
    size = sum(path.stat().st_size for path in given.out.rglob("*") if path.is_file())
    print(f"{given.out}: {size:,} bytes")
    return 0


def build(out: Path, wheel: Path | None = None) -> None:
    """Write the folder. Raises OSError or CalledProcessError where something cannot be had; OUT is then as before."""
    if out.exists() and not (out / "manifest.json").is_file():
        raise FileExistsError(f"{out} is there already, and is no playground")
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=".playground-") as folder:
        made = Path(folder) / "made"
        made.mkdir()
        for name in PAGE:
            shutil.copy(HERE / name, made)
        (made / COLOURS).write_text(asset(COLOURS), encoding="utf-8")
        fetch_pyodide(made / "pyodide")
        wheels = collect_wheels(made / "wheels", wheel)
        write_manifest(made, wheels)
        page = (HERE / "index.html").read_text(encoding="utf-8")
        (made / "index.html").write_text(page.replace("$policy", escape(policy())), encoding="utf-8")
        if out.exists():
            shutil.rmtree(out)
        made.rename(out)


def fetch_pyodide(folder: Path) -> None:
    """Install the version of Pyodide that is locked, and copy what the page loads of it."""
    folder.mkdir()
    with tempfile.TemporaryDirectory() as installed:
        for name in ("package.json", "package-lock.json"):
            shutil.copy(HERE / name, installed)
        subprocess.run(
            ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"], cwd=installed, check=True
        )
        for name in PYODIDE:
            shutil.copy(Path(installed) / "node_modules" / "pyodide" / name, folder)


def collect_wheels(folder: Path, wheel: Path | None) -> list[Path]:
    """Collect our wheel and those that it depends on, but for consoles; all are Python alone."""
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    with tempfile.TemporaryDirectory() as found:
        if wheel is None:
            subprocess.run([*pip, "wheel", "--no-deps", "--wheel-dir", found, str(ROOT)], check=True)
            wheel = next(Path(found).glob("*.whl"))
        only = ("--only-binary", ":all:", "--platform", "any")
        subprocess.run([*pip, "download", *only, "--dest", str(folder), str(wheel)], check=True)
    for path in folder.iterdir():
        if path.name.partition("-")[0].lower() in LEFT_OUT:
            path.unlink()
    return sorted(folder.iterdir())


def write_manifest(out: Path, wheels: Iterable[Path]) -> None:
    """Write what the page's scripts cannot know: the wheels, the bytes that are loaded, the examples."""
    names = [str(path.relative_to(out).as_posix()) for path in wheels]
    fetched = [*names, *(name if name == "session.py" else f"pyodide/{name}" for name in FETCHED)]
    manifest = {
        "wheels": names,
        "bytes": sum((out / name).stat().st_size for name in fetched),
        "examples": [example(*each) for each in EXAMPLES],
    }
    (out / "manifest.json").write_text(json.dumps(manifest, indent=1), encoding="utf-8")


def example(title: str, text: str, grammar: str | None) -> dict[str, Any]:
    """An example as the page takes it."""
    path = ROOT / text
    own = None
    if grammar is not None:
        own = {"name": Path(grammar).stem, "text": (ROOT / grammar).read_text(encoding="utf-8")}
    return {"title": title, "name": path.name, "text": path.read_bytes().decode("utf-8"), "own": own}


def policy() -> str:
    """The page's Content-Security-Policy. A report in a frame has it too, so its script and style are in it."""
    own = {name: list(sources) for name, sources in POLICY.items()}
    stated = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', report(f4.read("")))
    assert stated
    for directive in stated[1].split("; "):
        name, *sources = directive.split()
        own[name] = [*own.get(name, ()), *(source for source in sources if source not in own.get(name, ()))]
    return "; ".join(" ".join([name, *sources]) for name, sources in own.items())


if __name__ == "__main__":
    sys.exit(main())
