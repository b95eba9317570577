"""How a decision stands: what was computed, and what officers made of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from .entry import Entry


class Basis(StrEnum):
    """What gives the level that stands."""

    COMPUTED = "computed"
    CALIBRATION = "calibration"
    CHOICE = "choice"
    OVERRIDE = "override"
    FOLLOWS = "follows"
    """It is made of two grades, of which one does not stand as computed."""


@dataclass(frozen=True, slots=True)
class GradeState:
    """How one grade of a decision stands.

    Args:
        grade: its name.
        levels: all, best first.
        computed: the level that was computed; None where it was withheld, or there is none.
        permitted: what an officer may give.
        level: the level that stands.
        basis: what gives it.
        calibrated: the level that a calibration gives in the place of the computed one; None where none was applied.
        pending: the entry of an override that nobody has approved or refused yet.
    """

    grade: str
    levels: tuple[str, ...]
    computed: str | None
    permitted: tuple[str, ...]
    level: str | None
    basis: Basis = Basis.COMPUTED
    pending: Entry | None = None
    calibrated: str | None = None

    @property
    def untouched(self) -> GradeState:
        """As it stands before any officer does anything."""
        if self.calibrated is None:
            return replace(self, level=self.computed, basis=Basis.COMPUTED)
        return replace(self, level=self.calibrated, basis=Basis.CALIBRATION)


@dataclass(frozen=True, slots=True)
class DecisionState:
    """How a decision stands.

    Args:
        document: its record.
        grades: grade -> how it stands.
        entries: everything that was written about it, in order.
    """

    document: Mapping[str, Any]
    grades: Mapping[str, GradeState]
    entries: tuple[Entry, ...]

    @property
    def decision_id(self) -> str:
        """Its id."""
        return str(self.document["decision_id"])


def made(document: Mapping[str, Any], entry: Entry) -> DecisionState:
    """How a decision stands when it was just made.

    Args:
        document: its record.
        entry: the entry that says so.
    """
    grades = {
        name: GradeState(name, tuple(one["levels"]), one["level"], tuple(one["permitted"]), one["level"])
        for name, one in document["grades"].items()
    }
    return DecisionState(document, grades, (entry,))


def followed(document: Mapping[str, Any], grades: Mapping[str, GradeState]) -> dict[str, GradeState]:
    """The grades, with those made of two others as these now stand.

    Args:
        document: the decision's record.
        grades: how its grades stand.
    """
    found = dict(grades)
    for name, one in document["grades"].items():
        matrix, mine = one["matrix"], found[name]
        if matrix is None or mine.basis is Basis.OVERRIDE:
            continue
        rows, columns = found[matrix["rows"]], found[matrix["columns"]]
        if all(axis.basis in (Basis.COMPUTED, Basis.CALIBRATION) for axis in (rows, columns)):
            found[name] = mine.untouched
        elif rows.level is None or columns.level is None:
            found[name] = replace(mine, level=None, basis=Basis.FOLLOWS)
        else:
            cell = matrix["cells"][rows.levels.index(rows.level)][columns.levels.index(columns.level)]
            found[name] = replace(mine, level=cell, basis=Basis.FOLLOWS)
    return found
