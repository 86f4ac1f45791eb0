"""An HTML page of the grammar files that shows their coverage."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from .coverage import Coverage, Place, places_of
from .sources import Source

PAGE = """\
<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<title>Grammar coverage</title>
<style>
body {{ font: 15px/1.5 sans-serif; margin: 2em; }}
pre {{ font: 13px/1.6 monospace; }}
.met {{ background: #d9f2d9; }}
.never-met {{ background: #ffb3b3; outline: 1px solid #c00; }}
.unreachable {{ background: #ddd; color: #666; }}
.part {{ background: none; }}
</style>
<h1>Grammar coverage</h1>
<p>Names of rules and terminals, and the alternatives of rules:
<span class="met">met</span>, <span class="never-met">never met</span>,
<span class="unreachable">unreachable in the grammars of these texts</span>.
The sign of an option (<code>?</code>, <code>*</code>) shows its absence, a <code>|</code> an empty choice.
Hover over a part to see how often it was met.</p>
{files}
</html>
"""


def annotated_page(coverage: Coverage) -> str:
    """Return a self-contained HTML page with the text of every grammar file."""
    files = (
        f"<h2>{escape(source.path.name)}</h2>\n<pre>{''.join(_annotated(source, coverage))}</pre>"
        for source in coverage.sources
    )
    return PAGE.format(files="\n".join(files))


def _annotated(source: Source, coverage: Coverage) -> Iterator[str]:
    """Yield the text of a file, with an element around each place. Places may be nested, but never overlap."""
    open_places: list[Place] = []
    done = 0

    def up_to(end: int) -> Iterator[str]:
        nonlocal done
        yield escape(source.text[done:end])
        done = end

    for place in places_of(source):
        while open_places and open_places[-1].end <= place.start:
            yield from up_to(open_places.pop().end)
            yield "</span>"
        yield from up_to(place.start)
        status = coverage.status(place)
        met = f"met: {coverage.times[place]:,}" if status == "met" else status
        yield f'<span class="{status.replace(" ", "-")}" title="{met}">'
        open_places.append(place)
    while open_places:
        yield from up_to(open_places.pop().end)
        yield "</span>"
    yield from up_to(len(source.text))
