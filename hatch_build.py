"""Makes the tables of the layouts when a wheel is built, so that Lark makes none on a user's machine."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class TablesHook(BuildHookInterface[Any]):
    """Writes a file of tables for each grammar that ships, and adds the folder to the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":  # a checkout keeps its tables in the user's cache, as its grammars change
            return
        sys.path.insert(0, self.root)
        from form4_grammar.grammars import keep_tables

        self._folder = tempfile.TemporaryDirectory()
        keep_tables(Path(self._folder.name))
        build_data["force_include"][self._folder.name] = "form4_grammar/tables"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        if version != "editable":
            self._folder.cleanup()
