"""Damage every document of the corpus in one place, and see what the reader makes of it.

    python benchmarks/damaged_corpus.py [--seed N ...] [--layout NAME ...] [--kind NAME ...] [--list FILE]

Each document of the corpus (FORM4_CORPUS, else ../shared/corpus) gets one change, drawn from the seed, of one of the
kinds in tests/damage.py; or a change of the whole document, as people, editors and converters make it; or a second
form, in another layout, behind it. The readings before and after it are compared field by field. Two tables, by kind
of damage and by layout, show:

  documents   damaged texts
  same        the filing is the same as that of the undamaged text
  reported    it differs, and errors or warnings cover every field that differs (or report that there is no filing)
  legal       it differs in a field that no error or warning covers, but a filer could have filed the damaged form
  silent      it differs in a field that no error or warning covers, and no filer could have: the reader's fault
  untouched   share of the fields away from the damage that are still read; a field is away from it if its place has
              none of the replaced or dropped characters and is not next to an inserted one
  elsewhere   the same share, of the fields on lines without damage

A change in one place leaves a legal form if it only changes what a filer filled in, so that no reader could notice:

  - A value became another one of its kind: another digit, another code, a number with fewer digits, another date. Or a
    cell of one character became blank.
  - Characters were replaced, inserted or dropped in a text that a filer typed (a name, a title, a note). Or the end of
    the text was cut off with the end of its line, marks included; or all of it, if it is the last cell of its row. Or
    the last digits of a number were cut off with its line. No separator between cells and no character of a converter's
    mark-up appeared or disappeared.
  - A line of a note, of the remarks, of an address or of the texts below item 5 was broken in two. Or two lines of a
    note or two streets were joined.
  - An item that a form may have any number of was dropped, doubled, or swapped with another of its kind: a row, a note
    or one of its paragraphs, a signature, an owner, a street, a title. Or this happened to item 2a, which many forms
    lack.
  - A check mark swapped places with a label, and is now beside another box.
  - The text was cut off below the last line that a filer fills in.

The tree of the undamaged text, which is read correctly, tells what is where. ``--list`` writes a JSON line for every
field that differs without a diagnostic, including those of legal forms. A benchmark measures and asserts nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any, TextIO

import attrs
from lark import Token, Tree

import form4_grammar as f4
from form4_grammar.values import INVISIBLE

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from checked_values import AMOUNT, NUMBER  # noqa: E402
from damage import SMALL, WHOLE, Edit, Kind, damaged, lines_of  # noqa: E402
from differences import changed, fields_of, is_covered  # noqa: E402

CORPUS = Path(os.environ.get("FORM4_CORPUS", ROOT.parent / "shared" / "corpus"))

# The terminals for what a filer typed, and those for values, with what counts as a value.
TYPED = frozenset(
    {"TEXT", "NAME", "CITY", "COUNTRY", "ISSUER_NAME", "SYMBOL", "TITLE", "CELL_TEXT", "LINE", "WIDE_LINE", "SIGNER"}
)
TYPED |= {"OWNER", "OWNER_LINE", "HEADING_IN_TEXT", "CAPTION_IN_TEXT", "REMARKS_IN_TEXT", "SIGNATURE_IN_TEXT"}
# What separates the cells of a row; a filer typed a pipe that has no blanks around it.
SEPARATORS = {"markdownify": re.compile(r"(?<= )\|(?= )"), "html2text": re.compile(r"\|(?= )")}
TAB = re.compile(r"\t")
VALUES = {
    "DATE": r"[0-9]{2}/[0-9]{2}/(19|20)[0-9]{2}",
    "NUMBER": AMOUNT,
    "DOLLARS": rf"\\?\$[ \xa0]*(?:{NUMBER})",
    "CODE": "[A-Z]",
    "V": "V",
    "ACQUIRED_DISPOSED": "[AD]",
    "OWNERSHIP_FORM": "[DI]",
    "MARK": r"[^0-9]*[1-9][0-9]?[^0-9]*",
    "NOTE_MARK": r"[^0-9]*[1-9][0-9]?[^0-9]*",
    "CHECKED_CELL": "[Xx]",
    "CHECKED": "[Xx]",
    "UNCHECKED": "_+[Xx]_+",
}
ITEMS = frozenset(
    {"table_1_row", "table_2_row", "footnote", "paragraph", "remarks", "signature", "signature_labels"}
    | {"reporting_owner", "owner_box", "street", "city", "relationship_text", "foreign_trading_symbol"}
)
BREAKABLE = frozenset({"footnote", "paragraph", "remarks", "street", "city", "relationship_text"})
# The marks of a converter: a link, a tag, an entity, an escape, emphasis.
MARK_UP = re.compile(
    r"\]\([^()\s]*\)|\[(?=[^\[\]]*\]\()|</?(?:a|b|strong|i|em|u|small|sup|span|input|br)\b[^<>]*>|&#?[a-z0-9]+;|\\.|\*\*|^[*_]|[*_]$",
    re.IGNORECASE,
)


@attrs.frozen
class Leaf:
    """A token of the undamaged text, and the items that it belongs to, outermost first: rule and number of each."""

    type: str
    start: int
    end: int
    items: tuple[tuple[str, int], ...]


@attrs.frozen
class Result:
    """One damaged document."""

    layout: str
    document: str
    kind: str
    verdict: str  # same, reported, legal, silent
    untouched: int
    untouched_read: int
    elsewhere: int
    elsewhere_read: int
    silent: list[dict[str, Any]]


def within_a_value(reading: f4.Reading) -> Kind:
    """The kind of damage that replaces a character of something that was read."""

    def value_character_replaced(text: str, choose: Any) -> list[Edit]:
        start, end = sorted(set(reading._places.values()))[choose(0, len(set(reading._places.values())) - 1)]
        inner = next(kind for kind in SMALL if kind.__name__ == "character_replaced")
        [(place, _, new)] = inner(text[start:end], choose)
        return [(start + place, start + place + 1, new)]

    return value_character_replaced


def second_form(path: Path) -> Kind:
    """The kind of damage that puts another document, in another layout, behind this one."""
    folders = sorted(
        folder for folder in path.parent.parent.iterdir() if folder.name not in (path.parent.name, "truth")
    )

    def second_form(text: str, choose: Any) -> list[Edit]:
        others = sorted(folders[choose(0, len(folders) - 1)].iterdir())
        return [(len(text), len(text), "\n" + others[choose(0, len(others) - 1)].read_bytes().decode("utf-8"))]

    return second_form


KINDS: dict[str, Kind | None] = {kind.__name__: kind for kind in (*SMALL, *WHOLE)}
KINDS |= {"value_character_replaced": None, "second_form": None}
NEVER_LEGAL = {kind.__name__ for kind in WHOLE} | {"second_form"}
# Kinds that change what the form prints. In a text that a filer typed, they would only change its content.
OF_THE_FORM = {"heading_in_other_words", "days_before_months"}

# --------------------------------------------------------------------------------------------- legal forms


def leaves_of(tree: Tree[Token]) -> Iterator[Leaf]:
    """The tokens of a tree with the items that each belongs to."""
    numbers: Counter[str] = Counter()
    stack: list[tuple[Tree[Token] | Token, tuple[tuple[str, int], ...]]] = [(tree, ())]
    while stack:
        branch, items = stack.pop()
        if isinstance(branch, Token):
            yield Leaf(branch.type, branch.start_pos or 0, branch.end_pos or 0, items)
            continue
        if branch.data in ITEMS:
            numbers[branch.data] += 1
            items = (*items, (str(branch.data), numbers[branch.data]))
        stack.extend((child, items) for child in reversed(branch.children))


def is_legal(text: str, edits: list[Edit], kind: str, layout: str, leaves: list[Leaf]) -> bool:
    """Whether a filer could have filed the damaged form; the module's docstring says when."""
    if kind in NEVER_LEGAL:
        return False
    separator = SEPARATORS.get(layout.partition("-")[2], TAB)
    if kind in ("line_dropped", "line_doubled", "lines_swapped", "neighbours_swapped"):
        lines = [(start, end) if start < end else (start - len(new), start) for start, end, new in edits]
        if "swapped" in kind and _is_of_a_check_mark(leaves, lines):
            return True
        rules = {_whole_item(leaves, text, *line) for line in lines}
        return len(rules) == 1 and None not in rules
    if kind == "lines_joined":
        return all(_are_of_one_note(leaves, start, end) or _are_streets(leaves, start, end) for start, end, _ in edits)
    if kind == "rest_cut_off":
        return not any(_is_filled(leaf) and leaf.end > edits[0][0] for leaf in leaves)
    return all(_is_another_content(text, edit, kind, separator, leaves) for edit in edits)


