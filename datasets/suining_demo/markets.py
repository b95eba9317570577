"""The registers of farmers' markets and of their weekly checks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from .dice import Dice
from .place import SUBDISTRICTS, station
from .record import Row, numbered, provenance, recorded

NAMES = ("银杏", "荷塘", "竹溪", "云桥", "石榴", "白鹭", "晨光", "春芽", "江畔", "田园")

WORST = (2, 3, 3, 4, 4, 5, 6, 7, 9, 12)
"""The most points that a weekly check takes off, market by market."""

FIRST_CHECK = date(2023, 1, 2)
CHECKS = 56
"""Weeks, from the first Monday of 2023 into January 2024."""

CLOSED = ("M07", 8)
"""This market was rebuilt in this month of 2023: it has no check there."""


def markets(dice: Dice) -> list[Row]:
    """Ten markets."""
    places = list(SUBDISTRICTS)
    return [
        {
            "market_id": f"M{number:02}",
            "name": f"合成{name}农贸市场",
            "subdistrict": places[number % len(places)],
            "opened_on": dice.day(date(1998, 1, 5), date(2021, 6, 30)),
            **provenance("markets", station(places[number % len(places)])),
        }
        for number, name in enumerate(NAMES, 1)
    ]


def market_checks(dice: Dice, markets: Sequence[Row]) -> list[Row]:
    """A check a week in every market."""
    drawn: list[Row] = []
    for position, market in enumerate(markets):
        for week in range(CHECKS):
            day = FIRST_CHECK + timedelta(days=7 * week + dice.between(0, 4))
            if (market["market_id"], day.month) == CLOSED:
                continue
            off = dice.halves(0, WORST[position]) if not dice.chance(150) else Decimal(0)
            drawn.append(
                {
                    "market_id": market["market_id"],
                    "checked_on": day,
                    "deduction": off,
                    "checker": f"合成检查员{dice.between(1, 12):02}",
                    "recorded_on": recorded(dice, day),
                    **provenance("market_checks", station(str(market["subdistrict"]))),
                }
            )
    return numbered("market_checks", drawn, "checked_on")
