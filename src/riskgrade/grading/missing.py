"""Which unknown fields and facts keep a level from being certain."""

from __future__ import annotations

from collections.abc import Mapping

from ..facts.reference import SubjectScope
from ..facts.voids import alive
from ..language.evaluate import evaluate
from ..language.values import Truth
from ..pack.expressions import names_in
from ..pack.model import Grade, Pack
from .judged import Judged
from .outcome import Outcome
from .truths import as_truth


def missing_names(
    pack: Pack, grade: Grade, outcome: Outcome, truths: Mapping[str, Truth], scope: SubjectScope
) -> tuple[str, ...]:
    """The unknown names behind an uncertain or excluded grade: fields of the subject, and facts from records.

    Args:
        pack: the pack.
        grade: one of its own grades.
        outcome: its outcome.
        truths: the truth of each rule.
        scope: the names of the subject with everything that was found.
    """
    if outcome.excluded is None and not outcome.provisional and not outcome.finding:
        return ()
    start: set[str] = set()
    for rule in pack.rules:
        if rule.exclude is not None:
            if (rule.exclude == outcome.excluded and truths[rule.id].must) or not truths[rule.id].known:
                start |= rule.uses
        elif rule.grade == grade.name and outcome.excluded is None and (not truths[rule.id].known or rule.points):
            start |= rule.uses
    if outcome.excluded is None:
        start |= grade.table.uses if grade.table else set()
        start |= pack.where_uses
        for condition, _ in pack.visible:
            if not as_truth(evaluate(condition, scope)).known:
                start |= names_in(condition.node)
        void = scope.register.void
        if void is not None and not alive(scope.register, scope.row, int(scope.constants.scalars["as_of"])).known:
            start |= {void.on, void.reason}
    return tuple(sorted(_leaves(start, pack, truths, scope)))


def composed_missing(
    whole: Pack, outcomes: Mapping[str, Outcome], inner: Mapping[str, Judged], own: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    """The unknown names behind each grade, with those of the packs that composed grades are taken from.

    Args:
        whole: the pack.
        outcomes: grade -> outcome.
        inner: what each pack it is composed of says of the subject, by its id.
        own: grade -> the unknown names of the pack itself.
    """
    found: dict[str, tuple[str, ...]] = {}
    for name, grade in whole.grades.items():
        names = set(own[name])
        for pack in grade.packs:
            judged = inner[pack.id]
            if judged.within.may and outcomes[name].provisional:
                source = pack.grades[grade.source]
                mine = missing_names(pack, source, judged.outcomes[grade.source], judged.truths, judged.scope)
                names |= set(mine)
                if not judged.within.known:
                    names |= {
                        one
                        for one in pack.where_uses
                        if one in judged.scope.register.fields and not judged.scope.value(one).known
                    }
        found[name] = tuple(sorted(names))
    for name, grade in whole.grades.items():
        if grade.matrix is not None:
            both_axes = {*found[grade.matrix.rows], *found[grade.matrix.columns]}
            found[name] = tuple(sorted(both_axes)) if outcomes[name].provisional else ()
    return found


def _leaves(start: set[str], pack: Pack, truths: Mapping[str, Truth], scope: SubjectScope) -> set[str]:
    facts = {fact.name: fact for fact in pack.facts}
    found: set[str] = set()
    seen: set[str] = set()
    left = list(start)
    while left:
        name = left.pop()
        if name in seen or name in scope.constants.scalars:
            continue
        seen.add(name)
        fact = facts.get(name)
        if fact is not None and fact.register is None:
            if not scope.known[name].known:
                left.extend(fact.uses)
        elif fact is not None or name in scope.register.fields:
            if not scope.value(name).known:
                found.add(name)
        else:
            left.extend(
                used for rule in pack.rules if rule.conclude == name and not truths[rule.id].known for used in rule.uses
            )
    return found
