"""A record: its cells by field, and what every record has, whatever its register."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from .dice import Dice, working_day
from .place import DISTRICT, PROVIDERS

Value = str | int | bool | date | Decimal | Sequence[str] | None
"""A cell before it is written: a sequence is a list of codes, None is blank, a text stands as it is."""

Row = dict[str, Value]

FIRST = date(2022, 1, 1)
AS_OF = date(2023, 12, 31)
"""The day that the data is made to be graded as of."""
TAKEN = date(2024, 1, 31)
"""The day on which the registers were taken: nothing is known after it."""

CODES = {
    "samplings": "CJ", "penalties": "CF", "persons": "RY", "inspections": "JC", "recalls": "ZH", "accidents": "SG",
    "interviews": "YT", "complaints": "TS", "self_checks": "ZC", "staff_exams": "CK", "certificates": "RZ",
    "insurances": "BX", "awards": "JL", "listings": "SX", "abnormal_operations": "YC", "hazard_reports": "YH",
    "market_checks": "SJ",
}  # fmt: skip
"""What the numbers of a register's records begin with."""


def event_day(dice: Dice, since: date, first: date = FIRST) -> date:
    """A working day in 2022 or 2023; a few in January 2024, which is not yet known on `AS_OF`.

    Args:
        dice: draws.
        since: nothing happened at the firm before it was there.
        first: the day to begin with.
    """
    if dice.chance(15):
        return dice.day(AS_OF + timedelta(days=1), TAKEN)
    return dice.day(max(first, since), AS_OF)


def later(day: date, days: int) -> date | None:
    """The working day so many days later; None where the registers were taken before it.

    Examples:
        >>> later(date(2023, 12, 30), 5).isoformat(), later(date(2024, 1, 30), 5)
        ('2024-01-04', None)
    """
    moved = working_day(day + timedelta(days=days), day)
    return moved if moved <= TAKEN else None


def recorded(dice: Dice, event: date) -> date | None:
    """When a record was entered: often not noted (None: on the day itself), sometimes the day, sometimes weeks later."""
    how = dice.weighted({"blank": 60, "same": 15, "later": 25})
    if AS_OF - timedelta(days=25) < event <= AS_OF and dice.chance(350):
        # At the year's end work piles up.
        how = "later"
    if how == "blank":
        return None
    return event if how == "same" else later(event, dice.between(1, 25)) or TAKEN


def provenance(register: str, origin: str) -> Row:
    """Who originated, provided and answers for a record.

    Examples:
        >>> provenance("samplings", "合成检测一所")["provided_by"]
        '合成新区抽检科'
    """
    provider, responsible = PROVIDERS[register]
    return {
        "originated_by": origin,
        "provided_by": f"{DISTRICT}{provider}",
        "responsible": f"{DISTRICT}{responsible}",
    }


def void(dice: Dice, row: Row, event: date, reasons: Mapping[str, int]) -> None:
    """End a record some weeks after its event, or leave it where that day lies after the registers were taken."""
    on = later(event, dice.between(20, 90))
    if on is not None:
        row |= {"voided_on": on, "void_reason": dice.weighted(reasons)}


def numbered(register: str, rows: list[Row], event: str) -> list[Row]:
    """The records in the order of their event dates, each with its number.

    Args:
        register: the register's name.
        rows: its records, without `record_id`.
        event: the field of the event date.
    """
    ordered = sorted(rows, key=lambda row: str(row[event]))
    prefix = CODES[register]
    return [{"record_id": f"{prefix}{number:05}", **row} for number, row in enumerate(ordered, 1)]
