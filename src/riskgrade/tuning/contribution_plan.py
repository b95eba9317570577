"""What the arithmetic of a grade is made of: its forms, the numbers that are open in them, and what the engine is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ..grading.effects import Effects, effects
from ..pack.model import Grade, Pack
from ..pack.parts import PARAMETERS, RULES
from .contribution_values import value_of
from .formula import Formula
from .formula_build import Asked, FormulaBuilder, Why
from .tunable import Tunable, TunableKind, tunables

STEPS: Why = ("steps are not points; grade by the patched pack", "调级步数不是分值；请用补丁后的规则包评级")
ELSEWHERE: Why = ("it does not bear on this grade", "它与该等级无关")

Versions = tuple[tuple[str, int], ...]
"""Of each parameter that has several versions (with its pack) the number of the one in force."""

PARAMETER_KINDS = (TunableKind.CELL, TunableKind.BIN, TunableKind.BIN_LIMIT, TunableKind.PARAMETER)


@dataclass(frozen=True, eq=False, slots=True)
class Form:
    """A grade that a pack gives by itself.

    Args:
        pack: the pack.
        prefix: what stands before its paths.
        grade: the grade.
        moves: the rules that move it.
        formulas: rule -> its points.
        whens: rule -> the question whether it holds; none for one that always does.
        alone: the question about the pack's scope, asked of a pack that another composes.
    """

    pack: Pack
    prefix: str
    grade: Grade
    moves: Effects
    formulas: Mapping[str, Formula]
    whens: Mapping[str, str]
    alone: str | None

    @property
    def part(self) -> str:
        """The grade, as paths name it."""
        return f"{self.prefix}grades.{self.grade.name}"


@dataclass(frozen=True, eq=False)
class Plan:
    """How a grade comes about.

    Args:
        pack: the pack.
        grades: the grades of the pack that are needed, each after those it reads.
        forms: (pack's id, grade) -> its form.
        asked: what the engine is asked.
        tunables: what is open.
        declared: the numbers as they are.
        constant: what is not open, and why.
        places: (part with its pack, place in it, version) -> path.
    """

    pack: Pack
    grades: tuple[str, ...]
    forms: Mapping[tuple[str, str], Form]
    asked: Asked
    tunables: tuple[Tunable, ...]
    declared: dict[str, int | str]
    constant: dict[str, Why]
    places: dict[tuple[str, tuple[object, ...], int], str] = field(default_factory=dict)

    def versions_on(self, day: date) -> Versions:
        """Which version of each open parameter is in force: (part with its pack, number of the version)."""
        found = []
        for form in self.forms.values():
            for name, parameter in form.pack.parameters.items():
                part = f"{form.prefix}parameters.{name}"
                version = parameter.on(day)
                if version is not None and len(parameter.versions) > 1:
                    found.append((part, parameter.versions.index(version)))
        return tuple(sorted(set(found)))

    def places_on(self, versions: Versions) -> dict[tuple[str, tuple[object, ...]], str]:
        """(part with its pack, place in it) -> path, for these versions."""
        chosen = dict(versions)
        return {(part, at): path for (part, at, number), path in self.places.items() if number == chosen.get(part, 0)}


def plan_of(pack: Pack, name: str) -> Plan:
    """Work out what a grade rests on.

    Args:
        pack: the pack.
        name: the grade.
    """
    needed = _needed(pack, name)
    every = tunables(pack)
    numbers = {
        (one.pack, one.part)
        for one in every
        if one.section == PARAMETERS and one.kind in PARAMETER_KINDS and one.value not in ("true", "false")
    }
    asked, forms = Asked(), {}
    closed: dict[tuple[str, str], Why] = {}
    read: set[tuple[str, str]] = set()
    for owner, prefix, grade in _own(pack, needed):
        moves = effects(owner, grade)
        names = {part for before, part in numbers if before == prefix}
        builder = FormulaBuilder(owner, prefix, moves, names, asked)
        formulas = builder.build() if grade.bands is not None else {}
        for part, why in builder.closed.items():
            closed.setdefault((prefix, part), why)
        read |= {(prefix, part) for part in _read(formulas)}
        rules = (*moves.points, *moves.raising, *moves.lowering, *moves.floors)
        whens = {rule.id: asked.name(owner.id, rule.when) for rule in rules if rule.when is not None}
        where = asked.name(owner.id, owner.where) if owner is not pack and owner.where is not None else None
        forms[owner.id, grade.name] = Form(owner, prefix, grade, moves, formulas, whens, where)
    open_, constant = [], {}
    for one in every:
        closing = _why_closed(one, forms, needed, closed, read)
        if closing is None:
            open_.append(one)
        else:
            constant[one.path] = closing
    places: dict[tuple[str, tuple[object, ...], int], str] = {}
    for one in open_:
        version = one.at[0] if one.section == PARAMETERS and isinstance(one.at[0], int) else None
        at = one.at if version is None else one.at[1:]
        places[f"{one.pack}{one.section}.{one.part}", at, _in_time(pack, one, version)] = one.path
    declared = {one.path: value_of(one, one.value, pack) for one in open_}
    return Plan(pack, needed, forms, asked, tuple(open_), declared, constant, places)


def _needed(pack: Pack, name: str) -> tuple[str, ...]:
    """The grade, after the grades it reads."""
    matrix = pack.grades[name].matrix
    if matrix is None:
        return (name,)
    return tuple(dict.fromkeys((*_needed(pack, matrix.rows), *_needed(pack, matrix.columns), name)))


def _own(pack: Pack, needed: tuple[str, ...]) -> list[tuple[Pack, str, Grade]]:
    """Every grade that a pack gives by itself, of the pack and of those it is composed of: (pack, prefix, grade)."""
    found: dict[tuple[str, str], tuple[Pack, str, Grade]] = {}
    for name in needed:
        grade = pack.grades[name]
        if not grade.composed:
            found[pack.id, name] = (pack, "", grade)
        for inner in grade.packs:
            found.setdefault((inner.id, grade.source), (inner, f"{inner.id}/", inner.grades[grade.source]))
    return list(found.values())


def _read(formulas: Mapping[str, Formula]) -> set[str]:
    """The parameters that are open in some formula."""
    found: set[str] = set()
    left: list[object] = list(formulas.values())
    while left:
        one = left.pop()
        if isinstance(one, tuple):
            left.extend(one)
            continue
        part = getattr(one, "part", None)
        if isinstance(part, str) and ".parameters." in f".{part.rpartition('/')[2]}":
            found.add(part.rpartition("/")[2].removeprefix("parameters."))
        left.extend(
            getattr(one, name) for name in ("item", "items", "left", "right", "yes", "no") if hasattr(one, name)
        )
    return found


def _why_closed(
    one: Tunable,
    forms: Mapping[tuple[str, str], Form],
    needed: tuple[str, ...],
    closed: Mapping[tuple[str, str], Why],
    read: set[tuple[str, str]],
) -> Why | None:
    """Why a number is not open; None if it is."""
    mine = [form for form in forms.values() if form.prefix == one.pack]
    if one.section == PARAMETERS:
        return None if (one.pack, one.part) in read else closed.get((one.pack, one.part), ELSEWHERE)
    if one.kind is TunableKind.STEP:
        return STEPS
    if one.section == RULES:
        bears = any(one.part in form.formulas for form in mine)
    elif one.kind is TunableKind.MATRIX:
        bears = one.pack == "" and one.part in needed
    else:
        bears = any(form.grade.name == one.part and form.grade.bands is not None for form in mine)
    return None if bears else ELSEWHERE


def _in_time(pack: Pack, one: Tunable, version: int | None) -> int:
    """The number of a version in the order of time, for a version in the order in which it is written."""
    if version is None:
        return 0
    owner = pack if not one.pack else next(inner for inner in pack.composed if f"{inner.id}/" == one.pack)
    firsts = [found.first for found in owner.parameters[one.part].versions]
    asked = one.first
    return firsts.index(asked)
