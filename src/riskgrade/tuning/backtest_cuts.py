"""The scores at which a pack's levels end."""

from __future__ import annotations

from collections.abc import Sequence

from ..pack.model import Grade, Pack
from .backtest_tables import Cut


def cuts_of(pack: Pack, name: str) -> dict[str, Sequence[Cut]]:
    """The cuts of a grade, by the pack that scores it; none where levels do not follow from bands of a score.

    Args:
        pack: the pack.
        name: the grade.

    Examples:
        >>> from riskgrade.pack.load import load_pack
        >>> [cut.points for cut in cuts_of(load_pack("cn-food-risk-2016"), "food_risk")["cn-food-risk-2016"]]
        [30.0, 45.0, 60.0]
    """
    grade = pack.grades[name]
    if grade.packs:
        return {one.id: cuts for one in grade.packs for cuts in cuts_of(one, grade.source).values()}
    return {pack.id: _cuts(grade)} if grade.bands is not None else {}


def _cuts(grade: Grade) -> tuple[Cut, ...]:
    bands = grade.bands
    assert bands is not None
    found = []
    for place, limit in enumerate(bands.limits):
        here, there = (grade.levels[bands.levels[place + step]] for step in (0, 1))
        points = limit / 100
        # Where more is better, the band holds scores of at least its limit: on the scale of risk those are at most its negative.
        found.append(Cut(points if bands.rising else -points, points, here, there))
    return tuple(sorted(found, key=lambda cut: cut.risk))
