"""How a level comes about in one pack: points, groups within their limits, bands or a table, steps, vetoes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..grading import levels
from ..grading.effects import Effects, effects
from ..grading.outcome import Outcome
from ..grading.record_values import decimal_text
from ..grading.truths import CERTAIN, as_truth
from ..language.evaluate import evaluate
from ..language.values import Truth
from ..pack.model import Grade, Pack
from .account_content import Account, Band, Ends, Group, Ladder, Row, RulePoints
from .cites import cites_of
from .lacking import Lacking
from .reasons import reasons_of
from .rule_content import Known
from .shown import either
from .steps import known, steps_of, vetoes_of

Pair = tuple[int, int]


def account_of(
    pack: Pack, grade: Grade, certain: bool, truths: Mapping[str, Truth], points: Mapping[str, Pair], lacking: Lacking
) -> Account:
    """The account of one grade.

    Args:
        pack: the pack.
        grade: one of its own grades.
        certain: whether it is this pack that grades the subject.
        truths: the truth of each of its rules.
        points: what each of its rules that gives points gives; without it the subject is not graded here.
        lacking: finds what conditions lack.
    """
    moves, prefix = effects(pack, grade), lacking.words.prefix
    score = grade.score
    counts = score is not None and all(rule.id in points for rule in moves.points)
    groups = _groups(grade, moves, points, prefix) if counts else ()
    total: Pair | None = None
    if score is not None and counts:
        given: dict[str, list[Pair]] = {}
        for rule in moves.points:
            given.setdefault(rule.group or "", []).append(points[rule.id])
        total = levels.total(score, given)
    base, rows, finding = _base(pack, grade, total, lacking)
    outcome = None if base is None else levels.settle(grade, moves, truths, base, total, finding, False)
    bands = _bands(pack, grade, total)
    return Account(
        pack=pack.id, pack_title=either(pack.title, pack.id), grade=grade.name, certain=certain, levels=grade.levels,
        initial=_text(score.initial if score else None),
        least=_text(score.low if score else None), most=_text(score.high if score else None),
        groups=groups, score=None if total is None else _ends(total),
        more_is_worse=None if grade.bands is None else grade.bands.rising,
        bands=bands, rows=rows, base=_ladder(grade, base), together=grade.steps.value,
        steps=steps_of(grade, moves, truths, prefix), vetoes=vetoes_of(grade, moves, truths, prefix),
        level=_ladder(grade, outcome.possible if outcome else None),
        choices=_choices(grade, moves, truths, prefix, outcome),
        reasons=reasons_of(grade, moves.points, points, prefix) if counts else (),
    )  # fmt: skip


def _groups(grade: Grade, moves: Effects, points: Mapping[str, Pair], prefix: str) -> tuple[Group, ...]:
    assert grade.score is not None
    found = []
    for name, (least, most) in grade.score.groups.items():
        rules = [rule for rule in moves.points if (rule.group or "") == name]
        low, high = (sum(points[rule.id][end] for rule in rules) for end in (0, 1))
        held = levels.clamp(low, least, most), levels.clamp(high, least, most)
        given = tuple(RulePoints(prefix + rule.id, *map(_exact, points[rule.id])) for rule in rules)
        found.append(Group(name, _text(least), _text(most), given, _ends((low, high)), _ends(held)))
    return tuple(found)


def _base(pack: Pack, grade: Grade, total: Pair | None, lacking: Lacking) -> tuple[Pair | None, tuple[Row, ...], str]:
    if grade.bands is not None:
        return (None if total is None else levels.banded(grade.bands, total)), (), ""
    table = grade.table
    if table is None:
        return None, (), ""
    truths = [CERTAIN if when is None else as_truth(evaluate(when, lacking.scope)) for when, _ in table.rows]
    base, finding = levels.looked_up(table, truths, len(grade.levels))
    deciding = levels.reached(table, truths)
    rows = []
    for place, (when, level) in enumerate(table.rows):
        ways = () if when is None or truths[place].must else lacking.ways(when)
        condition = None if when is None else lacking.words.text(when)
        cites = cites_of(table.cites[place], pack) if place < len(table.cites) else ()
        rows.append(Row(grade.levels[level], condition, known(truths[place]), _among(place, deciding), ways, cites))
    if table.default is not None:
        decides = _among(len(table.rows), deciding)
        rows.append(Row(grade.levels[table.default], None, "true", decides, (), cites_of(grade.cites, pack)))
    return base, tuple(rows), finding


def _among(place: int, deciding: Sequence[int]) -> Known:
    return "false" if place not in deciding else "true" if len(deciding) == 1 else "unknown"


def _bands(pack: Pack, grade: Grade, total: Pair | None) -> tuple[Band, ...]:
    if grade.bands is None:
        return ()
    bands, limits = grade.bands, [*map(_exact, grade.bands.limits), None]

    def place(score: int) -> int:
        for number, limit in enumerate(bands.limits):
            if score <= limit if bands.rising else score >= limit:
                return number
        return len(bands.limits)

    ends = sorted((place(total[0]), place(total[1]))) if total else (len(limits), -1)
    reached: list[Known] = [
        "false" if not ends[0] <= number <= ends[1] else "true" if ends[0] == ends[1] else "unknown"
        for number in range(len(limits))
    ]
    return tuple(
        Band(
            grade.levels[bands.levels[number]],
            limit,
            reached[number],
            cites_of(bands.cites[number], pack) if bands.cites else (),
        )
        for number, limit in enumerate(limits)
    )


def _choices(
    grade: Grade, moves: Effects, truths: Mapping[str, Truth], prefix: str, outcome: Outcome | None
) -> tuple[str, ...]:
    """The rules under which the law leaves an officer a choice of steps."""
    if outcome is None or len(outcome.permitted) < 2:
        return ()
    up = [rule for rule in moves.raising if truths[rule.id].may]
    blocked = bool(up) or any(truths[rule.id].may for rule in moves.floors)
    rules = up if blocked else [rule for rule in moves.lowering if truths[rule.id].may]
    return tuple(prefix + rule.id for rule in rules if len(rule.step or ()) > 1)


def _ladder(grade: Grade, ends: Pair | None) -> Ladder | None:
    return None if ends is None else Ladder(grade.levels[ends[0]], grade.levels[ends[1]])


def _ends(ends: Pair) -> Ends:
    return Ends(_exact(ends[0]), _exact(ends[1]))


def _exact(value: int) -> str:
    return decimal_text(value, 2)


def _text(value: int | None) -> str | None:
    return None if value is None else decimal_text(value, 2)
