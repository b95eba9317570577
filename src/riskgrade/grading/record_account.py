"""How a grade came about, rule by rule: points, groups within their limits, steps, vetoes. For records and explanations."""

from __future__ import annotations

from typing import Any

from ..language.values import Truth
from ..pack.model import Grade, Pack, Rule
from . import levels
from .decision import IN_SCOPE, Decision
from .effects import effects
from .record_values import decimal_text


def graders(pack: Pack, grade: Grade, decision: Decision) -> tuple[tuple[Pack, str, Grade], ...]:
    """The packs that give a grade, or may: (pack, what stands before its names, its grade).

    Args:
        pack: the pack that was asked.
        grade: one of its grades; one made of two others has none.
        decision: the decision.
    """
    if decision.outcomes[grade.name].excluded is not None or grade.matrix is not None:
        return ()
    if not grade.packs:
        return ((pack, "", grade),)
    found = []
    for inner in grade.packs:
        scope = decision.truths[f"{inner.id}/{IN_SCOPE}"]
        if scope.may:
            found.append((inner, f"{inner.id}/", inner.grades[grade.source]))
        if scope.must:
            break
    return tuple(found)


def account_json(pack: Pack, prefix: str, grade: Grade, decision: Decision) -> dict[str, Any]:
    """What moved a grade in one pack.

    Args:
        pack: the pack that gives it, or may.
        prefix: what stands before its names in the decision.
        grade: its grade.
        decision: the decision.
    """
    moves = effects(pack, grade)
    truths = decision.truths
    points = [
        {"rule": f"{prefix}{rule.id}", "group": rule.group or "", **_ends(decision.points[f"{prefix}{rule.id}"])}
        for rule in moves.points
        if f"{prefix}{rule.id}" in decision.points
    ]
    groups = []
    score = grade.score
    for name, limits in score.groups.items() if score is not None and len(points) == len(moves.points) else ():
        given = [decision.points[f"{prefix}{rule.id}"] for rule in moves.points if (rule.group or "") == name]
        low, high = (levels.clamp(sum(one[end] for one in given), *limits) for end in (0, 1))
        groups.append({"group": name, **_ends((low, high))})

    def held(rule: Rule) -> Truth:
        return truths[f"{prefix}{rule.id}"]

    return {
        "pack": pack.id,
        "grade": grade.name,
        "initial": None if score is None else decimal_text(score.initial, 2),
        "points": points,
        "groups": groups,
        "steps": [
            {"rule": f"{prefix}{rule.id}", "steps": list(rule.step or ()), "certain": held(rule).must}
            for rule in (*moves.raising, *moves.lowering)
            if held(rule).may
        ],
        "vetoes": [
            {"rule": f"{prefix}{rule.id}", "no_better_than": grade.levels[rule.floor or 0], "certain": held(rule).must}
            for rule in moves.floors
            if held(rule).may
        ],
    }


def _ends(ends: tuple[int, int]) -> dict[str, str]:
    return {"low": decimal_text(ends[0], 2), "high": decimal_text(ends[1], 2)}
