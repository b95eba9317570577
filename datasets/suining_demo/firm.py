"""The firms of the district: what is true of each, before any register tells of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .codes import licence_number, uscc
from .dice import Dice
from .licence_categories import ADDITIVE, CATEGORIES, SPECIAL, Category
from .names import COMPANIES, INDIVIDUALS, VULNERABLE, Namer
from .place import SUBDISTRICTS

KINDS = {
    "producer": 240,
    "additive_producer": 6,
    "seller": 880,
    "caterer": 610,
    "canteen": 140,
    "central_kitchen": 6,
    "collective_delivery": 8,
    "small_workshop": 110,
}
"""How many firms of each kind: 2,000 in all."""

INDIVIDUAL = {"seller": 680, "caterer": 780, "small_workshop": 950}
"""Kind -> how many in a thousand are individual businesses."""

CARE = {0: 560, 1: 210, 2: 180, 3: 50}
"""How careless a firm is, and how many in a thousand are so: a few firms make most of the trouble."""

CREDIT = (
    {"A": 70, "B": 26, "C": 4, "D": 0},
    {"A": 42, "B": 42, "C": 14, "D": 2},
    {"A": 15, "B": 40, "C": 33, "D": 12},
    {"A": 3, "B": 22, "C": 40, "D": 35},
)
"""Care -> the general credit class, by weight."""

STATIC = {
    "seller": (9, 28),
    "caterer": (12, 32),
    "canteen": (19, 35),
    "central_kitchen": (31, 39),
    "collective_delivery": (31, 39),
    "small_workshop": (14, 30),
}
"""Kind -> the ends between which static points are drawn; a producer's go by what it makes."""

NOT_SCORED = {"seller": 100, "caterer": 130, "canteen": 80, "small_workshop": 300, "producer": 120}
"""Kind -> how many in a thousand have no static points in the register."""


@dataclass(frozen=True, slots=True)
class Firm:
    """A firm.

    Args:
        serial: its number, from 1.
        care: 0 careful … 3 reckless; nothing in the registers says it, everything follows from it.
        static: static points; None where the register has none.
        individual: an individual business, whose code begins with 92.
    """

    serial: int
    uscc: str
    name: str
    kind: str
    individual: bool
    subdistrict: str
    care: int
    scale: str
    established_on: date
    status: str
    categories: tuple[str, ...]
    special_food: bool
    vulnerable: bool
    area: int | None
    diners: int | None
    static: Decimal | None
    credit_class: str | None
    licence_no: str
    licence_to: date


def make_firms(seed: int) -> list[Firm]:
    """All firms, in the order of their numbers; kinds are mixed.

    Args:
        seed: of the district.

    Examples:
        >>> firms = make_firms(1)
        >>> len(firms), firms[0].uscc[2:8], len({firm.name for firm in firms})
        (2000, '990000', 2000)
    """
    dice = Dice(seed, "firms")
    namer = Namer(Dice(seed, "names"))
    kinds = dice.shuffled(kind for kind, count in KINDS.items() for _ in range(count))
    return [_firm(serial, kind, dice, namer) for serial, kind in enumerate(kinds, 1)]


def _firm(serial: int, kind: str, dice: Dice, namer: Namer) -> Firm:
    individual = dice.chance(INDIVIDUAL.get(kind, 0))
    made = _made(kind, dice)
    ending = made[0].ending if made else dice.pick((INDIVIDUALS if individual else COMPANIES)[kind])
    care = dice.weighted(CARE)
    established = dice.day(date(2005, 1, 1), date(2023, 9, 30))
    scale = "micro" if individual else dice.weighted({"large": 3, "medium": 12, "small": 45, "micro": 40})
    return Firm(
        serial=serial,
        uscc=uscc("92" if individual else "91", serial),
        name=namer.name(ending),
        kind=kind,
        individual=individual,
        subdistrict=dice.weighted(SUBDISTRICTS),
        care=care,
        scale=scale,
        established_on=established,
        status=dice.weighted({"operating": 955, "suspended": 25, "deregistered": 20}),
        categories=tuple(sorted(category.code for category in made)),
        special_food=any(category.code in SPECIAL for category in made),
        vulnerable=ending in VULNERABLE,
        area=_area(kind, individual, dice),
        diners=_diners(kind, dice),
        static=_static(kind, made, dice),
        credit_class=None if dice.chance(700 if individual else 110) else dice.weighted(CREDIT[care]),
        licence_no=_licence(kind, made, serial),
        licence_to=dice.day(date(2023, 11, 1), date(2028, 6, 30)),
    )


def _made(kind: str, dice: Dice) -> Sequence[Category]:
    """What a producer makes: one to three categories; nothing for who produces nothing."""
    if kind == "additive_producer":
        return (ADDITIVE,)
    if kind != "producer":
        return ()
    weights = {category: category.weight for category in CATEGORIES}
    first = dice.weighted(weights)
    others = (dice.weighted(weights) for _ in range(dice.weighted({0: 70, 1: 22, 2: 8})))
    return tuple(dict.fromkeys((first, *others)))


def _static(kind: str, made: Sequence[Category], dice: Dice) -> Decimal | None:
    blank = dice.chance(NOT_SCORED.get(kind, 0))
    if made:
        # The highest of several categories stands; where the scheme's own table has them all the register has nothing.
        given = [category.points for category in made if category.points is not None]
        return None if blank or not given else max(given)
    low, high = STATIC[kind]
    points = dice.halves(low, high)
    return None if blank else points


def _area(kind: str, individual: bool, dice: Dice) -> int | None:
    if kind in ("seller", "caterer") and not dice.chance(120):
        return dice.between(12, 220) if individual else dice.between(120, 4200)
    return None


def _diners(kind: str, dice: Dice) -> int | None:
    if kind in ("canteen", "central_kitchen", "collective_delivery") and not dice.chance(100):
        return dice.between(35, 900) if kind == "canteen" else dice.between(300, 6000)
    return None


def _licence(kind: str, made: Sequence[Category], serial: int) -> str:
    if kind == "small_workshop":
        return f"HCZF{serial:06}"
    if made:
        return licence_number("SC", "201" if kind == "additive_producer" else f"1{made[0].code[:2]}", serial)
    return licence_number("JY", {"seller": "1", "canteen": "3"}.get(kind, "2"), serial)


def by_kind(firms: Sequence[Firm], *kinds: str) -> Iterator[Firm]:
    """The firms of these kinds."""
    return (firm for firm in firms if firm.kind in kinds)
