"""The files of a pack as models: `pack.yaml`, `facts.yaml`, `parameters.yaml`, `rules.yaml`, `grades.yaml`."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from .register_model import Label, Model, Names
from .scalars import BadValueError, Day, Number, Whole, Word, number, rising
from .source_model import Source, Title


def _each(value: object) -> object:
    return value if isinstance(value, list) else [value]


class CalendarModel(Model):
    """`calendar`: whose working days hold, and for which days somebody verified them."""

    country: str
    from_: Day = Field(alias="from")
    to: Day
    cite: Names
    note: str | None = None


def _each_if_any(value: object) -> object:
    return None if value is None else _each(value)


class Best(StrEnum):
    """Which end of the numbers comes first in a rank."""

    HIGH = "high"
    LOW = "low"


class RankModel(Model):
    """`ranks`: the place of each subject among all that are graded, by a number."""

    of: str
    best: Best
    label: Label = Label()
    cite: Names = ()
    note: str | None = None


class PackModel(Model):
    """`pack.yaml`: who the pack is, whom it grades, when it is in force and what it cites."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    version: str
    title: Title
    subject: str | None = None
    where: str | None = None
    jurisdiction: str | None = None
    from_: Day | None = Field(default=None, alias="from")
    to: Day | None = None
    dated_by: str | None = None
    use: Names = ()
    replace: Names = ()
    remove: Names = ()
    calendar: CalendarModel | None = None
    ranks: dict[str, RankModel] = {}
    sources: tuple[Source, ...] = ()
    note: str | None = None


