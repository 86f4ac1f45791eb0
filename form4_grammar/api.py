"""The functions that run all stages: from a text or a file to a reading or a filing, and back."""

from __future__ import annotations

from os import PathLike
from pathlib import Path
from typing import BinaryIO

import attrs

from .diagnostics import CODES, Diagnostic, FilingError, limited
from .differences import Difference, differences
from .edgar import FORMATS, declared_text, format_of
from .edgar import interpret as interpret_xml
from .files import encoding_of, read_bytes
from .filing import Filing
from .grammars import Layout
from .other_kinds import binary_kind, text_kind
from .parsing import LayoutChoice, Parse, prepare
from .reading import Format, Reading, no_reading
from .recovery import NoPlaceError
from .spans import Lines
from .transforming import interpret
from .typography import plain

File = str | PathLike[str] | BinaryIO

Choice = LayoutChoice | Format  # of a layout or a format, or its name; None detects it

MAX_DIAGNOSTICS = 50  # a page of them; what is left out is counted


def read(
    text: str,
    layout: Choice = None,
    start: str | None = None,
    form: str | None = None,
    *,
    max_chars: int | None = None,
    max_diagnostics: int | None = MAX_DIAGNOSTICS,
) -> Reading:
    """Read the text of a Form 3, 4 or 5, or of one section of it. Never raises because of the text.

    Without ``layout``, the layout is detected; if none qualifies, the most similar one is used. Of several layouts, the
    one that is detected among them is used: ``[*layouts(), your_own]``. ``start`` is a public
    rule and ``form`` a form, as for ``parse``. A text that is longer than ``max_chars`` is not read, and
    reported. Of the diagnostics, ``max_diagnostics`` are kept, errors first, and the others are counted; None keeps
    all. Ownership XML and full submissions are read without a grammar, unless a layout, a rule or a form is given;
    ``layout`` may also be "xml" or "submission". A layout of your own may refuse the text and have no place for what
    it refuses: there is no filing then, and the diagnostic says where it stopped.

    Raises ValueError for an unknown layout, rule or form, TypeError if the text is no ``str``, and
    lark.exceptions.GrammarError for an error in a grammar of your own.
    """
    if not isinstance(text, str):
        raise TypeError(f"read takes a text as str, not {_instead(text)}")
    if max_chars is not None and len(text) > max_chars:
        return no_reading(text, _too_long(text, max_chars))
    name = _format_of(text, layout) if start is None and form is None else None
    if name:
        data = interpret_xml(text, name)
        kept = limited(data.diagnostics, max_diagnostics)
        return Reading(text, Format(name), data.filing, kept, places=data.places)
    if isinstance(layout, Format):
        raise ValueError(f"{layout} has no grammar, so neither a rule nor a form can be chosen")
    parsed = prepare(text, layout, start, form)
    try:
        found = interpret(parsed)
    except NoPlaceError:
        refused = limited(_refused(parsed), max_diagnostics)
        return Reading(text, parsed.layout, None, refused, form=parsed.evidence.form)
    is_told = any(diagnostic.span for diagnostic in found.diagnostics if diagnostic.code == "not-a-form")
    other = text_kind(text) if found.filing is None and not is_told else None
    diagnostics = limited((other,) if other else found.diagnostics, max_diagnostics)
    return Reading(
        text,
        parsed.layout,
        found.filing,
        diagnostics,
        parse=parsed,
        places=found.places,
        form=parsed.evidence.form,
        extras=found.extras,
    )


def _refused(parsed: Parse) -> tuple[Diagnostic, ...]:
    """Why a grammar without a place for what it refuses has stopped, in the grammar's own words."""
    from .language import Language  # with the workbench, which no other reading needs

    language = Language(parsed.layout.grammar(parsed.evidence.form))
    answer = language.read(plain(parsed.unfolded.text), parsed.layout.rule(parsed.start))
    lines = Lines(parsed.text)

    def placed(found: Diagnostic) -> Diagnostic:
        place = parsed.unfolded.place(found.span.start, found.span.end) if found.span else (0, 0)
        return attrs.evolve(found, path=None, span=lines.span(*place), found=parsed.text[slice(*place)])

    return tuple(map(placed, answer.errors))


def _format_of(text: str, layout: Choice) -> str | None:
    """The format that a text is read in without a grammar: the one that is given, or its own if none is."""
    if layout is None:
        return format_of(text)
    return str(layout) if not isinstance(layout, Layout) and str(layout) in FORMATS else None


def _too_long(text: str, most: int) -> Diagnostic:
    message = f"the text has {len(text):,} characters, more than are allowed; nothing of it was read"
    return Diagnostic("too-long", CODES["too-long"], message, expected=f"{most:,} characters at most")


def _instead(given: object) -> str:
    """Name the type of what was given instead of a text, and say what to call for it."""
    kind = type(given).__name__
    if isinstance(given, PathLike):
        return f"a path ({kind}): call read_file(path)"
    if isinstance(given, bytes | bytearray):
        return f"{kind}: decode it, or call read_file(io.BytesIO(data)), which finds the encoding"
    return f"{kind}: call read_file(file)" if hasattr(given, "read") else kind


