"""How a record stands on a day: it stands, it is void, it is noted without ending, or that cannot be told."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ..facts.fact_value import Row
from ..facts.voids import alive
from ..pack.register_model import RegisterModel


class Standing(StrEnum):
    """How a record stands."""

    STANDS = "stands"
    NOTED = "noted"
    """A reason is written that does not end it, such as a repair."""
    VOID = "void"
    MAY_BE_VOID = "may_be_void"
    """A date without a reason that could be read, or a reason without a date."""


@dataclass(frozen=True, slots=True)
class State:
    """How a record stands, since when and why.

    Args:
        standing: how.
        since: a day number; None where there is none, or it is not known.
        reason: the code of the reason; empty where there is none, or it is not known.
    """

    standing: Standing
    since: int | None = None
    reason: str = ""


def state_of(model: RegisterModel, row: Row, as_of: int) -> State:
    """How a record stands on a day.

    Args:
        model: its register.
        row: the record as it read on that day (see `known.as_known`), in physical form.
        as_of: the day, as a day number.

    Examples:
        >>> model = RegisterModel(key="a", void={"on": "end", "reason": "why", "ends": ["error"]}, fields={
        ...     "a": {"type": "code"}, "end": {"type": "date"}, "why": {"type": "code", "values": ["error", "repaired"]}})
        >>> [str(state_of(model, {"end": end, "why": why}, 9).standing)
        ...  for end, why in ((None, ""), (5, "error"), (5, "repaired"), (5, ""))]
        ['stands', 'void', 'noted', 'may_be_void']
    """
    if model.void is None:
        return State(Standing.STANDS)
    since, reason = row[model.void.on], row[model.void.reason]
    here = alive(model, row, as_of)
    if here.must:
        return State(Standing.NOTED, since, reason) if reason else State(Standing.STANDS)
    return State(Standing.MAY_BE_VOID if here.may else Standing.VOID, since, reason)
