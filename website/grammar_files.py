"""The reference of the grammar: a page for each file, with every rule and terminal, drawn, and where it is used."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from functools import cache
from html import escape
from itertools import groupby
from pathlib import Path, PurePosixPath

import attrs
from listings import table
from repository import grammar_page

import form4_grammar as f4
from form4_grammar.composition import FOLDERS, Composition
from form4_grammar.workbench.diagrams import drawn
from form4_grammar.workbench.sources import Source, Statement, read_source

GRAMMAR = f4.grammar_path()
# The folders in which definitions share one namespace, the first definitions first; other files stand alone.
SHARED = ("forms", "pages", "spellings", "layouts")
FIRST = ("section16", "changes", "form4")
LONGEST = 48  # characters of an expression in a diagram; the definition above it has all of them
RULER = re.compile(r"^// -{3,} *(?P<title>.*)$")
NAME = re.compile(r"\b_*[A-Za-z][A-Za-z0-9_]*\b")


@attrs.frozen
class Entry:
    """A definition on its page.

    Attributes:
        statement: the definition
        written: its lines in the file
    """

    statement: Statement
    written: str


Block = str | list[str] | Entry  # the title of a section; the lines of a comment; a definition


@cache
def files() -> tuple[Source, ...]:
    """Return the grammar files, those that define a name before those that override it."""
    paths = [path for folder in SHARED for path in sorted((GRAMMAR / folder).glob("*.lark"), key=_rank)]
    return tuple(map(read_source, [*paths, *sorted(GRAMMAR.glob("*.lark"))]))


def _rank(path: Path) -> tuple[int, str]:
    return (FIRST.index(path.stem) if path.stem in FIRST else len(FIRST), path.stem)


def _address(source: Source) -> str:
    """Return the address of a file's page, from reference/."""
    return grammar_page(PurePosixPath("grammar", _name(source)))


def _namespace(source: Source) -> list[Source]:
    """Return the files that share the names of a file."""
    if source.path.parent == GRAMMAR:
        return [source]
    return [other for other in files() if other.path.parent != GRAMMAR]


@cache
def _definitions(name: str, source: Source) -> tuple[Statement, ...]:
    """Return all definitions of a name that a file uses or defines: first the one that the others override."""
    found = [each for other in _namespace(source) for each in other.statements if each.name == name]
    return tuple(sorted(found, key=lambda each: each.replaces or each.extends))


@cache
def _uses(name: str, source: Source) -> tuple[Statement, ...]:
    """Return the definitions that use a name."""
    statements = (each for other in _namespace(source) for each in other.statements)
    return tuple(each for each in statements if name in each.references)


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
    comment = next((block for block in _blocks(source) if isinstance(block, list)), [])
    sentence, stop, _ = " ".join(comment).partition(". ")
    return re.sub(r"([*_`#\[])", r"\\\1", escape(sentence + stop).strip())


def _page(source: Source) -> Iterator[str]:
    yield f"# {_name(source)}\n"
    blocks = _blocks(source)
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
    facts = {
        "Builds on": ", ".join(_link(each, source) for each in files() if each.path in below),
        "Used by": "all layouts"
        if len(above) == len(f4.layouts())
        else ", ".join(_link(each, source) for each in above),
    }
    for title, links in facts.items():
        if links:
            yield f"**{title}:** {links}\n"
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
    yield f"`````{{ .text .wrap }}\n{entry.written}\n`````\n"
    if not statement.is_terminal or statement.references:
        svg = drawn(statement, lambda name: _href(name, source), LONGEST).replace("\n", "")
        yield f'<div class="diagram" tabindex="0" aria-label="railroad diagram of {statement.name}">{svg}</div>\n'
    others = [each for each in _definitions(statement.name, source) if each is not statement]
    relations = {
        "Used by": [each for each in _uses(statement.name, source) if each is not statement],
        "Also defined in": others,
    }
    facts = [f"{title} {', '.join(_links(found, source))}" for title, found in relations.items() if found]
    if facts:
        yield f'<p class="uses">{". ".join(facts)}.</p>\n'


# ------------------------------------------------------------------------------------------------ links


def _links(statements: Iterable[Statement], source: Source) -> Iterator[str]:
    """Return links to definitions, each once, with the file where it is another one."""
    for each in dict.fromkeys(statements):
        file = "" if each.source == source else f" ({_name(each.source).removesuffix('.lark')})"
        yield f'<a href="{_href_of(each, source)}"><code>{each.name}</code></a>{file}'


def _href(name: str, source: Source) -> str | None:
    """Where a name in a file leads: to its definition in this file, or else to its first one."""
    found = _definitions(name, source)
    own = [each for each in found if each.source == source]
    return _href_of((own or [*found])[0], source) if found else None


def _href_of(statement: Statement, source: Source) -> str:
    path = posixpath.relpath(_address(statement.source), posixpath.dirname(_address(source)))
    page = "" if statement.source == source else path.removesuffix(".md") + ".html"
    return f"{page}#{statement.name}"


def _link(other: Source, source: Source) -> str:
    path = posixpath.relpath(_address(other), posixpath.dirname(_address(source)))
    return f"[{_name(other)}]({path})"


# ------------------------------------------------------------------------------------------------ a file in blocks


def _blocks(source: Source) -> list[Block]:
    """Take a file apart: titles, comments and definitions, in its order."""
    lines = source.text.splitlines()
    ends = {each.line: source.text.count("\n", 0, each.place[1]) + 1 for each in source.statements}
    statements = {each.line: each for each in source.statements}
    blocks: list[Block] = []
    number = 1
    while number <= len(lines):
        line = lines[number - 1]
        if number in statements:
            blocks.append(Entry(statements[number], "\n".join(lines[number - 1 : ends[number]])))
            number = ends[number]
        elif title := RULER.match(line):
            blocks.append(title["title"][:1].upper() + title["title"][1:])
        elif line.startswith("//") and not line.startswith("//:"):
            text = line.removeprefix("//").removeprefix(" ")
            if blocks and isinstance(blocks[-1], list) and lines[number - 2].startswith("//"):
                blocks[-1].append(text)
            else:
                blocks.append([text])
        number += 1
    return blocks


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
