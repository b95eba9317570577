"""A pack ready for use: typed, resolved, in the order in which it is evaluated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from ..language.typed import Typed
from ..language.types import Type
from .calibration_bounds import Bounds
from .parameter import Parameter
from .part_models import Hit, Influence, Steps
from .register_model import Label, RegisterModel
from .source_model import Citation, Evidence, Source
from .window import Window
from .working_days import WorkingDays


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of the subject.

    Args:
        name: its name.
        type: its type; the domain declared for it, if any.
        value: what is aggregated (None for count and any), or the expression over other facts.
        aggregate: ``count``, ``any``, ``distinct``, ``sum``, ``min``, ``max``, ``latest``, ``mean``; None for an expression.
        register: the register its records come from; None for an expression.
        join: (field of the record, field of the subject) that tie them.
        condition: which records count: known by as_of, in the window, and `where`; void ones are left out besides.
        window: the time it looks at, to hold against the declared coverage.
        date: the record's date that the window is held against.
        paired: whether a record is judged together with its subject (own-date window, `subject.x`, same register).
        absent: the value where there is no record, in physical form; unknown where None.
        declared: whether a domain was declared, so that a value outside is unknown and a finding.
        uses: the names its expression uses.
        label: what people call it.
        stretches: how records are first taken together by month, quarter or year; `value` is then of such a stretch.
        influence: which way the subject can still move it; what would change a level is looked for among these facts.
    """

    name: str
    type: Type
    value: Typed | None
    aggregate: str | None = None
    register: str | None = None
    join: tuple[str, str] = ("", "")
    condition: Typed | None = None
    window: Window | None = None
    date: str | None = None
    paired: bool = False
    absent: int | bool | str | None = None
    declared: bool = False
    uses: frozenset[str] = frozenset()
    label: Label = Label()
    stretches: Stretches | None = None
    influence: Influence = Influence.NONE


