"""The register of penalties: after failed samples, after inspections, and a few grave ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from . import place
from .acts import AFTER_A_FAILURE, COMMON, GRAVE, OTHER_STANDARD, Act
from .dice import Dice
from .firm import Firm
from .names import person
from .record import Row, event_day, later, numbered, provenance, recorded, void

FOUND = ({0: 985, 1: 15}, {0: 900, 1: 95, 2: 5}, {0: 760, 1: 210, 2: 25, 3: 5}, {0: 300, 1: 300, 2: 200, 3: 120, 5: 80})
"""Care -> how many penalties of two years follow inspections, by weight."""

GRAVE_CASES = (1, 8, 70, 300)
"""Care -> how many firms in a thousand have a grave case."""

PENALISED = 550
"""How many in a thousand failures told to a firm end in a penalty."""

VOIDS = {
    "reconsideration_revoked": 35,
    "judgment_revoked": 15,
    "declared_void": 15,
    "entered_in_error": 15,
    "altered": 20,
}

PERSONS_FROM = 90_000
"""Serial numbers of people begin here, so that none is also the representative of a firm."""


@dataclass(frozen=True, slots=True)
class Case:
    """A case against a firm: what was done, and when it was decided."""

    firm: Firm
    act: Act
    decided: date


def rows(dice: Dice, firms: Sequence[Firm], samplings: Sequence[Row]) -> list[Row]:
    """All penalties, in the order of their dates; a few decisions have a second row for a person.

    Args:
        dice: draws.
        firms: all firms.
        samplings: the register of samplings.
    """
    cases = sorted(_cases(dice, firms, samplings), key=lambda case: (case.decided, case.firm.serial))
    drawn: list[Row] = []
    for number, case in enumerate(cases, 1):
        row = _decision(dice, case, number)
        drawn.append(row)
        if case.act.grave and not case.firm.individual and dice.chance(550):
            drawn.append(_of_a_person(dice, row, number))
    return numbered("penalties", drawn, "decided_on")


def _cases(dice: Dice, firms: Sequence[Firm], samplings: Sequence[Row]) -> list[Case]:
    by_code = {firm.uscc: firm for firm in firms}
    out = []
    seen = set()
    for row in samplings:
        told, sample = row["notified_on"], (row["uscc"], row["sample_no"])
        counts = (
            row["result"] == "fail"
            and row["programme"] == "supervision"
            and row.get("retest") in (None, "none", "upheld")
        )
        if not counts or row.get("void_reason") or not isinstance(told, date) or sample in seen:
            continue
        seen.add(sample)
        decided = later(told, dice.between(25, 110))
        if decided is not None and row["hazard"] != "label_flaw" and dice.chance(PENALISED):
            act = AFTER_A_FAILURE.get(str(row["hazard"]), OTHER_STANDARD)
            out.append(Case(by_code[str(row["uscc"])], act, decided))
    for firm in firms:
        since = firm.established_on
        out += [
            Case(firm, dice.weighted(COMMON), event_day(dice, since)) for _ in range(dice.weighted(FOUND[firm.care]))
        ]
        if dice.chance(GRAVE_CASES[firm.care]):
            out.append(Case(firm, dice.weighted(GRAVE), event_day(dice, since)))
    return out


def _decision(dice: Dice, case: Case, number: int) -> Row:
    firm, act, decided = case.firm, case.act, case.decided
    authority, level, division = _authority(dice, act)
    goods = _goods(dice, act)
    least, most = (act.least, act.most) if goods < 10_000 else _multiples(act, goods)
    discretion = dice.weighted(_discretion(act, firm))
    warned = act.warned and dice.chance(620)
    fine = None if warned else _fine(dice, least, most, discretion)
    kinds = _kinds(dice, act, discretion, warned)
    gains = dice.between(2, 3_000) * 10 if "confiscate_gains" in kinds else None
    summary = warned and dice.chance(600)
    began = decided - timedelta(days=dice.between(20, 200 if act.grave else 90))
    lasted = dice.between(1, 160) if act.grave else dice.between(1, 40)
    row: Row = {
        "uscc": firm.uscc,
        "decision_no": f"合成市监处罚〔{decided.year}〕{number}号",
        "decided_on": decided,
        "authority": authority,
        "authority_uscc": place.AUTHORITY_CODES[authority],
        "authority_level": level,
        "authority_province": division,
        "party_type": "individual_business" if firm.individual else "organisation" if dice.chance(500) else None,
        "party_name": firm.name,
        "procedure": "summary" if summary else "ordinary",
        "kinds": kinds,
        "act": (act.article,),
        "act_detail": act.detail,
        "act_nature": act.nature,
        "violation_type": act.nature,
        "facts": f"合成案情：{act.says}",
        "legal_basis": f"合成依据：{act.article}",
        "content": "合成处罚内容：警告" if fine is None else f"合成处罚内容：罚款{fine}元",
        "fine_yuan": fine,
        "fine_min_yuan": None if fine is None else least,
        "fine_max_yuan": None if fine is None else most,
        "confiscated_yuan": gains,
        "goods_value_yuan": None if warned else goods,
        "discretion": None if dice.chance(80) else discretion,
        "acted_from": began,
        "acted_to": began + timedelta(days=lasted - 1),
        "duration_days": lasted,
        "food_domain": None if act.article.startswith("FSL") else False,
        "intent": _intent(dice, act),
        "refused_inspection": True if act.detail == "refused_inspection" else None,
        "legal_representative": person(firm.serial),
        "source_unit": place.COUNTY_AUTHORITY,
        "source_uscc": place.AUTHORITY_CODES[place.COUNTY_AUTHORITY],
        "recorded_on": recorded(dice, decided),
        **provenance("penalties", place.station(firm.subdistrict) if level == "county" else authority),
    }
    _grave_marks(dice, row, act, decided)
    _afterwards(dice, row, decided, summary or warned, act.grave)
    return row


def _authority(dice: Dice, act: Act) -> tuple[str, str, str]:
    where = dice.weighted(
        {"county": 90, "city": 8, "province": 1, "other": 1} if not act.grave else {"county": 70, "city": 30}
    )
    return {
        "county": (place.COUNTY_AUTHORITY, "county", "99"),
        "city": (place.CITY_AUTHORITY, "city", "99"),
        "province": (place.PROVINCE_AUTHORITY, "province", "99"),
        "other": (place.OTHER_AUTHORITY, "county", "98"),
    }[where]


def _goods(dice: Dice, act: Act) -> int:
    """The goods' value in yuan: small for most, large for few."""
    size = dice.weighted(
        {"small": 86, "middle": 11, "large": 3} if not act.grave else {"small": 50, "middle": 30, "large": 20}
    )
    low, high = {"small": (20, 4_000), "middle": (4_000, 18_000), "large": (18_000, 120_000)}[size]
    return dice.between(low, high)