def _is_filled(leaf: Leaf) -> bool:
    return leaf.type in TYPED or leaf.type in VALUES


def _is_of_a_check_mark(leaves: list[Leaf], lines: list[tuple[int, int]]) -> bool:
    """Whether one of two lines is only a check mark, and the other is nothing that a filer fills in."""
    filled = [{leaf.type for leaf in leaves if start <= leaf.start < end and _is_filled(leaf)} for start, end in lines]
    return sorted(filled, key=len) in ([set(), {"CHECKED"}], [set(), {"CHECKED_CELL"}])


def _whole_item(leaves: list[Leaf], text: str, start: int, end: int) -> str | None:
    """The rule of the item that makes up the whole line; None if no single item does."""
    on_line = [leaf for leaf in leaves if leaf.start < end and leaf.end > start]
    on_line = [leaf for leaf in on_line if text[max(start, leaf.start) : min(end, leaf.end)].strip(" \t\r\n|-\xa0")]
    if on_line and all(_is_street(leaf, leaves) for leaf in on_line):
        return "street"
    shared = set.intersection(*(set(leaf.items) for leaf in on_line)) if on_line else set()
    for item in shared:
        if all(start <= leaf.start < end for leaf in leaves if item in leaf.items and _is_filled(leaf)):
            return item[0]
    return None


