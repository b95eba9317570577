"""The weakest evidence among what spoke for the grades of one subject: the meaning; `evidence_columns` must equal it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ..language.evaluate import evaluate
from ..language.values import Truth
from ..pack.model import Grade, Pack
from ..pack.source_model import Evidence
from .compose import graders
from .judged import Judged
from .levels import reached
from .outcome import Outcome
from .truths import CERTAIN, as_truth
from .voices import KINDS, SILENT, Voice, Voices, loudest, rank_of


def evidence_of(
    pack: Pack,
    outcomes: Mapping[str, Outcome],
    truths: Mapping[str, Truth],
    judged: Mapping[str, Judged],
    voices: Mapping[str, Voices],
) -> dict[str, Evidence | None]:
    """The weakest evidence that each grade of a subject rests on; None where it has no level and no rule says why.

    Args:
        pack: the pack.
        outcomes: grade -> outcome.
        truths: rule -> truth, as in the decision.
        judged: what the pack and those it is composed of say of the subject, by id.
        voices: what can speak in each of them.
    """
    ranks: dict[str, int] = {}
    for name, grade in pack.grades.items():
        if grade.matrix is None:
            ranks[name] = _rank(pack, grade, outcomes[name], truths, judged, voices)
    for name, grade in pack.grades.items():
        if grade.matrix is not None:
            axes = [grade.matrix.rows, grade.matrix.columns]
            if outcomes[name].excluded is None:
                ranks[name] = max(rank_of(grade.cites), *(ranks[axis] for axis in axes))
            else:
                ranks[name] = next(ranks[axis] for axis in axes if outcomes[axis].excluded is not None)
    return {name: None if ranks[name] == SILENT else KINDS[ranks[name]] for name in pack.grades}


def _rank(
    pack: Pack,
    grade: Grade,
    outcome: Outcome,
    truths: Mapping[str, Truth],
    judged: Mapping[str, Judged],
    voices: Mapping[str, Voices],
) -> int:
    """The rank of one grade: an own one, or one taken from the packs that grade the subject or may."""
    asked = [grade.packs[place] for place in graders([judged[one.id].within for one in grade.packs])]
    rank = rank_of(grade.cites) if grade.packs and outcome.excluded is None else SILENT
    for one, source in [(pack, grade), *((inner, inner.grades[grade.source]) for inner in asked)]:
        # What only may be true speaks too where the level is not certain.
        holds = _holds(truths, "" if one is pack else f"{one.id}/", may=outcome.provisional)
        mine = voices[one.id]
        if outcome.excluded is not None:
            heard = [mine.rules[rule] for rule in mine.excluding if holds(rule)]
        else:
            heard = [mine.scope, *_base(mine, source, outcome, judged[one.id])]
            heard += [mine.rules[rule] for rule in mine.of[source.name].moving if holds(rule)]
        rank = max(rank, loudest(mine, heard, holds))
    return rank


def _holds(truths: Mapping[str, Truth], prefix: str, may: bool) -> Callable[[str], bool]:
    return lambda rule: truths[prefix + rule].may if may else truths[prefix + rule].must


def _base(voices: Voices, grade: Grade, outcome: Outcome, judged: Judged) -> list[Voice]:
    """The bands or rows that the base level comes from."""
    choir = voices.of[grade.name]
    if grade.table is not None:
        scope = judged.scope
        held = [CERTAIN if when is None else as_truth(evaluate(when, scope)) for when, _ in grade.table.rows]
        return [choir.rows[row] for row in reached(grade.table, held)]
    assert outcome.base is not None
    best, worst = outcome.base
    return list(choir.bands[best : worst + 1])
