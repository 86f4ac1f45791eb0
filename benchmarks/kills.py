"""Kill `form4 check` at chosen calls of the system, and let writers with equal process ids meet, many times.

    python benchmarks/kills.py                            # 1,000 kills, 1,000 rounds of two writers: some ten minutes
    python benchmarks/kills.py --kills 50 --rounds 50     # fewer
    python benchmarks/kills.py --strace 100               # fresh interpreters, killed by strace at real system calls

A kill is SIGKILL at the n-th call of one of CALLS; every tenth run has a pool of processes. After each, every snapshot
must be whole, no process may be left over, and the next run must end with 0 and leave nothing but the snapshots.
"""

from __future__ import annotations

import argparse
import os
import random
import select
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))
import commands  # noqa: E402

import form4_grammar as f4  # noqa: E402
from form4_grammar.checking import outcomes  # noqa: E402

CALLS = {"open": 12, "write": 4, "fsync": 4, "replace": 4, "close": 8, "lstat": 4, "scandir": 2, "listdir": 1}
SYSTEM_CALLS = {"openat": 400, "write": 5, "fsync": 4, "rename": 4, "flock": 4, "close": 400}
TEXTS = 4
CHECK = ("check", "texts", "--accept-new")
PATIENCE = 20  # seconds until a process that is left over counts as one


class TornError(Exception):
    """What must not be."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=1000)
    parser.add_argument("--strace", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    dice = random.Random(arguments.seed)
    text = (ROOT / "examples" / "filing.txt").read_text(encoding="utf-8")
    expected = f4.snapshot_text(f4.read(text))
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        os.mkdir("texts")
        for number in range(TEXTS):
            Path("texts", f"{number}.txt").write_text(text, encoding="utf-8")
        counts: Counter[str] = Counter()
        try:
            for number in range(arguments.kills):
                counts[kill_once(dice, number % 10 == 9, expected)] += 1
            show(f"{arguments.kills:,} kills", counts)
            counts.clear()
            for _ in range(arguments.rounds):
                counts[meet_once(expected)] += 1
            show(f"{arguments.rounds:,} rounds of two writers with one process id", counts)
            counts.clear()
            for _ in range(arguments.strace):
                counts[kill_by_strace(dice, expected)] += 1
            if arguments.strace:
                show(f"{arguments.strace:,} kills by strace", counts)
        except TornError as fault:
            print(f"FAULT: {fault}")
            return 1
    return 0


def show(what: str, counts: Counter[str]) -> None:
    parts = ", ".join(f"{count:,} {outcome}" for outcome, count in sorted(counts.items()))
    print(f"{what}: {parts}; nothing torn, nothing left behind, no process left over", flush=True)


def kill_once(dice: random.Random, has_pool: bool, expected: str) -> str:
    call = dice.choice(list(CALLS))
    number = dice.randint(1, CALLS[call])
    shutil.rmtree("snapshots", ignore_errors=True)
    kill = commands.at_call(call, number, commands.kill_self(signal.SIGKILL))
    status = run(pooled(kill) if has_pool else kill)
    if status not in (0, -signal.SIGKILL):
        raise TornError(f"status {status} at {call} {number}")
    verify(expected, f"{call} {number}{' with a pool' if has_pool else ''}")
    how = "at" if status else "not reached:"
    return f"{how} {call}{' (pool)' if has_pool else ''}"


def pooled(kill: Callable[[], object]) -> Callable[[], None]:
    def before() -> None:
        outcomes.MANY = 2
        os.cpu_count = lambda: 2  # type: ignore[assignment]
        kill()

    return before


def run(before: Callable[[], object] = lambda: None) -> int:
    """Run the command; it is over when every process that had its standard output is gone."""
    reader, writer = os.pipe()
    devnull = os.open(os.devnull, os.O_RDWR)
    child = commands.start(CHECK, (devnull, writer, writer), before=before)
    os.close(writer)
    os.close(devnull)
    status = commands.end_of(child)
    while True:
        if not select.select([reader], [], [], PATIENCE)[0]:
            raise TornError("a process is left over")
        if not os.read(reader, 100_000):
            os.close(reader)
            return status


def verify(expected: str, what: str) -> None:
    """Every snapshot is whole; the next run keeps the others, and leaves nothing else."""
    store = Path("snapshots")
    for file in store.rglob("*.snap") if store.exists() else ():
        if file.read_text(encoding="utf-8") != expected:
            raise TornError(f"{file} after {what}")
    if run() != 0:
        raise TornError(f"the run after {what}")
    names = sorted(file.name for file in store.rglob("*") if file.is_file())
    if names != sorted(f"{number}.txt.snap" for number in range(TEXTS)):
        raise TornError(f"{names} after {what}")


def meet_once(expected: str) -> str:
    shutil.rmtree("snapshots", ignore_errors=True)
    devnull = os.open(os.devnull, os.O_RDWR)

    def equal() -> None:
        os.getpid = lambda: 7  # type: ignore[assignment]

    writers = [commands.start(CHECK, (devnull, devnull, 2), before=equal) for _ in range(2)]
    if any(map(commands.end_of, writers)):
        raise TornError("a writer has failed")
    os.close(devnull)
    verify(expected, "two writers")
    return "whole"


def kill_by_strace(dice: random.Random, expected: str) -> str:
    call = dice.choice(list(SYSTEM_CALLS))
    number = dice.randint(1, SYSTEM_CALLS[call])
    shutil.rmtree("snapshots", ignore_errors=True)
    inject = f"inject={call}:signal=KILL:when={number}"
    command = ["strace", "-qq", "-o", os.devnull, "-e", f"trace={call}", "-e", inject]
    command += [sys.executable, "-m", "form4_grammar", *CHECK]
    status = subprocess.run(command, capture_output=True, check=False).returncode
    verify(expected, f"{call} {number}")
    return f"at {call}" if status else f"not reached: {call}"


if __name__ == "__main__":
    sys.exit(main())
