"""The rows of both tables as CSV, on standard output: what pandas.DataFrame(f4.rows(filing)) would hold."""

import csv
import sys
from pathlib import Path

import form4_grammar as f4

rows = f4.rows(f4.load(Path(__file__).with_name("filing.txt")))
writer = csv.DictWriter(sys.stdout, rows[0].keys())
writer.writeheader()
writer.writerows(rows)
