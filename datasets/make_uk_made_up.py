"""Make `uk-made-up/establishments.csv`: made-up rows of the shape of the UK Food Hygiene Rating Scheme.

Nothing in it is a real business: the ids start with 9999 and the authority says that it is synthetic. The same
seed gives the same bytes. Run it as `python datasets/make_uk_made_up.py`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

SEED = 20260630
FIRST_ID = 99990001
LAST_DAY = date(2026, 6, 30)
AUTHORITY = "Madeup Borough (synthetic)"
HEADINGS = (
    "fhrs_id",
    "local_authority",
    "business_type",
    "hygiene",
    "structural",
    "confidence_in_management",
    "rating_value",
    "rating_date",
)
BUSINESS_TYPES = (
    "Restaurant/Cafe/Canteen",
    "Takeaway/sandwich shop",
    "Retailers - other",
    "Pub/bar/nightclub",
    "Other catering premises",
    "School/college/university",
    "Mobile caterer",
)
SCORES = (0, 5, 10, 15, 20, 25)
CONFIDENCE = (0, 5, 10, 20, 30)

PUBLISHED = (("5", 15, 5), ("4", 20, 10), ("3", 30, 10), ("2", 40, 15), ("1", 50, 20), ("0", 80, 30))
"""Rating, highest total, highest single score: the scheme's published table, written out once more for the data."""

WANTED = {"5": 18, "4": 11, "3": 8, "2": 5, "1": 4, "0": 3}
"""How many rows of each rating, so that a small extract shows all of them."""

Scores = tuple[int | str, int | str, int | str]


def rating(hygiene: int, structural: int, confidence: int) -> str:
    """The published rating of three scores.

    Examples:
        >>> rating(5, 5, 5), rating(10, 0, 0), rating(25, 25, 30)
        ('5', '4', '0')
    """
    total, highest = hygiene + structural + confidence, max(hygiene, structural, confidence)
    return next(level for level, most, cap in PUBLISHED if total <= most and highest <= cap)


def outcomes(random: Random) -> Iterator[tuple[Scores, str]]:
    """The three scores and what was published for them, rated rows first."""
    left = dict(WANTED)
    while any(left.values()):
        drawn = random.choice(SCORES), random.choice(SCORES), random.choice(CONFIDENCE)
        level = rating(*drawn)
        if left[level]:
            left[level] -= 1
            yield drawn, level
    blank = "", "", ""
    yield from [(blank, "AwaitingInspection")] * 4
    yield from [(blank, "Exempt")] * 3
    yield blank, "AwaitingPublication"
    yield blank, "5"  # a published rating whose scores were not kept
    yield (10, "", ""), "AwaitingPublication"  # two of the three are missing
    yield (5, 7, 5), ""  # 7 is no score of the scheme: it can give no rating


def rows() -> list[dict[str, str]]:
    """All rows of the extract, in the order of their ids."""
    random = Random(SEED)
    mixed = list(outcomes(random))
    random.shuffle(mixed)
    made = []
    for number, (scores, published) in enumerate(mixed):
        days = random.randrange(30, 1200)
        rated = published in WANTED
        cells = (
            FIRST_ID + number,
            AUTHORITY,
            random.choice(BUSINESS_TYPES),
            *scores,
            published,
            LAST_DAY - timedelta(days=days) if rated else "",
        )
        made.append(dict(zip(HEADINGS, map(str, cells), strict=True)))
    return made


def text() -> str:
    """The file's content."""
    out = io.StringIO()
    writer = csv.DictWriter(out, HEADINGS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows())
    return out.getvalue()


if __name__ == "__main__":
    target = Path(__file__).parent / "uk-made-up" / "establishments.csv"
    target.parent.mkdir(exist_ok=True)
    target.write_text(text(), encoding="utf-8", newline="")
    print(f"{target.name}: {len(rows())} rows")
