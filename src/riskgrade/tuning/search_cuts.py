"""The limits of bands, tried in order: every limit lies at a score that some subject has, so none is tried twice in effect."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise
from math import comb

import numpy as np

from .contribution_plan import Form
from .contribution_values import FINER
from .grade_forms import band_paths, scores
from .search_trials import Trials

ROUNDS = 3
"""How often the limits of each grade are gone through, where several grades have limits."""


def cut_points(trials: Trials, paths: Sequence[str], most: int) -> None:
    """Try the limits of every grade, those of the others as they are best so far.

    Args:
        trials: where they are tried.
        paths: the limits that may move.
        most: about how many to try.
    """
    best = dict(trials.declared)
    trials.tried(best)
    forms = [form for form in trials.learned.open.plan.forms.values() if set(_paths(form)) & set(paths)]
    for _ in range(ROUNDS if len(forms) > 1 else 1):
        before = dict(best)
        for form in forms:
            budget = most // (len(forms) * (ROUNDS if len(forms) > 1 else 1))
            best = _limits(trials, form, [path for path in _paths(form) if path in paths], best, budget)
        if best == before:
            break


def _paths(form: Form) -> list[str]:
    if form.grade.bands is None:
        return []
    return band_paths(form, "up_to" if form.grade.bands.rising else "at_least")


def _limits(
    trials: Trials, form: Form, paths: list[str], start: dict[str, int | str], most: int
) -> dict[str, int | str]:
    every, rising = _paths(form), form.grade.bands is not None and form.grade.bands.rising
    found = _thinned(_observed(trials, form, start), len(paths), max(most, 2))
    declared = {int(start[path]) for path in paths}
    candidates = sorted({*found, *declared}, reverse=not rising)
    best, values = trials.tried(start), dict(start)
    for chosen in combinations(candidates, len(paths)):
        tried = {**start, **dict(zip(paths, chosen, strict=True))}
        limits = [int(tried.get(path, 0)) for path in every]
        ordered = all(one < other if rising else one > other for one, other in pairwise(limits))
        if not ordered:
            continue  # a limit that stands still lies between
        trial = trials.tried(tried)
        if trial.rank < best.rank:
            best, values = trial, tried
    return values


def _observed(trials: Trials, form: Form, values: dict[str, int | str]) -> list[int]:
    """The scores that subjects have, at both ends, in ten-thousandths."""
    ends = [end for block in trials.learned.open.blocks for end in scores(form, block, values)]
    return [int(one) * FINER for one in np.unique(np.concatenate(ends))]


def _thinned(found: list[int], picked: int, most: int) -> list[int]:
    """So few of the scores, evenly spread, that there are not too many ways to pick limits."""
    count = len(found)
    while count > picked and comb(count, picked) > most:
        count -= 1
    if count >= len(found) or count < 2:
        return found[: max(count, 1)]
    return [found[place * (len(found) - 1) // (count - 1)] for place in range(count)]