@dataclass(frozen=True, slots=True)
class Stretches:
    """How the records of a subject are taken together by stretches of the calendar before they become a fact.

    Args:
        months: the length of each kind of stretch, shortest first.
        inner: what is aggregated over the records of a shortest stretch; `each` uses it by these names.
        each: what is taken of a shortest stretch; None where stretches are only counted.
        between: the aggregations over shorter stretches that give a longer one its value, shortest first.
        date: the field that says into which stretch a record falls.
    """

    months: tuple[int, ...]
    inner: tuple[Fact, ...]
    each: Typed | None
    between: tuple[Fact, ...]
    date: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: when it is true, and what it then does.

    Args:
        id: its id.
        number: its place in the document order, and its bit in the masks.
        when: its condition; None if it always holds.
        layer: rules of a layer use only conclusions of the layers before.
        points: the points it gives (its type has at most two decimals), to `group`.
        step: how many levels worse (or better, if negative); more than one where the law leaves a choice, the first by default.
        floor: the index of the level it cannot be better than.
        grade: the grade that points, step and floor are for.
        first, last: the days it is in force, by as_of (None for ever); rules dated by the subject carry it in `when`.
        uses: the names its expressions use.
        called: what its conclusion is called; None where its own title says it.
    """

    id: str
    number: int
    title: Label
    when: Typed | None
    layer: int
    cites: tuple[Citation, ...]
    points: Typed | None = None
    group: str | None = None
    conclude: str | None = None
    step: tuple[int, ...] | None = None
    floor: int | None = None
    flag: str | None = None
    draft: str | None = None
    exclude: str | None = None
    grade: str | None = None
    first: date | None = None
    last: date | None = None
    uses: frozenset[str] = frozenset()
    called: Label | None = None

    def in_force(self, as_of: date) -> bool:
        """Whether the rule is in force on a day."""
        return (self.first is None or self.first <= as_of) and (self.last is None or as_of <= self.last)


@dataclass(frozen=True, slots=True)
class Score:
    """How points become a score, in hundredths; limits are None where there are none."""

    initial: int
    low: int | None
    high: int | None
    groups: Mapping[str, tuple[int | None, int | None]]


@dataclass(frozen=True, slots=True)
class Bands:
    """Bands of a score: the limits in hundredths, the last one open, with the index of each one's level.

    Args:
        rising: True if a band holds scores up to its limit (more is worse), False if at least its limit.
        limits: one fewer than levels.
        levels: indices, best first.
        cites: what each band rests on: what the grade cites and what the band cites.
    """

    rising: bool
    limits: tuple[int, ...]
    levels: tuple[int, ...]
    cites: tuple[tuple[Citation, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class DecisionTable:
    """Rows of (condition or None, index of a level); the default is an index or None.

    `cites` is what each row rests on, and last what the grade cites, which holds where no row does.
    """

    hit: Hit
    rows: tuple[tuple[Typed | None, int], ...]
    default: int | None
    uses: frozenset[str] = frozenset()
    cites: tuple[tuple[Citation, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Matrix:
    """A level from the levels of two other grades: `cells[i][j]` is an index."""

    rows: str
    columns: str
    cells: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Visits:
    """How often subjects of a level are to be inspected: at least and at most (None is open), in so many months."""

    least: int | None
    most: int | None
    months: int


@dataclass(frozen=True, slots=True)
class Inspections:
    """How often subjects of each level are to be inspected, and what says so."""

    levels: tuple[Visits, ...]
    cites: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Grade:
    """How a level comes about.

    Args:
        name: its name.
        levels: best first.
        score: None for a table without points, and for composed grades.
        on_unknown: the index of the level given where the level is not certain, ``"worst"``, or None to withhold it.
        packs: the packs it is taken from, the first in whose scope the subject is.
        source: the name of the grade in those packs.
        rests_on: the weakest evidence it can rest on.
        inspections: how often subjects of each level are to be inspected; a composed grade without takes those of the pack
            that grades.
    """

    name: str
    levels: tuple[str, ...]
    labels: Mapping[str, Label]
    title: Label
    score: Score | None = None
    bands: Bands | None = None
    table: DecisionTable | None = None
    steps: Steps = Steps.MAX
    on_unknown: int | str | None = None
    packs: tuple[Pack, ...] = ()
    source: str = ""
    matrix: Matrix | None = None
    cites: tuple[Citation, ...] = ()
    rests_on: Evidence = Evidence.DESIGN
    inspections: Inspections | None = None

    @property
    def composed(self) -> bool:
        """Whether its level comes from other grades."""
        return bool(self.packs) or self.matrix is not None


@dataclass(frozen=True, slots=True)
class Rank:
    """The place of each subject among all that are graded; equal numbers share the best place, and those after are left out.

    Args:
        of: the number, over facts and fields of the subject.
        high: whether the largest number is first, else the smallest.
        rests_on: the weakest evidence among what it cites and what its number reads.
    """

    name: str
    of: Typed
    high: bool
    label: Label
    cites: tuple[Citation, ...]
    rests_on: Evidence


@dataclass(frozen=True, slots=True)
class Pack:
    """A rule pack.

    Args:
        id: its id.
        subject: the register whose rows are graded; None for a library of registers and facts.
        where: who is in scope; None for everybody.
        visible: whether a subject that is itself a record is known by as_of, and why not: (condition, reason) pairs.
        facts: in the order in which they can be computed.
        rules: in document order.
        ranks: places among all subjects, by a number; known to a run over all of them, and to no decision about one.
        calendar: its working days, for the days that were verified.
        sha256: of its content and of every pack it uses.
        folder: where it was read; no part of what it says.
        calibration: grade -> what of it data may move, and within which bounds.
    """

    id: str
    version: str
    title: Label
    subject: str | None
    first: date | None
    last: date | None
    where: Typed | None
    visible: tuple[tuple[Typed, str], ...]
    registers: Mapping[str, RegisterModel]
    facts: tuple[Fact, ...]
    parameters: Mapping[str, Parameter]
    rules: tuple[Rule, ...]
    grades: Mapping[str, Grade]
    sources: Mapping[str, Source]
    sha256: str
    used: Mapping[str, str] = field(default_factory=dict)
    where_uses: frozenset[str] = frozenset()
    calendar: WorkingDays | None = None
    ranks: tuple[Rank, ...] = ()
    folder: Path | None = field(default=None, compare=False, repr=False)
    calibration: Mapping[str, Bounds] = field(default_factory=dict)

    @property
    def composed(self) -> tuple[Pack, ...]:
        """The packs its grades are taken from, each once, in order."""
        found = {pack.id: pack for grade in self.grades.values() for pack in grade.packs}
        return tuple(found.values())

    def in_force(self, as_of: date) -> bool:
        """Whether the pack is in force on a day."""
        return (self.first is None or self.first <= as_of) and (self.last is None or as_of <= self.last)
