"""The register of people who were penalised beside a firm."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from . import place
from .codes import identity_number
from .dice import Dice
from .record import Row, later, numbered, provenance


def rows(dice: Dice, penalties: Sequence[Row]) -> list[Row]:
    """A person for each party that is one, and the head of each firm whose licence was revoked.

    Args:
        dice: draws.
        penalties: the register of penalties.
    """
    drawn: list[Row] = []
    for penalty in penalties:
        decided, kinds = penalty["decided_on"], penalty["kinds"]
        assert isinstance(decided, date)
        assert isinstance(kinds, tuple)
        party = penalty["party_type"] == "person"
        revoked = "revoke_licence" in kinds
        if not party and not revoked:
            continue
        sentenced = not party and dice.chance(150)
        drawn.append(
            {
                "uscc": penalty["uscc"],
                "decision_no": penalty["decision_no"],
                "name": penalty["party_name"] if party else penalty["legal_representative"],
                "id_no": identity_number(len(drawn) + 1),
                "post": dice.pick(("食品安全管理员", "直接负责的主管人员", "质量负责人")) if party else "法定代表人",
                "ban": "none" if party else "lifelong" if sentenced else "five_years",
                "ban_from": None if party else decided,
                "fine_yuan": penalty["fine_yuan"] if party else None,
                "sentenced": sentenced,
                "recorded_on": later(decided, dice.between(0, 6)) or decided,
                **provenance("persons", place.COUNTY_AUTHORITY),
            }
        )
    return numbered("persons", drawn, "recorded_on")
