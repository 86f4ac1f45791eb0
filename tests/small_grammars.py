"""Small grammars for the tests of the workbench: a list of trades, one per line."""

from __future__ import annotations

from pathlib import Path

import form4_grammar as f4

TRADES = """\
// A list of trades.

//: landmark Trades

// ------------------------------------------------------------------ the list

filing: (HEADING _EOL)? (trade | stray)*
trade: DATE (_TAB AMOUNT)? note* _EOL // 1
stray: (STRAY | REFUSED) _EOL
// How it was paid.
note: _TAB (PAID | TEXT)

// ------------------------------------------------------------------ captions

HEADING.20: "Trades" _CLOSE
PAID.20:    /paid (in full|in part)/

// ------------------------------------------------------------------ values

DATE.10:   /[0-9]{2}\\/[0-9]{2}\\/[0-9]{4}/
AMOUNT.10: "$"? /[0-9]+/
TEXT:      /[^\\t\\n]+/
STRAY.-10: /[^\\n]+/
REFUSED.30: /\\x00+/

_CLOSE: /:?/
_TAB:   "\\t"
_EOL:   "\\n"
"""
TEXT = "Trades:\n01/02/2003\t$40\tpaid in full\n01/03/2003\tunpaid\nsome line\n"


def layout_in(folder: Path, source: str, name: str = "trades") -> f4.Layout:
    """A layout with this source, in a file with this name."""
    file = folder / f"{name}.lark"
    file.write_text(source, encoding="utf-8")
    return f4.Layout.from_file(file)