def _are_of_one_note(leaves: list[Leaf], start: int, end: int) -> bool:
    before = [leaf.items for leaf in leaves if leaf.end <= start]
    behind = [leaf.items for leaf in leaves if leaf.start >= end]
    return bool(before and behind and set(before[-1][:1]) & set(behind[0]) and before[-1][0][0] in BREAKABLE)


def _is_street(leaf: Leaf, leaves: list[Leaf]) -> bool:
    """Whether a leaf is a street: in box 1, or between the first and the last line of an owner's row."""
    if leaf.type == "OWNER_LINE":
        return any(other.type == "OWNER_LINE" and other.items == leaf.items for other in leaves[: leaves.index(leaf)])
    return leaf.type == "TEXT" and "street" in dict(leaf.items)


def _are_streets(leaves: list[Leaf], start: int, end: int) -> bool:
    before = [leaf for leaf in leaves if leaf.end <= start and leaf.type in TYPED]
    behind = [leaf for leaf in leaves if leaf.start >= end and leaf.type in TYPED]
    return bool(before and behind and _is_street(before[-1], leaves) and _is_street(behind[0], leaves))


def _is_another_content(text: str, edit: Edit, kind: str, separator: re.Pattern[str], leaves: list[Leaf]) -> bool:
    start, end, _ = edit
    first = max(0, start - 1) if start == end else start  # what is put in behind a text belongs to it
    around = [leaf for leaf in leaves if leaf.start <= start and first < leaf.end and _is_filled(leaf)]
    if kind == "line_cut":
        line = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
        is_item = not text[line:start].strip(" |\t") and _whole_item(leaves, text, line, end) is not None
        is_cell = re.fullmatch(r"\t?[^\t]+", text[start:end]) is not None and "table" in _row_of(leaves, start, end)
        return is_item or is_cell or any(_is_cut_at_its_end(leaf, start, end, text, leaves) for leaf in around)
    return any(end <= leaf.end and _is_another_value(text, edit, leaf, separator, leaves) for leaf in around)


