"""The colours of Lark grammars, for Pygments."""

from __future__ import annotations

from typing import Any, ClassVar

from pygments.lexer import RegexLexer, bygroups
from pygments.lexers import LEXERS
from pygments.token import Comment, Keyword, Name, Number, Operator, Punctuation, String, Text

__all__ = ["LarkLexer"]


class LarkLexer(RegexLexer):  # type: ignore[misc]
    """Colours comments, names, strings, expressions and operators."""

    name = "Lark"
    aliases: ClassVar[list[str]] = ["lark"]
    tokens: ClassVar[dict[str, list[Any]]] = {
        "root": [
            (r"//:.*$", Comment.Special),
            (r"//.*$", Comment.Single),
            (r"%[a-z]+", Keyword),
            (r'"(?:\\.|[^"\\\n])*"i?', String),
            (r"/(?![/*])(?:\\.|[^/\\\n])+/[imslux]*", String.Regex),
            (r"(\.)(-?\d+)", bygroups(Punctuation, Number)),
            (r"_*[A-Z][A-Z0-9_]*", Name.Constant),
            (r"_*[a-z][a-z0-9_]*", Name),
            (r"->|[|?*+~!]", Operator),
            (r"[\s]+", Text),
            (r".", Punctuation),
        ]
    }


def register() -> None:
    """Let Pygments find the lexer by its name, as it finds its own."""
    LEXERS[LarkLexer.__name__] = (__name__, LarkLexer.name, tuple(LarkLexer.aliases), ("*.lark",), ())
