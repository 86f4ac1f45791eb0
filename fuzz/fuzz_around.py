"""Damage the files around the program: snapshots, stores, JSON, grammars. The command may refuse them, in a message.

    python fuzz/fuzz_around.py                    # for a minute, the same cases each time
    python fuzz/fuzz_around.py --seconds 3600 --seed 7
    python fuzz/fuzz_around.py --case 7:123       # one case again, with its traceback

Each case is a file that is damaged, a command over it, and what must hold: an exit status that is documented, no
traceback, no more than a few lines on standard error, and an end.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import form4_grammar as f4
from form4_grammar import limits
from form4_grammar.checking.store import Store
from form4_grammar.cli import main
from form4_grammar.composition import BUILDS_ON, Composition

HERE = Path(__file__).parent
TEXT = (HERE.parent / "examples" / "filing.txt").read_text(encoding="utf-8")
FILING = f4.loads(TEXT)
SLOWEST = 20  # seconds for a case; a grammar is stopped after LIMIT
LIMIT = 1.0
STATUSES = (0, 1, 2, 4)
Dice = random.Random

HOSTILE_VALUES: list[Any] = [
    *("", "NaN", "1e999999999", "9" * 5000, "\ud800", "\x1b[31m", "=1+1", "٣", "-0", " 5 ", "0001-01-01", "9999-99-99"),
    *(
        None,
        True,
        0,
        -1,
        10**400,
        1.5,
        float("inf"),
        [],
        {},
        [[]],
        {"value": None},
        {"value": "1", "footnotes": ["F1", 7]},
    ),
]
HOSTILE_BYTES = [
    *(b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\r", b"\n# tree\n", b"\n# filing\n", b"{", b"[" * 5000, b'"', b"\\"),
    b'{"a":' * 900 + b"0" + b"}" * 900,
]
HOSTILE_RULES = [
    *(
        "%import .mine (filing)",
        "%import .other (filing)",
        "//: page mine",
        "//: page other",
        "//: spelling nothing",
        "%import form4 (nothing)",
        "%override filing: A",
        "%ignore /x/",
    ),
    *("BAD.2: /(x+x+)+y/", "BAD: /(/", "BAD: /x{99999999999}/", "BAD: /(?P<a>x)(?P<a>y)/", "filing: filing filing |"),
    *(
        "filing: A~0..100000",
        "A: B\nB: A",
        "%declare A",
        "//: landmark (",
        "//: landmark (x+x+)+y",
        "_t{a}: a a\nx: _t{_t{A}}",
    ),
    *(
        "filing: " + "(" * 300 + "A" + ")" * 300,
        "?start: filing",
        "REFUSED: /./",
        "A: /(?i:x)/",
        "A: /\\p{L}/",
        "\0",
        "%extend A: /y/",
    ),
]


def damaged_bytes(data: bytes, dice: Dice) -> bytes:
    """Bytes with a few pieces cut out, doubled, changed, or put in."""
    for _ in range(dice.choice((1, 1, 2, 5))):
        start = dice.randrange(len(data) + 1)
        end = min(len(data), start + dice.choice((0, 1, 1, 10, 500, len(data))))
        kind = dice.randrange(4)
        piece = data[start:end]
        if kind == 0:
            piece = b""
        elif kind == 1:
            piece += piece
        elif kind == 2:
            piece = bytes(byte ^ (1 << dice.randrange(8)) for byte in piece[:20]) + piece[20:]
        else:
            piece = dice.choice(HOSTILE_BYTES)
        data = data[:start] + piece + data[end:]
    return data


def damaged_json(value: Any, dice: Dice) -> Any:
    """Data with one of its parts gone, renamed, or replaced by something else."""
    if isinstance(value, dict) and value and dice.random() < 0.9:
        key = dice.choice(list(value))
        kind = dice.randrange(12)
        if kind == 0:
            return {name: part for name, part in value.items() if name != key}
        if kind == 1:
            return {**value, dice.choice(("odd", "", "kind", "value", key.upper())): dice.choice(HOSTILE_VALUES)}
        return {**value, key: damaged_json(value[key], dice)}
    if isinstance(value, list) and value and dice.random() < 0.9:
        place = dice.randrange(len(value))
        if dice.random() < 0.1:
            return value * dice.choice((0, 2, 50))
        return [*value[:place], damaged_json(value[place], dice), *value[place + 1 :]]
    return dice.choice(HOSTILE_VALUES)


def of_json(dice: Dice) -> list[str]:
    """JSON that is given to ``render``, damaged as data or as bytes."""
    data = f4.to_dict(FILING)
    if dice.random() < 0.6:
        data = damaged_json(data, dice)
        with contextlib.suppress(ValueError):  # what it refuses it must refuse as one
            filing = f4.from_dict(data)
            assert f4.from_dict(f4.to_dict(filing)) == filing
        written = json.dumps(data).encode()
    else:
        written = damaged_bytes(json.dumps(data).encode(), dice)
    Path("filing.json").write_bytes(written)
    return ["render", "filing.json", "--to", dice.choice(["classic-tab", "current-markdownify"])]


def of_store(dice: Dice) -> list[str]:
    """A snapshot, the store's own file, or the store's folder, damaged."""
    store = Path("snapshots")
    [kept] = store.rglob("*.snap")
    kind = dice.randrange(8)
    if kind == 0:
        (store / ".texts_in").write_bytes(dice.choice([b"", b"..", b"/", b"\0", b"../" * 2000, b"\xff", b"no/such"]))
    elif kind == 1:
        kept.unlink()
        dice.choice(
            [kept.mkdir, lambda: os.mkfifo(kept), lambda: kept.symlink_to(kept), lambda: kept.symlink_to("/")]
        )()
    elif kind == 2:
        (store / dice.choice([".form4-.part", ".form4-1.part", "[].snap", "texts/x.txt.snap"])).mkdir()
    elif kind < 5:
        before, _, rest = kept.read_text(encoding="utf-8").partition("# filing\n")
        stated, _, after = rest.partition("\n\n# diagnostics\n")
        data = json.dumps(damaged_json(json.loads(stated), dice), indent=1)
        kept.write_text(f"{before}# filing\n{data}\n\n# diagnostics\n{after}", encoding="utf-8")
    else:
        kept.write_bytes(damaged_bytes(kept.read_bytes(), dice))
    more = [[], ["--accept-new"], ["--accept", "*"], ["--accept", "*", "--error-case"], ["--variants", "variants"]]
    return ["check", "texts", *dice.choice(more)]


def of_text(dice: Dice) -> list[str]:
    """A file that is read, and how: a text that is damaged as bytes, in other encodings too."""
    data = TEXT.encode(dice.choice(["utf-8", "utf-8", "utf-8", "utf-16", "utf-32-le", "cp1252"]))
    Path("texts", "a.txt").write_bytes(damaged_bytes(data, dice))
    commands = ["parse", "parse --csv", "parse --jsonl", "parse --diagnostics github", "tree", "tokens", "coverage"]
    commands += ["check", "convert --to classic-tab", "report", "trace --at 3:1", "check --accept-new --error-case"]
    return [*dice.choice(commands).split(), "texts/a.txt"]


def of_grammar(dice: Dice) -> list[str]:
    """A user's grammar: one of ours damaged, with a hostile rule, or a few rules alone."""
    kind = dice.randrange(3)
    ours = (f4.grammar_path() / "layouts" / "classic-tab.lark").read_text(encoding="utf-8")
    if dice.random() < 0.7:  # what it builds on too
        ours = BUILDS_ON.sub("", Composition.of(f4.grammar_path() / "layouts" / "classic-tab.lark").text)
    if kind == 0:
        source = damaged_bytes(ours.encode(), dice)
    elif kind == 1:
        lines = ours.split("\n")
        lines.insert(dice.randrange(len(lines)), dice.choice(HOSTILE_RULES))
        source = "\n".join(lines).encode()
    else:
        rules = [
            "filing: line*",
            "line: (A | BAD | REFUSED)? _EOL",
            "A: /x/",
            "BAD: /y/",
            "REFUSED: /[^\\n]+/",
            "_EOL: /\\n/",
        ]
        rules += dice.sample(HOSTILE_RULES, dice.choice((1, 2)))
        dice.shuffle(rules)
        source = "\n".join(rules).encode()
    if dice.random() < 0.02:
        source += b"\n" + b"// a long comment\n" * 600_000
    Path("mine.lark").write_bytes(source)
    Path("other.lark").write_bytes(dice.choice([b"%import .mine (filing)\n", b"//: page mine\n"]))
    if dice.random() < 0.3:
        Path("texts", "a.txt").write_text("x" * 60 + "\n" + TEXT, encoding="utf-8")
    command = dice.choice(
        [["parse"], ["tree"], ["check"], ["convert", "--to", "classic-tab"], ["trace", "--at", "1:1"]]
    )
    return [*command, "texts/a.txt", "--grammar", "mine.lark"]