def _row_of(leaves: list[Leaf], start: int, end: int) -> str:
    """The rule of the first item on a part of a line, if the last thing on it is a text that a filer typed there."""
    filled = [leaf for leaf in leaves if start <= leaf.start < end and _is_filled(leaf) and leaf.type != "MARK"]
    return filled[-1].items[0][0] if filled and filled[-1].type in TYPED and filled[-1].items else ""


def _is_cut_at_its_end(leaf: Leaf, start: int, end: int, text: str, leaves: list[Leaf]) -> bool:
    """Whether a line cut within a text or a number had only marks, separators and closing mark-up behind it."""
    behind = [other for other in leaves if leaf.end <= other.start < end and _is_filled(other)]
    left = text[leaf.start : start].strip(" \xa0")
    is_number = leaf.type in ("NUMBER", "DOLLARS") and re.fullmatch(VALUES[leaf.type], left) is not None
    is_begun = is_number or (leaf.type in {*TYPED, "MARK"} and start > leaf.start)
    return is_begun and all(other.type == "MARK" for other in behind)


def _is_another_value(text: str, edit: Edit, leaf: Leaf, separator: re.Pattern[str], leaves: list[Leaf]) -> bool:
    """Whether a leaf has, after the edit, a value that a filer could have filled in there."""
    start, end, new = edit
    written = text[leaf.start : leaf.end]
    content = text[leaf.start : start] + new + text[end : leaf.end]
    if leaf.type in VALUES:
        blank = len(written.strip()) == 1 and not content.translate(INVISIBLE).strip()
        return blank or re.fullmatch(VALUES[leaf.type], content.strip(" \xa0")) is not None
    if {*new} & {"\r", "\n"}:
        return _is_street(leaf, leaves) or any(rule in BREAKABLE for rule, _ in leaf.items)
    spans = [(leaf.start + found.start(), leaf.start + found.end()) for found in MARK_UP.finditer(written)]
    if any((first < end and start < last) or first < start < last for first, last in spans):
        return new.isdigit() and text[start:end].isdigit()  # of a CIK
    parted = len(separator.findall(content)) > len(separator.findall(written))
    return not parted and not {"\t", "\r", "\n", "\x00"} & {*new, *text[start:end]}


# --------------------------------------------------------------------------------------------- comparing


def compare(path: Path, name: str, choose: Any) -> Result | None:
    """Damage one document and read it; None if this kind of damage does not change it."""
    text = path.read_bytes().decode("utf-8")
    whole = f4.read(text)
    kind = KINDS[name] or (second_form(path) if name == "second_form" else within_a_value(whole))
    edits = kind(text, choose)
    assert whole.tree is not None
    leaves = list(leaves_of(whole.tree))
    if name in OF_THE_FORM:
        typed = [leaf for leaf in leaves if leaf.type in TYPED]
        edits = [edit for edit in edits if not any(leaf.start <= edit[0] and edit[1] <= leaf.end for leaf in typed)]
    changed_text = damaged(text, edits)
    if changed_text == text:
        return None
    reading = f4.read(changed_text)
    before, after = fields_of(whole), fields_of(reading)
    differing = changed(whole, reading)
    silent = [field for field in differing if not is_covered(field, reading)]
    verdict = "reported" if differing else "same"
    if silent:
        verdict = "legal" if is_legal(text, edits, name, str(whole.layout), leaves) else "silent"
    shares = [_still_read(_outside(whole, before, spots), after) for spots in _spots(text, edits)]
    change = _shown(text, edits)
    listed = [
        {"layout": path.parent.name, "document": path.name, "kind": name, "legal": verdict == "legal", "path": field}
        | {"before": before.get(field), "after": after.get(field)}
        | change
        | {"diagnostics": [f"{d} @{d.path}" for d in reading.diagnostics if d not in whole.diagnostics][:4]}
        for field in silent
    ]
    return Result(path.parent.name, path.name, name, verdict, *shares[0], *shares[1], listed)


