"""Terms and deadlines of one record: until when it is public, and until when it must be out."""

from __future__ import annotations

from datetime import date

from ..dossier.plain_value import Plain, day
from ..language.civil import add_months
from ..language.types import day_number
from ..pack.dating import InForce
from ..pack.dating_error import DatingError
from ..pack.register_model import Label
from ..pack.working_days import WorkingDays
from .bans import lengthens
from .content import Deadline, Due, Source, Term
from .layout_model import AtModel, DeadlineModel, LevelModel, LongerModel

SAYS_ACROSS = "across_provinces"
"""Where an entry of the list says by itself whether it is across provinces."""
NOT_YET = Label(zh="尚未公示，期限自公示之日起算", en="not public yet; the term runs from the day it is")
NO_CLASS = Label(zh="失信类别无法确定", en="its class cannot be told")
ACROSS = Label(
    zh="跨省：自登记地部门收到之日起算，收到日期不在名册中",
    en="across provinces: it counts from receipt there, which no register holds",
)
NO_BAN = Label(zh="限制期限未载明，公示期可能更长", en="how long the ban lasts is not known; publicity may be longer")


def term_of(source: Source, starts: str, said: LevelModel, longer: LongerModel | None, constants: InForce) -> Term:
    """How long a record is public.

    Args:
        source: the record.
        starts: the date from which it runs.
        said: the level, with the parameters that say for how long.
        longer: what makes it longer.
        constants: the pack's parameters on the day.

    Returns:
        The term; on its end the record is public no more.
    """
    start = _date(source.raw.get(starts))
    if said.months is None:
        if start is None or said.between is None:
            return Term(start, None, None, NO_CLASS)
        first, last = (_plus(start, int(constants.scalars[name])) for name in said.between)
        why = Label(zh=f"{NO_CLASS.zh}：在 {first} 至 {last} 之间", en=f"{NO_CLASS.en}: from {first} to {last}")
        return Term(start, None, None, why, first, last)
    length = int(constants.scalars[said.months])
    if start is None:
        return Term(None, length, None, NOT_YET)
    end = _plus(start, length)
    if longer is not None and lengthens(source, longer, constants):
        until = _date(source.raw.get(longer.until))
        if until is None:
            return Term(start, length, None, NO_BAN, end)
        end = max(end, until)
    return Term(start, length, end)


def _plus(start: date, months: int) -> date:
    return day(add_months(day_number(start), months)) or start


def _date(value: Plain) -> date | None:
    return value if isinstance(value, date) else None


def deadline_of(
    source: Source,
    model: DeadlineModel,
    province: AtModel,
    as_of: date,
    constants: InForce,
    calendar: WorkingDays | None,
    was_out: bool | None,
) -> Deadline:
    """Until when a record must be out, and how it stands.

    Args:
        source: the record.
        model: the deadline.
        province: how it is told whether the authority sits in another province.
        as_of: the day.
        constants: the pack's parameters on the day.
        calendar: the working days of the pack.
        was_out: whether an earlier feed held it; None where there is none.
    """
    start = _date(source.raw.get(model.from_))
    done = None if model.done is None else _date(source.raw.get(model.done))
    if start is None:
        return Deadline(Due.UNKNOWN, why=Label(zh="起算日期未载明", en="the day it counts from is not known"))
    across = False if model.push_within is None else _across(source, province)
    if across is None:
        why = Label(zh="无法判断是否跨省", en="whether it is across provinces cannot be told")
        return Deadline(Due.UNKNOWN, why=why)
    if calendar is None:
        return Deadline(Due.UNKNOWN, why=Label(zh="规则包没有工作日历", en="the pack has no calendar"))
    try:
        if across:
            push = calendar.after(start, int(constants.scalars[model.push_within or ""]))
            why = ACROSS
            return Deadline(Due.UNKNOWN, None, push, why)
        by = calendar.after(start, int(constants.scalars[model.within]))
    except DatingError as error:
        return Deadline(Due.UNKNOWN, why=Label(zh=error.zh, en=error.en))
    if done is not None:
        return Deadline(Due.IN_TIME if done <= by else Due.LATE, by)
    if as_of <= by:
        return Deadline(Due.OPEN, by)
    if model.done is None or model.done not in source.raw:
        # The registers do not say whether it was sent; an earlier feed does.
        return Deadline(Due.PASSED if was_out is None else Due.IN_TIME if was_out else Due.OVERDUE, by)
    return Deadline(Due.OVERDUE, by)


def _across(source: Source, province: AtModel) -> bool | None:
    if SAYS_ACROSS in source.raw:
        said = source.raw[SAYS_ACROSS]
        return said if isinstance(said, bool) else None
    # A register that does not name the authority's province speaks of its own.
    return False if province.authority not in source.model.fields else across_provinces(source, province)


def across_provinces(source: Source, province: AtModel) -> bool | None:
    """Whether the authority sits in another province than the party is registered in; None where that cannot be told.

    Args:
        source: the record.
        province: which fields say so.
    """
    authority = str(source.raw.get(province.authority) or "")[: province.digits]
    register, _, field = province.party.rpartition(".")
    party = str(source.tied.get(register, ({}, {}))[1].get(field) or "")[: province.digits]
    if not (authority.isdigit() and party.isdigit() and len(authority) == len(party) == province.digits):
        return None
    return authority != party


def withdrawn_by(on: date | None, within: str, constants: InForce, calendar: WorkingDays | None) -> date | None:
    """The last day to take a record back; None where that cannot be told.

    Args:
        on: since when it no longer stands.
        within: the parameter that says within how many working days.
        constants: the pack's parameters on the day.
        calendar: the working days of the pack.
    """
    if on is None or calendar is None:
        return None
    try:
        return calendar.after(on, int(constants.scalars[within]))
    except DatingError:
        return None
