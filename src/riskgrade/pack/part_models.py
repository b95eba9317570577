"""The files of a pack as models: `pack.yaml`, `facts.yaml`, `parameters.yaml`, `rules.yaml`, `grades.yaml`."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from .register_model import Label, Model, Names
from .source_model import Source, Title


def _each(value: object) -> object:
    return value if isinstance(value, list) else [value]


class PackModel(Model):
    """`pack.yaml`: who the pack is, whom it grades, when it is in force and what it cites."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    version: str
    title: Title
    subject: str | None = None
    where: str | None = None
    jurisdiction: str | None = None
    from_: date | None = Field(default=None, alias="from")
    to: date | None = None
    dated_by: str | None = None
    use: Names = ()
    replace: Names = ()
    remove: Names = ()
    sources: tuple[Source, ...] = ()
    note: str | None = None


class FactModel(Model):
    """`facts.yaml`: one fact of the subject, from records (`from`) or from other facts."""

    from_: str | None = Field(default=None, alias="from")
    of: str | None = None
    join: str | None = None
    where: str | None = None
    within: str | None = None
    by: str | None = None
    value: str
    domain: tuple[Decimal | None, Decimal | None] | None = None
    absent: str | None = None
    label: Label = Label()
    note: str | None = None


Upper = Annotated[Decimal | Literal["above"], Field(union_mode="left_to_right")]


class ParameterModel(Model):
    """`parameters.yaml`: a value, a table by code or a table by bin, for a time, with its citation."""

    value: str | tuple[str, ...] | None = None
    table: dict[str, Decimal] | None = None
    bins: tuple[tuple[Upper, Decimal], ...] | None = None
    range: tuple[Decimal, Decimal] | None = None
    otherwise: Decimal | None = None
    unit: str | None = None
    from_: date | None = Field(default=None, alias="from")
    to: date | None = None
    cite: Names = ()
    label: Label = Label()
    note: str | None = None

    @model_validator(mode="after")
    def _one_form(self) -> ParameterModel:
        if sum(form is not None for form in (self.value, self.table, self.bins)) != 1:
            raise ValueError("give exactly one of `value`, `table` and `bins`")
        if (self.range is not None or self.otherwise is not None) and self.table is None:
            raise ValueError("`range` and `otherwise` belong to a `table`")
        if self.range is not None and self.otherwise is not None:
            raise ValueError("give `range` or `otherwise`, not both")
        if self.bins is not None:
            bounds = [upper for upper, _ in self.bins]
            numbers = [upper for upper in bounds[:-1] if isinstance(upper, Decimal)]
            if bounds[-1] != "above" or len(numbers) != len(bounds) - 1 or sorted(set(numbers)) != numbers:
                raise ValueError("the bins' upper bounds must rise, and the last must be `above`")
        return self


Parameters = Annotated[tuple[ParameterModel, ...], BeforeValidator(_each)]
"""The versions of one parameter, one after another in time."""


class Then(Model):
    """What a rule does when it is true."""

    points: str | None = None
    group: str | None = None
    conclude: str | None = None
    step: Annotated[tuple[int, ...] | None, BeforeValidator(lambda value: value if value is None else _each(value))] = (
        None
    )
    no_better_than: str | None = None
    flag: str | None = None
    draft: str | None = None
    exclude: str | None = None

    @model_validator(mode="after")
    def _something(self) -> Then:
        if not self.model_fields_set:
            raise ValueError("say what the rule does: " + ", ".join(Then.model_fields))
        if self.group is not None and self.points is None:
            raise ValueError("`group` belongs to `points`")
        return self


class RuleModel(Model):
    """`rules.yaml`: one rule; without `when` it always holds."""

    id: str
    title: Title = Label()
    when: str | None = None
    then: Then
    grade: str | None = None
    cite: Names = ()
    from_: date | None = Field(default=None, alias="from")
    to: date | None = None
    dated_by: str | None = None
    note: str | None = None


class Limits(Model):
    """The least and most points a group or a score can have."""

    min: Decimal | None = None
    max: Decimal | None = None


class ScoreModel(Limits):
    """The score of a grade: where it starts, its groups of points and its own limits."""

    initial: Decimal = Decimal(0)
    groups: dict[str, Limits] = {}


class Band(Model):
    """One band of a score: up to (more is worse) or at least (more is better), the last one open."""

    up_to: Decimal | None = None
    at_least: Decimal | None = None
    level: str
    cite: Names = ()


class Row(Model):
    """One row of a decision table; without `when` it always holds."""

    when: str | None = None
    level: str
    cite: Names = ()


class Hit(StrEnum):
    """Which row of a decision table decides."""

    FIRST = "first"
    UNIQUE = "unique"


class TableModel(Model):
    """A decision table over facts and conclusions."""

    hit: Hit
    rows: tuple[Row, ...]
    default: str | None = None


class Steps(StrEnum):
    """How several steps count together."""

    MAX = "max"
    SUM = "sum"


class GradeModel(Model):
    """`grades.yaml`: how a level comes about: bands of a score, a decision table, other packs, or a matrix."""

    levels: tuple[str, ...] = ()
    labels: dict[str, Title] = {}
    title: Title = Label()
    score: ScoreModel | None = None
    bands: tuple[Band, ...] | None = None
    table: TableModel | None = None
    steps: Steps = Steps.MAX
    on_unknown: str | None = None
    first_in_scope: Names = ()
    grade: str | None = None
    matrix: dict[str, tuple[str, ...]] | None = None
    cells: tuple[tuple[str, ...], ...] | None = None
    cite: Names = ()
    note: str | None = None

    @model_validator(mode="after")
    def _one_way(self) -> GradeModel:
        ways = [self.bands is not None, self.table is not None, bool(self.first_in_scope), self.matrix is not None]
        if sum(ways) != 1:
            raise ValueError("give exactly one of `bands`, `table`, `first_in_scope` and `matrix`")
        if (self.matrix is None) != (self.cells is None):
            raise ValueError("`matrix` and `cells` belong together")
        if self.score is not None and (self.first_in_scope or self.matrix is not None):
            raise ValueError("a composed grade has no score of its own")
        if len(set(self.levels)) != len(self.levels):
            raise ValueError("a level stands twice")
        return self
