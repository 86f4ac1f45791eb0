"""A reading as one self-contained page for a browser, and an index of such pages.

The page shows the filing, the tree, the fields, the diagnostics and the text, each linked to the others. What is shown
goes into a page as JSON alone, and out of it as text alone (js/); a page's own script and style are all that its policy
lets run.
"""

from __future__ import annotations

from html import escape

from ...escapes import visible
from ...language import Answer
from ...reading import Reading
from .assets import filled, in_script, script
from .data import report_data
from .diagnostics import TRACES

__all__ = ["report", "report_data"]


def report(reading: Reading | Answer, *, traces: int = TRACES) -> str:
    """A reading as a self-contained HTML page that needs no network; its text cannot become mark-up.

    ``traces`` is how many places of diagnostics are explained as ``form4 trace`` does. The first one takes the time in
    which Lark builds the parser.
    """
    return filled(
        "page.html",
        style="page.css",
        script=script(),
        title="Form 4" if isinstance(reading, Reading) else escape(visible(str(reading.language))),
        data=in_script(report_data(reading, traces=traces)),
    )
