"""An atheris target for ``read`` and ``compare``: no bytes may raise an exception, and no character may be lost.

fuzz/run.py passes the seeds and the dictionary; the arguments are libFuzzer's. To repeat a case that failed, run

    python fuzz/fuzz_read.py crash-0123456789abcdef
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["form4_grammar", "lark"]):
    import form4_grammar as f4
    from form4_grammar.lossless import leaves


WHOLE = f4.read_file(Path(__file__).parent.parent / "tests" / "edgar" / "form-4.xml")


def check(data: bytes) -> None:
    """The first byte chooses a layout, or detection; the rest is read as a text and as a file."""
    layouts = (None, *f4.layouts())
    layout = layouts[data[0] % len(layouts)] if data else None
    text = data[1:].decode("utf-8", errors="replace")
    reading = f4.read(text, layout)
    if reading.tree is None:
        assert str(reading.layout) in ("xml", "submission")
        assert all(0 <= span.start <= span.end <= len(text) for span in reading.spans().values())
    else:
        assert "".join(leaves(reading.tree)) == text
    assert reading.filing is not None or reading.errors
    reading.with_rules()
    f4.compare(reading, WHOLE).to_dict()
    f4.read_file(BytesIO(data[1:]), layout)


if __name__ == "__main__":
    atheris.Setup(sys.argv, check)
    atheris.Fuzz()
