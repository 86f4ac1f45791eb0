"""Which lines of "Signatures" are signatures: those with a name, a date beside it, and nothing else."""

from __future__ import annotations

import attrs

from ...findings import Finding
from ...part import Part
from ..page import Signature, Signatures


def align_signatures(signatures: Signatures, findings: list[Finding]) -> Signatures:
    signed: list[Signature] = []
    for line in signatures.whole.parts_of("signature"):
        name = line.first("SIGNER")
        assert name is not None
        has_surplus = any(cell.has("ODD", "MARK") for cell in line.parts_of("surplus_cell"))
        if has_surplus or not any(map(str.isalpha, name)):
            findings.append(_not_a_signature(line, has_surplus))
            continue
        date = next(iter(line.parts_of("signature_date")), None)
        signed.append(Signature(f"signatures[{len(signed)}]", line, name, date))
    return attrs.evolve(signatures, signed=tuple(signed))


def _not_a_signature(line: Part, has_surplus: bool) -> Finding:
    return Finding(
        "Signatures: this line has more than a name and a date, or no name",
        ("signatures", "non_derivative", "derivative") if has_surplus else "signatures",
        "a name and a date",
        place=line.place,
        code="stray-line",
    )
