"""The register of firms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from .codes import REGION
from .dice import Dice
from .firm import Firm
from .place import station
from .record import Row, provenance

SCORED_ANEW = 18
"""Firms with an older row: their static points were set anew on the day the newer row is valid from."""

NOT_YET = date(2024, 1, 15)
"""From this day the last of them have their newer row; on the day of grading the older one still holds."""


def rows(dice: Dice, firms: Sequence[Firm]) -> list[Row]:
    """A row a firm, and a second one for some."""
    scored = [firm for firm in firms if firm.static is not None and firm.static <= Decimal(34)]
    anew = {firm.serial: position for position, firm in enumerate(dice.some(scored, SCORED_ANEW))}
    out = []
    for firm in firms:
        position = anew.get(firm.serial)
        if position is None:
            out.append(_row(firm, firm.established_on if dice.chance(100) else None))
            continue
        change = NOT_YET if position >= SCORED_ANEW - 3 else dice.day(date(2023, 1, 2), date(2023, 11, 30))
        older = replace(firm, static=(firm.static or Decimal(0)) + dice.halves(1, 5))
        out += [_row(older, firm.established_on), _row(firm, change)]
    return out


def _row(firm: Firm, valid_from: date | None) -> Row:
    return {
        "uscc": firm.uscc,
        "name": firm.name,
        "kind": firm.kind,
        "status": None if firm.status == "operating" and firm.serial % 3 else firm.status,
        "region_code": REGION,
        "subdistrict": firm.subdistrict,
        "established_on": None if firm.serial % 41 == 0 else firm.established_on,
        "licence_no": firm.licence_no,
        "licence_valid_to": firm.licence_to,
        "categories": firm.categories,
        "special_food": firm.special_food or None,
        "vulnerable_consumers": firm.vulnerable or None,
        "scale": firm.scale,
        "premises_area_m2": firm.area,
        "diners_per_meal": firm.diners,
        "static_score": firm.static,
        "general_credit_class": firm.credit_class,
        "valid_from": valid_from,
        **provenance("enterprises", station(firm.subdistrict)),
    }