def _spots(text: str, edits: list[Edit]) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """What the damage touched: the characters, and their whole lines."""
    characters = [(start - (start == end), end + (start == end)) for start, end, _ in edits]
    lines = lines_of(text)
    touched = [line for line in lines if any(line[0] < end and start < line[1] for start, end in characters)]
    return characters, touched


def _outside(reading: f4.Reading, before: dict[str, Any], spots: list[tuple[int, int]]) -> Counter[tuple[str, Any]]:
    """The fields whose place overlaps none of these spots; paths are without list indices."""
    found: Counter[tuple[str, Any]] = Counter()
    for path, value in before.items():
        place = _place_of(reading, path)
        if place and not any(place[0] < end and start < place[1] for start, end in spots):
            found[re.sub(r"\[\d+\]", "[]", path), value] += 1
    return found


def _place_of(reading: f4.Reading, path: str) -> tuple[int, int] | None:
    """The place of a field, or of the cell or row that it is a part of."""
    while path:
        if path in reading._places:
            return reading._places[path]
        path = re.sub(r"(?:\.|^)[^.\[]*$|\[\d+\]$", "", path)
    return None


def _still_read(outside: Counter[tuple[str, Any]], after: dict[str, Any]) -> tuple[int, int]:
    found = Counter((re.sub(r"\[\d+\]", "[]", path), value) for path, value in after.items())
    return outside.total(), (outside & found).total()


def _shown(text: str, edits: list[Edit]) -> dict[str, str]:
    """The lines of the first edit, before and after."""
    start, end, new = min(edits)
    first = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    last = min((place for place in (text.find("\n", end), text.find("\r", end)) if place >= 0), default=len(text))
    after = text[first:start] + new + text[end:last]
    return {"line": text[first:last][:600], "changed": after[:600], "at": f"{start - first}"}


# --------------------------------------------------------------------------------------------- the tables

VERDICTS = {"same": 7, "reported": 10, "legal": 7, "silent": 7}  # with the widths of their columns


def show(results: list[Result], key: str) -> None:
    groups = defaultdict(list)
    for result in results:
        groups[getattr(result, key)].append(result)
    print(f"\n{key:26} documents   same  reported  legal silent  untouched  elsewhere")
    for name, group in [*sorted(groups.items()), ("all", results)]:
        counts = Counter(result.verdict for result in group)
        shares = [
            100 * sum(getattr(r, f"{what}_read") for r in group) / max(1, sum(getattr(r, what) for r in group))
            for what in ("untouched", "elsewhere")
        ]
        figures = "".join(f"{counts[verdict]:{width}}" for verdict, width in VERDICTS.items())
        print(f"{name:26} {len(group):9}{figures} {shares[0]:9.2f}% {shares[1]:9.2f}%")


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, nargs="+", default=[1])
    parser.add_argument("--layout", nargs="+", help="default: the layouts that the corpus has")
    parser.add_argument("--kind", nargs="+", default=list(KINDS), choices=list(KINDS))
    parser.add_argument(
        "--list", type=argparse.FileType("w", encoding="utf-8"), help="a JSON line for every silent field"
    )
    chosen = parser.parse_args(arguments)
    if not CORPUS.is_dir():
        parser.error(f"no corpus at {CORPUS}: set FORM4_CORPUS")
    layouts = chosen.layout or [str(layout) for layout in f4.layouts() if (CORPUS / str(layout)).is_dir()]
    results = list(run(chosen.seed, layouts, chosen.kind, chosen.list))
    show(results, "kind")
    show(results, "layout")


def run(seeds: list[int], layouts: list[str], kinds: list[str], listing: TextIO | None) -> Iterator[Result]:
    for seed in seeds:
        for layout in layouts:
            for path in sorted((CORPUS / layout).iterdir()):
                random = Random(f"{seed} {layout} {path.name}")  # the same damage, whichever others are chosen
                result = compare(path, random.choice(kinds), random.randint)
                if result is None:
                    continue
                for silent in result.silent if listing else ():
                    print(json.dumps(silent, ensure_ascii=False), file=listing)
                yield result


if __name__ == "__main__":
    main()
