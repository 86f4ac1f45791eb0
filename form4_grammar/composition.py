"""The files that a layout's grammar is composed of: a form, a page, spellings and the layout's own lines.

A grammar file names the files that it builds on in comments such as ``//: page current``. The texts are joined in that
order and given to Lark as one grammar. All definitions share one namespace, so an ``%override`` replaces an earlier
definition everywhere, even inside other terminals. A page may print several forms (``//: form form4 form3 form5``); a
grammar is composed with one of them. ``//: parts classic`` joins the same definitions to a grammar that is of no form:
it uses some of them by name, and Lark leaves out the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import attrs
import lark
from lark.exceptions import GrammarError, LarkError

PACKAGE = Path(__file__).parent
FOLDERS = {"form": "forms", "page": "pages", "spelling": "spellings"}
PARTS = "parts"  # of a form, a page or a spelling, for a grammar that is of no form itself
BUILDS_ON = re.compile(rf"^//: ({'|'.join([*FOLDERS, PARTS])}) +(\S.*?) *$", re.MULTILINE)
IMPORT = re.compile(r"^%import +(?P<path>[\w.]+) *(?P<names>\()?", re.MULTILINE)
# A grammar in one piece says of which form it is.
OF_FORM = re.compile(r"^//: of +(\S+) *$", re.MULTILINE)
# How Lark's messages name a position, a rule or a terminal.
INTERNAL = re.compile(r"(?:NonTerminal|Terminal)\('([$\w]+)'\)")  # how Lark writes a rule that it does not find
COLLISION = "Reduce/Reduce collision"
LINE_AND_COLUMN = re.compile(r",? (?:at|in) line (\d+),? col(?:umn)? (\d+)")
TERMINAL = re.compile(r"(?:Cannot compile token |zero-width terminals\. \()(\w+)")  # its definition is at fault
NAME = re.compile(r"'(\w+)'|<(\w+)|(?:rule|terminal|token):? (\w+)", re.IGNORECASE)


@cache
def grammar_path() -> Path:
    """Return the folder of the .lark files, for the ``import_paths`` of another Lark grammar.

    It is inside the package in a wheel, and beside the package in a checkout.
    """
    return next(path for path in (PACKAGE / "grammar", PACKAGE.parent / "grammar") if path.is_dir())


@attrs.frozen
class Part:
    """One file of a composed grammar.

    Attributes:
        path: the file
        text: its content, with a line end after the last line
    """

    path: Path
    text: str = attrs.field(repr=False)


@attrs.frozen
class Composition:
    """A grammar as one text.

    Attributes:
        parts: its files, each once; the last one builds on all the others
    """

    parts: tuple[Part, ...]

    @classmethod
    def of(cls, path: Path, form: str | None = None) -> Composition:
        """Compose a grammar file with a form, one of ``forms_of``; by default with the first one.

        Raises OSError if the file does not exist, and lark.exceptions.GrammarError if it builds on one that does not.
        """
        return cls(tuple(_parts(path, form)))

    @property
    def path(self) -> Path:
        """The file that builds on the others."""
        return self.parts[-1].path

    @property
    def text(self) -> str:
        """The text that Lark parses."""
        return "".join(part.text for part in self.parts)

    def located(self, error: LarkError) -> GrammarError:
        """Return an error of Lark about the text with the file and line of its cause in front."""
        message = INTERNAL.sub(r"\1", _first_of(str(error).strip()))
        if place := LINE_AND_COLUMN.search(message):
            line = int(place[1])
            for part in self.parts:
                lines = part.text.count("\n")
                if line <= lines:
                    return GrammarError(f"{part.path}:{line}:{place[2]}: {LINE_AND_COLUMN.sub('', message)}")
                line -= lines
        if terminal := TERMINAL.search(message):
            for part in reversed(self.parts):
                if stands := re.search(rf"^(%\w+ +)?{terminal[1]}\b[^:\n]*:", part.text, re.MULTILINE):
                    return GrammarError(f"{part.path}:{_line(part.text, stands.end())}: {message}")
        names = [name for found in NAME.finditer(message) if (name := found[found.lastindex or 0])]
        for part in reversed(self.parts):
            for name in names:
                if stands := re.search(rf"^[^/\n]*\b{name}\b", part.text, re.MULTILINE):
                    return GrammarError(f"{part.path}:{_line(part.text, stands.end())}: {message}")
        return GrammarError(f"{self.path}: {message}")


def _first_of(message: str) -> str:
    """The message of Lark; of several collisions, which come in any order, the first one and how many there are."""
    if not message.startswith(COLLISION):
        return message
    told = (f"{COLLISION}{each.rstrip()}" for each in message.split(COLLISION) if each.strip())
    first, *more = sorted("\n".join([head, *sorted(rules)]) for head, *rules in map(str.splitlines, told))
    others = f" and {len(more)} more of this kind" if more else ""
    return f"{first}{others}; Lark's Earley parser reads such a grammar: --option parser=earley"


@cache
def forms_of(path: Path) -> tuple[str, ...]:
    """Return the forms that a grammar file can be composed with, by their file names; none if it names no form.

    Raises as ``Composition.of`` does.
    """
    text = path.read_text(encoding="utf-8")
    if of := OF_FORM.search(text):
        return (of[1],)
    named = [(found[1], found[2].split()) for found in BUILDS_ON.finditer(text) if found[1] != PARTS]
    for kind, names in named:
        if kind == "form":
            return tuple(names)
    below = (found for kind, names in named if (found := _find(path, kind, names[0])))
    return next((forms for found in below if (forms := forms_of(found))), ())


def _parts(path: Path, form: str | None, above: tuple[Path, ...] = ()) -> Iterator[Part]:
    text = path.read_text(encoding="utf-8").rstrip() + "\n"
    known: set[Path] = set()
    for statement in BUILDS_ON.finditer(text):
        kind, names = statement[1], statement[2].split()
        name = form if form is not None and form in names else names[0]
        place = f"{path}:{_line(text, statement.start())}"
        if kind != "form" and len(names) > 1:
            raise GrammarError(f"{place}: one {kind} at a time, found {' '.join(names)!r}")
        found = _find(path, kind, name)
        if found is None:
            what = "form, page or spelling" if kind == PARTS else kind
            raise GrammarError(f"{place}: there is no {what} {name!r}")
        if found in (path, *above):
            raise GrammarError(f"{place}: {kind} {name!r} builds on itself")
        new = [part for part in _parts(found, form, (path, *above)) if part.path not in known]
        known.update(part.path for part in new)
        yield from new
    yield Part(path, text)


def _find(path: Path, kind: str, name: str) -> Path | None:
    """Find a file by its name: beside the file that names it, in the folders beside that, or in this package."""
    beside = path.parent / f"{name}.lark"
    roots = (path.parent, path.parent.parent, grammar_path())
    folders = FOLDERS.values() if kind == PARTS else [FOLDERS[kind]]
    candidates = (beside, *(root / folder / f"{name}.lark" for root in roots for folder in folders))
    return next((candidate for candidate in candidates if candidate.is_file()), None)


def imported(composition: Composition) -> Iterator[Composition]:
    """Yield the grammars that a composition imports, and those that they import, but for those that come with Lark.

    Raises OSError for one that is not found.
    """
    for statement in IMPORT.finditer(composition.text):
        *folders, last = statement["path"].strip(".").split(".")
        name = "/".join([*folders, last] if statement["names"] else folders) + ".lark"
        found = find_import(composition.path.parent, name)
        if found is not None:
            grammar = Composition.of(found)
            yield grammar
            yield from imported(grammar)
        elif not (Path(lark.__file__).parent / "grammars" / name).is_file():
            raise OSError(f"no {name}")


def import_grammar(base: str | None, name: str, folder: Path | None = None) -> tuple[str, str]:
    """Find a grammar of this package for an ``%import`` of another one: give it to Lark among its ``import_paths``.

    Lark calls it with the importing file and the name of the imported one, and takes a path and the composed text.
    Raises OSError if there is no such grammar: Lark then tries its other paths.
    """
    found = find_import(Path(base) if base else folder or grammar_path(), name)
    if found is None:
        raise OSError(f"no {name}")
    return str(found), Composition.of(found).text


def find_import(folder: Path, name: str) -> Path | None:
    """Find the file of an ``%import``: beside the grammar that imports it, or in this package."""
    folders = (folder, *(grammar_path() / kind for kind in ("", *FOLDERS.values())))
    return next((found for candidate in folders if (found := candidate / name).is_file()), None)


def _line(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1
