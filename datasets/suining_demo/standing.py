"""What a firm holds or stands on: the registers of certificates, insurances, awards, listings and abnormal operations."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from . import place
from .acts import GRAVE
from .dice import Dice
from .firm import Firm, by_kind
from .record import AS_OF, Row, event_day, later, numbered, provenance, recorded

CERTIFIED = {"HACCP": 140, "GMP": 50, "ISO22000": 120, "integrity": 80}
"""Kind of certificate -> how many in a thousand makers, kitchens and deliverers have it."""

MAKERS = ("producer", "additive_producer", "central_kitchen", "collective_delivery")

INSURED = {
    "producer": 450,
    "canteen": 350,
    "central_kitchen": 1000,
    "collective_delivery": 1000,
    "seller": 30,
    "caterer": 25,
}
"""Kind -> how many in a thousand are insured."""

AWARDS = {"county": 14, "city": 8, "province": 3, "national": 1}

REASONS = {
    "未按期公示年度报告": 70,
    "通过登记的经营场所无法联系": 25,
    "公示信息隐瞒真实情况": 5,
}


GRAVE_DETAILS = {act.detail for act in GRAVE}
"""The acts after which a firm may be listed."""


def certificates(dice: Dice, firms: Sequence[Firm]) -> list[Row]:
    """Certificates for three years; some are open-ended, some have run out, a few begin in January."""
    drawn: list[Row] = []
    for firm in by_kind(firms, *MAKERS):
        for kind, share in CERTIFIED.items():
            if firm.care < 3 and dice.chance(share):
                since = dice.day(max(date(2020, 3, 2), firm.established_on), date(2024, 1, 26))
                drawn.append(_valid(dice, "certificates", firm, since, 3, "合成认证所") | {"kind": kind})
    return numbered("certificates", drawn, "valid_from")


def insurances(dice: Dice, firms: Sequence[Firm]) -> list[Row]:
    """Insurances by the year; who was insured in 2022 often is in 2023 too."""
    drawn: list[Row] = []
    for firm in by_kind(firms, *INSURED):
        if not dice.chance(INSURED[firm.kind]):
            continue
        since = dice.day(max(date(2022, 1, 1), firm.established_on), date(2024, 1, 26))
        drawn.append(_valid(dice, "insurances", firm, since, 1, "合成保险所"))
        again = date(since.year + 1, since.month, min(since.day, 28))
        if again <= AS_OF and dice.chance(750):
            drawn.append(_valid(dice, "insurances", firm, again, 1, "合成保险所"))
    return numbered("insurances", drawn, "valid_from")


def _valid(dice: Dice, register: str, firm: Firm, since: date, years: int, origin: str) -> Row:
    until = date(since.year + years, since.month, min(since.day, 28)) - timedelta(days=1)
    return {
        "uscc": firm.uscc,
        "valid_from": since,
        "valid_to": None if dice.chance(70) else until,
        "recorded_on": recorded(dice, since),
        **provenance(register, origin),
    }


def awards(dice: Dice, firms: Sequence[Firm]) -> list[Row]:
    """Quality awards, to careful firms."""
    able = [firm for firm in by_kind(firms, *MAKERS, "seller", "caterer") if firm.care == 0 and not firm.individual]
    levels = [level for level, count in AWARDS.items() for _ in range(count)]
    drawn: list[Row] = []
    for firm, level in zip(dice.shuffled(dice.some(able, len(levels))), levels, strict=True):
        day = event_day(dice, firm.established_on)
        drawn.append(
            {
                "uscc": firm.uscc,
                "granted_on": day,
                "level": level,
                "recorded_on": recorded(dice, day),
                **provenance("awards", "合成质量奖办公室"),
            }
        )
    return numbered("awards", drawn, "granted_on")


def listings(dice: Dice, penalties: Sequence[Row]) -> list[Row]:
    """The serious violation and dishonesty list: after grave penalties, decided on the same day; a few were removed early.

    Args:
        dice: draws.
        penalties: the register of penalties.
    """
    drawn: list[Row] = []
    for penalty in penalties:
        kinds, decided = penalty["kinds"], penalty["decided_on"]
        assert isinstance(kinds, tuple)
        assert isinstance(decided, date)
        heavy = {"revoke_licence", "suspend_business", "close_down"} & set(kinds) or penalty["discretion"] == "heavier"
        grave = str(penalty["act_detail"]) in GRAVE_DETAILS and penalty["party_type"] != "person"
        if not (heavy and grave) or penalty["intent"] != "proved" or penalty.get("voided_on") or not dice.chance(600):
            continue
        year = later(decided, 370)
        early = year is not None and "revoke_licence" not in kinds and dice.chance(500)
        drawn.append(
            {
                "uscc": penalty["uscc"],
                "listed_on": decided,
                "ground": f"合成事由：{penalty['act_nature']}",
                "authority": penalty["authority"],
                "removed_on": year if early else None,
                "ban_until": penalty["ban_until"] if "revoke_licence" in kinds else None,
                "recorded_on": recorded(dice, decided),
                **provenance("listings", str(penalty["authority"])),
            }
        )
    return numbered("listings", drawn, "listed_on")


def abnormal_operations(dice: Dice, firms: Sequence[Firm]) -> list[Row]:
    """The list of abnormal operations; most are removed within months."""
    drawn: list[Row] = []
    for firm in firms:
        if firm.individual or not dice.chance((45, 90, 160, 250)[firm.care]):
            continue
        day = event_day(dice, firm.established_on)
        drawn.append(
            {
                "uscc": firm.uscc,
                "listed_on": day,
                "reason": dice.weighted(REASONS),
                "removed_on": later(day, dice.between(10, 400)) if dice.chance(700) else None,
                "recorded_on": recorded(dice, day),
                **provenance("abnormal_operations", f"{place.DISTRICT}登记科"),
            }
        )
    return numbered("abnormal_operations", drawn, "listed_on")
