"""From a tree to a filing: text in cells becomes values, what cannot be read becomes a diagnostic."""

from __future__ import annotations

import attrs
from lark import Token, Tree

from ..diagnostics import Diagnostic
from ..filing import Filing
from ..parsing import Parse
from .doubtful_texts import report_doubtful_texts
from .findings import Findings, Place, branches_of, tokens_of
from .head_gaps import report_gaps
from .head_items import CHECK_BOXES, ODD_BOXES
from .header import HeadReader
from .notes import read_footnotes, read_signatures
from .owners import read_owners
from .rows import TABLE_1, TABLE_2
from .tables import read_table

__all__ = ["Interpretation", "interpret", "transform"]

FEW_KINDS = 4  # of terminals; a page that is cut off behind its first boxes has 22
MANY_UNKNOWN = 10  # lines
# The sections of the page: the rule, the words of its heading, and the fields that are lost without it.
SECTIONS = (
    (
        *("header", "boxes 1 to 6"),
        ("form_type", "issuer", "period_of_report", "date_of_original_submission", *CHECK_BOXES),
    ),
    ("table_1", "Table I - Non-Derivative Securities", ("non_derivative",)),
    ("table_2", "Table II - Derivative Securities", ("derivative",)),
    ("reporting_owners", '"Reporting Owners", or box 1 of each owner', ("reporting_owners",)),
    ("signatures", '"Signatures"', ("signatures",)),
    ("footnotes", '"Explanation of Responses"', ("footnotes", "remarks")),
)


@attrs.frozen
class Interpretation:
    """What a tree says.

    Attributes:
        filing: None where nothing of the form was recognised
        diagnostics: in the order of the text, those without a place first
        places: start and end in the text of every field, by its path
    """

    filing: Filing | None
    diagnostics: tuple[Diagnostic, ...]
    places: dict[str, Place] = attrs.field(repr=False)


def transform(parse: Parse) -> tuple[Filing | None, tuple[Diagnostic, ...]]:
    """The filing that a parse says, and what could not be read or is doubtful.

    Of a section parsed alone it says that section's fields, all others are blank. The filing is None where nothing of
    the form was recognised. Raises nothing.
    """
    found = interpret(parse)
    return found.filing, found.diagnostics


def interpret(parse: Parse) -> Interpretation:
    """``transform``, with the place of every field."""
    findings = Findings(parse.text)
    sections = _sections(parse.tree)
    filing = _read_filing(sections, parse, findings)
    report_doubtful_texts(findings)
    if parse.text and not parse.text.endswith(("\n", "\r")):
        message = "the text's last line has no line end; one was supplied"
        findings.report("no-last-newline", message, None, at_end=True)
    diagnostics = sorted(findings.diagnostics, key=lambda d: d.span.start if d.span else -1)
    return Interpretation(filing, tuple(diagnostics), findings.places)


def _sections(tree: Tree[Token]) -> dict[str, Tree[Token]]:
    """The sections of a tree by their rule; a section that was parsed alone is a tree itself."""
    if any(tree.data == rule for rule, _, _ in SECTIONS):
        return {tree.data: tree}
    return {part.data: part for part in tree.children if isinstance(part, Tree)}


def _read_filing(sections: dict[str, Tree[Token]], parse: Parse, findings: Findings) -> Filing | None:
    whole = parse.start == "filing"
    header = HeadReader(sections["header"], findings) if "header" in sections else None
    is_form = (header and header.has_items) or sections.keys() - {"header", "stray"}
    if not is_form or (whole and _quotes_the_form(parse)):
        findings.report(
            "not-a-form-4",
            "nothing of Form 4 was recognised in this text",
            None,
            expected="the boxes and tables of Form 4",
        )
        return None
    if header and header.other_form is not None:
        message = f"this is a {header.other_form.strip().title()}; only Form 4 is read"
        findings.report("not-a-form-4", message, None, [header.other_form], expected="FORM 4")
        return None
    head = Filing()
    if header is not None:
        head = header.read()
        if whole:
            report_gaps(header.header, header.boxes, head, findings)
    footnotes, remarks = read_footnotes(sections["footnotes"], findings) if "footnotes" in sections else ((), None)
    notes = frozenset(note.id for note in footnotes) if "footnotes" in sections else None
    tables = {
        table: read_table(sections[rule], table, parse.layout, findings, notes) if rule in sections else ()
        for rule, table in (("table_1", TABLE_1), ("table_2", TABLE_2))
    }
    filing = attrs.evolve(
        head,
        reporting_owners=read_owners(sections.get("reporting_owners"), head.reporting_owners, findings),
        non_derivative=tables[TABLE_1],
        derivative=tables[TABLE_2],
        footnotes=footnotes,
        remarks=remarks,
        signatures=read_signatures(sections["signatures"], findings) if "signatures" in sections else (),
    )
    if whole:
        _report_missing_sections(sections, findings)
    return filing


def _quotes_the_form(parse: Parse) -> bool:
    """Whether a text is no page, though it has words of one, such as a heading: few kinds of them, and many lines that
    the form does not have.
    """
    kinds = {leaf.type for leaf in parse.leaves if not leaf.type.startswith("_")} - {"STRAY", "REFUSED", "TEXT"}
    if len(kinds) > FEW_KINDS:
        return False
    unknown = sum(leaf.type in ("STRAY", "REFUSED") for leaf in parse.leaves)
    unknown += sum(branch.data in ODD_BOXES for branch in parse.tree.iter_subtrees())
    return unknown > MANY_UNKNOWN


def _report_missing_sections(sections: dict[str, Tree[Token]], findings: Findings) -> None:
    single = "header" in sections and _is_of_one_person(sections["header"])
    for rule, name, paths in SECTIONS:
        if rule == "reporting_owners" and single:
            continue
        for path in paths if rule not in sections else ():
            findings.report("missing-section", f"{name} was not found", path, expected=name, at_end=True)
    # The form's own last words stand below the notes; without them, the text may end within its last section.
    last = list(sections)[-1]
    if not any(tokens_of(part, "COPIES_NOTE") for part in branches_of(sections[last], "notice")):
        message = 'the text ends without the form\'s closing "Note: File three copies": it may have been cut off'
        for path in next((paths for rule, _, paths in SECTIONS if rule == last), ()):
            findings.report("truncated", message, path, at_end=True)


def _is_of_one_person(header: Tree[Token]) -> bool:
    """Whether this page, which repeats box 1 for each of several owners, has no reason to.

    It is known by names in boxes of their own; that there is one owner, by box 6.
    """
    marks = [token.type for box in branches_of(header, "more_than_one_person") for token in tokens_of(box)]
    return bool(branches_of(header, "name") and marks) and "CHECKED" not in marks
