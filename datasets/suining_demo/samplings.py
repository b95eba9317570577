"""The register of samplings: a row an item, one to three items a sample."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from .dice import Dice
from .firm import Firm, by_kind
from .foods import Food, failures, sampled_of
from .place import DISTRICT, LABORATORIES
from .record import AS_OF, Row, event_day, later, numbered, provenance, recorded, void

BATCHES = {
    "producer": (1, 5),
    "additive_producer": (2, 4),
    "seller": (0, 3),
    "caterer": (0, 1),
    "canteen": (0, 3),
    "central_kitchen": (3, 6),
    "collective_delivery": (3, 6),
    "small_workshop": (1, 2),
}
"""Kind -> the fewest and most batches of the two years."""

FAILING = (4, 14, 40, 240)
"""Care -> how many of a thousand batches fail."""

MORE = ((0, 0), (0, 0), (0, 1), (2, 5))
"""Care -> the fewest and most batches besides, for who is known to be careless is sampled again."""

PROGRAMMES = {"supervision": 80, "monitoring": 8, "evaluation": 6, "rapid": 6}
LEVELS = {"national": 4, "provincial": 15, "municipal": 22, "county": 59}
ROLES = {"producer": "producer", "additive_producer": "producer", "small_workshop": "producer", "seller": "seller"}

CANNOT_BE_RETESTED = {"pathogen", "indicator_organism"}
SEVERE = {
    "illegal_additive": 600,
    "pathogen": 300,
    "pesticide": 120,
    "veterinary_drug": 150,
    "heavy_metal": 80,
    "biotoxin": 150,
}

NEAR_THE_END = 36
"""Batches that failed in the last days before `AS_OF`, so that their retests are open then."""

RARE = ("illegal_additive", "special_nutrition", "enterprise_standard", "label_flaw", "pathogen")
"""Hazards of which two sellers' batches fail in any case, so that each occurs."""

AGAIN = (2, 2, 3, 3, 3, 4, 5)
"""Batches of 2023 that fail at a few careless makers: from two or three on a rule has something to say."""

VOIDS = {"objection_upheld": 45, "entered_in_error": 40, "altered": 15}


def rows(dice: Dice, firms: Sequence[Firm]) -> list[Row]:
    """All samplings, in the order of their dates."""
    makers = list(by_kind(firms, "producer"))
    drawn: list[Row] = []
    for firm in firms:
        fewest, most = BATCHES[firm.kind]
        for _ in range(dice.between(fewest, most) + dice.between(*MORE[firm.care])):
            failing = dice.chance(FAILING[firm.care])
            drawn += _batch(dice, firm, event_day(dice, firm.established_on), failing, makers)
    careless = [firm for firm in firms if firm.care and firm.established_on.year < AS_OF.year]
    for firm in dice.some(careless, NEAR_THE_END):
        drawn += _batch(dice, firm, dice.day(date(2023, 12, 4), date(2023, 12, 15)), True, makers)
    sellers = [firm for firm in careless if firm.kind == "seller"]
    for hazard in (*RARE, *RARE):
        drawn += _batch(dice, dice.pick(sellers), dice.day(date(2023, 1, 3), date(2023, 11, 10)), True, makers, hazard)
    for firm, times in zip(
        dice.some([firm for firm in careless if firm.kind == "producer"], len(AGAIN)), AGAIN, strict=True
    ):
        for _ in range(times):
            drawn += _batch(dice, firm, dice.day(date(2023, 2, 1), date(2023, 11, 3)), True, makers)
    return _with_sample_numbers(numbered("samplings", drawn, "sampled_on"))


def _batch(
    dice: Dice, firm: Firm, sampled: date, failing: bool, makers: Sequence[Firm], only: str | None = None
) -> list[Row]:
    foods = sampled_of(firm)
    if failing:
        able = {one: weight for one, weight in failures(foods).items() if only in (None, one[2])}
        food, item, hazard = dice.weighted(able)
    else:
        food = dice.pick(foods)
        item, hazard = dice.pick(food.items)
    others = [pair for pair in food.items if pair[0] != item]
    others = dice.some(others, min(len(others), dice.weighted({0: 62, 1: 28, 2: 10})))
    common = _common(dice, firm, food, sampled)
    if common["notified_on"] is None:
        # What was not yet told when the registers were taken is in none of them.
        return []
    out = [_item(dice, common, item, hazard, failing)]
    out += [_item(dice, common, *pair, failing and dice.chance(120)) for pair in others]
    if failing and firm.kind == "seller":
        out += _of_the_maker(dice, firm, food, out[0], makers)
    return out


