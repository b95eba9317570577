"""Random rows of what is known of the names of an environment, and their completions."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import strategies as st

from riskgrade.language.environment import Table
from riskgrade.language.scopes import Scope
from riskgrade.language.types import FIRST_DAY, INFINITY, LAST_DAY, Kind, Type
from riskgrade.language.values import Code, Codes, Interval, Truth, Value

from .expressions import CODES, World

Row = dict[str, Value]
"""The value of every name; fields of the subject as `subject.<field>`."""

FIELDS = frozenset({"n0", "b0", "t0", "l0", "日期0"})
"""The names that are fields of the record itself."""

AS_OF = 19782
CONSTANTS: dict[str, int | bool | str] = {"as_of": AS_OF, "limit": 30}


@dataclass(frozen=True)
class RowScope(Scope):
    """One row, for `evaluate`."""

    world: World
    row: Row

    def value(self, name: str) -> Value:
        return self.row[name]

    def subject(self, field: str) -> Value:
        return self.row[f"subject.{field}"]

    def is_field(self, name: str) -> bool:
        return name in FIELDS

    def table(self, name: str) -> Table:
        return self.world.tables[name]

    def codes(self, name: str) -> tuple[str, ...]:
        return self.world.codes[name]


def types_of(world: World) -> dict[str, Type]:
    """Every name with its type, fields of the subject as `subject.<field>`."""
    subject = {f"subject.{name}": type_ for name, type_ in world.environment.subject.items()}
    return {**world.environment.names, **subject}


@st.composite
def rows(draw: st.DrawFn, world: World, *, certain: bool = False) -> Row:
    """What is known of one subject: each name known, unknown, or known in part."""
    found: Row = {}
    for name, type_ in types_of(world).items():
        if name in CONSTANTS:
            found[name] = Interval(int(CONSTANTS[name]), int(CONSTANTS[name]))
        else:
            found[name] = draw(_values(type_, maybe=type_.maybe and not certain))
    return found


@st.composite
def _values(draw: st.DrawFn, type_: Type, *, maybe: bool) -> Value:
    unknown = maybe and draw(st.booleans())
    gap = maybe and draw(st.integers(0, 3)) == 0
    values = sorted(type_.values) if type_.values is not None else CODES
    match type_.kind:
        case Kind.BOOL:
            truth = draw(st.booleans())
            return Truth(truth and not unknown, truth or unknown, gap)
        case Kind.TEXT:
            return Code(None if unknown else draw(st.sampled_from(values)), gap)
        case Kind.LIST:
            return Codes(None if unknown else frozenset(draw(st.sets(st.sampled_from(values), max_size=3))), gap)
        case _:
            if unknown and draw(st.booleans()):
                return Interval(*type_.ends, gap)
            first, second = draw(_points(type_)), draw(_points(type_))
            if not unknown:
                return Interval(first, first, gap)
            low, high = min(first, second), max(first, second)
            return Interval(low, type_.high if draw(st.booleans()) else high, gap)


def _points(type_: Type) -> st.SearchStrategy[int]:
    if type_.kind is Kind.DATE:
        return st.integers(AS_OF - 400, AS_OF + 400) | st.integers(FIRST_DAY, LAST_DAY)
    low = max(type_.low, -(10**6)) if type_.low > -INFINITY else -(10**6)
    high = min(type_.high, 10**6)
    near = st.integers(max(low, -40), min(high, 40)) if low <= 40 and high >= -40 else st.nothing()
    return near | st.integers(low, high)


@st.composite
def completions(draw: st.DrawFn, world: World, row: Row) -> Row:
    """A row in which everything is known, and which the given row allows."""
    found: Row = {}
    for name, type_ in types_of(world).items():
        values = sorted(type_.values) if type_.values is not None else CODES
        match row[name]:
            case Interval(low, high):
                low, high = max(low, -(10**6)), min(high, 10**6)
                point = draw(st.sampled_from([low, high]) | st.integers(low, high))
                found[name] = Interval(point, point)
            case Truth(must, may) if must != may:
                truth = draw(st.booleans())
                found[name] = Truth(truth, truth)
            case Code(None):
                found[name] = Code(draw(st.sampled_from(values)))
            case Codes(None):
                found[name] = Codes(frozenset(draw(st.sets(st.sampled_from(values), max_size=3))))
            case value:
                found[name] = value
    return found
