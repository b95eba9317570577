"""The weakest evidence that a grade can rest on: everything that could speak, whether or not it does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from .model import Fact, Grade, Rule
from .parameter import Parameter
from .source_model import Citation, Evidence
from .window import is_constant
from .working_days import WorkingDays


def weakest(cites: Iterable[Citation]) -> Evidence | None:
    """The weakest evidence among citations; None where there are none."""
    return max((cite.evidence for cite in cites), key=lambda one: one.rank, default=None)


def reachable(
    names: Iterable[str],
    facts: Mapping[str, Fact],
    rules: Iterable[Rule],
    parameters: Mapping[str, Parameter],
    calendar: WorkingDays | None = None,
) -> tuple[set[str], list[Citation]]:
    """Every name that these names rest on, and the citations met on the way.

    Args:
        names: where to start: facts, conclusions, parameters, fields.
        calendar: the working days of the pack.

    Returns:
        All names reached, and the citations of the rules and parameters among them, and of the calendar if it is used.
    """
    makers: dict[str, list[Rule]] = {}
    for rule in rules:
        if rule.conclude:
            makers.setdefault(rule.conclude, []).append(rule)
    seen: set[str] = set()
    cites: list[Citation] = []
    left = list(names)
    while left:
        name = left.pop()
        if name in seen:
            continue
        seen.add(name)
        if name in facts:
            left.extend(facts[name].uses)
        if calendar is not None and is_constant(name):
            cites.extend(calendar.cites)
        if name in parameters:
            cites.extend(cite for version in parameters[name].versions for cite in version.cites)
        for rule in makers.get(name, ()):
            cites.extend(rule.cites)
            left.extend(rule.uses)
    return seen, cites


def names_of_grade(grade: Grade, rules: Iterable[Rule]) -> tuple[set[str], list[Citation]]:
    """The names that a grade's own rules and table use, and what those rules and the grade cite."""
    names: set[str] = set(grade.table.uses) if grade.table else set()
    cites = list(grade.cites)
    for rule in rules:
        if rule.exclude is not None or (
            rule.grade == grade.name and (rule.points or rule.step or rule.floor is not None)
        ):
            names |= rule.uses
            cites.extend(rule.cites)
    return names, cites


def rests_on(
    grade: Grade,
    grades: Mapping[str, Grade],
    facts: Mapping[str, Fact],
    rules: tuple[Rule, ...],
    parameters: Mapping[str, Parameter],
    where_uses: frozenset[str],
    calendar: WorkingDays | None = None,
) -> Evidence:
    """The weakest evidence that a grade can rest on."""
    found = [one.evidence for one in grade.cites]
    if grade.matrix is not None:
        found.extend(grades[axis].rests_on for axis in (grade.matrix.rows, grade.matrix.columns))
    else:
        # Above the packs of a composed grade stand this pack's own scope and exclusions.
        found.extend(pack.grades[grade.source].rests_on for pack in grade.packs)
        names, cites = names_of_grade(grade, rules)
        _, more = reachable(names | where_uses, facts, rules, parameters, calendar)
        found.extend(cite.evidence for cite in (*cites, *more))
    return max(found, key=lambda one: one.rank, default=Evidence.DESIGN)
