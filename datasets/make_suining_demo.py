"""Make `suining-demo/` and `suining-demo.xlsx`: the registers of a made-up district, in Chinese.

Nothing in them is real; `suining-demo/README.md` says how they are made and what is wrong in them on purpose. The
same seed gives the same bytes. Run it as `python datasets/make_suining_demo.py`.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from suining_demo.district import NAME, SEED, write_district


def main() -> None:
    """Write the files and say what they hold."""
    parser = argparse.ArgumentParser(description="Make the registers of a made-up district.")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent, help="the folder to write into")
    parser.add_argument("--seed", type=int, default=SEED, help="another seed gives another district")
    given = parser.parse_args()
    made = write_district(given.out, given.seed)
    for sheet in made.sheets:
        print(f"{NAME}/{sheet.register}.csv: {len(sheet.rows)} rows")
    print(f"{NAME}.xlsx: {len(made.sheets)} sheets")


if __name__ == "__main__":
    main()
