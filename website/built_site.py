"""Faults of the site as it is built: links and anchors that are not there, and whatever a page loads from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

# The attributes with which an element loads something, and the links that do; an "a" only leads somewhere.
LOADS = {"src", "srcset", "poster", "data"}
LOADING_LINKS = {"stylesheet", "icon", "preload", "modulepreload", "preconnect", "dns-prefetch", "manifest"}
URL_IN_CSS = re.compile(r"(?:url\(|@import)\s*[\"']?(https?:|//)")
BUILT_APART = "playground"  # a folder beside the pages, which may be missing
OF_THE_THEME = "__"  # anchors that its scripts make


class _Page(HTMLParser):
    """Collects the ids of a page, where it leads, and what it loads."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: set[str] = set()
        self.loaded: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.ids |= {found[name] for name in ("id", "name") if name in found}
        self.loaded |= {found[name] for name in LOADS & found.keys()}
        if tag != "link":
            self.links |= {found[name] for name in ("href", "xlink:href") if name in found}
        elif LOADING_LINKS & set(found.get("rel", "").split()):
            self.loaded.add(found["href"])


def faults(site: Path) -> Iterator[str]:
    """Yield the faults of a built site, each as a line."""
    site = site.resolve()
    paths = (path for path in sorted(site.rglob("*.html")) if path.relative_to(site).parts[0] != BUILT_APART)
    pages = {path: _Page(path.read_text(encoding="utf-8")) for path in paths}
    for path, page in pages.items():
        name = path.relative_to(site)
        yield from (f"{name}: loads {address}" for address in sorted(page.loaded) if urlsplit(address).netloc)
        for address in sorted(page.links | page.loaded):
            if not _is_there(address, path, site, pages):
                yield f"{name}: {address} leads nowhere"
    for path in sorted(site.rglob("*.css")):
        if URL_IN_CSS.search(path.read_text(encoding="utf-8")):
            yield f"{path.relative_to(site)}: loads something from elsewhere"


def _is_there(address: str, path: Path, site: Path, pages: dict[Path, _Page]) -> bool:
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return True
    target = path if not parts.path else _file(unquote(parts.path), path, site)
    if site / BUILT_APART in target.parents:
        return True
    if target not in pages:
        return target.is_file()
    anchor = unquote(parts.fragment)
    return not anchor or anchor.startswith(OF_THE_THEME) or anchor in pages[target].ids


def _file(address: str, path: Path, site: Path) -> Path:
    above = site if address.startswith("/") else path.parent
    target = (above / address.lstrip("/")).resolve()
    return target / "index.html" if target.is_dir() else target