def _common(dice: Dice, firm: Firm, food: Food, sampled: date) -> Row:
    produce = food.category == "食用农产品"
    programme = dice.weighted(PROGRAMMES)
    if programme == "rapid" and not produce:
        programme = "supervision"
    farming = produce and dice.chance(180)
    notified = sampled if programme == "rapid" else later(sampled, dice.between(9, 24))
    return {
        "uscc": firm.uscc,
        "sample_no": f"{firm.serial}/{sampled}/{food.name}/{dice.between(0, 10**9)}",
        "sampled_on": sampled,
        "notified_on": notified,
        "programme": programme,
        "organiser_level": "county" if programme == "rapid" else dice.weighted(LEVELS),
        "authority_kind": "agriculture" if farming else "market_regulator",
        "role": ROLES.get(firm.kind, "caterer"),
        "food_category": food.category,
        "food_name": food.name,
        "recorded_on": None if notified is None else recorded(dice, notified),
        **provenance("samplings", f"{DISTRICT}快检室" if programme == "rapid" else dice.pick(LABORATORIES)),
    }


def _item(dice: Dice, common: Row, item: str, hazard: str, failing: bool) -> Row:
    row: Row = {**common, "item": item, "hazard": hazard, "result": "fail" if failing else "pass"}
    told = row["notified_on"]
    if not failing or not isinstance(told, date):
        if dice.chance(1):
            void(dice, row, _sampled(row), {"entered_in_error": 1})
        return row
    row["severe_excess"] = dice.chance(SEVERE.get(hazard, 0)) or None
    row["disposed_on"] = None if dice.chance(120) else later(told, dice.between(20, 100))
    if dice.chance(45):
        void(dice, row, told, VOIDS)
    elif hazard not in CANNOT_BE_RETESTED and row["programme"] == "supervision":
        _retest(dice, row, told)
    return row


def _retest(dice: Dice, row: Row, told: date) -> None:
    """One in five asks for a retest; near the end of the year more do, so that some are open on the day of grading."""
    late = AS_OF - timedelta(days=20) < told <= AS_OF
    if not dice.chance(650 if late else 200):
        row["retest"] = "none" if dice.chance(500) else None
        return
    decided = later(told, dice.between(20, 60 if late else 40))
    if decided is None:
        row["retest"] = "pending"
        return
    row |= {"retest": dice.weighted({"upheld": 60, "overturned": 40}), "retest_decided_on": decided}
    if row["retest"] == "overturned" and dice.chance(600):
        row |= {"voided_on": decided, "void_reason": "retest_overturned"}


def _of_the_maker(dice: Dice, seller: Firm, food: Food, row: Row, makers: Sequence[Firm]) -> list[Row]:
    """For packed food the maker in the district often answers too: a second row under the same sampling form."""
    able = [firm for firm in makers if food.licence and food.licence in {code[:2] for code in firm.categories}]
    sampled = _sampled(row)
    able = [firm for firm in able if firm.established_on < sampled - timedelta(days=60)]
    if not able or not dice.chance(300):
        return []
    return [{**row, "uscc": dice.pick(able).uscc, "role": "producer"}]


def _sampled(row: Row) -> date:
    day = row["sampled_on"]
    assert isinstance(day, date)
    return day


def _with_sample_numbers(rows: list[Row]) -> list[Row]:
    """Numbers of sampling forms in the order of dates; a form with a single row often has none of its own."""
    seen: dict[object, str] = {}
    times: dict[object, int] = {}
    for row in rows:
        seen.setdefault(row["sample_no"], f"HC{_sampled(row):%Y%m}{len(seen) + 1:05}")
        times[row["sample_no"]] = times.get(row["sample_no"], 0) + 1
    blank = {drawn for drawn, count in times.items() if count == 1 and int(seen[drawn][-5:]) % 50 == 0}
    return [{**row, "sample_no": None if row["sample_no"] in blank else seen[row["sample_no"]]} for row in rows]
