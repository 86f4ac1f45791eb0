"""`form4 extract` over many documents: rate, memory, kills, and its tables beside the answer keys.

    python benchmarks/scale.py rate --documents 100000    # one process, then two: rate, memory, the same bytes
    python benchmarks/scale.py runs --times 10            # SIGKILL of the run at random moments; the same bytes
    python benchmarks/scale.py workers --times 10         # SIGKILL of processes that read, in one run
    python benchmarks/scale.py keys classic-tab --only rebuilt-*    # the tables beside the keys, column by column
    python benchmarks/scale.py keys sefd --corpus ../shared/corpus-converters    # from a Parquet file

The documents are the corpora's texts under new names, in folders of one layout as a crawler leaves them.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs

import form4_grammar as f4

CORPUS = Path(os.environ.get("FORM4_CORPUS", "../shared/corpus"))
CORPORA = (CORPUS, CORPUS.parent / "corpus-converters", CORPUS.parent / "corpus-forms-3-and-5")
# The SEC's columns, and the fields of the keys that its own description names for them.
CELLS = {
    "SECURITY_TITLE": "security_title",
    "CONV_EXERCISE_PRICE": "conversion_or_exercise_price",
    "TRANS_DATE": "transaction_date",
    "DEEMED_EXECUTION_DATE": "deemed_execution_date",
    "TRANS_SHARES": "transaction_shares",
    "TRANS_TOTAL_VALUE": "transaction_total_value",
    "TRANS_PRICEPERSHARE": "transaction_price_per_share",
    "TRANS_ACQUIRED_DISP_CD": "acquired_disposed_code",
    "EXCERCISE_DATE": "exercise_date",
    "EXERCISE_DATE": "exercise_date",
    "EXPIRATION_DATE": "expiration_date",
    "UNDLYNG_SEC_TITLE": "underlying_security_title",
    "UNDLYNG_SEC_SHARES": "underlying_security_shares",
    "UNDLYNG_SEC_VALUE": "underlying_security_value",
    "SHRS_OWND_FOLWNG_TRANS": "shares_owned_following_transaction",
    "VALU_OWND_FOLWNG_TRANS": "value_owned_following_transaction",
    "DIRECT_INDIRECT_OWNERSHIP": "direct_or_indirect_ownership",
    "NATURE_OF_OWNERSHIP": "nature_of_ownership",
}
FIELDS = {
    "SUBMISSION": {
        "PERIOD_OF_REPORT": "period_of_report",
        "DATE_OF_ORIG_SUB": "date_of_original_submission",
        "NOT_SUBJECT_SEC16": "not_subject_to_section_16",
        "DOCUMENT_TYPE": "form_type",
        "ISSUERCIK": "issuer.cik",
        "ISSUERNAME": "issuer.name",
        "ISSUERTRADINGSYMBOL": "issuer.trading_symbol",
        "REMARKS": "remarks",
        "AFF10B5ONE": "aff_10b5_one",
    },
    "REPORTINGOWNER": {
        "RPTOWNERCIK": "cik",
        "RPTOWNERNAME": "name",
        "RPTOWNER_TITLE": "relationship.officer_title",
        "RPTOWNER_TXT": "relationship.other_text",
        "RPTOWNER_CITY": "address.city",
        "RPTOWNER_STATE": "address.state",
        "RPTOWNER_ZIPCODE": "address.zip_code",
    },
    "FOOTNOTES": {"FOOTNOTE_ID": "id", "FOOTNOTE_TXT": "text"},
    "OWNER_SIGNATURE": {"OWNERSIGNATURENAME": "name", "OWNERSIGNATUREDATE": "date"},
}
LISTS = {"REPORTINGOWNER": "reporting_owners", "FOOTNOTES": "footnotes", "OWNER_SIGNATURE": "signatures"}
ROWS = {"NONDERIV": "non_derivative", "DERIV": "derivative"}
KINDS = {"TRANS": "transaction", "HOLDING": "holding"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("rate", "runs", "workers", "keys"))
    parser.add_argument("layout", nargs="?")
    parser.add_argument("--documents", type=int, default=4000)
    parser.add_argument("--times", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--only", default="*")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        if arguments.what == "keys":
            beside_keys(arguments, work)
            return
        count = make_texts(arguments.documents, work / "texts")
        print(f"{count:,} documents, {shutil.disk_usage(work).free // 2**30} GB free; load {os.getloadavg()[0]:.1f}")
        {"rate": rate, "runs": kill_runs, "workers": kill_workers}[arguments.what](arguments, work)


def make_texts(documents: int, folder: Path) -> int:
    texts = [path for corpus in CORPORA for path in sorted(corpus.glob("*/*.*")) if path.parent.parent.name != "truth"]
    for number in range(documents):
        path = texts[number % len(texts)]
        place = folder / f"{number // len(texts):04}-{path.parent.parent.name}-{path.parent.name}"
        place.mkdir(parents=True, exist_ok=True)
        (place / path.name).symlink_to(path.resolve())
    return documents


@attrs.define
class Run:
    """`form4 extract`, started; its processes are looked at while it runs."""

    process: subprocess.Popen[bytes]
    started: float
    told: Path
    memory: dict[int, tuple[bool, int]] = attrs.field(factory=dict)

    @classmethod
    def start(cls, given: Path, out: Path, *more: str) -> Run:
        command = [sys.executable, "-m", "form4_grammar", "extract", str(given), "--out", str(out), *more]
        with open(f"{out}.log", "wb") as told:
            return cls(subprocess.Popen(command, stderr=told), time.monotonic(), Path(told.name))

    def workers(self) -> list[int]:
        """The processes that read: not the one that Python itself keeps beside them."""
        found = []
        with suppress(OSError):
            children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
            for child in children:
                with suppress(OSError):
                    if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes():
                        found.append(int(child))
        return found

    def wait(self) -> float:
        """The seconds that it took."""
        while self.process.poll() is None:
            for pid in (self.process.pid, *self.workers()):
                with suppress(OSError, StopIteration):
                    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
                    peak = next(line for line in lines if line.startswith("VmHWM"))
                    self.memory[pid] = pid != self.process.pid, int(peak.split()[1]) // 1024
            time.sleep(0.2)
        told = self.told.read_text()
        if self.process.returncode not in (0, 1) or "documents\n" not in told:
            sys.exit(f"the run ended with {self.process.returncode}: {told}")
        return time.monotonic() - self.started


def rate(arguments: argparse.Namespace, work: Path) -> None:
    seconds = {}
    for workers in (1, 2):
        before = os.times()
        run = Run.start(work / "texts", work / f"out-{workers}", "--workers", str(workers))
        seconds[workers] = run.wait()
        after = os.times()
        used = after.children_user + after.children_system - before.children_user - before.children_system
        peaks = [max((mb for reads, mb in run.memory.values() if reads is it), default=0) for it in (False, True)]
        per_second = arguments.documents / seconds[workers]
        print(
            f"{workers} process(es): {seconds[workers]:,.0f} s, {per_second:,.0f} a second, {used:,.0f} s of processors"
        )
        print(f"  memory: {peaks[0]} MB at most, {peaks[1]} MB in a process that only reads", flush=True)
    same = contents(work / "out-1") == contents(work / "out-2")
    print(f"two are {seconds[1] / seconds[2]:.2f} times one; the same bytes: {same}")


def kill_runs(arguments: argparse.Namespace, work: Path) -> None:
    dice = random.Random(arguments.seed)
    more = ("--part-size", "100", "--workers", "2")
    whole_run = Run.start(work / "texts", work / "whole", *more)
    seconds, expected = whole_run.wait(), contents(work / "whole")
    same = 0
    for number in range(arguments.times):
        out = work / f"killed-{number}"
        run = Run.start(work / "texts", out, *more)
        time.sleep(dice.uniform(0, seconds))
        run.process.kill()
        run.process.wait()
        notes = len(list((out / "parts").glob("*.json"))) if out.exists() else 0
        Run.start(work / "texts", out, *more).wait()
        is_same = contents(out) == expected
        same += is_same
        print(f"killed after {notes} parts; the same bytes: {is_same}", flush=True)
        shutil.rmtree(out)
    print(f"{same} of {arguments.times} resumed to the same bytes")


def kill_workers(arguments: argparse.Namespace, work: Path) -> None:
    dice = random.Random(arguments.seed)
    more = ("--workers", "2")
    seconds = Run.start(work / "texts", work / "whole", *more).wait()
    run, killed = Run.start(work / "texts", work / "killed", *more), 0
    while killed < arguments.times and run.process.poll() is None:
        time.sleep(dice.uniform(0, seconds / arguments.times))
        workers = run.workers()
        if workers:
            os.kill(dice.choice(workers), signal.SIGKILL)
            killed += 1
    run.wait()
    documents = Counter(numbers_in(work / "killed"))
    once = sum(count == 1 for count in documents.values())
    print(f"{killed} processes killed; {once:,} documents are told of once, {len(documents) - once} more than once")
    print(f"the same bytes as without: {contents(work / 'killed') == contents(work / 'whole')}")


def numbers_in(out: Path) -> Iterator[int]:
    from pyarrow import parquet

    yield from parquet.read_table(out / "DOCUMENTS")["F4_DOCUMENT"].to_pylist()


def contents(out: Path) -> dict[str, bytes]:
    return {str(path.relative_to(out)): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}


def beside_keys(arguments: argparse.Namespace, work: Path) -> None:
    """Extract a layout's texts from a Parquet file, and hold every column of the tables against the keys."""
    import pyarrow
    from pyarrow import parquet

    paths = sorted((arguments.corpus / arguments.layout).glob(arguments.only))
    texts = [path.read_bytes().decode("utf-8") for path in paths]
    parquet.write_table(pyarrow.table({"id": [path.stem for path in paths], "text": texts}), work / "texts.parquet")
    run = Run.start(work / "texts.parquet", work / "out", "--id-column", "id")
    seconds = run.wait()
    truth = arguments.corpus / "truth" / arguments.layout
    keys = [json.loads((truth / f"{path.stem}.json").read_bytes()) for path in paths]
    equal: Counter[str] = Counter()
    differing: Counter[str] = Counter()
    for table in f4.TABLES:
        if not any(column.sec_type for column in table.columns):
            continue
        made = parquet.read_table(work / "out" / table.name).to_pylist()
        by_document: dict[int, list[dict[str, Any]]] = {}
        for row in made:
            by_document.setdefault(row["F4_DOCUMENT"], []).append(row)
        for number, key in enumerate(keys, 1):
            rows = sorted(by_document.get(number, []), key=order), sorted(stated_rows(table.name, key), key=order)
            for found, stated in pairs(*rows):
                for column, value in stated.items():
                    is_equal = found is not None and folded(found[column]) == folded(value)
                    (equal if is_equal else differing)[f"{table.name}.{column}"] += 1
                    if not is_equal:
                        print(f"{paths[number - 1].stem} {table.name}.{column}: {found and found[column]!r}, {value!r}")
    print(f"{len(paths)} texts in {seconds:.1f} s, {len(paths) / seconds:.0f} a second with the start")
    print(f"{equal.total():,} values are equal, {differing.total():,} are not; {len(equal)} columns")