KINDS: dict[str, Callable[[Dice], list[str]]] = {
    "JSON": of_json,
    "store": of_store,
    "text": of_text,
    "grammar": of_grammar,
}


def prepare(folder: Path) -> None:
    """A text and its snapshot, as they are before they are damaged."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "texts").mkdir(parents=True)
    os.chdir(folder)
    Path("texts", "a.txt").write_text(TEXT, encoding="utf-8")
    kept = Store.open("snapshots").file("texts/a.txt")
    kept.parent.mkdir(parents=True)
    kept.write_text(f4.snapshot_text(f4.read(TEXT)), encoding="utf-8")


def try_case(kind: str, dice: Dice, folder: Path) -> str:
    """Try one case; raises AssertionError, or what the command has let through."""
    prepare(folder)
    command = KINDS[kind](dice)
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = main(command)
    assert status in STATUSES, (status, command)
    assert "Traceback" not in err.getvalue(), command
    if status in (2, 4):
        assert err.getvalue().startswith("form4: "), (command, err.getvalue()[:300])
        assert len(err.getvalue()) < 10_000, (command, len(err.getvalue()))
    return f"{kind}: status {status}"


def stop(number: int, frame: FrameType | None) -> None:
    raise AssertionError(f"this takes longer than {SLOWEST} seconds")


def run(seconds: float, seed: int, one: int | None) -> int:
    counts: Counter[str] = Counter()
    end = time.monotonic() + seconds
    case, faults = 0 if one is None else one, 0
    with tempfile.TemporaryDirectory() as work:
        while time.monotonic() < end and faults < 10:
            kind = list(KINDS)[case % len(KINDS)]
            signal.signal(signal.SIGALRM, stop)
            signal.alarm(SLOWEST)
            try:
                counts[try_case(kind, Dice(f"{seed}:{case}"), Path(work, "case"))] += 1
            except Exception as fault:
                faults += 1
                print(f"FAULT in case {seed}:{case} ({kind}): {type(fault).__name__}: {str(fault)[:500]}")
                if one is not None:
                    traceback.print_exc()
            finally:
                signal.alarm(0)
            case += 1
            if one is not None:
                break
        os.chdir(HERE)
    for what, count in sorted(counts.items()):
        print(f"{count:6,}  {what}")
    print(f"Done: {case:,} cases, {faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--case", metavar="SEED:CASE")
    given = parser.parse_args()
    limits.SECONDS = LIMIT
    if given.case:
        its_seed, its_case = map(int, given.case.split(":"))
        sys.exit(run(3600, its_seed, its_case))
    sys.exit(run(given.seconds, given.seed, None))
