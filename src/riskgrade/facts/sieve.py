"""Rows that no fact can count are left in the file: what of the conditions can be told from the cells as they stand.

A record counts for a fact only if each part of the fact's condition may hold. Parts over cells that need no reading are
asked first, so that an engine reads the other columns, and computes anything at all, only for the rows that remain.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import narwhals as nw
import polars as pl

from ..language.build import all_of, any_of
from ..language.columns import columns
from ..language.planes import Planes
from ..language.tree import And
from ..language.typed import Typed, uses
from ..language.types import Kind
from ..pack.dating import InForce
from ..registers.in_place import InPlace
from ..registers.register import Register
from .column_scope import FrameScope

Way = tuple[Typed, ...]
"""Parts that must all hold for some fact to count a record."""


def sifted(register: Register, facts: Sequence[tuple[Typed, InForce]]) -> pl.LazyFrame:
    """The rows of a register, in physical form, without some that no fact counts.

    Args:
        register: the register.
        facts: the condition of each fact, with the constants of its pack.
    """
    place = register.in_place
    if place is None or any(constants is not facts[0][1] for _, constants in facts):
        return register.frame
    constants = facts[0][1]
    scope = FrameScope(constants, register, known=_as_they_stand(register, place))
    told = place.columns.keys() | constants.scalars.keys()
    ways = _narrowest([tuple(part for part in _parts(condition) if _asks(part, told)) for condition, _ in facts])
    common = [part for part in ways[0] if all(part in way for way in ways)]
    compiled = {part: columns(part, scope).high for way in ways for part in way}
    if () in ways or scope.kept.waiting:
        return register.frame
    own = [all_of([compiled[part] for part in way if part not in common]) for way in ways if len(way) > len(common)]
    needed = [*(compiled[part] for part in common), *([any_of(own)] if own else [])]
    return place.read(nw.from_native(place.cells).filter(all_of(needed)).to_native())


def _as_they_stand(register: Register, place: InPlace) -> dict[str, Planes]:
    found: dict[str, Planes] = {}
    for name, column in place.columns.items():
        kind = register.model.fields[name].kind
        here = nw.col(column)
        if kind is Kind.DATE:
            here = here.cast(nw.Int32).cast(nw.Int64)
        found[name] = Planes(kind, here, here, True)
    return found


def _parts(condition: Typed) -> Iterator[Typed]:
    """What must hold together, ands within ands opened."""
    if isinstance(condition.node, And):
        for arg in condition.args:
            yield from _parts(arg)
    else:
        yield condition


def _asks(part: Typed, told: frozenset[str] | set[str]) -> bool:
    """Whether a part asks only what is known of the cells; a part that asks nothing holds everywhere or nowhere."""
    used = uses(part)
    return not used.subject and used.names <= told


def _narrowest(ways: Sequence[Way]) -> list[Way]:
    """The ways without those that need all of another and more: who comes by these comes by that one too."""
    kept: list[Way] = []
    for way in sorted(dict.fromkeys(ways), key=len):
        if not any(set(other) <= set(way) for other in kept):
            kept.append(way)
    return kept
