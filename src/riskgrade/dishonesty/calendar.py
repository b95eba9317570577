"""By when things are due: publication of an entry, the steps of a removal, withdrawal when the penalty falls.

All are working days; the day that is counted from does not count. Days that nobody verified are refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ..pack.source_model import Citation
from ..pack.working_days import WorkingDays
from .content_value import Words
from .error import ListingError
from .figures import Figures


@dataclass(frozen=True, slots=True)
class Due:
    """A day by which something is due.

    Args:
        name: its key, such as `publish_by`.
        by: the last day.
        counted_from: the key of the day it is counted from.
        working_days: how many.
        parameter: the figure's name in the pack.
        cites: what it rests on.
        what: what is due.
    """

    name: str
    by: date
    counted_from: str
    working_days: int
    parameter: str
    cites: tuple[Citation, ...]
    what: Words


@dataclass(frozen=True, slots=True)
class _Step:
    name: str
    counted_from: str
    parameter: str
    what: Words


_WITHIN = _Step(
    "publish_by", "decided_on", "list_publish_days",
    Words(zh="公示列入信息", en="the entry is made public"),
)  # fmt: skip
_PUSH = _Step(
    "push_by", "decided_on", "list_push_days",
    Words(zh="推送至当事人登记地（住所地）的市场监管部门", en="the entry is sent to the province where the party is registered"),
)  # fmt: skip
_RECEIVED = _Step(
    "publish_by", "received_on", "list_publish_received_days",
    Words(zh="登记地部门公示列入信息", en="the receiving authority makes the entry public"),
)  # fmt: skip
_LATER = (
    _Step(
        "accept_by", "applied_on", "removal_accept_days",
        Words(zh="决定是否受理移出申请", en="whether the application is taken up is decided"),
    ),
    _Step(
        "decide_by", "accepted_on", "removal_decide_days",
        Words(zh="核实并决定是否移出", en="the facts are checked and removal is decided"),
    ),
    _Step(
        "stop_by", "removal_decided_on", "removal_stop_days",
        Words(zh="停止公示并解除管理措施", en="publication stops and the measures are lifted"),
    ),
    _Step(
        "withdraw_by", "voided_on", "list_withdraw_days",
        Words(zh="撤销列入决定，停止公示并解除管理措施", en="the entry is revoked, publication stops, the measures are lifted"),
    ),
)  # fmt: skip

STARTS = ("decided_on", "received_on", "applied_on", "accepted_on", "removal_decided_on", "voided_on")
"""The days that may be counted from, in the order in which they can lie."""

ENDS = ("push_by", "publish_by", "accept_by", "decide_by", "stop_by", "withdraw_by")
"""The days that may be due."""

_ORDERED = (("decided_on", "received_on"), ("decided_on", "applied_on"), ("applied_on", "accepted_on"),
            ("accepted_on", "removal_decided_on"), ("decided_on", "removal_decided_on"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Calendar:
    """What is due.

    Args:
        starts: the days that were given.
        across: whether the entry goes to another province.
        dues: what is due, in order of procedure.
    """

    starts: Mapping[str, date]
    across: bool
    dues: tuple[Due, ...]

    def due(self, name: str) -> Due | None:
        """What is due under a key; None where nothing is yet."""
        return next((one for one in self.dues if one.name == name), None)


def calendar_of(figures: Figures, starts: Mapping[str, date], across: bool = False) -> Calendar:
    """By when things are due.

    Args:
        figures: the figures of the law.
        starts: some of `STARTS`; what is counted from a day that is not given is not due yet.
        across: whether the authority and the party are in different provinces; `received_on` says so too.

    Raises:
        ListingError: no day is given, one lies before another that it must follow, or the pack has no calendar.
        DatingError: a day lies outside those that were verified, or before the figures were in force.

    Examples:
        >>> from riskgrade.pack.load import load_pack
        >>> figures = Figures(load_pack("cn-dishonesty-list"))
        >>> calendar_of(figures, {"decided_on": date(2023, 9, 20)}).due("publish_by").by
        datetime.date(2023, 10, 24)
    """
    given = {name: starts[name] for name in STARTS if name in starts}
    across = across or "received_on" in given
    _hold(given)
    days = _working_days(figures)
    first = (_PUSH, _RECEIVED) if across else (_WITHIN,)
    dues = []
    for step in (*first, *_LATER):
        if step.counted_from in given:
            start = given[step.counted_from]
            figure = figures.whole(step.parameter, start)
            by = days.after(start, figure.value)
            # A day of a calendar that was not verified is as little known as one that is counted to.
            dues.append(Due(step.name, by, step.counted_from, figure.value, figure.parameter, figure.cites, step.what))
    return Calendar(given, across, tuple(dues))


def _working_days(figures: Figures) -> WorkingDays:
    if figures.pack.calendar is None:
        raise ListingError(
            f"pack {figures.pack.id} says nothing of working days; give it a `calendar:`, or use a pack that has one",
            f"规则包 {figures.pack.id} 没有工作日历；请在 pack.yaml 中写 calendar，或改用有日历的规则包",
        )
    return figures.pack.calendar


def _hold(given: Mapping[str, date]) -> None:
    if not given:
        raise ListingError(
            "give at least one day to count from: " + ", ".join(STARTS),
            "请至少给出一个起算日期：" + "、".join(STARTS),
        )
    for first, second in _ORDERED:
        if first in given and second in given and given[second] < given[first]:
            raise ListingError(
                f"{second} {given[second]} lies before {first} {given[first]}, which it must follow; is a year wrong?",
                f"{second}（{given[second]}）早于 {first}（{given[first]}）；年份是否有误？",
            )