def read_file(
    file: File,
    layout: Choice = None,
    start: str | None = None,
    form: str | None = None,
    *,
    max_chars: int | None = None,
    max_diagnostics: int | None = MAX_DIAGNOSTICS,
) -> Reading:
    """Read a file, given its path or the open binary file; otherwise like ``read``.

    The encoding is UTF-8, with or without a byte order mark; XML may be in UTF-16, or in ISO 8859-1 if it says so. A
    file that is not valid UTF-8 is read as Windows-1252, with a warning. A file with NUL bytes is binary and gives a
    reading without a filing. Raises OSError if the file cannot be read, or is longer than 64 MB. Raises TypeError for
    what is neither a path nor open in binary mode.
    """
    if not isinstance(file, str | PathLike) and not hasattr(file, "read"):
        told = ": call read_file(io.BytesIO(data))" if isinstance(file, bytes | bytearray) else ""
        raise TypeError(f"read_file takes a path or an open binary file, not {type(file).__name__}{told}")
    source = str(Path(file)) if isinstance(file, str | PathLike) else str(getattr(file, "name", "<file>"))
    data = read_bytes(file)
    if isinstance(data, str):
        raise TypeError("read_file takes a file that is open in binary mode; for its text, call read(file.read())")
    declared = declared_text(data)
    if declared is not None:
        limits: dict[str, int | None] = {"max_chars": max_chars, "max_diagnostics": max_diagnostics}
        return attrs.evolve(read(declared, layout, start, form, **limits), source=source)
    other = binary_kind(data)
    if other:
        return no_reading("", other, source=source)
    encoding = encoding_of(data)
    if encoding or b"\0" in data:
        message, expected, hint = "the file has NUL bytes: it is not a text file", None, None
        if encoding:
            message, expected = f"the file looks like {encoding}; only UTF-8 is read", "UTF-8"
            hint = f"convert it: iconv -f {encoding} -t UTF-8"
        binary = Diagnostic("binary-file", CODES["binary-file"], message, expected=expected, hint=hint)
        return no_reading("", binary, source=source)
    try:
        text, place = data.decode("utf-8"), None
    except UnicodeDecodeError as refusal:
        text, place = data.decode("cp1252", errors="replace"), len(data[: refusal.start].decode("utf-8"))
    found = read(text, layout, start, form, max_chars=max_chars, max_diagnostics=max_diagnostics)
    reading = attrs.evolve(found, source=source)
    if place is None:
        return reading
    warning = Diagnostic(
        "windows-1252",
        CODES["windows-1252"],
        "the file is not UTF-8; it was read as Windows-1252, so some characters may be wrong",
        span=Lines(text).span(place, place + 1),
        expected="UTF-8",
        found=text[place : place + 1],
    )
    return attrs.evolve(reading, diagnostics=(warning, *reading.diagnostics))


def loads(text: str, layout: Choice = None) -> Filing:
    """Return the filing of a text. Raises FilingError, with all diagnostics, if any of them is an error."""
    return _filing_of(read(text, layout, max_diagnostics=None))


def load(file: File, layout: Choice = None) -> Filing:
    """Return the filing of a file. Raises FilingError as ``loads`` does, and OSError as ``read_file`` does."""
    return _filing_of(read_file(file, layout, max_diagnostics=None))


class UnwritableError(ValueError):
    """A layout cannot represent a filing: its text would be read as a different filing.

    Attributes:
        layout: the name of the layout
        differences: the paths that differ, each with what the filing has and what would be read
    """

    def __init__(self, layout: str, differences: tuple[Difference, ...]) -> None:
        found = "; ".join(map(str, differences[:3])) + ("; …" if len(differences) > 3 else "")
        super().__init__(f"this filing cannot be written in {layout}: {found}")
        self.layout = layout
        self.differences = differences

    def __reduce__(self) -> tuple[type[UnwritableError], tuple[str, tuple[Difference, ...]]]:
        return type(self), (self.layout, self.differences)


def dumps(filing: Filing, layout: Layout | str) -> str:
    """Write a filing as the text of a full page in a layout, or as ownership XML ("xml").

    The text omits what the page cannot show; ``shown`` returns what remains. The text is verified by reading it, so
    ``read(dumps(filing, layout)).filing == shown(filing, layout)`` holds for every text that this function returns.
    Raises UnwritableError if it would not hold, for example if a name contains a tab. Raises ValueError for a layout
    that can only be read.
    """
    from .rendering import render, shown  # to read needs none of it

    name = str(layout)
    filing = shown(filing, name)
    text = render(filing, name)
    found = read(text, name, max_diagnostics=None)
    wrong = tuple(differences(filing, found.filing))
    if wrong:
        raise UnwritableError(name, wrong)
    return text


def _filing_of(reading: Reading) -> Filing:
    if reading.errors or reading.filing is None:
        raise FilingError(reading.diagnostics)
    return reading.filing
