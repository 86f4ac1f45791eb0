"""Count the real filings in which each rule of form4_grammar/rules/ finds something.

    python benchmarks/rule_rates.py [--show CODE]

It reads every text of the corpus (FORM4_CORPUS, else ../shared/corpus) whose name begins with "real-" (as filed) or
"rebuilt-" (genuine rows under an invented owner). The corpus has each filing in every layout, but a filing counts once:
a rule fires on it if it fires in any layout. --show CODE also prints what one rule finds. The figures go into the rules
(``fires``, MEASURED_FILINGS), from which the docs take them; corpus/test_scores.py checks that they are up to date.
"""

from __future__ import annotations

import argparse
import os
from collections import defaultdict
from pathlib import Path

import form4_grammar as f4
from form4_grammar.rules import RULES

CORPUS = Path(os.environ.get("FORM4_CORPUS", Path(__file__).parent.parent.parent / "shared" / "corpus"))


def real_filings(corpus: Path = CORPUS) -> dict[str, list[f4.Filing]]:
    """The filings by name, each with its reading in every layout."""
    found = defaultdict(list)
    for layout in f4.layouts():
        for pattern in ("real-*", "rebuilt-*"):
            for path in sorted((corpus / layout.name).glob(pattern)):
                filing = f4.read(path.read_bytes().decode("utf-8"), layout).filing
                if filing is not None:
                    found[path.stem].append(filing)
    return found


def firings(filings: dict[str, list[f4.Filing]]) -> dict[str, dict[str, list[f4.Diagnostic]]]:
    """What each rule finds, by its code and the name of the filing; a finding in several layouts counts once."""
    found: dict[str, dict[str, list[f4.Diagnostic]]] = {rule.code: {} for rule in RULES}
    for name, readings in filings.items():
        for diagnostic in dict.fromkeys(d for filing in readings for d in f4.validate(filing)):
            found[diagnostic.code].setdefault(name, []).append(diagnostic)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description="Count the real filings in which each rule finds something.")
    codes = sorted({rule.code for rule in RULES})
    parser.add_argument("--show", metavar="CODE", choices=codes, help="print what this rule finds")
    shown = parser.parse_args().show
    filings = real_filings()
    if not filings:
        parser.error(f"no corpus at {CORPUS}: set FORM4_CORPUS")
    found = firings(filings)
    print(f"{'numbers':<12}{'level':<9}{'code':<36}{'fired':>5}{'filings':>9}{'share':>7}")
    for rule in RULES:
        fired = len(found[rule.code])
        share = f"{fired / len(filings):.1%}"
        print(f"{rule.numbers:<12}{rule.level:<9}{rule.code:<36}{fired:>5}{len(filings):>9}{share:>7}")
    for name, diagnostics in found.get(shown, {}).items():
        for diagnostic in diagnostics:
            print(f"{name}: {diagnostic}\n    {diagnostic.path}")


if __name__ == "__main__":
    main()
