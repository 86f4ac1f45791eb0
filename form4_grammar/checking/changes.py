"""How a reading differs from its snapshot, by meaning: values moved, changed or lost; rows; renamed rules."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from typing import Any

import attrs

from ..diagnostics import without_numbers
from ..views.snapshot import Entry, Remark, Snapshot

BLANK = re.compile(r'"(?:\\[tnr]|\\xa0| )*"')
TABLES = ("non_derivative", "derivative")
MAX_SHOWN = 60  # characters of a value, enough to recognise it


@attrs.frozen
class Change:
    """One way in which a reading differs from its snapshot.

    Attributes:
        kind: "layout", "value moved", "value", "row", "rule renamed", "tree", "diagnostic", "position" or "text"
        what: the change without anything specific to this text, so that the same change of many texts counts as one
        example: the values and places in this text
        line: the line of the text that it is about, if there is one
    """

    kind: str
    what: str
    example: str = ""
    line: int | None = None


def changes(old: Snapshot, new: Snapshot) -> list[Change]:
    """Return the changes between two snapshots that differ.

    Each kind of change is listed once, with its first example. There is at least one.
    """
    found = [*_of_filing(old.filing, new.filing), *_of_extras(old, new), *_of_remarks(old.remarks, new.remarks)]
    if old.result != new.result and None not in (old.result, new.result):
        found.insert(0, Change("value", "the transformer's result", _short(f"{old.result} → {new.result}")))
    if old.layout != new.layout:
        found.insert(0, Change("layout", f"{old.layout} → {new.layout}"))
    elif _shape(old.tree) == _shape(new.tree):
        same_filing = old.filing == new.filing
        found += [change for change in _of_names(old.tree, new.tree) if same_filing or change.kind == "rule renamed"]
    elif old.filing == new.filing and old.tree and new.tree:
        found += _of_branches(old.tree, new.tree)
    first: dict[tuple[str, str], Change] = {}
    for change in found or [_of_the_rest(old, new)]:
        first.setdefault((change.kind, change.what), change)
    return list(first.values())


# ---------------------------------------------------------------------------------------------- the filing


def _of_filing(old: dict[str, Any] | None, new: dict[str, Any] | None) -> Iterator[Change]:
    if old is None or new is None:
        if old is not new:
            yield Change("value", "the filing is lost" if new is None else "a filing is read where there was none")
        return
    yield from _of_fields("", "", old, new)
    for name in dict.fromkeys((*old, *new)):
        before, after = (part[name] if isinstance(part.get(name), list) else [] for part in (old, new))
        yield from _of_items(name, before, after)


def _of_extras(old: Snapshot, new: Snapshot) -> Iterator[Change]:
    for change in _of_fields("", "", old.extras, new.extras):
        yield attrs.evolve(change, what=without_numbers(change.what))


def _of_items(name: str, old: list[Any], new: list[Any]) -> Iterator[Change]:
    """Yield the changes of rows, owners, footnotes or signatures. Equal items are matched with each other."""
    what = "row" if name in TABLES else "entry"
    before, after = ([json.dumps(item, sort_keys=True) for item in items] for items in (old, new))
    for _, old_start, old_end, new_start, new_end in SequenceMatcher(None, before, after, False).get_opcodes():
        paired = min(old_end - old_start, new_end - new_start)
        for i, j in zip(range(old_start, old_end), range(new_start, new_end), strict=False):
            if old[i] != new[j]:
                yield from _of_fields(f"{name}[]", f"{name}[{j}]", old[i], new[j])
        for i in range(old_start + paired, old_end):
            yield Change("row", f"{name}: {what} lost", f"{name}[{i}]: {_summary(old[i])}")
        for j in range(new_start + paired, new_end):
            yield Change("row", f"{name}: {what} gained", f"{name}[{j}]: {_summary(new[j])}")


def _of_fields(pattern: str, path: str, old: dict[str, Any], new: dict[str, Any]) -> Iterator[Change]:
    """Yield the changes of one part of the filing. A value that left one field and appeared in another has moved."""
    before, after = _fields(old), _fields(new)
    changed = [field for field in dict.fromkeys((*before, *after)) if before.get(field) != after.get(field)]
    left, filled = set(), set()
    for field in changed:
        goal = next((g for g in changed if g != field and field in before and after.get(g) == before[field]), None)
        if goal:
            left.add(field)
            filled.add(goal)
            example = f"{_joined(path, field)}: {_short(before[field])}"
            yield Change("value moved", f"{_joined(pattern, field)} → {goal}", example)
    for field in changed:
        was, now = before.get(field), after.get(field)
        if (was is None or field in left) and (now is None or field in filled):
            continue
        how = "lost" if now is None else "gained" if was is None else "changed"
        example = f"{_joined(path, field)}: {_short(was or 'nothing')} → {_short(now or 'nothing')}"
        yield Change("value", f"{_joined(pattern, field)} {how}", example)


def _fields(part: Any, path: str = "") -> dict[str, str]:
    """Return the filled fields of a part of the filing, without lists; a cell is one field."""
    if isinstance(part, dict) and part.keys() != {"value", "footnotes"}:
        return {k: v for name, child in part.items() for k, v in _fields(child, _joined(path, name)).items()}
    return {} if part is None or isinstance(part, list) else {path: _shown(part)}


def _shown(value: Any) -> str:
    if isinstance(value, dict):  # a cell
        marks = "".join(f"({mark.removeprefix('F')})" for mark in value["footnotes"])
        return f"{'?' if value['value'] is None and not marks else _shown(value['value'])}{marks}"
    return "" if value is None else value if isinstance(value, str) else json.dumps(value)


def _summary(item: Any) -> str:
    return _short(", ".join(_fields(item).values()))


def _short(text: str) -> str:
    return text if len(text) <= MAX_SHOWN else f"{text[: MAX_SHOWN - 1]}…"


def _joined(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


# -------------------------------------------------------------------------------------------- the diagnostics


def _of_remarks(old: Iterable[Remark], new: Iterable[Remark]) -> Iterator[Change]:
    before, after = _by_kind(old), _by_kind(new)
    for how, some, others in (("gone", before, after), ("new", after, before)):
        for kind, found in some.items():
            if len(found) > len(others.get(kind, [])):
                place = f"{found[0].place[0]}:{found[0].place[1]}: " if found[0].place else ""
                line = found[0].place[0] if found[0].place and how == "new" else None
                yield Change("diagnostic", f"{how}: {kind}", f"{place}{found[0].message}", line)


def _by_kind(remarks: Iterable[Remark]) -> dict[str, list[Remark]]:
    """Group diagnostics by severity, code and fields; the same diagnostic on several fields counts once."""
    fields: dict[Remark, list[str]] = {}
    for remark in remarks:
        paths = fields.setdefault(attrs.evolve(remark, path=None), [])
        paths += [without_numbers(remark.path)] if remark.path else []
    kinds: dict[str, list[Remark]] = {}
    for remark, paths in fields.items():
        field = f" on {', '.join(dict.fromkeys(paths))}" if paths else ""
        kinds.setdefault(f"{remark.severity}[{remark.code}]{field}", []).append(remark)
    return kinds


# ---------------------------------------------------------------------------------------------------- the tree


def _shape(tree: tuple[Entry, ...]) -> list[tuple[int, str | None]]:
    return [(entry.depth, _text(entry)) for entry in tree]


def _of_names(old: tuple[Entry, ...], new: tuple[Entry, ...]) -> Iterator[Change]:
    """Yield the changes between two trees of the same shape: the names of their rules and terminals."""
    old_names, new_names = ({entry.name for entry in tree} for tree in (old, new))
    for was, now in zip(old, new, strict=True):
        if was.name != now.name:
            is_renamed = was.name not in new_names and now.name not in old_names
            yield Change("rule renamed" if is_renamed else "tree", f"{was.name} → {now.name}", now.text or "")


def _of_branches(old: tuple[Entry, ...], new: tuple[Entry, ...]) -> Iterator[Change]:
    # Separators look the same all over a tree. SequenceMatcher treats them as junk, which keeps it fast.
    before, after = ([(entry.name, _text(entry)) for entry in tree] for tree in (old, new))
    for kind, old_start, old_end, new_start, new_end in SequenceMatcher(None, before, after).get_opcodes():
        if kind != "equal":
            gone, come = old[old_start:old_end], new[new_start:new_end]
            place = (come or gone)[0].place
            where = _rule_around(new, new_start) if come else _rule_around(old, old_start)
            was, now = _names(gone), _names(come)
            what = f"another text of {now}" if was == now else f"{was} → {now}"
            yield Change("tree", f"{where}: {what}", f"{place[0]}:{place[1]}" if place else "")


def _text(entry: Entry) -> str | None:
    """Return a token's text. All blank tokens compare equal, because line ends and separators are positions."""
    return '""' if entry.text and BLANK.fullmatch(entry.text) else entry.text


def _rule_around(tree: tuple[Entry, ...], index: int) -> str:
    above = (entry.name for entry in reversed(tree[:index]) if entry.depth < tree[index].depth)
    return next(above, tree[index].name)


def _names(entries: tuple[Entry, ...]) -> str:
    names = list(dict.fromkeys(entry.name for entry in entries))
    return " ".join(names[:4]) + (" …" if len(names) > 4 else "") or "nothing"


# -------------------------------------------------------------------------------------------------- the rest


def _of_the_rest(old: Snapshot, new: Snapshot) -> Change:
    if old == new:
        return Change("text", "captions, or the expectation or hint of a diagnostic")
    if _without_places(old) == _without_places(new):
        return Change("position", "positions only")
    for was, now in zip(old.remarks, new.remarks, strict=False):
        if was.message != now.message:
            return Change("text", f"{now.severity}[{now.code}] has another message", now.message)
    return Change("text", "something other than a field")


def _without_places(snapshot: Snapshot) -> Snapshot:
    return attrs.evolve(
        snapshot,
        tree=tuple(attrs.evolve(entry, place=None, text=_text(entry)) for entry in snapshot.tree),
        remarks=tuple(attrs.evolve(remark, place=None, found=None) for remark in snapshot.remarks),
    )
