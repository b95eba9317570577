"""Make the registers of the benchmark: typed Parquet, made up, the same bytes for the same seed and sizes.

    python benchmarks/generate.py FOLDER --enterprises 1000000 --records 8000000 --seed 20231130

Records are many for few firms and none for most, come in no order, and some are void, known only later, or lack a value.
No firm is real: every code begins with 91990000, a division that does not exist.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

SEED = 20231130
AS_OF = date(2023, 11, 30)
"""The day that the benchmark grades as of; records go from five years before to four months after it."""

SHARES = {"samplings": 40, "penalties": 15, "inspections": 32, "complaints": 13}
"""How the records are shared out, in percent."""

EPOCH = date(1970, 1, 1)
LAST = (AS_OF - EPOCH).days + 120
FIRST = (AS_OF - EPOCH).days - 5 * 365
NEVER = -1

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
"""GB 32100-2015, 5.2: the last of the 18 characters checks the others."""

KINDS_OF_FIRM = {
    "seller": 42, "caterer": 34, "small_workshop": 7, "producer": 6, "canteen": 7, "central_kitchen": 1.5,
    "collective_delivery": 1.5, "additive_producer": 1,
}  # fmt: skip
CATEGORIES = (
    "0101", "0201", "0301", "0401", "0501", "0601", "0701", "0801", "0901", "1001", "1101", "1201", "1301", "1401",
    "1501", "1601", "1701", "1801", "2801", "2901",
)  # fmt: skip
UNLISTED_CATEGORY = "3201"
HAZARDS = {
    "quality_index": 30, "label": 14, "indicator_organism": 14, "food_additive": 11, "pesticide": 10, "label_flaw": 7,
    "veterinary_drug": 5, "pathogen": 3, "heavy_metal": 2, "enterprise_standard": 1.5, "organic_pollutant": 1,
    "biotoxin": 0.7, "illegal_additive": 0.5, "special_nutrition": 0.3,
}  # fmt: skip
PENALTY_KINDS = {
    ("fine",): 34, ("warning",): 24, ("fine", "confiscate_gains"): 16, ("warning", "fine"): 9,
    ("fine", "confiscate_gains", "confiscate_goods"): 7, ("confiscate_goods",): 5, ("criticism",): 1.6,
    ("fine", "suspend_business"): 1, ("fine", "revoke_licence"): 0.7, ("restrict_operation",): 0.5, ("other",): 0.4,
    ("fine", "other"): 0.3, ("suspend_licence", "fine"): 0.2, ("close_down",): 0.1, ("downgrade",): 0.1,
    ("restrict_profession", "detention"): 0.1,
}  # fmt: skip


class Maker:
    """Draws the columns of one register.

    Args:
        seed: of the whole run.
        register: the register's name; each has its own stream, so that one can change without the others.
        rows: how many rows.
    """

    def __init__(self, seed: int, register: str, rows: int) -> None:
        self.random = np.random.default_rng([seed, *register.encode()])
        self.rows = rows
        self.order = self.random.permutation(rows)

    def chance(self, probability: float) -> np.ndarray:
        """True with a probability."""
        return self.random.random(self.rows, dtype=np.float32) < probability

    def choice(self, options: dict[Any, float]) -> np.ndarray:
        """The number of an option, drawn by weight."""
        weights = np.cumsum(list(options.values()))
        drawn = self.random.random(self.rows) * weights[-1]
        return np.minimum(np.searchsorted(weights, drawn, side="right"), len(options) - 1).astype(np.uint32)

    def text(self, options: dict[str, float], missing: float | np.ndarray = 0.0) -> pl.Series:
        """Texts drawn by weight."""
        return self.blanked(pl.Series(list(options)).gather(self.choice(options)), missing)

    def truth(self, probability: float, missing: float = 0.0) -> pl.Series:
        """True or false, or nothing."""
        return self.blanked(pl.Series(self.chance(probability)), missing)

    def decimal(self, hundredths: np.ndarray, missing: float | np.ndarray = 0.0) -> pl.Series:
        """Decimals with two digits from whole hundredths."""
        found = pl.Series(hundredths.astype(np.int64)).cast(pl.Decimal(12, 2))
        exact = pl.select((found / pl.lit(100, dtype=pl.Decimal(12, 2))).cast(pl.Decimal(12, 2))).to_series()
        return self.blanked(exact, missing)

    def blanked(self, column: pl.Series, missing: float | np.ndarray) -> pl.Series:
        """The column with nulls at a rate, or where a mask says."""
        if isinstance(missing, float) and not missing:
            return column
        away = missing if isinstance(missing, np.ndarray) else self.chance(missing)
        return pl.select(pl.when(pl.Series(~away)).then(column)).to_series()

    def firms(self, codes: pl.Series, tail: float) -> pl.Series:
        """The firm of each record: a few firms have many; one in ten thousand is in no register of firms."""
        weight = self.random.pareto(tail, len(codes)) + 0.05
        edges = np.cumsum(weight)
        found = np.searchsorted(edges, self.random.random(self.rows) * edges[-1])
        found = np.minimum(found, len(codes) - 1).astype(np.uint32)
        strangers = uscc(np.arange(100) + 31**7 - 1000)
        return strangers.append(codes).gather(np.where(self.chance(0.0001), found % 100, found + 100).astype(np.uint32))

    def days(self) -> np.ndarray:
        """Event days, the last ones after the day graded."""
        return self.random.integers(FIRST, LAST + 1, self.rows)

    def recorded(self, day: np.ndarray, missing: float) -> pl.Series:
        """When the record came to be known: mostly within weeks, sometimes much later."""
        later = self.random.exponential(12, self.rows) + np.where(self.chance(0.02), 200, 0)
        return self.blanked(dates(day + later.astype(np.int64)), missing)

    def void(self, day: np.ndarray, rate: float, reasons: dict[str, float]) -> tuple[pl.Series, pl.Series]:
        """When and why a record ended; nothing for most."""
        away = ~self.chance(rate)
        on = dates(day + self.random.integers(10, 500, self.rows))
        return self.blanked(on, away), self.text(reasons, away)

    def numbered(self, letter: str, numbers: np.ndarray | None = None) -> pl.Series:
        """Record numbers, in the order in which records came."""
        found = pl.Series(np.arange(self.rows) if numbers is None else numbers).cast(pl.String).str.zfill(9)
        return (letter + found).alias("")

    def frame(self, columns: dict[str, pl.Series]) -> pl.DataFrame:
        """The register, its rows in no order."""
        return pl.DataFrame(columns)[self.order]


def dates(days: np.ndarray) -> pl.Series:
    """Days since 1970-01-01 as dates."""
    return pl.Series(days.astype(np.int32)).cast(pl.Date)


def uscc(numbers: np.ndarray) -> pl.Series:
    """Unified social credit codes with their check character, one for each number."""
    digits = np.empty((len(numbers), 18), dtype=np.uint8)
    digits[:, :10] = [ALPHABET.index(character) for character in "91990000MA"]
    left = numbers.astype(np.int64)
    for place in range(16, 9, -1):
        left, digits[:, place] = np.divmod(left, 31)
    total = digits[:, :17].astype(np.int64) @ np.array(WEIGHTS)
    digits[:, 17] = (31 - total % 31) % 31
    letters = np.frombuffer(ALPHABET.encode(), dtype=np.uint8)[digits]
    return pl.Series(np.ascontiguousarray(letters).view("S18").ravel().astype("U18"), dtype=pl.String)


def enterprises(seed: int, rows: int) -> pl.DataFrame:
    """The firms."""
    make = Maker(seed, "enterprises", rows)
    numbers = make.random.choice(31**7 - 2000, rows, replace=False) if rows < 10_000 else _spread(make, rows)
    known_score = make.chance(0.4)
    area = np.exp(make.random.normal(4.6, 1.2, rows)) * 100
    lists = [[one] for one in CATEGORIES] + [[one, CATEGORIES[(i * 7 + 3) % 20]] for i, one in enumerate(CATEGORIES)]
    lists += [[UNLISTED_CATEGORY], [CATEGORIES[2], UNLISTED_CATEGORY]]
    weights = {number: 1.0 if number < 40 else 0.15 for number in range(42)}
    return make.frame(
        {
            "uscc": uscc(numbers),
            "name": "合成样本" + pl.Series(np.arange(rows)).cast(pl.String),
            "kind": make.text(KINDS_OF_FIRM),
            "status": make.text({"operating": 95, "suspended": 2, "deregistered": 3}, 0.3),
            "established_on": dates(make.random.integers(FIRST - 6000, LAST - 150, rows)),
            "scale": make.text({"large": 2, "medium": 8, "small": 40, "micro": 50}),
            "categories": pl.Series(lists).gather(make.choice(weights)),
            "special_food": make.truth(0.04, 0.5),
            "vulnerable_consumers": make.truth(0.06, 0.5),
            "premises_area_m2": make.decimal(area, 0.004),
            "diners_per_meal": make.blanked(pl.Series(make.random.geometric(0.008, rows)), 0.7),
            "static_score": make.decimal(make.random.integers(0, 81, rows) * 50, ~known_score),
            "general_credit_class": make.text({"A": 45, "B": 38, "C": 14, "D": 3}, 0.003),
        }
    )


def _spread(make: Maker, rows: int) -> np.ndarray:
    """Different numbers without drawing from billions: a fixed stride with a random step inside it."""
    stride = (31**7 - 2000) // rows
    return np.arange(rows, dtype=np.int64) * stride + make.random.integers(0, stride, rows)


def samplings(seed: int, rows: int, codes: pl.Series) -> pl.DataFrame:
    """The samplings: up to four items of one sample, each a row."""
    make = Maker(seed, "samplings", rows)
    starts = make.chance(0.55)
    starts[0] = True
    sample = np.cumsum(starts) - 1
    first = np.flatnonzero(starts)[sample]
    day = make.days()[first]
    voided_on, void_reason = make.void(
        day, 0.008, {"retest_overturned": 50, "objection_upheld": 25, "entered_in_error": 15, "altered": 10}
    )
    failed = make.chance(0.055)
    programmes = {"supervision": 62.0, "monitoring": 13.0, "evaluation": 10.0, "rapid": 15.0}
    levels = {"national": 6.0, "provincial": 20.0, "municipal": 34.0, "county": 40.0}
    return make.frame(
        {
            "record_id": make.numbered("S"),
            "uscc": make.firms(codes, 1.6).gather(first.astype(np.uint32)),
            "sample_no": make.blanked(make.numbered("DC", sample), 0.05),
            "sampled_on": dates(day),
            "notified_on": make.blanked(dates(day + make.random.integers(3, 40, rows)), 0.4),
            "recorded_on": make.recorded(day + 10, 0.6),
            "voided_on": voided_on,
            "void_reason": void_reason,
            "programme": pl.Series(list(programmes)).gather(make.choice(programmes)[first]),
            "organiser_level": pl.Series(list(levels)).gather(make.choice(levels)[first]),
            "hazard": make.text(HAZARDS, make.chance(0.0005) | (failed & make.chance(0.008))),
            "result": pl.Series(["pass", "fail"]).gather(failed.astype(np.uint32)),
            "retest": make.text({"pending": 30, "upheld": 50, "overturned": 20}, ~(failed & make.chance(0.3))),
            "severe_excess": make.blanked(pl.Series(failed & make.chance(0.3)), 0.8),
        }
    )


def penalties(seed: int, rows: int, codes: pl.Series) -> pl.DataFrame:
    """The penalties; some decisions have two rows."""
    make = Maker(seed, "penalties", rows)
    starts = make.chance(0.94)
    starts[0] = True
    decision = np.cumsum(starts) - 1
    first = np.flatnonzero(starts)[decision]
    day = make.days()[first]
    voided_on, void_reason = make.void(
        day, 0.012, {"reconsideration_revoked": 25, "judgment_revoked": 15, "entered_in_error": 20, "repaired": 40}
    )
    return make.frame(
        {
            "record_id": make.numbered("P"),
            "uscc": make.firms(codes, 1.3).gather(first.astype(np.uint32)),
            "decision_no": make.blanked(make.numbered("JD", decision), 0.03),
            "decided_on": dates(day),
            "recorded_on": make.recorded(day, 0.3),
            "voided_on": voided_on,
            "void_reason": void_reason,
            "kinds": pl.Series([list(one) for one in PENALTY_KINDS]).gather(make.choice(PENALTY_KINDS)),
            "intent": make.text({"proved": 3, "unknown": 80, "disproved": 17}, 0.9),
            "fine_yuan": make.decimal(np.exp(make.random.normal(8.2, 1.1, rows)) * 100, 0.3),
            "social_impact": make.truth(0.004, 0.6),
            "refused_inspection": make.truth(0.004, 0.6),
            "food_domain": make.truth(0.7, 0.5),
        }
    )


def inspections(seed: int, rows: int, codes: pl.Series) -> pl.DataFrame:
    """The inspections."""
    make = Maker(seed, "inspections", rows)
    day = make.days()
    voided_on, void_reason = make.void(day, 0.003, {"declared_void": 20, "entered_in_error": 60, "altered": 20})
    full = make.chance(0.35)
    return make.frame(
        {
            "record_id": make.numbered("I"),
            "uscc": make.firms(codes, 3.0),
            "inspected_on": dates(day),
            "recorded_on": make.recorded(day, 0.6),
            "voided_on": voided_on,
            "void_reason": void_reason,
            "kind": make.text({"routine": 70, "flying": 10, "system": 5, "special": 15}),
            "full_checklist": make.blanked(pl.Series(full), ~full & make.chance(0.7)),
            "risk_points": make.decimal(np.minimum(make.random.gamma(2.0, 6.0, rows) * 2, 120).astype(np.int64) * 50,
                                        ~full | make.chance(0.004)),
            "key_items_failed": make.blanked(pl.Series(make.random.poisson(0.12, rows)), 0.2),
            "general_items_failed": make.blanked(pl.Series(make.random.poisson(1.1, rows)), 0.2),
            "affects_safety": make.truth(0.01, 0.5),
            "obstructed": make.truth(0.002, 0.5),
        }
    )  # fmt: skip


def complaints(seed: int, rows: int, codes: pl.Series) -> pl.DataFrame:
    """The complaints."""
    make = Maker(seed, "complaints", rows)
    day = make.days()
    voided_on, void_reason = make.void(day, 0.005, {"declared_void": 30, "entered_in_error": 60, "altered": 10})
    return make.frame(
        {
            "record_id": make.numbered("C"),
            "uscc": make.firms(codes, 1.2),
            "received_on": dates(day),
            "recorded_on": make.recorded(day, 0.7),
            "voided_on": voided_on,
            "void_reason": void_reason,
            "substantiated": make.truth(0.3, 0.2),
            "publicised": make.truth(0.01, 0.5),
        }
    )


EVENTS = {"samplings": samplings, "penalties": penalties, "inspections": inspections, "complaints": complaints}


def sizes(records: int) -> dict[str, int]:
    """The rows of each event register; together exactly `records`."""
    found = {name: records * share // 100 for name, share in SHARES.items()}
    found["inspections"] += records - sum(found.values())
    return found


def generate(folder: Path, firms: int, records: int, seed: int = SEED) -> dict[str, int]:
    """Write the registers.

    Args:
        folder: where to; made if it is not there.
        firms: how many enterprises.
        records: how many records, over the four registers of events.
        seed: the same seed and sizes give the same bytes.

    Returns:
        The rows of each register.
    """
    folder.mkdir(parents=True, exist_ok=True)
    made = enterprises(seed, firms)
    made.write_parquet(folder / "enterprises.parquet")
    codes = made["uscc"]
    del made
    for name, rows in sizes(records).items():
        EVENTS[name](seed, rows, codes).write_parquet(folder / f"{name}.parquet")
    return {"enterprises": firms, **sizes(records)}


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Make the registers of the benchmark.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--enterprises", type=int, default=1_000_000)
    parser.add_argument("--records", type=int, default=8_000_000)
    parser.add_argument("--seed", type=int, default=SEED)
    given = parser.parse_args(arguments)
    for name, rows in generate(given.folder, given.enterprises, given.records, given.seed).items():
        print(f"{name}.parquet: {rows:,} rows")


if __name__ == "__main__":
    main()
