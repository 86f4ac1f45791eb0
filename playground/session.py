"""What the playground's page asks of the package: requests and answers in JSON. Nothing here knows of a browser."""

from __future__ import annotations

import hashlib
import json
import platform
import re
import tempfile
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import attrs
import lark
from lark.exceptions import LarkError

import form4_grammar as f4
from form4_grammar.checking.changes import changes
from form4_grammar.checking.readings import snapshot_of
from form4_grammar.composition import Composition, forms_of, grammar_path, imported
from form4_grammar.diagnostics import SEVERITIES
from form4_grammar.grammars import find_layout
from form4_grammar.language import Answer, Language
from form4_grammar.lark_grammar import LarkGrammar
from form4_grammar.views.report import report
from form4_grammar.views.report.diagnostics import TRACES
from form4_grammar.views.snapshot import parse_snapshot
from form4_grammar.workbench.lint import lint

LONGEST = 5_000_000  # characters of a text; a filing has about ten thousand
TRACED = 100_000  # characters: a longer text is not traced, which would take as long as all else
GRAMMARS = Path(tempfile.gettempdir()) / "form4-playground"
# A place in a grammar file, as the faults and Lark's errors begin: "/tmp/…/mine.lark:12:3".
PLACE = re.compile(r"(?P<file>[^:\n]+\.lark)(:(?P<line>\d+))?(:(?P<column>\d+))?(?=: |$)")

Json = dict[str, Any]
Reader = f4.Layout | Language


@attrs.frozen
class Choice:
    """What a text is to be read with.

    Attributes:
        layout: the name of a layout that ships; None to detect it
        name: of a grammar of the user's own, which the layout then does not count for
        grammar: its text
    """

    layout: str | None = None
    name: str = ""
    grammar: str | None = None

    @classmethod
    def of(cls, asked: Json) -> Choice:
        own = asked.get("own")
        return cls(name=own["name"], grammar=own["text"]) if own else cls(asked.get("layout"))

    @property
    def path(self) -> Path | None:
        """The file of the user's own grammar. Each text has its own, as much is kept of a grammar by its path."""
        if self.grammar is None:
            return None
        data = self.grammar.encode("utf-8", errors="replace")
        name = re.sub(r"[^\w-]+", "-", self.name).strip("-")[:60] or "grammar"
        path = GRAMMARS / hashlib.sha256(data).hexdigest()[:16] / f"{name}.lark"
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return path

    @property
    def reader(self) -> Reader | None:
        """The layout, or the language of a grammar that builds on no form; None to detect the layout."""
        path = self.path
        if path is None:
            return find_layout(self.layout) if self.layout else None
        return f4.Layout.from_file(path) if forms_of(path) else Language.from_file(path)


def answer(request: str) -> str:
    """The answer to a request: {"kind": "hello", "read", "files", "changes" or "lint", …}, both as JSON."""
    asked: Json = json.loads(request)
    return json.dumps(KINDS[asked["kind"]](asked))


def hello(asked: Json) -> Json:
    """The versions, and the names of the layouts that ship."""
    versions = {"form4-grammar": f4.__version__, "lark": lark.__version__, "Python": platform.python_version()}
    return {"versions": versions, "layouts": [str(layout) for layout in f4.layouts()]}


def read(asked: Json) -> Json:
    """The reading of a text, or of the bytes of a file, as an HTML page; or the faults of the user's own grammar."""
    choice = Choice.of(asked)
    try:
        found = _of_file(asked["file"], choice) if "file" in asked else _reading(asked["text"], choice)
    except (LarkError, OSError, ValueError, RecursionError) as error:
        if choice.grammar is None:
            raise
        return {"faults": _why_not_built(choice, error)}
    found = attrs.evolve(found, source=asked.get("name") or None)
    diagnostics = [diagnostic.severity for diagnostic in found.diagnostics]
    told: Json = {
        "faults": [],
        "report": report(found, traces=TRACES if len(found.text) <= TRACED else 0),
        "diagnostics": {severity: diagnostics.count(severity) for severity in SEVERITIES},
        **({"text": found.text} if "file" in asked else {}),
    }
    if isinstance(found, Answer):
        return {**told, "kind": "language", "layout": str(found.language), "form": None}
    kind = "layout" if isinstance(found.layout, f4.Layout) else "format"
    layout = str(found.layout) if found.layout else None
    return {**told, "kind": kind, "layout": layout, "form": found.form, "is_filing": found.filing is not None}


