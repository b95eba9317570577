"""What of a pack its cases touch: rules and clauses both ways, and every level."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..language.text import source
from ..language.tree import And, Bool, Not, Or
from ..language.typed import Typed
from ..pack.model import Pack, Rule

Goal = tuple[str, ...]
"""Something to be seen: a rule, a clause of a condition, or a level, by name."""


@dataclass(frozen=True, slots=True)
class Part:
    """Coverage of one kind of thing.

    Args:
        total: how many there are.
        missing: those not covered, each with what was not seen.
    """

    total: int
    missing: tuple[tuple[str, str], ...]

    @property
    def covered(self) -> int:
        """How many are covered."""
        return self.total - len(self.missing)

    @property
    def percent(self) -> int:
        """Rounded down, so that 100 means all.

        Examples:
            >>> Part(300, (("up.sampling", "true"),)).percent
            99
        """
        return 100 * self.covered // self.total if self.total else 100


@dataclass(frozen=True, slots=True)
class Coverage:
    """What of a pack its cases touch.

    Args:
        rules: rules with a condition, each seen true and not true.
        clauses: the comparisons in their conditions and in decision tables, each seen certainly true and certainly false.
        levels: each given at least once.
    """

    rules: Part
    clauses: Part
    levels: Part

    @property
    def percent(self) -> int:
        """The least of the three, so that no part can hide behind another."""
        return min(self.rules.percent, self.clauses.percent, self.levels.percent)


@dataclass(slots=True)
class Seen:
    """What was seen while cases ran: goals with whether they were seen true (or given) or false."""

    found: set[tuple[Goal, bool]]

    def note(self, goal: Goal, truth: bool = True) -> None:
        """Note one sight."""
        self.found.add((goal, truth))


def clauses(typed: Typed) -> Iterable[Typed]:
    """The parts of a condition that `and`, `or` and `not` join."""
    if isinstance(typed.node, And | Or | Not):
        for part in typed.args:
            yield from clauses(part)
    elif not isinstance(typed.node, Bool):
        yield typed


def conditions(pack: Pack) -> dict[str, Typed]:
    """Every condition whose clauses count: of rules, and of rows of decision tables."""
    found = {rule.id: rule.when for rule in pack.rules if rule.when is not None}
    for name, grade in pack.grades.items():
        for number, (when, _) in enumerate(grade.table.rows if grade.table else ()):
            if when is not None:
                found[f"{name} row {number + 1}"] = when
    return found


def conditional_rules(pack: Pack) -> list[Rule]:
    """The rules that do not always hold."""
    return [rule for rule in pack.rules if rule.when is not None]


def coverage_of(pack: Pack, seen: Seen) -> Coverage:
    """The coverage of a pack and of those it is composed of.

    Args:
        pack: the pack.
        seen: what was seen.
    """
    rules: list[tuple[str, Goal]] = []
    parts: list[tuple[str, Goal]] = []
    levels: list[tuple[str, Goal]] = []
    for one in (pack, *pack.composed):
        prefix = "" if one is pack else f"{one.id}/"
        rules += [(prefix + rule.id, ("rule", prefix + rule.id)) for rule in conditional_rules(one)]
        for name, typed in conditions(one).items():
            for number, clause in enumerate(clauses(typed)):
                parts.append((f"{prefix}{name}: {source(clause.node)}", ("clause", prefix + name, str(number))))
    for name, grade in pack.grades.items():
        levels += [(f"{name} {level}", ("level", name, level)) for level in grade.levels]
    return Coverage(
        _part(rules, seen, {True: "true", False: "not true"}),
        _part(parts, seen, {True: "true", False: "false"}),
        _part(levels, seen, {True: "given"}),
    )


def _part(goals: list[tuple[str, Goal]], seen: Seen, wanted: dict[bool, str]) -> Part:
    missing = [
        (name, " / ".join(lacking))
        for name, goal in goals
        if (lacking := [word for truth, word in wanted.items() if (goal, truth) not in seen.found])
    ]
    return Part(len(goals), tuple(missing))
