"""The time of a match, and of a reading, grows in proportion to the text, whatever is repeated in it.

Times are compared with one another: eight times as long a text takes about eight times as long. One whose time grew
like the square of the length would take 64 times as long; at 1 MB, many minutes.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import attrs
import pytest
from conftest import ROOT

import form4_grammar as f4
from form4_grammar.grammars import address_parser
from form4_grammar.workbench.pumps import pumps, slow_pump

SHORT, LONG = 125_000, 1_000_000  # characters
ALLOWED = 40  # between 8, the ratio of the lengths, and 64, that of their squares: longer texts leave the caches
NOTHING = 0.5  # seconds: at 1 MB, the square of the length takes minutes, and larger memory costs a tenth of a second
TERMINALS = {
    expression: name
    for automaton in (*(layout.automaton() for layout in f4.layouts()), address_parser())
    for name, expression in automaton.tables.terminals.items()
}


def seconds(run: Callable[[], object]) -> float:
    start = time.process_time()
    run()
    return time.process_time() - start


def is_linear(run: Callable[[int], object]) -> bool:
    """Whether the long text takes no more than is allowed; measured again if it seems to: the machine may be busy."""
    for _ in range(3):
        short, long = seconds(lambda: run(SHORT)), seconds(lambda: run(LONG))
        if long < max(NOTHING, ALLOWED * short):
            return True
    return False


@pytest.mark.parametrize("pattern", [pytest.param(each, id=name) for each, name in TERMINALS.items()])
def test_a_terminal_matches_in_linear_time(pattern: str) -> None:
    """Whatever part of it is repeated; the part that takes longest is repeated up to 1 MB."""
    assert slow_pump(pattern) is None
    compiled = re.compile(pattern)
    slowest = max(pumps(pattern), key=lambda pump: seconds(lambda: compiled.match(pump.text(16_384))), default=None)
    if slowest is not None:
        assert is_linear(lambda length: compiled.match(slowest.text(length))), slowest


def test_the_time_of_nested_and_adjacent_repetitions_is_seen() -> None:
    quadratic = (r"1\.[ \t]+(?=[^\n]{5,}\n2)", "( +)+x", "[ a]*[ b]*x", "(?:a|b|ab)*c")
    assert [pattern for pattern in quadratic if slow_pump(pattern) is None] == []
    linear = (
        r"1\.[ \t]++(?=[^\n]{5,}\n2)",
        "(?: ++)+x",
        "[ a]*+[ b]*+x",
        "(?:a|b)*+c",
        r"[^\S\n]*\n",
        " {0,80} {0,80}x",
    )
    assert [pattern for pattern in linear if slow_pump(pattern) is not None] == []


def test_the_rules_take_time_in_proportion_to_the_rows() -> None:
    """Also where all rows are sales of one security on one day, whose prices are compared."""
    filing = f4.loads((ROOT / "examples" / "filing.txt").read_text(encoding="utf-8"))

    def with_rows(length: int) -> f4.Filing:
        return attrs.evolve(filing, non_derivative=filing.non_derivative[:1] * (length // 250))

    assert is_linear(lambda length: f4.validate(with_rows(length)))


def test_a_slow_machine_makes_no_terminal_slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """A browser takes several times as long: what counts is how the time grows."""

    def found(seconds_of: Callable[[int], float]) -> bool:
        monkeypatch.setattr("form4_grammar.workbench.pumps._seconds", lambda compiled, text: seconds_of(len(text)))
        return slow_pump.__wrapped__("( +)+x") is not None

    assert not found(lambda length: length * 1e-5)
    assert found(lambda length: length**2 * 1e-8)
    assert found(lambda length: 2**length * 1e-9)
