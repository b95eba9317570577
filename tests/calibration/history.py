"""A made-up past: firms whose visits fail by true points that a calibration does not know."""

from __future__ import annotations

import math
import random
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from riskgrade.tuning.outcome import Outcome
from riskgrade.tuning.split import RollingOrigin

FAILED = Outcome("visits:result == 'fail'", horizon="3m")
SPLIT = RollingOrigin("2021-12-31", "2023-09-30", "3m")
END = "2024-03-31"
BY, AT = "王丽", "2024-04-02T09:00:00+08:00"

DECLARED = {"once": 10, "often": 15, "late": 8, "b": 4, "c": 8, "d": 12}


def past(
    truth: Mapping[str, int],
    firms: int = 900,
    slope: float = 0.09,
    level: float = -4.0,
    drift: float = 0.0,
    seed: int = 7,
) -> dict[str, list[dict[str, Any]]]:
    """Registers of a made-up past.

    Args:
        truth: the true points.
        firms: how many.
        slope: of the log-odds of a failed visit in a quarter, over the true score; 0 is no signal.
        level: the log-odds at score 0.
        drift: what the log-odds gain in the last quarter.
        seed: which past.
    """
    draw = random.Random(seed)
    rows, visits = [], []
    quarters = [date(2021, 12, 31) + timedelta(days=91 * number) for number in range(9)]
    for number in range(firms):
        failures = draw.choice([0, 0, 0, 0, 1, 1, 2, 3, 3, 4])
        late, sort = draw.random() < 0.3, draw.choice("aabbccd")
        inspections = draw.randrange(0, 31, 3)
        code = f"n{number:04}"
        rows.append({
            "code": code, "kind": "maker", "sort": sort, "credit": "good", "inspections": str(inspections),
            "failures": str(failures), "late": str(late).lower(), "certified": "false", "office_no": str(number % 5),
        })  # fmt: skip
        score = inspections + (failures >= 1) * truth["once"] + (failures >= 3) * truth["often"] + late * truth["late"]
        score += truth.get(sort, 0) + (2 if late and failures >= 2 else 0)
        for place, day in enumerate(quarters[:-1]):
            odds = level + slope * score + (drift if place == len(quarters) - 2 else 0)
            failed = draw.random() < 1 / (1 + math.exp(-odds))
            on = day + timedelta(days=draw.randrange(5, 80))
            visits.append({"record_id": f"{code}-{place}", "code": code, "visited_on": on.isoformat(),
                           "result": "fail" if failed else "pass"})  # fmt: skip
    return {"firms": rows, "visits": visits}
