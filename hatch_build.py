"""What a build adds: the tables of the layouts, so that Lark need not make them, and links of the README that hold."""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.plugin.interface import MetadataHookInterface

RELATIVE_LINK = re.compile(r"(!?)(\[[^\]]*\]\()(?!https?://|#)")


class ReadmeHook(MetadataHookInterface):
    """Gives PyPI the README with links that lead to the files on GitHub, whose own are relative."""

    def update(self, metadata: dict[str, Any]) -> None:
        text = Path(self.root, "README.md").read_text(encoding="utf-8")
        home = metadata["urls"]["Homepage"]
        metadata["readme"] = {
            "content-type": "text/markdown",
            "text": RELATIVE_LINK.sub(
                lambda link: f"{link[1]}{link[2]}{home}/{'raw' if link[1] else 'blob'}/main/", text
            ),
        }


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
