"""What firms do themselves: the registers of self-checks and of staff exams."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from .dice import Dice
from .firm import Firm, by_kind
from .place import station
from .record import Row, event_day, later, numbered, provenance, recorded

YEAR = 2023

CHECKED = {
    "central_kitchen": 1000,
    "collective_delivery": 1000,
    "additive_producer": 1000,
    "canteen": 330,
    "producer": 400,
}
"""Kind -> how many firms in a thousand report their self-checks: all of 2023, month by month."""

MISSED = ((0, 0), (0, 2), (0, 7), (3, 16))
"""Care -> the fewest and most days of a month that are missed."""

EXAMINED = {"producer": 700, "seller": 130, "caterer": 130, "canteen": 600, "small_workshop": 100}
"""Kind -> how many firms in a thousand are examined; all of the other kinds."""

FAILED = (10, 45, 150, 330)
"""Care -> how many in a thousand exams are failed."""


def self_checks(dice: Dice, firms: Sequence[Firm]) -> list[Row]:
    """The three records: daily, weekly, monthly."""
    drawn = []
    for firm in by_kind(firms, *CHECKED):
        if firm.status != "operating" or not dice.chance(CHECKED[firm.kind]):
            continue
        for month in range(1, 13):
            first = date(YEAR, month, 1)
            if firm.established_on < first and not dice.chance(15):
                drawn.append(_month(dice, firm, first))
    return numbered("self_checks", drawn, "month")


def _month(dice: Dice, firm: Firm, first: date) -> Row:
    days = monthrange(first.year, first.month)[1]
    # Schools close on Sundays; the others work every day.
    due = days - days // 7 if firm.kind == "canteen" else days
    missed = min(due, dice.between(*MISSED[firm.care]))
    weeks = days // 7
    return {
        "uscc": firm.uscc,
        "month": first,
        "daily_due": due,
        "daily_done": None if dice.chance(6) else due - missed,
        "weekly_due": weeks,
        "weekly_done": max(0, weeks - missed // 6),
        "monthly_done": not dice.chance((4, 30, 120, 400)[firm.care]),
        "recorded_on": later(date(first.year, first.month, days), 8) if dice.chance(150) else None,
        **provenance("self_checks", f"合成企业{firm.serial:04}"),
    }


def staff_exams(dice: Dice, firms: Sequence[Firm]) -> list[Row]:
    """Exams of those who answer for food safety; large and medium firms also have a director."""
    drawn = []
    for firm in firms:
        if firm.status != "operating" or not dice.chance(EXAMINED.get(firm.kind, 1000)):
            continue
        roles = ["principal", "officer"] if firm.scale in ("large", "medium") else [dice.pick(("principal", "officer"))]
        if firm.scale in ("large", "medium") and dice.chance(700):
            roles.append("director")
        for role in roles:
            day = event_day(dice, firm.established_on)
            drawn.append(
                {
                    "uscc": firm.uscc,
                    "held_on": day,
                    "role": role,
                    "passed": not dice.chance(FAILED[firm.care]),
                    "recorded_on": recorded(dice, day),
                    **provenance("staff_exams", station(firm.subdistrict)),
                }
            )
    return numbered("staff_exams", drawn, "held_on")
