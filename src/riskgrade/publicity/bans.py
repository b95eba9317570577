"""Bans: which of them make publicity last longer, and records that name the day of one without being of such a kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from ..pack.dating import InForce
from .content import Item, Remark, Source
from .layout_model import Goes, LongerModel
from .rows import place_of


def lengthens(source: Source, longer: LongerModel, constants: InForce) -> bool:
    """Whether a record is of a kind that is public as long as its ban lasts; the day of a ban alone makes it none.

    Args:
        source: the record.
        longer: which kinds are.
        constants: the pack's parameters on the day.
    """
    kinds = source.raw.get("kinds")
    return isinstance(kinds, tuple) and not set(kinds).isdisjoint(constants.lists[longer.kinds])


def ban_remarks(items: Iterable[Item], longer: LongerModel | None, constants: InForce, as_of: date) -> Iterator[Remark]:
    """Records with the day of a ban that are of no such kind: a person says whether the kinds or the day is wrong.

    Args:
        items: what becomes of each record; those that are public, or would be while the ban lasts, are looked at.
        longer: which kinds last as long as a ban; None where none does.
        constants: the pack's parameters on the day.
        as_of: the day.
    """
    if longer is None:
        return
    for item in items:
        until = item.source.raw.get(longer.until)
        if item.term is None or not isinstance(until, date) or lengthens(item.source, longer, constants):
            continue
        if item.goes is Goes.OUT or until > as_of:
            en, zh = place_of(item)
            yield Remark(
                "BAN_WITHOUT_KIND", item.key,
                f"{en}: '{longer.until}' says {until}, but none of its kinds is published as long as a ban lasts, so its term is "
                "not lengthened; please check 'kinds' and the day.",
                f"{zh}：字段 {longer.until} 为 {until}，但处罚种类都不是按限制期限公示的种类，公示期未予延长；请核对处罚种类与该日期。",
            )  # fmt: skip
