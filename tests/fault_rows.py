"""The faults around the program that tests try, row by row: what is tried, and what must be.

``benchmarks/faults.py`` makes a table of them with the answers that the tests have got.
"""

from __future__ import annotations

ROWS: dict[str, tuple[str, str]] = {
    "full output": (
        "`form4 CMD … > /dev/full`, every command",
        "one line, status 4",
    ),
    "closed output": (
        "standard output closed (`>&-`), every command; with `-o FILE` too",
        "with `-o` it works; else one line, status 4",
    ),
    "closed input": (
        "standard input closed, `form4 parse -`",
        "one line, status 4",
    ),
    "size limit": (
        "a full disk or a file-size limit behind `> file`",
        "one line, status 4",
    ),
    "killed pool": (
        "SIGKILL or SIGTERM during `form4 check` with a pool",
        "workers end when their parent does; SIGTERM ends with 143",
    ),
    "interrupted pool": (
        "Ctrl-C while a pool works",
        "ends within a second",
    ),
    "killed writer": (
        "SIGKILL before the rename",
        "tidied by the next run; never taken for a snapshot by syrupy",
    ),
    "equal ids": (
        "two writers with the same process id, one store",
        "unique temporary names, no torn file",
    ),
    "fsync": (
        "`rename` without fsync before it",
        "fsync of the file",
    ),
    "long name": (
        "a text named by 226 bytes",
        "kept",
    ),
    "two runs": (
        "`a-b/c.txt` and `a/b-c.txt` checked in two runs",
        "told in both",
    ),
    "review": (
        "`form4 check --review`, the text changes while the question is open",
        "what was shown is what is kept, or a refusal",
    ),
    "pipes": (
        "a snapshot, `.texts_in`, or a text in a folder is a FIFO; a FIFO given by name",
        "one line, status 4; the last is read",
    ),
    "endless": (
        "`/dev/zero`, `/dev/urandom`, a snapshot that is a link to one",
        "a limit of size, one line",
    ),
    "forbidden": (
        "a folder, or a file in it, that may not be entered; a name of 300 characters",
        "one line each, status 4",
    ),
    "deep folder": (
        "a folder 2,100 deep; the pattern `***`",
        "read, or one line",
    ),
    "empty name": (
        '`form4 parse ""`',
        "an empty name",
    ),
    "long place": (
        "`--at` with a number of 5,000 digits",
        "one line, status 2",
    ),
    "input twice": (
        "`form4 parse - -`",
        "refused",
    ),
    "decimal context": (
        "reading, rules, snapshots and JSON under the caller's `decimal` context",
        "a context of our own, everywhere",
    ),
    "odd amounts": (
        "`from_dict` with NaN, Infinity, 1e999999, 1_000, blanks, other digits, -0",
        "refused, with its path",
    ),
    "threads": (
        "16, 32 threads at first use",
        "each layout is built once, the others wait",
    ),
    "dead worker": (
        "a worker of the pool is killed",
        "the text that it was at is reported, the rest goes on; status 4",
    ),
    "pickles": (
        "pickle or copy `FilingError`, `UnwritableError`",
        "all public errors pickle and copy",
    ),
    "log command": (
        "a file name with a newline and `::error …`, in a GitHub log",
        "names are escaped wherever they are shown",
    ),
    "controls": (
        "ESC, BEL, C1 controls, bidi and zero-width characters, in the text or a name",
        "escaped; JSON as `\\u` escapes",
    ),
    "formulas": (
        "a name that a spreadsheet would run, in `--csv`",
        "an apostrophe before it, unless told otherwise",
    ),
    "hostile JSON": (
        "`form4 render` of JSON with 1e99999999, nested 100,000 deep, a number of 5,000 digits",
        "one line with the place",
    ),
    "surrogate": (
        "`form4 render` of a name with a lone surrogate",
        "refused, with its path",
    ),
    "byte names": (
        "two files whose names are bytes that are no UTF-8, `--jsonl`",
        "told apart",
    ),
    "many strays": (
        "`form4 parse` (the page) and `check` of a text with thousands of stray lines",
        "a bound on what is shown, the rest counted; linear",
    ),
    "short writes": (
        "`PYTHONUNBUFFERED=1`, where a raw write comes back short",
        "every byte written, or one line and status 4",
    ),
    "special output": (
        "`-o /dev/stdout`, `-o >(cmd)`, `-o` a FIFO or a device",
        "written to, not replaced",
    ),
    "closed errors": (
        "standard error closed (`2>&-`), 20 texts and more",
        "data stays data; the status tells",
    ),
    "links": (
        "a link inside the store, or the folder of `--variants`, that points out of it",
        "nothing outside is touched",
    ),
    "modes": (
        "`-o FILE` over a file of mode 0600",
        "mode kept",
    ),
    "closed pipe": (
        "`form4 --help | true`; `report`, `convert`, `render` `… | true`",
        "quiet, the status of a closed pipe",
    ),
    "no folder": (
        "the working folder is deleted while it runs",
        "names what it was about",
    ),
    "half accepted": (
        "`check --accept-new` fails midway",
        "counts: kept, not kept",
    ),
    "folder x.txt": (
        "a folder named `x.txt` inside a folder",
        "entered like any folder",
    ),
    "slash": (
        "`-o new/` (a slash, no such folder)",
        '"no such folder", status 4',
    ),
    "UTF-16": (
        "a text in UTF-16 or UTF-32",
        "says the encoding that it looks like, and how to convert",
    ),
    "other texts": (
        "`form4 parse` of a folder with texts that are no filing",
        "one line each in a summary",
    ),
    "quotes": (
        "a README that quotes headings of the form",
        "refused in one diagnostic",
    ),
    "grammars": (
        "`--grammar` with an exploding expression, of 10 MB, with imports in a circle",
        "a message, never a traceback or endless work",
    ),
}
