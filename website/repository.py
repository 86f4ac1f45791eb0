"""Links from pages to files of the repository. On GitHub they lead to the file, on the site to a page about it or that
shows it.
"""

from __future__ import annotations

import posixpath
import re
from pathlib import Path, PurePosixPath

import notebook

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
# Files at the top whose pages are their own text, by the address of the page.
AT_THE_TOP = {
    "project/changelog.md": "CHANGELOG.md",
    "project/contributing.md": "CONTRIBUTING.md",
    "project/releasing.md": "RELEASING.md",
    "project/security.md": "SECURITY.md",
    "project/license.md": "LICENSE",
}
# What has a page of its own.
PAGES = {name: page for page, name in AT_THE_TOP.items()} | {
    "README.md": "index.md",
    "form4_grammar/filing.schema.json": "reference/schema.md",
    "form4_grammar/testing/__init__.py": "reference/api/testing.md",
    **dict.fromkeys(
        ["grammar", *(f"grammar/{kind}" for kind in ("forms", "pages", "spellings", "layouts"))],
        "reference/grammar/index.md",
    ),
}
# A fenced block or code within a line, which stays; or a link to a file.
CODE_OR_LINK = re.compile(
    r"^(?P<fence>`{3,}).*?^(?P=fence)|`[^`\n]+`|(?<=\]\()(?P<path>[^)\s#:]+)(?P<anchor>#[^)\s]*)?(?=\))",
    re.MULTILINE | re.DOTALL,
)
LANGUAGES = {".lark": "lark", ".py": "python", ".json": "json", ".toml": "toml"}


def root_pages() -> dict[str, str]:
    """Return the pages of files at the top, by address."""
    pages = {page: (ROOT / name).read_text(encoding="utf-8") for page, name in AT_THE_TOP.items()}
    pages["project/license.md"] = f"# License\n\n{pages['project/license.md']}"
    return pages


def source_pages() -> dict[str, str]:
    """Return a page that shows each file that a page links to and that has no page of its own, by address."""
    written = {path.relative_to(DOCS).as_posix(): path.read_text(encoding="utf-8") for path in DOCS.rglob("*.md")}
    pages = (written | root_pages()).items()
    found = [(page, link["path"]) for page, text in pages for link in CODE_OR_LINK.finditer(text)]
    linked = {_target(path, page) for page, path in found if path}
    shown = [name for name in sorted(linked) if _page_of(name) == f"source/{name}.md" and (ROOT / name).is_file()]
    return {f"source/{name}.md": _source_page(name) for name in shown}


def _source_page(name: str) -> str:
    if name.endswith(".ipynb"):
        return notebook.page(ROOT / name)
    text = (ROOT / name).read_text(encoding="utf-8")
    language = LANGUAGES.get(PurePosixPath(name).suffix, "text")
    return f"---\nsearch: {{exclude: true}}\n---\n\n# {name}\n\n`````{language}\n{text.rstrip()}\n`````\n"


def with_links_of_site(markdown: str, page: str) -> str:
    """Return a page's text with links that hold on the site."""

    def of_site(found: re.Match[str]) -> str:
        if not found["path"]:
            return found[0]
        address = _page_of(_target(found["path"], page))
        return posixpath.relpath(address, posixpath.dirname(page) or ".") + (found["anchor"] or "")

    return CODE_OR_LINK.sub(of_site, markdown)


def _target(path: str, page: str) -> str:
    """Return the file that a link in a page leads to, from the top of the repository."""
    above = posixpath.dirname(AT_THE_TOP.get(page, f"docs/{page}"))
    return posixpath.normpath(posixpath.join(above, path))


def _page_of(name: str) -> str:
    """Return the address of the page of a file."""
    if name in PAGES:
        return PAGES[name]
    if name.startswith("docs/"):
        return name.removeprefix("docs/")
    if name.startswith("grammar/"):
        return f"reference/{grammar_page(PurePosixPath(name))}"
    return f"source/{name}.md"


def grammar_page(name: PurePosixPath) -> str:
    """Return the address of the page of a grammar file, from reference/: grammar/html.lark is among the others."""
    folder = name.parent.name if len(name.parts) > 2 else "others"
    return f"grammar/{folder}/{name.stem}.md"
