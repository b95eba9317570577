"""What the registers cannot tell: a register not supplied, rows set aside, time outside the declared coverage."""

from __future__ import annotations

from dataclasses import dataclass

from ..language.check import check
from ..language.environment import Environment
from ..language.parse import parse
from ..language.typed import Typed
from ..language.types import Kind
from ..pack.dating import Moment
from ..pack.model import Fact, Pack
from ..registers.register import Registers


@dataclass(frozen=True, slots=True)
class Gap:
    """Where the world may hold more records for a fact than the register does.

    Args:
        supplied: whether the register was supplied at all.
        always: for every subject, because the window leaves the declared coverage or the working days that are known.
        set_aside: values of the join field that have a row which could not be read.
        outside: for subjects of which this condition is not certainly false (a window of their own that leaves the coverage).
    """

    supplied: bool
    always: bool = False
    set_aside: frozenset[str] = frozenset()
    outside: Typed | None = None

    @property
    def nowhere(self) -> bool:
        """Whether no subject has a gap."""
        return self.supplied and not self.always and not self.set_aside and self.outside is None


def gap_of(fact: Fact, pack: Pack, registers: Registers, moment: Moment) -> Gap:
    """The gap of a fact that comes from records."""
    register = registers.registers.get(fact.register or "")
    if register is None or fact.window is None:
        return Gap(False)
    first, last = register.coverage or (None, None)
    outside, always = None, False
    if fact.window.before is not None:
        text = fact.window.outside(first, last)
        outside = _condition(text, pack) if text else None
    elif register.coverage is not None and fact.date is not None:
        start, end = fact.window.days(moment.as_of, moment.period, pack.calendar)
        always = (first is not None and (start is None or start < first)) or (last is not None and last < end)
    if fact.window.constant is not None:
        always = always or not fact.window.working_start(moment.as_of, pack.calendar)[1]
    set_aside = register.set_aside
    if fact.join[0] != register.model.join_field and (set_aside or register.unattributed):
        # Rows are set aside by the register's own join field; tied by another field, any subject may have lost one.
        return Gap(True, True)
    return Gap(True, always, set_aside, outside)


def _condition(text: str, pack: Pack) -> Typed:
    environment = Environment(names=pack.registers[pack.subject or ""].types)
    return check(parse(text), environment, Kind.BOOL)
