"""Many texts or files, read one by one or by several processes."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence, Sized
from contextlib import closing
from functools import partial
from itertools import tee
from typing import Literal, TypedDict, cast

import attrs

from .api import MAX_DIAGNOSTICS, read, read_file
from .limits import TooSlowError, time_limit
from .parsing import LayoutChoice
from .pools import Lost, map_in_processes
from .reading import Reading

LONGEST_PATH = 4096  # characters; what is longer is a text
AHEAD = 64  # items for each process: readings in memory that are not given yet


class Limits(TypedDict):
    """The limits of ``read``."""

    max_chars: int | None
    max_diagnostics: int | None


class WorkerDiedError(RuntimeError):
    """The process that was reading an item has died, for example because memory ran out."""


@attrs.frozen
class Result:
    """What has become of one item of a batch.

    Attributes:
        item: the path or the text, as it was given
        reading: the reading, without its tree unless trees were asked for; None if there is an error
        error: an OSError if the file cannot be read, WorkerDiedError, or lark's LarkError if a grammar of your own
            takes longer than a minute; None if there is a reading
    """

    item: str | os.PathLike[str]
    reading: Reading | None
    error: Exception | None = None


def read_many(
    items: Iterable[str | os.PathLike[str]],
    layout: LayoutChoice = None,
    *,
    kind: Literal["files", "texts"] = "files",
    workers: int | None = 1,
    on_progress: Callable[[int, int | None], object] | None = None,
    trees: bool = False,
    max_chars: int | None = None,
    max_diagnostics: int | None = MAX_DIAGNOSTICS,
) -> Iterator[Result]:
    """Read many files or texts; yield a result for each, in their order.

    Items are taken as they are needed, and few results wait in memory, so ``items`` may be a generator without end.
    ``workers`` is the number of processes, None for one per core; one reads in this process. What goes wrong with an
    item is its result, and the others go on. ``on_progress`` is called with the number of results so far and the
    number of items, None if ``items`` has no length. ``layout`` and the limits are those of ``read``.

    Raises TypeError for an item that is no path, or no text; it ends the batch.
    """
    count = workers if workers is not None else os.cpu_count() or 1
    if count < 1:
        raise ValueError(f"workers is 1 or more, or None, not {workers}")
    if kind not in ("files", "texts"):
        raise ValueError(f'kind is "files" or "texts", not {kind!r}')
    if isinstance(items, str | bytes | os.PathLike):
        raise TypeError("read_many takes several items: a list of paths, for example")
    one = partial(
        _read_one, layout=layout, kind=kind, trees=trees, max_chars=max_chars, max_diagnostics=max_diagnostics
    )
    total = len(items) if isinstance(items, Sized) else None
    return _results(items, one, count, lambda number: on_progress(number, total) if on_progress else None)


def _results(
    items: Iterable[str | os.PathLike[str]],
    one: Callable[[str | os.PathLike[str]], Reading | Exception],
    count: int,
    on_progress: Callable[[int], object],
) -> Iterator[Result]:
    named, given = (items, items) if isinstance(items, Sequence) else tee(items)
    found: Generator[Reading | Exception | Lost, None, None]
    if count == 1:
        found = (one(item) for item in given)
    else:
        found = map_in_processes(one, given, count, alike=_folder, ahead=AHEAD * count)
    with closing(found):
        for number, (item, result) in enumerate(zip(named, found, strict=True), 1):
            if isinstance(result, Lost):
                died = WorkerDiedError(f"the process that read it has died ({result.exit_code}); is memory short?")
                yield Result(item, None, died)
            elif isinstance(result, Exception):
                yield Result(item, None, result)
            else:
                yield Result(item, result)
            on_progress(number)


def _folder(item: str | os.PathLike[str]) -> str:
    """The folder of a file: its texts are mostly of one layout, whose lexers one process compiles for all of them."""
    return os.path.dirname(item) if isinstance(item, os.PathLike) or len(item) < LONGEST_PATH else ""


def _read_one(
    item: str | os.PathLike[str],
    *,
    layout: LayoutChoice,
    kind: str,
    trees: bool,
    max_chars: int | None,
    max_diagnostics: int | None,
) -> Reading | Exception:
    limits: Limits = {"max_chars": max_chars, "max_diagnostics": max_diagnostics}
    try:
        with time_limit(None if isinstance(layout, str) else layout):
            if kind == "files":
                reading = read_file(_path(item), layout, **limits)
            else:  # a path instead of a text raises TypeError
                reading = read(cast(str, item), layout, **limits)
    except (OSError, TooSlowError) as refusal:
        return refusal
    return reading if trees else attrs.evolve(reading, parse=None)


def _path(item: str | os.PathLike[str]) -> str | os.PathLike[str]:
    if not isinstance(item, str | os.PathLike):
        raise TypeError(f'read_many takes paths, or texts with kind="texts", not {type(item).__name__}')
    return item
