"""The register of hazards that people photograph and report."""

from __future__ import annotations

from collections.abc import Sequence

from .dice import Dice
from .firm import Firm
from .place import SUBDISTRICTS, station
from .record import Row, event_day, later, numbered, provenance, recorded

REPORTED = (90, 180, 380, 700)
"""Care -> how many firms in a thousand were reported."""

LEVELS = {"low": "market_station", "medium": "market_station", "high": "county"}


def rows(dice: Dice, firms: Sequence[Firm]) -> list[Row]:
    """Hazards, most of them closed within weeks; some that are still open."""
    drawn: list[Row] = []
    for firm in firms:
        if not dice.chance(REPORTED[firm.care]):
            continue
        day = event_day(dice, firm.established_on)
        severity = dice.weighted({"low": 62, "medium": 30, "high": 8})
        level = "city" if severity == "high" and dice.chance(200) else LEVELS[severity]
        drawn.append(
            {
                "uscc": firm.uscc,
                "reported_on": day,
                "severity": severity,
                "level": level,
                "closed_on": None if dice.chance(60 + 60 * firm.care) else later(day, dice.between(1, 45)),
                "department": station(firm.subdistrict) if level == "market_station" else "合成新区监管科",
                "recorded_on": recorded(dice, day),
                **provenance("hazard_reports", f"合成网格{list(SUBDISTRICTS).index(firm.subdistrict) + 1:02}"),
            }
        )
    return numbered("hazard_reports", drawn, "reported_on")
