"""The files that pages are made of, and how they are filled in so that no text of a filing becomes mark-up."""

from __future__ import annotations

import json
from base64 import b64encode
from hashlib import sha256
from importlib.resources import files
from string import Template
from typing import Any

# The page's script, in the order in which its parts are joined.
SCRIPTS = ("places", "text", "tree", "sheet", "diagnostics", "json", "selection", "search", "page")
# JSON needs none of these outside of its strings. "<" would end the script element, "&" is for those who read XHTML;
# U+2028 and U+2029 are escaped with all that is not ASCII.
ESCAPES = {ord(character): f"\\u{ord(character):04x}" for character in "<>&"}


def script() -> str:
    """The script of a page."""
    return "\n".join(asset(f"js/{name}.js") for name in SCRIPTS)


def asset(name: str) -> str:
    """The text of a file of this folder."""
    return files(__package__).joinpath(name).read_text("utf-8")


def in_script(data: dict[str, Any]) -> str:
    """Data as JSON that can stand in a script element."""
    return json.dumps(data, separators=(",", ":")).translate(ESCAPES)


def filled(name: str, *, style: str, script: str, **parts: str) -> str:
    """A page whose policy allows its own style and script and nothing else; the other parts must be safe as mark-up."""
    sheet = asset("colours.css") + asset(style)
    return Template(asset(name)).substitute(
        parts, style=sheet, style_hash=_hash(sheet), script=script, script_hash=_hash(script)
    )


def _hash(source: str) -> str:
    """The source expression of an inline script or style for a Content-Security-Policy."""
    return f"sha256-{b64encode(sha256(source.encode()).digest()).decode()}"