def pairs(
    found: list[dict[str, Any]], stated: list[dict[str, Any]]
) -> Iterator[tuple[dict[str, Any] | None, dict[str, Any]]]:
    """Each stated row with the one that was found; a row too many counts as one that differs."""
    if len(found) > len(stated):
        yield None, dict.fromkeys(["rows"], len(found))
    yield from zip([*found, *[None] * (len(stated) - len(found))], stated, strict=False)


def order(row: dict[str, Any]) -> str:
    """Footnotes by their ids: a page may have them in another order than the key."""
    return row.get("FOOTNOTE_ID") or ""


def stated_rows(table: str, key: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if table in FIELDS:
        for part in key[LISTS[table]] if table in LISTS else [key]:
            yield {column: at(part, path) for column, path in FIELDS[table].items()}
        return
    which, kind = table.split("_")
    columns = [column.name for each in f4.TABLES if each.name == table for column in each.columns]
    for number, row in enumerate(key[ROWS[which]], 1):
        if row["kind"] != KINDS[kind]:
            continue
        stated = {f"{table}_SK": number}
        for column, field in CELLS.items():
            if column in columns:
                cell = row.get(field) or {"value": None, "footnotes": []}
                stated[column], stated[f"{column}_FN"] = cell["value"], ", ".join(cell["footnotes"]) or None
        if "TRANS_CODE" in columns:
            cell = row["transaction_code"] or {"value": None, "footnotes": []}
            stated["TRANS_CODE"], stated["EQUITY_SWAP_TRANS_CD_FN"] = (
                cell["value"],
                ", ".join(cell["footnotes"]) or None,
            )
            stated["EQUITY_SWAP_INVOLVED"] = row["equity_swap_involved"]
        yield stated


def at(part: Any, path: str) -> Any:
    for name in path.split("."):
        part = part[name] if part is not None else None
    return part


def folded(value: Any) -> Any:
    """A value as it compares: numbers without zeros at their ends, dates as the keys have them, blanks folded."""
    if isinstance(value, Decimal):
        value = format(value, "f")
    text = None if value is None else " ".join(str(value).split())
    if text and text.replace(".", "", 1).isdigit():
        return text.rstrip("0").rstrip(".") if "." in text else text
    return text


if __name__ == "__main__":
    if not CORPUS.is_dir():
        sys.exit(f"no corpus at {CORPUS}")
    main()
