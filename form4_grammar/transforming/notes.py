"""From "Signatures" and "Explanation of Responses" to signatures, footnotes and remarks."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

from lark import Token, Tree

from ..filing import Footnote, Signature
from ..values import is_date, to_footnote_id, to_text
from .dates import EXPECTED, read_date
from .findings import Findings, branches_of, tokens_of
from .looks import OF_A_ROW, looks_of
from .strays import report_strays

TEXTS = ("LINE", "WIDE_LINE", "HEADING_IN_TEXT", "CAPTION_IN_TEXT", "REMARKS_IN_TEXT", "SIGNATURE_IN_TEXT")


def read_signatures(tree: Tree[Token], findings: Findings) -> tuple[Signature, ...]:
    """The signature lines, in the page's order."""
    signatures: list[Signature] = []
    for part in branches_of(tree, "signature"):
        path = f"signatures[{len(signatures)}]"
        [signer] = tokens_of(part, "SIGNER")
        surplus = [token for cell in branches_of(part, "surplus_cell") for token in tokens_of(cell, "ODD", "MARK")]
        if surplus or not any(character.isalpha() for character in signer):
            message = "Signatures: this line is no signature: it has more than a name and a date, or no name"
            for lost in ("signatures", "non_derivative", "derivative") if surplus else ("signatures",):
                findings.report("stray-line", message, lost, part, expected="a name and a date")
            continue
        findings.place(f"{path}.name", signer)
        signatures.append(Signature(to_text(signer), _read_date(part, f"{path}.date", findings)))
    report_strays(tree, "Signatures", ("signatures", "remarks"), findings)  # which stand beside them
    parts = branches_of(tree, "signature", "notice")
    if any(part.data == "notice" and behind.data == "signature" for part, behind in pairwise(parts)):
        message = "a signature stands below words that the form prints below all of them: are they in their order?"
        findings.report("contradiction", message, "signatures", tree, expected="the signatures, then those words")
    labels = branches_of(tree, "signature_labels")
    if len(labels) > 1 and len(labels) != len(signatures):  # the current page has them once, below all signatures
        message = f"{len(signatures)} lines hold a signature, but {len(labels)} the words that stand below one"
        findings.report("contradiction", message, "signatures", labels[0], expected="one below each signature")
    if not signatures:
        message = "Signatures: no line holds a name and a date"
        # Without a heading of their own above them, a line of theirs may be read as the remarks'.
        for lost in ("signatures",) if tokens_of(tree, "SIGNATURES") else ("signatures", "remarks"):
            findings.report("missing-value", message, lost, tree, expected="a name and a date")
    return tuple(signatures)


def _read_date(signature: Tree[Token], path: str, findings: Findings) -> dt.date | None:
    cells = branches_of(signature, "signature_date")
    if not cells:
        findings.report("missing-value", "this signature has no date", path, signature, expected=EXPECTED)
        return None
    tokens = tokens_of(cells[0])
    findings.place(path, *tokens)
    return read_date(tokens, path, "the date of the signature", findings)


def read_footnotes(tree: Tree[Token], findings: Findings) -> tuple[tuple[Footnote, ...], str | None]:
    """The footnotes, in the page's order, and the remarks."""
    if not tokens_of(tree, "EXPLANATION"):
        message = '"Explanation of Responses:" was not found above the footnotes and remarks'
        for doubtful in ("footnotes", "remarks"):
            findings.report("missing-heading", message, doubtful, branches_of(tree, "footnote", "remarks", "notice")[0])
    footnotes: list[Footnote] = []
    remarks, highest = None, 0
    for number, part in enumerate(branches_of(tree, "footnote")):
        path = f"footnotes[{number}]"
        mark = tokens_of(part)[0]
        findings.place(f"{path}.id", mark)
        footnotes.append(Footnote(to_footnote_id(mark), _read_paragraphs(part, f"{path}.text", findings)))
        if footnotes[-1].text is None:
            message = f"footnote {mark.strip()} has no text"
            findings.report("contradiction", message, f"{path}.text", [mark], expected="the text of the footnote")
        highest = _check_number(footnotes[-1], mark, highest, findings)
    _check_joined(branches_of(tree, "footnote"), findings)
    known = {note.id for note in footnotes}
    for part in branches_of(tree, "remarks"):
        remarks = _read_paragraphs(part, "remarks", findings)
        for line in _lines_of(part, *TEXTS):
            looks = looks_of(line)
            if "NOTE" in looks.kinds and to_footnote_id(line) not in known:
                message = "this line of the remarks begins as a footnote does that is missing above"
                for lost in looks.fields:
                    findings.report("contradiction", message, lost, [line], expected="remarks")
    if footnotes and remarks is None:
        last, has_remarks = branches_of(tree, "footnote")[-1], bool(branches_of(tree, "remarks"))
        _check_last_paragraph(last, f"footnotes[{len(footnotes) - 1}].text", has_remarks, findings)
    report_strays(tree, "Explanation of Responses", ("footnotes", "remarks"), findings)
    return tuple(footnotes), remarks


