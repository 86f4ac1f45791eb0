"""The settings: [tool.form4] of the nearest pyproject.toml, from the current folder upwards."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import attrs

from ..files import read_text
from .statuses import UsageError

FILE = "pyproject.toml"
KEYS = {"select", "ignore", "per-path-ignores", "store", "layouts", "grammars", "strict"}


@attrs.frozen
class Settings:
    """What a project has set.

    Attributes:
        stated: the keys and values; empty if there are no settings
        file: the file that has them
    """

    stated: Mapping[str, Any] = attrs.field(factory=dict)
    file: Path = Path(FILE)

    def text(self, key: str) -> str | None:
        """A text; raises UsageError for anything else."""
        value = self.stated.get(key)
        if value is not None and not isinstance(value, str):
            raise UsageError(f"{self.file}: {key} is a text")
        if value is not None and "\0" in value:  # which no path can have
            raise UsageError(f"{self.file}: {key} has a NUL character")
        return value

    def flag(self, key: str) -> bool:
        """True or false, which is the default; raises UsageError for anything else."""
        value = self.stated.get(key, False)
        if not isinstance(value, bool):
            raise UsageError(f"{self.file}: {key} is true or false")
        return value

    def texts(self, key: str) -> list[str]:
        """A list of texts; raises UsageError for anything else."""
        value = self.stated.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise UsageError(f"{self.file}: {key} is a list of texts")
        return value

    def table(self, key: str, of: str) -> dict[str, Any]:
        """A table; raises UsageError for anything else."""
        value = self.stated.get(key, {})
        if not isinstance(value, dict):
            raise UsageError(f"{self.file}: {key} is a table of {of}")
        return value


def settings() -> Settings:
    """Find the settings; raises UsageError if their file cannot be read, or for a key that there is not."""
    here = Path(os.getcwd())
    for folder in (here, *here.parents):
        file = folder / FILE
        if not file.is_file():
            continue
        try:
            tools = tomllib.loads(read_text(file)).get("tool")
        except (OSError, tomllib.TOMLDecodeError) as refusal:
            raise UsageError(f"{file}: {refusal}") from None
        found = tools.get("form4") if isinstance(tools, dict) else None  # "tool" may be anything, and is not ours
        if found is not None:
            unknown = found.keys() - KEYS if isinstance(found, dict) else {"form4"}
            if unknown:
                raise UsageError(f"{file}: no setting {min(unknown)!r}; there are {', '.join(sorted(KEYS))}")
            return Settings(found, file)
    return Settings()
