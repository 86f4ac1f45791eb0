"""Fuzz ``read``, starting from the fixtures of all layouts and the words in the grammars.

    pip install -e ".[fuzz]"
    python fuzz/run.py                            # the cases of the gate: 3,000, the same each time
    python fuzz/run.py -runs=1000000              # longer; or -max_total_time=3600, in seconds
    python fuzz/run.py -max_total_time=3600 DIR   # keep cases that reach new code in DIR, and start from those there

Further arguments are libFuzzer's. A case that fails is written to a file; its name is printed.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

import form4_grammar as f4

HERE = Path(__file__).parent
FIXTURES = HERE.parent / "tests" / "fixtures"
GATE = ("-runs=3000", "-seed=1")
LONGEST = 20_000  # bytes: twice a usual text
SLOWEST = 60  # seconds; a usual text takes a hundredth of one
SEPARATORS = {"\t", "\n", " | ", "|---|", "(1)", "$", "01/02/2024", "**", "<b>", "</b>", "[X]", "\u00a0", "\ufeff"}


def words() -> set[str]:
    """Quoted strings in the grammars, and words in their patterns: captions, labels, headings."""
    found = set(SEPARATORS)
    for path in f4.grammar_path().rglob("*.lark"):
        source = re.sub(r"//.*", "", path.read_text(encoding="utf-8"))
        found.update(re.findall(r'"([^"\\\n]{1,60})"', source))
        found.update(re.findall(r"[A-Z][A-Za-z0-9 .,-]{7,60}", source))
    return found


def write_seeds(folder: Path) -> None:
    """Write the fixtures as seeds, each with a zero byte before it, which asks for detection."""
    folder.mkdir()
    for path in (*FIXTURES.glob("*/*.txt"), *FIXTURES.glob("*/*.md"), *(HERE.parent / "tests" / "edgar").iterdir()):
        (folder / f"{path.parent.name}-{path.name}").write_bytes(b"\0" + path.read_bytes())


def write_dictionary(file: Path) -> None:
    entries = ("".join(f"\\x{byte:02x}" for byte in word.encode()) for word in sorted(words()))
    file.write_text("".join(f'"{entry}"\n' for entry in entries), encoding="ascii")


def main(arguments: list[str]) -> int:
    with tempfile.TemporaryDirectory() as work:
        seeds, dictionary = Path(work, "seeds"), Path(work, "words")
        write_seeds(seeds)
        write_dictionary(dictionary)
        limits = (f"-dict={dictionary}", f"-max_len={LONGEST}", f"-timeout={SLOWEST}", "-print_final_stats=1")
        target = (sys.executable, str(HERE / "fuzz_read.py"))
        # libFuzzer writes what it finds into the first folder that it is given.
        return subprocess.run([*target, *limits, *(arguments or GATE), str(seeds)], check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
