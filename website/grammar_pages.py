"""The reference of the grammar: a page for each file, with every rule and terminal, drawn, and where it is used."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from functools import cache
from html import escape
from itertools import groupby
from pathlib import Path, PurePosixPath

from grammar_source import GRAMMAR, Entry, blocks_of, files, names_in
from listings import table
from repository import grammar_page

import form4_grammar as f4
from form4_grammar.composition import FOLDERS, Composition
from form4_grammar.workbench.diagrams import drawn
from form4_grammar.workbench.sources import Source, Statement

LONGEST = 48  # characters of an expression in a diagram; the definition above it has all of them
BEHIND_OTHERS = "---\nsearch: {boost: 0.5}\n---\n\n"  # in what a search finds: most words are in some rule
NAME = re.compile(r"\b_*[A-Za-z][A-Za-z0-9_]*\b")


def _address(source: Source) -> str:
    """Return the address of a file's page, from reference/."""
    return grammar_page(PurePosixPath("grammar", _name(source)))


# ------------------------------------------------------------------------------------------------ the pages


@cache
def pages() -> dict[str, str]:
    """Return the pages by address."""
    return {f"reference/{_address(source)}": "\n".join(_page(source)) for source in files()}


def overview() -> str:
    """Return a table of the files, by folder."""
    rows = ([f"[{_name(source)}]({_address(source).removeprefix('grammar/')})", _summary(source)] for source in files())
    return table("file | what it defines", rows)


def _name(source: Source) -> str:
    return source.path.relative_to(GRAMMAR).as_posix()


def _summary(source: Source) -> str:
    """Return the first sentence of a file."""
    comment = next((block for block in blocks_of(source) if isinstance(block, list)), [])
    sentence, stop, _ = " ".join(comment).partition(". ")
    return re.sub(r"([*_`#\[])", r"\\\1", escape(sentence + stop).strip())


def _page(source: Source) -> Iterator[str]:
    yield f"{BEHIND_OTHERS}# {_name(source)}\n"
    blocks = blocks_of(source)
    if blocks and isinstance(blocks[0], list):
        yield from _comment(blocks[0], source)
        del blocks[0]
    yield from _relations(source)
    for block in blocks:
        match block:
            case str():
                yield f"## {block}\n"
            case list():
                yield from _comment(block, source)
            case Entry():
                yield from _entry(block, source)


def _relations(source: Source) -> Iterator[str]:
    """What a file builds on, the layouts that use it, and what else it states in comments."""
    own = [line.removeprefix("//: ") for line in source.text.splitlines() if line.startswith("//: ")]
    stated = [line for line in own if line.partition(" ")[0] not in FOLDERS]
    below = {part.path for part in Composition.of(source.path).parts} - {source.path}
    above = [each for each in files() if _is_layout_with(each, source)]
    if below:
        yield f"**Builds on:** {', '.join(_link(each, source) for each in files() if each.path in below)}\n"
    if len(above) == len(f4.layouts()):
        yield "**Used by:** all layouts\n"
    elif above:
        yield f"**Used by:** {', '.join(_link(each, source) for each in above)}\n"
    if stated:
        yield "\n".join(["It states:", "", "```text", *stated, "```", ""])


def _is_layout_with(layout: Source, source: Source) -> bool:
    return layout.path.parent.name == "layouts" and layout != source and source.path in _parts(layout.path)


@cache
def _parts(path: Path) -> frozenset[Path]:
    """Return the files of a layout, whatever its form."""
    forms = f4.Layout.from_file(path).forms
    return frozenset(part.path for form in forms for part in Composition.of(path, form).parts)


def _entry(entry: Entry, source: Source) -> Iterator[str]:
    statement = entry.statement
    yield f"### `{statement.name}` {{ #{statement.name} }}\n"
    yield from _comment(entry.comment, source)
    yield f"`````{{ .lark .wrap }}\n{entry.written}\n`````\n"
    if not statement.is_terminal or statement.references:
        svg = drawn(statement, lambda name: _href(name, source), LONGEST).replace("\n", "")
        yield f'<div class="diagram" role="group" aria-label="railroad diagram of {statement.name}">{svg}</div>\n'
    names = names_in(source)
    for title, by_name in {"Used by": names.uses, "Also defined in": names.definitions}.items():
        if others := [each for each in by_name.get(statement.name, ()) if each is not statement]:
            yield f'<p class="uses">{title} {", ".join(_links(others, source))}</p>\n'


# ------------------------------------------------------------------------------------------------ links


def _links(statements: Iterable[Statement], source: Source) -> Iterator[str]:
    """Return links to definitions, each once, with the file where it is another one."""
    for each in dict.fromkeys(statements):
        file = "" if each.source == source else f" ({_name(each.source).removesuffix('.lark')})"
        yield f'<a href="{_href_of(each, source)}"><code>{each.name}</code></a>{file}'


def _href(name: str, source: Source) -> str | None:
    """Where a name in a file leads: to its definition in this file, or else to its first one."""
    found = names_in(source).definitions.get(name, [])
    own = [each for each in found if each.source == source]
    return _href_of((own or found)[0], source) if found else None


def _href_of(statement: Statement, source: Source) -> str:
    path = posixpath.relpath(_address(statement.source), posixpath.dirname(_address(source)))
    page = "" if statement.source == source else path.removesuffix(".md") + ".html"
    return f"{page}#{statement.name}"


def _link(other: Source, source: Source) -> str:
    path = posixpath.relpath(_address(other), posixpath.dirname(_address(source)))
    return f"[{_name(other)}]({path})"


def _comment(lines: list[str], source: Source) -> Iterator[str]:
    """Yield a comment as paragraphs, in which names are links; lines that are indented stay as they are."""
    for is_indented, group in groupby(lines, lambda line: line.startswith("  ")):
        text = "\n".join(group)
        if is_indented:
            yield f"```text\n{text}\n```\n"
            continue
        for paragraph in re.split(r"\n\s*\n", text):
            yield f"<p>{_with_links(' '.join(paragraph.split()), source)}</p>\n"


def _with_links(text: str, source: Source) -> str:
    def linked(found: re.Match[str]) -> str:
        name = found[0]
        href = _href(name, source) if "_" in name or name.isupper() else None
        return f'<a href="{href}"><code>{name}</code></a>' if href else name

    return NAME.sub(linked, escape(text, quote=False))
