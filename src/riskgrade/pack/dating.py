"""What of a pack is in force on a day: the days of the period, and each parameter as it then was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ..language.environment import Table
from ..language.typed import Typed
from ..language.types import day_number
from .dating_error import DatingError as DatingError
from .model import Pack
from .parameter import Version


@dataclass(frozen=True, slots=True)
class Moment:
    """When a grade is asked for: what is known by `as_of`, of the rating year `period`.

    Examples:
        >>> Moment.of(date(2024, 3, 31)).period
        2024
    """

    as_of: date
    period: int

    @classmethod
    def of(cls, as_of: date, period: int | None = None) -> Moment:
        """A moment; the period is the year of `as_of` unless it is given.

        Raises:
            DatingError: the period starts after `as_of`, or lies outside 1901..2199; or `as_of` does, where no period is given.
        """
        year = as_of.year if period is None else period
        if period is None and not 1901 <= year <= 2199:
            raise DatingError(
                f"as_of {as_of} is no day from 1901-01-01 to 2199-12-31",
                f"as_of {as_of} 不在 1901-01-01 至 2199-12-31 之间",
            )
        if not 1901 <= year <= 2199:
            raise DatingError(
                f"the period {year} is no year from 1901 to 2199", f"评定年度 {year} 不在 1901 至 2199 之间"
            )
        if date(year, 1, 1) > as_of:
            en = f"the period {year} starts after as_of {as_of}; nothing of it can be known yet"
            raise DatingError(en, f"评定年度 {year} 晚于 as_of {as_of}，尚无任何可知信息")
        return cls(as_of, year)

    @property
    def days(self) -> dict[str, int]:
        """The constants that conditions may use, as day numbers."""
        return {
            "as_of": day_number(self.as_of),
            "period_start": day_number(date(self.period, 1, 1)),
            "period_end": day_number(date(self.period, 12, 31)),
            "previous_period_start": day_number(date(self.period - 1, 1, 1)),
            "previous_period_end": day_number(date(self.period - 1, 12, 31)),
        }


@dataclass(frozen=True, slots=True)
class InForce:
    """The constants, lists and tables of a pack on a day.

    Args:
        scalars: the days of the period, the first day of each window of working days and every scalar parameter, in
            physical form.
        lists: parameters that are lists of codes.
        tables: tables and bins.
        folded: expressions as `fixed` folded them, by the id of each, with the expression itself so that it lives on.
    """

    scalars: Mapping[str, int | bool | str]
    lists: Mapping[str, tuple[str, ...]]
    tables: Mapping[str, Table]
    folded: dict[int, tuple[Typed, Typed]] = field(default_factory=dict, compare=False, repr=False)


def version_on(pack: Pack, name: str, day: date) -> Version:
    """A parameter of a pack as it is in force on a day.

    Raises:
        DatingError: it has no version for that day.
    """
    parameter = pack.parameters[name]
    version = parameter.on(day)
    if version is None:
        known = f"{parameter.versions[0].first or '…'} – {parameter.versions[-1].last or '…'}"
        raise DatingError(
            f"parameter '{name}' of pack {pack.id} has no value on {day}; it is known for {known}. "
            "Grade as of a day within, or add a version to parameters.yaml",
            f"规则包 {pack.id} 的参数 {name} 在 {day} 没有取值，"
            f"已知期间为 {known}；请改用期间内的日期或在 parameters.yaml 中补充版本",
        )
    return version


def in_force(pack: Pack, moment: Moment) -> InForce:
    """A pack's parameters on a day.

    Raises:
        DatingError: a parameter has no version for that day.
    """
    scalars: dict[str, int | bool | str] = dict(moment.days)
    lists: dict[str, tuple[str, ...]] = {}
    tables: dict[str, Table] = {}
    for fact in pack.facts:
        if fact.window is not None and fact.window.constant is not None:
            first, _ = fact.window.working_start(moment.as_of, pack.calendar)
            scalars[fact.window.constant] = day_number(first)
    for name in pack.parameters:
        version = version_on(pack, name, moment.as_of)
        match version.payload:
            case Table() as table:
                tables[name] = table
            case tuple() as codes:
                lists[name] = codes
            case scalar:
                scalars[name] = scalar
    return InForce(scalars, lists, tables)
