"""The events of an outcome as the registers tell them at the end: when, whose, and whether surely or perhaps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import narwhals as nw
import polars as pl

from ..facts.column_scope import FrameScope
from ..facts.truth_planes import both
from ..facts.voids import alive_planes
from ..language.columns import columns
from ..language.typed import Typed
from ..language.types import day_number
from ..pack.dating import InForce, Moment, in_force
from ..pack.model import Pack
from ..registers import Register, Registers
from ..registers.aside import JOIN
from .as_of import known_on
from .error import TuningError
from .outcome import Outcome, compile_outcome
from .split import Fold
from .split_span import Span, day_of

SUBJECT, DAY, RECORDED, SURE = "subject", "day", "recorded", "sure"


@dataclass(frozen=True)
class Events:
    """All events of an outcome.

    Args:
        frame: a row an event that happened or may have: `subject`, `day` (a day number, null where it is not known), `recorded` (the
            day from which it was known; that of the event where the register does not say), and `sure`.
        until: the last day that the registers tell of.
        from_: the first day; None for ever.
        declared: whether the register's coverage says so, or it was given; else it is the newest date in the register.
        looked: the same of the records that show that somebody looked; None where that is not asked.
        anybody: whether rows without a readable subject were set aside: any subject may have one more event.
    """

    frame: pl.DataFrame
    until: date
    from_: date | None
    declared: bool
    looked: pl.DataFrame | None
    anybody: bool

    def closed(self, fold: Fold, lag: Span) -> bool:
        """Whether all that happened in a fold's window can be in the register."""
        return lag.after(fold.last) <= self.until and (self.from_ is None or self.from_ <= fold.first)

    def seen_in(self, fold: Fold) -> pl.DataFrame:
        """What happened to subjects in a fold's window.

        Returns:
            `subject`, `sure`, the first day of a sure one (`event_on`), and the day from which one was known (`told_on`).
        """
        first, last = day_number(fold.first), day_number(fold.last)
        day = pl.col(DAY)
        # An event of which the day is not known may have been in any window.
        here = self.frame.filter(day.is_null() | day.is_between(first, last)).with_columns(
            (pl.col(SURE) & day.is_not_null()).alias(SURE)
        )
        first_day, told = (
            pl.col(one).filter(pl.col(SURE)).min().cast(pl.Int32).cast(pl.Date) for one in (DAY, RECORDED)
        )
        found = here.group_by(SUBJECT).agg(pl.col(SURE).any(), first_day.alias("event_on"), told.alias("told_on"))
        return found.sort(SUBJECT)

    def looked_at(self, fold: Fold) -> pl.Series | None:
        """The subjects that somebody surely looked at in a fold's window; None where that is not asked."""
        if self.looked is None:
            return None
        here = pl.col(SURE) & pl.col(DAY).is_between(day_number(fold.first), day_number(fold.last))
        return self.looked.filter(here)[SUBJECT].unique()

    def came_late(self, fold: Fold) -> int:
        """Sure events that happened up to the origin and were known only after it: neither the grade nor the outcome has them."""
        origin = day_number(fold.origin)
        late = pl.col(SURE) & (pl.col(DAY) <= origin) & (pl.col(RECORDED) > origin)
        return int(self.frame.select(late.sum()).item())


def events_of(outcome: Outcome, pack: Pack, registers: Registers, until: date | str | None = None) -> Events:
    """Find the events.

    Args:
        outcome: which.
        pack: the pack.
        registers: all that is known by now.
        until: the last day that the registers tell of; if not given the end of the register's declared coverage, else the
            newest date of record in it.

    Raises:
        TuningError: the outcome cannot be read, or its register was not supplied.
    """
    condition, among = compile_outcome(outcome, pack)
    found = registers.registers.get(outcome.register)
    if found is None:
        there = ", ".join(registers.registers)
        raise TuningError(
            f"outcome {outcome}: the register '{outcome.register}' was not supplied; there is: {there}",
            f"结果 {outcome}：未提供登记册 {outcome.register}；现有：{there}",
        )
    last, declared = _end(found, until)
    seen = known_on(registers, last, pack.subject or "").registers[outcome.register]
    constants = in_force(pack, Moment.of(last))
    events = pl.concat([_records(seen, condition, constants, last), _aside(seen, seen.model.date or "")])
    looked = None if among is None else _records(seen, among, constants, last)
    from_ = None if seen.coverage is None else seen.coverage[0]
    return Events(events, last, from_, declared, looked, seen.unattributed > 0)


def _records(register: Register, condition: Typed, constants: InForce, last: date) -> pl.DataFrame:
    """The records that meet a condition or may, and are not void."""
    scope = FrameScope(constants, register)
    counts = columns(condition, scope)
    counts = both(counts, alive_planes(register, day_number(last))) or counts
    model, day = register.model, register.model.date or ""
    frame = scope.kept.flush(nw.from_native(register.frame)).with_columns(__sure=counts.low, __may=counts.high)
    found: pl.DataFrame = (
        frame.to_native()
        .filter(pl.col("__may") & (pl.col(model.join_field) != ""))
        .select(
            pl.col(model.join_field).cast(pl.String).alias(SUBJECT),
            pl.col(day).alias(DAY),
            pl.col(model.recorded or day).fill_null(pl.col(day)).alias(RECORDED),
            pl.col("__sure").alias(SURE),
        )
        .collect()
    )
    return found


def _aside(register: Register, day: str) -> pl.DataFrame:
    """Rows that could not be read may be events: on their day where that could be read, else on any."""
    schema = {SUBJECT: pl.String, DAY: pl.Int64, RECORDED: pl.Int64, SURE: pl.Boolean}
    empty = pl.DataFrame(schema=schema)
    told = empty
    if register.aside is not None:
        told = register.aside.filter(pl.col(JOIN) != "").select(
            pl.col(JOIN).alias(SUBJECT), pl.col(day).alias(DAY), pl.col(day).alias(RECORDED), pl.lit(False).alias(SURE)
        )
    # Firms that a row may be of for another reason, such as a code one slip from theirs.
    others = sorted(register.set_aside - set(told[SUBJECT].to_list()))
    perhaps = pl.DataFrame({SUBJECT: others}, schema={SUBJECT: pl.String}).with_columns(
        pl.lit(None, pl.Int64).alias(DAY), pl.lit(None, pl.Int64).alias(RECORDED), pl.lit(False).alias(SURE)
    )
    return pl.concat([empty, told, perhaps])


def _end(register: Register, until: date | str | None) -> tuple[date, bool]:
    last = None if register.coverage is None else register.coverage[1]
    if until is not None:
        given = day_of(until, "until")
        if last is not None and given > last:
            raise TuningError(
                f"until {given} lies after the register's declared coverage, which ends on {last}",
                f"until {given} 晚于名册声明的覆盖期间终止日 {last}",
            )
        return given, True
    if last is not None:
        return last, True
    fields = [name for name in (register.model.recorded, register.model.date) if name is not None]
    newest = register.frame.select(pl.max_horizontal(pl.col(name).max() for name in fields)).collect().item()
    if newest is None:
        raise TuningError(
            "the register of the outcome has no record, so its end is not known; give `until` or declare its coverage",
            "结果所在的登记册没有记录，无法知道其截止日；请给出 until 或声明覆盖期间",
        )
    return date.fromordinal(int(newest) + date(1970, 1, 1).toordinal()), False
