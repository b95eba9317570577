"""The register of inspections: full checklists with points on two scales, and shorter visits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from .dice import Dice
from .firm import Firm
from .place import station
from .record import AS_OF, FIRST, Row, event_day, later, numbered, provenance, recorded, void

POINTS = ((0, 11), (10, 27), (23, 42), (36, 58))
"""Care -> the ends between which dynamic points are drawn, on the scale of 2016 that goes to 60."""

SICHUAN_FROM = date(2023, 6, 1)
"""Producers are scored on the scale of 2023, which goes to 40, from this day on."""

VISITS = {0: 55, 1: 33, 2: 12}
"""Shorter visits of the two years, by weight; careless firms have one more."""

NEVER = 30
"""How many firms in a thousand had no full inspection."""

OBSTRUCTED = (0, 0, 8, 70)
"""Care -> how many in a thousand inspections are obstructed."""


def rows(dice: Dice, firms: Sequence[Firm]) -> list[Row]:
    """All inspections, in the order of their dates."""
    drawn: list[Row] = []
    for firm in firms:
        drawn += [_full(dice, firm, day) for day in _full_days(dice, firm)]
        for _ in range(dice.weighted(VISITS) + (firm.care > 1)):
            kind = dice.weighted({"routine": 84, "special": 10, "flying": 6})
            drawn.append(_visit(dice, firm, event_day(dice, firm.established_on), kind))
    return numbered("inspections", drawn, "inspected_on")


def _full_days(dice: Dice, firm: Firm) -> list[date]:
    """The days of full inspections: producers every year, others once in the two years or twice."""
    if dice.chance(NEVER):
        return []
    early = max(FIRST, firm.established_on)
    if firm.kind in ("producer", "additive_producer"):
        days = [dice.day(early, date(2022, 12, 30))] if firm.established_on < date(2022, 12, 1) else []
        return [*days, dice.day(max(SICHUAN_FROM, firm.established_on), AS_OF)]
    first = dice.day(early, AS_OF)
    again = first + timedelta(days=330)
    days = [first, dice.day(again, AS_OF)] if again < AS_OF - timedelta(days=7) and dice.chance(350) else [first]
    # A full inspection in January is not known on the day of grading; the older one still stands.
    return [*days, dice.day(date(2024, 1, 2), date(2024, 1, 31))] if dice.chance(20) else days


def _full(dice: Dice, firm: Firm, day: date) -> Row:
    sichuan = firm.kind == "producer" and day >= SICHUAN_FROM
    points = dice.halves(*POINTS[firm.care])
    if sichuan:
        # Two thirds of the points, in halves, for a scale that goes to 40 instead of 60.
        points = Decimal(int(points * 2) * 2 // 3) / 2
    row = _visit(dice, firm, day, "system" if firm.special_food and dice.chance(300) else "routine")
    # Where nothing says which scale it is, the points lie on both.
    unsaid = not sichuan and points <= 40 and firm.kind != "producer" and dice.chance(120)
    row |= {
        "checklist": None if unsaid else "sichuan2023" if sichuan else "nat2016",
        "full_checklist": True,
        "risk_points": None if dice.chance(8) else points,
        "general_items_failed": int(points) // 3,
        "key_items_failed": int(points) // 16,
    }
    return row


def _visit(dice: Dice, firm: Firm, day: date, kind: str) -> Row:
    general = dice.between(0, 1 + 3 * firm.care)
    key = dice.between(0, firm.care) if dice.chance(300) else 0
    due = later(day, 15) if general else None
    row: Row = {
        "uscc": firm.uscc,
        "inspected_on": day,
        "kind": kind,
        "full_checklist": False if dice.chance(200) else None,
        "key_items_failed": key,
        "general_items_failed": general,
        "affects_safety": True if key and dice.chance(250) else None,
        "obstructed": True if dice.chance(OBSTRUCTED[firm.care]) else None,
        "rectify_by": due,
        "rectified_on": later(day, dice.between(1, 14)) if due and not dice.chance(60 + 100 * firm.care) else None,
        "recorded_on": recorded(dice, day),
        **provenance("inspections", station(firm.subdistrict)),
    }
    if dice.chance(4):
        void(dice, row, day, {"entered_in_error": 70, "altered": 30})
    return row
