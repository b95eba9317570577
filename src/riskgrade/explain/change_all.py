"""Everything that would change the levels of one subject, grade by grade: what `score --changes` shows."""

from __future__ import annotations

from dataclasses import dataclass

from ..grading.outcome import Outcome
from ..grading.reference import Grader
from .change import Answer, Change, answers, changes
from .change_wait import MONTHS, Waiting, waiting


@dataclass(frozen=True, slots=True)
class Prospects:
    """What would change one grade.

    Args:
        grade: the grade.
        outcome: what comes out as things are.
        changes: the smallest single changes; none where the level is withheld.
        answers: what each unknown fact alone would have to be; none where the level is certain.
        waiting: what waiting changes.
    """

    grade: str
    outcome: Outcome
    changes: tuple[Change, ...]
    answers: tuple[Answer, ...]
    waiting: Waiting


def prospects(grader: Grader, subject: str, months: int = MONTHS, period_stays: bool = False) -> tuple[Prospects, ...]:
    """What would change each grade of a subject; it costs far more than the grade.

    Args:
        grader: the grader; its registers and moment.
        subject: the subject's key.
        months: how far ahead waiting looks.
        period_stays: whether the rating year stays while waiting.

    Raises:
        KeyError: the subject is not in its register.

    Examples:
        >>> from datetime import date
        >>> from riskgrade.pack.dating import Moment
        >>> from riskgrade.pack.load import load_pack
        >>> from riskgrade.registers import load_registers
        >>> pack = load_pack("us-nyc")
        >>> rows = [{"inspection_id": "1", "inspected_on": "2014-03-03", "score": "13"}]
        >>> grader = Grader(pack, load_registers({"inspections": rows}, pack.registers), Moment.of(date(2014, 12, 31)))
        >>> found, = prospects(grader, "1")
        >>> found.outcome.level, found.changes, str(found.waiting.until)
        (0, (), '2016-12-31')
    """
    ahead = waiting(grader, subject, months, period_stays)
    (now,) = grader.decide([subject])
    return tuple(
        Prospects(name, now.outcomes[name], changes(grader, subject, name), answers(grader, subject, name), ahead[name])
        for name in grader.pack.grades
    )
