"""From points to levels for one subject: the arithmetic of a grade in plain integers, the meaning.

Everything comes as a pair of ends; the best case takes harmful rules that must hold and helpful ones that may, the
worst case the reverse.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..language.values import Truth
from ..pack.model import Bands, DecisionTable, Grade, Rule, Score
from ..pack.part_models import Hit, Steps
from .effects import Effects
from .outcome import GAP, HIT, Outcome

Ends = tuple[int, int]


def contribution(truth: Truth, points: Ends) -> Ends:
    """The points a rule gives: none if it is false, between none and all if that is not known.

    Examples:
        >>> contribution(Truth(False, True), (500, 500))
        (0, 500)
    """
    if truth.must:
        return points
    return (min(0, points[0]), max(0, points[1])) if truth.may else (0, 0)


def clamp(value: int, low: int | None, high: int | None) -> int:
    """A value within limits; None is no limit.

    Examples:
        >>> clamp(4100, 0, 4000)
        4000
    """
    value = value if low is None else max(value, low)
    return value if high is None else min(value, high)


def total(score: Score, given: Mapping[str, Sequence[Ends]]) -> Ends:
    """The score: where it starts, and each group of points within its limits.

    Args:
        score: the limits, in hundredths.
        given: the points of the rules of each group.
    """
    low = high = score.initial
    for group, limits in score.groups.items():
        ends = given.get(group, ())
        low += clamp(sum(one[0] for one in ends), *limits)
        high += clamp(sum(one[1] for one in ends), *limits)
    return clamp(low, score.low, score.high), clamp(high, score.low, score.high)


def band(bands: Bands, score: int) -> int:
    """The level of a score.

    Examples:
        >>> band(Bands(True, (3000, 4500), (0, 1, 2)), 3001)
        1
    """
    for limit, level in zip(bands.limits, bands.levels, strict=False):
        if score <= limit if bands.rising else score >= limit:
            return level
    return bands.levels[-1]


def banded(bands: Bands, score: Ends) -> Ends:
    """The best and worst level of a score that lies between two ends."""
    low, high = band(bands, score[0]), band(bands, score[1])
    return (low, high) if bands.rising else (high, low)


def looked_up(table: DecisionTable, truths: Sequence[Truth], count: int) -> tuple[Ends, str]:
    """The best and worst level of a decision table, and what is wrong with it for this subject.

    Args:
        table: the table.
        truths: the truth of each row.
        count: how many levels there are.
    """
    everything = (0, count - 1)
    rows = reached(table, truths)
    possible = [table.rows[row][1] for row in rows if row < len(table.rows)]
    certain = sum(truths[row].must for row in rows if row < len(table.rows))
    if certain > 1:
        return everything, HIT
    if certain == 0:
        if table.default is None:
            # Perhaps no row holds: nothing can be said of the level.
            return everything, "" if possible else GAP
        possible.append(table.default)
    return (min(possible), max(possible)), ""


def reached(table: DecisionTable, truths: Sequence[Truth]) -> tuple[int, ...]:
    """The rows of a decision table that decide or may decide; their number if perhaps none does.

    Examples:
        >>> table = DecisionTable(Hit.FIRST, ((None, 0), (None, 1), (None, 2)), None)
        >>> reached(table, [Truth(False, True), Truth(True, True), Truth(True, True)])
        (0, 1)
    """
    rows: list[int] = []
    for row, truth in enumerate(truths):
        if truth.may:
            rows.append(row)
        if truth.must and table.hit is Hit.FIRST:
            break
    return tuple(rows) if any(truths[row].must for row in rows) else (*rows, len(truths))


def moved(base: int, up: Sequence[int], down: Sequence[int], floors: Sequence[int], steps: Steps, worst: int) -> int:
    """A level after steps and vetoes.

    Args:
        base: the base level.
        up: steps of the raising rules that hold (a step of 0 holds too).
        down: steps of the lowering rules that hold, not above 0.
        floors: levels it cannot be better than.
        steps: whether steps add up or the largest counts.
        worst: the index of the worst level.

    Examples:
        >>> moved(1, [1, 2], [], [], Steps.MAX, 3), moved(1, [], [-1], [3], Steps.MAX, 3), moved(1, [], [-1], [], Steps.MAX, 3)
        (3, 3, 0)
    """
    step = 0
    if up:
        step = sum(up) if steps is Steps.SUM else max(up)
    elif down and not floors:
        step = sum(down) if steps is Steps.SUM else min(down)
    return max(clamp(base + step, 0, worst), *floors, 0)


def settle(
    grade: Grade,
    moves: Effects,
    truths: Mapping[str, Truth],
    base: Ends,
    score: Ends | None,
    finding: str,
    doubtful: bool,
) -> Outcome:
    """The outcome of a grade from its base level.

    Args:
        grade: the grade.
        moves: the rules that move it.
        truths: the truth of each rule, by id.
        base: the best and worst base level.
        score: the least and most the score can be.
        finding: what is wrong with its table.
        doubtful: whether it is not certain that the subject is to be graded.
    """
    worst = len(grade.levels) - 1

    def must(rules: Sequence[Rule]) -> list[Rule]:
        return [rule for rule in rules if truths[rule.id].must]

    def may(rules: Sequence[Rule]) -> list[Rule]:
        return [rule for rule in rules if truths[rule.id].may]

    def first(rules: Sequence[Rule]) -> list[int]:
        return [(rule.step or (0,))[0] for rule in rules]

    def least(rules: Sequence[Rule]) -> list[int]:
        return [min(rule.step or (0,)) for rule in rules]

    def most(rules: Sequence[Rule]) -> list[int]:
        return [max(rule.step or (0,)) for rule in rules]

    def floors(rules: Sequence[Rule]) -> list[int]:
        return [rule.floor or 0 for rule in rules]

    up, down = moves.raising, moves.lowering
    surely, perhaps = floors(must(moves.floors)), floors(may(moves.floors))
    best_level = moved(base[0], first(must(up)), first(may(down)), surely, grade.steps, worst)
    worst_level = moved(base[1], first(may(up)), first(must(down)), perhaps, grade.steps, worst)
    # What an officer may give whatever the unknown turns out to be.
    low = moved(base[1], least(may(up)), least(must(down)), perhaps, grade.steps, worst)
    high = moved(base[0], most(must(up)), most(may(down)), surely, grade.steps, worst)
    level, permitted = given(grade, (best_level, worst_level), tuple(range(low, high + 1)), doubtful or bool(finding))
    return Outcome(None, doubtful, score, base, (best_level, worst_level), level, permitted, finding)


def given(
    grade: Grade, possible: Ends, permitted: tuple[int, ...], uncertain: bool
) -> tuple[int | None, tuple[int, ...]]:
    """The level that is given, and the levels permitted: withheld where more than one is possible."""
    if possible[0] == possible[1] and not uncertain:
        return possible[0], permitted
    if grade.on_unknown is None:
        return None, ()
    level = possible[1] if grade.on_unknown == "worst" else int(grade.on_unknown)
    return level, (level,)
