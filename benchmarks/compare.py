"""Two decisions.parquet held against each other, row by row and column by column.

    python benchmarks/compare.py ONE.parquet OTHER.parquet

Prints one JSON list of differences; empty if there are none.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import polars as pl


def differences(one: Path, other: Path) -> list[str]:
    """Where they are not the same; empty if nowhere."""
    a, b = pl.read_parquet(one), pl.read_parquet(other)
    if a.schema != b.schema:
        return [f"columns: {dict(a.schema)} and {dict(b.schema)}"]
    if a.height != b.height:
        return [f"rows: {a.height} and {b.height}"]
    found = []
    for name in a.columns:
        wrong = a[name].ne_missing(b[name])
        if wrong.any():
            at = wrong.arg_max()
            found.append(f"{name}: {wrong.sum()} rows, first {a['subject'][at]}: {a[name][at]!r} and {b[name][at]!r}")
    return found


if __name__ == "__main__":
    print(json.dumps(differences(Path(sys.argv[1]), Path(sys.argv[2])), ensure_ascii=False))