class Stretch(StrEnum):
    """A stretch of the calendar whose records are taken together first."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"

    @property
    def months(self) -> int:
        """Its length."""
        return {"month": 1, "quarter": 3, "year": 12}[self.value]


class EachModel(Model):
    """What is taken of each stretch, where it is itself made of shorter stretches."""

    per: Stretch
    each: str | EachModel | None = None
    value: str


class Influence(StrEnum):
    """Which way a subject can still move a fact by what it does or fails to do; what is past can only be added to."""

    NONE = "none"
    UP = "up"
    DOWN = "down"
    BOTH = "both"


class FactModel(Model):
    """`facts.yaml`: one fact of the subject, from records (`from`) or from other facts."""

    from_: str | None = Field(default=None, alias="from")
    of: str | None = None
    join: str | None = None
    where: str | None = None
    within: str | None = None
    by: str | None = None
    per: Stretch | None = None
    each: str | EachModel | None = None
    value: str
    domain: tuple[Number | None, Number | None] | None = None
    absent: str | None = None
    influence: Influence = Influence.NONE
    label: Label = Label()
    note: str | None = None


def _upper(value: object) -> object:
    if isinstance(value, str) and value != "above":
        return number(value)
    return value


Upper = Annotated[Decimal | Literal["above"], Field(union_mode="left_to_right"), BeforeValidator(_upper)]


class ParameterModel(Model):
    """`parameters.yaml`: a value, a table by code or a table by bin, for a time, with its citation."""

    value: str | tuple[str, ...] | None = None
    table: dict[str, Number] | None = None
    bins: tuple[tuple[Upper, Number], ...] | None = None
    range: tuple[Number, Number] | None = None
    otherwise: Number | None = None
    unit: str | None = None
    from_: Day | None = Field(default=None, alias="from")
    to: Day | None = None
    cite: Names = ()
    label: Label = Label()
    note: str | None = None

    @model_validator(mode="after")
    def _one_form(self) -> ParameterModel:
        if sum(form is not None for form in (self.value, self.table, self.bins)) != 1:
            raise BadValueError("give exactly one of `value`, `table` and `bins`", "value、table、bins 须且只能写一个")
        if (self.range is not None or self.otherwise is not None) and self.table is None:
            raise BadValueError(
                "`range` and `otherwise` belong to a `table`", "range 和 otherwise 只能与 table 一起使用"
            )
        if self.range is not None and self.otherwise is not None:
            raise BadValueError("give `range` or `otherwise`, not both", "range 与 otherwise 只能写一个")
        if self.table is not None and not self.table:
            raise BadValueError("the table is empty; write `code: number` entries", "table 为空；请写“代码: 数值”")
        if self.range is not None:
            rising("range", self.range)
        if self.bins is not None:
            bounds = [upper for upper, _ in self.bins]
            numbers = [upper for upper in bounds[:-1] if isinstance(upper, Decimal)]
            if bounds[-1:] != ["above"] or len(numbers) != len(bounds) - 1 or sorted(set(numbers)) != numbers:
                en = "the upper bounds of `bins` must rise, and the last must be `above`: [[150, 2], [above, 4]]"
                raise BadValueError(en, "bins 的上界须递增，最后一个须为 above：[[150, 2], [above, 4]]")
        return self


Parameters = Annotated[tuple[ParameterModel, ...], BeforeValidator(_each)]
"""The versions of one parameter, one after another in time."""


class Then(Model):
    """What a rule does when it is true; `called` is what its conclusion is called, where several rules come to it."""

    points: str | None = None
    group: str | None = None
    conclude: Word | None = None
    called: Title | None = None
    step: Annotated[tuple[Whole, ...] | None, BeforeValidator(_each_if_any)] = None
    no_better_than: str | None = None
    flag: str | None = None
    draft: str | None = None
    exclude: str | None = None

    @model_validator(mode="after")
    def _something(self) -> Then:
        if all(getattr(self, name) is None for name in Then.model_fields):
            effects = [name for name in Then.model_fields if name not in ("group", "called")]
            raise BadValueError(
                f"say what the rule does: {', '.join(effects)}", f"请写明规则的效果：{'、'.join(effects)}"
            )
        if self.group is not None and self.points is None:
            raise BadValueError("`group` belongs to `points`", "group 须与 points 一起使用")
        if self.called is not None and self.conclude is None:
            raise BadValueError("`called` belongs to `conclude`", "called 须与 conclude 一起使用")
        return self


class RuleModel(Model):
    """`rules.yaml`: one rule; without `when` it always holds."""

    id: str
    title: Title = Label()
    when: str | None = None
    then: Then
    grade: str | None = None
    cite: Names = ()
    from_: Day | None = Field(default=None, alias="from")
    to: Day | None = None
    dated_by: str | None = None
    note: str | None = None


class Limits(Model):
    """The least and most points a group or a score can have."""

    min: Number | None = None
    max: Number | None = None


class ScoreModel(Limits):
    """The score of a grade: where it starts, its groups of points and its own limits."""

    initial: Number = Decimal(0)
    groups: dict[str, Limits] = {}


class Band(Model):
    """One band of a score: up to (more is worse) or at least (more is better), the last one open."""

    up_to: Number | None = None
    at_least: Number | None = None
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


class PerModel(Model):
    """A stretch of time within which something is counted: some years or some months."""

    years: Whole | None = Field(default=None, ge=1)
    months: Whole | None = Field(default=None, ge=1)

    @model_validator(mode="after")
    def _one(self) -> PerModel:
        if (self.years is None) == (self.months is None):
            raise BadValueError(
                "give either `years` or `months`, such as {years: 2}", "请写 years 或 months 之一，如 {years: 2}"
            )
        return self

    @property
    def length(self) -> int:
        """Its length in months."""
        return 12 * self.years if self.years is not None else self.months or 0


def _as_per(value: object) -> object:
    if not isinstance(value, str):
        return value
    if value not in list(Stretch):
        en = f"write one of {', '.join(Stretch)}, or a number of years or months, such as {{years: 2}}"
        raise BadValueError(en, f"请写 {'、'.join(Stretch)} 之一，或年数、月数，如 {{years: 2}}")
    return {"months": str(Stretch(value).months)}


Per = Annotated[PerModel, BeforeValidator(_as_per)]
"""A stretch of time: `year`, `quarter`, `month`, or so many years or months."""


def _as_visits(value: object) -> object:
    if isinstance(value, dict):
        return value
    if not isinstance(value, list) or len(value) != 2:
        en = "write [least, most], such as [1, 2], or [1, null] where there is no upper end"
        raise BadValueError(en, "请写 [最少, 最多]，如 [1, 2]；无上限时写 [1, null]")
    return {"least": value[0], "most": value[1]}


class VisitsModel(Model):
    """How often subjects of a level are inspected, at least and at most; null is open."""

    least: Whole | None = Field(default=None, ge=0)
    most: Whole | None = Field(default=None, ge=0)
    per: Per | None = None

    @model_validator(mode="after")
    def _some(self) -> VisitsModel:
        if self.least is None and self.most is None:
            raise BadValueError("give the least or the most, or both", "最少与最多次数至少写一个")
        if self.least is not None and self.most is not None and self.most < self.least:
            en, zh = (
                f"the most ({self.most}) is less than the least ({self.least})",
                f"最多（{self.most}）少于最少（{self.least}）",
            )
            raise BadValueError(en, zh)
        return self


class InspectionsModel(Model):
    """How often subjects of each level are to be inspected; a level may have a stretch of time of its own."""

    per: Per
    levels: dict[str, Annotated[VisitsModel, BeforeValidator(_as_visits)]]
    cite: Names = ()
    note: str | None = None


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
    inspections: InspectionsModel | None = None
    cite: Names = ()
    note: str | None = None

    @model_validator(mode="after")
    def _one_way(self) -> GradeModel:
        ways = [self.bands is not None, self.table is not None, bool(self.first_in_scope), self.matrix is not None]
        if sum(ways) != 1:
            en = "give exactly one of `bands`, `table`, `first_in_scope` and `matrix`"
            raise BadValueError(en, "bands、table、first_in_scope、matrix 须且只能写一个")
        if self.bands == ():
            raise BadValueError("`bands` is empty; write at least the last, open one", "bands 为空；请至少写出最后一档")
        if (self.matrix is None) != (self.cells is None):
            raise BadValueError("`matrix` and `cells` belong together", "matrix 与 cells 须同时写")
        if self.score is not None and (self.first_in_scope or self.matrix is not None):
            raise BadValueError("a composed grade has no `score` of its own", "组合等级不能另有 score")
        if len(set(self.levels)) != len(self.levels):
            twice = next(level for level in self.levels if self.levels.count(level) > 1)
            raise BadValueError(f"`levels` has {twice} twice", f"levels 中 {twice} 重复")
        return self