def _check_number(footnote: Footnote, mark: Token, highest: int, findings: Findings) -> int:
    """Notes are numbered upwards. (A gap is no fault in itself: it is one if a cell refers to what is missing.)

    ``highest`` is the highest number of the notes above; gives it with this one's.
    """
    number = int(footnote.id[1:])
    if number <= highest:
        message = f"footnote {mark.strip()} stands below ({highest}): is it a line of that note's text?"
        findings.report("note-number", message, "footnotes", [mark], expected=f"a number above {highest}")
    return max(number, highest)


def _check_joined(notes: list[Tree[Token]], findings: Findings) -> None:
    """Where a number is missing, the text above may hold the note's mark, as where two lines were joined."""
    for note, behind in pairwise(notes):
        mark, next_mark = tokens_of(note)[0], tokens_of(behind)[0]
        number = int(to_footnote_id(mark)[1:])
        missing = mark.strip().replace(str(number), str(number + 1))
        text = " ".join(_lines_of(note, *TEXTS))
        if int(to_footnote_id(next_mark)[1:]) <= number + 1:
            continue
        if f" {missing}" in text:
            message = f"footnote {missing} is missing, but its mark stands within this text: is it joined to that?"
        elif branches_of(note, "paragraph"):
            message = f"footnote {missing} is missing, but this one has several lines: is one of them that note's?"
        else:
            continue
        findings.report("note-number", message, "footnotes", note, expected="a line for each footnote")


def _check_last_paragraph(footnote: Tree[Token], path: str, has_remarks: bool, findings: Findings) -> None:
    """The page prints a note as one paragraph: a second one below the last may be remarks that have lost their caption.

    (A line that goes on with a sentence is none: there, a converter has broken the note's line.)
    """
    lines = _lines_of(footnote, "LINE")
    if lines and not has_remarks and lines[-1].rstrip().endswith(" Remarks:"):
        message = 'the last footnote ends in "Remarks:": is their line joined to it?'
        for doubtful in (path, "remarks"):
            findings.report("second-paragraph", message, doubtful, lines, expected='"Remarks:" on a line of its own')
    for above, line in pairwise(lines):
        if above.rstrip(" |*_")[-1:] in ".!?" and not line.lstrip()[:1].islower():
            message = "a second paragraph of the last footnote; it may be remarks whose caption is lost"
            for doubtful in (path, "remarks"):
                findings.report("second-paragraph", message, doubtful, [line], expected='"Remarks:" above it')
            return


def _read_paragraphs(part: Tree[Token], path: str, findings: Findings) -> str | None:
    """The text of a footnote or of the remarks: paragraphs are joined by a blank."""
    lines = _lines_of(part, *TEXTS)
    findings.place(path, *lines)
    for number, line in enumerate(lines):
        # An item's number may be taken for a footnote's; behind a number of its own, a caption is what the note says.
        is_numbered = number == 0 and line[:1].isdigit()
        is_heading = line.type == "HEADING_IN_TEXT" and (number > 0 or line.strip() == "Remarks:")
        if is_heading or (line.type == "CAPTION_IN_TEXT" and not is_numbered):
            message = f"{line.strip()!r} is read as text, but is a heading of the form: is a section out of its order?"
            whole = path if number > 0 else path.partition("[")[0]
            for doubtful in (whole, "remarks") if line.lstrip().startswith("Remark") else (whole,):
                findings.report("heading-in-text", message, doubtful, [line])
        if line.type == "REMARKS_IN_TEXT":
            message = '"Remarks:" stands within this line, not before it: it is read as text'
            for lost in (path, "remarks"):
                findings.report("heading-in-text", message, lost, [line])
        if line.type == "SIGNATURE_IN_TEXT" or _ends_in_a_date(line) or (number > 0 and is_date(line.strip(" |"))):
            message = "this line of a text has the looks of a signature: has it lost a separator?"
            for doubtful in (path.partition("[")[0], "signatures"):
                findings.report("separator-in-text", message, doubtful, [line])
        elif "\t" in line.strip() or line.count("|") >= OF_A_ROW or "||" in line.replace(" ", ""):
            message = "a separator stands within this text: is another line joined to it?"
            for doubtful in dict.fromkeys((path.partition("[")[0], *looks_of(line).fields)):
                findings.report("separator-in-text", message, doubtful, [line])
    return to_text(" ".join(lines))


def _lines_of(part: Tree[Token], *terminals: str) -> list[Token]:
    """The lines of a footnote or of the remarks, those of its further paragraphs included."""
    return [line for paragraph in (part, *branches_of(part, "paragraph")) for line in tokens_of(paragraph, *terminals)]


def _ends_in_a_date(line: Token) -> bool:
    """Whether the last cell of a line is a date, behind a tab or a pipe."""
    cells = line.replace("|", "\t").strip().rsplit("\t", 1)
    return len(cells) > 1 and is_date(cells[1].strip(" _"))
