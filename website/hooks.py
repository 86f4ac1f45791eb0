"""What mkdocs calls as it builds the site. The pages in docs/ are written by hand; the modules beside this one make the
others, and the parts of pages that are marked by a comment such as ``<!-- made: checks -->``, in place of its line.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import api
import built_site
import commands
import diagnostics
import grammar_pages
import lark_lexer
import layouts
import listings
import repository
import schema
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

log = logging.getLogger("mkdocs.form4_grammar")  # with --strict, a warning ends the build

MADE = re.compile(r"^.*<!-- made: ([a-z-]+) -->$", re.MULTILINE)
MAKERS = {
    "checks": listings.checks,
    "commands": commands.helps,
    "diagnostics": diagnostics.examples,
    "grammar-files": grammar_pages.overview,
    "layout-list": layouts.overview,
    "layouts": layouts.excerpts,
    "names": api.overview,
    "rules": listings.rules,
    "schema": schema.tables,
    "tables": listings.tables,
}
TRANSCRIPT = re.compile(r"^ {4}\$ .*\n(?:(?: {4}.*|(?=\n {4}))\n)*", re.MULTILINE)


def on_config(config: MkDocsConfig) -> None:
    """Put the pages that are made into the navigation, and make grammars colourful."""
    lark_lexer.register()
    made = [*api.pages(), *grammar_pages.pages()]
    config.nav = list(_expanded(config.nav or [], made))


def _expanded(entries: list[Any], made: list[str]) -> Iterator[Any]:
    for entry in entries:
        if isinstance(entry, dict):
            yield {
                title: list(_expanded(below, made)) if isinstance(below, list) else below
                for title, below in entry.items()
            }
        elif entry.endswith("/*"):
            yield from (page for page in made if page.startswith(entry.removesuffix("*")))
        else:
            yield entry


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add the pages that are made."""
    in_navigation = {**api.pages(), **grammar_pages.pages(), **repository.root_pages()}
    for path, text in in_navigation.items():
        files.append(File.generated(config, path, content=text))
    for path, text in repository.source_pages().items():
        files.append(File.generated(config, path, content=text, inclusion=InclusionLevel.NOT_IN_NAV))
    return files


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Make the marked parts of a page, lead its links to pages of the site, and colour its transcripts."""
    text = repository.with_links_of_site(markdown, page.file.src_uri)
    if page.file.src_uri == diagnostics.PAGE:
        text = diagnostics.with_links(text)
    text = TRANSCRIPT.sub(_console, text)
    return MADE.sub(lambda found: MAKERS[found[1]](), text)


def _console(found: re.Match[str]) -> str:
    lines = re.sub("^ {4}", "", found[0], flags=re.MULTILINE).strip("\n")
    return f"```console\n{lines}\n```\n"


def on_post_build(*, config: MkDocsConfig) -> None:
    """Warn of links that lead nowhere, and of whatever a page loads from elsewhere."""
    for fault in built_site.faults(Path(config.site_dir)):
        log.warning(fault)
