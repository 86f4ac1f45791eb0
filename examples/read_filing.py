"""Read a filing: print its issuer, its prices with their footnotes, and where each price is in the text."""

from pathlib import Path

import form4_grammar as f4

reading = f4.read_file(Path(__file__).with_name("filing.txt"))
filing = reading.filing
assert filing is not None

print(f"{filing.issuer.name} [{filing.issuer.trading_symbol}], {filing.reporting_owners[0].name}")
notes = {note.id: note.text for note in filing.footnotes}
for number, row in enumerate(filing.non_derivative):
    if isinstance(row, f4.NonDerivativeTransaction) and row.transaction_price_per_share:
        price = row.transaction_price_per_share
        place = reading.span(f"non_derivative[{number}].transaction_price_per_share")
        print(f"${price.value} at line {place.line}, column {place.column}", *(notes[mark] for mark in price.footnotes))
for diagnostic in reading.diagnostics:
    print(diagnostic)
