"""Names as columns: the fields of a frame, the constants of a pack, and facts that were computed before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import narwhals as nw

from ..language.environment import Table
from ..language.planes import Planes, lit
from ..language.types import Kind
from ..pack.dating import InForce
from ..pack.register_model import FieldModel

SUBJECT = "s__"
"""What the subject's columns are called in a frame of its records."""


def field_planes(model: FieldModel, column: str, nullable: bool) -> Planes:
    """A column of a normalised register as planes; no null leaves this function.

    Args:
        model: the field.
        column: the column's name in the frame.
        nullable: whether it holds an unknown in this run.
    """
    here = nw.col(column)
    kind_of = model.language_type
    match model.kind:
        case Kind.TEXT:
            return Planes(Kind.TEXT, here, here, not nullable)
        case Kind.LIST:
            return Planes(Kind.LIST, here, nw.col(f"{column}#n"), not nullable)
        case Kind.BOOL:
            if not nullable:
                return Planes(Kind.BOOL, here, here, True)
            return Planes(Kind.BOOL, _filled(here, False), _filled(here, True), False)
        case kind:
            if not nullable:
                return Planes(kind, here, here, True)
            return Planes(kind, _filled(here, kind_of.low), _filled(here, kind_of.high), False)


def _filled(column: nw.Expr, value: int | bool) -> nw.Expr:
    return nw.when(column.is_null()).then(lit(value)).otherwise(column)


def constant_planes(value: int | bool | str) -> Planes:
    """A constant as planes."""
    kind = Kind.BOOL if isinstance(value, bool) else Kind.TEXT if isinstance(value, str) else Kind.NUMBER
    expression = lit(value)
    return Planes(kind, expression, expression, True)


@dataclass(slots=True)
class FrameScope:
    """Names as columns of a frame.

    Args:
        constants: what of the pack is in force.
        fields: the fields of the frame's register.
        nullable: those that hold an unknown in this run.
        own: fields of the subject, in columns that begin with `SUBJECT`; empty where records are not paired with it.
        own_nullable: those of them that hold an unknown in this run.
        known: planes of facts and conclusions; the caller adds to it.
    """

    constants: InForce
    fields: Mapping[str, FieldModel]
    nullable: frozenset[str]
    own: Mapping[str, FieldModel] = field(default_factory=dict)
    own_nullable: frozenset[str] = frozenset()
    known: dict[str, Planes] = field(default_factory=dict)

    def planes(self, name: str) -> Planes:
        """The planes of a name."""
        if name in self.known:
            return self.known[name]
        if name in self.constants.scalars:
            return constant_planes(self.constants.scalars[name])
        return field_planes(self.fields[name], name, name in self.nullable)

    def constant(self, name: str) -> int | bool | str | None:
        """The value of a name that is the same in every row; None otherwise."""
        return None if name in self.known else self.constants.scalars.get(name)

    def subject(self, name: str) -> Planes:
        """The planes of a field of the subject."""
        return field_planes(self.own[name], SUBJECT + name, name in self.own_nullable)

    def table(self, name: str) -> Table:
        """A table as it is in force."""
        return self.constants.tables[name]

    def codes(self, name: str) -> tuple[str, ...]:
        """A list of codes as it is in force."""
        return self.constants.lists[name]
