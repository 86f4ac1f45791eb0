"""Write the rows of both tables as CSV to standard output: the same rows as pandas.DataFrame(f4.rows(filing))."""

import csv
import sys
from pathlib import Path

import form4_grammar as f4

rows = f4.rows(f4.load(Path(__file__).with_name("filing.txt")))
writer = csv.DictWriter(sys.stdout, rows[0].keys())
writer.writeheader()
writer.writerows(rows)
