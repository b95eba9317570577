"""The weakest evidence among what spoke for the grades of one subject: the meaning; `evidence_columns` must equal it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ..language.values import Truth
from ..pack.model import Grade, Pack
from ..pack.source_model import Evidence
from .outcome import Outcome
from .voices import KINDS, SILENT, Choir, Voice, Voices, loudest, rank_of


@dataclass(frozen=True, slots=True)
class Speaking:
    """One pack as it judged a subject.

    Args:
        voices: what can speak in it.
        prefix: what stands before the ids of its rules in a decision.
        rows: of each grade with a decision table, the rows that decide or may decide.
    """

    voices: Voices
    prefix: str
    rows: Mapping[str, Sequence[int]]


def evidence_of(
    pack: Pack,
    outcomes: Mapping[str, Outcome],
    truths: Mapping[str, Truth],
    speaking: Mapping[str, Speaking],
    graders: Mapping[str, Sequence[Pack]],
) -> dict[str, Evidence | None]:
    """The weakest evidence that each grade of a subject rests on; None where it has no level and no rule says why.

    Args:
        pack: the pack.
        outcomes: grade -> outcome.
        truths: rule -> truth, as in the decision.
        speaking: the pack and those it is composed of, by id.
        graders: of each composed grade the packs that grade the subject or may.
    """
    ranks: dict[str, int] = {}
    for name, grade in pack.grades.items():
        if grade.matrix is None:
            ranks[name] = _rank(pack, grade, outcomes[name], truths, speaking, graders.get(name, ()))
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
    speaking: Mapping[str, Speaking],
    graders: Sequence[Pack],
) -> int:
    """The rank of one grade: an own one, or one taken from other packs."""
    rank = SILENT if outcome.excluded is not None else rank_of(grade.cites) if grade.packs else SILENT
    for one, source in [(pack, grade), *((inner, inner.grades[grade.source]) for inner in graders)]:
        mine = speaking[one.id]
        # What only may be true speaks too where the level is not certain.
        holds = _holds(truths, mine.prefix, may=outcome.provisional)
        voices = mine.voices
        if outcome.excluded is not None:
            heard = [voices.rules[rule] for rule in voices.excluding if holds(rule)]
        else:
            choir = voices.of[source.name]
            heard = [voices.scope, *_base(choir, outcome, mine.rows.get(source.name, ()))]
            heard += [voices.rules[rule] for rule in choir.moving if holds(rule)]
        rank = max(rank, loudest(voices, heard, holds))
    return rank


def _holds(truths: Mapping[str, Truth], prefix: str, may: bool) -> Callable[[str], bool]:
    return lambda rule: truths[prefix + rule].may if may else truths[prefix + rule].must


def _base(choir: Choir, outcome: Outcome, rows: Sequence[int]) -> list[Voice]:
    """The bands or rows that the base level comes from."""
    assert outcome.base is not None
    best, worst = outcome.base
    return [*choir.bands[best : worst + 1], *(choir.rows[row] for row in rows)]
