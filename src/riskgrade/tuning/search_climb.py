"""Points, tried one number at a time: each over its band while the others stand at their best so far, until nothing betters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from ..pack.parameter import digits
from .contribution_values import fine
from .search_trials import Trials
from .tunable import Tunable, TunableKind

STEPS = 12
"""How many values of one number are tried in a round, at most, spread over its band."""


def climb(trials: Trials, chosen: Sequence[Tunable], band: tuple[float, float], most: int) -> None:
    """Try numbers within their bands.

    Args:
        trials: where they are tried.
        chosen: the numbers that may move.
        band: how far: times the declared value.
        most: how many configurations to try at most.
    """
    best, values = trials.tried(trials.declared), dict(trials.declared)
    grids = {one.path: _grid(one, band) for one in chosen}
    ordered = [_order(trials, one) for one in chosen]
    bettered = True
    while bettered:
        bettered = False
        for one, neighbours in zip(chosen, ordered, strict=True):
            for value in grids[one.path]:
                if len(trials.known) >= most:
                    return
                tried = {**values, one.path: value}
                if value == values[one.path] or not _in_order(tried, one.path, neighbours, trials.declared):
                    continue
                trial = trials.tried(tried)
                if trial.rank < best.rank:
                    best, values, bettered = trial, tried, True


def _grid(one: Tunable, band: tuple[float, float]) -> list[int]:
    """Values of a number in units of its last digit, within its band, evenly spread."""
    value = Decimal(one.value)
    unit = Decimal(1).scaleb(-digits(value))
    ends = sorted(Decimal(str(times)) * value for times in band)
    low = int((ends[0] / unit).to_integral_value(ROUND_CEILING))
    high = int((ends[1] / unit).to_integral_value(ROUND_FLOOR))
    count = high - low + 1
    places = range(count) if count <= STEPS else [place * (count - 1) // (STEPS - 1) for place in range(STEPS)]
    return [fine((low + place) * unit) for place in places]


def _order(trials: Trials, one: Tunable) -> list[str]:
    """The other cells of the same table, which stay in order with this one."""
    if one.kind not in (TunableKind.CELL, TunableKind.BIN):
        return []
    mine = (one.pack, one.part, one.first)
    return [
        other.path
        for other in trials.learned.open.tunables
        if (other.pack, other.part, other.first) == mine and other.kind is one.kind and other.path != one.path
    ]


def _in_order(
    values: dict[str, int | str], path: str, neighbours: list[str], declared: Mapping[str, int | str]
) -> bool:
    """Whether a number is still on the declared side of each neighbour, or level with it."""
    here, was = int(values[path]), int(declared[path])
    for other in neighbours:
        there, before = int(values[other]), int(declared[other])
        if (was < before and here > there) or (was > before and here < there):
            return False
    return True
