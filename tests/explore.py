"""Try the reader's promises on new random examples, until the time is up or a promise is broken.

    python tests/explore.py                       # for a minute
    python tests/explore.py --seconds 3600
    python tests/explore.py --seed 17 --round 240 # repeat one round

The first line of output is the seed. Each round tries damaged fixtures and other texts, a file of mixed encodings, a
damaged value and a generated filing. If a promise is broken, the example is written to a file, and the last lines tell
you how to turn it into a test. The exit status is then 1.
"""

from __future__ import annotations

import argparse
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from random import Random

import hypothesis
from conftest import text_of
from damage import ENCODINGS
from fixture_files import SOUND
from promises import (
    is_judged_without_an_error,
    is_read_in_one_encoding,
    is_written_and_read_in_every_layout,
    loses_nothing,
    reports_a_damaged_value,
    with_a_damaged_value,
)
from samples import FILINGS_FILE, any_fixture, any_text, filing_line
from test_rules import FILINGS

import form4_grammar as f4
from form4_grammar.testing import filings

FOUND = Path("found")  # gets the suffix of its content


def try_text(random: Random) -> None:
    """Any text is read, and nothing of it is lost."""
    text = any_text(random)
    keep(FOUND.with_suffix(".txt"), text.encode("utf-8"))
    loses_nothing(text, f4.read(text))


def try_encodings(random: Random) -> None:
    """A file of several encodings is read as one of them."""
    data = random.choice(ENCODINGS)(text_of(any_fixture(random)).encode(), random.randint)
    keep(FOUND.with_suffix(".dat"), data)
    is_read_in_one_encoding(data)


def try_damaged_value(random: Random) -> None:
    """A value that is damaged beyond reading is absent and reported."""
    whole = f4.read(text_of(random.choice(SOUND)))
    if damaged_value := with_a_damaged_value(whole, random):
        keep(FOUND.with_suffix(".txt"), damaged_value[1].encode("utf-8"))
        reports_a_damaged_value(whole, *damaged_value)


def try_filing(random: Random) -> None:
    """What is written is read, in every layout."""
    drawn(filings(), random, is_written_and_read_in_every_layout)


def try_rules(random: Random) -> None:
    """Rules judge any filing without an error."""
    drawn(FILINGS, random, is_judged_without_an_error)


def drawn(
    strategy: hypothesis.strategies.SearchStrategy[f4.Filing], random: Random, check: Callable[[f4.Filing], None]
) -> None:
    """Check some filings that a strategy draws."""

    @hypothesis.seed(random.getrandbits(64))
    @hypothesis.settings(
        database=None,
        deadline=None,
        derandomize=False,
        max_examples=5,
        phases=[hypothesis.Phase.generate],  # the filing is kept as it is: making it smaller takes minutes
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    @hypothesis.given(strategy)
    def check_one(filing: f4.Filing) -> None:
        keep(FOUND.with_suffix(".jsonl"), f"{filing_line(filing)}\n".encode())
        check(filing)

    check_one()


example: tuple[Path, bytes] = FOUND, b""


def keep(file: Path, content: bytes) -> None:
    """Remember the current example, to write it to this file if it breaks a promise."""
    global example
    example = file, content


PROMISES = (try_text, try_text, try_text, try_encodings, try_damaged_value, try_filing, try_rules)


def explore(seed: int, start: int, seconds: float) -> int:
    """Try all promises, round after round; return the exit status."""
    print(f"seed {seed}", flush=True)
    end, number = time.monotonic() + seconds, start
    while True:
        for index, promise in enumerate(PROMISES):
            try:
                promise(Random(f"{seed} {number} {index}"))
            except Exception:
                traceback.print_exc()
                file, content = example
                file.write_bytes(content)
                print(f"\nBroken: {promise.__doc__} The example is in {file}.")
                print(f"Again:  python tests/explore.py --seed {seed} --round {number}")
                print(f"A test: add a filing to {FILINGS_FILE.name}; put a text into a new fixture folder.")
                return 1
        number += 1
        if time.monotonic() >= end:
            print(f"{number - start} rounds, nothing found")
            return 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, help="choose the examples; random by default")
    parser.add_argument("--round", type=int, help="run only this round")
    given = parser.parse_args()
    seed = Random().getrandbits(32) if given.seed is None else given.seed
    if given.round is not None:
        return explore(seed, given.round, 0)
    return explore(seed, 0, given.seconds)


if __name__ == "__main__":
    sys.exit(main())