def _multiples(act: Act, goods: int) -> tuple[int, int]:
    return (act.times[0] * goods, act.times[1] * goods) if act.times[1] else (act.least, act.most)


def _discretion(act: Act, firm: Firm) -> dict[str, int]:
    if act.grave:
        return {"mitigated": 10, "lenient": 15, "ordinary": 40, "heavier": 35}
    return {"mitigated": 70 if firm.individual else 50, "lenient": 14, "ordinary": 18, "heavier": 2 + 2 * firm.care}


def _fine(dice: Dice, least: int, most: int, discretion: str) -> int:
    """A fine in whole hundreds within the part of the band that the discretion leaves."""
    tenths = {"lenient": (0, 3), "ordinary": (3, 7), "heavier": (7, 10)}
    if discretion == "mitigated":
        return dice.between(2, max(4, least // 1000)) * 100
    low, high = (least + (most - least) * tenth // 10 for tenth in tenths[discretion])
    return max(1, dice.between(low, high) // 100) * 100


def _kinds(dice: Dice, act: Act, discretion: str, warned: bool) -> tuple[str, ...]:
    if warned:
        return ("warning", "criticism") if dice.chance(60) else ("warning",)
    kinds = ["warning"] if act.warned and dice.chance(400) else []
    kinds.append("fine")
    if act.times[1] and dice.chance(450):
        kinds.append("confiscate_gains")
    if act.times[1] and dice.chance(250):
        kinds.append("confiscate_goods")
    if act.grave and discretion in ("ordinary", "heavier"):
        more = {
            "": 34,
            "suspend_business": 38,
            "revoke_licence": 16,
            "restrict_profession": 5,
            "detention": 4,
            "close_down": 3,
        }
        kinds += filter(None, [dice.weighted(more)])
    return tuple(kinds)


def _intent(dice: Dice, act: Act) -> str | None:
    if act.grave:
        return dice.weighted({"proved": 65, "unknown": 25, "disproved": 10})
    return dice.weighted({None: 70, "unknown": 17, "proved": 6, "disproved": 7})


def _grave_marks(dice: Dice, row: Row, act: Act, decided: date) -> None:
    """What makes a grave case graver, and how long its party is barred."""
    if not act.grave:
        row["social_impact"] = dice.chance(6) or None
        return
    row["social_impact"] = dice.chance(140) or None
    row["false_information"] = dice.chance(90) or None
    if dice.chance(60):
        row["illness_cases"] = dice.between(2, 35)
    kinds = row["kinds"]
    assert isinstance(kinds, tuple)
    if "revoke_licence" in kinds:
        row["ban_until"] = date(decided.year + 5, decided.month, min(decided.day, 28))


def _afterwards(dice: Dice, row: Row, decided: date, unpublished: bool, grave: bool) -> None:
    """Performance, publicity, and how the record may end; a grave case is not repaired."""
    if not dice.chance(90):
        row["performed_on"] = later(decided, dice.between(0, 30))
        row["harm_removed_on"] = later(decided, dice.between(0, 40)) if dice.chance(700) else None
    fine = row["fine_yuan"]
    row["low_fine"] = True if isinstance(fine, int) and fine < 3_000 else None
    if not unpublished:
        row["publicity_started_on"] = later(decided, dice.between(3, 26))
    if dice.chance(70):
        void(dice, row, decided, VOIDS)
    elif row.get("publicity_started_on") and not grave and decided < date(2022, 12, 1) and dice.chance(180):
        row |= {"voided_on": later(decided, dice.between(380, 410)), "void_reason": "repaired"}


def _of_a_person(dice: Dice, row: Row, number: int) -> Row:
    """The row of the person who answers for the act beside the firm; the decision is the same."""
    fine = dice.between(10, 300) * 100
    return {
        **row,
        "party_type": "person",
        "party_name": person(PERSONS_FROM + number),
        "kinds": ("fine",),
        "content": f"合成处罚内容：对责任人员罚款{fine}元",
        "fine_yuan": Decimal(fine) + Decimal(dice.between(0, 1)) / 2,
        "confiscated_yuan": None,
        "ban_until": None,
    }
