"""Steps, vetoes, choices and decision tables against brute force: every truth and every officer's choice tried one by one."""

from __future__ import annotations

import itertools
import random

import pytest

from riskgrade.grading.effects import Effects
from riskgrade.grading.levels import looked_up, settle
from riskgrade.language.values import Truth
from riskgrade.pack.model import DecisionTable, Grade, Rule
from riskgrade.pack.part_models import Hit, Steps
from riskgrade.pack.register_model import Label

LEVELS = ("A", "B", "C", "D")
NO, YES, OPEN = Truth(False, False), Truth(True, True), Truth(False, True)
CHOICES = [(1,), (2,), (1, 2), (2, 1), (0, 1), (-1,), (0, -1), (-1, 0), (-1, 0, -2)]


def _rule(number: int, step: tuple[int, ...] | None = None, floor: int | None = None) -> Rule:
    return Rule(f"r{number}", number, Label(), None, 0, (), step=step, floor=floor, grade="g")


def _apply(base: int, steps: Steps, held: list[Rule], chosen: dict[str, int]) -> int:
    """DESIGN section 4, "Order", written down once more: steps, clamped; a lowering only where nothing raises or vetoes."""
    raising = [chosen[one.id] for one in held if one.step and max(one.step) > 0]
    lowering = [chosen[one.id] for one in held if one.step and max(one.step) <= 0]
    floors = [one.floor for one in held if one.floor is not None]
    pick = sum if steps is Steps.SUM else (lambda numbers: max(numbers, key=abs))
    move = 0
    if raising:
        move = pick(raising)
    elif lowering and not floors:
        move = pick(lowering)
    return max([min(max(base + move, 0), len(LEVELS) - 1), *floors])


def _defaults(rules: list[Rule]) -> dict[str, int]:
    return {one.id: one.step[0] for one in rules if one.step}


def _reachable(base: int, steps: Steps, held: list[Rule]) -> set[int]:
    stepping = [one for one in held if one.step]
    return {
        _apply(base, steps, held, dict(zip([one.id for one in stepping], choice, strict=True)))
        for choice in itertools.product(*(one.step or () for one in stepping))
    }


@pytest.mark.parametrize("seed", range(400))
def test_settle_equals_brute_force(seed: int) -> None:
    dice = random.Random(seed)
    rules = []
    for number in range(dice.randint(0, 5)):
        if dice.random() < 0.3:
            rules.append(_rule(number, floor=dice.randrange(4)))
        else:
            rules.append(_rule(number, step=dice.choice(CHOICES)))
    truths = {one.id: dice.choice([NO, YES, YES, OPEN]) for one in rules}
    bases = sorted(dice.choices(range(4), k=2)) if dice.random() < 0.3 else [dice.randrange(4)] * 2
    steps = dice.choice([Steps.MAX, Steps.SUM])
    grade = Grade("g", LEVELS, {}, Label(), steps=steps)
    moves = Effects(
        (),
        tuple(one for one in rules if one.step and max(one.step) > 0),
        tuple(one for one in rules if one.step and max(one.step) <= 0),
        tuple(one for one in rules if one.floor is not None),
    )
    outcome = settle(grade, moves, truths, (bases[0], bases[1]), None, "", False)

    open_ = [one for one in rules if truths[one.id] == OPEN]
    levels, permitted = set(), None
    for base in range(bases[0], bases[1] + 1):
        for true in itertools.product([False, True], repeat=len(open_)):
            more = {one.id for one, holds in zip(open_, true, strict=True) if holds}
            held = [one for one in rules if truths[one.id] == YES or one.id in more]
            levels.add(_apply(base, steps, held, _defaults(held)))
            reached = _reachable(base, steps, held)
            permitted = reached if permitted is None else permitted & reached
    assert outcome.possible is not None
    assert permitted is not None
    assert outcome.possible == (min(levels), max(levels))
    if len(levels) == 1:
        assert outcome.level == min(levels)
        assert set(outcome.permitted) == permitted, (rules, truths, bases, steps)
        assert outcome.level in outcome.permitted
    else:
        assert outcome.level is None
        assert outcome.permitted == ()


@pytest.mark.parametrize("seed", range(400))
def test_tables_equal_brute_force(seed: int) -> None:
    dice = random.Random(seed)
    rows = [(dice.choice([NO, YES, OPEN, OPEN]), dice.randrange(4)) for _ in range(dice.randint(0, 5))]
    default = dice.choice([None, 0, 2, 3])
    hit = dice.choice([Hit.FIRST, Hit.UNIQUE])
    table = DecisionTable(hit, tuple((None, level) for _, level in rows), default)
    (best, worst), finding = looked_up(table, [truth for truth, _ in rows], 4)
    levels: set[int] = set()
    lawful = False
    for true in itertools.product(*([truth.may] if truth.known else [False, True] for truth, _ in rows)):
        found = [level for holds, (_, level) in zip(true, rows, strict=True) if holds]
        if hit is Hit.UNIQUE and len(found) > 1:
            continue  # the world itself has no answer there
        if found or default is not None:
            levels.add(found[0] if found else default or 0)
            lawful = True
        else:
            levels |= {0, 3}  # a gap: nothing can be said
    if finding:
        assert (best, worst) == (0, 3)
        assert not lawful or (hit is Hit.UNIQUE and sum(truth.must for truth, _ in rows) > 1)
    elif levels:
        assert best <= min(levels)
        assert max(levels) <= worst
        if hit is Hit.FIRST:
            assert (best, worst) == (min(levels), max(levels))