def files(asked: Json) -> list[Json]:
    """The files of a grammar, the one that builds on the others first; what comes with Lark is left out."""
    choice = Choice.of(asked)
    path = choice.path or find_layout(asked["layout"]).path
    parts = {path: path.read_text(encoding="utf-8")}
    try:
        whole = Composition.of(path, asked.get("form"))
        for composition in (whole, *imported(whole)):
            parts.update((part.path, part.text) for part in reversed(composition.parts))
    except (LarkError, OSError, RecursionError):  # "read" tells what is wrong
        pass
    return [{"file": each.name, "folder": _folder(each), "text": text} for each, text in parts.items()]


def changed(asked: Json) -> list[Json] | None:
    """How the reading of a text differs from that by another grammar, ``base``; None if the two cannot be compared."""
    try:
        after = _reading(asked["text"], Choice.of(asked))
        before = _reading(asked["text"], Choice.of(asked["base"]))
    except (LarkError, OSError, ValueError, RecursionError):
        return None
    if type(before) is not type(after):
        return None
    old, new = snapshot_of(before), snapshot_of(after)
    found = changes(parse_snapshot(old), parse_snapshot(new)) if old != new else []
    return [attrs.asdict(change) for change in found]


def linted(asked: Json) -> list[Json]:
    """What is probably a mistake in the user's own grammar, composed with a form; of one that builds, and is LALR."""
    choice = Choice.of(asked)
    try:
        grammar = _grammar(choice.reader, asked.get("form"))
        return [_fault(str(fault)) for fault in lint([grammar])]
    except (LarkError, OSError, ValueError, RecursionError) as error:
        return _why_not_built(choice, error)


KINDS: dict[str, Callable[[Json], Any]] = {
    "hello": hello,
    "read": read,
    "files": files,
    "changes": changed,
    "lint": linted,
}


@lru_cache(maxsize=3)  # of a grammar, of the one that it is compared with, and of the text before
def _reading(text: str, choice: Choice) -> f4.Reading | Answer:
    reader = choice.reader
    if isinstance(reader, Language):
        return reader.read(text)
    return f4.read(text, reader, max_chars=LONGEST, max_diagnostics=None).with_rules()


def _of_file(path: str, choice: Choice) -> f4.Reading | Answer:
    reader = choice.reader
    if isinstance(reader, Language):
        return reader.read_file(path)
    return f4.read_file(path, reader, max_chars=LONGEST, max_diagnostics=None).with_rules()


def _grammar(reader: Reader | None, form: str | None) -> LarkGrammar:
    assert reader is not None
    if isinstance(reader, Language):
        return reader.grammar
    return reader.grammar(form if form in reader.forms else None)


def _why_not_built(choice: Choice, error: Exception) -> list[Json]:
    """All that keeps Lark from building a grammar; at least the error that it gave."""
    try:
        found = [str(fault) for fault in lint([_grammar(choice.reader, None)])]
    except (LarkError, OSError, ValueError, RecursionError):
        found = []
    return [_fault(message) for message in found or [str(error) or type(error).__name__]]


def _fault(told: str) -> Json:
    """A fault as the page shows it, given its place, its message and what shows it in lines of their own."""
    place = PLACE.match(told)
    message = told[place.end() :].removeprefix(": ") if place else told
    message, *detail = message.split("\n")
    return {
        "file": Path(place["file"]).name if place else None,
        "line": int(place["line"]) if place and place["line"] else None,
        "column": int(place["column"]) if place and place["column"] else None,
        "message": message,
        "detail": [line.strip() for line in detail if line.strip()],
    }


def _folder(path: Path) -> str:
    """The folder of a file among those that ship ("forms"); "" for the user's own."""
    return path.parent.name if grammar_path() in path.parents else ""
