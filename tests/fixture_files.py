"""The fixtures: one folder per behaviour, with a text for each layout and an about.toml that says what they show."""

from __future__ import annotations

import json
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import attrs
import jsonschema

import form4_grammar as f4

FIXTURES = Path(__file__).parent / "fixtures"
ABOUT = "about.toml"
LAYOUTS = tuple(map(str, f4.layouts()))
SCHEMA = json.loads((FIXTURES / "about.schema.json").read_text(encoding="utf-8"))
SUFFIXES = (".txt", ".md", ".html")
# Whole filings, sections that are read alone, and files that are not UTF-8. Each text is named after its layout.
TEXTS = sorted(path for suffix in SUFFIXES for path in FIXTURES.glob(f"*/*{suffix}"))
SECTIONS = sorted(path for suffix in SUFFIXES for path in FIXTURES.glob(f"sections/*/*{suffix}"))
BYTES = sorted(FIXTURES.glob("bytes/*/*.dat"))
# Texts with a fault beside which a second one is not read: in a row whose last blank cell is cut off, columns 6 and 7
# are told apart by what stands in them; in one with a cell too few or too many, all columns are; footnotes without
# their heading are found by the date of the signature below them.
FAULTY = (
    *("blank-cells-cut-off", "rows-of-every-length", "missing-a-cell", "extra-cell"),
    *("footnotes-heading-misspelled", "remarks-without-heading", "remarks-on-caption-line-without-heading"),
)
SOUND = [path for path in TEXTS if not any(name in path.parent.name for name in FAULTY)]
SAME_FILING = [path for path in TEXTS if path.parent.name == "same-filing"]  # one in every layout
FOLDERS = sorted({path.parent for path in FIXTURES.rglob("*.*") if path.parent != FIXTURES})


@attrs.frozen
class Expectation:
    """What the texts of one filing must show.

    Attributes:
        texts: the texts, which must all give the same filing
        about: the behaviour that they show
        section: the public rule that reads them; None for whole filings
        codes: the codes of all errors and warnings, sorted
        values: values by path; None where the field must be null
    """

    texts: tuple[Path, ...]
    about: str
    section: str | None
    codes: tuple[str, ...]
    values: dict[str, Any]


@cache
def expectations_in(folder: Path) -> tuple[Expectation, ...]:
    """What the texts of a fixture must show. Raises ValueError, with a message for the author of the fixture."""
    try:
        about = tomllib.loads((folder / ABOUT).read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as refusal:
        raise ValueError(f"{folder / ABOUT}: {refusal}") from None
    for error in jsonschema.Draft202012Validator(SCHEMA).iter_errors(about):
        raise ValueError(f"{folder / ABOUT}: {error.json_path}: {error.message}")
    texts = {path.stem: path for path in sorted(folder.iterdir()) if path.name != ABOUT}
    for layout, path in texts.items():
        if layout not in LAYOUTS:
            raise ValueError(f"{path}: no such layout as {layout}; a text is named after one of {', '.join(LAYOUTS)}")
    filings = about.get("filing", [{"layouts": list(texts)}])
    listed = [layout for filing in filings for layout in filing["layouts"]]
    if not texts or sorted(listed) != sorted(texts):
        raise ValueError(f"{folder / ABOUT}: is about the layouts {sorted(listed)}, the texts are in {sorted(texts)}")
    return tuple(
        Expectation(
            tuple(texts[layout] for layout in filing["layouts"]),
            about["about"],
            about.get("section"),
            tuple(sorted([*about.get("codes", ()), *filing.get("codes", ())])),
            dict.fromkeys([*about.get("absent", ()), *filing.get("absent", ())])
            | about.get("values", {})
            | filing.get("values", {}),
        )
        for filing in filings
    )


def expectation_of(text: Path) -> Expectation:
    """What one text must show."""
    return next(expected for expected in expectations_in(text.parent) if text in expected.texts)


def look_up(filing: Any, path: str) -> Any:
    """The value at a path in the dict of a filing; "len(…)" is the length of a list, "filing" the whole."""
    if path == "filing":
        return filing
    if found := re.fullmatch(r"len\((.+)\)", path):
        return len(look_up(filing, found[1]))
    for key in re.findall(r"[^.\[\]]+", path):
        filing = filing[int(key)] if isinstance(filing, list) else filing[key]
    return filing


def without_nulls(value: Any) -> Any:
    """A value as TOML can write it: TOML has no null."""
    if isinstance(value, dict):
        return {key: without_nulls(child) for key, child in value.items() if child is not None}
    return [without_nulls(child) for child in value] if isinstance(value, list) else value
