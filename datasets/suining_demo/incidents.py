"""The registers of recalls, accidents, interviews and complaints."""

from __future__ import annotations

from collections.abc import Sequence

from . import place
from .dice import Dice
from .firm import Firm, by_kind
from .record import Row, event_day, later, numbered, provenance, recorded, void

COMPLAINTS = (
    {0: 900, 1: 95, 2: 5},
    {0: 760, 1: 190, 2: 50},
    {0: 450, 1: 300, 2: 160, 4: 90},
    {1: 500, 3: 350, 7: 150},
)
"""Care -> how many complaints of two years, by weight."""

SUBSTANTIATED = (150, 300, 500, 650)
PUBLICISED = (0, 0, 25, 110)
"""Care -> how many in a thousand complaints are found true, and how many of those make the firm publicised."""

INTERVIEWED = (3, 12, 70, 300)
"""Care -> how many firms in a thousand were called in."""

ACCIDENTS = {"general": 4, "larger": 1}
"""How many accidents of each grade."""

RECALLED = 280
"""How many in a thousand failures of makers and sellers end in a recall that was ordered."""


def recalls(dice: Dice, firms: Sequence[Firm], samplings: Sequence[Row]) -> list[Row]:
    """Recalls ordered after failed samples; a careless firm may not comply."""
    care = {firm.uscc: firm.care for firm in firms}
    drawn = []
    for row in samplings:
        if row["result"] != "fail" or row["role"] == "caterer" or not dice.chance(RECALLED):
            continue
        ordered = later(row["notified_on"], dice.between(0, 4))  # type: ignore[arg-type]
        if ordered is None:
            continue
        refused = dice.chance((0, 10, 130, 350)[care[str(row["uscc"])]])
        drawn.append(
            {
                "uscc": row["uscc"],
                "ordered_on": ordered,
                "complied": None if dice.chance(60) else not refused,
                "recorded_on": recorded(dice, ordered),
                **provenance("recalls", place.COUNTY_AUTHORITY),
            }
        )
    return numbered("recalls", drawn, "ordered_on")


def accidents(dice: Dice, firms: Sequence[Firm]) -> list[Row]:
    """The few accidents, at places that serve food."""
    able = [firm for firm in by_kind(firms, "caterer", "canteen", "collective_delivery") if firm.care]
    grades = [grade for grade, count in ACCIDENTS.items() for _ in range(count)]
    drawn = []
    for firm, grade in zip(dice.some(able, len(grades)), grades, strict=True):
        day = event_day(dice, firm.established_on)
        drawn.append(
            {
                "uscc": firm.uscc,
                "occurred_on": day,
                "grade": grade,
                "recorded_on": recorded(dice, day),
                **provenance("accidents", place.COUNTY_AUTHORITY),
            }
        )
    return numbered("accidents", drawn, "occurred_on")


def interviews(dice: Dice, firms: Sequence[Firm]) -> list[Row]:
    """Talks to which the authority called a firm."""
    drawn = []
    for firm in firms:
        if dice.chance(INTERVIEWED[firm.care]):
            day = event_day(dice, firm.established_on)
            drawn.append(
                {
                    "uscc": firm.uscc,
                    "held_on": day,
                    "recorded_on": recorded(dice, day),
                    **provenance("interviews", place.station(firm.subdistrict)),
                }
            )
    return numbered("interviews", drawn, "held_on")


def complaints(dice: Dice, firms: Sequence[Firm]) -> list[Row]:
    """Complaints; few are publicised."""
    drawn = []
    for firm in firms:
        for _ in range(dice.weighted(COMPLAINTS[firm.care])):
            day = event_day(dice, firm.established_on)
            true = dice.chance(SUBSTANTIATED[firm.care])
            row: Row = {
                "uscc": firm.uscc,
                "received_on": day,
                "substantiated": True if true else dice.pick((None, False)),
                "publicised": True if true and dice.chance(PUBLICISED[firm.care]) else None,
                "recorded_on": recorded(dice, day),
                **provenance("complaints", f"{place.DISTRICT}投诉中心"),
            }
            if dice.chance(8):
                void(dice, row, day, {"entered_in_error": 1})
            drawn.append(row)
    return numbered("complaints", drawn, "received_on")
