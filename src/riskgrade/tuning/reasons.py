"""Why a subject stands elsewhere under another pack: the rules that differ, the points that differ, or the limits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import polars as pl

from ..grading.batch import Batch, Question
from ..grading.effects import effects
from ..grading.levels import contribution
from ..grading.record_values import decimal_text
from ..language.values import Truth
from ..pack.model import Pack, Rule
from .moves import Side, truths

RULES, POINTS, STEPS, LIMITS, CELLS = "rules", "points", "steps", "limits", "cells"
"""Which rules are true; the points they give; the levels they move; else the limits; or the cells of a table of two grades."""

Ends = tuple[int, int]


def questions_of(pack: Pack, grades: Iterable[str]) -> tuple[list[Question], dict[str, dict[str, str]]]:
    """What to ask a batch for the points of the rules of these grades.

    Returns:
        The questions, and for each grade the name of each question -> the id of its rule, as decisions name it.
    """
    asked: dict[str, Question] = {}
    named: dict[str, dict[str, str]] = {}
    for name in grades:
        grade, named[name] = pack.grades[name], {}
        own = () if grade.composed else ((pack, name),)
        for inner, of in (*own, *((one, grade.source) for one in grade.packs)):
            for rule in effects(inner, inner.grades[of]).points:
                prefix = "" if inner is pack else f"{inner.id}/"
                question = f"points:{prefix}{rule.id}"
                assert rule.points is not None
                asked[question] = Question(question, inner.id, rule.points)
                named[name][question] = f"{prefix}{rule.id}"
    return list(asked.values()), named


def reasons(before: Side, after: Side, moved: pl.DataFrame, axes: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Why each of these subjects moved.

    Args:
        before, after: the sides.
        moved: the subjects, with `from` and `to`.
        axes: for a table of two grades, each grade that it reads with every subject under both packs.

    Returns:
        `moved` with `why` (what differs, joined by ``;``), `rules_gone` and `rules_new` (true before only, and after only;
        with a `?` where it is not certain), and `points` (`rule 12 -> 15`), each joined by ``;``.
    """
    if axes:
        return _by_axes(moved, axes)
    one, other = _spoken(before, moved["subject"]), _spoken(after, moved["subject"])
    mine, theirs = (_rules_of(side.batch, side.grade) for side in (before, after))
    rows = []
    for subject in moved["subject"]:
        (rules, points), (new_rules, new_points) = one[subject], other[subject]
        gone, new = sorted(rules - new_rules), sorted(new_rules - rules)
        every = sorted(points.keys() | new_points.keys())
        differ = [rule for rule in every if points.get(rule, (0, 0)) != new_points.get(rule, (0, 0))]
        told = [f"{rule} {_ends(points.get(rule))} -> {_ends(new_points.get(rule))}" for rule in differ]
        moves = [
            rule for rule in rules & new_rules if _moves(mine[rule.rstrip("?")]) != _moves(theirs[rule.rstrip("?")])
        ]
        found = {RULES: gone or new, POINTS: differ, STEPS: moves}
        why = [word for word, some in found.items() if some] or [LIMITS]
        rows.append((subject, ";".join(why), ";".join(gone), ";".join(new), ";".join(told)))
    return _with(moved, rows)


def _by_axes(moved: pl.DataFrame, axes: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    found = {
        name: {row[0]: row[1:] for row in both.select("subject", "from", "to").iter_rows()}
        for name, both in axes.items()
    }
    rows = []
    for subject in moved["subject"]:
        steps = {name: pairs[subject] for name, pairs in found.items()}
        why = [f"{name} {one} -> {other}" for name, (one, other) in steps.items() if one != other] or [CELLS]
        rows.append((subject, ";".join(why), "", "", ""))
    return _with(moved, rows)


def _with(moved: pl.DataFrame, rows: list[tuple[str, str, str, str, str]]) -> pl.DataFrame:
    names = ("subject", "why", "rules_gone", "rules_new", "points")
    told = pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row")
    return moved.join(told, on="subject", how="left", maintain_order="left")


def _spoken(side: Side, subjects: pl.Series) -> dict[str, tuple[set[str], dict[str, Ends]]]:
    """For each subject the rules of the grade that hold or may, and the points of each."""
    mine = _rules_of(side.batch, side.grade)
    asked = side.batch.answers
    found: dict[str, tuple[set[str], dict[str, Ends]]] = {}
    values: dict[str, dict[str, Ends]] = {}
    if asked is not None and side.points:
        chosen = asked.filter(pl.col("subject").is_in(subjects.implode()))
        lows = {rule: chosen[f"{question}_low"].to_list() for question, rule in side.points.items()}
        highs = {
            rule: chosen[f"{question}_high"].to_list() if f"{question}_high" in chosen.columns else lows[rule]
            for question, rule in side.points.items()
        }
        for place, subject in enumerate(chosen["subject"].to_list()):
            values[subject] = {rule: (lows[rule][place], highs[rule][place]) for rule in lows}
    for subject, true, may in truths(side.batch, subjects).iter_rows():
        surely, perhaps = set(true), set(may)
        holds = {rule for rule in surely if rule in mine and mine[rule].points is None}
        holds |= {f"{rule}?" for rule in perhaps - surely if rule in mine and mine[rule].points is None}
        points = {}
        for rule, ends in values.get(subject, {}).items():
            scaled = _hundredths(mine[rule], ends)
            given = contribution(Truth(rule in surely, rule in perhaps), scaled)
            if given != (0, 0):
                points[rule] = given
        found[subject] = (holds, points)
    return found


def _moves(rule: Rule) -> tuple[object, ...]:
    return rule.step, rule.floor, rule.exclude


def _hundredths(rule: Rule, ends: Ends) -> Ends:
    factor = 10 ** (2 - rule.points.type.scale) if rule.points is not None else 1
    return ends[0] * factor, ends[1] * factor


def _rules_of(batch: Batch, grade: str) -> dict[str, Rule]:
    """The rules that move a grade, those of packs it is composed of included, by the id that decisions give them."""
    pack, model = batch.pack, batch.pack.grades[grade]
    sources = {one.id: one.grades[model.source].name for one in model.packs} | {pack.id: grade}
    rules = batch.layout.rules
    return {
        name: rule
        for (owner, rule), name in zip(rules.members, rules.ids, strict=True)
        if rule is not None
        and (rule.exclude is not None or rule.grade == sources.get(owner.id))
        and (rule.points is not None or rule.step is not None or rule.floor is not None or rule.exclude is not None)
    }


def _ends(ends: Ends | None) -> str:
    low, high = ends or (0, 0)
    return decimal_text(low, 2) if low == high else f"{decimal_text(low, 2)}…{decimal_text(high, 2)}"
