"""Who sold most, by value, in a folder of texts: one statement of DuckDB over the SEC's tables.

pip install "form4-grammar[arrow]" duckdb
python examples/top_sellers.py FOLDER
"""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb

import form4_grammar as f4

folder = Path(sys.argv[1] if len(sys.argv) > 1 else "examples")
tables = f4.to_arrow(result.reading for result in f4.read_many(sorted(folder.glob("*.txt"))) if result.reading)
trans, owners = tables["NONDERIV_TRANS"], tables["REPORTINGOWNER"]
print(
    duckdb.sql("""
        SELECT RPTOWNERNAME, sum(TRANS_SHARES * TRANS_PRICEPERSHARE)::DECIMAL(38, 4) AS value, count(*) AS sales
        FROM trans JOIN owners USING (F4_DOCUMENT)
        WHERE TRANS_CODE = 'S' AND F4_ROW = 1
        GROUP BY RPTOWNERNAME ORDER BY value DESC LIMIT 10
    """)
)
