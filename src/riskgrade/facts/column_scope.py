"""Names as columns: the fields of a frame, the constants of a pack, and facts that were computed before."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import narwhals as nw

from ..language.environment import Table
from ..language.planes import Planes, lit
from ..language.types import Kind
from ..pack.dating import InForce
from ..registers.register import REFUSED, Register

SUBJECT = "__s_"
"""What the subject's columns are called in a frame of its records."""


def field_planes(register: Register, name: str, column: str) -> Planes:
    """A column of a normalised register as planes; no null leaves this function.

    Args:
        register: the register.
        name: the field.
        column: the column's name in the frame.
    """
    model, nullable = register.model.fields[name], name in register.nullable
    here = nw.col(column)
    gap = nw.col(f"{column}{REFUSED}") if name in register.refused else None
    kind_of = model.language_type
    match model.kind:
        case Kind.TEXT:
            return Planes(Kind.TEXT, here, here, not nullable, gap)
        case Kind.LIST:
            return Planes(Kind.LIST, here, nw.col(f"{column}#n"), not nullable, gap, register.lists.get(name))
        case Kind.BOOL if nullable:
            return Planes(Kind.BOOL, _filled(here, False), _filled(here, True), False, gap)
        case kind if nullable:
            return Planes(kind, _filled(here, kind_of.low), _filled(here, kind_of.high), False, gap)
        case kind:
            return Planes(kind, here, here, True, gap)


def _filled(column: nw.Expr, value: int | bool) -> nw.Expr:
    return nw.when(column.is_null()).then(lit(value)).otherwise(column)


def constant_planes(value: int | bool | str) -> Planes:
    """A constant as planes."""
    kind = Kind.BOOL if isinstance(value, bool) else Kind.TEXT if isinstance(value, str) else Kind.NUMBER
    expression = lit(value)
    return Planes(kind, expression, expression, True)


@dataclass(slots=True)
class Kept:
    """Expressions that are to have columns of their own.

    Each may be built on those before it, back to where `apart` was last called. So expressions of the same depth can be added
    together: engines plan every addition of columns anew, and some look at every column each time.

    Args:
        tag: the prefix of the columns.
    """

    tag: str
    waiting: list[dict[str, nw.Expr]] = field(default_factory=list)
    count: int = 0
    depth: int = 0

    def apart(self) -> None:
        """What is kept next uses nothing that waits."""
        self.depth = 0

    def keep(self, expression: nw.Expr) -> nw.Expr:
        """The column that will hold the expression."""
        name = f"__{self.tag}_{self.count}"
        self.count += 1
        if self.depth == len(self.waiting):
            self.waiting.append({})
        self.waiting[self.depth][name] = expression
        self.depth += 1
        return nw.col(name)

    def flush(self, frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
        """Add the columns that wait."""
        for expressions in self.waiting:
            frame = frame.with_columns(**expressions)
        self.waiting.clear()
        self.depth = 0
        return frame


@dataclass(slots=True)
class FrameScope:
    """Names as columns of a frame.

    Args:
        constants: what of the pack is in force.
        register: the register of the frame's rows.
        own: the subjects' register, in columns that begin with `SUBJECT`; None where records are not paired with it.
        known: planes of facts and conclusions; the caller adds to it.
        kept: expressions to be given columns before anything that was compiled is used.
    """

    constants: InForce
    register: Register
    own: Register | None = None
    known: dict[str, Planes] = field(default_factory=dict)
    kept: Kept = field(default_factory=lambda: Kept("k"))

    def keep(self, expression: nw.Expr) -> nw.Expr:
        """Give an expression a column of its own; `kept.flush` adds it to the frame."""
        return self.kept.keep(expression)

    def planes(self, name: str) -> Planes:
        """The planes of a name."""
        if name in self.known:
            return self.known[name]
        if name in self.constants.scalars:
            return constant_planes(self.constants.scalars[name])
        return field_planes(self.register, name, name)

    def is_field(self, name: str) -> bool:
        """Whether a name is a field of the frame's own rows."""
        return name not in self.known and name in self.register.model.fields

    def constant(self, name: str) -> int | bool | str | None:
        """The value of a name that is the same in every row; None otherwise."""
        return None if name in self.known else self.constants.scalars.get(name)

    def subject(self, name: str) -> Planes:
        """The planes of a field of the subject."""
        assert self.own is not None
        return field_planes(self.own, name, SUBJECT + name)

    def table(self, name: str) -> Table:
        """A table as it is in force."""
        return self.constants.tables[name]

    def codes(self, name: str) -> tuple[str, ...]:
        """A list of codes as it is in force."""
        return self.constants.lists[name]
